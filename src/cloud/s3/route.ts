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
  const address = addressOf(headerValue(request, 'host') ?? '', path);
  // `//key` names a key in no bucket; it must not be taken for the list of buckets.
  if (address.Bucket === '' && path !== '') return { service, asked: err(invalidUri) };
  const asked = query.flatMap(([name]) => (harmless.test(name) ? [] : [name])).join();
  const name = operationName(request.method, asked, address);
  if (name === undefined) return { service, asked: err(notImplemented) };
  const input = { ...request, ...address };
  return { service, operationName: name, asked: ok({ kind: 'read', name, input }) };
}

/** The message, and what its host and path are about. */
export interface Addressed extends HttpRequest {
  readonly Bucket: string;
  readonly Key: string;
}

type Address = Pick<Addressed, 'Bucket' | 'Key'>;

/** `asked`: the names in the query. */
function operationName(method: string, asked: string, { Bucket, Key }: Address): string | undefined {
  const verb = ['Get', 'Put', 'Delete'].find((each) => each.toUpperCase() === method);
  if (asked === 'policy' && Bucket !== '' && Key === '') return verb && `${verb}BucketPolicy`;
  if (asked !== '' || verb !== 'Get') return undefined;
  if (Bucket === '') return 'ListBuckets';
  return Key === '' ? undefined : 'GetObject';
}

// https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList
const invalidUri: Fault = { code: 'InvalidURI', status: 400, message: "Couldn't parse the specified URI." };
const notImplemented: Fault = {
  code: 'NotImplemented',
  status: 501,
  message: 'A header you provided implies functionality that is not implemented.',
};

/** Virtual-hosted style names the bucket in the host, path style in the path. */
function addressOf(host: string, path: string): Address {
  const inHost = /^(.+)\.s3([.-][a-z0-9-]+)?\.amazonaws\.com(:\d+)?$/i.exec(host)?.[1];
  if (inHost !== undefined) return { Bucket: inHost.toLowerCase(), Key: path };
  const slash = path.indexOf('/');
  return slash < 0 ? { Bucket: path, Key: '' } : { Bucket: path.slice(0, slash), Key: path.slice(slash + 1) };
}

/** Without its first slash. Nothing is normalised: S3 keys may contain `..` and empty segments. */
function decodePath(path: string): string | undefined {
  try {
    return decodeURIComponent(path).replace(/^\//, '');
  } catch {
    return undefined;
  }
}
