// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html

import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { roleKey } from '../../../../src/cloud/keys.ts';
import type { Credentials } from '../../../../src/core/sigv4/credentials.ts';
import { makeKeyPairs } from '../../../../src/engine/key-pairs.ts';
import { allow, element, makeWorld, type Reply, type World } from '../world.ts';
import { addRole, credentialsIn, idToken, putRolePolicy, sts, trusting, unsignedSts } from './sandbox.ts';

const host = 'token.actions.githubusercontent.com';
const issuer = `https://${host}`;
// One for all: to make an RSA key takes a while.
const identityProviders = makeKeyPairs();

let world: World;
let root: Credentials;
let providerArn: string;
let roleArn: string;
let seconds: number;

beforeAll(() => idToken(identityProviders, { iss: issuer }));

beforeEach(async () => {
  world = await makeWorld({ identityProviders });
  root = await world.actAs(world.rootArn);
  seconds = world.clock.sandbox / 1000;
  await world.query(root, 'CreateOpenIDConnectProvider', {
    Url: issuer,
    'ClientIDList.member.1': 'sts.amazonaws.com',
  });
  providerArn = `arn:aws:iam::${world.accountId}:oidc-provider/${host}`;
  roleArn = await addRole(world, {
    roleName: 'Deploy',
    trustPolicy: trusting(
      { Federated: providerArn },
      {
        StringEquals: { [`${host}:aud`]: 'sts.amazonaws.com' },
        StringLike: { [`${host}:sub`]: 'repo:octo-org/octo-repo:*' },
      },
      'sts:AssumeRoleWithWebIdentity',
    ),
  });
});

type Claims = Readonly<Record<string, unknown>>;

const claimsOf = (more: Claims = {}) => ({
  iss: issuer,
  aud: 'sts.amazonaws.com',
  sub: 'repo:octo-org/octo-repo:ref:refs/heads/main',
  iat: seconds,
  nbf: seconds - 10,
  exp: seconds + 300,
  jti: 'example-id',
  ...more,
});
const token = (more: Claims = {}): Promise<string> => idToken(identityProviders, claimsOf(more));
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

async function trustStatement(statement: object): Promise<void> {
  await world.store.write(async (tables) => {
    const role = await tables.roles.get(roleKey(world.accountId, 'Deploy'));
    if (role === undefined) throw new Error('no role');
    const trustPolicy = JSON.parse(role.trustPolicy) as { Statement: object[] };
    await tables.roles.put({
      ...role,
      trustPolicy: JSON.stringify({ ...trustPolicy, Statement: [...trustPolicy.Statement, statement] }),
    });
  });
}

