import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { javascriptString, pythonString } from '../../../../src/client/copy-as/string-literals.ts';
import { isInstalled, run } from './run-process.ts';

const awkward = [
  '',
  'plain text, and a space',
  'it\'s "quoted" `too` \\',
  '\0\x01\x1b\x7f\x80\x9f',
  '\r\n\t\v\f\b',
  '\u2028\u2029\u0085\u00a0\u3000',
  '\ufeff\u00ad\u200b\u202e\u2066',
  '\ud800',
  '\udc00\ud800',
  '\ud83d\udd10 \u{e0001}\u{10ffff}',
  '</script><!-- </SCRIPT',
  '\\u0041 \\x41 \\N{BULLET} ${x} {x} %s',
  '0',
  '\x009',
  '"""\'\'\'',
];
const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), surrogates());
const texts = [...awkward, ...fc.sample(text, { numRuns: 2000, seed: 5 })];

// Texts as lists of UTF-16 units: no encoding between the programs can mend or spoil them.
const units = texts.map((each) => Array.from({ length: each.length }, (_, at) => each.charCodeAt(at)));

function surrogates(): fc.Arbitrary<string> {
  return fc
    .array(fc.integer({ min: 0xd7f0, max: 0xe00f }), { maxLength: 8 })
    .map((codes) => String.fromCharCode(...codes));
}

describe('javascriptString', () => {
  it('is the same text to Node', async () => {
    const source = `const texts = [${texts.map(javascriptString).join(',\n')}];
      console.log(JSON.stringify(texts.map((text) => text.split('').map((unit) => unit.charCodeAt(0)))));`;
    const { stdout, stderr } = await run([process.execPath, '--input-type=module', '-'], source);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout.toString())).toEqual(units);
  });
});

describe('pythonString', () => {
  it.skipIf(!isInstalled('python3'))(
    'is the same text to Python (skipped where there is no python3)',
    async () => {
      const source = `import json
texts = [${texts.map(pythonString).join(',\n')}]
print(json.dumps([list(memoryview(text.encode("utf-16-le", "surrogatepass")).cast("H")) for text in texts]))`;
      const { stdout, stderr } = await run(['python3', '-'], source);
      expect(stderr).toBe('');
      expect(JSON.parse(stdout.toString())).toEqual(units);
    },
  );
});

it.each([javascriptString, pythonString])(
  '%o shows all, on one line, and ends no script of a page',
  (literal) => {
    for (const each of texts) {
      expect(literal(each)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u00a0]|<\/|<!/u);
    }
  },
);

it('leaves what can be read as it is', () => {
  expect(javascriptString('é 日本 "x"')).toBe(`'é 日本 "x"'`);
  expect(pythonString("é 日本 'x'")).toBe(`"é 日本 'x'"`);
  expect(javascriptString('</script>\u2028')).toBe(String.raw`'\x3c/script>\u2028'`);
  expect(pythonString('\u{e0001}')).toBe(String.raw`"\U000e0001"`);
});
