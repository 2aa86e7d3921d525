import { describe, expect, it } from 'vitest';
import type { Store } from '../../../src/cloud/ports.ts';
import { tableIndexes } from '../../../src/cloud/records.ts';
import type { TableName, Tables } from '../../../src/cloud/records.ts';
import { makeMemoryStore } from '../../../src/db/memory-store.ts';
import { readSandboxFile } from '../../../src/db/read-sandbox-file.ts';
import { restoreSandbox } from '../../../src/db/restore-sandbox.ts';
import { exportSandbox } from '../../../src/db/sandbox-file.ts';
import type { FileSecrets } from '../../../src/db/sandbox-file.ts';
import { sampleV1, sampleV2 } from './sample-v1.ts';

const accountId = '123456789012';
const owner = `${accountId}/user/alice`;
const group = `${accountId}/group/alice`;
const role = `${accountId}/role/alice`;
const ownArn = `arn:aws:iam::${accountId}:policy/team/Mine`;
const tags = [{ key: 'team', value: 'a' }];
const bytes = (value: number): Uint8Array => new Uint8Array(32).fill(value);
const span = { start: 0, end: 1, line: 1, column: 1 };
const keySecret = 'key-secret-key-secret-key-secret-0123456';
const sessionSecret = 'session-secret-session-secret-0123456789';
const token = 'token/token+token==';
const policyArn = 'arn:aws:iam::aws:policy/ReadOnlyAccess';

