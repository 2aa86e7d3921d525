import { utf8ToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJsonBody, parseTarget, writeJsonError } from '../../../../src/core/wire/aws-json.ts';
import { utf8ToText } from '../../../../src/core/wire/utf8.ts';

describe('parseTarget', () => {
  it('splits at the last dot', () => {
    expect(parseTarget('CloudTrail_20131101.LookupEvents')).toEqual({
      service: 'CloudTrail_20131101',
      operation: 'LookupEvents',
    });
    expect(
      parseTarget('com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents')?.operation,
    ).toBe('LookupEvents');
  });
  it.each(['', 'LookupEvents', 'a.', '.b', 'a.b c'])('refuses `%s`', (target) => {
    expect(parseTarget(target)).toBeUndefined();
  });
});

describe('parseJsonBody', () => {
  it('reads an object, and nothing as the empty one', () => {
    expect(parseJsonBody(utf8ToBytes('{"MaxResults":5}'))).toEqual({ MaxResults: 5 });
    expect(parseJsonBody(new Uint8Array())).toEqual({});
  });
  it.each(['[]', 'null', '1', '"x"', '{', '{"a":1}x'])('refuses `%s`', (text) => {
    expect(parseJsonBody(utf8ToBytes(text))).toBeUndefined();
  });
});

it('writes the error type and message', () => {
  expect(JSON.parse(writeJsonError({ code: 'X', message: 'a "b"' }))).toEqual({
    __type: 'X',
    message: 'a "b"',
  });
});

describe('utf8ToText', () => {
  it('is the inverse of encoding', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(utf8ToText(utf8ToBytes(text))).toBe(text);
      }),
      { seed: 7 },
    );
  });
  it('decodes exactly the bytes that are UTF-8', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 8 }), (bytes) => {
        let expected: string | undefined;
        try {
          expected = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
        } catch {
          expected = undefined;
        }
        expect(utf8ToText(bytes)).toBe(expected);
      }),
      { seed: 7, numRuns: 1000 },
    );
  });
});
