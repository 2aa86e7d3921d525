// What an attacker would try: the neighbour's account, names and messages that tell what is there, names that are
// JavaScript's own, messages nested too deep, and identities that are nearly somebody's.

import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { withDocuments } from '../../../src/cloud/find-policies.ts';
import { tableIndexes, type TableName } from '../../../src/cloud/records.ts';
import type { Member, Shape } from '../../../src/core/shapes/shape.ts';
import { openShapes } from '../../../src/core/shapes/shapes-file.ts';
import type { Credentials } from '../../../src/core/sigv4/credentials.ts';
import { makeKeyPairs } from '../../../src/engine/key-pairs.ts';
import { makeMemoryStore } from '../../../src/db/memory-store.ts';
import { compiledCatalog, compiledFile } from '../compiled-catalog.ts';
import { certificate, privateKey, sshKey } from './iam/pem-examples.ts';
import { makeInProcessGate } from './in-process-gate.ts';
import { addOtherAccount } from './other-account.ts';
import { addRole, idToken, putUserPolicy, sts, trusting, unsignedSts } from './sts/sandbox.ts';
import { allow, element, makeWorld, type Reply, type World } from './world.ts';

type Parameters = Readonly<Record<string, string>>;

describe('two accounts in one sandbox', () => {
  const gate = makeInProcessGate();
  let world: World;
  let root: Credentials;
  let other: { readonly accountId: string; readonly rootArn: string };
  /** By the end of a parameter's name, what the other account has for it. */
  let theirs: readonly (readonly [RegExp, readonly string[]])[];
  /** What is in answers about the other account alone. */
  let marks: readonly string[];

  beforeAll(async () => {
    const store = makeMemoryStore();
    world = await makeWorld({ store, gate });
    root = await world.actAs(world.rootArn);
    other = await addOtherAccount(world, { alias: 'bravo', withSampleBucket: true, gate });
    // The same names in both, so that what is told apart is told apart by the account.
    await fill(world, root, world.accountId);
    theirs = await fill(world, await world.actAs(other.rootArn), other.accountId);
    const ids =
      (await rowsOfOthers()).match(/A(?:IDA|GPA|ROA|NPA|IPA|SCA|KIA|SIA|PKA|CCA)[A-Z0-9]{16,}/g) ?? [];
    expect(new Set(ids).size).toBeGreaterThan(8);
    marks = [other.accountId, ...new Set(ids), 'bravo@example.com'];
  }, 60_000);

  async function fill(world: World, root: Credentials, accountId: string): Promise<typeof theirs> {
    const ask = async (action: string, parameters: Parameters): Promise<Reply> => {
      const reply = await world.query(root, action, parameters);
      if (reply.status !== 200) throw new Error(`${action}: ${reply.text}`);
      return reply;
    };
    const one = async (action: string, name: string, parameters: Parameters): Promise<string> =>
      element((await ask(action, parameters)).text, name) ?? '';
    const trust = JSON.stringify(trusting(`arn:aws:iam::${accountId}:root`));
    const userArn = await one('CreateUser', 'Arn', { UserName: 'bravo-user' });
    const groupArn = await one('CreateGroup', 'Arn', { GroupName: 'bravo-group' });
    const roleArn = await one('CreateRole', 'Arn', {
      RoleName: 'bravo-role',
      AssumeRolePolicyDocument: trust,
    });
    await ask('AddUserToGroup', { UserName: 'bravo-user', GroupName: 'bravo-group' });
    const policyArn = await one('CreatePolicy', 'Arn', {
      PolicyName: 'bravo-policy',
      PolicyDocument: allow('s3:*'),
    });
    await ask('CreatePolicyVersion', { PolicyArn: policyArn, PolicyDocument: allow('s3:GetObject') });
    for (const [noun, name] of [
      ['User', 'bravo-user'],
      ['Group', 'bravo-group'],
      ['Role', 'bravo-role'],
    ] as const) {
      const of = { [`${noun}Name`]: name };
      await ask(`Attach${noun}Policy`, { ...of, PolicyArn: policyArn });
      await ask(`Put${noun}Policy`, { ...of, PolicyName: 'bravo-inline', PolicyDocument: allow('s3:*') });
    }
    await ask('AttachUserPolicy', {
      UserName: 'bravo-user',
      PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess',
    });
    const profileArn = await one('CreateInstanceProfile', 'Arn', { InstanceProfileName: 'bravo-profile' });
    await ask('AddRoleToInstanceProfile', { InstanceProfileName: 'bravo-profile', RoleName: 'bravo-role' });
    const keyId = await one('CreateAccessKey', 'AccessKeyId', { UserName: 'bravo-user' });
    await ask('CreateLoginProfile', { UserName: 'bravo-user', Password: 'Correct horse 9!' });
    const serialNumber = await one('CreateVirtualMFADevice', 'SerialNumber', {
      VirtualMFADeviceName: 'bravo-phone',
    });
    const sshId = await one('UploadSSHPublicKey', 'SSHPublicKeyId', {
      UserName: 'bravo-user',
      SSHPublicKeyBody: sshKey,
    });
    const certificateId = await one('UploadSigningCertificate', 'CertificateId', {
      UserName: 'bravo-user',
      CertificateBody: certificate,
    });
    const serverArn = await one('UploadServerCertificate', 'Arn', {
      ServerCertificateName: 'bravo-site',
      CertificateBody: certificate,
      PrivateKey: privateKey,
    });
    const credentialId = await one('CreateServiceSpecificCredential', 'ServiceSpecificCredentialId', {
      UserName: 'bravo-user',
      ServiceName: 'codecommit.amazonaws.com',
    });
    const oidcArn = await one('CreateOpenIDConnectProvider', 'OpenIDConnectProviderArn', {
      Url: 'https://bravo.example.com',
      'ClientIDList.member.1': 'bravo-app',
    });
    const samlArn = await one('CreateSAMLProvider', 'SAMLProviderArn', {
      Name: 'bravo-saml',
      SAMLMetadataDocument: `<EntityDescriptor entityID="https://bravo.example.com/saml"><IDPSSODescriptor><KeyDescriptor use="signing"><KeyInfo><X509Data><X509Certificate>${'MIIC'.repeat(250)}</X509Certificate></X509Data></KeyInfo></KeyDescriptor></IDPSSODescriptor></EntityDescriptor>`,
    });
    const jobId = await one('GenerateServiceLastAccessedDetails', 'JobId', { Arn: userArn });
    await ask('GenerateCredentialReport', {});
    await ask('CreateServiceLinkedRole', {
      AWSServiceName: 'autoscaling.amazonaws.com',
      CustomSuffix: 'bravo',
    });
    const taskId = await one('DeleteServiceLinkedRole', 'DeletionTaskId', {
      RoleName: 'AWSServiceRoleForAutoScaling_bravo',
    });
    world.clock.sandbox += 60_000;
    world.clock.device += 60_000;
    const arns = [
      userArn,
      groupArn,
      roleArn,
      policyArn,
      profileArn,
      serverArn,
      oidcArn,
      samlArn,
      serialNumber,
    ];
    return [
      [/^UserName$|^NewUserName$/, ['bravo-user']],
      [/^GroupName$/, ['bravo-group']],
      [/^RoleName$/, ['bravo-role']],
      [/^PolicyName$/, ['bravo-inline', 'bravo-policy']],
      [/^InstanceProfileName$/, ['bravo-profile']],
      [/^ServerCertificateName$/, ['bravo-site']],
      [/^VirtualMFADeviceName$/, ['bravo-phone']],
      [/^PolicyArn$/, [policyArn]],
      [/^PermissionsBoundary$/, [policyArn]],
      [/^SerialNumber$/, [serialNumber]],
      [/^AccessKeyId$/, [keyId]],
      [/^SSHPublicKeyId$/, [sshId]],
      [/^CertificateId$/, [certificateId]],
      [/^ServiceSpecificCredentialId$/, [credentialId]],
      [/^OpenIDConnectProviderArn$/, [oidcArn]],
      [/^SAMLProviderArn$/, [samlArn]],
      [/^InstanceProfileArn$/, [profileArn]],
      [/^JobId$/, [jobId]],
      [/^DeletionTaskId$/, [taskId]],
      [/^VersionId$/, ['v1', 'v2']],
      [/^ServiceNamespaces?$/, ['s3']],
      [
        /^Marker$/,
        ['user', 'role', 'group', 'policy'].map((kind) =>
          Buffer.from(`${accountId}/${kind}/`).toString('hex'),
        ),
      ],
      [/^RoleArn$/, [roleArn]],
      [/Arns?$/i, arns],
      [/^AssumeRolePolicyDocument$/, [trust]],
      [/Document|^Policy(InputList)?$/, [allow('s3:*')]],
      [/^Status$/, ['Inactive', 'Active']],
      [/Code[12]?$/, ['123456']],
      [/Password/, ['Correct horse 9!']],
      [/^ActionNames$/, ['s3:GetObject']],
      [/^AWSServiceName$/, ['autoscaling.amazonaws.com']],
      [/^Encoding$/, ['SSH']],
      [/^(TagKeys|Key)$/, ['bravo']],
    ];
  }

  /** Parameters that name what the other account has, each value of each at least once. */
  function attempts(members: readonly Member[]): readonly Parameters[] {
    const values = members.flatMap((member) => valuesOf(member, ''));
    const most = Math.max(1, ...values.map(([, all]) => all.length));
    const all = Array.from({ length: most }, (_, turn) =>
      Object.fromEntries(values.map(([name, each]) => [name, each[turn % each.length] ?? ''])),
    );
    const needed = members.flatMap((member) => (member.required ? valuesOf(member, '') : []));
    const short = Object.fromEntries(needed.map(([name, each]) => [name, each[0] ?? '']));
    return [...all, short, ...all.map(({ Marker: _, ...rest }) => rest)];
  }

  function valuesOf(
    { name, shape }: Member,
    prefix: string,
  ): readonly (readonly [string, readonly string[]])[] {
    const at = `${prefix}${name}`;
    const known = theirs.find(([pattern]) => pattern.test(name))?.[1];
    return shapeValues(shape, at, known, name);
  }

  function shapeValues(
    shape: Shape,
    at: string,
    known: readonly string[] | undefined,
    name: string,
  ): readonly (readonly [string, readonly string[]])[] {
    switch (shape.kind) {
      case 'structure':
        return name === 'Tags' || shape.members.length < 4
          ? shape.members.flatMap((member) => valuesOf(member, `${at}.`))
          : [];
      case 'list':
        return known === undefined && shape.element.kind !== 'structure'
          ? []
          : shapeValues(shape.element, `${at}.member.1`, known, name);
      case 'string':
        if (known !== undefined) return [[at, known]];
        return shape.rule?.oneOf === undefined ? [[at, ['/bravo/']]] : [[at, shape.rule.oneOf.slice(0, 2)]];
      default:
        return [];
    }
  }

  const rowsOfOthers = async (): Promise<string> => {
    const rows = await world.store.read(async (tables) => {
      const found: unknown[] = [];
      for (const name of Object.keys(tableIndexes) as TableName[]) {
        if (name === 'events' || name === 'traces' || name === 'meta') continue;
        found.push([
          name,
          (await tables[name].all()).filter(
            (row) => !('accountId' in row) || row.accountId === other.accountId,
          ),
        ]);
      }
      return found;
    });
    return JSON.stringify(rows);
  };

  it.each(['iam', 'sts'] as const)(
    'no operation of %s reads or writes what is the other account’s',
    async (service) => {
      const stored = compiledFile('shapes').services[service];
      if (stored === undefined) throw new Error(service);
      const shapes = openShapes(stored);
      const before = await rowsOfOthers();
      const leaks: string[] = [];
      const done = new Set<string>();
      const ends = (name: string): boolean => /^(De|Remove)/.test(name);
      const names = [...shapes.operations].sort((a, b) => Number(ends(a)) - Number(ends(b)));
      for (const name of names) {
        // "returns the account identifier for the specified access key ID" (API_GetAccessKeyInfo), whosoever it is.
        if (name === 'GetAccessKeyInfo') continue;
        for (const parameters of attempts(shapes.of(name)?.input?.members ?? [])) {
          const reply = await world.query(root, name, parameters, { service });
          if (reply.status === 200) done.add(name);
          // What is said back of what was asked is no leak.
          const told = Object.values(parameters).reduce(
            (text, value) => text.replaceAll(value, ''),
            reply.text,
          );
          const known = reply.status !== 200 && JSON.stringify(parameters).includes(other.accountId);
          if (marks.some((mark) => told.includes(mark) && !(known && mark === other.accountId))) {
            leaks.push(`${name} ${JSON.stringify(parameters)} ${told}`);
          }
          if ((await rowsOfOthers()) !== before) leaks.push(`${name} wrote: ${JSON.stringify(parameters)}`);
        }
      }
      expect(done.size).toBeGreaterThan(0);
      expect(leaks).toEqual([]);
      expect(world.bugs).toEqual([]);
    },
    120_000,
  );
});

