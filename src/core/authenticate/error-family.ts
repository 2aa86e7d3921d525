// Which family of protocols words the errors of a service, and which scope its host asks for.

import { signsLikeS3 } from '../sigv4/constants.ts';
import type { HttpRequest } from '../wire/message.ts';
import { headerValue } from '../wire/message.ts';

/** `query`: IAM, STS and the other services that speak Query. `rest-xml`: S3. `json`: all others. */
export type ErrorFamily = 'query' | 'ec2' | 'rest-xml' | 'json';

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

/** The family of a service, by the name it signs with. */
export function errorFamilyOf(service: string): ErrorFamily {
  if (queryServices.has(service)) return 'query';
  if (service === 'ec2') return 'ec2';
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

// Endpoints whose first label is not the name that the service signs with (AWS General Reference, service endpoints).
// A Map, because the label is the caller's: a plain object would know `constructor`.
const signingNames: ReadonlyMap<string, string> = new Map([
  ['appstream2', 'appstream'],
  ['bedrock-runtime', 'bedrock'],
  ['email', 'ses'],
  ['pinpoint', 'mobiletargeting'],
]);

const hostPattern = /^([^:]+)\.amazonaws\.com(:\d+)?$/;
const regionPattern = /^[a-z]{2}(-[a-z]+)+-\d$/;

/**
 * Reads `<service>.<region>.amazonaws.com` and the forms of IAM, STS and S3 hosts. IAM is signed for
 * us-east-1 wherever it is called from, and so are the hosts without a Region (AWS General Reference, rande).
 */
export function scopeOfHost(host: string): HostScope {
  const name = hostPattern.exec(host.trim().toLowerCase())?.[1];
  if (name === undefined) return {};
  const labels = name.split('.');
  const last = labels.at(-1) ?? '';
  if (last === 's3') return { service: 's3', region: 'us-east-1' };
  // Bucket names may contain dots and even `s3`: the service is read from the end.
  const beforeLast = labels.at(-2);
  if (beforeLast === 's3' && regionPattern.test(last)) return { service: 's3', region: last };
  if (labels.length === 1) return { service: signingNames.get(last) ?? last, region: 'us-east-1' };
  if (labels.length === 2 && beforeLast !== undefined && regionPattern.test(last)) {
    return { service: signingNames.get(beforeLast) ?? beforeLast, region: last };
  }
  return {};
}
