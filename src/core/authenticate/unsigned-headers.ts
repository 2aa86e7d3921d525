// Headers that change what a request means and that its signature leaves out.

import { signsLikeS3 } from '../sigv4/constants.ts';
import type { HttpRequest } from '../wire/message.ts';

/**
 * The headers that are there and must be signed but are not: `host` and every `x-amz-*`
 * (reference_sigv-create-signed-request), and our own `x-gatehouse-*`, which name action and resource.
 */
export function unsignedHeaders(
  request: HttpRequest,
  signedHeaders: readonly string[],
  service: string,
): string[] {
  const present = new Set(request.headers.map(([name]) => name.toLowerCase()));
  const required = ['host', ...[...present].filter((name) => /^x-(amz|gatehouse)-/.test(name)).sort()];
  return required.filter((name) => {
    if (signedHeaders.includes(name)) return false;
    // S3 API reference, sig-v4-header-based-auth: signing x-amz-content-sha256 is optional, for its value
    // is the last line of the canonical request; S3 wants the token signed, other services need not.
    return signsLikeS3(service) ? name !== 'x-amz-content-sha256' : name !== 'x-amz-security-token';
  });
}
