// What is signed verifies; a change that changes the canonical request does not; one that does not, still does.

import { utf8ToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { deriveCanonical } from '../../src/core/authenticate/derive-canonical.ts';
import { parseAuthorization } from '../../src/core/authenticate/parse-authorization.ts';
import type { SecretRecord, Verification } from '../../src/core/authenticate/verification.ts';
import { verify } from '../../src/core/authenticate/verify.ts';
import { presign } from '../../src/core/sigv4/presign.ts';
import { sign } from '../../src/core/sigv4/sign.ts';
import { uriEncode } from '../../src/core/sigv4/uri-encode.ts';
import type { Header, HttpRequest } from '../../src/core/wire/message.ts';

const word = fc.oneof(fc.stringMatching(/^[ -~]{0,8}$/), fc.constantFrom('ü', 'a b', '%2F', '..', ''));
const pair = fc.tuple(
  word.filter((name) => name !== '' && !/^x-amz-/i.test(name)),
  word,
);
const now = new Date('2026-08-01T12:00:00Z');

const cases = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT'),
  path: fc.array(word, { maxLength: 3 }).map((segments) => `/${segments.map(uriEncode).join('/')}`),
  query: fc.array(pair, { maxLength: 4 }),
  headers: fc.uniqueArray(
    fc.tuple(
      fc.oneof(
        fc.constantFrom('Content-Type', 'X-Amz-Target', 'x-gatehouse-action'),
        fc.stringMatching(/^x-[a-z]{3,8}$/),
      ),
      fc.stringMatching(/^[!-~]{1,6}( [!-~]{1,6}){0,2}$/),
    ),
    { maxLength: 4, selector: ([name]) => name.toLowerCase() },
  ),
  body: fc.uint8Array({ maxLength: 40 }),
  service: fc.constantFrom('iam', 's3', 'cloudtrail', 'ec2'),
  token: fc.option(fc.stringMatching(/^[A-Za-z0-9+/=]{10,40}$/), { nil: undefined }),
  signSessionToken: fc.boolean(),
  age: fc.integer({ min: -299, max: 299 }),
  presigned: fc.boolean(),
});

type Case = typeof cases extends fc.Arbitrary<infer Value> ? Value : never;

function signedCase(from: Case): { request: HttpRequest; record: SecretRecord } {
  const record = {
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    ...(from.token === undefined ? {} : { sessionToken: from.token }),
  };
  const region = from.service === 'iam' ? 'us-east-1' : 'eu-central-1';
  const host = from.service === 'iam' ? 'iam.amazonaws.com' : `${from.service}.${region}.amazonaws.com`;
  const request: HttpRequest = {
    method: from.method,
    path: from.path,
    query: from.query.map(([name, value]) => `${uriEncode(name)}=${uriEncode(value)}`).join('&'),
    headers: [['Host', host], ...from.headers],
    body: from.body,
  };
  const options = {
    credentials: record,
    region,
    service: from.service,
    // A presigned request is not signed in the future.
    date: new Date(now.getTime() + from.age * 1000),
    // S3 wants the token signed (S3 API reference, sigv4-query-string-auth).
    signSessionToken: from.service === 's3' || from.signSessionToken,
  };
  const signed = from.presigned ? presign(request, { ...options, expiresIn: 600 }) : sign(request, options);
  return { request: signed.request, record };
}

const check = (request: HttpRequest, record: SecretRecord): Verification =>
  verify(request, (id) => (id === record.accessKeyId ? record : undefined), now);