/** A record for every table, every optional field included. */
const sample: { readonly [Name in TableName]: readonly Tables[Name]['record'][] } = {
  account: [
    {
      key: accountId,
      accountId,
      alias: 'example',
      email: 'root@example.com',
      createdAt: 1,
      passwordPolicy: {
        minimumLength: 14,
        requireSymbols: true,
        requireNumbers: true,
        requireUppercase: false,
        requireLowercase: false,
        allowUsersToChange: true,
        maxAge: 90,
        reusePrevention: 24,
        hardExpiry: false,
      },
      billingAccess: true,
      passwordLastUsedAt: 5,
      globalEndpointTokenVersion: 2,
    },
  ],
  users: [
    {
      key: owner,
      accountId,
      userName: 'Alice',
      userId: 'AIDAEXAMPLE',
      path: '/',
      createdAt: 2,
      tags,
      boundaryArn: ownArn,
      passwordLastUsedAt: 5,
    },
  ],
  groups: [
    { key: group, accountId, groupName: 'Alice', groupId: 'AGPAEXAMPLE', path: '/team/', createdAt: 2 },
  ],
  memberships: [{ key: `${group}/alice`, accountId, groupKey: group, userKey: owner }],
  roles: [
    {
      key: role,
      accountId,
      roleName: 'Alice',
      roleId: 'AROAEXAMPLE',
      path: '/',
      createdAt: 2,
      description: 'of hers',
      trustPolicy: '{}',
      maxSessionDuration: 3_600,
      tags,
      boundaryArn: 'arn:aws:iam::aws:policy/PowerUserAccess',
      linkedService: 'autoscaling.amazonaws.com',
    },
  ],
  inlinePolicies: [group, role, owner].map((ownerKey) => ({
    key: `${ownerKey}/p`,
    accountId,
    ownerKey,
    policyName: 'P',
    document: '{"Version":"x"}',
  })),
  attachments: [
    { key: `${group}/${ownArn}`, accountId, ownerKey: group, policyArn: ownArn },
    { key: `${role}/${policyArn}`, accountId, ownerKey: role, policyArn },
    { key: `${owner}/${policyArn}`, accountId, ownerKey: owner, policyArn },
  ],
  managedPolicies: [
    {
      key: `${accountId}/policy/mine`,
      accountId,
      arn: ownArn,
      policyName: 'Mine',
      policyId: 'ANPAEXAMPLE',
      path: '/team/',
      description: 'of mine',
      defaultVersionId: 'v2',
      lastVersion: 3,
      versions: [
        { versionId: 'v1', document: '{}', createdAt: 3 },
        { versionId: 'v2', document: '{}', createdAt: 3 },
      ],
      tags,
      createdAt: 3,
      updatedAt: 3,
    },
  ],
  instanceProfiles: [
    {
      key: `${accountId}/instance-profile/web`,
      accountId,
      instanceProfileName: 'Web',
      instanceProfileId: 'AIPAEXAMPLE',
      path: '/',
      createdAt: 3,
      roleKey: role,
      tags,
    },
  ],
  accessKeys: [
    {
      key: 'AKIAIOSFODNN7EXAMPLE',
      accountId,
      ownerKey: owner,
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      secretAccessKey: keySecret,
      status: 'Active',
      createdAt: 4,
    },
  ],
  sessions: [
    {
      key: 'ASIAIOSFODNN7EXAMPLE',
      accountId,
      kind: 'console',
      ownerKey: `${accountId}/user/deleted-since`,
      accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
      secretAccessKey: sessionSecret,
      sessionToken: token,
      issuedAt: 5,
      expiresAt: 6,
      mfaAuthenticated: false,
      signedInBy: 'password',
    },
    {
      key: 'ASIAIOSFODNN7ROLESES',
      accountId,
      kind: 'role',
      ownerKey: role,
      accessKeyId: 'ASIAIOSFODNN7ROLESES',
      secretAccessKey: sessionSecret,
      sessionToken: token,
      issuedAt: 5,
      expiresAt: 6,
      mfaAuthenticated: true,
      mfaAt: 4,
      switchedFrom: 'ASIAIOSFODNN7EXAMPLE',
      session: {
        name: 'ci',
        roleId: 'AROAEXAMPLE',
        policies: [
          { name: 'session', document: '{}' },
          { name: 'ReadOnlyAccess', arn: policyArn },
        ],
        tags,
        transitiveTagKeys: ['team'],
        sourceIdentity: 'alice',
        chained: true,
        federatedProvider: 'token.actions.githubusercontent.com',
        providerContext: { 'token.actions.githubusercontent.com:sub': 'repo:a', amr: ['a', 'b'] },
      },
    },
  ],
  passwords: [
    {
      key: accountId,
      accountId,
      salt: new Uint8Array([1, 2]),
      hash: bytes(200),
      changedAt: 7,
      createdAt: 6,
      resetRequired: true,
      previous: [{ salt: new Uint8Array([3, 4]), hash: bytes(201) }],
    },
  ],
  signInAttempts: [
    {
      key: 'of-root',
      accountId,
      failures: 2,
      lastFailedAt: 8,
      passed: { token: 'spares-a-code', serialNumber: 'x', at: 7, until: 9 },
    },
  ],
  mfaDevices: [
    {
      key: `${accountId}/mfa/free`,
      accountId,
      serialNumber: `arn:aws:iam::${accountId}:mfa/Free`,
      deviceName: 'Free',
      path: '/',
      seed: bytes(7),
      createdAt: 7,
      tags: [],
    },
    {
      key: `${accountId}/mfa/phone`,
      accountId,
      serialNumber: `arn:aws:iam::${accountId}:mfa/Phone`,
      deviceName: 'Phone',
      path: '/',
      seed: bytes(8),
      createdAt: 7,
      tags,
      ownerKey: owner,
      enabledAt: 8,
      lastStep: 56_666_666,
    },
  ],
  signingCertificates: [
    {
      key: 'CERTIFICATE1',
      accountId,
      ownerKey: accountId,
      body: '-----BEGIN',
      status: 'Active',
      createdAt: 7,
    },
  ],
  sshPublicKeys: [
    {
      key: 'APKAEXAMPLE',
      accountId,
      ownerKey: owner,
      body: 'ssh-rsa AAAA',
      fingerprint: '7a:1d',
      status: 'Inactive',
      createdAt: 7,
    },
  ],
  serverCertificates: [
    {
      key: `${accountId}/server-certificate/web`,
      accountId,
      certificateName: 'Web',
      certificateId: 'ASCAEXAMPLE',
      path: '/',
      createdAt: 7,
      body: '-----BEGIN',
      chain: '-----BEGIN',
      expiresAt: 9,
      tags,
    },
  ],
  serviceCredentials: [
    {
      key: 'ACCAEXAMPLE',
      accountId,
      ownerKey: owner,
      serviceName: 'codecommit.amazonaws.com',
      serviceUserName: 'alice-at-1',
      credentialAlias: 'alice',
      status: 'Expired',
      createdAt: 7,
      expiresAt: 9,
    },
  ],
  oidcProviders: [
    {
      key: `${accountId}/oidc-provider/example.com/a`,
      accountId,
      url: 'example.com/A',
      clientIds: ['sts.amazonaws.com'],
      thumbprints: ['a'.repeat(40)],
      tags,
      createdAt: 7,
    },
  ],
  samlProviders: [
    {
      key: `${accountId}/saml-provider/idp`,
      accountId,
      providerName: 'IdP',
      providerId: 'ASPRIDEXAMPLE',
      metadata: '<EntityDescriptor/>',
      validUntil: 9,
      tags,
      createdAt: 7,
    },
  ],
  jobs: [
    {
      key: `${accountId}/credential-report/1`,
      accountId,
      kind: 'credential-report',
      createdAt: 7,
      content: '{"readyAt":7,"csv":"user,arn"}',
    },
  ],
  accesses: [
    { key: `${owner}/s3/`, accountId, ownerKey: owner, service: 's3', at: 7, region: 'us-east-1' },
    {
      key: `${owner}/s3/getobject`,
      accountId,
      ownerKey: owner,
      service: 's3',
      action: 'GetObject',
      at: 7,
      region: 'us-east-1',
    },
  ],
  buckets: [
    {
      key: 'photos',
      accountId,
      bucketName: 'photos',
      region: 'eu-west-1',
      createdAt: 8,
      policy:
        '{"Statement":{"Effect":"Allow","Principal":{"AWS":"AIDAALICE"},"Action":"s3:*","Resource":"arn:aws:s3:::photos/*"}}',
    },
    { key: 'plain', accountId, bucketName: 'plain', region: 'eu-west-1', createdAt: 8 },
  ],
  objects: [
    {
      key: 'photos/a/b.txt',
      accountId,
      bucketName: 'photos',
      objectKey: 'a/b.txt',
      body: new Uint8Array([0, 255, 128, 10]),
      contentType: 'text/plain',
      etag: 'e',
      lastModified: 9,
    },
  ],
  events: [
    {
      key: '000000000001',
      sequence: 1,
      accountId,
      eventId: 'e1',
      requestId: 'r1',
      eventName: 'ListUsers',
      eventSource: 'iam.amazonaws.com',
      eventTime: 10,
      readOnly: 'true',
      username: 'Alice',
      accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
      resources: [{ type: 'AWS::IAM::User', name: 'Alice' }],
      cloudTrailEvent: '{"eventVersion":"1.11"}',
    },
  ],
  traces: [
    {
      key: '000000000001',
      sequence: 1,
      accountId,
      requestId: 'r1',
      trace: {
        requestId: 'r1',
        receivedAt: 10,
        service: 'iam',
        action: 'iam:ListUsers',
        verification: {
          kind: 'verified',
          accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
          scope: { date: '20150830', region: 'us-east-1', service: 'iam' },
          signedHeaders: ['host', 'x-amz-security-token'],
          presigned: false,
          signedAt: 10,
          computed: {
            canonicalRequest: `GET\n/\n\nhost:iam.amazonaws.com\nx-amz-security-token:${token}\n\nhost;x-amz-security-token\nhash`,
            stringToSign: 'AWS4-HMAC-SHA256\n…',
            signature: 'abc',
          },
        },
        principalArn: `arn:aws:iam::${accountId}:user/Alice`,
        authorization: {
          outcome: 'implicitDeny',
          checks: [
            {
              request: {
                principal: `arn:aws:iam::${accountId}:user/Alice`,
                issuer: 'arn:aws:iam::123456789012:user/Bob',
                action: 'iam:ListUsers',
                resource: '*',
                resourceAccountId: accountId,
                context: { 'aws:username': 'Alice', 'aws:TagKeys': ['a', 'b'] },
              },
              decision: {
                outcome: 'implicitDeny',
                blockedBy: ['identity'],
                missingContext: ['aws:MultiFactorAuthPresent'],
                message: 'User: … is not authorized',
                problems: [
                  {
                    severity: 'warning',
                    code: 'unknown-element',
                    message: 'unknown',
                    path: ['Statement', 0],
                    span,
                    policyType: 'identity',
                    policyName: 'P',
                  },
                ],
                trace: {
                  rules: [
                    { kind: 'root-user' },
                    { kind: 'no-permission-needed' },
                    { kind: 'root-unlocks-bucket' },
                  ],
                  layers: [
                    {
                      type: 'identity',
                      levelId: 'r-1',
                      outcome: 'implicitDeny',
                      policies: [
                        {
                          name: 'P',
                          arn: policyArn,
                          text: '{}',
                          readable: true,
                          statements: [
                            {
                              index: 0,
                              sid: 'S',
                              effect: 'Allow',
                              applies: false,
                              namedAs: 'role',
                              span,
                              elements: [
                                {
                                  element: 'Condition',
                                  matched: false,
                                  reason: 'condition-false',
                                  path: ['Statement', 0, 'Condition'],
                                  span,
                                  pattern: 'x',
                                  resolved: 'y',
                                  conditions: [
                                    {
                                      operator: 'Bool',
                                      key: 'aws:SecureTransport',
                                      matched: false,
                                      reason: 'missing-context-key',
                                      expected: ['true'],
                                      actual: [],
                                      span,
                                    },
                                  ],
                                },
                              ],
                            },
                          ],
                        },
                      ],
                    },
                  ],
                },
              },
            },
          ],
        },
        answer: { status: 403, code: 'AccessDenied', message: 'User: …' },
      },
    },
    {
      key: '000000000002',
      sequence: 2,
      accountId,
      requestId: 'r2',
      trace: {
        requestId: 'r2',
        receivedAt: 11,
        service: 's3',
        verification: {
          kind: 'refused',
          reason: 'signature-mismatch',
          code: 'SignatureDoesNotMatch',
          status: 403,
          message: `The Canonical String should have been 'GET\n/\nX-Amz-Security-Token=${encodeURIComponent(token)}&a=b'`,
          accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
          providedSignature: 'def',
        },
        answer: { status: 403 },
      },
    },
    {
      key: '000000000003',
      sequence: 3,
      accountId,
      requestId: 'r3',
      trace: {
        requestId: 'r3',
        receivedAt: 12,
        service: 's3',
        verification: { kind: 'anonymous' },
        answer: { status: 403 },
      },
    },
  ],
  lastUsed: [
    { key: 'AKIAIOSFODNN7EXAMPLE', accountId, lastUsedAt: 13, serviceName: 'iam', region: 'us-east-1' },
  ],
  meta: [{ key: 'state', revision: 4, sequence: 3, oldestEvent: 1, oldestTrace: 1 }],
};

