// The operations of popular services, as AWS's SDKs know them: which exist, how and where they are called,
// and which IAM actions they need. What an action is, is told by the service reference.

import { storedNames, type OperationsFile, type Protocol, type StoredClient } from './operations-file.ts';
import {
  matchRoute,
  parseRoutes,
  saysMore,
  type MatchedRoute,
  type OperationRoute,
  type RestRequest,
} from './operation-routes.ts';
import type { Partition } from './partitions.ts';

/** A service as a client of the SDK speaks to it: S3 and S3 Control are two, of one service. */
export interface ServiceClient {
  /** `s3-control` */
  readonly id: string;
  /** `S3 Control` */
  readonly name: string;
  /** Of its IAM actions: `cloudwatch`. */
  readonly iamPrefix: string;
  /** In the scope of a signature: `monitoring`. */
  readonly signingName: string;
  /** First labels of its hosts: `api.ecr`. */
  readonly endpointPrefix: string;
  /** As the SDK speaks to it. */
  readonly protocol: Protocol;
  /** Whether it takes the Query protocol as well. */
  readonly alsoQuery: boolean;
  /** `2010-05-08` */
  readonly apiVersion: string;
  /** What stands before the dot in `X-Amz-Target`; undefined but for JSON. */
  readonly targetPrefix: string | undefined;
  /** One endpoint for the whole partition. */
  readonly global: boolean;
}

export interface IndexedClient extends ServiceClient {
  readonly stored: StoredClient;
  /** In order. */
  readonly operations: readonly string[];
  readonly operationNames: ReadonlySet<string>;
  /** The catalogue has no action for them, and nobody has said which they need. */
  readonly unlisted: ReadonlySet<string>;
  readonly free: ReadonlySet<string>;
  readonly unsigned: ReadonlySet<string>;
  /** Of a REST service. */
  readonly routes: readonly OperationRoute[];
}

export interface Operations {
  /** By id. */
  readonly clients: readonly IndexedClient[];
  readonly byId: ReadonlyMap<string, IndexedClient>;
}

/** One operation of one client. */
export interface OperationName {
  readonly client: string;
  readonly operation: string;
}

export type RecognisedOperation =
  | ({ readonly kind: 'operation'; readonly labels: Readonly<Record<string, string>> } & OperationName)
  | { readonly kind: 'unknown-service' }
  /** The service is known, and is called by another protocol. */
  | { readonly kind: 'not-rest' }
  | { readonly kind: 'unknown-operation' };

export interface EndpointHost {
  readonly host: string;
  /** What the signature's scope must name. */
  readonly signingRegion: string;
}

/**
 * `actionNamesOf`: the names of a service's actions in the catalogue, by its prefix.
 * INVARIANT: of the release that the file was compiled with; it says only what that does not.
 */
export function makeOperations(
  file: Pick<OperationsFile, 'clients'>,
  actionNamesOf: (iamPrefix: string) => readonly string[],
): Operations {
  const clients = file.clients.map((stored) => indexClient(stored, actionNamesOf(stored.prefix)));
  return { clients, byId: new Map(clients.map((client) => [client.id, client])) };
}

/** By its id: `s3-control`. */
export function findClient(operations: Operations, id: string): ServiceClient | undefined {
  return operations.byId.get(id);
}

/** Of a signature's scope; more than one for S3 and API Gateway. */
export function clientsSignedAs(operations: Operations, signingName: string): readonly ServiceClient[] {
  return operations.clients.filter((client) => client.signingName === signingName);
}

/** Of IAM actions; more than one for S3 and API Gateway. */
export function clientsWithPrefix(operations: Operations, iamPrefix: string): readonly ServiceClient[] {
  return operations.clients.filter((client) => client.iamPrefix === iamPrefix);
}

/** By the part of `X-Amz-Target` before the dot. */
export function clientOfTarget(operations: Operations, targetPrefix: string): ServiceClient | undefined {
  return operations.clients.find((client) => client.targetPrefix === targetPrefix);
}

/** In order; undefined when there is no such client. */
export function operationsOf(operations: Operations, client: string): readonly string[] | undefined {
  return operations.byId.get(client)?.operations;
}

/** Names match with case, as AWS's do. */
export function hasOperation(operations: Operations, { client, operation }: OperationName): boolean {
  return operations.byId.get(client)?.operationNames.has(operation) ?? false;
}

/** Undefined for what is no operation, and where the protocol needs no route. */
export function routeOf(
  operations: Operations,
  { client, operation }: OperationName,
): OperationRoute | undefined {
  return operations.byId.get(client)?.routes.find((route) => route.operation === operation);
}

