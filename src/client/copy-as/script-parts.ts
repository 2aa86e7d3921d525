// What a script that signs a request must know of it, whatever its language.

import { canonicalPath, canonicalQuery } from '../../core/sigv4/canonical-request.ts';
import { contentHashHeader, isSignable, signsLikeS3 } from '../../core/sigv4/constants.ts';
import { basicDate } from '../../core/sigv4/date.ts';
import { base64FromBytes } from '../../core/lang/base64.ts';
import { headerValue, type Header, type HttpRequest } from '../../core/wire/message.ts';
import { bodyText } from './body-text.ts';
import { hostOf, type Scheme } from './host-of.ts';
import { sendableRequest, wellFormed } from './sendable-request.ts';
import { withoutSignature } from './without-signature.ts';

export interface ScriptInput {
  /** Not signed yet; what an earlier signing left in it is taken out, the session token above all. */
  readonly request: HttpRequest;
  readonly scope: { readonly region: string; readonly service: string };
  /** A Date pins the date that the script signs with; AWS refuses it some minutes later. */
  readonly date: 'now' | Date;
  readonly scheme: Scheme;
}

export interface ScriptParts {
  readonly region: string;
  readonly service: string;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly canonicalPath: string;
  readonly canonicalQuery: string;
  readonly headers: readonly Header[];
  /** Names of `headers` that are sent and not signed, in lower case. */
  readonly unsignedNames: readonly string[];
  readonly body: { readonly kind: 'text' | 'base64'; readonly text: string };
  /** `given`: by the request itself. `sent`: computed, and sent in a header, as S3 asks. */
  readonly payloadHash:
    { readonly kind: 'given'; readonly text: string } | { readonly kind: 'computed' | 'sent' };
  /** `YYYYMMDDTHHMMSSZ` when it is pinned. */
  readonly dateTime: string | undefined;
  /** Whether the script must say the length of the body. */
  readonly contentLength: 'sent' | 'absent';
  readonly scheme: Scheme;
  readonly hostname: string;
  readonly port: number;
  readonly pathRule: string;
  /** Each one line. */
  readonly notes: readonly string[];
}

// These belong to the connection that sends the message, and are never signed (RFC 9110 §7.6.1).
const connectionHeaders: ReadonlySet<string> = new Set([
  'connection',
  'expect',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

const pathRules = {
  s3: 'S3 takes the path as it is sent, each segment encoded once: `a//b` and `a/./b` are keys of their own.',
  others: 'Segments `.`, `..` and empty ones are resolved, then the path, already encoded, is encoded again.',
} as const;

/** Throws a RangeError for an invalid date, as signing does; takes any other input. */
export function scriptParts(input: ScriptInput): ScriptParts {
  const { request, notes } = sendableRequest(withoutSignature(input.request));
  const s3 = signsLikeS3(input.scope.service);
  const headers = request.headers.filter(([name]) => !connectionHeaders.has(name.toLowerCase()));
  const names = [...new Set(headers.map(([name]) => name.toLowerCase()))];
  const text = bodyText(request.body);
  const given = headerValue({ headers }, contentHashHeader);
  const host = hostOf(request, input.scheme);
  const saysLength = request.body.length > 0 || ['POST', 'PUT', 'PATCH'].includes(request.method);
  return {
    region: wellFormed(input.scope.region),
    service: wellFormed(input.scope.service),
    method: request.method,
    path: request.path,
    query: request.query,
    canonicalPath: canonicalPath(request.path, { doubleEncodePath: !s3, normalizePath: !s3 }),
    canonicalQuery: canonicalQuery(request.query),
    headers,
    unsignedNames: names.filter((name) => !isSignable(name)),
    body:
      text === undefined ? { kind: 'base64', text: base64FromBytes(request.body) } : { kind: 'text', text },
    payloadHash: given === undefined ? { kind: s3 ? 'sent' : 'computed' } : { kind: 'given', text: given },
    dateTime: input.date === 'now' ? undefined : basicDate(input.date),
    contentLength: saysLength && !names.includes('content-length') ? 'sent' : 'absent',
    scheme: input.scheme,
    hostname: host.hostname,
    port: host.port,
    pathRule: s3 ? pathRules.s3 : pathRules.others,
    notes: [
      ...notes,
      ...(host.kind === 'unknown' ? ['the request has no Host header that can be connected to'] : []),
      ...(given?.startsWith('STREAMING-AWS4-') === true
        ? ['the chunks of the body are signed for another date, and AWS will refuse them']
        : []),
    ],
  };
}
