// Whatever bytes come to the endpoint, it answers in a protocol of AWS's, throws nothing, and what it answers with an
// error has changed nothing.

import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { tableIndexes, type TableName } from '../../src/cloud/records.ts';
import type { Member, Shape } from '../../src/core/shapes/shape.ts';
import { openShapes } from '../../src/core/shapes/shapes-file.ts';
import type { Credentials } from '../../src/core/sigv4/credentials.ts';
import { sign } from '../../src/core/sigv4/sign.ts';
import {
  headerValue,
  type Header,
  type HttpRequest,
  type HttpResponse,
} from '../../src/core/wire/message.ts';
import { utf8ToText } from '../../src/core/wire/utf8.ts';
import { readXml } from '../../src/core/wire/xml-reader.ts';
import { connection, makeWorld, type World } from '../unit/cloud/world.ts';
import { compiledFile } from '../unit/compiled-catalog.ts';

const services = ['iam', 'sts'] as const;

/** Parameter names of every operation, as far as a list or two deep. */
const operations = services.flatMap((service) => {
  const stored = compiledFile('shapes').services[service];
  if (stored === undefined) throw new Error(service);
  const shapes = openShapes(stored);
  return [...shapes.operations].map((name) => ({
    service,
    name,
    parameters: (shapes.of(name)?.input?.members ?? []).flatMap((member) => namesOf(member, '', 0)),
  }));
});

function namesOf({ name, shape }: Member, prefix: string, depth: number): readonly string[] {
  return namesIn(shape, `${prefix}${name}`, depth);
}

function namesIn(shape: Shape, at: string, depth: number): readonly string[] {
  if (depth > 3) return [];
  switch (shape.kind) {
    case 'structure':
      return shape.members.flatMap((member) => namesOf(member, `${at}.`, depth + 1));
    case 'list':
      return [at, ...namesIn(shape.element, `${at}.member.1`, depth + 1)];
    case 'map':
      return [`${at}.entry.1.key`, `${at}.entry.1.value`];
    default:
      return [at];
  }
}

