// A signed message as a curl command, to be run while its signature holds.

import type { HttpRequest } from '../../core/wire/message.ts';
import { curlCommand } from './curl-command.ts';
import type { Scheme } from './host-of.ts';
import { sendableRequest } from './sendable-request.ts';

// curl would resolve these before it sends the path, as RFC 3986 §5.2.4 asks of relative references.
const dotSegment = /\/(?:\.|%2e)/i;

/**
 * A bash command that sends this very message: what was signed stays as it was signed. What curl adds by
 * itself is outside every signature (`User-Agent`, `Accept`, for a large body `Expect`), but for the content
 * type that it makes up for a body, which is stopped. A presigned GET is `curl 'https://…'` and nothing more.
 * Ends without a line feed.
 */
export function asCurl(request: HttpRequest, options: { readonly scheme: Scheme }): string {
  const { request: sent, notes } = sendableRequest(request);
  const waits = sent.method === 'HEAD' && sent.body.length > 0;
  return curlCommand({
    request: sent,
    scheme: options.scheme,
    options: dotSegment.test(sent.path) ? ['--path-as-is'] : [],
    notes: waits
      ? [...notes, 'curl waits for a body that no answer to HEAD has: stop it with Ctrl+C']
      : notes,
  });
}
