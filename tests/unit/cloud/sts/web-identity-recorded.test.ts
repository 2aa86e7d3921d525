// What STS does with ID tokens where its pages are silent, as AWS answered others on 2026-09-11; these are their cases:
// https://github.com/radkawar/stackd/tree/9dc356f5e5cc49d2d334178a09c1398dd1c62617/internal/services/sts/testdata/oidc

import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { keyIdOf } from '../../../../src/cloud/idp/key-id.ts';
import type { Credentials } from '../../../../src/core/sigv4/credentials.ts';
import { makeKeyPairs } from '../../../../src/engine/key-pairs.ts';
import { element, makeWorld, type Reply, type World } from '../world.ts';
import { addRole, idToken, trusting, unsignedSts } from './sandbox.ts';

const host = 'idp.example.com';
const issuer = `https://${host}`;
const google = 'https://accounts.google.com';
const webIdentity = 'sts:AssumeRoleWithWebIdentity';
// One for all: to make an RSA key takes a while.
const identityProviders = makeKeyPairs();

let world: World;
let root: Credentials;
let providerArn: string;
let roleArn: string;
let seconds: number;

beforeAll(async () => {
  for (const iss of [issuer, google]) await idToken(identityProviders, { iss });
});

beforeEach(async () => {
  world = await makeWorld({ identityProviders });
  root = await world.actAs(world.rootArn);
  seconds = world.clock.sandbox / 1000;
  await world.query(root, 'CreateOpenIDConnectProvider', {
    Url: issuer,
    'ClientIDList.member.1': 'client-a',
    'ClientIDList.member.2': 'client-b',
  });
  providerArn = `arn:aws:iam::${world.accountId}:oidc-provider/${host}`;
  roleArn = await roleWith(trusting({ Federated: providerArn }, undefined, [webIdentity, 'sts:TagSession']));
});

const roleWith = (trustPolicy: object): Promise<string> =>
  addRole(world, { roleName: 'Deploy', trustPolicy });

type Claims = Readonly<Record<string, unknown>>;

const token = (more: Claims = {}, header: Claims = {}): Promise<string> =>
  idToken(
    identityProviders,
    { iss: issuer, aud: 'client-a', sub: 'subject', iat: seconds, exp: seconds + 900, ...more },
    { header },
  );
const assume = (WebIdentityToken: string, more: Readonly<Record<string, string>> = {}): Promise<Reply> =>
  unsignedSts(world, 'AssumeRoleWithWebIdentity', {
    RoleArn: roleArn,
    RoleSessionName: 'build',
    WebIdentityToken,
    ...more,
  });
const invalid = (message: string) => ({ status: 400, code: 'InvalidIdentityToken', message });
const notValidated = invalid(
  'The web identity token provided could not be validated. See the AssumeRoleWithWebIdentity documentation for requirements.',
);

describe('the provider in the answer', () => {
  it('is the ARN of one of the account, in the trail too', async () => {
    const reply = await assume(await token());
    expect(element(reply.text, 'Provider')).toBe(providerArn);
    expect((await world.events()).at(-1)).toMatchObject({ responseElements: { provider: providerArn } });
  });

  // Command line outputs of Google's and Amazon Cognito's tokens, whose `iss` begins with https://, show the name.
  it('is the name of one that is built in, without https://', async () => {
    roleArn = await roleWith(trusting({ Federated: 'accounts.google.com' }, undefined, webIdentity));
    const reply = await assume(await token({ iss: google }));
    expect(element(reply.text, 'Provider')).toBe('accounts.google.com');
  });
});

describe('the audience', () => {
  const several = invalid(
    'Token audience contains more than one audience while authorized party is not present',
  );
  it.each([
    ['two of which the first is a client', { aud: ['client-a', 'other'] }, several],
    ['two of which the second is a client', { aud: ['other', 'client-a'] }, several],
    ['two clients', { aud: ['client-b', 'client-a'] }, several],
    ['none', { aud: [] }, invalid('Claim is not allowed to be empty: aud')],
    ['an empty one', { aud: '' }, notValidated],
    ['one that is no client', { aud: 'other' }, notValidated],
    ['a client, for another party', { azp: 'other' }, notValidated],
    ['a client, for an empty party', { azp: '' }, notValidated],
  ])('%s: refused', async (_what, claims, expected) => {
    expect(await assume(await token(claims))).toMatchObject(expected);
  });

  it.each([
    ['in a list of one', { aud: ['client-a'] }, 'client-a'],
    ['another party', { aud: 'other', azp: 'client-b' }, 'client-b'],
    ['another party of several audiences', { aud: ['other', 'client-a'], azp: 'client-b' }, 'client-b'],
  ])('%s: taken', async (_what, claims, audience) => {
    expect(element((await assume(await token(claims))).text, 'Audience')).toBe(audience);
  });
});

