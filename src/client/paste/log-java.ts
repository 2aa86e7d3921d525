// Requests in the wire log of the SDK for Java: each line that went out, after `http-outgoing-0 >> `, in
// quotes from the logger `org.apache.http.wire` and bare from `org.apache.http.headers`.
// https://docs.aws.amazon.com/sdk-for-java/latest/developer-guide/logging-slf4j.html

import { findHttp } from './http-message.ts';
import type { Find } from './pasted.ts';

const outgoing = /http-outgoing-(\d{1,6}) >> ([^\n]*)/g;

/** The requests of the log, in their order. */
export function findJavaRequest(text: string): readonly Find[] {
  let wire = '';
  let heads = '';
  let at: number | undefined;
  let end = 0;
  for (const match of text.matchAll(outgoing)) {
    at ??= match.index;
    end = match.index + match[0].length;
    const line = match[2] ?? '';
    if (line.startsWith('"')) wire += fromWire(line);
    // The end of the headers is not logged; the next request line is one.
    else heads += /^[A-Z]+ \S+ HTTP\//.test(line) && heads !== '' ? `\n${line}\n` : `${line}\n`;
  }
  if (at === undefined) return [];
  const from = at;
  return findHttp(wire === '' ? heads : wire, []).finds.map((find) => ({
    ...find,
    kind: 'debug-log',
    at: from,
    end,
  }));
}

/** `"Host: iam.amazonaws.com[\r][\n]"`: what the wire carried. */
function fromWire(line: string): string {
  const inside = line.trimEnd().replace(/^"/, '').replace(/"$/, '');
  return inside
    .replaceAll('[\\r]', '\r')
    .replaceAll('[\\n]', '\n')
    .replace(/\[0x([0-9a-f]{1,2})\]/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}