describe('who may do nothing', () => {
  let world: World;
  let root: Credentials;
  let nobody: Credentials;

  beforeEach(async () => {
    world = await makeWorld();
    root = await world.actAs(world.rootArn);
    await world.query(root, 'CreateUser', { UserName: 'nobody' });
    nobody = await world.keyOf(root, 'nobody');
    await world.query(root, 'CreateUser', { UserName: 'There', Path: '/hidden/' });
    await world.query(root, 'CreateGroup', { GroupName: 'There', Path: '/hidden/' });
    await world.query(root, 'CreateInstanceProfile', { InstanceProfileName: 'There', Path: '/hidden/' });
    await world.query(root, 'CreateRole', {
      RoleName: 'There',
      Path: '/hidden/',
      AssumeRolePolicyDocument: JSON.stringify(trusting({ Service: 'ec2.amazonaws.com' })),
    });
    await world.query(root, 'UploadServerCertificate', {
      ServerCertificateName: 'There',
      Path: '/hidden/',
      CertificateBody: certificate,
      PrivateKey: privateKey,
    });
  });

  it.each([
    ['GetUser', { UserName: '?' }],
    ['DeleteUser', { UserName: '?' }],
    ['UpdateUser', { UserName: '?', NewUserName: 'other' }],
    ['UpdateUser', { UserName: '?', NewPath: '/hidden/' }],
    [
      'PutUserPermissionsBoundary',
      { UserName: '?', PermissionsBoundary: 'arn:aws:iam::aws:policy/ReadOnlyAccess' },
    ],
    ['AttachUserPolicy', { UserName: '?', PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }],
    ['CreateAccessKey', { UserName: '?' }],
    ['TagUser', { UserName: '?', 'Tags.member.1.Key': 'a', 'Tags.member.1.Value': 'b' }],
    ['GetGroup', { GroupName: '?' }],
    ['UpdateGroup', { GroupName: '?', NewGroupName: 'other' }],
    ['AddUserToGroup', { GroupName: '?', UserName: 'nobody' }],
    ['GetRole', { RoleName: '?' }],
    ['DeleteRole', { RoleName: '?' }],
    ['GetInstanceProfile', { InstanceProfileName: '?' }],
    ['AddRoleToInstanceProfile', { InstanceProfileName: '?', RoleName: 'There' }],
    ['GetServerCertificate', { ServerCertificateName: '?' }],
    ['UpdateServerCertificate', { ServerCertificateName: '?', NewServerCertificateName: 'other' }],
  ] as const)('is not told by a denial whether there is such a one: %s %j', async (action, given) => {
    const answer = async (name: string): Promise<string> => {
      const parameters = Object.fromEntries(
        Object.entries(given).map(([member, value]) => [member, value === '?' ? name : value]),
      );
      const reply = await world.query(nobody, action, parameters);
      return `${reply.status} ${reply.code} ${reply.message}`.replaceAll(name, '?');
    };
    const absent = await answer('absent');
    expect(absent).toContain('403 AccessDenied');
    // There, under a path; and there in another case.
    expect(await answer('There')).toBe(absent);
    expect(await answer('THERE')).toBe(absent);
  });

  it('does not learn whose an access key is', async () => {
    const { accessKeyId } = await world.keyOf(root, 'There');
    const unknown = `${accessKeyId.slice(0, -1)}${accessKeyId.endsWith('A') ? 'B' : 'A'}`;
    const answer = async (id: string): Promise<string | undefined> =>
      (await world.query(nobody, 'GetAccessKeyLastUsed', { AccessKeyId: id })).message?.replaceAll(id, '?');
    expect(await answer(accessKeyId)).toBe(await answer(unknown));
  });
});

