// What a guesser sees and does not see, and how wrong passwords slow down: see `cloud/signin/attempts.ts` for the rule.

import { beforeEach, describe, expect, it } from 'vitest';
import type { Gate } from '../../../src/cloud/ports.ts';
import { mostAttempts } from '../../../src/cloud/signin/failures.ts';
import { makeInProcessGate } from './in-process-gate.ts';
import { addAccount, addDevice, codeAt, otherAccount } from './sts/sandbox.ts';
import { makeWorld, start, type World } from './world.ts';

let world: World;
/** What the gate was asked to hash since it was last emptied. */
let hashed: Parameters<Gate['hashPassword']>[0][] = [];
/** As in a worker, which takes its time. */
let oneAfterTheOther = false;

beforeEach(async () => {
  const gate = makeInProcessGate();
  let before: Promise<unknown> = Promise.resolve();
  oneAfterTheOther = false;
  world = await makeWorld({
    gate: {
      ...gate,
      hashPassword: (input) => {
        hashed.push(input);
        if (!oneAfterTheOther) return gate.hashPassword(input);
        const hash = before
          .then(() => new Promise((resolve) => setTimeout(resolve, 5)))
          .then(() => gate.hashPassword(input));
        before = hash;
        return hash;
      },
    },
  });
  hashed = [];
});

const right = { kind: 'root', email: 'root@example.com', password: 'Correct horse 7' };
const alice = { kind: 'user', account: 'demo', userName: 'alice', password: 'Battery.staple-2' };
const incorrect = {
  status: 400,
  code: 'AuthenticationFailed',
  message: 'Your authentication information is incorrect. Please try again.',
};
const wrong = { ...right, password: 'wrong' };
const fail = async (times: number, body: object = wrong) => {
  for (let i = 0; i < times; i++) expect(await world.signIn(body)).toMatchObject(incorrect);
};
const attempts = () => world.store.read((tables) => tables.signInAttempts.all());

const forget = () =>
  world.store.write(async (tables) => {
    for (const { key } of await tables.signInAttempts.all()) await tables.signInAttempts.delete(key);
  });

async function addAlice(): Promise<void> {
  const root = await world.actAs(world.rootArn);
  await world.query(root, 'CreateUser', { UserName: 'alice' });
  await world.query(root, 'CreateUser', { UserName: 'bob' });
  await world.query(root, 'CreateLoginProfile', { UserName: 'alice', Password: alice.password });
  await addAccount(world);
  hashed = [];
}

describe('whoever is wrong', () => {
  const cases: readonly (readonly [string, object])[] = [
    ['a wrong password of a user', { ...alice, password: 'wrong' }],
    ['a wrong password, with a code', { ...alice, password: 'wrong', mfaCode: '000000' }],
    ['a user who does not exist', { ...alice, userName: 'nobody', password: 'wrong' }],
    ['a user without a password', { ...alice, userName: 'bob', password: 'wrong' }],
    ['an alias that no account has', { ...alice, account: 'nowhere', password: 'wrong' }],
    ['an id that no account has', { ...alice, account: '999999999999', password: 'wrong' }],
    ['a wrong password of root', wrong],
    ['an e-mail address that no account has', { ...wrong, email: 'nobody@example.com' }],
    ['a root without a password', { ...wrong, email: `root@${otherAccount}.example` }],
  ];

  it.each(cases)('is answered alike, and has a password hashed once: %s', async (_who, body) => {
    await addAlice();
    const { status, text, response } = await world.signIn(body);
    const reference = await world.signIn({ ...alice, password: 'wrong' });
    expect(text).toBe(reference.text);
    expect(status).toBe(reference.status);
    const names = ({ headers }: typeof response) => headers.map(([name]) => name);
    expect(names(response)).toEqual(names(reference.response));
    expect(hashed.map(({ password }) => password)).toEqual(['wrong', 'wrong']);
    expect(hashed[0]?.salt).toHaveLength(16);
    expect(await world.store.read((tables) => tables.sessions.where('ownerKey', 'x'))).toEqual([]);
  });

  it('is answered alike where it is the MFA code', async () => {
    await addAlice();
    await addDevice(world, `${world.accountId}/user/alice`);
    const reply = await world.signIn({ ...alice, mfaCode: '000000' });
    expect(reply).toMatchObject(incorrect);
    expect(reply.text).toBe((await world.signIn({ ...alice, password: 'wrong', mfaCode: '000000' })).text);
  });

  it.each(cases)('waits alike: %s', async (_who, body) => {
    await addAlice();
    await fail(5, body);
    hashed = [];
    expect(await world.signIn(body)).toMatchObject({
      status: 429,
      code: 'TooManyAttempts',
      message: 'Too many failed attempts. Try again in 5 seconds.',
    });
    expect(hashed).toEqual([]);
    expect(await attempts()).toHaveLength(1);
  });
});

