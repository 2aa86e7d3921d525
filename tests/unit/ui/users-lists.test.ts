import { describe, expect, it } from 'vitest';
import type { User } from '../../../src/client/aws-api.ts';
import { filterUsers } from '../../../src/ui/features/users/filter-users.ts';
import { freeProfileName } from '../../../src/ui/features/users/free-profile-name.ts';

const user = (userName: string, path = '/'): User => ({
  userName,
  path,
  userId: `AIDA${userName.toUpperCase()}`,
  arn: `arn:aws:iam::123456789012:user${path}${userName}`,
  createDate: '2026-01-01T00:00:00Z',
});

describe('filterUsers', () => {
  const users = [user('alice', '/engineering/'), user('Bob'), user('carol', '/engineering/backend/')];
  const names = (filter: string): readonly string[] =>
    filterUsers(users, filter).map((each) => each.userName);

  it.each([
    ['', ['alice', 'Bob', 'carol']],
    ['  ', ['alice', 'Bob', 'carol']],
    ['BO', ['Bob']],
    ['engineering', ['alice', 'carol']],
    ['engineering car', ['carol']],
    ['aidaalice', ['alice']],
    ['arn:aws:iam::123456789012:user/Bob', ['Bob']],
    ['nobody', []],
  ])('by %j', (filter, expected) => {
    expect(names(filter)).toEqual(expected);
  });
});

describe('freeProfileName', () => {
  const profiles = (...taken: string[]) =>
    taken.map((name) => ({
      sandboxId: 's',
      name,
      region: 'us-east-1',
      credentials: { accessKeyId: 'AKIA', secretAccessKey: 's' },
    }));

  it.each([
    [[], 'alice'],
    [['bob'], 'alice'],
    [['alice'], 'alice-2'],
    [['alice', 'alice-2', 'alice-4'], 'alice-3'],
  ])('beside %j', (taken, expected) => {
    expect(freeProfileName('alice', profiles(...taken))).toBe(expected);
  });
});
