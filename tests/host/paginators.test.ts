// The SDK's paginators and waiters of IAM: each paginator goes through several pages and finds everything once.

import * as iam from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { samlMetadataOf } from '../../src/cloud/idp/issue-saml-assertion.ts';
import { readSeed } from '../../src/core/totp/seed.ts';
import { totpCode } from '../../src/core/totp/totp.ts';
import { makeKeyPairs } from '../../src/engine/key-pairs.ts';
import {
  authorityCertificate,
  certificate,
  privateKey,
  sshKey,
  sshKeys,
} from '../unit/cloud/iam/pem-examples.ts';
import { clientsOf, type Clients } from './clients.ts';
import { startHost, type Host } from './host.ts';

const accountId = '123456789012';
let host: Host;
let root: Clients;

const arn = (rest: string): string => `arn:aws:iam::${accountId}:${rest}`;
const policy = (action: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }],
  });
const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: arn('root') }, Action: 'sts:AssumeRole' }],
});
const Tags = ['a', 'b', 'c'].map((Key) => ({ Key, Value: '1' }));
const three = ['1', '2', '3'] as const;

beforeAll(async () => {
  host = await startHost({ port: 0, accountId });
  root = clientsOf(host);
  await fill(root.iam);
});

afterAll(() => host.close());

/** Three of everything, or as many as a user may have; the first of each has three of its own. */
async function fill(client: iam.IAMClient): Promise<void> {
  await client.send(new iam.CreateAccountAliasCommand({ AccountAlias: 'pages' }));
  for (const n of three) {
    await client.send(
      new iam.CreatePolicyCommand({ PolicyName: `p${n}`, PolicyDocument: policy('s3:*'), Tags }),
    );
    await client.send(new iam.CreateGroupCommand({ GroupName: `g${n}` }));
    await client.send(new iam.CreateUserCommand({ UserName: `u${n}`, Tags }));
    await client.send(
      new iam.CreateRoleCommand({ RoleName: `r${n}`, AssumeRolePolicyDocument: trust, Tags }),
    );
    await client.send(new iam.CreateInstanceProfileCommand({ InstanceProfileName: `i${n}`, Tags }));
    await client.send(
      new iam.AddRoleToInstanceProfileCommand({ InstanceProfileName: `i${n}`, RoleName: 'r1' }),
    );
    await client.send(
      new iam.UploadServerCertificateCommand({
        ServerCertificateName: `s${n}`,
        CertificateBody: certificate,
        PrivateKey: privateKey,
        Tags,
      }),
    );
    await addDevice(client, n);
  }
  const [UserName, GroupName, RoleName, PolicyArn] = ['u1', 'g1', 'r1', arn('policy/p1')] as const;
  for (const n of three) {
    const [PolicyName, PolicyDocument, other] = [`own${n}`, policy('s3:*'), arn(`policy/p${n}`)];
    await client.send(new iam.PutUserPolicyCommand({ UserName, PolicyName, PolicyDocument }));
    await client.send(new iam.PutGroupPolicyCommand({ GroupName, PolicyName, PolicyDocument }));
    await client.send(new iam.PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }));
    await client.send(new iam.AttachUserPolicyCommand({ UserName, PolicyArn: other }));
    await client.send(new iam.AttachGroupPolicyCommand({ GroupName, PolicyArn: other }));
    await client.send(new iam.AttachRolePolicyCommand({ RoleName, PolicyArn: other }));
    await client.send(new iam.AddUserToGroupCommand({ UserName, GroupName: `g${n}` }));
    if (n === '1') continue;
    await client.send(new iam.AddUserToGroupCommand({ UserName: `u${n}`, GroupName }));
    await client.send(new iam.CreatePolicyVersionCommand({ PolicyArn, PolicyDocument }));
  }
  for (const CertificateBody of [certificate, authorityCertificate]) {
    await client.send(new iam.CreateAccessKeyCommand({ UserName }));
    await client.send(new iam.UploadSigningCertificateCommand({ UserName, CertificateBody }));
  }
  for (const SSHPublicKeyBody of new Set([sshKey, ...sshKeys.slice(0, 2)])) {
    await client.send(new iam.UploadSSHPublicKeyCommand({ UserName, SSHPublicKeyBody }));
  }
  await client.send(new iam.CreateOpenIDConnectProviderCommand({ Url: 'https://idp.example.com', Tags }));
  const SAMLMetadataDocument = await samlMetadataOf(makeKeyPairs(), 'https://idp.example.com', {
    now: Date.now(),
  });
  await client.send(new iam.CreateSAMLProviderCommand({ Name: 'Idp', SAMLMetadataDocument, Tags }));
}