describe('wrong passwords slow down', () => {
  it('after five, each time longer, and by the clock of the device', async () => {
    await fail(5);
    expect(await world.signIn(right)).toMatchObject({
      status: 429,
      code: 'TooManyAttempts',
      message: 'Too many failed attempts. Try again in 5 seconds.',
    });
    expect((await world.events()).at(-1)).toMatchObject({
      eventName: 'ConsoleLogin',
      errorMessage: 'Failed authentication',
      responseElements: { ConsoleLogin: 'Failure' },
      additionalEventData: { 'gatehouse:slowedDown': 'true' },
    });
    // The sandbox's clock does not help.
    world.clock.sandbox += 3600_000;
    expect((await world.signIn(wrong)).code).toBe('TooManyAttempts');
    world.clock.device += 4_999;
    expect((await world.signIn(wrong)).message).toBe('Too many failed attempts. Try again in 1 second.');
    world.clock.device += 1;
    await fail(1);
    expect((await world.signIn(wrong)).message).toContain('10 seconds');
    world.clock.device += 10_000;
    expect((await world.signIn(right)).status).toBe(200);
    // And all is forgotten.
    expect(await attempts()).toEqual([]);
    await fail(4);
    expect((await world.signIn(right)).status).toBe(200);
  });

  it('never longer than a quarter of an hour, and not at all after an hour', async () => {
    for (let i = 0; i < 20; i++) {
      await fail(1);
      world.clock.device += 15 * 60_000;
    }
    await fail(1);
    expect((await world.signIn(right)).message).toContain('15 minutes');
    world.clock.device += 61 * 60_000;
    await fail(4);
    expect((await world.signIn(right)).status).toBe(200);
  });

  it('for names that do not exist too, each on its own, however it is written', async () => {
    const nobody = { ...alice, userName: 'nobody' };
    await fail(5, nobody);
    expect((await world.signIn({ ...nobody, userName: 'NOBODY' })).code).toBe('TooManyAttempts');
    expect((await world.signIn({ ...nobody, account: world.accountId })).code).toBe('TooManyAttempts');
    expect(await world.signIn({ ...nobody, userName: 'other' })).toMatchObject(incorrect);
    expect((await world.signIn(right)).status).toBe(200);
    const nowhere = { ...nobody, account: '999999999999' };
    await fail(5, nowhere);
    expect((await world.signIn({ ...nowhere, account: '9999-9999-9999' })).code).toBe('TooManyAttempts');
  });

  it('counts wrong codes and wrong passwords together', async () => {
    await addAlice();
    await addDevice(world, `${world.accountId}/user/alice`);
    await fail(3, { ...alice, mfaCode: '000000' });
    await fail(2, { ...alice, password: 'wrong' });
    expect((await world.signIn({ ...alice, mfaCode: codeAt(start) })).code).toBe('TooManyAttempts');
    world.clock.device += 5_000;
    expect((await world.signIn({ ...alice, mfaCode: codeAt(start) })).status).toBe(200);
  });

  it('does not make anybody wait longer whose clock is put back', async () => {
    await fail(5);
    world.clock.device -= 86_400_000;
    expect((await world.signIn(right)).message).toContain('5 seconds');
  });
});

