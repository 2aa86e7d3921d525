// A request got back from its canonical form, where that can be done without guessing.

import { canonicalRequest } from '../../core/sigv4/canonical-request.ts';
import { uriDecode } from '../../core/sigv4/uri-encode.ts';
import type { Header, HttpRequest } from '../../core/wire/message.ts';
import { utf8ToText } from '../../core/wire/utf8.ts';

/** SHA-256 of nothing. */
const emptyHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

export interface FromCanonical {
  readonly request: HttpRequest;
  /** Whether the body, which only its hash stands for, is known: the empty one is. */
  readonly knowsBody: boolean;
}

/**
 * The request with the headers that were signed. Undefined where the path cannot be undone: services other
 * than S3 encode it twice, and it is not said which service. Whatever is returned has this canonical form.
 */
export function requestFromCanonical(
  canonical: string,
  known: { readonly service: string | undefined; readonly signature: string | undefined },
): FromCanonical | undefined {
  const lines = canonical.split('\n');
  const [method = '', path = '/', query = ''] = lines;
  const hash = lines.at(-1) ?? '';
  const signedHeaders = (lines.at(-2) ?? '').split(';').filter((name) => name !== '');
  const headers = lines.slice(3, -3).map((line): Header => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1)];
  });
  const isOnce = known.service === 's3' || !path.includes('%');
  const twice = known.service === undefined ? undefined : utf8ToText(uriDecode(path));
  const sentPath = isOnce ? path : twice;
  if (sentPath === undefined || !/^[!-~]*$/.test(sentPath)) return undefined;
  const request: HttpRequest = { method, path: sentPath, query, headers, body: new Uint8Array(0) };
  const again = canonicalRequest(request, {
    signedHeaders,
    payloadHash: hash,
    doubleEncodePath: !isOnce,
    normalizePath: false,
  });
  if (again !== canonical) return undefined;
  const isPresigned = /(?:^|&)X-Amz-Algorithm=/.test(query) && known.signature !== undefined;
  return {
    request: isPresigned ? { ...request, query: `${query}&X-Amz-Signature=${known.signature}` } : request,
    knowsBody: hash === emptyHash || method === 'GET' || method === 'HEAD',
  };
}
