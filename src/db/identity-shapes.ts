// Guards for users, groups and roles in a sandbox file, and for the policies that are theirs.

import type {
  AttachmentRecord,
  GroupRecord,
  InlinePolicyRecord,
  InstanceProfileRecord,
  ManagedPolicyRecord,
  MembershipRecord,
  RoleRecord,
  UserRecord,
} from '../cloud/records.ts';
import { accountId, asItCame, document, name, tags } from './record-parts.ts';
import { list, optional, record, time, wholeNumber } from './shape.ts';

/** What all that has a name in an account begins with. */
export const named = { key: name, accountId, path: name, createdAt: time } as const;

export const identityShapes = {
  users: record<UserRecord>({
    ...named,
    userName: name,
    userId: name,
    tags,
    boundaryArn: optional(name),
    passwordLastUsedAt: optional(time),
  }),
  groups: record<GroupRecord>({ ...named, groupName: name, groupId: name }),
  memberships: record<MembershipRecord>({ key: name, accountId, groupKey: name, userKey: name }),
  roles: record<RoleRecord>({
    ...named,
    roleName: name,
    roleId: name,
    description: optional(asItCame),
    trustPolicy: document,
    maxSessionDuration: wholeNumber,
    tags,
    boundaryArn: optional(name),
    linkedService: optional(name),
  }),
  inlinePolicies: record<InlinePolicyRecord>({
    key: name,
    accountId,
    ownerKey: name,
    policyName: name,
    document,
  }),
  attachments: record<AttachmentRecord>({ key: name, accountId, ownerKey: name, policyArn: name }),
  managedPolicies: record<ManagedPolicyRecord>({
    ...named,
    arn: name,
    policyName: name,
    policyId: name,
    description: optional(asItCame),
    defaultVersionId: name,
    lastVersion: wholeNumber,
    versions: list(record({ versionId: name, document, createdAt: time }), 5),
    tags,
    updatedAt: time,
  }),
  instanceProfiles: record<InstanceProfileRecord>({
    ...named,
    instanceProfileName: name,
    instanceProfileId: name,
    roleKey: optional(name),
    tags,
  }),
} as const;