describe('sign, then verify', () => {
  it('holds', () => {
    fc.assert(
      fc.property(cases, (from) => {
        const { request, record } = signedCase(from);
        const verification = check(request, record);
        expect(verification).toMatchObject({ kind: 'verified', presigned: from.presigned });
        expect(verification.kind === 'verified' && verification.signedAt).toBe(
          now.getTime() + from.age * 1000,
        );
      }),
      { seed: 11, numRuns: 500 },
    );
  });

  it('fails with any other secret', () => {
    fc.assert(
      fc.property(cases, (from) => {
        const { request, record } = signedCase(from);
        expect(check(request, { ...record, secretAccessKey: `${record.secretAccessKey}x` })).toMatchObject({
          kind: 'refused',
          reason: 'signature-mismatch',
        });
      }),
      { seed: 12 },
    );
  });

  it('holds after changes that leave the canonical request as it is', () => {
    const harmless = fc.constantFrom<(request: HttpRequest) => HttpRequest>(
      (request) => ({
        ...request,
        headers: request.headers.map(([name, value]) => [name.toUpperCase(), value]),
      }),
      (request) => ({
        ...request,
        headers: request.headers.map(([name, value]) => [name.toLowerCase(), value]),
      }),
      (request) => ({ ...request, headers: [...request.headers].reverse() }),
      (request) => ({ ...request, headers: request.headers.map(([name, value]) => [name, `  ${value}\t`]) }),
      (request) => ({
        ...request,
        headers: request.headers.map(([name, value]) => [
          name,
          isAuthorization(name) ? value : value.replace(/ /g, '   '),
        ]),
      }),
      (request) => ({ ...request, query: request.query.split('&').reverse().join('&') }),
      (request) => ({
        ...request,
        query: request.query.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
      }),
      (request) => ({
        ...request,
        headers: [...request.headers, ['User-Agent', 'a proxy put me here'] as Header],
      }),
    );
    fc.assert(
      fc.property(cases, harmless, (from, change) => {
        const { request, record } = signedCase(from);
        expect(check(change(request), record).kind).toBe('verified');
      }),
      { seed: 13, numRuns: 500 },
    );
  });

  it('fails after any change to what is signed', () => {
    const harmful = fc.constantFrom<(request: HttpRequest) => HttpRequest>(
      (request) => ({ ...request, method: request.method === 'GET' ? 'POST' : 'GET' }),
      (request) => ({ ...request, path: `${request.path}x` }),
      (request) => ({ ...request, query: `${request.query}&Extra=1` }),
      (request) => ({ ...request, headers: [...request.headers, ['x-amz-extra', '1'] as Header] }),
      (request) => ({ ...request, headers: [...request.headers, ['x-gatehouse-resource', '*'] as Header] }),
      (request) => changeHeader(request, 'host', (value) => `x${value}`),
      (request) => changeHeader(request, 'host', (value) => value.replace('amazonaws.com', 'example.com')),
      (request) => ({ ...request, headers: [...request.headers, ['Host', 'iam.amazonaws.com'] as Header] }),
    );
    fc.assert(
      fc.property(cases, harmful, (from, change) => {
        const { request, record } = signedCase(from);
        expect(check(change(request), record).kind).toBe('refused');
      }),
      { seed: 14, numRuns: 500 },
    );
  });

  it('holds after a change of any byte if and only if the canonical request is still the same', () => {
    // Places are counted over the whole message, so that every part of it is hit as often as it is long.
    const parts = ['method', 'path', 'query', 'header', 'body'] as const;
    const seen = { same: 0, other: 0 };
    fc.assert(
      fc.property(
        cases,
        fc.constantFrom(...parts),
        fc.nat(),
        fc.integer({ min: 1, max: 127 }),
        (from, part, at, flip) => {
          const { request, record } = signedCase(from);
          const changed = changeOneByte(request, part, { at, flip });
          fc.pre(changed !== undefined);
          // The body’s hash is the last line only where the signer has not stated another one.
          const same = textsOf(changed) === textsOf(request) && (part !== 'body' || isBodyFree(from));
          seen[same ? 'same' : 'other'] += 1;
          expect(check(changed, record).kind, JSON.stringify([part, request, changed])).toBe(
            same ? 'verified' : 'refused',
          );
        },
      ),
      { seed: 18, numRuns: 5000 },
    );
    // Both ways happen: else one of them would be held by nothing.
    expect(seen.same).toBeGreaterThan(100);
    expect(seen.other).toBeGreaterThan(1000);
  });

  it('fails after any change of one byte of a signed body', () => {
    fc.assert(
      fc.property(cases, fc.nat(), fc.integer({ min: 1, max: 255 }), (from, at, flip) => {
        fc.pre(from.body.length > 0 && !(from.presigned && from.service === 's3'));
        const { request, record } = signedCase(from);
        const body = request.body.map((byte, index) =>
          index === at % request.body.length ? byte ^ flip : byte,
        );
        expect(check({ ...request, body }, record)).toMatchObject({
          kind: 'refused',
          reason: from.service === 's3' ? 'payload-hash-mismatch' : 'signature-mismatch',
        });
      }),
      { seed: 15, numRuns: 300 },
    );
  });

  it('fails after any change of one signed header value, and of the signature itself', () => {
    fc.assert(
      fc.property(cases, fc.nat(), (from, at) => {
        const { request, record } = signedCase(from);
        const [name] = request.headers[at % request.headers.length] ?? ['host'];
        const changed = changeHeader(request, name, (value) => `${value}0`);
        expect(check(changed, record).kind).toBe('refused');
      }),
      { seed: 16, numRuns: 300 },
    );
  });
});

