// The rules of the canonical request, one by one.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#create-canonical-request

import { describe, expect, it } from 'vitest';

import {
  canonicalHeaders,
  canonicalPath,
  canonicalQuery,
  canonicalRequest,
  signableHeaders,
} from '../../../../src/core/sigv4/canonical-request.ts';
import { parseBasicDate, parseHttpDate } from '../../../../src/core/sigv4/date.ts';
import { uriDecode, uriEncode } from '../../../../src/core/sigv4/uri-encode.ts';
import type { Header } from '../../../../src/core/wire/message.ts';

describe('canonicalPath', () => {
  // Sent path, for S3 (S3 API reference, sig-v4-header-based-auth: not normalised), for all others.
  it.each([
    ['', '/', '/'],
    ['/', '/', '/'],
    ['/a b', '/a%20b', '/a%20b'],
    ['/a%20b', '/a%20b', '/a%2520b'],
    ['/ü', '/%C3%BC', '/%C3%BC'],
    ['/%c3%bc', '/%C3%BC', '/%25c3%25bc'],
    ['/test$file.text', '/test%24file.text', '/test%24file.text'],
    ['/my-object//example//photo.user', '/my-object//example//photo.user', '/my-object/example/photo.user'],
    ['/a/./b/../c', '/a/./b/../c', '/a/c'],
    ['/a/../..', '/a/../..', '/'],
    ['/a/', '/a/', '/a/'],
    ['//', '//', '/'],
    // An encoded slash is part of a key, not a separator.
    ['/a%2Fb', '/a%2Fb', '/a%252Fb'],
    ['/~-._', '/~-._', '/~-._'],
    ['/100%', '/100%25', '/100%25'],
  ])('%j is %j for S3 and %j for the others', (path, s3, others) => {
    expect(canonicalPath(path, { doubleEncodePath: false, normalizePath: false })).toBe(s3);
    expect(canonicalPath(path, { doubleEncodePath: true, normalizePath: true })).toBe(others);
  });
});

describe('canonicalQuery', () => {
  it.each([
    ['', ''],
    ['acl', 'acl='],
    ['prefix=somePrefix&marker=someMarker&max-keys=20', 'marker=someMarker&max-keys=20&prefix=somePrefix'],
    ['b=2&a=2&a=1&a', 'a=&a=1&a=2&b=2'],
    // Sorted as encoded: `%` comes before letters, upper case before lower.
    ['a=1&B=1&%C3%BC=1', '%C3%BC=1&B=1&a=1'],
    // By name first: a name is not the start of a longer one.
    ['a-=2&a=1', 'a=1&a-=2'],
    ['a=b=c', 'a=b%3Dc'],
    ['a=b c', 'a=b%20c'],
    ['a=b+c', 'a=b%2Bc'],
    ['a=%7e/', 'a=~%2F'],
    ['&&a=1&', 'a=1'],
    ['X-Amz-Signature=ab&X-Amz-Date=d', 'X-Amz-Date=d'],
  ])('%j → %j', (query, expected) => {
    expect(canonicalQuery(query)).toBe(expected);
  });
});

it('writes a signed header that is not there with no value', () => {
  const request = { method: 'GET', path: '/', query: '', headers: [], body: new Uint8Array() };
  const options = { signedHeaders: ['host'], payloadHash: 'h', doubleEncodePath: true, normalizePath: true };
  expect(canonicalRequest(request, options)).toBe('GET\n/\n\nhost:\n\nhost\nh');
});

describe('headers', () => {
  const headers: readonly Header[] = [
    ['Host', 'h'],
    ['X-Multi', ' b '],
    ['x-multi', 'a   a'],
    ['X-Fold', 'one\r\n\t two'],
    ['X-Empty', '  '],
    ['X-Nbsp', '\u00a0x'],
    ['Authorization', 'a'],
    ['User-Agent', 'a'],
    ['Proxy-Authorization', 'a'],
    ['Sec-Fetch-Mode', 'a'],
    ['X-Amzn-Trace-Id', 'a'],
  ];

  it.each([
    // Repeated headers in their order; runs of spaces one space; folding undone.
    ['x-multi', 'b,a a'],
    ['x-fold', 'one two'],
    ['x-empty', ''],
    ['x-nbsp', '\u00a0x'],
  ])('%s is %j', (name, value) => {
    expect(canonicalHeaders(headers).get(name)).toBe(value);
  });

  it('are signed but for those that proxies change', () => {
    expect(signableHeaders(headers)).toEqual(['host', 'x-empty', 'x-fold', 'x-multi', 'x-nbsp']);
  });
});

describe('dates', () => {
  it.each([
    ['20150830T123600Z', '2015-08-30T12:36:00Z'],
    ['20240229T000000Z', '2024-02-29T00:00:00Z'],
    ['20230229T000000Z', undefined],
    ['20150830T246000Z', undefined],
    ['20150830T240000Z', undefined],
    ['20150830T236000Z', undefined],
    ['20150830T235960Z', undefined],
    ['20150431T000000Z', undefined],
    ['20150800T000000Z', undefined],
    ['20151301T000000Z', undefined],
    ['20150001T000000Z', undefined],
    ['00990101T000000Z', undefined],
    ['2015-08-30T12:36:00Z', undefined],
    ['', undefined],
  ])('in basic format: %j', (text, expected) => {
    expect(parseBasicDate(text)).toBe(expected === undefined ? undefined : Date.parse(expected));
  });

  it.each([
    ['Sun, 30 Aug 2015 12:36:00 GMT', '2015-08-30T12:36:00Z'],
    ['Sun, 30 Foo 2015 12:36:00 GMT', undefined],
    ['Sun, 30 Aug 2015 12:36:00 +0200', undefined],
  ])('of HTTP: %j', (text, expected) => {
    expect(parseHttpDate(text)).toBe(expected === undefined ? undefined : Date.parse(expected));
  });
});

it('encodes every byte but the unreserved ones, and decodes to bytes', () => {
  expect(uriEncode("AZaz09-._~ !'()*/")).toBe('AZaz09-._~%20%21%27%28%29%2A%2F');
  expect(uriEncode('€')).toBe('%E2%82%AC');
  expect([...uriDecode('%ff%zz%4')]).toEqual([0xff, 0x25, 0x7a, 0x7a, 0x25, 0x34]);
});
