import { describe, expect, it } from 'vitest';
import type { Answer, IamApi } from '../../../src/client/aws-api.ts';
import { countObstacles, deleteUserWith, findObstacles } from '../../../src/ui/features/users/delete-user.ts';

const ok = <Value>(value: Value): Promise<Answer<Value>> =>
  Promise.resolve({ kind: 'ok', value, requestId: 'r' });
const refused = (code: string): Promise<Answer<never>> =>
  Promise.resolve({ kind: 'error', code, message: code, status: 400, requestId: 'r' });

/** Writes down each call; operations that a test does not expect are not there. */
function fakeIam(refusals: Readonly<Record<string, string>> = {}): { iam: IamApi; calls: string[] } {
  const calls: string[] = [];
  const operation = (name: string, value: unknown) => (input: object) => {
    calls.push([name, ...(Object.values(input) as string[])].join(' '));
    const code = refusals[name];
    return code === undefined ? ok(value) : refused(code);
  };
  const iam = {
    listAccessKeys: operation('listAccessKeys', [{ accessKeyId: 'AKIA1' }, { accessKeyId: 'AKIA2' }]),
    listUserPolicies: operation('listUserPolicies', ['inline']),
    listAttachedUserPolicies: operation('listAttachedUserPolicies', [
      { policyName: 'Admin', policyArn: 'arn:admin' },
    ]),
    deleteAccessKey: operation('deleteAccessKey', null),
    deleteUserPolicy: operation('deleteUserPolicy', null),
    detachUserPolicy: operation('detachUserPolicy', null),
    deleteUser: operation('deleteUser', null),
  };
  return { iam: iam as unknown as IamApi, calls };
}

const all = {
  accessKeyIds: ['AKIA1', 'AKIA2'],
  inlinePolicies: ['inline'],
  attachedPolicies: [{ policyName: 'Admin', policyArn: 'arn:admin' }],
};

describe('findObstacles', () => {
  it('finds what DeleteUser would refuse for', async () => {
    const answer = await findObstacles(fakeIam().iam, 'alice');
    expect(answer.kind === 'ok' && answer.value).toEqual(all);
    expect(countObstacles(all)).toBe(4);
  });

  it.each(['listAccessKeys', 'listUserPolicies', 'listAttachedUserPolicies'])(
    'answers the refusal of %s, and does not take it for nothing',
    async (name) => {
      const answer = await findObstacles(fakeIam({ [name]: 'AccessDenied' }).iam, 'alice');
      expect(answer).toMatchObject({ kind: 'error', code: 'AccessDenied' });
    },
  );
});

describe('deleteUserWith', () => {
  it('removes everything, and the user last', async () => {
    const { iam, calls } = fakeIam();
    expect((await deleteUserWith(iam, 'alice', all)).kind).toBe('ok');
    expect(calls).toEqual([
      'deleteAccessKey alice AKIA1',
      'deleteAccessKey alice AKIA2',
      'deleteUserPolicy alice inline',
      'detachUserPolicy alice arn:admin',
      'deleteUser alice',
    ]);
  });

  it('stops at the first refusal, with the user still there', async () => {
    const { iam, calls } = fakeIam({ deleteUserPolicy: 'AccessDenied' });
    expect(await deleteUserWith(iam, 'alice', all)).toMatchObject({ code: 'AccessDenied' });
    expect(calls.at(-1)).toBe('deleteUserPolicy alice inline');
  });

  it('goes on when an obstacle is gone already', async () => {
    const { iam, calls } = fakeIam({ deleteAccessKey: 'NoSuchEntity' });
    expect((await deleteUserWith(iam, 'alice', all)).kind).toBe('ok');
    expect(calls.at(-1)).toBe('deleteUser alice');
  });

  it('answers that the user itself is gone', async () => {
    const { iam } = fakeIam({ deleteUser: 'NoSuchEntity' });
    expect(await deleteUserWith(iam, 'alice', all)).toMatchObject({ code: 'NoSuchEntity' });
  });
});
