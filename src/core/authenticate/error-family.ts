// Which family of protocols words the errors of a service, and which scope its host asks for.

import { signsLikeS3 } from '../sigv4/constants.ts';
import type { HttpRequest } from '../wire/message.ts';
import { headerValue } from '../wire/message.ts';

/** `query`: IAM, STS and the other services that speak Query. `rest-xml`: S3. `rest-json`: as JSON, with statuses of HTTP’s own. */
export type ErrorFamily = 'query' | 'ec2' | 'rest-xml' | 'json' | 'rest-json';

/**
 * Signing names of services that speak Query; a test holds it equal to what the catalogue knows of the SDK's
 * clients. Route 53 speaks REST-XML but words its errors as Query does (Route 53 API reference, CommonErrors).
 */
export const queryServices: ReadonlySet<string> = new Set([
  'autoscaling',
  'cloudformation',
  'elasticloadbalancing',
  'iam',
  'rds',
  'route53',
  'sns',
  'sts',
]);

/** Signing names of services that speak REST-JSON; held equal to the catalogue as well, as far as that has them. */
export const restJsonServices: ReadonlySet<string> = new Set([
  'access-analyzer',
  'apigateway',
  'execute-api',
  'lambda',
]);

/** The family of a service, by the name it signs with. */
export function errorFamilyOf(service: string): ErrorFamily {
  if (queryServices.has(service)) return 'query';
  if (service === 'ec2') return 'ec2';
  if (restJsonServices.has(service)) return 'rest-json';
  return signsLikeS3(service) ? 'rest-xml' : 'json';
}

/** The family of a request whose scope cannot be read: by its host, else by the shape of the message. */
export function errorFamilyOfMessage(request: HttpRequest): ErrorFamily {
  const service =
    scopeOfHost(headerValue(request, 'host') ?? '').service ??
    headerValue(request, 'x-gatehouse-action')?.split(':', 1)[0];
  if (service !== undefined) return errorFamilyOf(service);
  if (headerValue(request, 'x-amz-target') !== undefined) return 'json';
  const contentType = headerValue(request, 'content-type') ?? '';
  return contentType.trim().startsWith('application/x-www-form-urlencoded') ? 'query' : 'rest-xml';
}

/** What a host of AWS's says of service and Region; nothing for any other host, such as a local endpoint. */
export interface HostScope {
  readonly service?: string;
  readonly region?: string;
}

// Endpoints whose first label is not the name that the service signs with (AWS General Reference, service endpoints;
// signing names as the SDKs have them). A Map, because the label is the caller's: a plain object would know
// `constructor`.
const signingNames: ReadonlyMap<string, string> = new Map([
  ['appstream2', 'appstream'],
  ['bedrock-agent', 'bedrock'],
  ['bedrock-agent-runtime', 'bedrock'],
  ['bedrock-runtime', 'bedrock'],
  ['email', 'ses'],
  ['oidc', 'sso-oauth'],
  ['personalize-events', 'personalize'],
  ['personalize-runtime', 'personalize'],
  ['pinpoint', 'mobiletargeting'],
  ['queue', 'sqs'],
  ['transcribestreaming', 'transcribe'],
]);

// A part of a service, which most often signs with the name of the whole; which that is, its label does not say.
const partOfService = /-(?:runtime|data|data-ats|streaming|events|agent|control)$/;

const hostPattern = /^([^:]+)\.amazonaws\.com(?:\.cn)?(?::\d+)?$/;
const lambdaUrlPattern = /^[a-z0-9]+\.lambda-url\.([a-z0-9-]+)\.on\.aws(?::\d+)?$/;
const regionPattern = /^[a-z]{2}(-[a-z]+)+-\d$/;

/**
 * Reads the hosts of AWS's endpoints: `<service>.<region>.amazonaws.com` and the forms of IAM, STS, S3, API Gateway,
 * OpenSearch and Lambda, FIPS and dual-stack ones too (AWS General Reference, rande and s3). IAM is signed for
 * us-east-1 wherever it is called from, and so are the hosts without a Region. Where a host does not tell, nothing is said.
 */
export function scopeOfHost(host: string): HostScope {
  const text = host.trim().toLowerCase();
  const lambdaRegion = lambdaUrlPattern.exec(text)?.[1];
  if (lambdaRegion !== undefined) return { service: 'lambda', region: lambdaRegion };
  const name = hostPattern.exec(text)?.[1];
  if (name === undefined) return {};
  const labels = name.split('.').filter((label, place) => label !== 'dualstack' || place === 0);
  return s3Scope(labels) ?? nestedScope(labels) ?? plainScope(labels);
}

/** Bucket names may contain dots and even `s3`: the service is read from the end. */
function s3Scope(labels: readonly string[]): HostScope | undefined {
  const [beforeLast, last = ''] = [labels.at(-2) ?? '', labels.at(-1)];
  if (isS3(beforeLast) && regionPattern.test(last)) return { service: 's3', region: last };
  // The global host takes buckets of every Region (S3 user guide, VirtualHosting); without one it is us-east-1's.
  if (isS3(last)) return labels.length > 1 ? { service: 's3' } : { service: 's3', region: 'us-east-1' };
  if (last === 's3-accelerate') return { service: 's3' };
  if (last === 's3-external-1') return { service: 's3', region: 'us-east-1' };
  const legacy = /^s3-(.+)$/.exec(last)?.[1];
  return legacy !== undefined && regionPattern.test(legacy) ? { service: 's3', region: legacy } : undefined;
}

function isS3(label: string): boolean {
  return label === 's3' || label === 's3-fips';
}

/** `<api>.execute-api.<region>`, `<domain>.<region>.es` */
function nestedScope(labels: readonly string[]): HostScope | undefined {
  const [, second = '', third = ''] = labels;
  if (labels.length !== 3) return undefined;
  if (second === 'execute-api' && regionPattern.test(third)) return { service: second, region: third };
  return third === 'es' && regionPattern.test(second) ? { service: 'es', region: second } : undefined;
}

function plainScope(labels: readonly string[]): HostScope {
  const [first = '', region] = labels;
  const label = first.replace(/-fips$/, '');
  const service = signingNames.get(label) ?? (partOfService.test(label) ? undefined : label);
  const ofService = service === undefined ? {} : { service };
  if (labels.length === 1) return { ...ofService, region: 'us-east-1' };
  return labels.length === 2 && region !== undefined && regionPattern.test(region)
    ? { ...ofService, region }
    : {};
}
