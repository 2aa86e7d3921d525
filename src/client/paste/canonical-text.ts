// Canonical requests and strings to sign where they stand in a text. Their form says where they end, so
// that the quotes and rules that tools print around them need no rule of their own.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html

import { isClaimed, mostFinds, type Find } from './pasted.ts';

export interface TextAt {
  readonly text: string;
  readonly at: number;
  readonly end: number;
}

const methodAndPath = /([A-Z]{3,20})\n(\/[^\n]*)\n([^\n]*)\n/y;
const headerLine = /[!#$%&'*+\-.^_`|~0-9A-Za-z]+:[^\n]*\n/y;
const signedAndHash = /\n([!#$%&'*+\-.^_`|~0-9A-Za-z;]*)\n([0-9a-f]{64}|[A-Z0-9]+(?:-[A-Z0-9]+){1,8})/y;
const toSign = /AWS4-[A-Z0-9-]{6,40}\n\d{8}T\d{6}Z\n[^\s'"]{1,300}\n[0-9a-f]{64}/y;

/** The canonical request that begins at an offset; undefined when none does. */
export function canonicalRequestAt(text: string, at: number): TextAt | undefined {
  methodAndPath.lastIndex = at;
  if (!methodAndPath.test(text)) return undefined;
  let end = methodAndPath.lastIndex;
  for (;;) {
    headerLine.lastIndex = end;
    if (!headerLine.test(text)) break;
    end = headerLine.lastIndex;
  }
  signedAndHash.lastIndex = end;
  if (!signedAndHash.test(text)) return undefined;
  end = signedAndHash.lastIndex;
  return { text: text.slice(at, end), at, end };
}

/** The string to sign that begins at an offset; undefined when none does. */
export function stringToSignAt(text: string, at: number): TextAt | undefined {
  toSign.lastIndex = at;
  const match = toSign.exec(text);
  return match === null ? undefined : { text: match[0], at, end: toSign.lastIndex };
}

/** Those of either kind that begin a line, perhaps after a quote, outside of what others have claimed. */
export function findBare(text: string, claimed: readonly Find[]): readonly Find[] {
  const finds: Find[] = [];
  for (const match of text.matchAll(/^[ \t]{0,8}['"`]?(?=[A-Z]{3,20}\n\/|AWS4-)/gm)) {
    const at = match.index + match[0].length;
    if (isClaimed(claimed, at) || isClaimed(finds.slice(-1), at)) continue;
    const canonical = canonicalRequestAt(text, at);
    const signing = canonical === undefined ? stringToSignAt(text, at) : undefined;
    if (canonical !== undefined) {
      const signed = { canonicalRequest: canonical.text };
      finds.push({ kind: 'canonical-request', at, end: canonical.end, signed });
    } else if (signing !== undefined) {
      finds.push({ kind: 'string-to-sign', at, end: signing.end, signed: { stringToSign: signing.text } });
    }
  }
  return finds.slice(-mostFinds);
}
