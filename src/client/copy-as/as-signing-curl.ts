// A request as a command of a curl that signs it itself.

import { bodyHash } from '../../core/sigv4/body-hash.ts';
import { canonicalHeaders, canonicalPath, canonicalQuery } from '../../core/sigv4/canonical-request.ts';
import { contentHashHeader, signsLikeS3 } from '../../core/sigv4/constants.ts';
import { headerValue, type Header, type HttpRequest } from '../../core/wire/message.ts';
import { bashQuote } from './bash-quote.ts';
import { curlCommand, isBlank, stopsContentType } from './curl-command.ts';
import type { Scheme } from './host-of.ts';
import { sendableRequest } from './sendable-request.ts';
import { withoutSignature } from './without-signature.ts';

export interface SigningCurlScope {
  readonly region: string;
  readonly service: string;
}

/**
 * A bash command for curl's `--aws-sigv4` (7.75 or later), which reads the credentials, and the session token
 * when there is one, from the environment variables of the AWS CLI. Older curls sign path, query and repeated
 * headers as they are written, so they are written in canonical form. What curl cannot sign is said above.
 * https://curl.se/docs/manpage.html#--aws-sigv4
 */
export function asSigningCurl(
  request: HttpRequest,
  scope: SigningCurlScope,
  options: { readonly scheme: Scheme } = { scheme: 'https' },
): string {
  const { request: sent, notes } = sendableRequest(withoutSignature(request));
  const s3 = signsLikeS3(scope.service);
  const path = canonicalPath(sent.path, { doubleEncodePath: false, normalizePath: !s3 });
  return curlCommand({
    request: {
      ...sent,
      path,
      query: canonicalQuery(sent.query),
      headers: [...joinedHeaders(sent.headers), ...contentHash(sent, s3)],
    },
    scheme: options.scheme,
    options: [
      `--aws-sigv4 ${bashQuote(`aws:amz:${scope.region}:${scope.service}`)}`,
      '--user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY"',
      '${AWS_SESSION_TOKEN:+-H "x-amz-security-token: $AWS_SESSION_TOKEN"}',
    ],
    notes: [...notes, ...limits({ ...sent, path }, s3 ? 's3' : 'others')],
  });
}

/** Each name once: curl before 8.13 signs repeated headers as AWS does not. RFC 9110 §5.3 has them mean the same. */
function joinedHeaders(headers: readonly Header[]): Header[] {
  const names = new Map(headers.toReversed().map(([name]) => [name.toLowerCase(), name]));
  return Array.from(canonicalHeaders(headers), ([key, value]) => [names.get(key) ?? key, value]);
}

// Only newer curls add by themselves what S3 asks for, and only for some bodies.
function contentHash(request: HttpRequest, s3: boolean): Header[] {
  const isNeeded = s3 && headerValue(request, contentHashHeader) === undefined;
  return isNeeded ? [[contentHashHeader, bodyHash(request.body)]] : [];
}

function limits(request: HttpRequest, rules: 's3' | 'others'): string[] {
  const found: string[] = [];
  // curl refuses `--aws-sigv4` together with `--path-as-is`.
  if (/\/\.\.?(?:\/|$)/.test(request.path)) {
    found.push(
      'curl resolves the segments `.` and `..` of a path before it signs it: this asks for another key',
    );
  }
  const wrong: string[] = [];
  if (rules === 'others' && request.path.includes('%'))
    wrong.push('a path that is to be encoded a second time');
  if (request.headers.some(([, value]) => isBlank(value))) wrong.push('an empty header');
  if (stopsContentType(request)) wrong.push('a body without a content type');
  for (const what of wrong) {
    found.push(`older curls sign ${what} wrongly: if AWS refuses the signature, take a newer one`);
  }
  return found;
}
