// Every line of a canonical request with the rules that made it, of
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#create-canonical-request

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { canonicalRequest, signableHeaders } from '../../../../src/core/sigv4/canonical-request.ts';
import type { CanonicalOptions } from '../../../../src/core/sigv4/canonical-request.ts';
import { explainCanonicalRequest } from '../../../../src/core/sigv4/explain-canonical.ts';
import type { Header, HttpRequest } from '../../../../src/core/wire/message.ts';

const plain: HttpRequest = { method: 'GET', path: '/', query: '', headers: [], body: new Uint8Array() };
const others = { payloadHash: 'e3b0c442', doubleEncodePath: true, normalizePath: true };
const s3 = { ...others, doubleEncodePath: false, normalizePath: false };

function linesOf(request: HttpRequest, options: Omit<CanonicalOptions, 'signedHeaders'>) {
  return explainCanonicalRequest(request, { ...options, signedHeaders: signableHeaders(request.headers) });
}

describe('the path', () => {
  it.each([
    ['/', others, '/', ['path-as-sent']],
    ['', others, '/', ['path-empty']],
    ['/a/../b//c', others, '/b/c', ['path-normalized']],
    ['/a/../b//c', s3, '/a/../b//c', ['path-as-sent']],
    ['/a%20b', others, '/a%2520b', ['path-encoded-twice']],
    ['/a%20b', s3, '/a%20b', ['path-as-sent']],
    ['/a b', s3, '/a%20b', ['path-encoded-once']],
    ['/a$b', others, '/a%24b', ['path-encoded-once']],
    ['/x/./a%20b', others, '/x/a%2520b', ['path-normalized', 'path-encoded-twice']],
  ])('%j becomes %3$j', (path, options, text, rules) => {
    expect(linesOf({ ...plain, path }, options)[1]).toEqual({
      index: 1,
      part: 'path',
      text,
      from: path,
      rules,
    });
  });
});

describe('the query', () => {
  it.each([
    ['', '', ['query-empty']],
    ['a=1&b=2', 'a=1&b=2', ['query-as-sent']],
    ['b=2&a=1', 'a=1&b=2', ['query-sorted']],
    ['b=2&a=2&a=1', 'a=1&a=2&b=2', ['query-sorted']],
    ['acl', 'acl=', ['query-equals-added']],
    ['a=b c/', 'a=b%20c%2F', ['query-encoded']],
    ['a=%7e', 'a=~', ['query-encoded']],
    ['a=b=c', 'a=b%3Dc', ['query-encoded']],
    ['a=1&&b=2', 'a=1&b=2', ['query-empty-parts-dropped']],
    ['X-Amz-Date=1&X-Amz-Signature=ab', 'X-Amz-Date=1', ['query-signature-left-out']],
    ['b&a=x y', 'a=x%20y&b=', ['query-equals-added', 'query-encoded', 'query-sorted']],
  ])('%j becomes %j', (query, text, rules) => {
    expect(linesOf({ ...plain, query }, others)[2]).toMatchObject({ text, from: query, rules });
  });
});

describe('the headers', () => {
  it.each<[string, readonly Header[], string, string, readonly string[]]>([
    ['as sent', [['host', 'h']], 'host:h', 'host: h', ['header-lower-case']],
    ['in capitals', [['Host', 'h']], 'host:h', 'Host: h', ['header-lower-case']],
    ['padded', [['x-a', '  v ']], 'x-a:v', 'x-a:   v ', ['header-trimmed']],
    ['with spaces inside', [['x-a', 'a   b']], 'x-a:a b', 'x-a: a   b', ['header-spaces-joined']],
    ['folded', [['x-a', 'a\n  b']], 'x-a:a b', 'x-a: a\n  b', ['header-unfolded']],
    [
      'repeated',
      [
        ['X-A', '1'],
        ['x-a', '2'],
      ],
      'x-a:1,2',
      'X-A: 1\nx-a: 2',
      ['header-lower-case', 'header-values-joined'],
    ],
  ])('%s', (_, headers, text, from, rules) => {
    expect(linesOf({ ...plain, headers }, others)[3]).toMatchObject({ part: 'header', text, from, rules });
  });

  it('say when one that is signed is not there', () => {
    const [, , , line] = explainCanonicalRequest(plain, { ...others, signedHeaders: ['host'] });
    expect(line).toMatchObject({ text: 'host:', from: '', rules: ['header-absent'] });
  });

  it('end in an empty line and the list, which names what it leaves out', () => {
    const headers: Header[] = [
      ['Host', 'h'],
      ['User-Agent', 'u'],
      ['Authorization', 'a'],
    ];
    expect(linesOf({ ...plain, headers }, others).slice(4)).toMatchObject([
      { part: 'end', text: '', rules: ['headers-end'] },
      {
        part: 'signed-headers',
        text: 'host',
        from: 'user-agent',
        rules: ['signed-headers-listed', 'headers-left-out'],
      },
      { part: 'payload-hash', rules: ['payload-hashed'] },
    ]);
  });
});

it.each([
  ['UNSIGNED-PAYLOAD', 'payload-unsigned'],
  ['STREAMING-UNSIGNED-PAYLOAD-TRAILER', 'payload-streamed'],
  ['e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 'payload-hashed'],
])('the last line %s: %s', (payloadHash, rule) => {
  expect(linesOf(plain, { ...others, payloadHash }).at(-1)).toMatchObject({
    text: payloadHash,
    rules: [rule],
  });
});

it('gives the lines of the canonical request, whatever the request', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom('', '/', '//', '/a/../b', 'a=1&a', 'b=%', '&&', 'X-Amz-Signature=1', ' a  b ', 'x\n y'),
  );
  fc.assert(
    fc.property(
      fc.record({
        method: text,
        path: text,
        query: text,
        headers: fc.array(fc.tuple(fc.constantFrom('Host', 'x-a', 'X-A', 'User-Agent'), text), {
          maxLength: 5,
        }),
        options: fc.constantFrom(others, s3),
      }),
      ({ options, ...message }) => {
        const request = { ...message, body: new Uint8Array() };
        const whole = { ...options, signedHeaders: signableHeaders(request.headers) };
        const lines = explainCanonicalRequest(request, whole);
        expect(lines.map((line) => line.text).join('\n')).toBe(canonicalRequest(request, whole));
      },
    ),
    { seed: 5, numRuns: 2000 },
  );
});
