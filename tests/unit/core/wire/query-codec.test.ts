import { utf8ToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeForm,
  decodeQuery,
  encodeRfc3986,
  queryList,
  writeQueryError,
  writeQueryResponse,
} from '../../../../src/core/wire/query-codec.ts';
import { writeXml, xml } from '../../../../src/core/wire/xml-writer.ts';

it('reads a plus in a query as the canonical query does, and in a form as a space', () => {
  expect(decodeQuery('a=b+c')).toEqual([['a', 'b+c']]);
  expect(decodeQuery('a=b%2Bc')).toEqual([['a', 'b+c']]);
  expect(decodeForm(utf8ToBytes('a=b+c'))).toEqual([['a', 'b c']]);
});

describe('decodeForm', () => {
  it.each([
    ['Action=ListUsers&Version=2010-05-08', [['Action', 'ListUsers'], ['Version', '2010-05-08']]], // prettier-ignore
    ['a=b+c&d=%2B', [['a', 'b c'], ['d', '+']]], // prettier-ignore
    ['a=x=y', [['a', 'x=y']]],
    ['a&b=', [['a', ''], ['b', '']]], // prettier-ignore
    ['&&', []],
    ['n=%C3%A4', [['n', 'ä']]],
  ])('%s', (form, pairs) => {
    expect(decodeForm(utf8ToBytes(form))).toEqual(pairs);
  });

  it.each(['a=%', 'a=%zz', 'a=%C3'])('refuses the broken escape in %s', (form) => {
    expect(decodeForm(utf8ToBytes(form))).toBeUndefined();
    expect(decodeQuery(form)).toBeUndefined();
  });

  it('refuses bytes that are not UTF-8', () => {
    expect(decodeForm(Uint8Array.of(0x61, 0x3d, 0xff))).toBeUndefined();
  });

  it('reads what URLSearchParams writes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }))),
        (pairs) => {
          const named = pairs.filter(([name, value]) => name !== '' || value !== '');
          expect(decodeForm(utf8ToBytes(new URLSearchParams(named).toString()))).toEqual(named);
        },
      ),
      { seed: 7 },
    );
  });
});

it('writes an answer as IAM does', () => {
  const text = writeQueryResponse({
    operation: 'ListUserPolicies',
    namespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
    result: [queryList('PolicyNames', ['a', 'b']), xml('IsTruncated', 'false')],
    requestId: 'r',
  });
  expect(text).toBe(
    '<ListUserPoliciesResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><ListUserPoliciesResult>' +
      '<PolicyNames><member>a</member><member>b</member></PolicyNames><IsTruncated>false</IsTruncated>' +
      '</ListUserPoliciesResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></ListUserPoliciesResponse>',
  );
});

it.each([
  [400, 'Sender'],
  [500, 'Receiver'],
])('says of an error with status %i whose fault it is', (status, type) => {
  const text = writeQueryError({ namespace: 'urn:n', status, code: 'C', message: 'a < b', requestId: 'r' });
  expect(text).toBe(
    `<ErrorResponse xmlns="urn:n"><Error><Type>${type}</Type><Code>C</Code><Message>a &lt; b</Message></Error><RequestId>r</RequestId></ErrorResponse>`,
  );
});

it('encodes a document so that decodeURIComponent gives it back, and leaves only unreserved characters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const encoded = encodeRfc3986(text);
      expect(decodeURIComponent(encoded)).toBe(text);
      expect(encoded).toMatch(/^[A-Za-z0-9._~%-]*$/);
    }),
    { seed: 7 },
  );
});

it('writes an empty list as an empty element', () => {
  expect(writeXml(queryList('Users', []))).toBe('<Users/>');
});