describe('many at a time', () => {
  const answers = async (bodies: readonly object[]) =>
    (await Promise.all(bodies.map((body) => world.signIn(body)))).map(({ code }) => code);
  const times = (most: number, body: object) => Array.from({ length: most }, () => body);

  it('are no more guesses than one after the other', async () => {
    const codes = await answers(times(20, wrong));
    expect(codes.filter((code) => code === 'AuthenticationFailed')).toHaveLength(5);
    expect(codes.filter((code) => code === 'TooManyAttempts')).toHaveLength(15);
    expect((await attempts())[0]).toMatchObject({ failures: 5 });
    const late = (await world.events()).at(-1);
    expect(late).toMatchObject({
      errorMessage: 'Failed authentication',
      additionalEventData: { 'gatehouse:slowedDown': 'true' },
    });
  });

  it('do not tell the right password from a wrong one once there are too many', async () => {
    await addAlice();
    // The code that answers is loaded by then, and the gate's worker hashes one password after the other.
    await fail(1);
    await forget();
    oneAfterTheOther = true;
    await addDevice(world, `${world.accountId}/user/alice`);
    for (const [bad, good] of [
      [wrong, right],
      [{ ...alice, password: 'wrong' }, alice],
      [
        { ...alice, password: 'wrong' },
        { ...alice, mfaCode: codeAt(start) },
      ],
    ] as const) {
      const codes = await answers([...times(6, bad), good]);
      expect(codes.at(-1)).toBe('TooManyAttempts');
      await forget();
      // Alone it does.
      expect((await world.signIn(good)).status).toBe(200);
    }
  });

  it('are all let in who know it', async () => {
    expect(await answers(times(8, right))).toEqual(times(8, {}).map(() => undefined));
    expect(
      await world.store.read((tables) => tables.sessions.where('ownerKey', world.accountId)),
    ).toHaveLength(8);
  });
});

describe('the counters', () => {
  const fill = (most: number, more: object = {}) =>
    world.store.write(async (tables) => {
      for (let i = 0; i < most; i++) {
        const key = `k${String(i).padStart(4, '0')}`;
        const lastFailedAt = start - most + i;
        await tables.signInAttempts.put({ key, accountId: '1', failures: 5, lastFailedAt, ...more });
      }
    });

  it('do not fill the store: beyond the most, the oldest goes', async () => {
    await fill(mostAttempts);
    await fail(1);
    const kept = await attempts();
    expect(kept).toHaveLength(mostAttempts);
    expect(kept.some(({ key }) => key === 'k0000')).toBe(false);
    expect(kept.some(({ key }) => key === 'k0001')).toBe(true);
    await fail(1);
    expect(await attempts()).toHaveLength(mostAttempts);
    expect((await attempts()).some(({ key }) => key === 'k0001')).toBe(true);
  });

  it('do not push out who is half-way in', async () => {
    const passed = { token: 't', serialNumber: 's', at: start, until: start + 60_000 };
    await world.store.write((tables) =>
      tables.signInAttempts.put({ key: 'half-way', accountId: '1', failures: 0, lastFailedAt: 0, passed }),
    );
    await fill(mostAttempts);
    await fail(1);
    expect((await attempts()).some(({ key }) => key === 'half-way')).toBe(true);
  });

  it('are cleared away when they are an hour old', async () => {
    await fill(10);
    world.clock.device += 61 * 60_000;
    await fail(1);
    expect(await attempts()).toHaveLength(1);
  });
});

it('keeps neither passwords nor codes, nor what was typed for a name', async () => {
  await addAlice();
  await addDevice(world, `${world.accountId}/user/alice`);
  const secrets = ['S3cret.in-the-name', 'S3cret-account', 'S3cret.password', 'NewS3cret.1', '493021'];
  const [userName, account, password, newPassword, mfaCode] = secrets;
  for (const body of [
    { ...alice, userName, password, newPassword, mfaCode },
    { ...alice, account, password, newPassword, mfaCode, challenge: password },
    { ...alice, newPassword, mfaCode },
    { kind: 'root', email: `${userName}@example.com`, password },
    { kind: 'root', email: right.email, password, mfaCode },
  ]) {
    await world.signIn(body);
  }
  const kept = await world.store.read(async (tables) => [
    await tables.events.all(),
    await tables.traces.all(),
    await tables.signInAttempts.all(),
  ]);
  const text = JSON.stringify(kept);
  for (const secret of [...secrets, alice.password]) expect(text).not.toContain(secret);
  expect(text).toContain('HIDDEN_DUE_TO_SECURITY_REASONS');
});
