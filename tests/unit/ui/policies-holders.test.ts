import { describe, expect, it } from 'vitest';
import type { IamApi } from '../../../src/client/aws-api.ts';
import { findHolders } from '../../../src/ui/features/policies/find-holders.ts';

const policyArn = 'arn:aws:iam::aws:policy/ReadOnlyAccess';

function iamWith(holders: readonly string[], denied: readonly string[] = []) {
  const asked: string[] = [];
  const iam: Pick<IamApi, 'listAttachedUserPolicies'> = {
    listAttachedUserPolicies: ({ userName }) => {
      asked.push(userName);
      if (denied.includes(userName)) return Promise.resolve({ kind: 'lost', message: 'gone' });
      const value = holders.includes(userName) ? [{ policyArn, policyName: 'ReadOnlyAccess' }] : [];
      return Promise.resolve({ kind: 'ok', value, requestId: '' });
    },
  };
  return { iam, asked };
}
const userNames = ['alice', 'bob', 'carol'];

describe('findHolders', () => {
  it('asks until all are found', async () => {
    const { iam, asked } = iamWith(['alice', 'bob']);
    const holders = await findHolders(iam, { policyArn, userNames, count: 2 });
    expect([...holders]).toEqual(['alice', 'bob']);
    expect(asked).toEqual(['alice', 'bob']);
  });

  it('ends with what it has when it is not told', async () => {
    const { iam, asked } = iamWith(['alice', 'carol'], ['bob']);
    expect([...(await findHolders(iam, { policyArn, userNames, count: 2 }))]).toEqual(['alice']);
    expect(asked).toEqual(['alice', 'bob']);
  });

  it('does not ask about users without end', async () => {
    const { iam, asked } = iamWith([]);
    const many = Array.from({ length: 5000 }, (_, number) => `user-${number}`);
    await findHolders(iam, { policyArn, userNames: many, count: 1 });
    expect(asked).toHaveLength(100);
  });
});
