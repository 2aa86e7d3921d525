// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html and API_GetFederationToken.html

import { beforeEach, describe, expect, it } from 'vitest';
import { userKey } from '../../../../src/cloud/keys.ts';
import type { Credentials } from '../../../../src/core/sigv4/credentials.ts';
import { allow, element, makeWorld, type Reply, type World } from '../world.ts';
import {
  addDevice,
  addRole,
  codeAt,
  credentialsIn,
  putRolePolicy,
  putUserPolicy,
  sts,
  trusting,
} from './sandbox.ts';

let world: World;
let root: Credentials;
let rootKey: Credentials;
let alice: Credentials;
let aliceArn: string;

beforeEach(async () => {
  world = await makeWorld();
  root = await world.actAs(world.rootArn);
  await world.query(root, 'CreateUser', { UserName: 'alice' });
  alice = await world.keyOf(root, 'alice');
  aliceArn = `arn:aws:iam::${world.accountId}:user/alice`;
  const made = await world.query(root, 'CreateAccessKey');
  rootKey = {
    accessKeyId: element(made.text, 'AccessKeyId') ?? '',
    secretAccessKey: element(made.text, 'SecretAccessKey') ?? '',
  };
});

type Parameters = Readonly<Record<string, string>>;

const token = (credentials: Credentials, parameters: Parameters = {}): Promise<Reply> =>
  sts(world, credentials, 'GetSessionToken', parameters);
const federate = (credentials: Credentials, parameters: Parameters = {}): Promise<Reply> =>
  sts(world, credentials, 'GetFederationToken', { Name: 'Bob', ...parameters });

async function lastLimit(): Promise<string | undefined> {
  const traces = await world.store.read((tables) => tables.traces.all());
  return traces.at(-1)?.trace.credentialLimit;
}

async function lastContext(): Promise<Readonly<Record<string, unknown>>> {
  const traces = await world.store.read((tables) => tables.traces.all());
  return traces.at(-1)?.trace.authorization?.checks[0]?.request.context ?? {};
}

const deny = JSON.stringify({
  Version: '2012-10-17',
  Statement: { Effect: 'Deny', Action: '*', Resource: '*' },
});

