// The JSON of POST policies, which is not quite JSON: S3 knows two more escapes, its documentation ends a
// list with a comma, and of numbers it takes whole ones only.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html#sigv4-HTTPPOSTEscaping

export type PolicyValue =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'integer'; readonly value: number }
  | { readonly kind: 'list'; readonly items: readonly PolicyValue[] }
  | { readonly kind: 'object'; readonly members: readonly (readonly [name: string, value: PolicyValue])[] };

/** The value that the text holds, and nothing after it; undefined when it cannot be read. */
export function readPolicyJson(text: string): PolicyValue | undefined {
  const cursor: Cursor = { text, at: 0 };
  const value = readValue(cursor, 1);
  skipSpace(cursor);
  return cursor.at === text.length ? value : undefined;
}

interface Cursor {
  readonly text: string;
  at: number;
}

/** A policy has four levels; the limit keeps hostile text off the stack. */
const deepest = 8;

function readValue(cursor: Cursor, depth: number): PolicyValue | undefined {
  skipSpace(cursor);
  if (depth > deepest) return undefined;
  switch (cursor.text[cursor.at]) {
    case '{':
      return readObject(cursor, depth);
    case '[':
      return readList(cursor, depth);
    case '"': {
      const value = readText(cursor);
      return value === undefined ? undefined : { kind: 'text', value };
    }
    default:
      return readInteger(cursor);
  }
}

function readObject(cursor: Cursor, depth: number): PolicyValue | undefined {
  const members: [string, PolicyValue][] = [];
  cursor.at++;
  if (take(cursor, '}')) return { kind: 'object', members };
  do {
    skipSpace(cursor);
    const name = readText(cursor);
    if (name === undefined || !take(cursor, ':')) return undefined;
    const value = readValue(cursor, depth + 1);
    if (value === undefined) return undefined;
    members.push([name, value]);
  } while (take(cursor, ','));
  return take(cursor, '}') ? { kind: 'object', members } : undefined;
}

function readList(cursor: Cursor, depth: number): PolicyValue | undefined {
  const items: PolicyValue[] = [];
  cursor.at++;
  while (!take(cursor, ']')) {
    const value = readValue(cursor, depth + 1);
    if (value === undefined) return undefined;
    items.push(value);
    if (!take(cursor, ',')) return take(cursor, ']') ? { kind: 'list', items } : undefined;
  }
  return { kind: 'list', items };
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['$', '$'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
]);

function readText(cursor: Cursor): string | undefined {
  if (cursor.text[cursor.at] !== '"') return undefined;
  let value = '';
  for (let at = cursor.at + 1; at < cursor.text.length; at++) {
    const character = cursor.text.charAt(at);
    if (character === '"') {
      cursor.at = at + 1;
      // Half a surrogate pair is no character, and could not be printed in an answer.
      return /\p{Surrogate}/u.test(value) ? undefined : value;
    }
    if (character < ' ') return undefined;
    if (character !== '\\') {
      value += character;
      continue;
    }
    const escape = cursor.text.charAt(++at);
    const code = /^[0-9A-Fa-f]{4}$/.exec(cursor.text.slice(at + 1, at + 5))?.[0];
    const meant =
      escape === 'u' && code !== undefined
        ? String.fromCharCode(Number.parseInt(code, 16))
        : escapes.get(escape);
    if (meant === undefined) return undefined;
    if (escape === 'u') at += 4;
    value += meant;
  }
  return undefined;
}

const integerShape = /-?(?:0|[1-9]\d*)(?![\d.eE])/y;

function readInteger(cursor: Cursor): PolicyValue | undefined {
  integerShape.lastIndex = cursor.at;
  const digits = integerShape.exec(cursor.text)?.[0];
  if (digits === undefined) return undefined;
  cursor.at += digits.length;
  return { kind: 'integer', value: Number(digits) };
}

function skipSpace(cursor: Cursor): void {
  while (/^[ \t\r\n]$/.test(cursor.text.charAt(cursor.at))) cursor.at++;
}

/** Steps over a character, and the space before it, when it is there. */
function take(cursor: Cursor, character: string): boolean {
  skipSpace(cursor);
  const found = cursor.text[cursor.at] === character;
  if (found) cursor.at++;
  return found;
}