describe('a token of a provider in the sandbox', () => {
  it('gives credentials to who signs nothing', async () => {
    const reply = await assume(await token());
    expect(reply.status).toBe(200);
    expect(element(reply.text, 'SubjectFromWebIdentityToken')).toBe(claimsOf().sub);
    expect(element(reply.text, 'Audience')).toBe('sts.amazonaws.com');
    expect(element(reply.text, 'Provider')).toBe(providerArn);
    expect(element(reply.text, 'Expiration')).toBe('2026-11-22T10:30:00Z');
    const session = credentialsIn(reply);
    const who = await sts(world, session, 'GetCallerIdentity');
    expect(element(who.text, 'Arn')).toBe(`arn:aws:sts::${world.accountId}:assumed-role/Deploy/build`);
  });

  it('is in the trail as a web identity, without the token', async () => {
    const text = await token();
    const session = credentialsIn(await assume(text));
    const event = (await world.events()).at(-1);
    expect(event).toMatchObject({
      eventName: 'AssumeRoleWithWebIdentity',
      recipientAccountId: world.accountId,
      userIdentity: {
        type: 'WebIdentityUser',
        principalId: `${providerArn}:sts.amazonaws.com:${claimsOf().sub}`,
        userName: claimsOf().sub,
        identityProvider: providerArn,
      },
      requestParameters: { roleArn, roleSessionName: 'build' },
      responseElements: {
        subjectFromWebIdentityToken: claimsOf().sub,
        provider: providerArn,
        audience: 'sts.amazonaws.com',
        credentials: { accessKeyId: session.accessKeyId },
      },
    });
    expect(event?.['userIdentity']).not.toHaveProperty('accessKeyId');
    const kept = await world.store.read(async (tables) => [
      ...(await tables.events.all()),
      ...(await tables.traces.all()),
    ]);
    const [head = '', body = '', tail = ''] = text.split('.');
    for (const part of [text, `${head}.${body}`, tail, session.secretAccessKey, session.sessionToken ?? '']) {
      expect(JSON.stringify(kept)).not.toContain(part);
    }
  });

  it('leaves aud, sub and amr to the session, and the provider', async () => {
    await putRolePolicy(world, root, 'Deploy', allow('iam:ListUsers'));
    const session = credentialsIn(
      await assume(await token({ amr: ['authenticated', host], email: 'a@example.com' })),
    );
    const traces = async () => (await world.store.read((tables) => tables.traces.all())).at(-1)?.trace;
    expect((await traces())?.authorization?.checks[0]?.request).toMatchObject({
      principal: providerArn,
      action: 'sts:AssumeRoleWithWebIdentity',
      resource: roleArn,
      context: {
        [`${host}:aud`]: 'sts.amazonaws.com',
        [`${host}:oaud`]: 'sts.amazonaws.com',
        [`${host}:sub`]: claimsOf().sub,
        [`${host}:amr`]: ['authenticated', host],
        [`${host}:email`]: 'a@example.com',
        'sts:RoleSessionName': 'build',
      },
    });
    expect((await world.query(session, 'ListUsers')).status).toBe(200);
    const context = (await traces())?.authorization?.checks[0]?.request.context ?? {};
    expect(context).toMatchObject({
      'aws:FederatedProvider': providerArn,
      [`${host}:aud`]: 'sts.amazonaws.com',
      [`${host}:sub`]: claimsOf().sub,
      [`${host}:amr`]: ['authenticated', host],
      'aws:PrincipalType': 'AssumedRole',
    });
    expect(context).not.toHaveProperty(`${host}:email`);
    expect(context).not.toHaveProperty(`${host}:oaud`);
  });

  it('may come signed all the same: the token decides', async () => {
    const reply = await sts(world, root, 'AssumeRoleWithWebIdentity', {
      RoleArn: roleArn,
      RoleSessionName: 'build',
      WebIdentityToken: await token(),
    });
    expect(reply.status).toBe(200);
  });

  it('limits by session policies and lasts as long as the role allows', async () => {
    await putRolePolicy(world, root, 'Deploy', allow('iam:*'));
    const limited = credentialsIn(await assume(await token(), { Policy: allow('iam:ListUsers') }));
    expect((await world.query(limited, 'ListUsers')).status).toBe(200);
    expect((await world.query(limited, 'ListRoles')).message).toContain('no session policy');
    expect(await assume(await token(), { DurationSeconds: '7200' })).toMatchObject({
      code: 'ValidationError',
      message: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    });
    expect((await assume(await token(), { Policy: '{' })).code).toBe('MalformedPolicyDocument');
  });

  it('takes ES384 too', async () => {
    const reply = await assume(await idToken(identityProviders, claimsOf(), { algorithm: 'ES384' }));
    expect(element(reply.text, 'Audience')).toBe('sts.amazonaws.com');
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_adding-assume-role-idp
describe('session tags and source identity', () => {
  const nested = {
    'https://aws.amazon.com/tags': {
      principal_tags: { Project: ['Automation'], CostCenter: ['987654'] },
      transitive_tag_keys: ['Project'],
    },
  };
  const flat = {
    'https://aws.amazon.com/tags/principal_tags/Project': 'Automation',
    'https://aws.amazon.com/tags/principal_tags/CostCenter': '987654',
    'https://aws.amazon.com/tags/transitive_tag_keys': ['Project'],
  };

  it.each([
    ['nested', nested],
    ['flattened', flat],
  ])('come in the token, %s, and take sts:TagSession', async (_form, claims) => {
    expect(await assume(await token(claims))).toMatchObject({
      status: 403,
      code: 'AccessDenied',
      message: 'Not authorized to perform sts:TagSession',
    });
    await trustStatement({
      Effect: 'Allow',
      Principal: { Federated: providerArn },
      Action: 'sts:TagSession',
      Condition: {
        StringEquals: { 'aws:RequestTag/Project': 'Automation', 'sts:TransitiveTagKeys': 'Project' },
      },
    });
    await putRolePolicy(world, root, 'Deploy', allow('iam:ListUsers'));
    const session = credentialsIn(await assume(await token(claims)));
    await world.query(session, 'ListUsers');
    const trace = (await world.store.read((tables) => tables.traces.all())).at(-1)?.trace;
    expect(trace?.authorization?.checks[0]?.request.context).toMatchObject({
      'aws:PrincipalTag/Project': 'Automation',
      'aws:PrincipalTag/CostCenter': '987654',
    });
  });

  it('have one value each, and transitive ones are among them', async () => {
    const two = { 'https://aws.amazon.com/tags': { principal_tags: { Project: ['A', 'B'] } } };
    expect((await assume(await token(two))).code).toBe('InvalidIdentityToken');
    const loose = { 'https://aws.amazon.com/tags': { transitive_tag_keys: ['Project'] } };
    expect(await assume(await token(loose))).toMatchObject({ code: 'InvalidParameterValue' });
  });

  it('source identity takes sts:SetSourceIdentity, and stays', async () => {
    const claims = { 'https://aws.amazon.com/source_identity': 'Admin' };
    expect((await assume(await token(claims))).message).toBe(
      'Not authorized to perform sts:SetSourceIdentity',
    );
    await trustStatement({
      Effect: 'Allow',
      Principal: { Federated: providerArn },
      Action: 'sts:SetSourceIdentity',
    });
    const reply = await assume(await token(claims));
    expect(element(reply.text, 'SourceIdentity')).toBe('Admin');
    const bad = await assume(await token({ 'https://aws.amazon.com/source_identity': 'aws:x' }));
    expect(bad).toMatchObject({ status: 400, code: 'InvalidIdentityToken' });
  });
});

describe('is refused', () => {
  it('where the trust policy does not allow it', async () => {
    const reply = await assume(await token({ sub: 'repo:somebody-else/repo:ref:refs/heads/main' }));
    expect(reply).toMatchObject({
      status: 403,
      code: 'AccessDenied',
      message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity',
    });
    const absent = await assume(await token(), { RoleArn: roleArn.replace('Deploy', 'Nobody') });
    expect(absent).toMatchObject({ status: 403, code: 'AccessDenied', message: reply.message });
  });

  it.each([
    ['missing an audience', { aud: undefined }, invalid('Missing a required claim: aud')],
    ['missing a subject', { sub: undefined }, invalid('Missing a required claim: sub')],
    ['missing an end', { exp: undefined }, invalid('Missing a required claim: exp')],
    ['missing a beginning', { iat: undefined }, invalid('Missing a required claim: iat')],
    ['for somebody else', { aud: 'other' }, notValidated],
  ] as const)('%s', async (_what, claims, expected) => {
    expect(await assume(await token(claims))).toMatchObject(expected);
  });

  it('when it has expired by the sandbox’s clock, and when it is yet to be', async () => {
    const text = await token();
    world.clock.sandbox += 600_000;
    expect(await assume(text)).toMatchObject({
      status: 400,
      code: 'ExpiredTokenException',
      message: `Token expired: current date/time ${seconds + 300} must be before the expiration date/time ${seconds + 300}`,
    });
    world.clock.sandbox -= 1_000_000;
    expect((await assume(text)).code).toBe('InvalidIdentityToken');
  });

  it('when a byte of it is changed', async () => {
    const [head = '', , tail = ''] = (await token()).split('.');
    const [, body = ''] = (await token({ sub: 'repo:octo-org/octo-repo:evil' })).split('.');
    expect(await assume(`${head}.${body}.${tail}`)).toMatchObject(notValidated);
  });

  it('when another provider of the sandbox signed it', async () => {
    const forged = await idToken(identityProviders, claimsOf(), { signedBy: 'https://evil.example.com' });
    expect((await assume(forged)).code).toBe('InvalidIdentityToken');
  });

  it('when it is not signed at all, or with a secret', async () => {
    const [, body = '', tail = ''] = (await token()).split('.');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    expect((await assume(`${none}.${body}.${tail}`)).code).toBe('InvalidIdentityToken');
    expect(await assume(`${none}.${body}.`)).toMatchObject(
      invalid(
        'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)',
      ),
    );
    const secret = Buffer.from('{"alg":"HS256"}').toString('base64url');
    expect((await assume(`${secret}.${body}.${tail}`)).message).toContain('RSA keys');
  });

  it('when it is a real provider’s: read, and never taken', async () => {
    const real = 'https://gitlab.example.com';
    await world.query(root, 'CreateOpenIDConnectProvider', { Url: real, 'ClientIDList.member.1': 'app' });
    const [, body = ''] = (
      await idToken(
        identityProviders,
        { ...claimsOf(), iss: real },
        { signedBy: 'https://other.example.com' },
      )
    ).split('.');
    const head = Buffer.from('{"alg":"RS256","kid":"1"}').toString('base64url');
    expect(await assume(`${head}.${body}.AAAA`)).toMatchObject(
      invalid(
        "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements",
      ),
    );
  });

  it('when the account has no such provider', async () => {
    await world.query(root, 'DeleteOpenIDConnectProvider', { OpenIDConnectProviderArn: providerArn });
    expect(await assume(await token())).toMatchObject(notValidated);
    const elsewhere = await assume(await token(), { RoleArn: 'arn:aws:iam::999999999999:role/Deploy' });
    expect(elsewhere).toMatchObject(notValidated);
    expect((await world.events()).at(-1)).toMatchObject({
      errorCode: 'InvalidIdentityToken',
      userIdentity: { accountId: 'ANONYMOUS_PRINCIPAL' },
    });
  });

  it('when no provider can be reached', async () => {
    const alone = await makeWorld();
    const caller = await alone.actAs(alone.rootArn);
    await alone.query(caller, 'CreateOpenIDConnectProvider', { Url: issuer });
    const reply = await unsignedSts(alone, 'AssumeRoleWithWebIdentity', {
      RoleArn: `arn:aws:iam::${alone.accountId}:role/Deploy`,
      RoleSessionName: 'build',
      WebIdentityToken: await token(),
    });
    expect(reply).toMatchObject({ status: 400, code: 'IDPCommunicationError' });
  });

  it('when it is an OAuth 2.0 access token, which only its provider could verify', async () => {
    expect(await assume('Atza|IQEBLjAsAhRFiXuW', { ProviderId: 'www.amazon.com' })).toMatchObject({
      status: 403,
      code: 'IDPRejectedClaim',
    });
  });

  it('without its parameters, before anybody is looked for', async () => {
    expect(await unsignedSts(world, 'AssumeRoleWithWebIdentity', { RoleArn: roleArn })).toMatchObject({
      status: 400,
      code: 'ValidationError',
    });
    expect((await assume(await token(), { RoleArn: 'not-an-arn-but-long-enough' })).message).toBe(
      'not-an-arn-but-long-enough is invalid',
    );
  });
});

// "The URL is case-sensitive" (id_roles_providers_create_oidc).
describe('issuers whose URLs differ by case alone', () => {
  const [upper, lower] = ['login.example.com/TenantA', 'login.example.com/tenanta'];

  beforeAll(async () => {
    for (const name of [upper, lower]) await idToken(identityProviders, { iss: `https://${name}` });
  });

  beforeEach(async () => {
    for (const [name, client] of [
      [upper, 'a'],
      [lower, 'b'],
    ] as const) {
      await world.query(root, 'CreateOpenIDConnectProvider', {
        Url: `https://${name}`,
        'ClientIDList.member.1': client,
      });
    }
    // "Condition key names are not case-sensitive" (reference_policies_elements_condition): the principal tells them apart.
    roleArn = await addRole(world, {
      roleName: 'Tenant',
      trustPolicy: trusting(
        { Federated: `arn:aws:iam::${world.accountId}:oidc-provider/${upper}` },
        { StringEquals: { [`${lower}:sub`]: 'jane' } },
        'sts:AssumeRoleWithWebIdentity',
      ),
    });
  });

  const assumeAs = async (name: string, aud: string): Promise<Reply> =>
    assume(await token({ iss: `https://${name}`, sub: 'jane', aud }));

  it('are of two providers with clients and roles of their own', async () => {
    expect((await assumeAs(upper, 'a')).status).toBe(200);
    expect(await assumeAs(upper, 'b')).toMatchObject(notValidated);
    expect(await assumeAs(lower, 'a')).toMatchObject(notValidated);
    expect((await assumeAs(lower, 'b')).message).toBe(
      'Not authorized to perform sts:AssumeRoleWithWebIdentity',
    );
  });

  it('are not known by a host in another case', async () => {
    expect(await assumeAs(upper.replace('login', 'Login'), 'a')).toMatchObject(notValidated);
  });
});

it('other operations still want a signature', async () => {
  for (const action of ['AssumeRole', 'GetCallerIdentity', 'GetSessionToken']) {
    expect(await unsignedSts(world, action, {})).toMatchObject({
      status: 403,
      code: 'MissingAuthenticationToken',
    });
  }
});
