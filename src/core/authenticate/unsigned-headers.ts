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
  // S3 API reference, sig-v4-header-based-auth: signing x-amz-content-sha256 is optional, for its value
  // is the last line of the canonical request; S3 wants the token signed, other services need not.
  const spared = signsLikeS3(service) ? 'x-amz-content-sha256' : 'x-amz-security-token';
  // A set, because both lists are as long as the caller makes them.
  const signed = new Set(signedHeaders);
  const missing = new Set<string>();
  for (const [name] of request.headers) {
    const lower = name.toLowerCase();
    if (!lower.startsWith('x-amz-') && !lower.startsWith('x-gatehouse-')) continue;
    if (lower !== spared && !signed.has(lower)) missing.add(lower);
  }
  const host = signed.has('host') ? [] : ['host'];
  return [...host, ...[...missing].sort()];
}
