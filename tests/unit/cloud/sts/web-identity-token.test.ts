// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetWebIdentityToken.html
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_outbound_token_claims.html
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_EnableOutboundWebIdentityFederation.html and its siblings

import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readJsonWebToken } from '../../../../src/core/federation/json-web-token.ts';
import type { Credentials } from '../../../../src/core/sigv4/credentials.ts';
import { makeKeyPairs } from '../../../../src/engine/key-pairs.ts';
import { allow, element, makeWorld, type Reply, type World } from '../world.ts';
import {
  addAccount,
  addRole,
  credentialsIn,
  otherAccount,
  putRolePolicy,
  putUserPolicy,
  sts,
  trusting,
} from './sandbox.ts';

const identityProviders = makeKeyPairs();

let world: World;
let root: Credentials;
let alice: Credentials;
let aliceArn: string;

beforeAll(() => identityProviders.publicKey({ issuer: 'https://warm.example.com', algorithm: 'ES384' }));

beforeEach(async () => {
  world = await makeWorld({ identityProviders });
  root = await world.actAs(world.rootArn);
  await world.query(root, 'CreateUser', {
    UserName: 'alice',
    'Tags.member.1.Key': 'team',
    'Tags.member.1.Value': 'data',
  });
  alice = await world.keyOf(root, 'alice');
  aliceArn = `arn:aws:iam::${world.accountId}:user/alice`;
  await putUserPolicy(world, root, 'alice', allow(['sts:GetWebIdentityToken', 'sts:TagGetWebIdentityToken']));
});

const enable = async (): Promise<string> =>
  element((await world.query(root, 'EnableOutboundWebIdentityFederation')).text, 'IssuerIdentifier') ?? '';

const get = (credentials: Credentials, more: Readonly<Record<string, string>> = {}): Promise<Reply> =>
  sts(world, credentials, 'GetWebIdentityToken', {
    'Audience.member.1': 'https://api.example.com',
    SigningAlgorithm: 'ES384',
    ...more,
  });

function claimsIn(reply: Reply) {
  const jwt = readJsonWebToken(element(reply.text, 'WebIdentityToken') ?? '');
  if (jwt === undefined) throw new Error(reply.text);
  return jwt;
}

const own = 'https://sts.amazonaws.com/';
const lastChecks = async () =>
  (await world.store.read((tables) => tables.traces.all()))
    .at(-1)
    ?.trace.authorization?.checks.map(({ request }) => request);

describe('outbound identity federation', () => {
  it('is off, is switched on with an issuer, off, and on again with the same', async () => {
    const off = { status: 404, code: 'FeatureDisabled' };
    expect(await world.query(root, 'GetOutboundWebIdentityFederationInfo')).toMatchObject(off);
    expect(await world.query(root, 'DisableOutboundWebIdentityFederation')).toMatchObject({
      ...off,
      message:
        'The request failed because outbound identity federation is already disabled for your AWS account. You cannot disable the feature multiple times',
    });
    const issuer = await enable();
    expect(issuer).toMatch(/^https:\/\/[0-9a-f-]{36}\.tokens\.sts\.global\.api\.aws$/);
    const info = await world.query(root, 'GetOutboundWebIdentityFederationInfo');
    expect(element(info.text, 'IssuerIdentifier')).toBe(issuer);
    expect(element(info.text, 'JwtVendingEnabled')).toBe('true');
    expect(await world.query(root, 'EnableOutboundWebIdentityFederation')).toMatchObject({
      status: 409,
      code: 'FeatureEnabled',
    });
    expect((await world.query(root, 'DisableOutboundWebIdentityFederation')).status).toBe(200);
    const after = await world.query(root, 'GetOutboundWebIdentityFederationInfo');
    expect(element(after.text, 'JwtVendingEnabled')).toBe('false');
    expect(await world.query(root, 'DisableOutboundWebIdentityFederation')).toMatchObject(off);
    expect(await enable()).toBe(issuer);
  });

  it.each([
    'EnableOutboundWebIdentityFederation',
    'DisableOutboundWebIdentityFederation',
    'GetOutboundWebIdentityFederationInfo',
  ])('%s takes its permission, on everything', async (name) => {
    const denied = await world.query(alice, name);
    expect(denied).toMatchObject({ status: 403, code: 'AccessDenied' });
    expect(denied.message).toContain(`perform: iam:${name} `);
    expect(await lastChecks()).toMatchObject([{ action: `iam:${name}`, resource: '*' }]);
    await putUserPolicy(world, root, 'alice', allow(`iam:${name}`));
    expect((await world.query(alice, name)).status).not.toBe(403);
  });

  it('is each account’s own', async () => {
    await enable();
    await addAccount(world);
    const other = await world.actAs(`arn:aws:iam::${otherAccount}:root`);
    expect((await world.query(other, 'GetOutboundWebIdentityFederationInfo')).code).toBe('FeatureDisabled');
    const theirs = await world.query(other, 'EnableOutboundWebIdentityFederation');
    const ours = await world.query(root, 'GetOutboundWebIdentityFederationInfo');
    expect(element(theirs.text, 'IssuerIdentifier')).not.toBe(element(ours.text, 'IssuerIdentifier'));
  });

  it('tokens of it are nothing to federate into AWS with', async () => {
    const reply = await world.query(root, 'CreateOpenIDConnectProvider', { Url: await enable() });
    expect(reply).toMatchObject({ status: 400, code: 'InvalidInput' });
  });
});

