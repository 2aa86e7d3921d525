import { describe, expect, it } from 'vitest';

import { bashWords } from '../../../../src/client/paste/curl-words.ts';
import { cmdWords, powershellWords } from '../../../../src/client/paste/windows-words.ts';

type Splitter = typeof bashWords;

function split(splitter: Splitter, text: string): readonly string[] | string {
  const result = splitter(text, 0);
  return result.ok ? result.value.words.map((word) => word.text) : result.error.message;
}

// https://www.gnu.org/software/bash/manual/html_node/Quoting.html
describe('bashWords', () => {
  it.each<[string, string[]]>([
    ['a  b\tc', ['a', 'b', 'c']],
    ['\'a b\'c"d e"', ['a bcd e']],
    [`''`, ['']],
    ['a\\ b \\\\ \\"', ['a b', '\\', '"']],
    ['"a\\"b\\\\c\\d\\$e"', ['a"b\\c\\d$e']],
    ["'a\\n'", ['a\\n']],
    ["$'a\\n\\t\\'\\x41\\u00e9\\101\\e\\cA\\q'", ["a\n\t'AéA\u001b\u0001\\q"]],
    ["$'\\xc3\\xa9'", ['é']],
    ["$'\\ud83d\\ude00'", ['😀']],
    ["$'a\\0b'c", ['ac']],
    ['$"a b"', ['a b']],
    ['a \\\n  b', ['a', 'b']],
    ['a\\\nb', ['ab']],
    ['"a\\\nb"', ['ab']],
    ['"a\nb"', ['a\nb']],
    ['a # comment', ['a']],
    ['a#b', ['a#b']],
    ['a\nb', ['a']],
    ['a; b', ['a']],
    ['a | b', ['a']],
    ['a && b', ['a']],
    ['a 2>/dev/null b >out c', ['a', 'b', 'c']],
    ['a 2>&1 b', ['a', 'b']],
    ['a 2>&- b &>x c', ['a', 'b', 'c']],
    ['a <<< b c', ['a', 'c']],
    ['x2>a', ['x2']],
    ['a?b*c~{d,e}', ['a?b*c~{d,e}']],
    ['"$KEY:$(date +%s)" ${A}b', ['$KEY:$(date +%s)', '${A}b']],
    ['a$ $', ['a$', '$']],
  ])('splits %j', (text, words) => {
    expect(split(bashWords, text)).toEqual(words);
  });

  it.each([
    ["'a", 'a single quote is not closed'],
    ['"a', 'a double quote is not closed'],
    ["$'a\\'", "a `$'` quote is not closed"],
    ['$(a', 'a substitution is not closed'],
  ])('finds %j unclosed', (text, message) => {
    expect(split(bashWords, text)).toBe(message);
  });

  it('keeps bytes that are no text', () => {
    const result = bashWords("$'\\xff\\x00b'", 0);
    expect(result.ok && result.value.words[0]?.bytes).toEqual(Uint8Array.of(0xff));
  });

  it('ends where the command ends', () => {
    expect(bashWords('a b\nc', 0)).toMatchObject({ value: { end: 3 } });
  });

  it('keeps the ampersands of a URL that was not quoted, and says so', () => {
    expect(bashWords('https://h/?a=1&b=2 & c', 0)).toMatchObject({
      value: { words: [{ text: 'https://h/?a=1&b=2' }], notes: ['unquoted-ampersand'] },
    });
  });

  it('ends at a word in typographic quotation marks, and says so', () => {
    for (const text of ['a ‘b c’', 'a -H“b c”', 'a $’b c’'])
      expect(bashWords(text, 0)).toMatchObject({
        value: { words: [{ text: 'a' }], notes: ['typographic-quotes'] },
      });
    expect(split(bashWords, "a it’s '“b”'")).toEqual(['a', 'it’s', '“b”']);
  });

  it('reads on after a backslash with spaces after it, where an option follows', () => {
    expect(bashWords('a \\ \n  -b\\\t\n"c"', 0)).toMatchObject({
      value: { words: [{ text: 'a' }, { text: '-b' }, { text: 'c' }], spacesAt: [2, 9] },
    });
    expect(split(bashWords, 'a\\ \nb')).toEqual(['a ']);
  });

  it('does not run out of stack on very many escapes', () => {
    const text = `$'${'a\\x41'.repeat(150_000)}'`;
    expect(split(bashWords, text)).toEqual(['aA'.repeat(150_000)]);
  });
});

// https://learn.microsoft.com/en-us/cpp/c-language/parsing-c-command-line-arguments
describe('cmdWords', () => {
  it.each<[string, string[]]>([
    ['"a b" c', ['a b', 'c']],
    ['^"a b^" c', ['a b', 'c']],
    ['"a\\"b" c\\d "e\\\\"', ['a"b', 'c\\d', 'e\\']],
    ['"a""b"', ['a"b']],
    ['^"^{^\\^"a^\\^": 1^}^"', ['{"a": 1}']],
    ['a ^\n  b', ['a', 'b']],
    ['^"a^\n\nb^"', ['a\nb']],
    ['^"%^2F^%^41^"', ['%2F%41']],
    ['"a^b"', ['a^b']],
    ['a & b', ['a']],
    ['a\nb', ['a']],
    ['^"a^&b^"', ['a&b']],
  ])('splits %j', (text, words) => {
    expect(split(cmdWords, text)).toEqual(words);
  });

  it('finds a quote unclosed', () => expect(split(cmdWords, '^"a')).toBe('a double quote is not closed'));
});

// https://learn.microsoft.com/en-us/powershell/module/microsoft.powershell.core/about/about_quoting_rules
describe('powershellWords', () => {
  it.each<[string, string[]]>([
    ['\'a b\' "c d"', ['a b', 'c d']],
    ["'it''s'", ["it's"]],
    ['"a`"b""c`n"', ['a"b"c\n']],
    ['a `\n b', ['a', 'b']],
    ['\'{\\"a\\":1}\'', ['{"a":1}']],
    ['a; b', ['a']],
  ])('splits %j', (text, words) => {
    expect(split(powershellWords, text)).toEqual(words);
  });
});
