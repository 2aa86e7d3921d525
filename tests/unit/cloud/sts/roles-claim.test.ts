// `sts:RoleAuthorizedByIdp`: "Filters access based on whether the identity provider authorized the role via the roles
// claim in the OIDC token".
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_sts.html
// What AWS does with the claim was observed by others, and these are their cases:
// https://awsteele.com/blog/2026/07/13/oidc-tokens-can-restrict-which-aws-roles-they-assume.html
// https://github.com/radkawar/stackd/tree/9dc356f5e5cc49d2d334178a09c1398dd1c62617/internal/services/sts/testdata/oidc

import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { issueIdToken } from '../../../../src/cloud/idp/issue-id-token.ts';
import type { Credentials } from '../../../../src/core/sigv4/credentials.ts';
import { makeKeyPairs } from '../../../../src/engine/key-pairs.ts';
import { allow, makeWorld, type Reply, type World } from '../world.ts';
import { addRole, credentialsIn, idToken, putRolePolicy, sts, trusting, unsignedSts } from './sandbox.ts';

const issuer = 'https://idp.example.com';
const rolesClaim = 'https://aws.amazon.com/roles';
const webIdentity = 'sts:AssumeRoleWithWebIdentity';
const ids = { randomBytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) };
// One for all: to make an RSA key takes a while.
const identityProviders = makeKeyPairs();

let world: World;
let root: Credentials;
let providerArn: string;
let roleArn: string;
let otherArn: string;

beforeAll(() => idToken(identityProviders, { iss: issuer }));

beforeEach(async () => {
  world = await makeWorld({ identityProviders });
  root = await world.actAs(world.rootArn);
  await world.query(root, 'CreateOpenIDConnectProvider', {
    Url: issuer,
    'ClientIDList.member.1': 'sts.amazonaws.com',
  });
  providerArn = `arn:aws:iam::${world.accountId}:oidc-provider/idp.example.com`;
  roleArn = await roleWith();
  otherArn = `arn:aws:iam::${world.accountId}:role/Other`;
});

const roleWith = (condition?: object, actions: readonly string[] = [webIdentity]): Promise<string> =>
  addRole(world, {
    roleName: 'Deploy',
    path: '/ci/',
    trustPolicy: trusting({ Federated: providerArn }, condition, actions),
  });

type Claims = Readonly<Record<string, unknown>>;

function token(more: Claims = {}): Promise<string> {
  const now = world.clock.sandbox / 1000;
  const claims = {
    iss: issuer,
    aud: 'sts.amazonaws.com',
    sub: 'deployer',
    iat: now,
    exp: now + 300,
    ...more,
  };
  return idToken(identityProviders, claims);
}

const assume = (WebIdentityToken: string): Promise<Reply> =>
  unsignedSts(world, 'AssumeRoleWithWebIdentity', {
    RoleArn: roleArn,
    RoleSessionName: 'build',
    WebIdentityToken,
  });
const assumeWith = async (roles: unknown): Promise<Reply> => assume(await token({ [rolesClaim]: roles }));
const lastTrace = async () => (await world.store.read((tables) => tables.traces.all())).at(-1)?.trace;
const lastEvent = async () => (await world.events()).at(-1);

describe('a token that names the role', () => {
  it.each<[string, () => unknown]>([
    ['alone', () => roleArn],
    ['in an array', () => [roleArn]],
    ['among others', () => [otherArn, roleArn]],
    ['twice', () => [roleArn, roleArn]],
    ['between semicolons', () => `${otherArn};${roleArn}`],
    ['after a semicolon and a space', () => `${otherArn}; ${roleArn}`],
    ['before a semicolon', () => `${roleArn};`],
    ['with space around it', () => ` ${roleArn} `],
    ['beside what is no ARN', () => ['not-an-arn', roleArn]],
    ['beside what is no text', () => [123, null, roleArn]],
  ])('%s, may assume it', async (_what, roles) => {
    expect((await assumeWith(roles())).status).toBe(200);
    expect((await lastEvent())?.['additionalEventData']).toEqual({ RoleAuthorizedByIdp: true });
  });

  it('is told from one that says nothing of roles, or null', async () => {
    for (const claims of [{}, { [rolesClaim]: null }]) {
      expect((await assume(await token(claims))).status).toBe(200);
      expect(await lastEvent()).not.toHaveProperty('additionalEventData');
    }
  });
});

describe('a token that does not name the role is refused, whatever its trust policy says', () => {
  const absent = 'The target role ARN is not present in the roles claim of the identity token';
  const none = 'The roles claim contains no valid role ARNs';
  const unsupported = 'The roles claim is not in a supported format';

  it.each<[string, () => unknown, string]>([
    ['another role', () => [otherArn], absent],
    ['a role of another account', () => roleArn.replace(world.accountId, '999999999999'), absent],
    ['without its path', () => roleArn.replace('/ci/', '/'), absent],
    ['its name in another case', () => roleArn.replace('Deploy', 'deploy'), absent],
    ['all of it in another case', () => roleArn.toUpperCase(), none],
    ['every role', () => `arn:aws:iam::${world.accountId}:role/*`, none],
    ['a name', () => 'Deploy', none],
    ['a list with commas', () => `${otherArn},${roleArn}`, none],
    ['an array in an array', () => [[roleArn]], none],
    ['an empty array', () => [], none],
    ['an empty text', () => '', none],
    ['a number', () => 123, unsupported],
    ['a boolean', () => true, unsupported],
    ['an object', () => ({ role: roleArn }), unsupported],
  ])('%s', async (_what, roles, message) => {
    expect(await assumeWith(roles())).toMatchObject({ status: 400, code: 'InvalidIdentityToken', message });
    const event = await lastEvent();
    expect(event).toMatchObject({ errorCode: 'InvalidIdentityToken', errorMessage: message });
    expect(event).not.toHaveProperty('additionalEventData');
    expect(await lastTrace()).not.toHaveProperty('authorization');
  });

  it('before anybody asks whether the role is there', async () => {
    const text = await token({ [rolesClaim]: [otherArn] });
    roleArn = `${roleArn}Absent`;
    expect(await assume(text)).toMatchObject({ code: 'InvalidIdentityToken', message: absent });
  });

  it('though a claim of the condition key’s name says otherwise', async () => {
    roleArn = await roleWith({ Bool: { 'sts:RoleAuthorizedByIdp': 'true' } });
    expect((await assume(await token({ 'sts:RoleAuthorizedByIdp': true }))).code).toBe('AccessDenied');
  });
});

