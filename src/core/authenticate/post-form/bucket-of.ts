// Which bucket a form was posted to: its address says, and nothing in the form can change it.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html

import { headerValue, type HttpRequest } from '../../wire/message.ts';

/** The bucket that the request addresses, in the host or as the whole path; undefined when it addresses anything else. */
export function bucketOf(request: HttpRequest): string | undefined {
  const inHost = bucketInHost(headerValue(request, 'host') ?? '');
  if (inHost !== undefined) return request.path === '/' || request.path === '' ? inHost : undefined;
  const inPath = /^\/([^/]+)\/?$/.exec(request.path)?.[1];
  if (inPath === undefined) return undefined;
  try {
    return decodeURIComponent(inPath);
  } catch {
    return undefined;
  }
}

/** `<bucket>.s3.<region>.amazonaws.com`, dual-stack, without a Region, or in the old form `<bucket>.s3-<region>…`. */
function bucketInHost(host: string): string | undefined {
  const name = /^([^:]+)\.amazonaws\.com(?::\d+)?$/.exec(host.trim().toLowerCase())?.[1];
  const labels = name?.split('.') ?? [];
  // Names of buckets have dots too, and may have a label `s3`: the service is looked for from the end.
  const region = /^s3(-|$)/.test(labels.at(-1) ?? '') ? 0 : 1;
  const dualStack = labels.at(-1 - region) === 'dualstack' ? 1 : 0;
  const service = labels.length - 1 - region - dualStack;
  if (service < 1 || !/^s3(-|$)/.test(labels[service] ?? '')) return undefined;
  return labels.slice(0, service).join('.');
}
