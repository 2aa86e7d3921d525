// Strings as Python and JavaScript print them.

/** The first offset that is not white space. */
export function skipSpace(text: string, start: number): number {
  let at = start;
  while (/\s/.test(text[at] ?? '')) at++;
  return at;
}

/** Whether a string, or Python's bytes, begin at an offset. */
export function isQuoteAt(text: string, at: number): boolean {
  const character = text[at] ?? '';
  return (character !== '' && '\'"`'.includes(character)) || /^b['"]/.test(text.slice(at, at + 2));
}

/** The string whose quote is at `start`; undefined when it is not closed. */
export function readString(
  text: string,
  start: number,
): { readonly text: string; readonly end: number } | undefined {
  const quote = text[start];
  let result = '';
  let at = start + 1;
  while (at < text.length) {
    const character = text[at] ?? '';
    if (character === quote) return { text: result, end: at + 1 };
    if (character === '\\') {
      coded.lastIndex = at + 1;
      const code = coded.exec(text);
      const escape = text[at + 1] ?? '';
      result +=
        code === null
          ? (escapes[escape] ?? escape)
          : String.fromCharCode(parseInt(code[1] ?? code[2] ?? '0', 16));
      at += 1 + (code?.[0].length ?? 1);
    } else {
      plain.lastIndex = at;
      const run = plain.exec(text)?.[0] ?? character;
      result += run;
      at += run.length;
    }
  }
  return undefined;
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  v: '\v',
  '\n': '',
};
const coded = /x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})/y;

const plain = /[^\\'"`]+/y;
