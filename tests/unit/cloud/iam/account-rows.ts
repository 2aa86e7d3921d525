// Rows of an account put into the store straight away, for tests of what belongs to groups and roles.

import {
  attachmentKey,
  groupKey,
  membershipKey,
  namedKey,
  roleKey,
  userKey,
} from '../../../../src/cloud/keys.ts';
import type { World } from '../world.ts';

type Tag = { readonly key: string; readonly value: string };

export async function putGroup(world: World, name: string, path = '/'): Promise<void> {
  const { accountId } = world;
  await world.store.write(({ groups }) =>
    groups.put({
      key: groupKey(accountId, name),
      accountId,
      groupName: name,
      groupId: `AGPA${name.toUpperCase()}`,
      path,
      createdAt: 0,
    }),
  );
}

export async function putRole(
  world: World,
  name: string,
  more: {
    readonly path?: string;
    readonly trustPolicy?: string;
    readonly tags?: readonly Tag[];
    readonly boundaryArn?: string;
  } = {},
): Promise<void> {
  const { accountId } = world;
  await world.store.write(({ roles }) =>
    roles.put({
      key: roleKey(accountId, name),
      accountId,
      roleName: name,
      roleId: `AROA${name.toUpperCase()}`,
      path: '/',
      trustPolicy: '{"Version":"2012-10-17","Statement":[]}',
      maxSessionDuration: 3600,
      tags: [],
      createdAt: 0,
      ...more,
    }),
  );
}

export async function putMembership(world: World, group: string, user: string): Promise<void> {
  const { accountId } = world;
  const key = groupKey(accountId, group);
  await world.store.write(({ memberships }) =>
    memberships.put({
      key: membershipKey(key, user),
      accountId,
      groupKey: key,
      userKey: userKey(accountId, user),
    }),
  );
}

export async function limitUser(world: World, user: string, boundaryArn: string): Promise<void> {
  await world.store.write(async ({ users }) => {
    const found = await users.get(userKey(world.accountId, user));
    if (found !== undefined) await users.put({ ...found, boundaryArn });
  });
}

/** Attachments to policies that need not exist, for quotas. */
export async function fillAttachments(
  world: World,
  kind: 'user' | 'group' | 'role',
  name: string,
  count: number,
): Promise<void> {
  const { accountId } = world;
  const ownerKey = namedKey(accountId, kind, name);
  await world.store.write(async ({ attachments }) => {
    for (let n = 0; n < count; n++) {
      const policyArn = `arn:aws:iam::${accountId}:policy/filler${n}`;
      await attachments.put({ key: attachmentKey(ownerKey, policyArn), accountId, ownerKey, policyArn });
    }
  });
}
