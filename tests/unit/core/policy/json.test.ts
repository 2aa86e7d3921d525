import { describe, expect, it } from 'vitest';
import { readJson } from '../../../../src/core/policy/json.ts';

describe('readJson', () => {
  it('keeps the place of every value', () => {
    const { value, problems } = readJson('{\n  "a": [1, "x"]\n}');
    expect(problems).toEqual([]);
    expect(value).toMatchObject({
      kind: 'object',
      span: { start: 0, end: 19, line: 1, column: 1 },
      members: [
        {
          key: 'a',
          keySpan: { start: 4, end: 7, line: 2, column: 3 },
          value: {
            kind: 'array',
            items: [{ text: '1' }, { value: 'x', span: { start: 13, line: 2, column: 12 } }],
          },
        },
      ],
    });
  });

  it.each([
    ['\r\n{ "a": }', 2, 8],
    ['\r{ "a": }', 2, 8],
    ['\n\n  { "a": }', 3, 10],
  ])('counts CR, LF and CRLF as one line end each: %j', (text, line, column) => {
    expect(readJson(text).problems).toMatchObject([{ code: 'json-syntax', span: { line, column } }]);
  });

  it.each([
    ['{ "Effect": "Allow" "Action": "*" }', 'expected `,` or `}` but found `"Action"`'],
    ['{ "a": 1, }', 'expected another name in quotation marks after `,` but found `}`'],
    ['{ "a" 1 }', 'expected `:` after `"a"` but found `1`'],
    ['{ a: 1 }', 'expected `"` or `}` but found `a`'],
    ["{ 'a': 1 }", 'expected `"` or `}` but found `\'`'],
    ['{ "a": True }', 'expected a value for `"a"` but found `True`'],
    ['{ "a": [1 2] }', 'expected `,` or `]` but found `2`'],
    ['{ "a": [1,] }', 'expected another value after `,` but found `]`'],
    ['{ "a": 1', 'expected `,` or `}` but found the end of the text'],
    ['', 'expected a policy, which begins with `{` but found the end of the text'],
    ['{} {}', 'expected nothing after the end of the policy but found `{`'],
    ['{ "a": "x\n" }', 'expected `"` at the end of this text but the line ended'],
    ['{ "a": "\t" }', 'control characters such as U+0009 must be written as an escape in a text'],
    ['{ "a": "\\q" }', '`\\q` is no escape of JSON: write `\\\\` for a backslash'],
    ['{ "a": "\\u12" }', '`\\u` is no escape of JSON: write `\\\\` for a backslash'],
    ['{ "a": 01 }', '`01` is no number of JSON: put quotation marks around it'],
    ['{ "a": 2012-10-17 }', '`2012-10-17` is no number of JSON: put quotation marks around it'],
    ['\ufeff{}', 'expected a policy, which begins with `{` but found the invisible character U+FEFF'],
    ['{\u00a0"a": 1}', 'expected `"` or `}` but found the invisible character U+00A0'],
    ['// x\n{}', 'expected a policy, which begins with `{` but found `/`'],
  ])('says what is wrong with %j', (text, message) => {
    expect(readJson(text)).toMatchObject({ problems: [{ severity: 'error', code: 'json-syntax', message }] });
    expect(readJson(text)).not.toHaveProperty('value');
  });

  it('names the path of a fault', () => {
    expect(readJson('{ "Statement": [ {}, { "Effect": } ] }').problems).toMatchObject([
      { path: ['Statement', 1, 'Effect'] },
    ]);
  });

  it('puts down a repeated key and keeps both members', () => {
    const { value, problems } = readJson('{ "a": 1, "b": 2, "a": 3 }');
    expect(problems).toMatchObject([{ code: 'duplicate-key', path: ['a'], span: { start: 18 } }]);
    expect(value).toMatchObject({ members: [{ key: 'a' }, { key: 'b' }, { key: 'a' }] });
  });

  it('reads `__proto__` as a name like any other', () => {
    const { value } = readJson('{ "__proto__": { "polluted": true } }');
    expect(value).toMatchObject({ members: [{ key: '__proto__' }] });
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('takes 64 levels, and refuses 65 and a hundred thousand without a crash', () => {
    const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
    expect(readJson(nested(64)).problems).toEqual([]);
    expect(readJson(nested(65)).problems).toMatchObject([{ code: 'nesting-too-deep', span: { start: 64 } }]);
    expect(readJson(nested(100_000)).problems).toMatchObject([{ code: 'nesting-too-deep' }]);
  });

  it.each(['"\\ud800"', '"\\udc00\\ud800"', '"\ud800x"'])('puts down the lone surrogate in %j', (text) => {
    expect(readJson(text).problems).toMatchObject([{ code: 'lone-surrogate' }]);
  });

  it('decodes escapes', () => {
    expect(readJson(String.raw`"\"\\\/\b\f\n\r\t\u0041\ud83d\ude00"`)).toMatchObject({
      value: { value: '"\\/\b\f\n\r\tA😀' },
      problems: [],
    });
  });
});
