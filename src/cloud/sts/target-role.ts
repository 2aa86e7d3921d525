// The role that is to be assumed: in whichever account of the sandbox it is, and whether or not there is one.

import type { AssumedRoleUser } from '@aws-sdk/client-sts';
import { assumedRoleArn } from '../../core/names/entity-arn.ts';
import { parseArn, type Arn } from '../../core/names/arn.ts';
import { isAccountId } from '../../core/names/account-id.ts';
import { roleArnOf } from '../caller.ts';
import { validationError, type Fault } from '../fault.ts';
import { trustPolicyOf } from '../iam/trust-policy.ts';
import { roleKey } from '../keys.ts';
import type { Check } from '../operation.ts';
import type { Reading } from '../ports.ts';
import type { RoleRecord } from '../records.ts';
import { resourceTagKeys } from '../tags.ts';

/** For `check`: not documented; what AWS is known to say of an ARN that is none of a role's. */
export function roleArnFault(arn: string): Fault | undefined {
  return parseRoleArn(arn) === undefined ? validationError(`${arn} is invalid`) : undefined;
}

/** The account that the ARN names. */
export function accountOfRole(arn: string): string {
  return parseRoleArn(arn)?.accountId ?? '';
}

/**
 * Undefined where there is none; paths and names in ARNs are told apart by case. Nor is one there of an account that is
 * closed: "any access requests made from [other] accounts should fail after account closure" (manage-acct-closing).
 */
export async function findRoleByArn(tables: Reading, arn: string): Promise<RoleRecord | undefined> {
  const parsed = parseRoleArn(arn);
  if (parsed === undefined) return undefined;
  const name = parsed.resource.slice(parsed.resource.lastIndexOf('/') + 1);
  const role = await tables.roles.get(roleKey(parsed.accountId, name));
  if (role === undefined || roleArnOf(role) !== arn) return undefined;
  return (await tables.account.get(role.accountId))?.closedAt === undefined ? role : undefined;
}

/**
 * The permissions to assume it, all on the role and all by its trust policy. A role that is not there trusts
 * nobody, so that a stranger cannot tell it from one that does not trust him.
 */
export async function checksOnRole(
  tables: Reading,
  arn: string,
  actions: readonly string[],
  context: NonNullable<Check['context']>,
): Promise<readonly Check[]> {
  const role = await findRoleByArn(tables, arn);
  const resourcePolicy = role === undefined ? undefined : await trustPolicyOf(tables, role);
  return actions.map((action) => ({
    action,
    resource: arn,
    resourceAccountId: accountOfRole(arn),
    context: { ...resourceTagKeys(role?.tags ?? []), ...context },
    ...(resourcePolicy === undefined ? {} : { resourcePolicy }),
  }));
}

/** Who a session of the role is. */
export function assumedRoleUser({ accountId, roleId, roleName }: RoleRecord, sessionName: string) {
  return {
    AssumedRoleId: `${roleId}:${sessionName}`,
    Arn: assumedRoleArn(accountId, roleName, sessionName),
  } satisfies AssumedRoleUser;
}

function parseRoleArn(arn: string): Arn | undefined {
  const parsed = parseArn(arn);
  const isRole =
    parsed?.service === 'iam' && isAccountId(parsed.accountId) && /^role\/.*[^/]$/.test(parsed.resource);
  return isRole ? parsed : undefined;
}
