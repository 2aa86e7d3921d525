import { describe, expect, it } from 'vitest';
import type { TrailEvent } from '../../../src/client/aws-api.ts';
import { makeAccessKeyId } from '../../../src/core/names/access-key-id.ts';
import { firstSteps, profilesOf, type Progress } from '../../../src/ui/features/home/first-steps.ts';

const profile = {
  sandboxId: 's',
  name: 'alice',
  region: 'us-east-1',
  credentials: { accessKeyId: 'AKIAALICE', secretAccessKey: 'x' },
};
const event = (accessKeyId: string, record: object): TrailEvent => ({
  eventId: 'e',
  eventName: 'ListUsers',
  eventSource: 'iam.amazonaws.com',
  eventTime: '2026-11-22T00:00:00Z',
  readOnly: true,
  accessKeyId,
  cloudTrailEvent: JSON.stringify(record),
});
const done = (progress: Progress) =>
  firstSteps(progress)
    .filter((step) => step.done)
    .map(({ id }) => id);

describe('firstSteps', () => {
  it.each([
    ['a new account', { users: 0, profiles: [], events: [] }, []],
    ['a user', { users: 1, profiles: [], events: [] }, ['user']],
    ['a key in a profile', { users: 1, profiles: [profile], events: [] }, ['user', 'key']],
    [
      'a denied request',
      { users: 1, profiles: [profile], events: [event('AKIAALICE', { errorCode: 'AccessDenied' })] },
      ['user', 'key', 'request'],
    ],
    [
      'an allowed one',
      { users: 1, profiles: [profile], events: [event('AKIAALICE', {})] },
      ['user', 'key', 'request', 'policy'],
    ],
    [
      "the console's own requests",
      { users: 1, profiles: [profile], events: [event('ASIACONSOLE', {})] },
      ['user', 'key'],
    ],
  ])('counts what %s has got done', (_, progress, expected) => {
    expect(done(progress)).toEqual(expected);
  });
});

it('goes the way of one account by its own keys: a second one begins anew', () => {
  const keyOf = (accountId: string) => ({
    accessKeyId: makeAccessKeyId({ prefix: 'AKIA', accountId, random: new Uint8Array(5) }),
    secretAccessKey: 'x',
  });
  const ofFirst = { ...profile, credentials: keyOf('111122223333') };
  const ofSecond = { ...profile, name: 'bob', credentials: keyOf('444455556666') };
  expect(profilesOf('111122223333', [ofFirst, ofSecond])).toEqual([ofFirst]);
  expect(profilesOf('444455556666', [ofFirst])).toEqual([]);
});
