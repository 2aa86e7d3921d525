// What each kind of credentials cannot be used for, through the whole endpoint, with everything allowed.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_sts-comparison.html

import { beforeAll, describe, expect, it } from 'vitest';
import { issueSamlAssertion, samlMetadataOf } from '../../../../src/cloud/idp/issue-saml-assertion.ts';
import { githubActionsToken, githubIssuer } from '../../../../src/cloud/idp/github-actions.ts';
import { issueIdToken } from '../../../../src/cloud/idp/issue-id-token.ts';
import { userKey } from '../../../../src/cloud/keys.ts';
import type { CredentialLimit } from '../../../../src/cloud/limits-of-credentials.ts';
import type { Credentials } from '../../../../src/core/sigv4/credentials.ts';
import { makeKeyPairs } from '../../../../src/engine/key-pairs.ts';
import { allow, element, makeWorld, start, type World } from '../world.ts';
import {
  addDevice,
  addRole,
  codeAt,
  credentialsIn,
  putRolePolicy,
  putUserPolicy,
  sts,
  unsignedSts,
} from './sandbox.ts';

const operations = [
  'GetCallerIdentity',
  'AssumeRole',
  'GetSessionToken',
  'GetFederationToken',
  'GetAccessKeyInfo',
  'DecodeAuthorizationMessage',
  'GetWebIdentityToken',
  'GetDelegatedAccessToken',
  'iam:ListUsers',
] as const;

type Name = (typeof operations)[number];
type Limits = Readonly<Partial<Record<Name, CredentialLimit>>>;

/** "Cannot call AWS STS API operations except AssumeRole or GetCallerIdentity." */
const ofSessionToken: Limits = {
  GetSessionToken: 'session-token-in-sts',
  GetFederationToken: 'session-token-in-sts',
  GetAccessKeyInfo: 'session-token-in-sts',
  DecodeAuthorizationMessage: 'session-token-in-sts',
  GetWebIdentityToken: 'session-token-in-sts',
  GetDelegatedAccessToken: 'session-token-in-sts',
};

/** "Cannot call GetFederationToken or GetSessionToken." */
const ofRole: Limits = { GetSessionToken: 'role-session', GetFederationToken: 'role-session' };

const ofConsole: Limits = { GetSessionToken: 'console-session', GetFederationToken: 'console-session' };

const kinds = {
  'a key of root': { AssumeRole: 'root-user' },
  'root in the console': { ...ofConsole, AssumeRole: 'root-user' },
  'a session token of root': {
    ...ofSessionToken,
    AssumeRole: 'root-user',
    'iam:ListUsers': 'session-token-without-mfa',
  },
  'a key of a user': {},
  'a user in the console': ofConsole,
  'a session token': { ...ofSessionToken, 'iam:ListUsers': 'session-token-without-mfa' },
  'a session token with MFA': ofSessionToken,
  'a role session': ofRole,
  'a role session by an ID token': ofRole,
  'a role session by an assertion': ofRole,
  'a role in the console': ofRole,
  'a federation token': {
    AssumeRole: 'federation-token-in-sts',
    GetSessionToken: 'federation-token-in-sts',
    GetFederationToken: 'federation-token-in-sts',
    GetAccessKeyInfo: 'federation-token-in-sts',
    DecodeAuthorizationMessage: 'federation-token-in-sts',
    GetWebIdentityToken: 'federation-token-in-sts',
    GetDelegatedAccessToken: 'federation-token-in-sts',
    'iam:ListUsers': 'federation-token-in-iam',
  },
} as const satisfies Readonly<Record<string, Limits>>;

type Kind = keyof typeof kinds;

const identityProviders = makeKeyPairs();
const samlIssuer = 'https://idp.example.com/saml';
const ids = { randomBytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) };

let world: World;
let roleArn: string;
let held: Readonly<Record<Kind, Credentials>>;

