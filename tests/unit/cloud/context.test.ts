// The condition keys that AWS fills in: who has which, and with what value; read from the questions to the gate as the
// trace keeps them.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html ("Availability" of each key)
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html ("Principal key values")

import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { userKey } from '../../../src/cloud/keys.ts';
import { withEndpointOwner } from '../../../src/cloud/vpc-endpoint-owner.ts';
import type { Credentials } from '../../../src/core/sigv4/credentials.ts';
import { sign } from '../../../src/core/sigv4/sign.ts';
import type { Connection, Header } from '../../../src/core/wire/message.ts';
import { makeKeyPairs } from '../../../src/engine/key-pairs.ts';
import { askedOf } from './iam/request-facts.ts';
import {
  addAccount,
  addDevice,
  addRole,
  codeAt,
  credentialsIn,
  idToken,
  otherAccount,
  sts,
  trusting,
  unsignedSts,
} from './sts/sandbox.ts';
import { allow, connection, element, makeWorld, message, start, type Reply, type World } from './world.ts';

const host = 'token.actions.githubusercontent.com';
const identityProviders = makeKeyPairs();
const minute = 60_000;

let world: World;
let root: Credentials;
let alice: Credentials;
let aliceId: string;
let providerArn: string;

// To make an RSA key takes a while.
beforeAll(() => idToken(identityProviders, { iss: `https://${host}` }));

beforeEach(async () => {
  world = await makeWorld({ identityProviders });
  root = await world.actAs(world.rootArn);
  const made = await world.query(root, 'CreateUser', {
    UserName: 'Alice',
    Path: '/team/',
    'Tags.member.1.Key': 'team',
    'Tags.member.1.Value': 'red',
  });
  aliceId = element(made.text, 'UserId') ?? '';
  await world.query(root, 'PutUserPolicy', {
    UserName: 'Alice',
    PolicyName: 'all',
    PolicyDocument: allow('*'),
  });
  alice = await world.keyOf(root, 'Alice');
  await world.query(root, 'CreateOpenIDConnectProvider', {
    Url: `https://${host}`,
    'ClientIDList.member.1': 'sts.amazonaws.com',
  });
  providerArn = `arn:aws:iam::${world.accountId}:oidc-provider/${host}`;
});

const userArn = (): string => `arn:aws:iam::${world.accountId}:user/team/Alice`;
const deploy = (): Promise<string> =>
  addRole(world, {
    roleName: 'Deploy',
    path: '/ci/',
    roleId: 'AROADEPLOY',
    tags: [
      { key: 'Stage', value: 'test' },
      { key: 'unit', value: 'a' },
    ],
    trustPolicy: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: userArn() },
          Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
        },
        {
          Effect: 'Allow',
          Principal: { Federated: providerArn },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: { StringEquals: { [`${host}:aud`]: 'sts.amazonaws.com' } },
        },
      ],
    },
  });
const aToken = (): Promise<string> =>
  idToken(identityProviders, {
    iss: `https://${host}`,
    aud: 'sts.amazonaws.com',
    sub: 'repo:octo/app:ref:refs/heads/main',
    iat: start / 1000,
    exp: start / 1000 + 300,
  });
const withWebIdentity = async (RoleArn: string): Promise<Reply> =>
  unsignedSts(world, 'AssumeRoleWithWebIdentity', {
    RoleArn,
    RoleSessionName: 'build',
    WebIdentityToken: await aToken(),
  });

type Keys = Readonly<Record<string, string | readonly string[]>>;

/** A request of S3, which anybody may make, with all that it can say of itself. */
async function contextOf(
  credentials: Credentials,
  {
    from = connection,
    region = 'eu-west-1',
    headers = [
      ['User-Agent', 'test/1'],
      ['Referer', 'https://example.com/a'],
    ],
  }: { readonly from?: Connection; readonly region?: string; readonly headers?: readonly Header[] } = {},
): Promise<Keys> {
  const request = message('GET', '/', [['Host', `s3.${region}.amazonaws.com`], ...headers], '');
  const date = new Date(world.clock.sandbox);
  const reply = await world.send(sign(request, { credentials, region, service: 's3', date }).request, from);
  const [asked] = await askedOf(world, reply);
  if (asked === undefined) throw new Error(reply.text);
  return asked.context;
}

