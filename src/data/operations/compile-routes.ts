// Routes of REST operations as the request shows them. Where several operations of S3 share method, path and
// query, what only some of them require tells them apart, and becomes part of the route.

import type { SdkClient, SdkOperation } from './sdk-client.ts';

interface Route {
  readonly operation: SdkOperation;
  readonly method: string;
  readonly path: string;
  readonly query: readonly string[];
}

// It shares its route with ListBuckets and is served by other hosts, s3express-control. What the SDKs add to
// the query tells it apart.
const knownById = new Set(['ListDirectoryBuckets']);

/** A path a line, with its methods and operations: see operations-file.ts. */
export function compileRoutes(client: SdkClient): string {
  const routes = client.operations.map((operation) => routeOf(client, operation));
  const alikeOf = ({ method, path, query }: Route): readonly Route[] =>
    routes.filter(
      (other) => other.method === method && other.path === path && other.query.join('&') === query.join('&'),
    );
  const lines = new Map<string, string>();
  const seen = new Map<string, string>();
  for (const route of routes) {
    const { method, operation } = route;
    const target = targetOf(route, alikeOf(route));
    // Labels are the same to a request, whatever they are called.
    const shape = `${method} ${target.replace(/\{[^}+]*/g, '{')}`;
    const other = seen.get(shape);
    if (other !== undefined) {
      throw new Error(`${client.packageName}: nothing tells ${other} and ${operation.name} apart`);
    }
    seen.set(shape, operation.name);
    lines.set(target, `${lines.get(target) ?? target} ${method} ${operation.name}`);
  }
  // In order, because neighbours that begin alike compress well.
  return [...lines.values()].sort().join('\n');
}

function routeOf({ packageName, serviceId }: SdkClient, operation: SdkOperation): Route {
  if (operation.http === undefined) throw new Error(`${packageName}: ${operation.name} has no route`);
  const { method, uri } = operation.http;
  const [path = '', query = ''] = uri.split('?');
  const inBucket = serviceId === 'S3' && operation.members.includes('Bucket');
  if (/[^/{}]\{|\}[^/]/.test(path)) {
    throw new Error(
      `${packageName}: ${operation.name} has the path ${path}, a label in the midst of a segment`,
    );
  }
  return {
    operation,
    method,
    path: inBucket ? `/{Bucket}${path.replace(/\/$/, '')}` : path,
    query: query
      .split('&')
      .filter((part) => part !== '' && (!part.startsWith('x-id=') || knownById.has(operation.name))),
  };
}

/** Path, query and header of an operation among those that share method, path and query. */
function targetOf({ operation, path, query }: Route, alike: readonly Route[]): string {
  const only = (of: (each: SdkOperation) => readonly string[]): readonly string[] =>
    of(operation).filter((name) => !alike.every((other) => of(other.operation).includes(name)));
  const wanted = [...query, ...only(({ requiredQuery }) => requiredQuery)];
  const headers = only(({ requiredHeaders }) => requiredHeaders).map((name) => ` #${name}`);
  return `${path === '' ? '/' : path}${wanted.length === 0 ? '' : `?${wanted.join('&')}`}${headers.join('')}`;
}
