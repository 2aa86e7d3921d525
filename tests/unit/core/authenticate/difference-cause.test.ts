// From two canonical requests to the rule that explains where they part: each row spoils one thing, as a
// signer with that one fault would.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html#signature-v4-troubleshooting-canonical-errors

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  differenceCause,
  type ComparedTexts,
  type DifferenceCause,
} from '../../../../src/core/authenticate/difference-cause.ts';
import { differenceWords } from '../../../../src/ui/words/difference.ts';
import { deriveCanonical } from '../../../../src/core/authenticate/derive-canonical.ts';
import { firstDifference } from '../../../../src/core/authenticate/first-difference.ts';
import { sign } from '../../../../src/core/sigv4/sign.ts';
import type { Header, HttpRequest } from '../../../../src/core/wire/message.ts';

interface Parts {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: readonly string[];
  readonly signed: string;
  readonly payload: string;
}

const hash = 'a'.repeat(64);
const emptyHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const base: Parts = {
  method: 'GET',
  path: '/',
  query: '',
  headers: ['host:iam.amazonaws.com', 'x-amz-date:20260801T120000Z'],
  signed: 'host;x-amz-date',
  payload: hash,
};

function textOf({ method, path, query, headers, signed, payload }: Parts): string {
  return [method, path, query, ...headers, '', signed, payload].join('\n');
}

function causeOf(
  signed: Partial<Parts>,
  received: Partial<Parts>,
  about: Pick<ComparedTexts, 'service' | 'signer'> = { service: undefined, signer: 'unknown' },
): DifferenceCause | undefined {
  return causeIn(textOf({ ...base, ...signed }), textOf({ ...base, ...received }), about);
}

function causeIn(
  signed: string,
  received: string,
  about: Pick<ComparedTexts, 'service' | 'signer'>,
): DifferenceCause | undefined {
  const difference = firstDifference(signed, received);
  return difference === undefined ? undefined : differenceCause(difference, { signed, received, ...about });
}

