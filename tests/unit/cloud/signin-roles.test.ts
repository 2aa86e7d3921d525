import { beforeEach, describe, expect, it } from 'vitest';
import type { Credentials } from '../../../src/core/sigv4/credentials.ts';
import type { Writing } from '../../../src/cloud/ports.ts';
import type { RoleRecord } from '../../../src/cloud/records.ts';
import { makeMemoryStore } from '../../../src/db/memory-store.ts';
import { allow, makeWorld, type Reply, type World } from './world.ts';
import {
  addAccount,
  addDevice,
  addRole,
  codeAt,
  otherAccount,
  putUserPolicy,
  trusting,
} from './sts/sandbox.ts';
import { askSignin } from './signin-request.ts';

const hour = 3600_000;
const refused = {
  status: 400,
  code: 'SwitchRoleFailed',
  message: 'Invalid information in one or more fields. Check your information or contact your administrator.',
};

let world: World;
let root: Credentials;
let alice: Credentials;
let aliceArn: string;

beforeEach(async () => {
  world = await makeWorld();
  root = await world.actAs(world.rootArn);
  await world.query(root, 'CreateUser', { UserName: 'alice' });
  aliceArn = `arn:aws:iam::${world.accountId}:user/alice`;
  alice = await world.actAs(aliceArn);
});

type Switched = Credentials & { principalArn: string; expiresAt: number; switchedFrom: string };
const answerOf = (reply: Reply): Switched => {
  expect(reply).toMatchObject({ status: 200 });
  return JSON.parse(reply.text) as Switched;
};
const switchTo = (credentials: Credentials, roleName: string, account = 'demo') =>
  askSignin(world, credentials, 'SwitchRole', { account, roleName });