async function addDevice(client: iam.IAMClient, n: string): Promise<void> {
  const { VirtualMFADevice } = await client.send(
    new iam.CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: `m${n}`, Tags }),
  );
  const seed = readSeed(new TextDecoder().decode(VirtualMFADevice?.Base32StringSeed));
  if (!seed.ok) throw new Error('no seed');
  await client.send(
    new iam.EnableMFADeviceCommand({
      UserName: 'u1',
      SerialNumber: VirtualMFADevice?.SerialNumber,
      AuthenticationCode1: totpCode(seed.value, Date.now() - 30_000),
      AuthenticationCode2: totpCode(seed.value, Date.now()),
    }),
  );
}

type Page = Readonly<Record<string, unknown>>;
type Input = Readonly<Record<string, unknown>>;

/** By paginator: its input, the lists in its pages, and how many they hold in all. */
const paginators: Readonly<Record<string, readonly [input: Input, lists: readonly string[], count: number]>> =
  {
    GetAccountAuthorizationDetails: [
      { Filter: ['User', 'Role', 'Group', 'LocalManagedPolicy'] },
      ['UserDetailList', 'GroupDetailList', 'RoleDetailList', 'Policies'],
      12,
    ],
    GetGroup: [{ GroupName: 'g1' }, ['Users'], 3],
    ListAccessKeys: [{ UserName: 'u1' }, ['AccessKeyMetadata'], 2],
    // An account has one at most.
    ListAccountAliases: [{}, ['AccountAliases'], 1],
    ListAttachedGroupPolicies: [{ GroupName: 'g1' }, ['AttachedPolicies'], 3],
    ListAttachedRolePolicies: [{ RoleName: 'r1' }, ['AttachedPolicies'], 3],
    ListAttachedUserPolicies: [{ UserName: 'u1' }, ['AttachedPolicies'], 3],
    ListEntitiesForPolicy: [
      { PolicyArn: arn('policy/p1') },
      ['PolicyGroups', 'PolicyUsers', 'PolicyRoles'],
      3,
    ],
    ListGroupPolicies: [{ GroupName: 'g1' }, ['PolicyNames'], 3],
    ListGroups: [{}, ['Groups'], 3],
    ListGroupsForUser: [{ UserName: 'u1' }, ['Groups'], 3],
    ListInstanceProfileTags: [{ InstanceProfileName: 'i1' }, ['Tags'], 3],
    ListInstanceProfiles: [{}, ['InstanceProfiles'], 3],
    ListInstanceProfilesForRole: [{ RoleName: 'r1' }, ['InstanceProfiles'], 3],
    ListMFADeviceTags: [{ SerialNumber: arn('mfa/m1') }, ['Tags'], 3],
    ListMFADevices: [{ UserName: 'u1' }, ['MFADevices'], 3],
    ListOpenIDConnectProviderTags: [
      { OpenIDConnectProviderArn: arn('oidc-provider/idp.example.com') },
      ['Tags'],
      3,
    ],
    ListPolicies: [{ Scope: 'Local' }, ['Policies'], 3],
    ListPolicyTags: [{ PolicyArn: arn('policy/p1') }, ['Tags'], 3],
    ListPolicyVersions: [{ PolicyArn: arn('policy/p1') }, ['Versions'], 3],
    ListRolePolicies: [{ RoleName: 'r1' }, ['PolicyNames'], 3],
    ListRoleTags: [{ RoleName: 'r1' }, ['Tags'], 3],
    ListRoles: [{}, ['Roles'], 3],
    ListSAMLProviderTags: [{ SAMLProviderArn: arn('saml-provider/Idp') }, ['Tags'], 3],
    ListSSHPublicKeys: [{ UserName: 'u1' }, ['SSHPublicKeys'], 3],
    ListServerCertificateTags: [{ ServerCertificateName: 's1' }, ['Tags'], 3],
    ListServerCertificates: [{}, ['ServerCertificateMetadataList'], 3],
    ListSigningCertificates: [{ UserName: 'u1' }, ['Certificates'], 2],
    ListUserPolicies: [{ UserName: 'u1' }, ['PolicyNames'], 3],
    ListUserTags: [{ UserName: 'u1' }, ['Tags'], 3],
    ListUsers: [{}, ['Users'], 3],
    ListVirtualMFADevices: [{}, ['VirtualMFADevices'], 3],
    SimulateCustomPolicy: [
      {
        PolicyInputList: [policy('s3:*')],
        ActionNames: ['s3:GetObject', 's3:PutObject', 'iam:GetUser'],
      },
      ['EvaluationResults'],
      3,
    ],
    SimulatePrincipalPolicy: [
      { PolicySourceArn: arn('user/u1'), ActionNames: ['s3:GetObject', 's3:PutObject', 'iam:GetUser'] },
      ['EvaluationResults'],
      3,
    ],
  };