const rows: readonly [cause: DifferenceCause, signed: Partial<Parts>, received: Partial<Parts>][] = [
  ['method-case', { method: 'get' }, { method: 'GET' }],
  ['method-changed', { method: 'GET' }, { method: 'POST' }],
  ['path-signed-encoded-once', { path: '/a%20b' }, { path: '/a%2520b' }],
  ['path-signed-encoded-twice', { path: '/a%2520b' }, { path: '/a%20b' }],
  ['path-signed-unencoded', { path: '/a b' }, { path: '/a%20b' }],
  ['path-signed-unencoded', { path: '/a b%c3' }, { path: '/a%20b%C3' }],
  ['path-signed-not-normalized', { path: '/a//b/../c' }, { path: '/a/c' }],
  ['path-signed-normalized', { path: '/a/c' }, { path: '/a//c' }],
  ['path-changed', { path: '/a' }, { path: '/prod/a' }],
  ['query-unsorted', { query: 'b=1&a=1' }, { query: 'a=1&b=1' }],
  ['query-plus-for-space', { query: 'a=b+c' }, { query: 'a=b%20c' }],
  ['query-plus-for-space', { query: 'a=b%2Bc' }, { query: 'a=b%20c' }],
  ['query-signed-unencoded', { query: 'a=b/c' }, { query: 'a=b%2Fc' }],
  ['query-signed-unencoded', { query: 'a=%c3%bc' }, { query: 'a=%C3%BC' }],
  ['query-without-equals', { query: 'acl' }, { query: 'acl=' }],
  ['query-parameter-added', { query: 'a=1' }, { query: 'a=1&b=2' }],
  ['query-parameter-added', { query: 'a=1' }, { query: 'a=1&a=2' }],
  ['query-parameter-removed', { query: 'a=1&b=2' }, { query: 'a=1' }],
  ['query-parameter-changed', { query: 'a=1' }, { query: 'a=2' }],
  ['missing-token', { query: 'a=1&X-Amz-Security-Token=t' }, { query: 'a=1' }],
  ['wrong-host', {}, { headers: ['host:evil.example.com', 'x-amz-date:20260801T120000Z'] }],
  ['host-port', { headers: ['host:h:443'] }, { headers: ['host:h'] }],
  ['other-date', {}, { headers: ['host:iam.amazonaws.com', 'x-amz-date:20260801T120001Z'] }],
  ['missing-token', { headers: [...base.headers, 'x-amz-security-token:t'] }, {}],
  ['missing-token', {}, { headers: [...base.headers, 'x-amz-security-token:t'] }],
  ['other-token', { headers: ['x-amz-security-token:t'] }, { headers: ['x-amz-security-token:u'] }],
  ['header-not-trimmed', { headers: ['x-a: v'] }, { headers: ['x-a:v'] }],
  ['header-inner-spaces', { headers: ['x-a:a  b'] }, { headers: ['x-a:a b'] }],
  ['header-name-case', { headers: ['X-A:v'] }, { headers: ['x-a:v'] }],
  ['headers-unsorted', { headers: [...base.headers].reverse() }, {}],
  ['header-added', { headers: ['host:h'] }, { headers: ['host:h', 'x-a:v'] }],
  ['header-removed', { headers: ['host:h', 'x-a:v'] }, { headers: ['host:h'] }],
  ['header-changed', { headers: ['content-type:a'] }, { headers: ['content-type:a; charset=utf-8'] }],
  ['signed-headers-differ', { signed: 'host' }, {}],
  ['body-changed', {}, { payload: 'b'.repeat(64) }],
  ['body-lost', {}, { payload: emptyHash }],
  ['body-not-hashed', { payload: emptyHash }, {}],
  ['header-lines-not-joined', { headers: ['x-a:1', 'x-a:2'] }, { headers: ['x-a:1,2'] }],
  ['headers-unsorted', { headers: ['x-a: v', 'host:h'] }, { headers: ['host:h', 'x-a:v'] }],
  ['header-removed', { headers: ['content-type:a'] }, { headers: ['content-type:'] }],
  ['missing-token', { headers: ['x-amz-security-token:'] }, { headers: ['x-amz-security-token:t'] }],
  ['wrong-host', { headers: ['host:H.example.com'] }, { headers: ['host:h.example.com'] }],
  ['header-changed', { headers: ['x-a:V'] }, { headers: ['x-a:v'] }],
  ['query-encoded-again', { query: 'q=a%2520b' }, { query: 'q=a%20b' }],
  ['payload-hash-in-capitals', { payload: hash.toUpperCase() }, {}],
  ['body-unsigned', { payload: 'UNSIGNED-PAYLOAD' }, {}],
  ['body-unsigned', {}, { payload: 'UNSIGNED-PAYLOAD' }],
  ['other-body-form', {}, { payload: 'STREAMING-UNSIGNED-PAYLOAD-TRAILER' }],
];

