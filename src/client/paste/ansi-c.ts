// The inside of bash's `$'…'`.
// https://www.gnu.org/software/bash/manual/html_node/ANSI_002dC-Quoting.html

/** Text and, from `\xHH` and `\nnn`, single bytes. */
export interface AnsiCText {
  readonly pieces: readonly (string | number)[];
  /** The offset after the closing quote. */
  readonly end: number;
}

const simple: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  e: '\u001b',
  E: '\u001b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '?': '?',
};

const numeric = /x([0-9A-Fa-f]{1,2})|u([0-9A-Fa-f]{1,4})|U([0-9A-Fa-f]{1,8})|([0-7]{1,3})/y;
const plain = /[^\\']+/y;

/** Reads from the offset after the opening quote; undefined when the quote is not closed. */
export function readAnsiC(text: string, start: number): AnsiCText | undefined {
  const pieces: (string | number)[] = [];
  // A NUL ends a C string: bash drops what follows it within the quotes.
  let ended = false;
  const push = (piece: string | number): void => {
    ended ||= piece === 0 || piece === '\0';
    if (!ended) pieces.push(piece);
  };
  let at = start;
  while (at < text.length) {
    const character = text[at];
    if (character === "'") return { pieces, end: at + 1 };
    if (character !== '\\') {
      plain.lastIndex = at;
      const run = plain.exec(text)?.[0] ?? '';
      push(run);
      at += run.length;
      continue;
    }
    const escape = text[at + 1] ?? '';
    numeric.lastIndex = at + 1;
    const number = numeric.exec(text);
    if (Object.hasOwn(simple, escape)) {
      push(simple[escape] ?? '');
      at += 2;
    } else if (escape === 'c' && text[at + 2] !== undefined) {
      push(text.charCodeAt(at + 2) & 0x1f);
      at += 3;
    } else if (number !== null) {
      const [whole, hex, short, long, octal] = number;
      if (hex !== undefined) push(parseInt(hex, 16));
      else if (octal !== undefined) push(parseInt(octal, 8) & 0xff);
      else push(characterOf(parseInt(short ?? long ?? '0', 16)));
      at += 1 + whole.length;
    } else {
      push('\\');
      at++;
    }
  }
  return undefined;
}

// Halves of a pair stay halves, so that two of them, as browsers write them, make one character again.
function characterOf(code: number): string {
  if (code <= 0xffff) return String.fromCharCode(code);
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
}