const tableNames = Object.keys(tableIndexes) as TableName[];

async function filled(): Promise<Store> {
  const store = makeMemoryStore();
  await store.write(async (tables) => {
    for (const name of tableNames) {
      for (const row of sample[name]) await (tables[name].put as (row: unknown) => Promise<void>)(row);
    }
  });
  return store;
}

const contentOf = (store: Store): Promise<unknown> =>
  store.read(async (tables) => {
    const content: Record<string, unknown> = {};
    for (const name of tableNames) content[name] = await tables[name].all();
    return content;
  });

async function exported(secrets: FileSecrets): Promise<string> {
  return exportSandbox(await filled(), { name: 'Mine', clockOffset: 5, exportedAt: 20, secrets });
}

const random = (length: number): Uint8Array => new Uint8Array(length).fill(42);

function read(text: string) {
  const file = readSandboxFile(text);
  if (!file.ok) throw new Error(`${file.error.place}: ${file.error.message}`);
  return file.value;
}

describe('a sandbox file with secrets', () => {
  it('has something of every table', () => {
    for (const name of tableNames) expect(sample[name].length, name).toBeGreaterThan(0);
  });

  it('brings everything back as it was', async () => {
    const file = read(await exported('included'));
    const store = makeMemoryStore();
    const restored = await restoreSandbox(store, file, random);
    expect(await contentOf(store)).toEqual(await contentOf(await filled()));
    expect(restored).toEqual({ renewedKeys: [], passwordsLost: [], devicesLost: [] });
    expect(file).toMatchObject({ name: 'Mine', clockOffset: 5, exportedAt: 20, secrets: 'included' });
  });
});