/** The same for everybody. */
const common = (): Keys => ({
  'aws:PrincipalAccount': world.accountId,
  'aws:PrincipalIsAWSService': 'false',
  'aws:ResourceAccount': world.accountId,
  'aws:SourceIp': '203.0.113.7',
  'aws:SecureTransport': 'true',
  'aws:UserAgent': 'test/1',
  'aws:Referer': 'https://example.com/a',
  'aws:RequestedRegion': 'eu-west-1',
  'aws:CurrentTime': '2026-11-22T09:31:00Z',
  'aws:EpochTime': String((start + minute) / 1000),
  'aws:ViaAWSService': 'false',
});
const user = (): Keys => ({
  ...common(),
  'aws:PrincipalArn': userArn(),
  'aws:PrincipalType': 'User',
  'aws:userid': aliceId,
  'aws:username': 'Alice',
  'aws:PrincipalTag/team': 'red',
});
const role = (name: string): Keys => ({
  ...common(),
  // The role's, never the session's.
  'aws:PrincipalArn': `arn:aws:iam::${world.accountId}:role/ci/Deploy`,
  'aws:PrincipalType': 'AssumedRole',
  'aws:userid': `AROADEPLOY:${name}`,
  'aws:PrincipalTag/Stage': 'test',
  'aws:PrincipalTag/unit': 'a',
});
const issued = { 'aws:TokenIssueTime': '2026-11-22T09:30:00Z' };
const withoutMfa = { ...issued, 'aws:MultiFactorAuthPresent': 'false' };