beforeAll(async () => {
  world = await makeWorld({ identityProviders });
  const { accountId } = world;
  const root = await world.actAs(world.rootArn);
  await world.query(root, 'CreateUser', { UserName: 'alice' });
  await putUserPolicy(world, root, 'alice', allow('*'));
  const alice = await world.keyOf(root, 'alice');
  const made = await world.query(root, 'CreateAccessKey');
  const rootKey = {
    accessKeyId: element(made.text, 'AccessKeyId') ?? '',
    secretAccessKey: element(made.text, 'SecretAccessKey') ?? '',
  };
  await world.query(root, 'EnableOutboundWebIdentityFederation');
  await world.query(root, 'CreateOpenIDConnectProvider', {
    Url: githubIssuer,
    'ClientIDList.member.1': 'sts.amazonaws.com',
  });
  await world.query(root, 'CreateSAMLProvider', {
    Name: 'Example',
    SAMLMetadataDocument: await samlMetadataOf(identityProviders, samlIssuer, { now: start }),
  });
  const oidc = `arn:aws:iam::${accountId}:oidc-provider/token.actions.githubusercontent.com`;
  const saml = `arn:aws:iam::${accountId}:saml-provider/Example`;
  roleArn = await addRole(world, {
    roleName: 'Everything',
    trustPolicy: {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: { AWS: accountId }, Action: 'sts:AssumeRole' },
        {
          Effect: 'Allow',
          Principal: { Federated: oidc },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: {
            StringEquals: {
              'token.actions.githubusercontent.com:sub': 'repo:octo-org/octo-repo:environment:Production',
            },
          },
        },
        { Effect: 'Allow', Principal: { Federated: saml }, Action: 'sts:AssumeRoleWithSAML' },
      ],
    },
  });
  await putRolePolicy(world, root, 'Everything', allow('*'));
  const device = await addDevice(world, userKey(accountId, 'alice'));
  const at = { now: world.clock.sandbox, ids };
  const form = githubActionsToken({
    owner: 'octo-org',
    repository: 'octo-repo',
    trigger: { kind: 'environment', environment: 'Production', branch: 'main' },
  });
  const assertion = {
    issuer: samlIssuer,
    subject: 'jane',
    roles: [{ roleArn, providerArn: saml }],
    roleSessionName: 'jane',
  };
  held = {
    'a key of root': rootKey,
    'root in the console': root,
    'a session token of root': credentialsIn(await sts(world, rootKey, 'GetSessionToken')),
    'a key of a user': alice,
    'a user in the console': await world.actAs(`arn:aws:iam::${accountId}:user/alice`),
    'a session token': credentialsIn(await sts(world, alice, 'GetSessionToken')),
    'a session token with MFA': credentialsIn(
      await sts(world, alice, 'GetSessionToken', {
        SerialNumber: device,
        TokenCode: codeAt(world.clock.device),
      }),
    ),
    'a role session': credentialsIn(
      await sts(world, alice, 'AssumeRole', { RoleArn: roleArn, RoleSessionName: 'session' }),
    ),
    'a role session by an ID token': credentialsIn(
      await unsignedSts(world, 'AssumeRoleWithWebIdentity', {
        RoleArn: roleArn,
        RoleSessionName: 'session',
        WebIdentityToken: await issueIdToken(identityProviders, form, at),
      }),
    ),
    'a role session by an assertion': credentialsIn(
      await unsignedSts(world, 'AssumeRoleWithSAML', {
        RoleArn: roleArn,
        PrincipalArn: saml,
        SAMLAssertion: await issueSamlAssertion(identityProviders, assertion, at),
      }),
    ),
    'a role in the console': await world.actAs(roleArn),
    'a federation token': credentialsIn(
      await sts(world, alice, 'GetFederationToken', { Name: 'Bob', Policy: allow('*') }),
    ),
  };
});

const parameters: Readonly<Record<Name, () => Readonly<Record<string, string>>>> = {
  GetCallerIdentity: () => ({}),
  AssumeRole: () => ({ RoleArn: roleArn, RoleSessionName: 'again' }),
  GetSessionToken: () => ({}),
  GetFederationToken: () => ({ Name: 'Carol' }),
  GetAccessKeyInfo: () => ({ AccessKeyId: held['a key of a user'].accessKeyId }),
  DecodeAuthorizationMessage: () => ({ EncodedMessage: 'none' }),
  GetWebIdentityToken: () => ({ 'Audience.member.1': 'test', SigningAlgorithm: 'ES384' }),
  GetDelegatedAccessToken: () => ({ TradeInToken: 'none' }),
  'iam:ListUsers': () => ({}),
};

/** Where no limit is reached, and everything is allowed. */
const otherwise: Readonly<Partial<Record<Name, string>>> = {
  DecodeAuthorizationMessage: 'InvalidAuthorizationMessageException',
  GetDelegatedAccessToken: 'ExpiredTradeInTokenException',
};

const refusals: Readonly<Record<CredentialLimit, (name: string) => object>> = {
  'session-token-without-mfa': () => invalidToken,
  'federation-token-in-iam': () => invalidToken,
  'session-token-in-sts': (name) => notWith(name),
  'federation-token-in-sts': (name) => notWith(name),
  'role-session': (name) => notWith(name),
  'console-session': (name) => notWith(name),
  'root-user': () => ({
    status: 403,
    code: 'AccessDenied',
    message: 'Roles may not be assumed by root accounts.',
  }),
};

const invalidToken = {
  status: 403,
  code: 'InvalidClientTokenId',
  message: 'The security token included in the request is invalid',
};

function notWith(name: string) {
  return { status: 403, code: 'AccessDenied', message: `Cannot call ${name} with session credentials` };
}

describe.each(Object.entries(kinds) as [Kind, Limits][])('with %s', (kind, limits) => {
  it.each(operations.map((name) => [name, limits[name]] as const))('%s: %s', async (name, limit) => {
    const reply =
      name === 'iam:ListUsers'
        ? await world.query(held[kind], 'ListUsers')
        : await sts(world, held[kind], name, parameters[name]());
    const trace = (await world.store.read((tables) => tables.traces.all())).at(-1)?.trace;
    expect(trace?.requestId).toBe(reply.requestId);
    expect(trace?.credentialLimit).toBe(limit);
    if (limit === undefined) expect(reply.code, reply.text).toBe(otherwise[name]);
    else {
      expect(reply).toMatchObject(refusals[limit](name));
      // Refused before any policy was asked.
      expect(trace?.authorization).toBeUndefined();
    }
  });
});

// A token says who asks, whoever signs.
it.each(Object.keys(kinds) as Kind[])('AssumeRoleWithWebIdentity is open to %s', async (kind) => {
  const form = githubActionsToken({
    owner: 'octo-org',
    repository: 'octo-repo',
    trigger: { kind: 'environment', environment: 'Production', branch: 'main' },
  });
  const reply = await sts(world, held[kind], 'AssumeRoleWithWebIdentity', {
    RoleArn: roleArn,
    RoleSessionName: 'session',
    WebIdentityToken: await issueIdToken(identityProviders, form, { now: world.clock.sandbox, ids }),
  });
  expect(reply.status).toBe(200);
});

describe('the names of limits', () => {
  it('are all reached by somebody', () => {
    const reached = new Set(Object.values(kinds).flatMap((limits: Limits) => Object.values(limits)));
    expect([...reached].sort()).toEqual(Object.keys(refusals).sort());
  });
});
