// Which operation of S3 a message is for: REST has no Action, but a method and a path.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html

import { err, ok } from '../../core/lang/result.ts';
import { headerValue, type HttpRequest } from '../../core/wire/message.ts';
import { decodeQuery } from '../../core/wire/query-codec.ts';
import type { Fault } from '../fault.ts';
import type { Route } from '../route.ts';
import type { Service } from '../services.ts';

// What may stand in the query without changing the operation: the signature, and what the SDKs add.
const harmless = /^(X-Amz-.*|x-id)$/i;

export function routeS3(request: HttpRequest, service: Service): Route {
  const query = decodeQuery(request.query);
  const path = decodePath(request.path);
  if (query === undefined || path === undefined) return { service, asked: err(invalidUri) };
  const { bucketName, key } = addressOf(headerValue(request, 'host') ?? '', path);
  // `//key` names a key in no bucket; it must not be taken for the list of buckets.
  if (bucketName === '' && path !== '') return { service, asked: err(invalidUri) };
  const plain = request.method === 'GET' && query.every(([name]) => harmless.test(name));
  const name = !plain ? undefined : bucketName === '' ? 'ListBuckets' : key === '' ? undefined : 'GetObject';
  if (name === undefined) return { service, asked: err(notImplemented) };
  const input = name === 'GetObject' ? { Bucket: bucketName, Key: key } : {};
  return { service, operationName: name, asked: ok({ kind: 'read', name, input }) };
}

// https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList
const invalidUri: Fault = { code: 'InvalidURI', status: 400, message: "Couldn't parse the specified URI." };
const notImplemented: Fault = {
  code: 'NotImplemented',
  status: 501,
  message: 'A header you provided implies functionality that is not implemented.',
};

/** Virtual-hosted style names the bucket in the host, path style in the path. */
function addressOf(host: string, path: string): { readonly bucketName: string; readonly key: string } {
  const inHost = /^(.+)\.s3([.-][a-z0-9-]+)?\.amazonaws\.com(:\d+)?$/i.exec(host)?.[1];
  if (inHost !== undefined) return { bucketName: inHost.toLowerCase(), key: path };
  const slash = path.indexOf('/');
  return slash < 0
    ? { bucketName: path, key: '' }
    : { bucketName: path.slice(0, slash), key: path.slice(slash + 1) };
}

/** Without its first slash. Nothing is normalised: S3 keys may contain `..` and empty segments. */
function decodePath(path: string): string | undefined {
  try {
    return decodeURIComponent(path).replace(/^\//, '');
  } catch {
    return undefined;
  }
}