describe('a permissions boundary', () => {
  it('that AWS has no longer limits all the same', async () => {
    const arn = 'arn:aws:iam::aws:policy/NoLongerThere';
    const policies = await withDocuments(compiledCatalog(), {
      identity: [],
      boundary: { kind: 'of-aws', arn },
    });
    expect(policies.boundary?.document).toBe('{"Version":"2012-10-17","Statement":[]}');
  });
});

describe('names that are JavaScript’s own', () => {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype', 'valueOf'];
  let world: World;
  let root: Credentials;

  beforeEach(async () => {
    world = await makeWorld();
    root = await world.actAs(world.rootArn);
  });

  it.each(names)('are names of users, tags, policies and sessions like any other: %s', async (name) => {
    const ask = async (action: string, more: Parameters = {}): Promise<Reply> => {
      const reply = await world.query(root, action, { UserName: name, ...more });
      expect([action, reply.status, reply.message]).toEqual([action, 200, undefined]);
      return reply;
    };
    await ask('CreateUser', { 'Tags.member.1.Key': name, 'Tags.member.1.Value': name });
    expect(element((await ask('GetUser')).text, 'Key')).toBe(name);
    await ask('PutUserPolicy', {
      PolicyName: name,
      PolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: ['iam:GetUser', 'sts:AssumeRole', 'sts:TagSession'],
            Resource: '*',
            Condition: { StringEquals: { [`aws:PrincipalTag/${name}`]: name } },
          },
        ],
      }),
    });
    const key = await world.keyOf(root, name);
    expect((await world.query(key, 'GetUser')).status).toBe(200);
    const roleArn = await addRole(world, {
      roleName: name,
      trustPolicy: trusting(`arn:aws:iam::${world.accountId}:user/${name}`, undefined, [
        'sts:AssumeRole',
        'sts:TagSession',
      ]),
    });
    const assumed = await sts(world, key, 'AssumeRole', {
      RoleArn: roleArn,
      RoleSessionName: name,
      'Tags.member.1.Key': name,
      'Tags.member.1.Value': 'x',
      'TransitiveTagKeys.member.1': name,
    });
    expect([assumed.status, assumed.message]).toEqual([200, undefined]);
    await ask('GenerateCredentialReport');
    const report = await world.query(root, 'GetAccountAuthorizationDetails');
    expect(report.text).toContain(`<UserName>${name}</UserName>`);
    expect(world.bugs).toEqual([]);
  });

  it.each(names)('are no operations, parameters, members or services: %s', async (name) => {
    for (const service of ['iam', 'sts'] as const) {
      expect(await world.query(root, name, {}, { service })).toMatchObject({
        status: 400,
        code: 'InvalidAction',
      });
      expect((await world.query(root, 'GetUser', { [name]: 'x', [`${name}.member.1`]: 'y' })).status).toBe(
        200,
      );
    }
    const body = `{"${name}":{"${name}":1},"MaxResults":1}`;
    const target = 'CloudTrail_20131101.LookupEvents';
    expect((await world.json(root, target, JSON.parse(body) as object)).status).toBe(200);
    expect((await world.json(root, `CloudTrail_20131101.${name}`, {})).status).toBe(400);
    expect((await world.signIn(JSON.parse(`{"kind":"${name}","${name}":1}`) as object)).status).toBe(400);
    expect((await world.other(root, `ec2:${name}`, '*')).status).toBeLessThan(500);
    expect(world.bugs).toEqual([]);
  });
});