describe('switching to a role', () => {
  it('gives a session of the role, named as the user', async () => {
    await addRole(world, { roleName: 'admin', path: '/ops/', trustPolicy: trusting(aliceArn) });
    const session = answerOf(await switchTo(alice, 'ops/admin'));
    const principalArn = `arn:aws:sts::${world.accountId}:assumed-role/admin/alice`;
    expect(session).toMatchObject({ principalArn, switchedFrom: aliceArn });
    expect((await world.query(session, 'ListUsers')).message).toContain(`User: ${principalArn} is not`);
  });

  it("leaves CloudTrail's event: the session of the role, and from whom", async () => {
    await addRole(world, { roleName: 'admin', trustPolicy: trusting(aliceArn), roleId: 'AROAADMIN' });
    await switchTo(alice, 'admin');
    expect((await world.events()).at(-1)).toMatchObject({
      eventSource: 'signin.amazonaws.com',
      eventName: 'SwitchRole',
      eventType: 'AwsConsoleSignIn',
      userIdentity: {
        type: 'AssumedRole',
        principalId: 'AROAADMIN:alice',
        arn: `arn:aws:sts::${world.accountId}:assumed-role/admin/alice`,
        accountId: world.accountId,
      },
      requestParameters: null,
      responseElements: { SwitchRole: 'Success' },
      additionalEventData: {
        SwitchFrom: aliceArn,
        RedirectTo: 'https://console.aws.amazon.com/console/home',
      },
      recipientAccountId: world.accountId,
    });
  });

  it('goes to another account, whose trail has it', async () => {
    await addAccount(world);
    await addRole(world, {
      roleName: 'guest',
      accountId: otherAccount,
      trustPolicy: trusting(world.rootArn),
    });
    expect(await switchTo(alice, 'guest', otherAccount)).toMatchObject(refused);
    await putUserPolicy(world, root, 'alice', allow('sts:AssumeRole'));
    const session = answerOf(await switchTo(alice, 'guest', otherAccount));
    expect(session).toMatchObject({
      accountId: otherAccount,
      principalArn: `arn:aws:sts::${otherAccount}:assumed-role/guest/alice`,
    });
    expect((await world.events()).at(-1)).toMatchObject({ recipientAccountId: otherAccount });
    expect(answerOf(await switchTo(alice, 'guest', `other-${otherAccount}`))).toMatchObject({
      accountId: otherAccount,
    });
  });

  // id_roles_use_switch-role-console: the table of how long it lasts.
  it.each([
    [3600, 0, hour],
    [43_200, 0, 12 * hour],
    [36_000, 8 * hour, 4 * hour],
    [7200, 8 * hour, 2 * hour],
  ])('of a role with a maximum of %i s, %i ms after signing in, lasts %i ms', async (max, passed, lasts) => {
    await addRole(world, {
      roleName: 'admin',
      trustPolicy: trusting(aliceArn),
      maxSessionDuration: max,
    });
    world.clock.sandbox += passed;
    world.clock.device += passed;
    expect(answerOf(await switchTo(alice, 'admin')).expiresAt).toBe(world.clock.sandbox + lasts);
  });

  it('says the same whatever stands in the way, and the decision says what', async () => {
    await addRole(world, { roleName: 'closed', trustPolicy: trusting(world.rootArn) });
    const closed = await switchTo(alice, 'closed');
    for (const reply of [
      closed,
      await switchTo(alice, 'nothing'),
      await switchTo(alice, 'path/closed'),
      await switchTo(alice, 'closed', 'nowhere'),
      await askSignin(world, alice, 'SwitchRole', {}),
    ]) {
      expect(reply).toMatchObject(refused);
      expect(reply.text).toBe(closed.text);
    }
    const [trace] = await world.store.read((tables) => tables.traces.where('requestId', closed.requestId));
    expect(trace?.trace.authorization).toMatchObject({
      outcome: 'implicitDeny',
      checks: [
        {
          request: {
            action: 'sts:AssumeRole',
            resource: `arn:aws:iam::${world.accountId}:role/closed`,
            context: { 'sts:RoleSessionName': 'alice' },
          },
        },
      ],
    });
    const events = await world.events();
    expect(events.find((event) => event['requestID'] === closed.requestId)).toMatchObject({
      eventName: 'SwitchRole',
      userIdentity: { type: 'IAMUser', userName: 'alice' },
      responseElements: { SwitchRole: 'Failure' },
    });
  });

  it('is not for root', async () => {
    await addRole(world, { roleName: 'admin', trustPolicy: trusting(world.rootArn) });
    expect(await switchTo(root, 'admin')).toMatchObject({
      status: 403,
      code: 'AccessDeniedException',
      message: 'Roles may not be assumed by root accounts.',
    });
  });

  // "You can't switch roles in the AWS Management Console to a role that requires an ExternalId"
  it('does not reach a role that wants an external id', async () => {
    const condition = { StringEquals: { 'sts:ExternalId': 'x' } };
    await addRole(world, { roleName: 'partner', trustPolicy: trusting(aliceArn, condition) });
    expect(await switchTo(alice, 'partner')).toMatchObject(refused);
  });

  it('counts the MFA that one signed in with', async () => {
    const condition = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
    await addRole(world, { roleName: 'admin', trustPolicy: trusting(aliceArn, condition) });
    expect(await switchTo(alice, 'admin')).toMatchObject(refused);
    await world.query(root, 'CreateLoginProfile', { UserName: 'alice', Password: 'Battery.staple-2' });
    await addDevice(world, `${world.accountId}/user/alice`);
    const reply = await world.signIn({
      kind: 'user',
      account: 'demo',
      userName: 'alice',
      password: 'Battery.staple-2',
      mfaCode: codeAt(world.clock.device),
    });
    const session = answerOf(await switchTo(JSON.parse(reply.text) as Credentials, 'admin'));
    expect(await world.store.read((tables) => tables.sessions.get(session.accessKeyId))).toMatchObject({
      kind: 'console',
      signedInBy: 'switchRole',
      mfaAuthenticated: true,
    });
  });

  it('takes the credentials that one signed in with, whatever role is on', async () => {
    await addRole(world, { roleName: 'a', trustPolicy: trusting(aliceArn) });
    await addRole(world, { roleName: 'b', trustPolicy: trusting(aliceArn) });
    const a = answerOf(await switchTo(alice, 'a'));
    const b = answerOf(await switchTo(a, 'b'));
    expect(b).toMatchObject({
      principalArn: `arn:aws:sts::${world.accountId}:assumed-role/b/alice`,
      switchedFrom: aliceArn,
    });
  });

  it('lasts an hour at most where one signed in as a role', async () => {
    const first = await addRole(world, {
      roleName: 'first',
      trustPolicy: trusting(aliceArn),
      maxSessionDuration: 43_200,
    });
    await addRole(world, {
      roleName: 'second',
      trustPolicy: trusting(`arn:aws:iam::${world.accountId}:role/first`),
      maxSessionDuration: 43_200,
    });
    const session = await world.actAs(first);
    expect(answerOf(await switchTo(session, 'second')).expiresAt).toBe(world.clock.sandbox + hour);
  });
});

describe('a session of a role', () => {
  it("ends by the sandbox's clock, and with it nothing but itself", async () => {
    await addRole(world, { roleName: 'admin', trustPolicy: trusting(aliceArn) });
    const role = answerOf(await switchTo(alice, 'admin'));
    world.clock.sandbox += hour - 1000;
    expect((await world.query(role, 'ListUsers')).code).toBe('AccessDenied');
    world.clock.sandbox += 1000;
    expect(await world.query(role, 'ListUsers')).toMatchObject({
      status: 403,
      code: 'ExpiredToken',
      message: 'The security token included in the request is expired',
    });
    expect(await askSignin(world, role, 'ExitRole', {})).toMatchObject({ code: 'ExpiredTokenException' });
    answerOf(await switchTo(alice, 'admin'));
  });

  it('is used up by the time that the session has left from which one switched', async () => {
    const maxSessionDuration = 43_200;
    await addRole(world, { roleName: 'a', trustPolicy: trusting(aliceArn), maxSessionDuration });
    await addRole(world, { roleName: 'b', trustPolicy: trusting(aliceArn), maxSessionDuration });
    const ends = world.clock.sandbox + 12 * hour;
    world.clock.sandbox += 3 * hour;
    const a = answerOf(await switchTo(alice, 'a'));
    world.clock.sandbox += 3 * hour;
    const b = answerOf(await switchTo(a, 'b'));
    expect([a.expiresAt, b.expiresAt]).toEqual([ends, ends]);
  });

  it('cannot be switched from once the user is deleted, nor left for what the user was', async () => {
    await addRole(world, { roleName: 'a', trustPolicy: trusting(aliceArn) });
    const a = answerOf(await switchTo(alice, 'a'));
    await world.query(root, 'DeleteUser', { UserName: 'alice' });
    expect(await switchTo(a, 'a')).toMatchObject(refused);
    expect(await askSignin(world, a, 'ExitRole', {})).toMatchObject({ code: 'SessionEnded' });
  });
});

