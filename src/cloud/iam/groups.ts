// User groups: create, get with their members, list, rename, delete.

import type {
  CreateGroupRequest,
  CreateGroupResponse,
  DeleteGroupRequest,
  GetGroupRequest,
  GetGroupResponse,
  Group,
  ListGroupsRequest,
  ListGroupsResponse,
  UpdateGroupRequest,
} from '@aws-sdk/client-iam';
import { err, ok } from '../../core/lang/result.ts';
import { entityArn } from '../../core/names/entity-arn.ts';
import { makeUniqueId, uniqueIdEntropy } from '../../core/names/unique-id.ts';
import { deleteConflict, entityAlreadyExists, quotaExceeded, type Fault } from '../fault.ts';
import { groupKey, keysOf, keysUnder } from '../keys.ts';
import { defineOperation, type Operation } from '../operation.ts';
import type { Reading } from '../ports.ts';
import type { GroupRecord } from '../records.ts';
import type { Answered } from '../sdk-types.ts';
import { checkOnAccount, checkOnEntity, findGroup } from './entities.ts';
import { deleteLeftBehind, moveOwned } from './owned.ts';
import { markerFault, pageUnder } from './paging.ts';
import { groupsPerAccount } from './quotas.ts';
import { checksOnRename } from './renaming.ts';
import { sdkUser } from './users.ts';

const createGroup = defineOperation<CreateGroupRequest, CreateGroupResponse>({
  name: 'CreateGroup',
  action: 'iam:CreateGroup',
  readOnly: false,
  plan: (_tables, { GroupName, Path = '/' }, call) => {
    const { accountId } = call.caller.account;
    const resource = entityArn('group', { accountId, path: Path, name: GroupName });
    return { authorize: [checkOnAccount(call, 'iam:CreateGroup', resource)] };
  },
  apply: async (tables, { GroupName, Path = '/' }, { caller, ids, now }) => {
    const { accountId } = caller.account;
    const key = groupKey(accountId, GroupName);
    if ((await tables.groups.get(key)) !== undefined) return err(alreadyExists(GroupName));
    if ((await tables.groups.countUnder(keysOf(accountId, 'group'))) >= groupsPerAccount) {
      return err(quotaExceeded('GroupsPerAccount', groupsPerAccount));
    }
    const group: GroupRecord = {
      key,
      accountId,
      groupName: GroupName,
      path: Path,
      groupId: makeUniqueId('AGPA', ids.randomBytes(uniqueIdEntropy)),
      createdAt: now,
    };
    await tables.groups.put(group);
    return ok({ result: { Group: sdkGroup(group) }, changed: true });
  },
});

const getGroup = defineOperation<GetGroupRequest, GetGroupResponse>({
  name: 'GetGroup',
  action: 'iam:GetGroup',
  readOnly: true,
  check: markerFault,
  plan: async (tables, { GroupName }, call) => ({
    authorize: [await checkOnEntity(tables, call, 'iam:GetGroup', 'group', GroupName)],
  }),
  apply: async (tables, input, call) => {
    const group = await findGroup(tables, call, input.GroupName);
    if (!group.ok) return group;
    const { items, ending } = await pageUnder(tables.memberships, keysUnder(group.value.key), input);
    const users = await Promise.all(items.map(({ userKey }) => tables.users.get(userKey)));
    const Users = users.flatMap((user) => (user === undefined ? [] : [sdkUser(user)]));
    return ok({ result: { Group: sdkGroup(group.value), Users, ...ending } });
  },
});

const listGroups = defineOperation<ListGroupsRequest, ListGroupsResponse>({
  name: 'ListGroups',
  action: 'iam:ListGroups',
  readOnly: true,
  check: markerFault,
  // As with ListUsers, on the groups below the prefix.
  plan: (_tables, { PathPrefix = '/' }, call) => {
    const { accountId } = call.caller.account;
    const resource = entityArn('group', { accountId, path: PathPrefix, name: '' });
    return { authorize: [checkOnAccount(call, 'iam:ListGroups', resource)] };
  },
  apply: async (tables, input, call) => {
    const { PathPrefix = '/' } = input;
    const prefix = keysOf(call.caller.account.accountId, 'group');
    const { items, ending } = await pageUnder(tables.groups, prefix, input, ({ path }) =>
      path.startsWith(PathPrefix),
    );
    return ok({ result: { Groups: items.map(sdkGroup), ...ending } });
  },
});

const updateGroup = defineOperation<UpdateGroupRequest>({
  name: 'UpdateGroup',
  action: 'iam:UpdateGroup',
  readOnly: false,
  // "must have permission to change the role group with the old name and the new name" (API_UpdateGroup)
  plan: async (tables, { GroupName, NewGroupName, NewPath }, call) => ({
    authorize: await checksOnRename(tables, call, 'iam:UpdateGroup', 'group', {
      from: GroupName,
      name: NewGroupName,
      path: NewPath,
    }),
  }),
  apply: async (tables, { GroupName, NewGroupName, NewPath }, call) => {
    const found = await findGroup(tables, call, GroupName);
    if (!found.ok) return found;
    const group = found.value;
    const groupName = NewGroupName ?? group.groupName;
    const key = groupKey(group.accountId, groupName);
    if (key !== group.key && (await tables.groups.get(key)) !== undefined) {
      return err(alreadyExists(groupName));
    }
    const path = NewPath ?? group.path;
    if (groupName === group.groupName && path === group.path) return ok({});
    await tables.groups.delete(group.key);
    await tables.groups.put({ ...group, key, groupName, path });
    await moveOwned(tables, { from: group.key, to: key, name: groupName });
    return ok({ changed: true });
  },
});

const deleteGroup = defineOperation<DeleteGroupRequest>({
  name: 'DeleteGroup',
  action: 'iam:DeleteGroup',
  readOnly: false,
  plan: async (tables, { GroupName }, call) => ({
    authorize: [await checkOnEntity(tables, call, 'iam:DeleteGroup', 'group', GroupName)],
  }),
  apply: async (tables, { GroupName }, call) => {
    const group = await findGroup(tables, call, GroupName);
    if (!group.ok) return group;
    const { key } = group.value;
    const conflict = await conflictOf(tables, key);
    if (conflict !== undefined) return err(deleteConflict(conflict));
    await deleteLeftBehind(tables, key);
    await tables.groups.delete(key);
    return ok({ changed: true });
  },
});

export const groupOperations: readonly Operation[] = [
  createGroup,
  getGroup,
  listGroups,
  updateGroup,
  deleteGroup,
];

export function sdkGroup(group: GroupRecord): Answered<Group> {
  const { accountId, path, groupName, groupId, createdAt } = group;
  return {
    Path: path,
    GroupName: groupName,
    GroupId: groupId,
    Arn: entityArn('group', { accountId, path, name: groupName }),
    CreateDate: new Date(createdAt),
  };
}

/** "The group must not contain any users or have any attached policies" (API_DeleteGroup); the sentences are AWS's. */
async function conflictOf(tables: Reading, key: string): Promise<string | undefined> {
  const under = keysUnder(key);
  if ((await tables.memberships.countUnder(under)) > 0) return 'remove users from group first.';
  if ((await tables.attachments.countUnder(under)) > 0) return 'detach all policies first.';
  return (await tables.inlinePolicies.countUnder(under)) > 0 ? 'delete policies first.' : undefined;
}

function alreadyExists(name: string): Fault {
  return entityAlreadyExists(`Group with name ${name} already exists.`);
}
