// What AWS writes into the message of an error: the canonical string and the string to sign as it computed
// them, and words by which an error is known for AWS's where its code is not given.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html

import { canonicalRequestAt, stringToSignAt } from './canonical-text.ts';

const canonicalMark = 'The Canonical String for this request should have been';
const toSignMark = 'The String-to-Sign should have been';

/** The two texts that follow in a message; each undefined where it is not there. */
export function textsInMessage(message: string): {
  readonly canonicalRequest?: string;
  readonly stringToSign?: string;
} {
  const canonical = textAfter(message, canonicalMark);
  const toSign = textAfter(message, toSignMark);
  const canonicalRequest = canonical && canonicalRequestAt(canonical, 0)?.text;
  const stringToSign = toSign && stringToSignAt(toSign, 0)?.text;
  return { ...(canonicalRequest && { canonicalRequest }), ...(stringToSign && { stringToSign }) };
}

/** The offset after these texts where they follow in the first `within` characters; undefined where none do. */
export function endOfTexts(text: string, within: number): number | undefined {
  const canonical = endAfter(text, canonicalMark, { from: 0, within, read: canonicalRequestAt });
  const toSign = endAfter(text, toSignMark, {
    from: canonical ?? 0,
    within: (canonical ?? within) + 20,
    read: stringToSignAt,
  });
  return toSign ?? canonical;
}

function endAfter(
  text: string,
  mark: string,
  {
    from,
    within,
    read,
  }: {
    readonly from: number;
    readonly within: number;
    readonly read: (text: string, at: number) => { readonly end: number } | undefined;
  },
): number | undefined {
  const at = text.slice(from, within + mark.length).indexOf(mark);
  if (at < 0) return undefined;
  const start = from + at + mark.length;
  const lead = /^[\s:]{0,8}'?/.exec(text.slice(start, start + 10))?.[0].length ?? 0;
  return read(text, start + lead)?.end;
}

// In a log the line feeds may still be written as `\n`.
function textAfter(message: string, mark: string): string | undefined {
  const at = message.lastIndexOf(mark);
  if (at < 0) return undefined;
  const start = at + mark.length;
  const next = message.indexOf('\n\n', start + 4);
  const rest = message.slice(start);
  const isEscaped = next < 0 && rest.includes('\\n');
  const plain = (isEscaped ? rest.replaceAll('\\n', '\n') : rest).replace(/^[\s:]{0,8}\\?'?/, '');
  return plain;
}

// Which code goes with them differs from service to service.
const words: readonly string[] = [
  'The request signature we calculated does not match',
  'The security token included in the request is invalid',
  'The security token included in the request is expired',
  'The provided token has expired',
  'The AWS Access Key Id you provided does not exist',
  'The difference between the request time and the',
  'Signature expired: ',
  'Signature not yet current: ',
  'Credential should be scoped to',
  'AWS was not able to validate the provided access credentials',
  'not a valid key=value pair (missing equal-sign) in Authorization header',
  'Authorization header requires ',
  'Missing Authentication Token',
  'The authorization header is malformed',
];

/** Whether AWS's own words are in a message. */
export function isRefusalMessage(message: string): boolean {
  return words.some((part) => message.includes(part));
}

const codes = `SignatureDoesNotMatch InvalidSignatureException InvalidSignature IncompleteSignature
  IncompleteSignatureException MissingAuthenticationToken MissingAuthenticationTokenException InvalidClientTokenId
  UnrecognizedClientException InvalidAccessKeyId ExpiredToken ExpiredTokenException RequestTimeTooSkewed
  RequestExpired AuthFailure AccessDenied AccessDeniedException AuthorizationHeaderMalformed InvalidToken
  XAmzContentSHA256Mismatch AuthorizationQueryParametersError InvalidSecurity NotAuthorized OptInRequired
  UnauthorizedOperation`;
const authenticationCodes: ReadonlySet<string> = new Set(codes.trim().split(/\s+/));

/** Whether a code is one of those with which AWS refuses a caller. */
export function isRefusalCode(code: string): boolean {
  return authenticationCodes.has(code);
}