describe('what another tab does while the gate is asked', () => {
  it.each([
    [
      'whom the role trusts',
      (tables: Writing) => changeRole(tables, { trustPolicy: JSON.stringify(trusting(world.rootArn)) }),
    ],
    ['how long it lasts', (tables: Writing) => changeRole(tables, { maxSessionDuration: 7200 })],
    ['that it is another', (tables: Writing) => changeRole(tables, { roleId: 'AROAOTHER' })],
    ['that one is signed out', (tables: Writing) => tables.sessions.delete(alice.accessKeyId)],
  ])('counts: %s', async (_what, change) => {
    let between: ((tables: Writing) => Promise<void>) | undefined;
    const inner = makeMemoryStore();
    world = await makeWorld({
      store: {
        read: (work) => inner.read(work),
        write: async (work) => {
          const other = between;
          between = undefined;
          if (other !== undefined) await inner.write(other);
          return inner.write(work);
        },
      },
    });
    root = await world.actAs(world.rootArn);
    await world.query(root, 'CreateUser', { UserName: 'alice' });
    aliceArn = `arn:aws:iam::${world.accountId}:user/alice`;
    alice = await world.actAs(aliceArn);
    await addRole(world, { roleName: 'admin', trustPolicy: trusting(aliceArn) });
    between = change;
    expect(await switchTo(alice, 'admin')).toMatchObject({ status: 409, code: 'ConcurrentModification' });
    expect((await world.events()).at(-1)).toMatchObject({
      eventName: 'SwitchRole',
      responseElements: { SwitchRole: 'Failure' },
    });
  });

  async function changeRole(tables: Writing, changed: Partial<RoleRecord>): Promise<void> {
    const [role] = await tables.roles.all();
    if (role !== undefined) await tables.roles.put({ ...role, ...changed });
  }
});

describe('switching back', () => {
  it('gives the session again that one came from', async () => {
    await addRole(world, { roleName: 'admin', trustPolicy: trusting(aliceArn) });
    const role = answerOf(await switchTo(alice, 'admin'));
    const back = answerOf(await askSignin(world, role, 'ExitRole', {}));
    expect(back).toMatchObject({ principalArn: aliceArn, accessKeyId: alice.accessKeyId });
    expect((await world.query(back, 'ListUsers')).message).toContain(`User: ${aliceArn}`);
    const events = await world.events();
    expect(events.at(-2)).toMatchObject({
      eventName: 'ExitRole',
      userIdentity: { type: 'AssumedRole' },
      responseElements: { ExitRole: 'Success' },
      additionalEventData: { SwitchFrom: role.principalArn },
    });
    expect(JSON.stringify(events)).not.toContain(alice.secretAccessKey);
  });

  it('has nothing to go back to where that has ended, or there was no switch', async () => {
    const ended = { status: 400, code: 'SessionEnded' };
    expect(await askSignin(world, alice, 'ExitRole', {})).toMatchObject(ended);
    await addRole(world, { roleName: 'admin', trustPolicy: trusting(aliceArn) });
    const role = answerOf(await switchTo(alice, 'admin'));
    await world.store.write((tables) => tables.sessions.delete(alice.accessKeyId));
    expect(await askSignin(world, role, 'ExitRole', {})).toMatchObject(ended);
  });
});

describe("a request to the sign-in service that is not a console session's", () => {
  it('is refused to long-term keys', async () => {
    const key = await world.keyOf(root, 'alice');
    expect(await switchTo(key, 'admin')).toMatchObject({ status: 403, code: 'AccessDeniedException' });
  });

  it('is refused with a wrong signature, and unsigned', async () => {
    const wrong = { ...alice, secretAccessKey: 'x'.repeat(40) };
    expect(await switchTo(wrong, 'admin')).toMatchObject({ code: 'InvalidSignatureException' });
    const events = await world.events();
    expect(events.at(-1)).toMatchObject({
      eventName: 'SwitchRole',
      additionalEventData: { 'gatehouse:refused': expect.any(String) as string },
    });
  });

  it('is refused once the session has ended', async () => {
    world.clock.sandbox += 12 * hour;
    expect(await switchTo(alice, 'admin')).toMatchObject({ code: 'ExpiredTokenException' });
  });
});
