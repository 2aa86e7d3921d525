// A request as it was before it was signed, so that it can be signed again, and so that no session token
// gets into what people copy and pass on.

import {
  algorithmParameter,
  authorizationHeader,
  credentialParameter,
  dateHeader,
  dateParameter,
  expiresParameter,
  signatureParameter,
  signedHeadersParameter,
  tokenHeader,
  tokenParameter,
} from '../../core/sigv4/constants.ts';
import { uriDecode } from '../../core/sigv4/uri-encode.ts';
import type { HttpRequest } from '../../core/wire/message.ts';
import { utf8ToText } from '../../core/wire/utf8.ts';

const headerNames = lowerCase([authorizationHeader, dateHeader, tokenHeader]);

const parameterNames = lowerCase([
  algorithmParameter,
  credentialParameter,
  dateParameter,
  expiresParameter,
  signatureParameter,
  signedHeadersParameter,
  tokenParameter,
]);

/** Takes out what signing by header and by query adds, but for `x-amz-content-sha256`, which may be the caller's. */
export function withoutSignature(request: HttpRequest): HttpRequest {
  const isSignatures = (part: string): boolean =>
    parameterNames.has(utf8ToText(uriDecode(part.split('=', 1)[0] ?? ''))?.toLowerCase() ?? '');
  const parts = request.query.split('&');
  return {
    ...request,
    query: parts.some(isSignatures) ? parts.filter((part) => !isSignatures(part)).join('&') : request.query,
    headers: request.headers.filter(([name]) => !headerNames.has(name.toLowerCase())),
  };
}

function lowerCase(names: readonly string[]): ReadonlySet<string> {
  return new Set(names.map((name) => name.toLowerCase()));
}
