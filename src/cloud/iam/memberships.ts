// Which user is in which group.

import type {
  AddUserToGroupRequest,
  ListGroupsForUserRequest,
  ListGroupsForUserResponse,
  RemoveUserFromGroupRequest,
} from '@aws-sdk/client-iam';
import { err, ok, type Result } from '../../core/lang/result.ts';
import { quotaExceeded, type Fault } from '../fault.ts';
import { membershipKey } from '../keys.ts';
import { defineOperation, type Call, type Operation } from '../operation.ts';
import type { Reading } from '../ports.ts';
import type { GroupRecord, UserRecord } from '../records.ts';
import { checkOnEntity, findGroup, findUser } from './entities.ts';
import { sdkGroup } from './groups.ts';
import { markerFault, pageOf } from './paging.ts';
import { groupsPerUser } from './quotas.ts';

const addUserToGroup = defineOperation<AddUserToGroupRequest>({
  name: 'AddUserToGroup',
  action: 'iam:AddUserToGroup',
  readOnly: false,
  // On the group alone (Service Authorization Reference, IAM).
  plan: async (tables, { GroupName }, call) => ({
    authorize: [await checkOnEntity(tables, call, 'iam:AddUserToGroup', 'group', GroupName)],
  }),
  apply: async (tables, input, call) => {
    const pair = await findPair(tables, call, input);
    if (!pair.ok) return pair;
    const { user, group } = pair.value;
    const key = membershipKey(group.key, user.userName);
    // Adding twice is no error, and changes nothing.
    if ((await tables.memberships.get(key)) !== undefined) return ok({});
    if ((await tables.memberships.where('userKey', user.key)).length >= groupsPerUser) {
      return err(quotaExceeded('GroupsPerUser', groupsPerUser));
    }
    const { accountId } = user;
    await tables.memberships.put({ key, accountId, groupKey: group.key, userKey: user.key });
    return ok({ changed: true });
  },
});

const removeUserFromGroup = defineOperation<RemoveUserFromGroupRequest>({
  name: 'RemoveUserFromGroup',
  action: 'iam:RemoveUserFromGroup',
  readOnly: false,
  plan: async (tables, { GroupName }, call) => ({
    authorize: [await checkOnEntity(tables, call, 'iam:RemoveUserFromGroup', 'group', GroupName)],
  }),
  apply: async (tables, input, call) => {
    const pair = await findPair(tables, call, input);
    if (!pair.ok) return pair;
    const { user, group } = pair.value;
    const key = membershipKey(group.key, user.userName);
    // AWS is known to let a user go who is not in the group.
    if ((await tables.memberships.get(key)) === undefined) return ok({});
    await tables.memberships.delete(key);
    return ok({ changed: true });
  },
});

const listGroupsForUser = defineOperation<ListGroupsForUserRequest, ListGroupsForUserResponse>({
  name: 'ListGroupsForUser',
  action: 'iam:ListGroupsForUser',
  readOnly: true,
  check: markerFault,
  plan: async (tables, { UserName }, call) => ({
    authorize: [await checkOnEntity(tables, call, 'iam:ListGroupsForUser', 'user', UserName)],
  }),
  apply: async (tables, input, call) => {
    const user = await findUser(tables, call, input.UserName);
    if (!user.ok) return user;
    const memberships = await tables.memberships.where('userKey', user.value.key);
    const { items, ending } = pageOf(memberships, input);
    const groups = await Promise.all(items.map(({ groupKey }) => tables.groups.get(groupKey)));
    const Groups = groups.flatMap((group) => (group === undefined ? [] : [sdkGroup(group)]));
    return ok({ result: { Groups, ...ending } });
  },
});

export const membershipOperations: readonly Operation[] = [
  addUserToGroup,
  removeUserFromGroup,
  listGroupsForUser,
];

interface Pair {
  readonly user: UserRecord;
  readonly group: GroupRecord;
}

/** AWS is known to miss the user first where neither is there. */
async function findPair(
  tables: Reading,
  call: Call,
  { UserName, GroupName }: { readonly UserName: string; readonly GroupName: string },
): Promise<Result<Pair, Fault>> {
  const user = await findUser(tables, call, UserName);
  if (!user.ok) return user;
  const group = await findGroup(tables, call, GroupName);
  return group.ok ? ok({ user: user.value, group: group.value }) : group;
}
