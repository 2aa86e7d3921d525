// A sandbox to test in: an account in memory, an endpoint, clocks that are set by hand, dice that
// are not dice; and a client that signs with the core's own signer.

import { utf8ToBytes } from '@noble/hashes/utils.js';
import { createAccount } from '../../../src/cloud/create-account.ts';
import { makeEndpoint, type Endpoint } from '../../../src/cloud/endpoint.ts';
import type { Catalog, Gate, IdentityProviders, Store } from '../../../src/cloud/ports.ts';
import type { Credentials, SignOptions } from '../../../src/core/sigv4/credentials.ts';
import { sign } from '../../../src/core/sigv4/sign.ts';
import { utf8ToText } from '../../../src/core/wire/utf8.ts';
import {
  headerValue,
  type Connection,
  type Header,
  type HttpRequest,
  type HttpResponse,
} from '../../../src/core/wire/message.ts';
import { makeMemoryStore } from '../../../src/db/memory-store.ts';
import { compiledCatalog } from '../compiled-catalog.ts';
import { makeInProcessGate } from './in-process-gate.ts';

export const connection: Connection = { sourceIp: '203.0.113.7', tls: true };

export interface Reply {
  readonly status: number;
  readonly text: string;
  readonly response: HttpResponse;
  /** AWS's error code, from XML or JSON. */
  readonly code: string | undefined;
  readonly message: string | undefined;
  readonly requestId: string;
}

export interface World {
  readonly endpoint: Endpoint;
  readonly store: Store;
  readonly accountId: string;
  readonly rootArn: string;
  readonly bugs: unknown[];
  clock: { device: number; sandbox: number };
  send(request: HttpRequest, from?: Connection): Promise<Reply>;
  /** A signed request of IAM or STS. */
  query(
    credentials: Credentials,
    action: string,
    parameters?: Readonly<Record<string, string>>,
    options?: { readonly service?: 'iam' | 'sts'; readonly version?: string; readonly date?: Date },
  ): Promise<Reply>;
  get(credentials: Credentials, path: string): Promise<Reply>;
  json(credentials: Credentials, target: string, body: object): Promise<Reply>;
  other(credentials: Credentials, action: string, ...resources: readonly string[]): Promise<Reply>;
  signIn(body: object): Promise<Reply>;
  actAs(principalArn: string): Promise<Credentials>;
  /** A new key of a user. */
  keyOf(root: Credentials, userName: string): Promise<Credentials>;
  events(): Promise<readonly Record<string, unknown>[]>;
}

export const start = Date.UTC(2026, 10, 22, 9, 30, 0);