type Paginate = (config: { client: iam.IAMClient; pageSize: number }, input: Input) => AsyncIterable<Page>;

describe('the paginators', () => {
  it('are all here', () => {
    const inSdk = Object.keys(iam).filter((name) => name.startsWith('paginate'));
    expect(Object.keys(paginators).map((name) => `paginate${name}`)).toEqual(inSdk.toSorted());
  });

  it.each(Object.entries(paginators))('%s, one at a time', async (name, [input, lists, count]) => {
    const paginate = (iam as unknown as Readonly<Record<string, Paginate>>)[`paginate${name}`];
    const pages: (readonly string[])[] = [];
    for await (const page of paginate?.({ client: root.iam, pageSize: 1 }, input) ?? []) {
      pages.push(
        lists.flatMap((list) =>
          ((page[list] ?? []) as readonly unknown[]).map((item) => `${list} ${JSON.stringify(item)}`),
        ),
      );
    }
    expect(pages.map((page) => page.length)).toEqual(Array.from({ length: count }, () => 1));
    expect(new Set(pages.flat()).size).toBe(count);
  });
});

describe('the waiters', () => {
  const soon = { maxWaitTime: 5, minDelay: 1, maxDelay: 1 };
  const cases = {
    InstanceProfile: () =>
      iam.waitUntilInstanceProfileExists({ client: root.iam, ...soon }, { InstanceProfileName: 'i1' }),
    Policy: () => iam.waitUntilPolicyExists({ client: root.iam, ...soon }, { PolicyArn: arn('policy/p1') }),
    Role: () => iam.waitUntilRoleExists({ client: root.iam, ...soon }, { RoleName: 'r1' }),
    User: () => iam.waitUntilUserExists({ client: root.iam, ...soon }, { UserName: 'u1' }),
  };

  it('are all here', () => {
    const inSdk = Object.keys(iam).filter((name) => name.startsWith('waitUntil'));
    expect(Object.keys(cases).map((name) => `waitUntil${name}Exists`)).toEqual(inSdk.toSorted());
  });

  it.each(Object.entries(cases))('%s that is there', async (_name, wait) => {
    expect(await wait()).toMatchObject({ state: 'SUCCESS' });
  });

  it('wait for what is made later', async () => {
    const later = { client: root.iam, ...soon };
    const waiting = Promise.all([
      iam.waitUntilUserExists(later, { UserName: 'late' }),
      iam.waitUntilRoleExists(later, { RoleName: 'late' }),
      iam.waitUntilPolicyExists(later, { PolicyArn: arn('policy/late') }),
      iam.waitUntilInstanceProfileExists(later, { InstanceProfileName: 'late' }),
    ]);
    await expect(root.iam.send(new iam.GetUserCommand({ UserName: 'late' }))).rejects.toMatchObject({
      name: 'NoSuchEntityException',
    });
    await root.iam.send(new iam.CreateUserCommand({ UserName: 'late' }));
    await root.iam.send(new iam.CreateRoleCommand({ RoleName: 'late', AssumeRolePolicyDocument: trust }));
    await root.iam.send(new iam.CreatePolicyCommand({ PolicyName: 'late', PolicyDocument: policy('s3:*') }));
    await root.iam.send(new iam.CreateInstanceProfileCommand({ InstanceProfileName: 'late' }));
    expect((await waiting).map(({ state }) => state)).toEqual(Array.from({ length: 4 }, () => 'SUCCESS'));
  });
});