// The whole context of each: what is not named here is absent, the organization's keys, aws:CalledVia, aws:SourceArn,
// aws:AssumedRoot and ec2:RoleDelivery among it.
describe('who makes the request', () => {
  const cases: readonly (readonly [string, () => Promise<Credentials>, () => Keys])[] = [
    [
      'root with a key of its own',
      async () => {
        const { text } = await world.query(root, 'CreateAccessKey');
        return {
          accessKeyId: element(text, 'AccessKeyId') ?? '',
          secretAccessKey: element(text, 'SecretAccessKey') ?? '',
        };
      },
      () => ({
        ...common(),
        'aws:PrincipalArn': world.rootArn,
        'aws:PrincipalType': 'Account',
        'aws:userid': world.accountId,
      }),
    ],
    [
      'root in the console',
      () => Promise.resolve(root),
      () => ({
        ...common(),
        ...withoutMfa,
        'aws:PrincipalArn': world.rootArn,
        'aws:PrincipalType': 'Account',
        'aws:userid': world.accountId,
      }),
    ],
    ['a user with a key: no MFA key, not even false', () => Promise.resolve(alice), user],
    ['a user in the console', () => world.actAs(userArn()), () => ({ ...user(), ...withoutMfa })],
    [
      'a user with a session token',
      async () => credentialsIn(await sts(world, alice, 'GetSessionToken')),
      () => ({ ...user(), ...withoutMfa }),
    ],
    [
      'a user with a session token, and MFA: its age in seconds',
      async () => {
        const SerialNumber = await addDevice(world, userKey(world.accountId, 'alice'));
        const TokenCode = codeAt(world.clock.device);
        return credentialsIn(await sts(world, alice, 'GetSessionToken', { SerialNumber, TokenCode }));
      },
      () => ({
        ...user(),
        ...issued,
        'aws:MultiFactorAuthPresent': 'true',
        'aws:MultiFactorAuthAge': '60',
      }),
    ],
    [
      'a federated user: none of the keys of MFA, no user name; its tags over those of who federated',
      async () =>
        credentialsIn(
          await sts(world, alice, 'GetFederationToken', {
            Name: 'Bob',
            Policy: allow('s3:*'),
            'Tags.member.1.Key': 'TEAM',
            'Tags.member.1.Value': 'blue',
          }),
        ),
      () => ({
        ...common(),
        ...issued,
        'aws:PrincipalArn': `arn:aws:sts::${world.accountId}:federated-user/Bob`,
        'aws:PrincipalType': 'FederatedUser',
        'aws:userid': `${world.accountId}:Bob`,
        'aws:PrincipalTag/TEAM': 'blue',
      }),
    ],
    [
      'a role session: tags of session and role, the source identity, MFA false whatever there was',
      async () => {
        const SerialNumber = await addDevice(world, userKey(world.accountId, 'alice'));
        return credentialsIn(
          await sts(world, alice, 'AssumeRole', {
            RoleArn: await deploy(),
            RoleSessionName: 'mine',
            SourceIdentity: 'Alice',
            SerialNumber,
            TokenCode: codeAt(world.clock.device),
            'Tags.member.1.Key': 'unit',
            'Tags.member.1.Value': 'b',
          }),
        );
      },
      () => ({
        ...role('mine'),
        ...withoutMfa,
        'aws:PrincipalTag/unit': 'b',
        'aws:SourceIdentity': 'Alice',
      }),
    ],
    [
      'a role session got with an ID token: the provider and its keys, none of MFA',
      async () => credentialsIn(await withWebIdentity(await deploy())),
      () => ({
        ...role('build'),
        ...issued,
        'aws:FederatedProvider': providerArn,
        [`${host}:aud`]: 'sts.amazonaws.com',
        [`${host}:sub`]: 'repo:octo/app:ref:refs/heads/main',
      }),
    ],
    [
      'a role in the console',
      async () => {
        await deploy();
        return world.actAs(`arn:aws:iam::${world.accountId}:role/ci/Deploy`);
      },
      () => ({ ...role('act-as'), ...withoutMfa }),
    ],
  ];
  it.each(cases)('%s', async (_name, credentialsOf, expected) => {
    const credentials = await credentialsOf();
    world.clock.sandbox += minute;
    world.clock.device += minute;
    expect(await contextOf(credentials)).toEqual(expected());
  });

  it('whom a provider vouches for: what the token says, and the provider for a principal', async () => {
    const roleArn = await deploy();
    const reply = await withWebIdentity(roleArn);
    const [asked] = await askedOf(world, reply);
    expect(asked).toMatchObject({ principal: providerArn, action: 'sts:AssumeRoleWithWebIdentity' });
    expect(asked?.context).toEqual({
      'aws:FederatedProvider': providerArn,
      'aws:PrincipalAccount': world.accountId,
      'aws:PrincipalType': 'User',
      'aws:userid': providerArn,
      [`${host}:aud`]: 'sts.amazonaws.com',
      [`${host}:oaud`]: 'sts.amazonaws.com',
      [`${host}:sub`]: 'repo:octo/app:ref:refs/heads/main',
      'sts:RoleAuthorizedByIdp': 'false',
      'sts:RoleSessionName': 'build',
      'aws:ResourceAccount': world.accountId,
      'aws:ResourceTag/Stage': 'test',
      'aws:ResourceTag/unit': 'a',
      'iam:ResourceTag/Stage': 'test',
      'iam:ResourceTag/unit': 'a',
      'aws:SourceIp': '203.0.113.7',
      'aws:SecureTransport': 'true',
      'aws:UserAgent': 'test/1',
      'aws:RequestedRegion': 'us-east-1',
      'aws:CurrentTime': '2026-11-22T09:30:00Z',
      'aws:EpochTime': String(start / 1000),
      'aws:ViaAWSService': 'false',
    });
  });
});

