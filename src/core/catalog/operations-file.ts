// How the operations of the SDK's clients are stored. Most are named as the IAM action that they need, so
// that only what differs is said: where the catalogue has an action and nothing is said, there is an
// operation of its name.

export interface OperationsFile {
  /** The same in all files of one build: what is not said here is said by its service reference. */
  readonly build: string;
  /** By id. */
  readonly clients: readonly StoredClient[];
}

/**
 * https://smithy.io/2.0/aws/protocols/index.html; `ec2` is the Query protocol in the way of EC2, and the
 * numbers are those of `X-Amz-Json`.
 */
export type Protocol = 'query' | 'ec2' | 'rest-xml' | 'rest-json' | 'json-1.0' | 'json-1.1' | 'rpc-v2-cbor';

export interface StoredClient {
  /** What the package's name ends in: `s3-control`. */
  readonly id: string;
  /** `S3 Control` */
  readonly name: string;
  /** Of its IAM actions; an action without a colon is one of these. */
  readonly prefix: string;
  /** Absent: the prefix. */
  readonly signingName?: string;
  /** First labels of its hosts in a Region; absent: the signing name. */
  readonly endpoint?: string;
  /** Hosts that are not `endpoint.region.suffix`, with the Region to sign for, by partition or by pseudo-Region. */
  readonly hosts?: Readonly<Record<string, string>>;
  readonly protocol: Protocol;
  /** Takes the Query protocol as well. */
  readonly alsoQuery?: true;
  readonly version: string;
  /** What stands before the dot in `X-Amz-Target`. */
  readonly target?: string;
  /** Operations that have no other mapping need the action of their HTTP method, on their path. */
  readonly byMethod?: true;
  /** Operation → actions with a space between; behind `?` are those of which the request's content decides. */
  readonly actions?: Readonly<Record<string, string>>;
  readonly conditions?: readonly StoredCondition[];
  /** Names of operations that need no permission. */
  readonly free?: string;
  /** Names of operations that take no signature, and of which IAM is not asked. */
  readonly unsigned?: string;
  /** Operations of a REST protocol, a path a line: `/{Bucket}?acl GET GetBucketAcl PUT PutBucketAcl`. */
  readonly routes?: string;
  /** Of other protocols: names of actions that are no operation, and of operations newer than the catalogue. */
  readonly notOperations?: string;
  readonly unlisted?: string;
}

/** In a request with this feature the operation needs this action too, or instead of another one. */
export type StoredCondition = readonly [
  operation: string,
  feature: RequestFeature,
  action: string,
  instead?: string,
];

/** What of an S3 request calls for further actions; how it is seen is in operation-actions.ts. */
export type RequestFeature =
  | 'version'
  | 'source-version'
  | 'acl'
  | 'tagging'
  | 'retention'
  | 'legal-hold'
  | 'bypass-governance'
  | 'bucket-object-lock'
  | 'object-ownership';

/** The items of a list that is stored as one text. */
export function storedNames(text: string | undefined): readonly string[] {
  return text === undefined || text === '' ? [] : text.split(' ');
}