describe('GetSessionToken', () => {
  it('needs no permission and cannot be denied', async () => {
    expect((await token(alice)).status).toBe(200);
    await putUserPolicy(world, root, 'alice', deny);
    expect((await token(alice)).status).toBe(200);
  });

  it.each([
    ['a user', undefined, '2026-11-22T21:30:00Z'],
    ['a user', '900', '2026-11-22T09:45:00Z'],
    ['a user', '129600', '2026-11-23T21:30:00Z'],
    ['root', undefined, '2026-11-22T10:30:00Z'],
    ['root', '900', '2026-11-22T09:45:00Z'],
    // "If the duration is longer than one hour, the session for AWS account owners defaults to one hour."
    ['root', '129600', '2026-11-22T10:30:00Z'],
  ])('of %s for %s seconds ends at %s', async (who, seconds, end) => {
    const reply = await token(
      who === 'root' ? rootKey : alice,
      seconds === undefined ? {} : { DurationSeconds: seconds },
    );
    expect(element(reply.text, 'Expiration')).toBe(end);
  });

  it('takes 900 to 129,600 seconds', async () => {
    for (const DurationSeconds of ['899', '129601']) {
      expect(await token(alice, { DurationSeconds })).toMatchObject({ status: 400, code: 'ValidationError' });
    }
  });

  it('acts as the user, with the user’s permissions', async () => {
    await putUserPolicy(world, root, 'alice', allow('s3:ListAllMyBuckets'));
    const session = credentialsIn(await token(alice));
    const who = await sts(world, session, 'GetCallerIdentity');
    expect(element(who.text, 'Arn')).toBe(aliceArn);
    expect((await world.get(session, '/')).status).toBe(200);
    expect(await lastContext()).toMatchObject({
      'aws:username': 'alice',
      'aws:MultiFactorAuthPresent': 'false',
      'aws:TokenIssueTime': '2026-11-22T09:30:00Z',
    });
  });

  it('with a code: MFA is in the context, and its age', async () => {
    await putUserPolicy(world, root, 'alice', allow('*'));
    const SerialNumber = await addDevice(world, userKey(world.accountId, 'alice'));
    const session = credentialsIn(
      await token(alice, { SerialNumber, TokenCode: codeAt(world.clock.device) }),
    );
    world.clock.device += 60_000;
    world.clock.sandbox += 60_000;
    expect((await world.query(session, 'ListUsers')).status).toBe(200);
    expect(await lastContext()).toMatchObject({
      'aws:MultiFactorAuthPresent': 'true',
      'aws:MultiFactorAuthAge': '60',
    });
  });

  it('refuses a wrong code, and one that was given before', async () => {
    const SerialNumber = await addDevice(world, userKey(world.accountId, 'alice'));
    const TokenCode = codeAt(world.clock.device);
    const wrong = {
      status: 403,
      code: 'AccessDenied',
      message: 'MultiFactorAuthentication failed with invalid MFA one time pass code. ',
    };
    expect(
      await token(alice, { SerialNumber, TokenCode: TokenCode === '000000' ? '000001' : '000000' }),
    ).toMatchObject(wrong);
    expect((await token(alice, { SerialNumber, TokenCode })).status).toBe(200);
    expect(await token(alice, { SerialNumber, TokenCode })).toMatchObject(wrong);
  });

  it('takes a code of root’s device from root', async () => {
    const SerialNumber = await addDevice(world, world.accountId, 'roots');
    const reply = await token(rootKey, { SerialNumber, TokenCode: codeAt(world.clock.device) });
    expect(reply.status).toBe(200);
  });

  // id_credentials_sts-comparison
  describe('its credentials', () => {
    it('cannot call IAM without MFA, whatever the policies say', async () => {
      await putUserPolicy(world, root, 'alice', allow('*'));
      const session = credentialsIn(await token(alice));
      expect(await world.query(session, 'ListUsers')).toMatchObject({
        status: 403,
        code: 'InvalidClientTokenId',
        message: 'The security token included in the request is invalid',
      });
      expect(await lastLimit()).toBe('session-token-without-mfa');
      expect((await world.events()).at(-1)).toMatchObject({
        eventName: 'ListUsers',
        errorCode: 'InvalidClientTokenId',
      });
      // Nor by way of an action that is not modelled.
      expect((await world.other(session, 'iam:ListUsers', '*')).status).toBe(403);
    });

    it('cannot call STS but AssumeRole and GetCallerIdentity, MFA or not', async () => {
      await putUserPolicy(world, root, 'alice', allow('*'));
      const SerialNumber = await addDevice(world, userKey(world.accountId, 'alice'));
      const role = await addRole(world, { roleName: 'Reader', trustPolicy: trusting(aliceArn) });
      const session = credentialsIn(
        await token(alice, { SerialNumber, TokenCode: codeAt(world.clock.device) }),
      );
      for (const [action, parameters] of [
        ['GetSessionToken', {}],
        ['GetFederationToken', { Name: 'Bob' }],
        ['GetAccessKeyInfo', { AccessKeyId: alice.accessKeyId }],
      ] as const) {
        expect(await sts(world, session, action, parameters)).toMatchObject({
          status: 403,
          code: 'AccessDenied',
          message: `Cannot call ${action} with session credentials`,
        });
        expect(await lastLimit()).toBe('session-token-in-sts');
      }
      const assumed = await sts(world, session, 'AssumeRole', { RoleArn: role, RoleSessionName: 'it' });
      expect(assumed.status).toBe(200);
      expect((await sts(world, session, 'GetCallerIdentity')).status).toBe(200);
    });
  });
});