describe('a sandbox file without secrets', () => {
  it('holds no secret, token, salt or hash anywhere', async () => {
    const text = await exported('left-out');
    const secrets = [
      keySecret,
      sessionSecret,
      token,
      encodeURIComponent(token),
      'AQI=',
      'yMjI',
      'AwQ=',
      'ycnJ',
      'BwcH',
      'CAgI',
      '"salt":',
      '"hash":',
      '"previous":',
      '"seed":',
    ];
    // The same texts are in the file with secrets, or this would prove nothing.
    const withSecrets = await exported('included');
    for (const secret of secrets) {
      expect(withSecrets).toContain(secret);
      expect(text).not.toContain(secret);
    }
  });

  it('gives keys a new secret, and says which, and who lost a password, and which devices are gone', async () => {
    const store = makeMemoryStore();
    const restored = await restoreSandbox(store, read(await exported('left-out')), random);
    const [key] = await store.read((tables) => tables.accessKeys.all());
    expect(key).toEqual({ ...sample.accessKeys[0], secretAccessKey: 'Kioq'.repeat(10) });
    expect(restored).toEqual({
      renewedKeys: [key],
      passwordsLost: [accountId],
      devicesLost: [`arn:aws:iam::${accountId}:mfa/Free`, `arn:aws:iam::${accountId}:mfa/Phone`],
    });
    expect(await store.read((tables) => tables.mfaDevices.count())).toBe(0);
    expect(await store.read((tables) => tables.passwords.count())).toBe(0);
    expect(await store.read((tables) => tables.sessions.count())).toBe(0);
    expect(await store.read((tables) => tables.signInAttempts.count())).toBe(0);
  });

  it('brings all other tables back as they were', async () => {
    const store = makeMemoryStore();
    await restoreSandbox(store, read(await exported('left-out')), random);
    const { accessKeys: _1, passwords: _2, sessions: _3, traces: _4, mfaDevices: _5, ...more } = sample;
    const { signInAttempts: _6, ...others } = more;
    expect(await contentOf(store)).toMatchObject(others);
    expect(await store.read((tables) => tables.traces.count())).toBe(3);
  });
});