describe('differenceCause', () => {
  it.each(rows)('%s: %j, %j', (cause, signed, received) => {
    expect(causeOf(signed, received)).toBe(cause);
  });

  it('names what a signer left out of the text itself', () => {
    const about = { service: 'iam', signer: 'unknown' } as const;
    const right = textOf(base);
    expect(causeIn(`${right}\n`, right, about)).toBe('line-feed-at-end');
    expect(causeIn(right.replace('\n\nhost;', '\nhost;'), right, about)).toBe('blank-line-missing');
  });

  // Each of these is a rule of the other kind of service, and no cause here.
  it.each<[string, string, string, DifferenceCause]>([
    ['s3', '/b/a%20b', '/b/a%2520b', 'path-changed'],
    ['s3', '/b/a//b', '/b/a/b', 'path-changed'],
    ['s3', '/b/a%2520b', '/b/a%20b', 'path-signed-encoded-twice'],
    ['iam', '/a%2520b', '/a%20b', 'path-changed'],
    ['iam', '/a%20b', '/a%2520b', 'path-signed-encoded-once'],
    ['iam', '/a b', '/a%2520b', 'path-signed-unencoded'],
  ])('of the path for %s: %s, %s', (service, signed, received, cause) => {
    expect(causeOf({ path: signed }, { path: received }, { service, signer: 'unknown' })).toBe(cause);
  });

  // What the decision view shows: our own signer keeps to the rules, so something was changed on the way.
  describe('after signing by the rules', () => {
    const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' };
    const date = new Date('2026-08-01T12:00:00Z');
    const message = (service: string): HttpRequest => ({
      method: 'GET',
      path: '/a%20b//c',
      query: 'q=a%20b&r=1',
      headers: [
        ['Host', `${service}.eu-west-1.amazonaws.com`],
        ['Content-Type', 'text/plain'],
      ],
      body: new Uint8Array(),
    });
    const header = (name: string, value: string | undefined) => (request: HttpRequest) => ({
      ...request,
      headers: request.headers.flatMap(([each, was]): Header[] =>
        each === name ? (value === undefined ? [] : [[each, value]]) : [[each, was]],
      ),
    });

    it.each<[string, string, (request: HttpRequest) => HttpRequest, DifferenceCause]>([
      ['the method', 'iam', (request) => ({ ...request, method: 'POST' }), 'method-changed'],
      [
        'a path encoded again',
        's3',
        (request) => ({ ...request, path: '/a%2520b//c' }),
        'path-encoded-again',
      ],
      ['slashes merged', 's3', (request) => ({ ...request, path: '/a%20b/c' }), 'path-changed'],
      ['a path decoded', 'iam', (request) => ({ ...request, path: '/a b/c' }), 'path-encoded-again'],
      ['a plus', 'iam', (request) => ({ ...request, query: 'q=a+b&r=1' }), 'query-space-sent-as-plus'],
      [
        'a query encoded again',
        'iam',
        (request) => ({ ...request, query: 'q=a%2520b&r=1' }),
        'query-encoded-again',
      ],
      [
        'a parameter more',
        'iam',
        (request) => ({ ...request, query: 'q=a%20b&r=1&utm=x' }),
        'query-parameter-added',
      ],
      [
        'another value',
        'iam',
        (request) => ({ ...request, query: 'q=a%20b&r=2' }),
        'query-parameter-changed',
      ],
      ['capitals in a value', 'iam', header('Content-Type', 'Text/plain'), 'header-changed'],
      ['a header dropped', 'iam', header('Content-Type', undefined), 'header-removed'],
      ['the host dropped', 'iam', header('Host', undefined), 'header-removed'],
      ['another host', 'iam', header('Host', 'proxy.example.com'), 'wrong-host'],
      ['another date', 'iam', header('X-Amz-Date', '20260801T120001Z'), 'other-date'],
      ['the body', 'iam', (request) => ({ ...request, body: new Uint8Array(1) }), 'body-not-hashed'],
    ])('%s of %s', (_, service, tamper, cause) => {
      const signed = sign(message(service), { credentials, region: 'eu-west-1', service, date });
      const received = deriveCanonical(tamper(signed.request))?.canonicalRequest ?? '';
      expect(causeIn(signed.canonicalRequest, received, { service, signer: 'rules' })).toBe(cause);
    });
  });

  it('never fails, whatever the texts', () => {
    const text = fc
      .array(
        fc.constantFrom('GET', '/', '\n', '', 'host:', 'a', ' ', 'a=1', '&', '+', '%', '\n\n', ';', 'X'),
        {
          maxLength: 14,
        },
      )
      .map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(text, text, (left, right) => {
        const difference = firstDifference(left, right);
        if (difference === undefined) expect(left).toBe(right);
        else {
          const texts = { signed: left, received: right, service: undefined, signer: 'unknown' } as const;
          expect(Object.keys(differenceWords)).toContain(differenceCause(difference, texts));
        }
      }),
      { seed: 6, numRuns: 3000 },
    );
  });
});

describe('the place of the difference', () => {
  it('is told in characters and in bytes of UTF-8, never inside a character', () => {
    expect(firstDifference('GET\n/ü€a', 'GET\n/ü€b')).toMatchObject({ column: 3, byte: 6 });
    expect(firstDifference('GET\n/\u{1F600}', 'GET\n/\u{1F601}')).toMatchObject({ column: 1, byte: 1 });
  });
});