describe('the connection and the message', () => {
  it('says the VPC and its endpoint, and then no source IP', async () => {
    const through = {
      sourceIp: '10.0.0.5',
      tls: true,
      vpcEndpoint: { id: 'vpce-0123456789abcdef0', vpcId: 'vpc-0123456789abcdef0' },
    };
    const context = await contextOf(alice, { from: through });
    expect(context).toMatchObject({
      'aws:SourceVpce': 'vpce-0123456789abcdef0',
      'aws:SourceVpc': 'vpc-0123456789abcdef0',
      'aws:VpcSourceIp': '10.0.0.5',
    });
    expect(context).not.toHaveProperty(['aws:SourceIp']);
    const without = await contextOf(alice);
    for (const key of ['aws:SourceVpce', 'aws:SourceVpc', 'aws:VpcSourceIp']) {
      expect(without).not.toHaveProperty([key]);
    }
  });

  // condition-keys-vpceaccount: "The following services support this key"; "except for the iam:PassRole action"
  it('says whose the endpoint is, of the services that do', async () => {
    const from = {
      sourceIp: '10.0.0.5',
      tls: true,
      vpcEndpoint: { id: 'vpce-1', vpcId: 'vpc-1', accountId: '123456789012' },
    };
    expect(await contextOf(alice, { from })).toMatchObject({ 'aws:VpceAccount': '123456789012' });
    const checks = ['iam:PassRole', 's3:GetObject', 'ec2:RunInstances', 'sts:AssumeRole'].map((action) => ({
      action,
      resource: '*',
      resourceAccountId: '123456789012',
    }));
    expect(withEndpointOwner(checks, '210987654321').map(({ context }) => context)).toEqual([
      undefined,
      { 'aws:VpceAccount': '210987654321' },
      undefined,
      undefined,
    ]);
  });

  it('says TLS, IPv6, and user agent and referer only where they are sent', async () => {
    const bare = await contextOf(alice, { from: { sourceIp: '2001:db8::7', tls: false }, headers: [] });
    expect(bare).toMatchObject({ 'aws:SecureTransport': 'false', 'aws:SourceIp': '2001:db8::7' });
    expect(bare).not.toHaveProperty(['aws:UserAgent']);
    expect(bare).not.toHaveProperty(['aws:Referer']);
  });

  // "IAM calls are always made to the us-east-1 Region"
  it('says the Region that was asked, which of IAM is us-east-1', async () => {
    expect((await contextOf(alice, { region: 'ap-south-1' }))['aws:RequestedRegion']).toBe('ap-south-1');
    const reply = await world.query(alice, 'ListUsers');
    expect((await askedOf(world, reply))[0]?.context['aws:RequestedRegion']).toBe('us-east-1');
  });

  it('says the time by the sandbox’s clock, whatever the device’s', async () => {
    world.clock.sandbox += 400 * 24 * 60 * minute;
    expect(await contextOf(alice)).toMatchObject({
      'aws:CurrentTime': '2027-12-27T09:30:00Z',
      'aws:EpochTime': String(world.clock.sandbox / 1000),
    });
  });
});

describe('the resource', () => {
  it('says whose it is, in another account too', async () => {
    await addAccount(world);
    const RoleArn = await addRole(world, {
      roleName: 'Guest',
      accountId: otherAccount,
      tags: [{ key: 'open', value: 'yes' }],
      trustPolicy: trusting(userArn()),
    });
    const reply = await sts(world, alice, 'AssumeRole', { RoleArn, RoleSessionName: 'visit' });
    expect((await askedOf(world, reply))[0]?.context).toMatchObject({
      'aws:PrincipalAccount': world.accountId,
      'aws:ResourceAccount': otherAccount,
      'aws:ResourceTag/open': 'yes',
      'iam:ResourceTag/open': 'yes',
    });
  });

  it('says its tags, and none where there are none', async () => {
    const tagged = await world.query(alice, 'GetUser', { UserName: 'Alice' });
    expect((await askedOf(world, tagged))[0]?.context).toMatchObject({
      'aws:ResourceTag/team': 'red',
      'iam:ResourceTag/team': 'red',
    });
    const listed = await world.query(alice, 'ListUsers');
    const keys = Object.keys((await askedOf(world, listed))[0]?.context ?? {});
    expect(keys.filter((key) => /ResourceTag|RequestTag|TagKeys|^iam:|^sts:/.test(key))).toEqual([]);
  });
});

