// A request as it would be if the endpoint had a host of its own. For reading what is asked for, never for its
// signature, which is of the message as sent.

import type { HttpRequest } from '../core/wire/message.ts';

/** `mountedAt`: a path without a slash at its end. A path that is not under it is left as it is. */
export function withoutMount(request: HttpRequest, mountedAt: string): HttpRequest {
  if (request.path !== mountedAt && !request.path.startsWith(`${mountedAt}/`)) return request;
  return {
    ...request,
    // An SDK may write a slash of its own after that of the endpoint's path; no bucket has an empty name.
    path: request.path.slice(mountedAt.length).replace(/^\/*/, '/'),
    // Of the web page that the endpoint is part of: it names no service and no bucket, even where it is S3 that serves it.
    headers: request.headers.filter(([name]) => name.toLowerCase() !== 'host'),
  };
}
