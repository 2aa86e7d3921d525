import { describe, expect, it } from 'vitest';
import type { Store } from '../../../src/cloud/ports.ts';
import { tableIndexes } from '../../../src/cloud/records.ts';
import type { TableName, Tables } from '../../../src/cloud/records.ts';
import { makeMemoryStore } from '../../../src/db/memory-store.ts';
import { readSandboxFile } from '../../../src/db/read-sandbox-file.ts';
import { restoreSandbox } from '../../../src/db/restore-sandbox.ts';
import { exportSandbox } from '../../../src/db/sandbox-file.ts';
import type { FileSecrets } from '../../../src/db/sandbox-file.ts';

const accountId = '123456789012';
const owner = `${accountId}/alice`;
const span = { start: 0, end: 1, line: 1, column: 1 };
const keySecret = 'key-secret-key-secret-key-secret-0123456';
const sessionSecret = 'session-secret-session-secret-0123456789';
const token = 'token/token+token==';
const policyArn = 'arn:aws:iam::aws:policy/ReadOnlyAccess';

/** A record for every table, every optional field included. */
const sample: { readonly [Name in TableName]: readonly Tables[Name]['record'][] } = {
  account: [{ key: accountId, accountId, alias: 'example', email: 'root@example.com', createdAt: 1 }],
  users: [{ key: owner, accountId, userName: 'Alice', userId: 'AIDAEXAMPLE', path: '/', createdAt: 2 }],
  userPolicies: [
    { key: `${owner}/p`, accountId, ownerKey: owner, policyName: 'P', document: '{"Version":"x"}' },
  ],
  attachments: [{ key: `${owner}/${policyArn}`, accountId, ownerKey: owner, policyArn }],
  managedPolicies: [
    {
      key: `${accountId}/mine`,
      accountId,
      arn: `arn:aws:iam::${accountId}:policy/Mine`,
      policyName: 'Mine',
      policyId: 'ANPAEXAMPLE',
      path: '/',
      description: 'of mine',
      defaultVersionId: 'v1',
      versions: [{ versionId: 'v1', document: '{}', createdAt: 3 }],
      createdAt: 3,
      updatedAt: 3,
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
      ownerKey: `${accountId}/deleted-since`,
      accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
      secretAccessKey: sessionSecret,
      sessionToken: token,
      issuedAt: 5,
      expiresAt: 6,
      mfaAuthenticated: false,
      signedInBy: 'password',
    },
  ],
  passwords: [
    {
      key: accountId,
      accountId,
      salt: new Uint8Array([1, 2]),
      hash: new Uint8Array(32).fill(200),
      changedAt: 7,
    },
  ],
  buckets: [{ key: 'photos', accountId, bucketName: 'photos', region: 'eu-west-1', createdAt: 8 }],
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
  it('brings everything back as it was', async () => {
    const file = read(await exported('included'));
    const store = makeMemoryStore();
    const restored = await restoreSandbox(store, file, random);
    expect(await contentOf(store)).toEqual(await contentOf(await filled()));
    expect(restored).toEqual({ renewedKeys: [], passwordsLost: [] });
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
      '"salt":',
      '"hash":',
    ];
    // The same texts are in the file with secrets, or this would prove nothing.
    const withSecrets = await exported('included');
    for (const secret of secrets) {
      expect(withSecrets).toContain(secret);
      expect(text).not.toContain(secret);
    }
  });

  it('gives keys a new secret, and says which, and who lost a password', async () => {
    const store = makeMemoryStore();
    const restored = await restoreSandbox(store, read(await exported('left-out')), random);
    const [key] = await store.read((tables) => tables.accessKeys.all());
    expect(key).toEqual({ ...sample.accessKeys[0], secretAccessKey: 'Kioq'.repeat(10) });
    expect(restored).toEqual({ renewedKeys: [key], passwordsLost: [accountId] });
    expect(await store.read((tables) => tables.passwords.count())).toBe(0);
    expect(await store.read((tables) => tables.sessions.count())).toBe(0);
  });

  it('brings all other tables back as they were', async () => {
    const store = makeMemoryStore();
    await restoreSandbox(store, read(await exported('left-out')), random);
    const { accessKeys: _1, passwords: _2, sessions: _3, traces: _4, ...others } = sample;
    expect(await contentOf(store)).toMatchObject(others);
    expect(await store.read((tables) => tables.traces.count())).toBe(3);
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
  const cases: readonly [what: string, path: string, value: unknown, place: string, message: string][] = [
    ['another format', 'format', 'else', 'format', 'not a Gatehouse'],
    ['a newer version', 'version', 2, 'version', 'newer version'],
    ['an older version', 'version', 0, 'version', 'expected 1'],
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
      `${accountId}/mallory`,
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
      'an owner who is not there',
      'tables.users',
      [],
      'tables.userPolicies.0.ownerKey',
      `no user or account \`${owner}\``,
    ],
    ['a bucket that is not there', 'tables.buckets', [], 'tables.objects.0.bucketName', 'no bucket `photos`'],
    [
      'a password of nobody',
      'tables.passwords.0.key',
      `${accountId}/nobody`,
      'tables.passwords.0.key',
      'no user or account',
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
  });

  it('refuses a file beyond all measure before looking into it', () => {
    expect(readSandboxFile(' '.repeat(50_000_001))).toMatchObject({
      ok: false,
      error: { place: 'file', message: 'expected at most 50000000 characters, found 50000001' },
    });
  });
});