export async function makeWorld({
  store = makeMemoryStore(),
  catalog = compiledCatalog(),
  identityProviders,
  gate = makeInProcessGate(),
}: {
  readonly store?: Store;
  readonly catalog?: Catalog;
  readonly gate?: Gate;
  readonly identityProviders?: IdentityProviders;
} = {}): Promise<World> {
  const clock = { device: start, sandbox: start };
  const bugs: unknown[] = [];
  const ports = {
    store,
    gate,
    catalog,
    ids: { randomBytes: makeRandom(1) },
    clock: { device: () => clock.device, sandbox: () => clock.sandbox },
    ...(identityProviders === undefined ? {} : { identityProviders }),
  };
  const created = await createAccount(ports, {
    alias: 'demo',
    email: 'root@example.com',
    password: 'Correct horse 7',
    withSampleBucket: true,
  });
  if (!created.ok) throw new Error(created.error.message);
  const endpoint = makeEndpoint({ ...ports, allowsActAs: true, onBug: (error) => bugs.push(error) });

  const send = async (request: HttpRequest, from = connection): Promise<Reply> =>
    replyOf(await endpoint.handle(request, from));
  const signed = (
    request: HttpRequest,
    credentials: Credentials,
    service: string,
    options: Partial<SignOptions> = {},
  ): Promise<Reply> =>
    send(
      sign(request, {
        credentials,
        region: 'us-east-1',
        service,
        date: new Date(clock.sandbox),
        ...options,
      }).request,
    );

  const world: World = {
    endpoint,
    store,
    ...created.value,
    bugs,
    clock,
    send,
    query: (credentials, action, parameters = {}, { service = 'iam', version, date } = {}) =>
      signed(
        queryRequest(service, action, parameters, version),
        credentials,
        service,
        date === undefined ? {} : { date },
      ),
    get: (credentials, path) =>
      signed(message('GET', path, [['Host', 's3.amazonaws.com']], ''), credentials, 's3'),
    json: (credentials, target, body) =>
      signed(
        message(
          'POST',
          '/',
          [
            ['Host', 'cloudtrail.us-east-1.amazonaws.com'],
            ['Content-Type', 'application/x-amz-json-1.1'],
            ['X-Amz-Target', target],
          ],
          JSON.stringify(body),
        ),
        credentials,
        'cloudtrail',
      ),
    other: (credentials, action, ...resources) => {
      const service = action.split(':')[0] ?? '';
      const headers: Header[] = [
        ['Host', `${service}.us-east-1.amazonaws.com`],
        ['x-gatehouse-action', action],
        ...resources.map((resource): Header => ['x-gatehouse-resource', resource]),
      ];
      return signed(message('POST', '/', headers, ''), credentials, service);
    },
    signIn: (body) =>
      send(
        message(
          'POST',
          '/',
          [
            ['Host', 'signin.aws.amazon.com'],
            ['Content-Type', 'application/x-amz-json-1.1'],
            ['X-Amz-Target', 'GatehouseSignin.SignIn'],
          ],
          JSON.stringify(body),
        ),
      ),
    actAs: async (principalArn) => {
      const reply = await world.signIn({ kind: 'actAs', 'gatehouse:actAs': principalArn });
      if (reply.status !== 200) throw new Error(reply.text);
      return JSON.parse(reply.text) as Credentials;
    },
    keyOf: async (root, userName) => {
      const reply = await world.query(root, 'CreateAccessKey', { UserName: userName });
      if (reply.status !== 200) throw new Error(reply.text);
      return {
        accessKeyId: element(reply.text, 'AccessKeyId') ?? '',
        secretAccessKey: element(reply.text, 'SecretAccessKey') ?? '',
      };
    },
    events: async () => {
      const records = await store.read((tables) => tables.events.all());
      return records.map((record) => JSON.parse(record.cloudTrailEvent) as Record<string, unknown>);
    },
  };
  return world;
}

export function queryRequest(
  service: 'iam' | 'sts',
  action: string,
  parameters: Readonly<Record<string, string>>,
  version = service === 'iam' ? '2010-05-08' : '2011-06-15',
): HttpRequest {
  const form = new URLSearchParams({ Action: action, Version: version, ...parameters }).toString();
  return message(
    'POST',
    '/',
    [
      ['Host', `${service}.amazonaws.com`],
      ['Content-Type', 'application/x-www-form-urlencoded; charset=utf-8'],
      ['User-Agent', 'test/1'],
    ],
    form,
  );
}

export function message(
  method: string,
  target: string,
  headers: readonly Header[],
  body: string,
): HttpRequest {
  const [path = '/', query = ''] = target.split('?');
  return { method, path, query, headers, body: utf8ToBytes(body) };
}

/** The text of the first element of that name, entities resolved. */
export function element(text: string, name: string): string | undefined {
  const found = new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1];
  return found
    ?.replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#xD;/g, '\r')
    .replace(/&amp;/g, '&');
}

export function elements(text: string, name: string): readonly string[] {
  return [...text.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map((match) => match[1] ?? '');
}

export function allow(
  action: string | readonly string[],
  resource: string | readonly string[] = '*',
): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: action, Resource: resource }],
  });
}

function replyOf(response: HttpResponse): Reply {
  const text = utf8ToText(response.body) ?? '';
  const json = (headerValue(response, 'content-type') ?? '').includes('json')
    ? (JSON.parse(text) as { __type?: string; message?: string })
    : undefined;
  return {
    status: response.status,
    text,
    response,
    code: json === undefined ? element(text, 'Code') : json.__type,
    message: json === undefined ? element(text, 'Message') : json.message,
    requestId: headerValue(response, 'x-amzn-requestid') ?? headerValue(response, 'x-amz-request-id') ?? '',
  };
}

/** Bytes from a linear congruential generator: different each time, the same in each run. */
function makeRandom(seed: number): (length: number) => Uint8Array {
  let state = BigInt(seed);
  return (length) =>
    Uint8Array.from({ length }, () => {
      state = (state * 6364136223846793005n + 1442695040888963407n) % (1n << 64n);
      return Number(state >> 56n);
    });
}
