// Users and groups that come, go and change their names: nothing is left without its owner, and nobody gets
// what was another's.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inlinePolicyKey, keysUnder, membershipKey, namedKey } from '../../src/cloud/keys.ts';
import type { Store } from '../../src/cloud/ports.ts';
import { allow, element, elements, makeWorld, type World } from '../unit/cloud/world.ts';

// A few names, some of which differ by case alone.
const names = ['ann', 'Ann', 'bob', 'BOB', 'cy'] as const;
const groupNames = ['ops', 'Ops', 'dev'] as const;
const policies = ['p', 'P', 'q'] as const;

type Step =
  | { readonly kind: 'createUser' | 'deleteUser' | 'createKey' | 'actAs'; readonly user: string }
  | { readonly kind: 'renameUser'; readonly user: string; readonly to: string }
  | { readonly kind: 'createGroup' | 'deleteGroup'; readonly group: string }
  | { readonly kind: 'renameGroup'; readonly group: string; readonly to: string }
  | { readonly kind: 'add' | 'remove'; readonly user: string; readonly group: string }
  | { readonly kind: 'putUserPolicy' | 'deleteUserPolicy'; readonly user: string; readonly policy: string }
  | {
      readonly kind: 'putGroupPolicy' | 'deleteGroupPolicy';
      readonly group: string;
      readonly policy: string;
    };

const user = fc.constantFrom(...names);
const group = fc.constantFrom(...groupNames);
const policy = fc.constantFrom(...policies);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('createUser' as const), user }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom('createKey' as const, 'actAs' as const), user }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('deleteUser' as const), user }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('renameUser' as const), user, to: user }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('createGroup' as const), group }) },
  fc.record({ kind: fc.constant('deleteGroup' as const), group }),
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('renameGroup' as const), group, to: group }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom('add' as const, 'remove' as const), user, group }),
  },
  fc.record({ kind: fc.constantFrom('putUserPolicy' as const, 'deleteUserPolicy' as const), user, policy }),
  fc.record({
    kind: fc.constantFrom('putGroupPolicy' as const, 'deleteGroupPolicy' as const),
    group,
    policy,
  }),
);

/** What should be there, by unique id: ids do not change, so names have no part in it. */
interface Expected {
  readonly users: Map<string, { name: string; readonly policies: Set<string>; readonly keys: Set<string> }>;
  readonly groups: Map<
    string,
    { name: string; readonly policies: Set<string>; readonly members: Set<string> }
  >;
}

it('leaves no row without its owner, and everybody what is theirs', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (steps) => {
      const world = await makeWorld();
      const expected: Expected = { users: new Map(), groups: new Map() };
      for (const each of steps) await take(world, expected, each);
      await expectOwned(world.store, world.accountId);
      await expectTheirs(world, expected);
      expect(world.bugs).toEqual([]);
    }),
    { numRuns: 60, seed: 6 },
  );
}, 60_000);

async function take(world: World, { users, groups }: Expected, each: Step): Promise<void> {
  const root = await world.actAs(world.rootArn);
  const idOf = <Kept extends { name: string }>(map: Map<string, Kept>, name: string): string =>
    [...map].find(([, kept]) => kept.name.toLowerCase() === name.toLowerCase())?.[0] ?? '';
  const ask = (action: string, parameters: Record<string, string>) => world.query(root, action, parameters);
  switch (each.kind) {
    case 'createUser': {
      const reply = await ask('CreateUser', { UserName: each.user });
      const id = element(reply.text, 'UserId');
      if (id !== undefined) users.set(id, { name: each.user, policies: new Set(), keys: new Set() });
      return;
    }
    case 'deleteUser':
      if ((await ask('DeleteUser', { UserName: each.user })).status === 200)
        users.delete(idOf(users, each.user));
      return;
    case 'createKey': {
      const reply = await ask('CreateAccessKey', { UserName: each.user });
      const id = element(reply.text, 'AccessKeyId');
      if (id !== undefined) users.get(idOf(users, each.user))?.keys.add(id);
      return;
    }
    case 'actAs': {
      const named = users.get(idOf(users, each.user));
      if (named === undefined) return;
      const session = await world.actAs(`arn:aws:iam::${world.accountId}:user/${named.name}`);
      // Leaves a row of what was tried.
      await world.query(session, 'ListUsers');
      return;
    }
    case 'renameUser': {
      const reply = await ask('UpdateUser', { UserName: each.user, NewUserName: each.to });
      const named = users.get(idOf(users, each.user));
      if (reply.status === 200 && named !== undefined) named.name = each.to;
      return;
    }
    case 'createGroup': {
      const reply = await ask('CreateGroup', { GroupName: each.group });
      const id = element(reply.text, 'GroupId');
      if (id !== undefined) groups.set(id, { name: each.group, policies: new Set(), members: new Set() });
      return;
    }
    case 'deleteGroup':
      if ((await ask('DeleteGroup', { GroupName: each.group })).status === 200) {
        groups.delete(idOf(groups, each.group));
      }
      return;
    case 'renameGroup': {
      const reply = await ask('UpdateGroup', { GroupName: each.group, NewGroupName: each.to });
      const named = groups.get(idOf(groups, each.group));
      if (reply.status === 200 && named !== undefined) named.name = each.to;
      return;
    }
    case 'add':
    case 'remove': {
      const action = each.kind === 'add' ? 'AddUserToGroup' : 'RemoveUserFromGroup';
      const reply = await ask(action, { UserName: each.user, GroupName: each.group });
      if (reply.status !== 200) return;
      const members = groups.get(idOf(groups, each.group))?.members;
      members?.[each.kind === 'add' ? 'add' : 'delete'](idOf(users, each.user));
      return;
    }
    case 'putUserPolicy':
    case 'putGroupPolicy':
    case 'deleteUserPolicy':
    case 'deleteGroupPolicy': {
      const [kept, owner] =
        'user' in each
          ? [users.get(idOf(users, each.user)), { UserName: each.user }]
          : [groups.get(idOf(groups, each.group)), { GroupName: each.group }];
      const put = each.kind.startsWith('put');
      const action = `${each.kind.charAt(0).toUpperCase()}${each.kind.slice(1)}`;
      const document = put ? { PolicyDocument: allow('s3:*') } : {};
      const reply = await ask(action, { ...owner, PolicyName: each.policy, ...document });
      if (reply.status === 200) kept?.policies[put ? 'add' : 'delete'](each.policy.toLowerCase());
    }
  }
}

