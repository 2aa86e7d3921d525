// Which operation of a REST service a request is for. Such a request names none: its method, its path, and
// for S3 its query and headers tell. https://smithy.io/2.0/spec/http-bindings.html#http-trait

/** What of a request its route is read from: as sent, the path percent-encoded, the query without `?`. */
export interface RestRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

export interface OperationRoute {
  readonly operation: string;
  readonly method: string;
  /** `/restapis/{restApiId}/stages`; `{Key+}` takes slashes too. An S3 path begins with the bucket. */
  readonly path: string;
  /** Must be in the query, and equal where there is a value. */
  readonly query: readonly { readonly name: string; readonly value: string | undefined }[];
  /** Must be among the headers; lower case. */
  readonly headers: readonly string[];
  readonly segments: readonly RouteSegment[];
}

export type RouteSegment =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'label'; readonly name: string }
  /** As much as the segments after it leave, at least one character. */
  | { readonly kind: 'greedy'; readonly name: string };

export interface MatchedRoute {
  readonly route: OperationRoute;
  /** What stands in the place of each label, decoded where it can be. */
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * Reads a path a line, with the methods that it takes and their operations:
 * `/{Bucket}/{Key+}?partNumber&uploadId #x-amz-copy-source PUT UploadPartCopy`.
 */
export function parseRoutes(text: string): readonly OperationRoute[] {
  return text.split('\n').flatMap((line) => {
    const [target = '', ...rest] = line.split(' ');
    const [path = '', query = ''] = target.split('?');
    const headers = rest.filter((part) => part.startsWith('#')).map((part) => part.slice(1));
    const pairs = rest.slice(headers.length);
    const shared = {
      path,
      query: query.split('&').flatMap((part) => {
        const [name = '', value] = part.split('=');
        return name === '' ? [] : [{ name, value }];
      }),
      headers,
      segments: path
        .split('/')
        .filter((segment) => segment !== '')
        .map(parseSegment),
    };
    return pairs.flatMap((method, at) => {
      const operation = pairs[at + 1];
      return at % 2 === 0 && operation !== undefined ? [{ operation, method, ...shared }] : [];
    });
  });
}

/** The route that says the most of those that the request takes. */
export function matchRoute(
  routes: readonly OperationRoute[],
  request: RestRequest,
): MatchedRoute | undefined {
  if (!request.path.startsWith('/')) return undefined;
  const parts = request.path.split('/').slice(1);
  let query: ReadonlyMap<string, string> | undefined;
  let headers: ReadonlySet<string> | undefined;
  let best: MatchedRoute | undefined;
  for (const route of routes) {
    if (route.method !== request.method) continue;
    const labels = matchSegments(route.segments, parts);
    if (labels === undefined) continue;
    query ??= parseQuery(request.query);
    if (!route.query.every(({ name, value }) => agrees(query?.get(name), value))) continue;
    headers ??= new Set(request.headers.map(([name]) => name.toLowerCase()));
    if (!route.headers.every((name) => headers?.has(name))) continue;
    if (best === undefined || saysMore(route, best.route)) best = { route, labels };
  }
  return best;
}

/** A path that stands for a resource beats one that only could, and a sub-resource beats what it is of. */
export function saysMore(one: OperationRoute, other: OperationRoute): boolean {
  const literals = literalCount(one) - literalCount(other);
  if (literals !== 0) return literals > 0;
  return one.query.length + one.headers.length > other.query.length + other.headers.length;
}

/** Names to values, decoded, the first of each; the empty text for a name without one. */
export function parseQuery(query: string): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>();
  for (const part of query.split('&')) {
    const equals = part.indexOf('=');
    const name = decode(equals < 0 ? part : part.slice(0, equals));
    if (name !== '' && !pairs.has(name)) pairs.set(name, equals < 0 ? '' : decode(part.slice(equals + 1)));
  }
  return pairs;
}

function parseSegment(text: string): RouteSegment {
  if (!text.startsWith('{')) return { kind: 'literal', text };
  const name = text.slice(1, -1);
  return name.endsWith('+') ? { kind: 'greedy', name: name.slice(0, -1) } : { kind: 'label', name };
}

function literalCount(route: OperationRoute): number {
  return route.segments.filter(({ kind }) => kind === 'literal').length;
}

function matchSegments(
  segments: readonly RouteSegment[],
  parts: readonly string[],
): Readonly<Record<string, string>> | undefined {
  // A slash at the end makes no other resource, unless it belongs to the key of an object.
  const rest = segments.at(-1)?.kind !== 'greedy' && parts.at(-1) === '' ? parts.slice(0, -1) : parts;
  const spare = rest.length - segments.length;
  if (spare < 0) return undefined;
  const labels: [string, string][] = [];
  let at = 0;
  for (const segment of segments) {
    const end = segment.kind === 'greedy' ? at + spare + 1 : at + 1;
    const part = rest.slice(at, end).join('/');
    at = end;
    if (segment.kind === 'literal') {
      if (part !== segment.text) return undefined;
    } else {
      if (part === '') return undefined;
      labels.push([segment.name, decode(part)]);
    }
  }
  return at === rest.length ? Object.fromEntries(labels) : undefined;
}

function agrees(sent: string | undefined, value: string | undefined): boolean {
  return sent !== undefined && (value === undefined || sent === value);
}

/** As it stands, where an escape is broken: whether that is an error is for others to say. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
