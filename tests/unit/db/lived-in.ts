// A sandbox in which everything was done once that leaves something behind: a row in every table, sessions of every
// kind, and a second account.

import { expect } from 'vitest';
import { samlMetadataOf, issueSamlAssertion } from '../../../src/cloud/idp/issue-saml-assertion.ts';
import { createAccount } from '../../../src/cloud/create-account.ts';
import type { Store } from '../../../src/cloud/ports.ts';
import type { Credentials } from '../../../src/core/sigv4/credentials.ts';
import { readSeed } from '../../../src/core/totp/seed.ts';
import { totpCode } from '../../../src/core/totp/totp.ts';
import { bytesFromBase64 } from '../../../src/core/lang/base64.ts';
import { utf8ToText } from '../../../src/core/wire/utf8.ts';
import { makeKeyPairs } from '../../../src/engine/key-pairs.ts';
import { certificate, privateKey, sshKey } from '../cloud/iam/pem-examples.ts';
import { makeInProcessGate } from '../cloud/in-process-gate.ts';
import { askSignin } from '../cloud/signin-request.ts';
import { credentialsIn, idToken, sts, trusting, unsignedSts } from '../cloud/sts/sandbox.ts';
import { allow, element, makeWorld, start, type Reply, type World } from '../cloud/world.ts';

export const rootSignIn = { kind: 'root', email: 'root@example.com', password: 'Correct horse 7' } as const;
export const secondRoot = { email: 'second@example.com', password: 'Correct horse 8' } as const;

const saml = 'https://idp.example.com/saml';
const actions = 'token.actions.githubusercontent.com';
// One for all: to make an RSA key takes a while.
const identityProviders = makeKeyPairs();
const ids = { randomBytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) };

export interface LivedIn {
  readonly world: World;
  /** Of a user with a key, of a role session, and of the second account's user. */
  readonly alice: Credentials;
  readonly deploy: Credentials;
  readonly carol: Credentials;
  /** Of root's device, by which codes are made. */
  readonly seed: Uint8Array;
}