describe('GetFederationToken', () => {
  beforeEach(() => putUserPolicy(world, root, 'alice', allow(['sts:GetFederationToken', 's3:*', 'iam:*'])));

  it('needs permission, on the federated user', async () => {
    await putUserPolicy(world, root, 'alice', allow('s3:*'));
    const reply = await federate(alice);
    const arn = `arn:aws:sts::${world.accountId}:federated-user/Bob`;
    expect(reply).toMatchObject({ status: 403, code: 'AccessDenied' });
    expect(reply.message).toContain(`sts:GetFederationToken on resource: ${arn}`);
    await putUserPolicy(world, root, 'alice', allow('sts:GetFederationToken', arn));
    const given = await federate(alice);
    expect(element(given.text, 'Arn')).toBe(arn);
    expect(element(given.text, 'FederatedUserId')).toBe(`${world.accountId}:Bob`);
    expect(element(given.text, 'Expiration')).toBe('2026-11-22T21:30:00Z');
    expect(element((await federate(rootKey)).text, 'Expiration')).toBe('2026-11-22T10:30:00Z');
  });

  it('gives no permissions without a policy, and with one what both allow', async () => {
    const bare = credentialsIn(await federate(alice));
    expect((await world.get(bare, '/')).status).toBe(403);
    const both = credentialsIn(await federate(alice, { Policy: allow(['s3:ListAllMyBuckets', 'ec2:*']) }));
    expect((await world.get(both, '/')).status).toBe(200);
    expect((await world.other(both, 'ec2:StartInstances', '*')).status).toBe(403);
    const who = await sts(world, both, 'GetCallerIdentity');
    expect(element(who.text, 'Arn')).toBe(`arn:aws:sts::${world.accountId}:federated-user/Bob`);
    expect((await world.events()).at(-1)?.['userIdentity']).toMatchObject({
      type: 'FederatedUser',
      sessionContext: { sessionIssuer: { type: 'IAMUser', userName: 'alice' } },
    });
  });

  it('takes tags with sts:TagSession', async () => {
    const tags = { 'Tags.member.1.Key': 'team', 'Tags.member.1.Value': 'blue' };
    expect((await federate(alice, tags)).message).toContain('sts:TagSession');
    await putUserPolicy(world, root, 'alice', allow(['sts:*', 's3:*']));
    const session = credentialsIn(await federate(alice, { ...tags, Policy: allow('s3:*') }));
    await world.get(session, '/');
    expect(await lastContext()).toMatchObject({ 'aws:PrincipalTag/team': 'blue' });
  });

  it('names are 2 to 32 characters', async () => {
    for (const Name of ['x', 'x'.repeat(33)]) {
      expect((await sts(world, alice, 'GetFederationToken', { Name })).code).toBe('ValidationError');
    }
  });

  it('its credentials cannot call IAM, nor STS but GetCallerIdentity', async () => {
    await putUserPolicy(world, root, 'alice', allow('*'));
    const role = await addRole(world, { roleName: 'Reader', trustPolicy: trusting(world.accountId) });
    const session = credentialsIn(await federate(alice, { Policy: allow('*') }));
    expect(await world.query(session, 'ListUsers')).toMatchObject({
      status: 403,
      code: 'InvalidClientTokenId',
    });
    expect(await lastLimit()).toBe('federation-token-in-iam');
    const assumed = await sts(world, session, 'AssumeRole', { RoleArn: role, RoleSessionName: 'it' });
    expect(assumed).toMatchObject({ status: 403, code: 'AccessDenied' });
    expect(await lastLimit()).toBe('federation-token-in-sts');
    expect((await token(session)).code).toBe('AccessDenied');
    expect((await federate(session)).code).toBe('AccessDenied');
    expect((await sts(world, session, 'GetCallerIdentity')).status).toBe(200);
  });
});

describe('other credentials', () => {
  it('a role session can call neither', async () => {
    const role = await addRole(world, { roleName: 'Admin', trustPolicy: trusting(aliceArn) });
    await putRolePolicy(world, root, 'Admin', allow('*'));
    const session = credentialsIn(
      await sts(world, alice, 'AssumeRole', { RoleArn: role, RoleSessionName: 'it' }),
    );
    expect(await token(session)).toMatchObject({
      status: 403,
      code: 'AccessDenied',
      message: 'Cannot call GetSessionToken with session credentials',
    });
    expect(await lastLimit()).toBe('role-session');
    expect(await federate(session)).toMatchObject({
      status: 403,
      message: 'Cannot call GetFederationToken with session credentials',
    });
    expect((await sts(world, session, 'GetAccessKeyInfo', { AccessKeyId: alice.accessKeyId })).status).toBe(
      200,
    );
  });

  it('nor can a console session', async () => {
    expect(await token(root)).toMatchObject({ status: 403, code: 'AccessDenied' });
    expect(await lastLimit()).toBe('console-session');
  });
});