describe('the parameters', () => {
  const boundary = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
  const tag = { 'Tags.member.1.Key': 'cost', 'Tags.member.1.Value': '7' };
  const requestTag = { 'aws:RequestTag/cost': '7', 'aws:TagKeys': ['cost'] };
  const cases: readonly (readonly [string, Readonly<Record<string, string>>, Keys])[] = [
    [
      'CreateUser',
      { UserName: 'new', PermissionsBoundary: boundary, ...tag },
      { 'iam:PermissionsBoundary': boundary, ...requestTag },
    ],
    ['TagUser', { UserName: 'Alice', ...tag }, { ...requestTag, 'aws:ResourceTag/team': 'red' }],
    ['UntagUser', { UserName: 'Alice', 'TagKeys.member.1': 'cost' }, { 'aws:TagKeys': ['cost'] }],
    ['AttachUserPolicy', { UserName: 'Alice', PolicyArn: boundary }, { 'iam:PolicyARN': boundary }],
    [
      'PutUserPermissionsBoundary',
      { UserName: 'Alice', PermissionsBoundary: boundary },
      { 'iam:PermissionsBoundary': boundary },
    ],
    [
      'CreateServiceLinkedRole',
      { AWSServiceName: 'autoscaling.amazonaws.com' },
      { 'iam:AWSServiceName': 'autoscaling.amazonaws.com' },
    ],
    [
      'CreateServiceSpecificCredential',
      { UserName: 'Alice', ServiceName: 'bedrock.amazonaws.com', CredentialAgeDays: '30' },
      {
        'iam:ServiceSpecificCredentialServiceName': 'bedrock.amazonaws.com',
        'iam:ServiceSpecificCredentialAgeDays': '30',
      },
    ],
  ];

  it.each(cases)('of %s', async (action, parameters, expected) => {
    const reply = await world.query(alice, action, parameters);
    expect((await askedOf(world, reply))[0]?.context).toMatchObject(expected);
  });

  it('of iam:PassRole: the service the role is passed to', async () => {
    await world.query(alice, 'CreateInstanceProfile', { InstanceProfileName: 'web' });
    await deploy();
    const reply = await world.query(alice, 'AddRoleToInstanceProfile', {
      InstanceProfileName: 'web',
      RoleName: 'Deploy',
    });
    const passed = (await askedOf(world, reply)).find(({ action }) => action === 'iam:PassRole');
    expect(passed?.context).toMatchObject({
      'iam:PassedToService': 'ec2.amazonaws.com',
      'aws:ResourceTag/Stage': 'test',
    });
  });

  it('of AssumeRole: name, external id, source identity, tags and which of them are transitive', async () => {
    const reply = await sts(world, alice, 'AssumeRole', {
      RoleArn: await deploy(),
      RoleSessionName: 'mine',
      ExternalId: 'ab-12',
      SourceIdentity: 'Alice',
      'TransitiveTagKeys.member.1': 'cost',
      ...tag,
    });
    expect(reply.status).toBe(200);
    const asked = await askedOf(world, reply);
    expect(asked.map(({ action }) => action)).toEqual([
      'sts:AssumeRole',
      'sts:TagSession',
      'sts:SetSourceIdentity',
    ]);
    for (const { context } of asked) {
      expect(context).toMatchObject({
        'sts:RoleSessionName': 'mine',
        'sts:ExternalId': 'ab-12',
        'sts:SourceIdentity': 'Alice',
        'sts:TransitiveTagKeys': ['cost'],
        ...requestTag,
        // A caller with a long-term key has no source identity yet.
        'aws:username': 'Alice',
      });
      expect(context).not.toHaveProperty(['aws:SourceIdentity']);
    }
  });
});