describe('the condition key', () => {
  it.each([
    ['true', 'a token with the claim', (): Claims => ({ [rolesClaim]: roleArn }), 200],
    ['true', 'a token without it', (): Claims => ({}), 403],
    ['false', 'a token with the claim', (): Claims => ({ [rolesClaim]: roleArn }), 403],
    ['false', 'a token without it', (): Claims => ({}), 200],
  ] as const)('where it must be %s: %s', async (value, _what, claims, status) => {
    roleArn = await roleWith({ Bool: { 'sts:RoleAuthorizedByIdp': value } });
    expect((await assume(await token(claims()))).status).toBe(status);
  });

  it('is one of sts:AssumeRoleWithWebIdentity alone, and none of the session', async () => {
    roleArn = await roleWith(undefined, [webIdentity, 'sts:TagSession', 'sts:SetSourceIdentity']);
    await putRolePolicy(world, root, 'Deploy', allow('iam:ListUsers'));
    const reply = await assume(
      await token({
        [rolesClaim]: roleArn,
        'https://aws.amazon.com/tags': { principal_tags: { Project: ['Automation'] } },
        'https://aws.amazon.com/source_identity': 'Admin',
      }),
    );
    const checks = (await lastTrace())?.authorization?.checks ?? [];
    expect(checks.map(({ request }) => [request.action, request.context['sts:RoleAuthorizedByIdp']])).toEqual(
      [
        [webIdentity, 'true'],
        ['sts:TagSession', undefined],
        ['sts:SetSourceIdentity', undefined],
      ],
    );
    await world.query(credentialsIn(reply), 'ListUsers');
    const session = (await lastTrace())?.authorization?.checks[0]?.request.context ?? {};
    expect(session).toHaveProperty(['aws:PrincipalTag/Project'], 'Automation');
    expect(JSON.stringify(session).toLowerCase()).not.toContain('roleauthorizedbyidp');
  });

  it('is no session tag, nor anything else: the claim takes no further permission', async () => {
    expect((await assumeWith([roleArn])).status).toBe(200);
    const { authorization } = (await lastTrace()) ?? {};
    expect(authorization?.checks.map(({ request }) => request.action)).toEqual([webIdentity]);
    const named = Object.entries(authorization?.checks[0]?.request.context ?? {}).filter(([, value]) =>
      JSON.stringify(value).includes(roleArn),
    );
    expect(named).toEqual([]);
  });

  it('is unknown to other ways to a role', async () => {
    const trusted = await addRole(world, { roleName: 'Plain', trustPolicy: trusting(world.rootArn) });
    await world.query(root, 'CreateUser', { UserName: 'alice' });
    await world.query(root, 'PutUserPolicy', {
      UserName: 'alice',
      PolicyName: 'own',
      PolicyDocument: allow('sts:AssumeRole'),
    });
    const alice = await world.keyOf(root, 'alice');
    const reply = await sts(world, alice, 'AssumeRole', { RoleArn: trusted, RoleSessionName: 'a-b' });
    expect(reply.status).toBe(200);
    const context = (await lastTrace())?.authorization?.checks[0]?.request.context ?? {};
    expect(context).not.toHaveProperty(['sts:RoleAuthorizedByIdp']);
  });
});

it('a request that was signed by the device’s clock keeps that in its event, too', async () => {
  world.clock.sandbox += 3_600_000;
  const text = await token({ [rolesClaim]: roleArn });
  const reply = await world.query(
    root,
    'AssumeRoleWithWebIdentity',
    { RoleArn: roleArn, RoleSessionName: 'build', WebIdentityToken: text },
    { service: 'sts', date: new Date(world.clock.device) },
  );
  expect(reply.status).toBe(200);
  expect((await lastEvent())?.['additionalEventData']).toEqual({
    'gatehouse:clock': 'device',
    RoleAuthorizedByIdp: true,
  });
});

describe('the identity provider in the sandbox', () => {
  it('issues tokens for roles', async () => {
    const form = { issuer, audience: 'sts.amazonaws.com', subject: 'deployer' };
    const issue = (roles: readonly string[]): Promise<string> =>
      issueIdToken(identityProviders, { ...form, roles }, { now: world.clock.sandbox, ids });
    expect((await assume(await issue([otherArn, roleArn]))).status).toBe(200);
    expect((await lastEvent())?.['additionalEventData']).toEqual({ RoleAuthorizedByIdp: true });
    expect((await assume(await issue([otherArn]))).code).toBe('InvalidIdentityToken');
  });

  it('says nothing of roles where the form names none', async () => {
    const form = { issuer, audience: 'sts.amazonaws.com', subject: 'deployer', roles: [] };
    const text = await issueIdToken(identityProviders, form, { now: world.clock.sandbox, ids });
    expect((await assume(text)).status).toBe(200);
    expect(await lastEvent()).not.toHaveProperty('additionalEventData');
  });
});