describe('what is nested deep', () => {
  const deep = (levels: number): string => `${'<a>'.repeat(levels)}${'</a>'.repeat(levels)}`;
  const base64Of = (text: string): string => Buffer.from(text, 'utf8').toString('base64');

  it.each([
    ['in a response', (inner: string) => `<Response>${inner}</Response>`],
    [
      'in an assertion',
      (inner: string) => `<Assertion ID="a" Version="2.0"><Issuer>x</Issuer>${inner}</Assertion>`,
    ],
    [
      'in a signed assertion',
      (inner: string) =>
        `<Assertion ID="a" Version="2.0"><Issuer>x</Issuer>${inner}<Signature><SignedInfo/><SignatureValue>AAAA</SignatureValue></Signature></Assertion>`,
    ],
  ])('is no SAML assertion: %s', async (_where, around) => {
    const world = await makeWorld({ identityProviders: makeKeyPairs() });
    const reply = await unsignedSts(world, 'AssumeRoleWithSAML', {
      RoleArn: `arn:aws:iam::${world.accountId}:role/r`,
      PrincipalArn: `arn:aws:iam::${world.accountId}:saml-provider/p`,
      SAMLAssertion: base64Of(around(deep(10_000))),
    });
    expect(world.bugs).toEqual([]);
    expect(reply).toMatchObject({ status: 400, code: 'InvalidIdentityToken' });
  });

  it('is no metadata of a provider', async () => {
    const world = await makeWorld();
    const reply = await world.query(await world.actAs(world.rootArn), 'CreateSAMLProvider', {
      Name: 'deep',
      SAMLMetadataDocument: `<EntityDescriptor entityID="x"><IDPSSODescriptor><KeyDescriptor>${deep(100_000)}</KeyDescriptor></IDPSSODescriptor></EntityDescriptor>`,
    });
    expect(world.bugs).toEqual([]);
    expect(reply.status).toBe(400);
  });

  it('is no policy', async () => {
    const world = await makeWorld();
    const root = await world.actAs(world.rootArn);
    const PolicyDocument = `{"Version":"2012-10-17","Statement":${'['.repeat(60_000)}${']'.repeat(60_000)}}`;
    for (const [action, parameters] of [
      ['CreatePolicy', { PolicyName: 'p', PolicyDocument }],
      ['CreateRole', { RoleName: 'r', AssumeRolePolicyDocument: PolicyDocument }],
      [
        'SimulateCustomPolicy',
        { 'PolicyInputList.member.1': PolicyDocument, 'ActionNames.member.1': 's3:GetObject' },
      ],
      ['GetContextKeysForCustomPolicy', { 'PolicyInputList.member.1': PolicyDocument }],
    ] as const) {
      const reply = await world.query(root, action, parameters);
      expect([action, reply.status]).toEqual([action, 400]);
    }
    expect(world.bugs).toEqual([]);
  });
});

