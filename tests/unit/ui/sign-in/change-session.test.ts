import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Answer } from '../../../../src/client/aws-api.ts';
import type { ConsoleSession, RoleChoice } from '../../../../src/client/ports.ts';
import { suggestedName, switchBack, switchRole } from '../../../../src/ui/features/sign-in/change-session.ts';
import { keepRoleUsed, mostRoles, rolesUsed } from '../../../../src/ui/features/sign-in/role-history.ts';
import type { App } from '../../../../src/ui/state/app.svelte.ts';

const sessionOf = (name: string, more: Partial<ConsoleSession> = {}): ConsoleSession => ({
  sandboxId: 's',
  credentials: { accessKeyId: name, secretAccessKey: 'x', sessionToken: 'x' },
  principalArn: `arn:aws:iam::111122223333:user/${name}`,
  accountId: '111122223333',
  issuedAt: 0,
  expiresAt: 1,
  ...more,
});

const alice = sessionOf('alice');
const admin = sessionOf('admin', { accountId: '444455556666', switchedFrom: alice.principalArn });
const typed: RoleChoice = {
  account: '4444-5555-6666',
  roleName: ' /ops/admin ',
  displayName: '',
  color: 'red',
};
const ok = (value: ConsoleSession): Answer<ConsoleSession> => ({ kind: 'ok', value, requestId: 'r' });

function memory(): Pick<Storage, 'getItem' | 'setItem'> & { readonly values: Map<string, string> } {
  const values = new Map<string, string>();
  return {
    values,
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
  };
}

function makeApp(session: ConsoleSession, answer: Answer<ConsoleSession>) {
  const asked: object[] = [];
  const stage = {
    stage: 'ready',
    session,
    sandbox: {
      signin: {
        as: (by: ConsoleSession) =>
          Promise.resolve({
            switchRole: (input: object) => {
              asked.push({ by, ...input });
              return Promise.resolve(answer);
            },
            exitRole: () => Promise.resolve(answer),
          }),
      },
    },
  };
  const signedIn = vi.fn((_sandbox: unknown, _session: ConsoleSession) => Promise.resolve());
  const app = { stage, ready: stage, signedIn, noticeEnd: vi.fn() };
  return { app: app as unknown as App, entered: () => signedIn.mock.calls.map(([, given]) => given), asked };
}

describe('switching to a role', () => {
  const storage = memory();
  beforeEach(() => {
    storage.values.clear();
    vi.stubGlobal('localStorage', storage);
  });

  it('keeps who switched, what it is called, and the choice for the next time', async () => {
    const { app, entered, asked } = makeApp(alice, ok(admin));
    await switchRole(app, typed);
    expect(asked).toEqual([{ by: alice, account: '444455556666', roleName: 'ops/admin' }]);
    const role = {
      account: '444455556666',
      roleName: 'ops/admin',
      displayName: 'admin @ 444455556666',
      color: 'red',
    };
    expect(entered()).toEqual([{ ...admin, role: { ...role, from: alice } }]);
    expect(rolesUsed('111122223333')).toEqual([role]);
    expect(rolesUsed('444455556666')).toEqual([]);
  });

  it('from a role leads back to who signed in, and keeps the mark of who acts', async () => {
    const acting = { ...alice, actsAs: true } as const;
    const first = { ...admin, actsAs: true, role: { ...typed, from: acting } } as const;
    const { app, entered } = makeApp(first, ok(sessionOf('other')));
    await switchRole(app, typed);
    expect(entered()[0]).toMatchObject({ actsAs: true, role: { from: acting } });
    const back = makeApp(first, ok(alice));
    await switchBack(back.app);
    expect(back.entered()).toEqual([acting]);
  });

  it('changes nothing when refused, or when one is somebody else by then', async () => {
    const refused: Answer<ConsoleSession> = {
      kind: 'error',
      code: 'SwitchRoleFailed',
      status: 400,
      message: 'Invalid information in one or more fields.',
      requestId: 'r',
    };
    const one = makeApp(alice, refused);
    expect(await switchRole(one.app, typed)).toBe(refused);
    const two = makeApp(alice, ok(admin));
    Object.assign(two.app, { stage: { stage: 'welcome' } });
    await switchRole(two.app, typed);
    await switchBack(two.app);
    expect([...one.entered(), ...two.entered(), ...rolesUsed('111122223333')]).toEqual([]);
  });

  it('suggests a name of what is typed', () => {
    expect(suggestedName({ account: '', roleName: '' })).toBe('');
    expect(suggestedName({ account: '', roleName: 'ops/admin' })).toBe('admin');
    expect(suggestedName({ account: 'Demo', roleName: 'admin' })).toBe('admin @ demo');
  });
});

describe('the last roles', () => {
  const choice = (roleName: string): RoleChoice => ({ account: 'demo', roleName, displayName: roleName });

  it('are five, the newest first, each once', () => {
    const storage = memory();
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'c']) keepRoleUsed('1', choice(name), storage);
    expect(rolesUsed('1', storage).map(({ roleName }) => roleName)).toEqual(['c', 'f', 'e', 'd', 'b']);
    expect(rolesUsed('1', storage)).toHaveLength(mostRoles);
  });

  it('are none where storage is refused, broken or another’s', () => {
    const storage = memory();
    storage.values.set('gatehouse-roles:1', '{');
    storage.values.set(
      'gatehouse-roles:2',
      '[{"account":1},{"account":"a","roleName":"b","displayName":"c","color":"x"}]',
    );
    expect(rolesUsed('1', storage)).toEqual([]);
    expect(rolesUsed('2', storage)).toEqual([{ account: 'a', roleName: 'b', displayName: 'c' }]);
    const refusing = {
      getItem: () => {
        throw new Error('refused');
      },
      setItem: () => {
        throw new Error('full');
      },
    };
    expect(() => keepRoleUsed('1', choice('a'), refusing)).not.toThrow();
  });
});
