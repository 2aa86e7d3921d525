// Debug output of the AWS CLI and the SDKs: what a tool says it signed, and the request it sent.

import { canonicalRequestAt, stringToSignAt } from './canonical-text.ts';
import { findBotocoreRequests } from './log-botocore.ts';
import { findJavaRequest } from './log-java.ts';
import { findJavascriptRequests } from './log-javascript.ts';
import { isClaimed, mostFinds, type Find, type SignedTexts } from './pasted.ts';

/** What introduces the texts in a tool's log. Where they end, their own form says. */
interface LogForm {
  readonly canonicalRequest: RegExp;
  readonly stringToSign: RegExp;
  readonly signature?: RegExp;
}

const forms: readonly LogForm[] = [
  // AWS CLI and boto3, logger botocore.auth; s3cmd and the SDK for Kotlin differ by spaces and case.
  {
    canonicalRequest: /canonical ?request:[ \t]*\n/gi,
    stringToSign: /string ?to ?sign:[ \t]*\n/gi,
    signature: /\bSignature:[ \t]*\n([0-9a-f]{64})\b/g,
  },
  // SDK for Java 2.x, and 1.x, which quotes them twice.
  // https://docs.aws.amazon.com/sdk-for-java/latest/developer-guide/troubleshooting.html
  {
    canonicalRequest: /(?:AWS4 )?Canonical request: (?:'")?/gi,
    stringToSign: /(?:AWS4 )?String to sign: (?:'")?/gi,
  },
  // SDK for Go, 1 and 2, with request signing logged.
  {
    canonicalRequest: /---\[ CANONICAL STRING {1,3}\]-*\n/g,
    stringToSign: /---\[ STRING TO SIGN \]-*\n/g,
  },
  // SDK for C++, logger AWSAuthV4Signer.
  { canonicalRequest: /Canonical Request String: /g, stringToSign: /Final String to sign: /g },
];

/** Lines that only a log has: messages beside them are the log's. */
const logLines =
  /---\[ REQUEST POST-SIGN \]|^SDK \d{4}\/\d\d\/\d\d [\d:]{8} DEBUG |\bbotocore\.\w{1,20} - DEBUG/m;

/** Everything that a log tells of signing and sending, outside of what others have claimed. */
export function findDebugLog(text: string, claimed: readonly Find[]): readonly Find[] {
  const signed = forms.flatMap((form) => [
    ...introduced(text, form.canonicalRequest, (at) => {
      const found = canonicalRequestAt(text, at);
      return found && { end: found.end, signed: { canonicalRequest: found.text } };
    }),
    ...introduced(text, form.stringToSign, (at) => {
      const found = stringToSignAt(text, at);
      return found && { end: found.end, signed: { stringToSign: found.text } };
    }),
    ...(form.signature === undefined ? [] : signatures(text, form.signature)),
  ]);
  const free = signed.filter(({ at }) => !isClaimed(claimed, at)).sort((left, right) => left.at - right.at);
  const requests = [
    ...findBotocoreRequests(text, lastOf(free, 'canonicalRequest')),
    ...findJavaRequest(text),
    ...findJavascriptRequests(text),
  ];
  return [...free, ...requests];
}

/** Whether a text is a log even where nothing of signing is in it. */
export function isDebugLog(text: string): boolean {
  return logLines.test(text);
}

/** The last of the texts of one kind that a log has. */
export function lastOf(finds: readonly Find[], name: keyof SignedTexts): string | undefined {
  return finds.findLast(({ signed }) => signed?.[name] !== undefined)?.signed?.[name];
}

function introduced(
  text: string,
  mark: RegExp,
  read: (at: number) => { readonly end: number; readonly signed: SignedTexts } | undefined,
): readonly Find[] {
  const finds: Find[] = [];
  for (const match of text.matchAll(mark)) {
    const found = read(match.index + match[0].length);
    if (found !== undefined) finds.push({ kind: 'debug-log', at: match.index, ...found });
  }
  return finds.slice(-mostFinds);
}

function signatures(text: string, mark: RegExp): readonly Find[] {
  const finds = Array.from(text.matchAll(mark), (match): Find => {
    const end = match.index + match[0].length;
    return { kind: 'debug-log', at: match.index, end, signed: { signature: match[1] ?? '' } };
  });
  return finds.slice(-mostFinds);
}