describe('the times', () => {
  const badTime = invalid('Invalid timestamp in token claims.');
  it.each([
    ['iat', null],
    ['iat', 1_789_123_697.5],
    ['exp', 1_889_123_798.5],
    ['exp', '1889123798.5'],
    ['nbf', 'invalid'],
  ])('%s: %s is refused', async (claim, value) => {
    expect(await assume(await token({ [claim]: value }))).toMatchObject(badTime);
  });

  it.each(['iat', 'exp', 'nbf'])('%s may be a whole number given as text', async (claim) => {
    const value = String(seconds + (claim === 'exp' ? 600 : 0));
    expect((await assume(await token({ [claim]: value }))).status).toBe(200);
  });

  // "current date/time" is five minutes before or after what the clock shows.
  it.each([
    ['exp', -299, undefined],
    [
      'exp',
      -300,
      (end: number) => ({
        status: 400,
        code: 'ExpiredTokenException',
        message: `Token expired: current date/time ${seconds - 300} must be before the expiration date/time ${end}`,
      }),
    ],
    ['iat', 300, undefined],
    ['iat', 301, (from: number) => invalid(`Token issued in the future: ${from}`)],
    ['nbf', 300, undefined],
    [
      'nbf',
      301,
      (from: number) =>
        invalid(
          `Token not yet valid: current date/time ${seconds + 300} must be after or equal to the not-before date/time ${from}`,
        ),
    ],
  ] as const)('%s may be five minutes off: %d', async (claim, offset, expected) => {
    const reply = await assume(await token({ [claim]: seconds + offset }));
    expect(reply).toMatchObject(expected?.(seconds + offset) ?? { status: 200 });
  });
});

describe('the subject', () => {
  it.each([
    ['', ''],
    ['a', 'a'],
    [123, '123'],
    ['a'.repeat(300), 'a'.repeat(300)],
  ])('may be %j', async (sub, expected) => {
    const reply = await assume(await token({ sub }));
    expect(reply.status).toBe(200);
    expect(element(reply.text, 'SubjectFromWebIdentityToken') ?? '').toBe(expected);
  });
});

describe('the token', () => {
  it('has nested session tags in lists', async () => {
    const tags = (Team: unknown) => ({ 'https://aws.amazon.com/tags': { principal_tags: { Team } } });
    expect((await assume(await token(tags(['engineering'])))).status).toBe(200);
    expect(await assume(await token(tags('engineering')))).toMatchObject(
      invalid('principal_tags passed in claim is not in correct format.'),
    );
  });

  it('has no header that must be understood', async () => {
    expect(await assume(await token({}, { crit: ['custom'], custom: 'yes' }))).toMatchObject(
      invalid(
        'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)',
      ),
    );
  });

  it.each(['unknown', ''])('names a key of the provider: not %j', async (kid) => {
    expect(await assume(await token({}, { kid }))).toMatchObject(
      invalid(
        "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements",
      ),
    );
  });

  it('names the key that signed it, or none where the provider has but one', async () => {
    const kid = keyIdOf(await identityProviders.publicKey({ issuer, algorithm: 'RS256' }));
    expect((await assume(await token({}, { kid }))).status).toBe(200);
    expect((await assume(await token())).status).toBe(200);
  });

  it('comes without a ProviderId', async () => {
    for (const ProviderId of ['accounts.google.com', 'https://www.amazon.com', 'custom.example.test']) {
      expect(await assume(await token(), { ProviderId })).toMatchObject({
        status: 403,
        code: 'AccessDenied',
        message:
          'Unrecognized OAuth provider. Do not include a provider parameter when submitting OpenIDConnect ID tokens',
      });
    }
    expect(await assume(await token(), { ProviderId: 'www.amazon.com' })).toMatchObject(
      invalid('Provided Token is not a Login With Amazon token'),
    );
    expect((await assume(await token(), { ProviderId: 'graph.facebook.com' })).code).toBe('IDPRejectedClaim');
  });
});

describe('in the trust policy', () => {
  const equals = (key: string, value: () => string) => (): object => ({ StringEquals: { [key]: value() } });
  it.each([
    ['aws:PrincipalAccount is the account', equals('aws:PrincipalAccount', () => world.accountId), 200],
    ['aws:PrincipalAccount is not anonymous', equals('aws:PrincipalAccount', () => 'anonymous'), 403],
    ['aws:PrincipalType is User', equals('aws:PrincipalType', () => 'User'), 200],
    ['aws:PrincipalType is not FederatedUser', equals('aws:PrincipalType', () => 'FederatedUser'), 403],
    ['aws:PrincipalType is not AssumedRole', equals('aws:PrincipalType', () => 'AssumedRole'), 403],
    ['aws:userid is the provider', equals('aws:userid', () => providerArn), 200],
    ['aws:userid is not the subject', equals('aws:userid', () => 'subject'), 403],
    ['aws:userid is not both', equals('aws:userid', () => `${providerArn}:subject`), 403],
    ['aws:PrincipalArn is absent', () => ({ Null: { 'aws:PrincipalArn': 'true' } }), 200],
    ['aws:PrincipalArn is not the provider', equals('aws:PrincipalArn', () => providerArn), 403],
  ])('%s', async (_what, condition, status) => {
    roleArn = await roleWith(trusting({ Federated: providerArn }, condition(), webIdentity));
    expect((await assume(await token())).status).toBe(status);
  });
});

// saml_trust_aws.json, beside it, "principal_aws_star"
it('everybody in AWS is nobody for whom a provider vouches', async () => {
  roleArn = await roleWith(trusting({ AWS: '*' }, undefined, webIdentity));
  expect(await assume(await token())).toMatchObject({ status: 403, code: 'AccessDenied' });
});