async function expectOwned(store: Store, accountId: string): Promise<void> {
  await store.read(async (tables) => {
    const [users, groups] = [await tables.users.all(), await tables.groups.all()];
    // Keys are names without their case: names are unique because keys are.
    for (const { key, userName } of users) expect(key).toBe(namedKey(accountId, 'user', userName));
    for (const { key, groupName } of groups) expect(key).toBe(namedKey(accountId, 'group', groupName));
    const owners = new Set([...users, ...groups].map(({ key }) => key));
    for (const { key, ownerKey, policyName } of await tables.inlinePolicies.all()) {
      expect(owners.has(ownerKey), ownerKey).toBe(true);
      expect(key).toBe(inlinePolicyKey(ownerKey, policyName));
    }
    for (const { key, groupKey, userKey } of await tables.memberships.all()) {
      const member = users.find((each) => each.key === userKey);
      expect(owners.has(groupKey), groupKey).toBe(true);
      expect(key).toBe(membershipKey(groupKey, member?.userName ?? 'nobody'));
    }
    for (const { key, ownerKey } of await tables.accesses.all()) {
      if (ownerKey !== accountId) expect(owners.has(ownerKey), ownerKey).toBe(true);
      expect(key.startsWith(keysUnder(ownerKey))).toBe(true);
    }
    for (const { ownerKey } of [...(await tables.accessKeys.all()), ...(await tables.sessions.all())]) {
      if (ownerKey !== accountId) expect(owners.has(ownerKey), ownerKey).toBe(true);
    }
    return undefined;
  });
}

async function expectTheirs(world: World, { users, groups }: Expected): Promise<void> {
  const root = await world.actAs(world.rootArn);
  const list = async (action: string, parameters: Record<string, string>, name: string) =>
    elements((await world.query(root, action, parameters)).text, name).toSorted();
  const lower = (texts: readonly string[]) => texts.map((text) => text.toLowerCase()).toSorted();
  expect(await list('ListUsers', {}, 'UserName')).toEqual(
    [...users.values()].map(({ name }) => name).toSorted(),
  );
  expect(await list('ListGroups', {}, 'GroupName')).toEqual(
    [...groups.values()].map(({ name }) => name).toSorted(),
  );
  for (const [id, { name, policies: own, keys }] of users) {
    const UserName = name;
    expect(await list('GetUser', { UserName }, 'UserId')).toEqual([id]);
    expect(lower(await list('ListUserPolicies', { UserName }, 'member'))).toEqual([...own].toSorted());
    expect(await list('ListAccessKeys', { UserName }, 'AccessKeyId')).toEqual([...keys].toSorted());
    const inGroups = [...groups].filter(([, { members }]) => members.has(id)).map(([groupId]) => groupId);
    expect(await list('ListGroupsForUser', { UserName }, 'GroupId')).toEqual(inGroups.toSorted());
  }
  for (const [id, { name, policies: own, members }] of groups) {
    const GroupName = name;
    expect(await list('GetGroup', { GroupName }, 'GroupId')).toEqual([id]);
    expect(await list('GetGroup', { GroupName }, 'UserId')).toEqual([...members].toSorted());
    expect(lower(await list('ListGroupPolicies', { GroupName }, 'member'))).toEqual([...own].toSorted());
  }
}