describe('an ID token', () => {
  const identityProviders = makeKeyPairs();
  const tenant = 'https://login.example.com/TenantA';
  let world: World;
  let roleArn: string;

  beforeAll(async () => {
    for (const iss of [tenant, tenant.toLowerCase(), 'https://login.example.com']) {
      await idToken(identityProviders, { iss });
    }
  });

  beforeEach(async () => {
    world = await makeWorld({ identityProviders });
    await world.query(await world.actAs(world.rootArn), 'CreateOpenIDConnectProvider', {
      Url: tenant,
      'ClientIDList.member.1': 'app',
    });
    roleArn = await addRole(world, {
      roleName: 'Web',
      trustPolicy: trusting(
        { Federated: `arn:aws:iam::${world.accountId}:oidc-provider/login.example.com/TenantA` },
        undefined,
        ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'],
      ),
    });
  });

  const claims = (more: object = {}) => {
    const now = Math.floor(world.clock.sandbox / 1000);
    return { iss: tenant, aud: 'app', sub: 'jane', iat: now, exp: now + 300, ...more };
  };
  const assume = async (token: string): Promise<Reply> =>
    unsignedSts(world, 'AssumeRoleWithWebIdentity', {
      RoleArn: roleArn,
      RoleSessionName: 'jane',
      WebIdentityToken: token,
    });

  it('is of the provider that it names, and of no other whose address differs by case', async () => {
    expect((await assume(await idToken(identityProviders, claims()))).status).toBe(200);
    // "iss ... is a case-sensitive URL" (OpenID Connect Core 1.0, section 2); only scheme and host are without case.
    const neighbour = await idToken(identityProviders, claims({ iss: tenant.toLowerCase() }));
    expect(await assume(neighbour)).toMatchObject({ status: 400, code: 'InvalidIdentityToken' });
  });

  it('is taken with the right key, algorithm, audience and issuer alone', async () => {
    const right = await idToken(identityProviders, claims());
    const [head = '', body = '', tail = ''] = right.split('.');
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const forged = [
      `${part({ alg: 'none' })}.${body}.`,
      `${part({ alg: 'none' })}.${body}.${tail}`,
      `${part({ alg: 'None', typ: 'JWT' })}.${body}.AAAA`,
      `${part({ alg: 'HS256' })}.${body}.${tail}`,
      `${part({ alg: ['RS256'] })}.${body}.${tail}`,
      `${part({ alg: 'RS512' })}.${body}.${tail}`,
      `${head}.${part(claims({ sub: 'admin' }))}.${tail}`,
      `${head}.${body}.`,
      `${head}.${body}.${tail}.x`,
      `${head}.${body}.${tail}=`,
      await idToken(identityProviders, claims(), { signedBy: tenant.toLowerCase() }),
      await idToken(identityProviders, claims({ aud: 'other' })),
      await idToken(identityProviders, claims({ aud: ['app', 'other'], azp: 'other' })),
      await idToken(identityProviders, claims({ aud: [] })),
      await idToken(identityProviders, claims({ exp: 1 })),
      await idToken(identityProviders, claims({ exp: '99999999999.5' })),
      await idToken(identityProviders, claims({ iss: 'https://login.example.com' })),
    ];
    for (const token of forged) {
      const reply = await assume(token);
      expect([token, reply.status]).toEqual([token, 400]);
    }
    expect(
      (await world.store.read((tables) => tables.sessions.all())).filter(({ kind }) => kind === 'role'),
    ).toEqual([]);
    expect(world.bugs).toEqual([]);
  });

  it.each([
    ['more than 50 tags', Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`t${n}`, ['x']]))],
    ['a key of more than 128 characters', { ['k'.repeat(129)]: ['x'] }],
    ['an empty key', { '': ['x'] }],
    ['a value of more than 256 characters', { team: ['x'.repeat(257)] }],
    ['a key with characters that tags do not have', { 'team<script>': ['x'] }],
    ['a value with characters that tags do not have', { team: ['*'] }],
    ['a tag of AWS’s own', { 'aws:team': ['x'] }],
    ['the same key twice', { team: ['x'], Team: ['y'] }],
  ])('gives no session with %s', async (_what, principal_tags) => {
    const token = await idToken(
      identityProviders,
      claims({ 'https://aws.amazon.com/tags': { principal_tags, transitive_tag_keys: [] } }),
    );
    expect((await assume(token)).status).toBe(400);
    expect(
      (await world.store.read((tables) => tables.sessions.all())).filter(({ kind }) => kind === 'role'),
    ).toEqual([]);
    expect(world.bugs).toEqual([]);
  });
});

