// S3 API reference, sigv4-HTTPPOSTConstructPolicy.

import { utf8ToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';

import { readPolicyJson } from '../../../../../src/core/authenticate/post-form/read-policy-json.ts';
import { readPostPolicy } from '../../../../../src/core/authenticate/post-form/read-post-policy.ts';
import { base64FromBytes } from '../../../../../src/core/lang/base64.ts';

const read = (text: string) => readPostPolicy(base64FromBytes(utf8ToBytes(text)));
const withConditions = (conditions: string) =>
  read(`{"expiration": "2015-12-30T12:00:00Z", "conditions": ${conditions}}`);
const conditionsOf = (text: string) => {
  const policy = withConditions(text);
  return policy.ok ? policy.value.conditions : policy.error;
};

describe('a policy that is read', () => {
  it('is that of the reference, with a comma at the end of its list', () => {
    const text = `{ "expiration": "2007-12-01T12:00:00.000Z",
      "conditions": [
        {"acl": "public-read" },
        {"bucket": "johnsmith" },
        ["starts-with", "$key", "user/eric/"],
      ]
    }`;
    expect(read(text)).toEqual({
      ok: true,
      value: {
        expiresAt: Date.UTC(2007, 11, 1, 12),
        conditions: [
          { kind: 'eq', variable: '$acl', value: 'public-read', text: '["eq", "$acl", "public-read"]' },
          { kind: 'eq', variable: '$bucket', value: 'johnsmith', text: '["eq", "$bucket", "johnsmith"]' },
          {
            kind: 'starts-with',
            variable: '$key',
            value: 'user/eric/',
            text: '["starts-with", "$key", "user/eric/"]',
          },
        ],
      },
    });
  });

  it.each([
    ['2015-12-30T12:00:00Z', 0],
    ['2015-12-30T12:00:00.000Z', 0],
    ['2015-12-30T12:00:00.5Z', 500],
    ['2015-12-30T12:00:00.029Z', 29],
    ['2015-12-30T12:00:00.123456789Z', 123],
  ])('ends at %s', (expiration, milliseconds) => {
    expect(read(`{"conditions": [], "expiration": "${expiration}"}`)).toEqual({
      ok: true,
      value: { expiresAt: Date.UTC(2015, 11, 30, 12) + milliseconds, conditions: [] },
    });
  });

  it.each<[string, readonly object[]]>([
    ['[["eq", "$acl", "a"]]', [{ kind: 'eq', variable: '$acl', value: 'a', text: '["eq", "$acl", "a"]' }]],
    ['[["StArTs-WiTh", "$KeY", ""]]', [{ kind: 'starts-with', variable: '$KeY', value: '' }]],
    ['[["eq", "acl", "a"]]', [{ kind: 'eq', variable: 'acl', value: 'a', text: '["eq", "acl", "a"]' }]],
    [
      '[["eq", "$Content-Disposition", "a=\\"b\\""]]',
      [{ value: 'a="b"', text: '["eq", "$Content-Disposition", "a=\\"b\\""]' }],
    ],
    [
      '[["content-length-range", 1048576, 10485760]]',
      [
        {
          kind: 'content-length-range',
          minimum: 1_048_576,
          maximum: 10_485_760,
          text: '["content-length-range", 1048576, 10485760]',
        },
      ],
    ],
    ['[["content-length-range", "5", "10"]]', [{ minimum: 5, maximum: 10 }]],
    ['[["content-length-range", -1, 0]]', [{ minimum: -1, maximum: 0 }]],
    [
      '[["content-length-range", "test", "10"]]',
      [{ minimum: undefined, maximum: 10, text: '["content-length-range", "test", "10"]' }],
    ],
    ['[{"__proto__": "a"}]', [{ kind: 'eq', variable: '$__proto__', value: 'a' }]],
  ])('has the conditions %s', (text, expected) => {
    expect(conditionsOf(text)).toMatchObject(expected);
    expect(conditionsOf(text)).toHaveLength(expected.length);
  });
});

describe('a policy that is refused', () => {
  it.each([
    ['', 'Invalid JSON.'],
    ['[]', 'Invalid JSON.'],
    ['{"expiration": "2015-12-30T12:00:00Z", "conditions": []} x', 'Invalid JSON.'],
    ['{"expiration": "2015-12-30T12:00:00Z", "conditions": [],}', 'Invalid JSON.'],
    ['{"conditions": [], "expiration": "2015-12-30T12:00:00Z", "conditions": []}', 'Invalid JSON.'],
    ['{"Version": "2012-10-17"}', "Unexpected: 'version'"],
    ['{"expiration": "2015-12-30T12:00:00Z", "CONDITIONS": []}', "Unexpected: 'conditions'"],
    ['{"conditions": []}', 'Policy missing expiration.'],
    ['{"expiration": "2015-12-30T12:00:00Z"}', 'Policy missing conditions.'],
    [
      '{"expiration": "2015-12-30T12:00:00Z", "conditions": {}}',
      "Invalid 'conditions' value: must be a List.",
    ],
  ])('is %s', (text, error) => {
    expect(read(text)).toEqual({ ok: false, error });
  });

  it.each([
    'soon',
    '2015-12-30',
    '2015-12-30T12:00:00',
    '2015-12-30 12:00:00Z',
    '2015-12-30T12:00:00+00:00',
    '2015-12-30T12:00:00.Z',
    '2015-02-30T12:00:00Z',
    '20151230T120000Z',
  ])('ends at %s', (expiration) => {
    const error = `Invalid 'expiration' value: '${expiration}'`;
    expect(read(`{"expiration": "${expiration}", "conditions": []}`)).toEqual({ ok: false, error });
  });

  it('ends at a number, or at nothing that can be printed', () => {
    expect(read('{"expiration": 1451476800, "conditions": []}')).toEqual({
      ok: false,
      error: "Invalid 'expiration' value: '1451476800'",
    });
    expect(read('{"expiration": [], "conditions": []}')).toEqual({
      ok: false,
      error: "Invalid 'expiration' value: ''",
    });
  });

  const exactlyOne = 'Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.';
  it.each([
    ['["acl"]', 'Invalid condition: must be a List or Object.'],
    ['[{}]', exactlyOne],
    ['[{"bucket": "b", "key": "k"}]', exactlyOne],
    ['[{"key": "a", "key": "b"}]', exactlyOne],
    ['[{"Content-Length": 6199034}]', 'Invalid Simple-Condition: value must be a string.'],
    ['[{"acl": ["a"]}]', 'Invalid Simple-Condition: value must be a string.'],
    ['[{"success_action_redirect": null}]', 'Invalid JSON.'],
    ['[{"acl": true}]', 'Invalid JSON.'],
    ['[[]]', 'Invalid Condition: missing operation identifier.'],
    ['[[1, "$acl", "a"]]', 'Invalid Condition: missing operation identifier.'],
    ['[["ends-with", "$key", "a"]]', "Invalid Condition: unknown operation 'ends-with'."],
    ['[["eq", "$key"]]', 'Invalid eq: wrong number of arguments.'],
    ['[["starts-with", "$key", "a", "b"]]', 'Invalid starts-with: wrong number of arguments.'],
    ['[["eq", "$key", 1]]', 'Invalid JSON.'],
    ['[["content-length-range", 0]]', 'Invalid content-length-range: wrong number of arguments.'],
    ['[["content-length-range", 0, 512.0]]', 'Invalid JSON.'],
    ['[["content-length-range", 0, 1e3]]', 'Invalid JSON.'],
    ['[["content-length-range", 0, []]]', 'Invalid JSON.'],
  ])('has the conditions %s', (text, error) => {
    expect(conditionsOf(text)).toBe(error);
  });

  it('is not base 64, or not UTF-8', () => {
    expect(readPostPolicy('e30')).toEqual({ ok: false, error: 'Invalid Base64 encoding.' });
    expect(readPostPolicy('/w==')).toEqual({ ok: false, error: 'Invalid JSON.' });
  });
});

describe('the JSON of policies', () => {
  // sigv4-HTTPPOSTConstructPolicy, "Character Escaping".
  it.each([
    ['"\\\\"', '\\'],
    ['"\\$"', '$'],
    ['"\\\\$"', '\\$'],
    ['"\\b\\f\\n\\r\\t\\v"', '\b\f\n\r\t\v'],
    ['"\\u00fc\\ud83d\\ude00"', 'ü😀'],
    ['"\\"\\/"', '"/'],
    [' \t\r\n"ü😀" ', 'ü😀'],
  ])('reads %s', (text, value) => {
    expect(readPolicyJson(text)).toEqual({ kind: 'text', value });
  });

  it.each([
    '"',
    '"\\',
    '"\\x"',
    '"\\u12"',
    '"\\u12g4"',
    '"\\ud83d"',
    '"a\nb"',
    "'a'",
    '01',
    '-',
    '1.',
    'nul',
    '[1',
    '[,]',
    '[1,,]',
    '[1 2]',
    '{"a"}',
    '{"a":}',
    '{"a" 1}',
    '{a: 1}',
    '{,}',
    '{"a":1 "b":2}',
    '1 1',
    '\ufeff1',
  ])('does not read %j', (text) => {
    expect(readPolicyJson(text)).toBeUndefined();
  });

  it('does not follow a hostile nesting', () => {
    expect(readPolicyJson('['.repeat(8) + ']'.repeat(8))).toBeDefined();
    expect(readPolicyJson('['.repeat(9) + ']'.repeat(9))).toBeUndefined();
    expect(readPolicyJson('[{"a":'.repeat(100_000))).toBeUndefined();
  });
});