const hostile = fc.oneof(
  fc.constantFrom(
    ...['', ' ', '\u0000', '__proto__', 'constructor', 'toString', '*', '../../..', '%00', '${aws:username}'],
    ...[
      'arn:',
      'arn:aws:iam::123456789012:role/x',
      'arn:aws:iam::aws:policy/AdministratorAccess',
      '-1',
      '1e999',
    ],
    ...['9'.repeat(400), 'a'.repeat(5_000), '['.repeat(2_000), '<a>'.repeat(500), '{"Version":"2012-10-17"}'],
    ...[
      '{"__proto__":{"Statement":[]}}',
      '{"Version":"2012-10-17","Statement":[{}]}',
      'NaN',
      'true',
      '\ufeff',
      '\ufffe',
    ],
    ...[
      'PEVudGl0eS8+',
      'a.b.c',
      'e30.e30.AA',
      '2026-99-99T00:00:00Z',
      '275761-01-01T00:00:00Z',
      '\u{1f600}',
      '//',
      '+',
    ],
    ...[
      'alice',
      'Alice',
      'v1',
      '123456',
      'Active',
      `${'a+'.repeat(2_000)}!`,
      '/'.repeat(512),
      `/${'a/'.repeat(200)}`,
    ],
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

const hostileName = fc.constantFrom(
  ...[
    'Tags.member.999999999',
    'Tags.member.1.Key.Key',
    '__proto__',
    '__proto__.member.1',
    'constructor.prototype',
    '....',
  ],
  ...[
    'Tags.member.-1.Key',
    'Tags.member.1e3.Key',
    'UserName.member.1',
    'Action',
    'Version',
    '',
    'X-Amz-Signature',
  ],
);

interface Made {
  readonly request: HttpRequest;
  readonly service: string;
}

const encode = encodeURIComponent;
/** Without halves of pairs, which no form can hold. */
const escaped = (text: string): string => encode(text.replace(/\p{Surrogate}/gu, ''));

const query: fc.Arbitrary<Made> = fc.constantFrom(...operations).chain(({ service, name, parameters }) =>
  fc
    .record({
      given: fc
        .subarray([...parameters], { maxLength: Math.min(8, parameters.length) })
        .chain((names) =>
          fc.tuple(...names.map((each) => hostile.map((value) => `${escaped(each)}=${escaped(value)}`))),
        ),
      more: fc.array(
        fc.tuple(hostileName, hostile).map(([each, value]) => `${escaped(each)}=${escaped(value)}`),
        { maxLength: 3 },
      ),
      action: fc.option(hostile, { freq: 8, nil: undefined }),
    })
    .map(({ given, more, action = name }) => ({
      service,
      request: requestOf(service, {
        body: [
          `Action=${escaped(action)}`,
          `Version=${service === 'iam' ? '2010-05-08' : '2011-06-15'}`,
          ...given,
          ...more,
        ].join('&'),
      }),
    })),
);

const json: fc.Arbitrary<Made> = fc
  .record({
    target: fc.constantFrom(
      ...['CloudTrail_20131101.LookupEvents', 'CloudTrail_20131101.constructor', '__proto__.a'],
      ...['GatehouseSignin.SignIn', 'GatehouseSignin.SwitchRole', 'GatehouseSignin.__proto__'],
    ),
    body: fc.oneof(
      fc.json({ maxDepth: 5 }),
      fc
        .json({ maxDepth: 3 })
        .map((inner) => `{"LookupAttributes":${inner},"StartTime":${inner},"kind":${inner}}`),
      hostile,
    ),
  })
  .map(({ target, body }) => ({
    service: target.startsWith('Gatehouse') ? 'signin' : 'cloudtrail',
    request: requestOf(target.startsWith('Gatehouse') ? 'signin' : 'cloudtrail.us-east-1', {
      body,
      headers: [
        ['X-Amz-Target', target],
        ['Content-Type', 'application/x-amz-json-1.1'],
      ],
    }),
  }));

/** Nothing of it need be what it should be. */
const bytes: fc.Arbitrary<Made> = fc
  .record({
    method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'PATCH', '', 'get'),
    path: fc.oneof(fc.constantFrom('/', '//', '/%', '/%00', '/../', '/a/b', ''), hostile),
    query: fc.oneof(
      fc.constantFrom('', '%', 'Action=GetUser&Version=2010-05-08', 'X-Amz-Signature=x', '&&=='),
      hostile,
    ),
    headers: fc.array(
      fc.tuple(
        fc.constantFrom(
          ...['Host', 'Authorization', 'X-Amz-Date', 'X-Amz-Target', 'Content-Type', 'X-Amz-Security-Token'],
          ...[
            'x-gatehouse-action',
            'x-gatehouse-resource',
            'X-Amz-Content-Sha256',
            '__proto__',
            'constructor',
          ],
        ),
        fc.oneof(
          fc.constantFrom(
            ...[
              'iam.amazonaws.com',
              'sts.amazonaws.com',
              's3.amazonaws.com',
              'signin.aws.amazon.com',
              '__proto__',
            ],
            'AWS4-HMAC-SHA256 Credential=AKIA/20261122/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=x',
            ...['AWS4-HMAC-SHA256', 'AWS a:b', 'Bearer x', 's3:__proto__', 'ec2:', ':'],
            ...['application/x-www-form-urlencoded', 'multipart/form-data; boundary=', 'application/json'],
          ),
          hostile,
        ),
      ),
      { maxLength: 6 },
    ),
    body: fc.uint8Array({ maxLength: 200 }),
  })
  .map(({ headers, ...rest }) => ({ service: 'iam', request: { ...rest, headers } }));

function requestOf(
  host: string,
  { body, headers = [] }: { readonly body: string; readonly headers?: readonly Header[] },
): HttpRequest {
  const form: Header = ['Content-Type', 'application/x-www-form-urlencoded'];
  return {
    method: 'POST',
    path: '/',
    query: '',
    headers: [
      ['Host', host === 'signin' ? 'signin.aws.amazon.com' : `${host}.amazonaws.com`],
      ...(headers.length === 0 ? [form] : headers),
    ],
    body: new TextEncoder().encode(body),
  };
}

let world: World;
let root: Credentials;

beforeAll(async () => {
  world = await makeWorld();
  root = await world.actAs(world.rootArn);
  await world.query(root, 'CreateUser', { UserName: 'alice' });
});

const isKept = (name: TableName): boolean =>
  !['events', 'traces', 'meta', 'accesses', 'lastUsed', 'signInAttempts'].includes(name);

async function rows(): Promise<string> {
  return world.store.read(async (tables) => {
    const found: unknown[] = [];
    for (const name of (Object.keys(tableIndexes) as TableName[]).filter(isKept))
      found.push(await tables[name].all());
    return JSON.stringify(found);
  });
}

/** In the form of one of AWS's protocols, whoever reads it. */
function expectForm(response: HttpResponse): void {
  const text = utf8ToText(response.body);
  if (text === undefined) throw new Error('no UTF-8');
  expect(headerValue(response, 'x-amzn-requestid') ?? headerValue(response, 'x-amz-request-id')).toMatch(/./);
  if (text === '') return;
  if ((headerValue(response, 'content-type') ?? '').includes('json')) {
    const { __type } = JSON.parse(text) as { __type?: unknown };
    if (response.status >= 400) expect(typeof __type).toBe('string');
    return;
  }
  const read = readXml(text);
  expect([text, read.ok]).toEqual([text, true]);
  // XML 1.0, section 2.2
  expect(text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
  if (response.status >= 400) expect(text).toContain('<Code>');
}

it('any message is answered in a form of AWS’s, and an error has changed nothing', async () => {
  let before = await rows();
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        { weight: 6, arbitrary: query },
        { weight: 2, arbitrary: json },
        { weight: 3, arbitrary: bytes },
      ),
      fc.constantFrom('root', 'root', 'wrong', 'nobody'),
      async ({ request, service }, by) => {
        const credentials = by === 'wrong' ? { ...root, secretAccessKey: 'wrong' } : root;
        const sent =
          by === 'nobody'
            ? request
            : sign(request, {
                credentials,
                region: 'us-east-1',
                service,
                date: new Date(world.clock.sandbox),
              }).request;
        const response = await world.endpoint.handle(sent, connection);
        expect(world.bugs).toEqual([]);
        expectForm(response);
        if (by !== 'root') expect(response.status).toBeGreaterThanOrEqual(400);
        const after = await rows();
        if (response.status >= 400) expect(after).toBe(before);
        before = after;
      },
    ),
    { seed: 20261124, numRuns: 1_500 },
  );
}, 120_000);