it('never throws, whatever comes', () => {
  const junk = fc.string({ unit: 'binary', maxLength: 40 });
  const pieces = fc
    .array(
      fc.constantFrom(
        'AWS4-HMAC-SHA256 ',
        'Credential=',
        'AKID',
        '/',
        '20260801',
        'us-east-1',
        's3',
        'iam',
        'aws4_request',
        ',',
        'SignedHeaders=',
        'host',
        ';',
        'Signature=',
        'ab',
        '=',
        ' ',
        '\n',
        'X-Amz-Algorithm=',
        'X-Amz-Credential=',
        '&',
        '%',
      ),
      { maxLength: 20 },
    )
    .map((parts) => parts.join(''));
  const text = fc.oneof(junk, pieces);
  fc.assert(
    fc.property(
      fc.record({
        method: text,
        path: text,
        query: text,
        headers: fc.array(
          fc.tuple(
            fc.oneof(
              fc.constantFrom('authorization', 'host', 'x-amz-date', 'date', 'x-amz-content-sha256'),
              junk,
            ),
            text,
          ),
          { maxLength: 6 },
        ),
        body: fc.uint8Array({ maxLength: 8 }),
      }),
      (request) => {
        const verification = verify(request, (accessKeyId) => ({ accessKeyId, secretAccessKey: 'x' }), now);
        expect(verification.kind).not.toBe('verified');
      },
    ),
    { seed: 17, numRuns: 3000 },
  );
});

function isAuthorization(name: string): boolean {
  return name.toLowerCase() === 'authorization';
}

/** All that a signature depends on, and the signature itself. */
function textsOf(request: HttpRequest): string | undefined {
  const derived = deriveCanonical(request);
  const parsed = parseAuthorization(request);
  if (derived === undefined || (parsed.kind !== 'header' && parsed.kind !== 'query')) return undefined;
  const { algorithm, credential, signature, token } = parsed;
  return JSON.stringify([
    derived.canonicalRequest,
    derived.stringToSign,
    algorithm,
    credential,
    signature,
    token,
  ]);
}

/** S3’s presigned requests leave the body unsigned. */
function isBodyFree({ presigned, service }: Case): boolean {
  return presigned && service === 's3';
}

/** The message with one character changed, or one byte of its body; undefined where that part has none. */
function changeOneByte(
  request: HttpRequest,
  part: 'method' | 'path' | 'query' | 'header' | 'body',
  { at, flip }: { readonly at: number; readonly flip: number },
): HttpRequest | undefined {
  if (part === 'body') {
    const index = at % request.body.length;
    if (request.body.length === 0) return undefined;
    return { ...request, body: request.body.map((byte, place) => (place === index ? byte ^ flip : byte)) };
  }
  if (part !== 'header') {
    const changed = changeOneCharacter(request[part], at, flip);
    return changed === undefined ? undefined : { ...request, [part]: changed };
  }
  const index = at % request.headers.length;
  const value = changeOneCharacter(request.headers[index]?.[1] ?? '', at >> 3, flip);
  return value === undefined
    ? undefined
    : {
        ...request,
        headers: request.headers.map((header, place) => (place === index ? [header[0], value] : header)),
      };
}

/** To another printable character of ASCII. */
function changeOneCharacter(text: string, at: number, flip: number): string | undefined {
  if (text === '') return undefined;
  const index = at % text.length;
  const unit = 0x20 + ((text.charCodeAt(index) + flip) % 0x5f);
  const changed = text.slice(0, index) + String.fromCharCode(unit) + text.slice(index + 1);
  return changed === text ? undefined : changed;
}

function changeHeader(request: HttpRequest, wanted: string, change: (value: string) => string): HttpRequest {
  return {
    ...request,
    headers: request.headers.map(([name, value]) => [
      name,
      name.toLowerCase() === wanted.toLowerCase() ? change(value) : value,
    ]),
  };
}

it('keeps the body out of it only where the signer said so', () => {
  const record = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' };
  const request: HttpRequest = {
    method: 'PUT',
    path: '/b/k',
    query: '',
    headers: [
      ['Host', 's3.eu-central-1.amazonaws.com'],
      ['x-amz-content-sha256', 'UNSIGNED-PAYLOAD'],
    ],
    body: utf8ToBytes('one'),
  };
  const signed = sign(request, { credentials: record, region: 'eu-central-1', service: 's3', date: now });
  expect(check({ ...signed.request, body: utf8ToBytes('two') }, record).kind).toBe('verified');
});
