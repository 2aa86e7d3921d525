// Reads what a client package of the AWS SDK for JavaScript knows of its service: the schemas that it exports,
// one for each operation, and the configuration of a client, which tells protocol, names and hosts.

import { createRequire } from 'node:module';
import type { Protocol } from '../../core/catalog/operations-file.ts';

export interface SdkClient {
  readonly packageName: string;
  /** `S3 Control` */
  readonly serviceId: string;
  readonly signingName: string;
  readonly protocol: Protocol;
  readonly alsoQuery: boolean;
  readonly apiVersion: string;
  /** Before the dot in `X-Amz-Target`; the SDK has one for other protocols too, where it means nothing. */
  readonly serviceTarget: string;
  /** By name. */
  readonly operations: readonly SdkOperation[];
  /** The host that the SDK calls in a Region, and the Region that it signs for. */
  hostIn(region: string): { readonly host: string; readonly signingRegion: string };
}

export interface SdkOperation {
  readonly name: string;
  /** Its HTTP method and path, with labels and query: `/{Key+}?acl`. */
  readonly http: { readonly method: string; readonly uri: string } | undefined;
  readonly members: readonly string[];
  /** Parameters of the query and headers without which there is no such request. */
  readonly requiredQuery: readonly string[];
  readonly requiredHeaders: readonly string[];
  readonly signed: boolean;
}

// Only `require` reads the packages: the imports inside their modules have no extensions.
const load = createRequire(import.meta.url);

/** What the schema of an operation begins with. */
const operationSchema = 9;

const protocols: Readonly<Record<string, Protocol>> = {
  'aws.protocols#awsQuery': 'query',
  'aws.protocols#ec2Query': 'ec2',
  'aws.protocols#restXml': 'rest-xml',
  'aws.protocols#restJson1': 'rest-json',
  'aws.protocols#awsJson1_0': 'json-1.0',
  'aws.protocols#awsJson1_1': 'json-1.1',
  'smithy.protocols#rpcv2Cbor': 'rpc-v2-cbor',
};

/** As far as it is read here. */
interface ClientConfig {
  readonly serviceId?: string;
  readonly defaultSigningName?: string;
  readonly protocol?: { readonly awsQueryCompatible?: boolean; getShapeId?(): string };
  readonly protocolSettings?: { readonly version?: string; readonly serviceTarget?: string };
  endpointProvider?(parameters: object): {
    readonly url: URL;
    readonly properties?: { readonly authSchemes?: readonly { readonly signingRegion?: string }[] };
  };
  httpAuthSchemeProvider?(parameters: object): readonly { readonly schemeId: string }[];
}

type Exports = Readonly<Record<string, unknown>>;

interface MemberTraits {
  readonly httpQuery?: string;
  readonly httpHeader?: string;
}

export function readSdkClient(packageName: string): SdkClient {
  // The build is of one Node, and what the SDK will need some day is no news to who builds.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const exported = load(packageName) as Exports;
  const config = configOf(packageName, exported);
  const need = <Value>(value: Value | undefined, what: string): Value => {
    if (value === undefined) throw new Error(`${packageName} no longer says ${what}`);
    return value;
  };
  const endpointProvider = need(config.endpointProvider, 'which host it calls');
  const authSchemes = need(config.httpAuthSchemeProvider, 'which operations are signed');
  const shapeId = need(config.protocol?.getShapeId?.(), 'which protocol it speaks');
  const atEndpoint = (region: string): object => ({ Region: region, UseFIPS: false, UseDualStack: false });
  const operations = Object.values(exported)
    .filter((value): value is readonly unknown[] => Array.isArray(value) && value[0] === operationSchema)
    .map((schema) =>
      readOperation(schema, (name) => {
        const schemes = authSchemes({ operation: name, region: 'us-east-1', ...atEndpoint('us-east-1') });
        return schemes[0]?.schemeId !== 'smithy.api#noAuth';
      }),
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  if (operations.length === 0) throw new Error(`${packageName} exports no operations`);
  return {
    packageName,
    serviceId: need(config.serviceId, 'what its service is called'),
    signingName: need(config.defaultSigningName, 'which name it signs with'),
    protocol: need(protocols[shapeId], `that it speaks a known protocol: \`${shapeId}\` is new`),
    alsoQuery: config.protocol?.awsQueryCompatible === true,
    apiVersion: need(config.protocolSettings?.version, 'which version its API has'),
    serviceTarget: need(config.protocolSettings?.serviceTarget, 'which target its messages have'),
    operations,
    hostIn(region) {
      const { url, properties } = endpointProvider.call(config, atEndpoint(region));
      return { host: url.host, signingRegion: properties?.authSchemes?.[0]?.signingRegion ?? region };
    },
  };
}

/** Clients are made without credentials and never called. */
function configOf(packageName: string, exported: Exports): ClientConfig {
  const name = Object.keys(exported).find((each) => /^[A-Z]\w+Client$/.test(each));
  if (name === undefined) throw new Error(`${packageName} exports no client`);
  const Client = exported[name] as new (configuration: object) => { readonly config: ClientConfig };
  return new Client({ region: 'us-east-1' }).config;
}

function readOperation(schema: readonly unknown[], isSigned: (name: string) => boolean): SdkOperation {
  const name = schema[2] as string;
  const traits = schema[3] as { readonly http?: readonly [method: string, uri: string] } | number | undefined;
  const http = typeof traits === 'object' ? traits.http : undefined;
  const { members, required } = readInput(schema[4]);
  return {
    name,
    http: http === undefined ? undefined : { method: http[0], uri: http[1] },
    members,
    requiredQuery: required.flatMap(({ httpQuery }) => httpQuery ?? []),
    requiredHeaders: required.flatMap(({ httpHeader }) => httpHeader?.toLowerCase() ?? []),
    signed: isSigned(name),
  };
}

/** The schema of a structure: names of members, their schemas, and how many of the first are required. */
function readInput(schema: unknown): {
  readonly members: readonly string[];
  readonly required: readonly MemberTraits[];
} {
  const structure = typeof schema === 'function' ? (schema as () => unknown)() : schema;
  const parts: readonly unknown[] = Array.isArray(structure) ? structure : [];
  const [, , , , members = [], schemas = [], count = 0] = parts;
  return {
    members: members as readonly string[],
    required: (schemas as readonly unknown[]).slice(0, count as number).map(memberTraits),
  };
}

/** A member is a type, or a type with its traits, of which a number means some that are not read here. */
function memberTraits(schema: unknown): MemberTraits {
  const traits = Array.isArray(schema) ? (schema as readonly unknown[])[1] : undefined;
  return typeof traits === 'object' && traits !== null ? traits : {};
}
