// AWS's errors as tools print them: the CLI and boto3, the SDKs for JavaScript, Java and Go, and any other
// that prints AWS's own words.

import { endOfTexts, isRefusalCode, isRefusalMessage, textsInMessage } from './error-message.ts';
import { isClaimed, mostFinds, type Find } from './pasted.ts';

/** How a message is introduced; what is captured is the code, where the form has one. */
const forms: readonly RegExp[] = [
  // AWS CLI and boto3: An error occurred (SignatureDoesNotMatch) when calling the ListUsers operation: …
  /An error occurred \((\w{1,80})\) when calling the \w{1,80} operation(?: \([^)\n]{1,80}\))?: /g,
  // SDK for Go v2: … api error SignatureDoesNotMatch: …
  /\bapi error (\w{1,80}): /g,
  // SDK for Java: …Exception: … (Service: Iam, Status Code: 403, Request ID: …)
  /\bsoftware\.amazon\.awssdk\.[\w.]{1,200}Exception: /g,
  /\bcom\.amazonaws\.[\w.]{1,200}Exception: /g,
  // SDK for JavaScript, and Go v1: SignatureDoesNotMatch: …
  /(?:^|[\s[(])([A-Z]\w{3,60})\]?: (?=[A-Z'])/gm,
];

/** Every error told in words, outside of the documents that others have read. */
export function findErrorText(text: string, claimed: readonly Find[]): readonly Find[] {
  const finds: Find[] = [];
  for (const pattern of forms) {
    for (const match of text.matchAll(pattern)) {
      if (isClaimed(claimed, match.index) || isClaimed(finds.slice(-1), match.index)) continue;
      const find = readError(text, {
        at: match.index,
        start: match.index + match[0].length,
        code: match[1],
      });
      if (find !== undefined) finds.push(find);
    }
    if (finds.length > 0) return finds.slice(-mostFinds);
  }
  return byWordsAlone(text, claimed);
}

const longestMessage = 4_000;
const longestTexts = 40_000;

function readError(
  text: string,
  {
    at,
    start,
    code,
  }: {
    readonly at: number;
    /** Where the message begins. */
    readonly start: number;
    /** Empty where it is known that there is an error, and not which. */
    readonly code: string | undefined;
  },
): Find | undefined {
  // A bare `Name: Sentence` is an error only by a name that AWS uses so.
  const isCertain = text.startsWith('An error occurred', at) || text.startsWith('api error', at);
  if (code !== undefined && code !== '' && !isCertain && !isRefusalCode(code)) return undefined;
  const feed = text.indexOf('\n', start);
  const lineEnd = feed < 0 ? text.length : feed;
  const window = text.slice(start, start + longestTexts);
  const line = text.slice(start, Math.min(lineEnd, start + longestMessage));
  const textsEnd = endOfTexts(window, line.length + 4);
  const whole = textsEnd === undefined ? line : window.slice(0, Math.max(textsEnd, line.length));
  const suffix = /[ \t]\(Service: [^\n]{0,400}$/.exec(whole);
  const message = suffix === null ? whole : whole.slice(0, suffix.index);
  const around = window.slice(0, 6_000);
  const known =
    code ??
    /Error Code: (\w{1,80})/.exec(suffix?.[0] ?? line)?.[1] ??
    (isRefusalMessage(message) ? '' : undefined);
  if (known === undefined) return undefined;
  const requestId =
    /Request ?ID: {0,2}([\w-]{8,80})/i.exec(suffix?.[0] ?? text.slice(Math.max(0, at - 300), at))?.[1] ??
    /\brequestId: '([\w-]{8,80})'/.exec(around)?.[1];
  return {
    kind: 'error-text',
    at,
    end: start + whole.length,
    answer: {
      code: known,
      message,
      ...textsInMessage(whole),
      ...(requestId !== undefined && { requestId }),
    },
  };
}

const sentence =
  /The request signature we calculated does not match|The (?:Canonical String for this request|String-to-Sign) should have been/g;

// However it was wrapped, the sentence is AWS's, and a code is likely to be near.
function byWordsAlone(text: string, claimed: readonly Find[]): readonly Find[] {
  const finds: Find[] = [];
  for (const match of text.matchAll(sentence)) {
    if (isClaimed(claimed, match.index) || isClaimed(finds.slice(-1), match.index)) continue;
    const before = text.slice(Math.max(0, match.index - 400), match.index);
    const code = before.split(/\W+/).findLast(isRefusalCode) ?? '';
    const find = readError(text, { at: match.index, start: match.index, code });
    if (find !== undefined) finds.push(find);
  }
  return finds.slice(-mostFinds);
}