/** As version 1 wrote it. */
function fileV1(secrets: FileSecrets, tables: object = sampleV1): string {
  const leftOut = {
    ...sampleV1,
    accessKeys: sampleV1.accessKeys.map(({ secretAccessKey: _, ...key }) => key),
    passwords: sampleV1.passwords.map(({ salt: _1, hash: _2, ...password }) => password),
    sessions: [],
  };
  const head = {
    format: 'gatehouse-sandbox',
    version: 1,
    name: 'Old',
    clockOffset: 5,
    exportedAt: 20,
    secrets,
  };
  return JSON.stringify(
    { ...head, tables: secrets === 'included' ? tables : leftOut },
    (_, value: unknown) => (value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value),
  );
}

describe('a sandbox file of version 1', () => {
  const inEveryTable = (rows: Partial<typeof sample>): unknown =>
    Object.fromEntries(tableNames.map((name) => [name, rows[name] ?? []]));

  it('is read as version 2 with all that is in it', async () => {
    const file = read(fileV1('included'));
    expect(file).toMatchObject({ name: 'Old', clockOffset: 5, exportedAt: 20, secrets: 'included' });
    const store = makeMemoryStore();
    await restoreSandbox(store, file, random);
    expect(await contentOf(store)).toEqual(inEveryTable(sampleV2));
  });

  it('is read without secrets, too', async () => {
    const store = makeMemoryStore();
    const restored = await restoreSandbox(store, read(fileV1('left-out')), random);
    const accessKeys = sampleV2.accessKeys.map((key) => ({ ...key, secretAccessKey: 'Kioq'.repeat(10) }));
    expect(await contentOf(store)).toEqual(
      inEveryTable({ ...sampleV2, accessKeys, passwords: [], sessions: [] }),
    );
    expect(restored).toEqual({
      renewedKeys: accessKeys,
      passwordsLost: [accountId, owner],
      devicesLost: [],
    });
  });

  it('is written again as version 2, and read again as the same', async () => {
    const store = makeMemoryStore();
    await restoreSandbox(store, read(fileV1('included')), random);
    const options = { name: 'Old', clockOffset: 5, exportedAt: 20, secrets: 'included' } as const;
    const again = read(await exportSandbox(store, options));
    expect(again.tables).toEqual(inEveryTable(sampleV2));
  });

  it.each<[string, object, string, string]>([
    ['a field of version 2', { users: [{ ...sampleV1.users[0], tags: [] }] }, 'users[0]', '`tags`'],
    ['a table of version 2', { groups: [] }, '', '`groups`'],
    ['a missing table', { userPolicies: undefined }, '', '`userPolicies` is missing'],
    [
      'a key of version 2',
      { users: [{ ...sampleV1.users[0], key: owner }] },
      'users[0].key',
      `expected \`${accountId}/alice\``,
    ],
    [
      'an owner who is not there',
      { users: [] },
      'userPolicies[0].ownerKey',
      `no user \`${accountId}/alice\``,
    ],
    [
      'a session of another kind',
      { sessions: [{ ...sampleV1.sessions[0], kind: 'role' }] },
      'sessions[0].kind',
      '`console`',
    ],
    [
      'the same key twice',
      { buckets: [...sampleV1.buckets, ...sampleV1.buckets] },
      'buckets[1].key',
      'twice',
    ],
    ['no state', { meta: [] }, 'meta', 'missing'],
    [
      'a policy that is not there, which version 1 did not ask for',
      { managedPolicies: [] },
      'attachments[1].policyArn',
      'no policy',
    ],
  ])('names the place of %s', (_, change, at, message) => {
    const outcome = readSandboxFile(fileV1('included', { ...sampleV1, ...change }));
    const place = at === '' ? 'file.tables' : `file.tables.${at}`;
    expect(outcome).toMatchObject({ ok: false, error: { place } });
    if (!outcome.ok) expect(outcome.error.message).toContain(message);
  });

  it('knows whether it has secrets', () => {
    const lying = fileV1('included').replace('"secrets":"included"', '"secrets":"left-out"');
    expect(readSandboxFile(lying)).toMatchObject({ error: { place: 'file.tables.accessKeys[0]' } });
  });
});

describe('restoring', () => {
  it('refuses a store that holds a sandbox, and leaves it alone', async () => {
    const store = await filled();
    const before = await contentOf(store);
    await expect(restoreSandbox(store, read(await exported('left-out')), random)).rejects.toThrow(TypeError);
    expect(await contentOf(store)).toEqual(before);
  });
});

/** The file's text with the value at one place replaced, or, by `undefined`, taken away. */
function spoilt(fileText: string, path: string, value: unknown): string {
  const file: unknown = JSON.parse(fileText);
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  const holder = steps.reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], file);
  (holder as Record<string, unknown>)[last] = value;
  return JSON.stringify(file);
}

const deep =
  'tables.traces.0.trace.authorization.checks.0.decision.trace.layers.0.policies.0.statements.0.elements.0.span.line';

