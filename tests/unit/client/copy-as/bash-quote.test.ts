import fc from 'fast-check';
import { expect, it } from 'vitest';

import { bashQuote } from '../../../../src/client/copy-as/bash-quote.ts';
import { run } from './run-process.ts';

it.each([
  ['', "''"],
  ['a b', "'a b'"],
  ["it's", String.raw`'it'\''s'`],
  ['$HOME `id` "x" \\ !', String.raw`'$HOME ${'`id`'} "x" \ !'`],
  ['{\n}', "'{\n}'"],
  ["\tit's \\ !\n", String.raw`$'\tit\'s \\ \x21\n'`],
  ['\u202egpj', String.raw`$'\xe2\x80\xaegpj'`],
  ['\x1b[2J9', String.raw`$'\x1b[2J9'`],
])('%j is %s', (text, expected) => {
  expect(bashQuote(text)).toBe(expected);
});

// Through a shell once for all texts, in a locale that is not UTF-8, as bytes that no locale can change.
it('is the same text to bash', async () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({
      unit: fc.constantFrom("'", '\\', '!', '\n', '\t', '$', '`', '"', 'a', '0', ' ', '\u2028', 'ü'),
    }),
  );
  const texts = fc.sample(text, { numRuns: 2000, seed: 5 }).map((each) => each.replaceAll('\0', ''));
  const script = texts.map((each) => `printf '%s\\0' ${bashQuote(each)}\n`).join('');
  const { stdout, stderr } = await run(['bash', '-s'], script, { LC_ALL: 'C' });
  expect(stderr).toBe('');
  expect(stdout.toString().split('\0').slice(0, -1)).toEqual(texts);
});