export async function liveIn(store: Store): Promise<LivedIn> {
  const world = await makeWorld({ store, identityProviders });
  const { accountId } = world;
  const iam = `arn:aws:iam::${accountId}:`;
  await world.signIn({ ...rootSignIn, password: 'wrong' });
  await world.signIn({ ...rootSignIn, email: 'nobody@example.com', password: 'wrong' });
  const root = sessionIn(await world.signIn(rootSignIn));
  const ask = async (
    action: string,
    parameters: Readonly<Record<string, string>> = {},
    credentials = root,
  ): Promise<Reply> => done(action, await world.query(credentials, action, parameters));
  const tagged = { 'Tags.member.1.Key': 'team', 'Tags.member.1.Value': 'blue' };
  const boundary = { PermissionsBoundary: `${iam}policy/limits/Most` };

  // Policies first: boundaries name them.
  const document = { PolicyDocument: allow('*') };
  await ask('CreatePolicy', { PolicyName: 'Most', Path: '/limits/', ...document, ...tagged });
  await ask('CreatePolicyVersion', {
    PolicyArn: boundary.PermissionsBoundary,
    PolicyDocument: allow(['iam:*', 'sts:*']),
    SetAsDefault: 'true',
  });
  await ask('CreateUser', { UserName: 'alice', Path: '/team/', ...tagged, ...boundary });
  await ask('CreateUser', { UserName: 'Bob' });
  await ask('PutUserPolicy', { UserName: 'alice', PolicyName: 'Own', PolicyDocument: allow('sts:*') });
  await ask('AttachUserPolicy', {
    UserName: 'alice',
    PolicyArn: 'arn:aws:iam::aws:policy/IAMReadOnlyAccess',
  });
  await ask('CreateGroup', { GroupName: 'Staff', Path: '/team/' });
  for (const UserName of ['alice', 'bob']) await ask('AddUserToGroup', { GroupName: 'staff', UserName });
  await ask('PutGroupPolicy', { GroupName: 'Staff', PolicyName: 'Own', PolicyDocument: allow('s3:*') });
  await ask('AttachGroupPolicy', { GroupName: 'Staff', PolicyArn: boundary.PermissionsBoundary });

  // What somebody proves to be somebody with.
  await ask('UpdateAccountPasswordPolicy', {
    MinimumPasswordLength: '12',
    MaxPasswordAge: '90',
    PasswordReusePrevention: '3',
    AllowUsersToChangePassword: 'true',
  });
  const login = { UserName: 'alice', Password: 'Correct horse 1' };
  await ask('CreateLoginProfile', login);
  await ask('UpdateLoginProfile', { ...login, Password: 'Correct horse 2', PasswordResetRequired: 'true' });
  const alice = await world.keyOf(root, 'alice');
  await ask('UpdateAccessKey', {
    UserName: 'alice',
    AccessKeyId: (await world.keyOf(root, 'alice')).accessKeyId,
    Status: 'Inactive',
  });
  await ask('UploadSigningCertificate', { UserName: 'alice', CertificateBody: certificate });
  await ask('UploadSSHPublicKey', { UserName: 'alice', SSHPublicKeyBody: sshKey });
  await ask('UploadServerCertificate', {
    ServerCertificateName: 'Site',
    CertificateBody: certificate,
    PrivateKey: privateKey,
    ...tagged,
  });
  for (const ServiceName of ['codecommit.amazonaws.com', 'bedrock.amazonaws.com']) {
    await ask('CreateServiceSpecificCredential', { UserName: 'alice', ServiceName });
  }
  const seed = await makeDevice(ask, 'Phone', tagged);
  await ask('EnableMFADevice', {
    UserName: 'bob',
    SerialNumber: `${iam}mfa/Phone`,
    AuthenticationCode1: totpCode(seed, world.clock.device - 30_000),
    AuthenticationCode2: totpCode(seed, world.clock.device),
  });
  await makeDevice(ask, 'In-the-drawer', {});
  await ask('DeleteAccountAlias', { AccountAlias: 'demo' });
  await ask('CreateAccountAlias', { AccountAlias: 'lived-in' });
  await ask('SetSecurityTokenServicePreferences', { GlobalEndpointTokenVersion: 'v2Token' });

  // Roles, and who may be one.
  const role = (RoleName: string, trust: object) =>
    ask('CreateRole', { RoleName, AssumeRolePolicyDocument: JSON.stringify(trust), ...tagged });
  await role('Ops', trusting(`${iam}user/team/alice`, undefined, ['sts:AssumeRole', 'sts:TagSession']));
  await ask('UpdateRole', { RoleName: 'Ops', Description: 'for the night', MaxSessionDuration: '7200' });
  await ask('PutRolePermissionsBoundary', { RoleName: 'Ops', ...boundary });
  await ask('PutRolePolicy', { RoleName: 'Ops', PolicyName: 'Own', PolicyDocument: allow('iam:*') });
  await ask('AttachRolePolicy', { RoleName: 'Ops', PolicyArn: boundary.PermissionsBoundary });
  await role('Next', trusting(`${iam}role/Ops`, undefined, ['sts:AssumeRole', 'sts:TagSession']));
  await ask('CreateInstanceProfile', { InstanceProfileName: 'Web', Path: '/web/', ...tagged });
  await ask('CreateInstanceProfile', { InstanceProfileName: 'Empty' });
  await ask('AddRoleToInstanceProfile', { InstanceProfileName: 'Web', RoleName: 'Ops' });
  await ask('CreateServiceLinkedRole', { AWSServiceName: 'ecs.amazonaws.com' });
  await ask('CreateServiceLinkedRole', { AWSServiceName: 'lex.amazonaws.com' });
  await ask('DeleteServiceLinkedRole', { RoleName: 'AWSServiceRoleForLexBots' });
  await ask('CreateOpenIDConnectProvider', {
    Url: `https://${actions}`,
    'ClientIDList.member.1': 'sts.amazonaws.com',
    ...tagged,
  });
  const SAMLMetadataDocument = await samlMetadataOf(identityProviders, saml, { now: start });
  await ask('CreateSAMLProvider', { Name: 'University', SAMLMetadataDocument, ...tagged });
  const oidcArn = `${iam}oidc-provider/${actions}`;
  const samlArn = `${iam}saml-provider/University`;
  const web = trusting(
    { Federated: oidcArn },
    { StringEquals: { [`${actions}:aud`]: 'sts.amazonaws.com' } },
    'sts:AssumeRoleWithWebIdentity',
  );
  await role('Deploy', web);
  await role('Student', trusting({ Federated: samlArn }, undefined, 'sts:AssumeRoleWithSAML'));

  // A session of every kind.
  const ops = credentialsIn(
    done(
      'AssumeRole',
      await sts(world, alice, 'AssumeRole', {
        RoleArn: `${iam}role/Ops`,
        RoleSessionName: 'night',
        Policy: allow(['iam:List*', 'sts:*']),
        'PolicyArns.member.1.arn': 'arn:aws:iam::aws:policy/IAMReadOnlyAccess',
        'TransitiveTagKeys.member.1': 'shift',
        'Tags.member.1.Key': 'shift',
        'Tags.member.1.Value': 'night',
      }),
    ),
  );
  const next = { RoleArn: `${iam}role/Next`, RoleSessionName: 'chained' };
  await ask('PutRolePolicy', { RoleName: 'Ops', PolicyName: 'Chain', PolicyDocument: allow('sts:*') });
  done('AssumeRole', await sts(world, ops, 'AssumeRole', next));
  done('GetSessionToken', await sts(world, alice, 'GetSessionToken'));
  const federation = { Name: 'guest', Policy: allow('s3:*') };
  done('GetFederationToken', await sts(world, alice, 'GetFederationToken', federation));
  const seconds = world.clock.sandbox / 1000;
  const deploy = credentialsIn(
    done(
      'AssumeRoleWithWebIdentity',
      await unsignedSts(world, 'AssumeRoleWithWebIdentity', {
        RoleArn: `${iam}role/Deploy`,
        RoleSessionName: 'ci',
        WebIdentityToken: await idToken(identityProviders, {
          iss: `https://${actions}`,
          aud: 'sts.amazonaws.com',
          sub: 'repo:octo-org/octo-repo:ref:refs/heads/main',
          iat: seconds,
          exp: seconds + 300,
          jti: 'example-id',
        }),
      }),
    ),
  );
  const assertion = await issueSamlAssertion(
    identityProviders,
    {
      issuer: saml,
      subject: 'jane',
      roles: [{ roleArn: `${iam}role/Student`, providerArn: samlArn }],
      roleSessionName: 'jane@example.com',
    },
    { now: world.clock.sandbox, ids },
  );
  done(
    'AssumeRoleWithSAML',
    await unsignedSts(world, 'AssumeRoleWithSAML', {
      RoleArn: `${iam}role/Student`,
      PrincipalArn: samlArn,
      SAMLAssertion: assertion,
    }),
  );
  const aliceConsole = await world.actAs(`${iam}user/team/alice`);
  const switching = { account: 'lived-in', roleName: 'Ops' };
  done('SwitchRole', await askSignin(world, aliceConsole, 'SwitchRole', switching));

  // Jobs.
  await ask('GenerateCredentialReport');
  await ask('GenerateServiceLastAccessedDetails', { Arn: `${iam}user/team/alice` });

  // What was refused is in the trail too.
  expect((await world.get(alice, '/')).status, 'beyond the boundary').toBe(403);
  await world.query({ ...alice, secretAccessKey: 'x'.repeat(40) }, 'ListUsers');

  // The second account, with names that the first has.
  const second = await createAccount(
    {
      store,
      gate: makeInProcessGate(),
      ids,
      clock: { device: () => world.clock.device, sandbox: () => world.clock.sandbox },
    },
    { alias: 'second', ...secondRoot, withSampleBucket: false },
  );
  if (!second.ok) throw new Error(second.error.message);
  const other = await world.actAs(second.value.rootArn);
  await ask('CreateUser', { UserName: 'Alice' }, other);
  await ask('CreateUser', { UserName: 'carol' }, other);
  await ask('CreateGroup', { GroupName: 'Staff' }, other);
  const trusted = trusting(`${iam}root`);
  await ask('CreateRole', { RoleName: 'Ops', AssumeRolePolicyDocument: JSON.stringify(trusted) }, other);
  const carol = await world.keyOf(other, 'carol');

  expect(world.bugs).toEqual([]);
  return { world, alice, deploy, carol, seed };
}

function done(what: string, reply: Reply): Reply {
  if (reply.status !== 200) throw new Error(`${what}: ${reply.text}`);
  return reply;
}

function sessionIn(reply: Reply): Credentials {
  return JSON.parse(done('SignIn', reply).text) as Credentials;
}

async function makeDevice(
  ask: (action: string, parameters: Readonly<Record<string, string>>) => Promise<Reply>,
  name: string,
  more: Readonly<Record<string, string>>,
): Promise<Uint8Array> {
  const { text } = await ask('CreateVirtualMFADevice', { VirtualMFADeviceName: name, ...more });
  const bytes = bytesFromBase64(element(text, 'Base32StringSeed') ?? '') ?? new Uint8Array();
  const seed = readSeed(utf8ToText(bytes) ?? '');
  if (!seed.ok) throw new Error('the device has no seed');
  return seed.value;
}
