// Users, groups, roles and managed policies as GetAccountAuthorizationDetails has them. Which lists are there when
// they are empty, and which members are left out, is as in AWS's answers.

import type {
  AttachedPolicy,
  GroupDetail,
  InstanceProfile,
  ManagedPolicyDetail,
  PolicyDetail,
  RoleDetail,
  UserDetail,
} from '@aws-sdk/client-iam';
import { entityArn } from '../../../core/names/entity-arn.ts';
import { encodeRfc3986 } from '../../../core/wire/query-codec.ts';
import { keysUnder } from '../../keys.ts';
import type { Reading } from '../../ports.ts';
import type { GroupRecord, ManagedPolicyRecord, RoleRecord, UserRecord } from '../../records.ts';
import type { Answered } from '../../sdk-types.ts';
import { sdkTags } from '../../tags.ts';
import { boundaryMember } from '../boundary.ts';
import {
  fromOwn,
  unused,
  type ManagedPolicy,
  type ManagedPolicyVersion,
  type PolicyUses,
} from '../managed-policy.ts';
import { sdkPolicy } from '../policies.ts';
import { partsOfPolicyArn } from '../policy-arn.ts';
import { lastUsedMember, sdkRole } from '../role-records.ts';
import { sdkUser } from '../users.ts';

export async function userDetail(tables: Reading, user: UserRecord): Promise<Answered<UserDetail>> {
  const { PasswordLastUsed: _leftOut, ...shared } = sdkUser(user);
  const inline = await inlineDetails(tables, user.key);
  const memberships = await tables.memberships.where('userKey', user.key);
  const groups = await Promise.all(memberships.map(({ groupKey }) => tables.groups.get(groupKey)));
  return {
    ...shared,
    ...(inline.length === 0 ? {} : { UserPolicyList: inline }),
    GroupList: groups.flatMap((group) => (group === undefined ? [] : [group.groupName])),
    AttachedManagedPolicies: await attachedDetails(tables, user.key),
    ...boundaryMember(user.boundaryArn),
    Tags: sdkTags(user.tags),
  };
}

export async function groupDetail(tables: Reading, group: GroupRecord): Promise<Answered<GroupDetail>> {
  const { key, accountId, path, groupName, groupId, createdAt } = group;
  return {
    Path: path,
    GroupName: groupName,
    GroupId: groupId,
    Arn: entityArn('group', { accountId, path, name: groupName }),
    CreateDate: new Date(createdAt),
    GroupPolicyList: await inlineDetails(tables, key),
    AttachedManagedPolicies: await attachedDetails(tables, key),
  };
}

export async function roleDetail(tables: Reading, role: RoleRecord): Promise<Answered<RoleDetail>> {
  const shared = await sdkRole(tables, role);
  const profiles = await tables.instanceProfiles.where('roleKey', role.key);
  return {
    ...shared,
    InstanceProfileList: profiles.map(
      ({
        accountId,
        path,
        instanceProfileName,
        instanceProfileId,
        createdAt,
      }): Answered<InstanceProfile> => ({
        Path: path,
        InstanceProfileName: instanceProfileName,
        InstanceProfileId: instanceProfileId,
        Arn: entityArn('instance-profile', { accountId, path, name: instanceProfileName }),
        CreateDate: new Date(createdAt),
        Roles: [shared],
      }),
    ),
    RolePolicyList: await inlineDetails(tables, role.key),
    AttachedManagedPolicies: await attachedDetails(tables, role.key),
    ...boundaryMember(role.boundaryArn),
    Tags: sdkTags(role.tags),
    ...(await lastUsedMember(tables, role)),
  };
}

export function ownPolicyDetail(
  record: ManagedPolicyRecord,
  uses: PolicyUses | undefined,
): Answered<ManagedPolicyDetail> {
  return policyDetail(fromOwn(record), record.versions, uses);
}

/** `versions`: oldest first; AWS lists the newest first. The description is left out, though the type has it. */
export function policyDetail(
  policy: ManagedPolicy,
  versions: readonly ManagedPolicyVersion[],
  uses: PolicyUses = unused,
): Answered<ManagedPolicyDetail> {
  return {
    ...sdkPolicy(policy, uses),
    PolicyVersionList: versions.toReversed().map(({ versionId, document, createdAt }) => ({
      Document: encodeRfc3986(document),
      VersionId: versionId,
      IsDefaultVersion: versionId === policy.defaultVersionId,
      CreateDate: new Date(createdAt),
    })),
  };
}

async function inlineDetails(tables: Reading, ownerKey: string): Promise<readonly Answered<PolicyDetail>[]> {
  const policies = await tables.inlinePolicies.under(keysUnder(ownerKey));
  return policies.map(({ policyName, document }) => ({
    PolicyName: policyName,
    PolicyDocument: encodeRfc3986(document),
  }));
}

async function attachedDetails(
  tables: Reading,
  ownerKey: string,
): Promise<readonly Answered<AttachedPolicy>[]> {
  const attached = await tables.attachments.under(keysUnder(ownerKey));
  return attached.map(({ policyArn }) => ({
    PolicyName: partsOfPolicyArn(policyArn).policyName,
    PolicyArn: policyArn,
  }));
}
