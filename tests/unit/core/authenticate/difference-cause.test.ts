// From two canonical requests to the rule that explains where they part: each row spoils one thing, as a
// signer with that one fault would.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html#signature-v4-troubleshooting-canonical-errors

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { differenceCause, type DifferenceCause } from '../../../../src/core/authenticate/difference-cause.ts';
import { firstDifference } from '../../../../src/core/authenticate/first-difference.ts';

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

function causeOf(signed: Partial<Parts>, received: Partial<Parts>): DifferenceCause | undefined {
  const [left, right] = [textOf({ ...base, ...signed }), textOf({ ...base, ...received })];
  const difference = firstDifference(left, right);
  return difference === undefined ? undefined : differenceCause(difference, left, right);
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
  ['body-unsigned', { payload: 'UNSIGNED-PAYLOAD' }, {}],
  ['body-unsigned', {}, { payload: 'UNSIGNED-PAYLOAD' }],
  ['other-body-form', {}, { payload: 'STREAMING-UNSIGNED-PAYLOAD-TRAILER' }],
];

describe('differenceCause', () => {
  it.each(rows)('%s: %j, %j', (cause, signed, received) => {
    expect(causeOf(signed, received)).toBe(cause);
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
        else expect(differenceCause(difference, left, right)).toBeTypeOf('string');
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