describe('sessions of who is gone', () => {
  let world: World;
  let root: Credentials;

  beforeEach(async () => {
    world = await makeWorld();
    root = await world.actAs(world.rootArn);
    await world.query(root, 'CreateUser', { UserName: 'alice' });
  });

  const trust = (): string => JSON.stringify(trusting(`arn:aws:iam::${world.accountId}:user/alice`));
  const roleArn = (): string => `arn:aws:iam::${world.accountId}:role/admin`;
  const session = async (by: Credentials, action: string, more: Parameters = {}): Promise<Credentials> => {
    const { text } = await sts(world, by, action, more);
    return {
      accessKeyId: element(text, 'AccessKeyId') ?? text,
      secretAccessKey: element(text, 'SecretAccessKey') ?? '',
      sessionToken: element(text, 'SessionToken') ?? '',
    };
  };
  const isAlive = async (credentials: Credentials): Promise<boolean> =>
    (await sts(world, credentials, 'GetCallerIdentity')).status === 200;

  it('do not come back with the name, nor does the trust', async () => {
    await putUserPolicy(world, root, 'alice', allow('sts:*'));
    await world.query(root, 'CreateRole', { RoleName: 'admin', AssumeRolePolicyDocument: trust() });
    const key = await world.keyOf(root, 'alice');
    const sessions = [
      await session(key, 'GetSessionToken'),
      await session(key, 'GetFederationToken', { Name: 'guest', Policy: allow('s3:*') }),
      await world.actAs(`arn:aws:iam::${world.accountId}:user/alice`),
    ];
    const ofRole = await session(key, 'AssumeRole', { RoleArn: roleArn(), RoleSessionName: 'first' });
    for (const each of [...sessions, ofRole]) expect(await isAlive(each)).toBe(true);

    await world.query(root, 'DeleteAccessKey', { UserName: 'alice', AccessKeyId: key.accessKeyId });
    await world.query(root, 'DeleteUserPolicy', { UserName: 'alice', PolicyName: 'own' });
    expect((await world.query(root, 'DeleteUser', { UserName: 'alice' })).status).toBe(200);
    await world.query(root, 'CreateUser', { UserName: 'alice' });
    await putUserPolicy(world, root, 'alice', allow('sts:*'));
    for (const each of [...sessions, key]) expect(await isAlive(each)).toBe(false);
    const again = await world.keyOf(root, 'alice');
    const denied = await sts(world, again, 'AssumeRole', { RoleArn: roleArn(), RoleSessionName: 'second' });
    expect(denied).toMatchObject({ status: 403, code: 'AccessDenied' });

    await world.query(root, 'DeleteRole', { RoleName: 'admin' });
    await world.query(root, 'CreateRole', { RoleName: 'admin', AssumeRolePolicyDocument: trust() });
    expect(await isAlive(ofRole)).toBe(false);
  });

  it('go with a name that is given away: the new owner has none of them', async () => {
    const key = await world.keyOf(root, 'alice');
    const token = await session(key, 'GetSessionToken');
    await world.query(root, 'UpdateUser', { UserName: 'alice', NewUserName: 'bob' });
    await world.query(root, 'CreateUser', { UserName: 'alice' });
    for (const each of [key, token]) {
      expect(element((await sts(world, each, 'GetCallerIdentity')).text, 'Arn')).toMatch(/:user\/bob$/);
    }
  });

  it('are stopped by a policy on the time of their issue', async () => {
    await putUserPolicy(world, root, 'alice', allow('sts:AssumeRole'));
    await world.query(root, 'CreateRole', { RoleName: 'admin', AssumeRolePolicyDocument: trust() });
    await world.query(root, 'PutRolePolicy', {
      RoleName: 'admin',
      PolicyName: 'all',
      PolicyDocument: allow('*'),
    });
    const key = await world.keyOf(root, 'alice');
    const assume = () => session(key, 'AssumeRole', { RoleArn: roleArn(), RoleSessionName: 'mine' });
    const early = await assume();
    expect((await world.query(early, 'ListUsers')).status).toBe(200);
    world.clock.sandbox += 60_000;
    world.clock.device += 60_000;
    // The policy of the console's "Revoke sessions" (id_roles_use_revoke-sessions).
    await world.query(root, 'PutRolePolicy', {
      RoleName: 'admin',
      PolicyName: 'AWSRevokeOlderSessions',
      PolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Deny',
            Action: '*',
            Resource: '*',
            Condition: {
              DateLessThan: { 'aws:TokenIssueTime': new Date(world.clock.sandbox - 1000).toISOString() },
            },
          },
        ],
      }),
    });
    expect((await world.query(early, 'ListUsers')).status).toBe(403);
    expect((await world.query(await assume(), 'ListUsers')).status).toBe(200);
  });
});
