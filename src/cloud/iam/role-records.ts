// Roles as IAM's answers have them, and what is kept of a role beside its record.

import type { Role } from '@aws-sdk/client-iam';
import { roleArnOf } from '../caller.ts';
import type { Reading, Writing } from '../ports.ts';
import type { RoleRecord } from '../records.ts';
import type { Answered } from '../sdk-types.ts';
import { sdkTagsIf } from '../tags.ts';
import { boundaryMember } from './boundary.ts';
import { deleteLeftBehind } from './owned.ts';
import { encodedTrustPolicy } from './trust-policy.ts';

/** A role with what every answer says of it. */
export async function sdkRole(tables: Reading, role: RoleRecord): Promise<Answered<Role>> {
  return {
    Path: role.path,
    RoleName: role.roleName,
    RoleId: role.roleId,
    Arn: roleArnOf(role),
    CreateDate: new Date(role.createdAt),
    AssumeRolePolicyDocument: await encodedTrustPolicy(tables, role),
  };
}

/** The same with description and session duration: a role as lists have it. */
export async function sdkRoleWithSettings(tables: Reading, role: RoleRecord): Promise<Answered<Role>> {
  return {
    ...(await sdkRole(tables, role)),
    ...(role.description === undefined ? {} : { Description: role.description }),
    MaxSessionDuration: role.maxSessionDuration,
  };
}

/** What only an operation about this one role says. */
export function roleDetails(role: RoleRecord): Pick<Answered<Role>, 'PermissionsBoundary' | 'Tags'> {
  return { ...boundaryMember(role.boundaryArn), ...sdkTagsIf(role.tags) };
}

/** Empty for a role that was never used. */
export async function lastUsedMember(
  tables: Reading,
  { key }: RoleRecord,
): Promise<Pick<Answered<Role>, 'RoleLastUsed'>> {
  const used = await tables.lastUsed.get(key);
  return {
    RoleLastUsed: used === undefined ? {} : { LastUsedDate: new Date(used.lastUsedAt), Region: used.region },
  };
}

/** Deletes a role with what is left of it. Its policies and instance profiles are for the operation to see to. */
export async function eraseRole(tables: Writing, key: string): Promise<void> {
  await deleteLeftBehind(tables, key);
  await tables.roles.delete(key);
}