describe('GetWebIdentityToken', () => {
  it('is refused where the account has not switched it on', async () => {
    const refused = {
      status: 403,
      code: 'OutboundWebIdentityFederationDisabledException',
      message: 'The outbound web identity federation feature is not enabled for this account.',
    };
    expect(await get(alice)).toMatchObject(refused);
    await enable();
    await world.query(root, 'DisableOutboundWebIdentityFederation');
    expect(await get(alice)).toMatchObject(refused);
  });

  it('gives a token about a user, signed by the account’s issuer', async () => {
    const issuer = await enable();
    const reply = await get(alice);
    expect(element(reply.text, 'Expiration')).toBe('2026-11-22T09:35:00Z');
    const { header, claims, signed, signature } = claimsIn(reply);
    const seconds = world.clock.sandbox / 1000;
    expect(claims).toEqual({
      iss: issuer,
      aud: 'https://api.example.com',
      sub: aliceArn,
      iat: seconds,
      exp: seconds + 300,
      jti: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      [own]: {
        aws_account: world.accountId,
        source_region: 'us-east-1',
        principal_tags: { team: 'data' },
      },
    });
    expect(header).toMatchObject({ alg: 'ES384', typ: 'JWT', kid: expect.any(String) as string });
    expect(await identityProviders.verify({ issuer, algorithm: 'ES384' }, signed, signature)).toBe('right');
  });

  it('signs with RSA too', async () => {
    const issuer = await enable();
    const { header, signed, signature } = claimsIn(await get(alice, { SigningAlgorithm: 'RS256' }));
    expect(header['alg']).toBe('RS256');
    expect(await identityProviders.verify({ issuer, algorithm: 'RS256' }, signed, signature)).toBe('right');
  });

  it('has several audiences and the tags of the request, which take a permission', async () => {
    await enable();
    const more = {
      'Audience.member.2': 'test',
      DurationSeconds: '3600',
      'Tags.member.1.Key': 'job-id',
      'Tags.member.1.Value': 'job-2024-001',
    };
    const { claims } = claimsIn(await get(alice, more));
    expect(claims).toMatchObject({
      aud: ['https://api.example.com', 'test'],
      exp: world.clock.sandbox / 1000 + 3600,
      [own]: { request_tags: { 'job-id': 'job-2024-001' } },
    });
    expect(await lastChecks()).toMatchObject([
      {
        action: 'sts:GetWebIdentityToken',
        resource: '*',
        context: {
          'sts:IdentityTokenAudience': ['https://api.example.com', 'test'],
          'sts:SigningAlgorithm': 'ES384',
          'sts:DurationSeconds': '3600',
          'aws:RequestTag/job-id': 'job-2024-001',
          'aws:TagKeys': ['job-id'],
        },
      },
      { action: 'sts:TagGetWebIdentityToken', context: { 'aws:RequestTag/job-id': 'job-2024-001' } },
    ]);
    await putUserPolicy(world, root, 'alice', allow('sts:GetWebIdentityToken'));
    expect((await get(alice, more)).message).toContain('sts:TagGetWebIdentityToken');
  });

  it('of a role session names the role, the end of the session and what it was given', async () => {
    await enable();
    const arn = await addRole(world, {
      roleName: 'Worker',
      path: '/jobs/',
      tags: [
        { key: 'team', value: 'role' },
        { key: 'env', value: 'prod' },
      ],
      trustPolicy: trusting(aliceArn, undefined, [
        'sts:AssumeRole',
        'sts:TagSession',
        'sts:SetSourceIdentity',
      ]),
    });
    await putRolePolicy(world, root, 'Worker', allow('sts:GetWebIdentityToken'));
    const session = credentialsIn(
      await sts(world, alice, 'AssumeRole', {
        RoleArn: arn,
        RoleSessionName: 'run',
        SourceIdentity: 'alice',
        'Tags.member.1.Key': 'team',
        'Tags.member.1.Value': 'session',
      }),
    );
    expect(claimsIn(await get(session)).claims).toMatchObject({
      sub: arn,
      [own]: {
        principal_tags: { team: 'session', env: 'prod' },
        original_session_exp: '2026-11-22T10:30:00Z',
        source_identity: 'alice',
      },
    });
  });

  it('does not outlive the session', async () => {
    await enable();
    const arn = await addRole(world, { roleName: 'Worker', trustPolicy: trusting(aliceArn) });
    await putRolePolicy(world, root, 'Worker', allow('sts:GetWebIdentityToken'));
    const session = credentialsIn(
      await sts(world, alice, 'AssumeRole', { RoleArn: arn, RoleSessionName: 'run', DurationSeconds: '900' }),
    );
    expect((await get(session, { DurationSeconds: '900' })).status).toBe(200);
    expect(await get(session, { DurationSeconds: '901' })).toMatchObject({
      status: 403,
      code: 'SessionDurationEscalationException',
      message: 'The requested token duration would extend the session beyond its original expiration time.',
    });
  });

  it('is refused with too much in it', async () => {
    await enable();
    const tags = Array.from({ length: 50 }, (_, place) => [
      [`Tags.member.${place + 1}.Key`, `key-${place}`],
      [`Tags.member.${place + 1}.Value`, 'x'.repeat(256)],
    ]).flat();
    expect(await get(alice, Object.fromEntries(tags) as Record<string, string>)).toMatchObject({
      status: 400,
      code: 'JWTPayloadSizeExceededException',
    });
  });

  it.each([
    ['another algorithm', { SigningAlgorithm: 'HS256' }],
    ['too short', { DurationSeconds: '59' }],
    ['too long', { DurationSeconds: '3601' }],
    ['no audience', { 'Audience.member.1': '' }],
  ])('is refused with %s', async (_what, more) => {
    await enable();
    expect(await get(alice, more)).toMatchObject({ status: 400, code: 'ValidationError' });
  });

  it('is denied without the permission, and with another audience than allowed', async () => {
    await enable();
    await putUserPolicy(
      world,
      root,
      'alice',
      JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: 'sts:GetWebIdentityToken',
            Resource: '*',
            Condition: {
              'ForAllValues:StringEquals': { 'sts:IdentityTokenAudience': 'https://api.example.com' },
              NumericLessThanEquals: { 'sts:DurationSeconds': '300' },
            },
          },
        ],
      }),
    );
    expect((await get(alice)).status).toBe(200);
    expect((await get(alice, { 'Audience.member.1': 'other' })).code).toBe('AccessDenied');
    expect((await get(alice, { DurationSeconds: '301' })).code).toBe('AccessDenied');
  });

  it('is in the trail, and the token is not', async () => {
    await enable();
    const token = element((await get(alice)).text, 'WebIdentityToken') ?? '';
    expect((await world.events()).at(-1)).toMatchObject({
      eventName: 'GetWebIdentityToken',
      requestParameters: { audience: ['https://api.example.com'], signingAlgorithm: 'ES384' },
    });
    const kept = JSON.stringify(
      await world.store.read(async (tables) => [
        ...(await tables.events.all()),
        ...(await tables.traces.all()),
      ]),
    );
    for (const part of token.split('.').slice(1)) expect(kept).not.toContain(part);
  });
});

// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetDelegatedAccessToken.html
describe('GetDelegatedAccessToken', () => {
  it('has no token that would be good, once it is allowed', async () => {
    const ask = () => sts(world, alice, 'GetDelegatedAccessToken', { TradeInToken: 'a-trade-in-token' });
    const denied = await ask();
    expect(denied).toMatchObject({ status: 403, code: 'AccessDenied' });
    expect(denied.message).toContain('perform: sts:GetDelegatedAccessToken ');
    expect(await lastChecks()).toMatchObject([{ action: 'sts:GetDelegatedAccessToken', resource: '*' }]);
    await putUserPolicy(world, root, 'alice', allow('sts:GetDelegatedAccessToken'));
    expect(await ask()).toMatchObject({ status: 400, code: 'ExpiredTradeInTokenException' });
    expect((await sts(world, alice, 'GetDelegatedAccessToken')).code).toBe('ValidationError');
    expect(JSON.stringify(await world.events())).not.toContain('a-trade-in-token');
  });
});