/** Which operation a request to a REST service is, by the name that it is signed with. */
export function recogniseOperation(
  operations: Operations,
  signingName: string,
  request: RestRequest,
): RecognisedOperation {
  const clients = operations.clients.filter(
    (client) => client.signingName === signingName && isClientOf(client.id, request),
  );
  if (clients.length === 0) return { kind: 'unknown-service' };
  const matches = clients.flatMap((client): readonly (MatchedRoute & { readonly client: string })[] => {
    const match = matchRoute(client.routes, client.id === 's3' ? withBucketInPath(request) : request);
    return match === undefined ? [] : [{ ...match, client: client.id }];
  });
  const [first, ...others] = matches;
  if (first === undefined) {
    return { kind: clients.some(({ routes }) => routes.length > 0) ? 'unknown-operation' : 'not-rest' };
  }
  const { client, route, labels } = others.reduce(
    (best, each) => (saysMore(each.route, best.route) ? each : best),
    first,
  );
  return { kind: 'operation', client, operation: route.operation, labels };
}

/**
 * S3 and S3 Control sign with one name, and a key may look like a path of the other's: S3 Control has hosts of
 * its own, and its requests name the account in a header, which no request to S3 has.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_AWS_S3_Control.html
 */
function isClientOf(id: string, { headers }: RestRequest): boolean {
  if (id !== 's3' && id !== 's3-control') return true;
  const isControl = headers.some(
    ([name, value]) =>
      name.toLowerCase() === 'x-amz-account-id' ||
      (name.toLowerCase() === 'host' && /(^|\.)s3-control[.-]/i.test(value)),
  );
  return isControl === (id === 's3-control');
}

/** Undefined for an unknown client, and for a pseudo-Region of a service that has no host for it. */
export function hostOf(
  operations: Operations,
  client: string,
  { region, partition }: { readonly region: string; readonly partition: Partition },
): EndpointHost | undefined {
  const found = operations.byId.get(client);
  if (found === undefined) return undefined;
  const hosts = new Map(Object.entries(found.stored.hosts ?? {}));
  const [host, signingRegion] = storedNames(hosts.get(region) ?? hosts.get(partition.id));
  if (host !== undefined && signingRegion !== undefined) return { host, signingRegion };
  if (region === partition.pseudoRegion?.name) return undefined;
  return { host: `${found.endpointPrefix}.${region}.${partition.dnsSuffix}`, signingRegion: region };
}

function indexClient(stored: StoredClient, actionNames: readonly string[]): IndexedClient {
  const {
    id,
    name,
    prefix,
    signingName = prefix,
    endpoint = signingName,
    protocol,
    version,
    target,
  } = stored;
  const routes = parseRoutes(stored.routes ?? '');
  const listed = storedNames(stored.unlisted);
  const not = new Set(storedNames(stored.notOperations));
  const names = new Set(
    stored.routes === undefined
      ? [
          ...actionNames.filter((action) => !not.has(action)),
          ...Object.keys(stored.actions ?? {}),
          ...storedNames(stored.unsigned),
          ...listed,
        ]
      : routes.map(({ operation }) => operation),
  );
  return {
    id,
    name,
    iamPrefix: prefix,
    signingName,
    endpointPrefix: endpoint,
    protocol,
    alsoQuery: stored.alsoQuery === true,
    apiVersion: version,
    targetPrefix: target,
    global: stored.hosts?.['aws'] !== undefined,
    stored,
    operations: [...names].sort(),
    operationNames: names,
    unlisted: new Set(listed),
    free: new Set(storedNames(stored.free)),
    unsigned: new Set(storedNames(stored.unsigned)),
    routes,
  };
}

// Buckets are named in the host too: by the last label that is S3's, since bucket names may have dots and `s3`.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
const bucketHost =
  /^(.+)\.s3(?!-control)(?:express)?(?:-[a-z0-9-]+)?(?:\.dualstack)?(?:\.[a-z0-9-]+)?\.(?:amazonaws\.(?:com|com\.cn|eu)|api\.aws)(?::\d+)?$/i;

function withBucketInPath(request: RestRequest): RestRequest {
  const host = request.headers.find(([name]) => name.toLowerCase() === 'host')?.[1] ?? '';
  const bucket = bucketHost.exec(host.trim())?.[1]?.toLowerCase();
  return bucket === undefined ? request : { ...request, path: `/${bucket}${request.path}` };
}