describe('reading a sandbox file that is not right', () => {
  type Case = readonly [what: string, path: string, value: unknown, place: string, message: string];
  const cases: readonly Case[] = [
    ['another format', 'format', 'else', 'format', 'not a Gatehouse'],
    ['a newer version', 'version', 3, 'version', 'newer version'],
    ['an older version', 'version', 0, 'version', 'from 1 to 2'],
    ['a version in between', 'version', 1.5, 'version', 'from 1 to 2'],
    ['the version before', 'version', 1, 'tables', 'unknown field'],
    ['an unknown field', 'more', 1, '', 'unknown field `more`'],
    ['an unknown table', 'tables.more', [], 'tables', 'unknown field `more`'],
    ['a missing table', 'tables.users', undefined, 'tables', '`users` is missing'],
    ['an unknown field of a record', 'tables.users.0.admin', true, 'tables.users.0', 'unknown field `admin`'],
    ['a missing field', 'tables.users.0.userId', undefined, 'tables.users.0', '`userId` is missing'],
    [
      'a wrong type',
      'tables.users.0.userName',
      7,
      'tables.users.0.userName',
      'expected a text, found a number',
    ],
    [
      'a word that is none of those',
      'tables.accessKeys.0.status',
      'Expired',
      'tables.accessKeys.0.status',
      'expected `Active` or `Inactive`, found `Expired`',
    ],
    ['a time that is none', 'tables.users.0.createdAt', -1, 'tables.users.0.createdAt', 'whole number'],
    [
      'a text beyond all measure',
      'tables.users.0.path',
      '/'.repeat(5_000),
      'tables.users.0.path',
      'at most 4096 characters',
    ],
    ['bytes that are not base 64', 'tables.objects.0.body', 'a b', 'tables.objects.0.body', 'base 64'],
    [
      'a key that is not the one of its record',
      'tables.users.0.key',
      `${accountId}/user/mallory`,
      'tables.users.0.key',
      `expected \`${owner}\``,
    ],
    [
      'the same key twice',
      'tables.users.1',
      { ...sample.users[0], userName: 'ALICE' },
      'tables.users.1.key',
      'there twice',
    ],
    [
      'an account that is not there',
      'tables.buckets.0.accountId',
      '210987654321',
      'tables.buckets.0.accountId',
      'no account `210987654321`',
    ],
    [
      'a user of a group who is not there',
      'tables.users',
      [],
      'tables.memberships.0.userKey',
      `no user \`${owner}\``,
    ],
    [
      'a group that is not there',
      'tables.groups',
      [],
      'tables.memberships.0.groupKey',
      `no group \`${group}\``,
    ],
    [
      'a member of another name than the key’s',
      'tables.memberships.0.key',
      `${group}/bob`,
      'tables.memberships.0.key',
      `expected \`${group}/alice\``,
    ],
    [
      'an inline policy of nobody',
      'tables.inlinePolicies.1',
      { ...sample.inlinePolicies[0], key: `${accountId}/p`, ownerKey: accountId },
      'tables.inlinePolicies.1.ownerKey',
      `no user, group or role \`${accountId}\``,
    ],
    [
      'a policy attached to nobody',
      'tables.attachments.0',
      { ...sample.attachments[0], key: `${owner}x/${ownArn}`, ownerKey: `${owner}x` },
      'tables.attachments.0.ownerKey',
      'no user, group or role',
    ],
    [
      'an attached policy that is not there',
      'tables.attachments.0',
      { ...sample.attachments[0], key: `${group}/${ownArn}x`, policyArn: `${ownArn}x` },
      'tables.attachments.0.policyArn',
      `no policy \`${ownArn}x\``,
    ],
    [
      'a boundary that is not there',
      'tables.users.0.boundaryArn',
      `${ownArn}x`,
      'tables.users.0.boundaryArn',
      'no policy',
    ],
    [
      'a role’s boundary that is no ARN',
      'tables.roles.0.boundaryArn',
      'Mine',
      'tables.roles.0.boundaryArn',
      'no policy `Mine`',
    ],
    [
      'an instance profile’s role that is not there',
      'tables.instanceProfiles.0.roleKey',
      owner,
      'tables.instanceProfiles.0.roleKey',
      'no role',
    ],
    [
      'a policy’s ARN that is another’s',
      'tables.managedPolicies.0.arn',
      policyArn,
      'tables.managedPolicies.0.arn',
      'expected the ARN of policy `/team/Mine`',
    ],
    [
      'a default version that is not there',
      'tables.managedPolicies.0.defaultVersionId',
      'v3',
      'tables.managedPolicies.0.defaultVersionId',
      'no version `v3`',
    ],
    [
      'a last version before the newest',
      'tables.managedPolicies.0.lastVersion',
      1,
      'tables.managedPolicies.0.lastVersion',
      'newest version',
    ],
    [
      'a device of a role',
      'tables.mfaDevices.1.ownerKey',
      role,
      'tables.mfaDevices.1.ownerKey',
      'no user or account',
    ],
    [
      'an access key of nobody',
      'tables.accessKeys.0.ownerKey',
      group,
      'tables.accessKeys.0.ownerKey',
      'no user or account',
    ],
    [
      'an SSH key of root',
      'tables.sshPublicKeys.0.ownerKey',
      accountId,
      'tables.sshPublicKeys.0.ownerKey',
      'no user `',
    ],
    [
      'a certificate of nobody',
      'tables.signingCertificates.0.ownerKey',
      role,
      'tables.signingCertificates.0.ownerKey',
      'no user or account',
    ],
    [
      'a service credential of root',
      'tables.serviceCredentials.0.ownerKey',
      accountId,
      'tables.serviceCredentials.0.ownerKey',
      'no user `',
    ],
    [
      'a job under another kind',
      'tables.jobs.0.key',
      `${accountId}/role-deletion/1`,
      'tables.jobs.0.key',
      `expected \`${accountId}/credential-report/`,
    ],
    [
      'a job that holds no JSON',
      'tables.jobs.0.content',
      'a,b',
      'tables.jobs.0.content',
      'expected an object',
    ],
    [
      'a report without its time',
      'tables.jobs.0.content',
      '{"csv":"a,b"}',
      'tables.jobs.0.content',
      'the field `readyAt` is missing',
    ],
    [
      'an alias that passes for an account id',
      'tables.account.0.alias',
      '210987654321',
      'tables.account.0.alias',
      'expected an account alias',
    ],
    [
      'a session of an unknown kind',
      'tables.sessions.1.kind',
      'saml',
      'tables.sessions.1.kind',
      'found `saml`',
    ],
    [
      'an unknown field of what a session carries',
      'tables.sessions.1.session.admin',
      true,
      'tables.sessions.1.session',
      'unknown field `admin`',
    ],
    [
      'a token version that is none',
      'tables.account.0.globalEndpointTokenVersion',
      3,
      'tables.account.0.globalEndpointTokenVersion',
      'expected 1 or 2',
    ],
    ['a bucket policy that is no text', 'tables.buckets.0.policy', {}, 'tables.buckets.0.policy', 'a text'],
    [
      'a bucket policy beyond all measure',
      'tables.buckets.0.policy',
      'x'.repeat(200_001),
      'tables.buckets.0.policy',
      'at most 200000 characters',
    ],
    ['a bucket that is not there', 'tables.buckets', [], 'tables.objects.0.bucketName', 'no bucket `photos`'],
    [
      'a password of nobody',
      'tables.passwords.0.key',
      `${accountId}/user/nobody`,
      'tables.passwords.0.key',
      'no user or account',
    ],
    [
      'two accounts of one e-mail address, of which a sign-in could mean either',
      'tables.account.1',
      { ...sample.account[0], key: '210987654321', accountId: '210987654321', alias: 'other' },
      'tables.account.1.email',
      '`root@example.com` is there twice',
    ],
    [
      'two accounts of one alias',
      'tables.account.1',
      { ...sample.account[0], key: '210987654321', accountId: '210987654321', email: 'other@example.com' },
      'tables.account.1.alias',
      '`example` is there twice',
    ],
    [
      'a user id that is another’s',
      'tables.users.1',
      { ...sample.users[0], userName: 'bob', key: `${accountId}/user/bob` },
      'tables.users.1.userId',
      '`AIDAEXAMPLE` is there twice',
    ],
    [
      'a role id that is another’s',
      'tables.roles.1',
      { ...sample.roles[0], roleName: 'bob', key: `${accountId}/role/bob` },
      'tables.roles.1.roleId',
      '`AROAEXAMPLE` is there twice',
    ],
    ...(
      [
        ['users', 'userName', 'user'],
        ['groups', 'groupName', 'group'],
        ['roles', 'roleName', 'role'],
      ] as const
    ).map(([table, field, kind]): Case => [
      `a ${kind} whose name makes it a part of another’s`,
      `tables.${table}.1`,
      {
        ...sample[table][0],
        [field]: 'Alice/x',
        key: `${accountId}/${kind}/alice/x`,
        ...(kind === 'group' ? {} : { [`${kind}Id`]: 'OTHER' }),
      },
      `tables.${table}.1.${field}`,
      'letters, digits',
    ]),
    [
      'a device under the serial number of another account’s',
      'tables.mfaDevices.0.serialNumber',
      'arn:aws:iam::210987654321:mfa/Free',
      'tables.mfaDevices.0.serialNumber',
      'expected the ARN of device `/Free`',
    ],
    [
      'a group of one account with a user of another',
      'tables.memberships.0.accountId',
      '210987654321',
      'tables.memberships.0.accountId',
      'no account `210987654321`',
    ],
    ['no account', 'tables.account', [], 'tables.account', 'at least one account'],
    ['no state', 'tables.meta', [], 'tables.meta', 'missing'],
    ['a sequence behind its events', 'tables.meta.0.sequence', 2, 'tables.meta.0.sequence', 'at least 3'],
    [
      'a sequence that keys have no room for',
      'tables.meta.0.sequence',
      9e15,
      'tables.meta.0.sequence',
      'at most 100000000000',
    ],
    [
      'a trail longer than any',
      'tables.meta.0.sequence',
      300_000,
      'tables.meta.0.oldestEvent',
      'expected 100000 to 300001',
    ],
    [
      'a trail that begins after its end',
      'tables.meta.0.oldestTrace',
      5,
      'tables.meta.0.oldestTrace',
      'expected 0 to 4',
    ],
    [
      'an event that is older than the trail, which nobody would ever trim',
      'tables.meta.0.oldestEvent',
      2,
      'tables.events.0.sequence',
      'expected at least 2, found 1: the trail begins there',
    ],
    [
      'a trace that is older than any',
      'tables.meta.0.oldestTrace',
      3,
      'tables.traces.0.sequence',
      'expected at least 3, found 1: the traces begin there',
    ],
    ['a clock in which nothing can be dated', 'clockOffset', 9e15, 'clockOffset', 'at most'],
    [
      'a date that cannot be written',
      'tables.users.0.createdAt',
      9e15,
      'tables.users.0.createdAt',
      'at most 253402300799999',
    ],
    [
      'an event that is no JSON object',
      'tables.events.0.cloudTrailEvent',
      '[1]',
      'tables.events.0.cloudTrailEvent',
      'JSON object',
    ],
    [
      'a trace of an unknown kind',
      'tables.traces.2.trace.verification.kind',
      'constructor',
      'tables.traces.2.trace.verification.kind',
      'found `constructor`',
    ],
    ['a trace gone wrong deep inside', deep, 'one', deep, 'whole number'],
    [
      'secrets in a file that says it has none',
      'secrets',
      'left-out',
      'tables.accessKeys.0',
      'secretAccessKey',
    ],
  ];

  it.each(cases)('names the place of %s', async (_, path, value, at, message) => {
    const outcome = readSandboxFile(spoilt(await exported('included'), path, value));
    // Places count list entries in brackets: `file.tables.users[0].key`.
    const place = `file.${at}`.replaceAll(/\.(\d+)/g, '[$1]').replace(/\.$/, '');
    expect(outcome).toMatchObject({ ok: false, error: { place } });
    if (!outcome.ok) expect(outcome.error.message).toContain(message);
  });

  it('refuses a prototype in disguise, wherever it is', async () => {
    const text = await exported('included');
    for (const [before, place] of [
      ['"users":[{', 'file.tables.users[0]'],
      ['"tables":{', 'file.tables'],
      ['"context":{', 'file.tables.traces[0].trace.authorization.checks[0].request.context'],
    ] as const) {
      const disguised = text.replace(before, `${before}"__proto__":{"isAdmin":"true"},`);
      expect(disguised).not.toBe(text);
      const outcome = readSandboxFile(disguised);
      expect(outcome).toMatchObject({ ok: false, error: { place } });
      if (!outcome.ok) expect(outcome.error.message).toContain('`__proto__`');
    }
    expect(Object.hasOwn(Object.prototype, 'isAdmin')).toBe(false);
  });

  it.each([
    ['nothing', '', 'file'],
    ['no JSON', '{"format":', 'file'],
    ['a list', '[]', 'file.format'],
    ['null', 'null', 'file.format'],
    ['a text', '"gatehouse-sandbox"', 'file.format'],
  ])('refuses %s', (_, text, place) => {
    expect(readSandboxFile(text)).toMatchObject({ ok: false, error: { place } });
  });

  it('refuses a secret, or a session, in a file that says it has none', async () => {
    const text = await exported('left-out');
    const withSecret = spoilt(text, 'tables.accessKeys.0.secretAccessKey', keySecret);
    expect(readSandboxFile(withSecret)).toMatchObject({ error: { place: 'file.tables.accessKeys[0]' } });
    const withSession = spoilt(text, 'tables.sessions', sample.sessions);
    expect(readSandboxFile(withSession)).toMatchObject({ error: { place: 'file.tables.sessions' } });
    for (const [table, field] of [
      ['mfaDevices', 'seed'],
      ['passwords', 'previous'],
      ['passwords', 'hash'],
    ] as const) {
      const withMore = spoilt(text, `tables.${table}.0.${field}`, 'AQI=');
      expect(readSandboxFile(withMore)).toMatchObject({ error: { place: `file.tables.${table}[0]` } });
    }
  });

  it('refuses a file beyond all measure before looking into it', () => {
    expect(readSandboxFile(' '.repeat(50_000_001))).toMatchObject({
      ok: false,
      error: { place: 'file', message: 'expected at most 50000000 characters, found 50000001' },
    });
  });
});
