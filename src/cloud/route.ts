// Reads from a message which service and operation it is for, and its parameters. Says nothing of
// who sent it: what is wrong here is answered only after authentication.

import { scopeOfHost } from '../core/authenticate/error-family.ts';
import { credentialScopeOf, parseCredential } from '../core/authenticate/parse-authorization.ts';
import { err, ok, type Result } from '../core/lang/result.ts';
import { parseJsonBody, parseTarget } from '../core/wire/aws-json.ts';
import type { StructureValue } from '../core/shapes/shape.ts';
import { headerValue, type HttpRequest } from '../core/wire/message.ts';
import { decodeForm, decodeQuery, type FormPair } from '../core/wire/query-codec.ts';
import type { Fault } from './fault.ts';
import { isOther, readOther, type Other } from './other.ts';
import type { Given } from './read-input.ts';
import { routeS3 } from './s3/route.ts';
import { serviceNamed, type Service } from './services.ts';
import { stsFamilies } from './sts/families.ts';

export interface Route {
  readonly service: Service;
  /** As the message names it, known or not; absent when it names none. */
  readonly operationName?: string;
  readonly asked: Result<Asked, Fault>;
}

/** What the message asks for, before anybody has looked whether there is such an operation. */
export type Asked =
  | { readonly kind: 'named'; readonly name: string; readonly given: Given }
  /** Without a shape: what was read from method, path and headers. */
  | { readonly kind: 'read'; readonly name: string; readonly input: StructureValue }
  | { readonly kind: 'other'; readonly other: Other };

export function routeOf(request: HttpRequest): Route {
  if (isOther(request)) {
    const other = readOther(request);
    const service = serviceNamed(serviceNameOf(request));
    return {
      service: { ...service, protocol: { family: 'json' } },
      ...(other.ok ? { operationName: other.value.name } : {}),
      asked: other.ok ? ok({ kind: 'other', other: other.value }) : other,
    };
  }
  const service = serviceNamed(serviceNameOf(request));
  switch (service.protocol.family) {
    case 'query':
      return routeQuery(request, service, service.protocol.version);
    case 'ec2':
      return routeQuery(request, service, undefined);
    case 'rest-xml':
      return routeS3(request, service);
    case 'json':
      return routeJson(request, service);
  }
}

/**
 * The signing name of the service that a message is for: from the scope of its signature, else, in
 * order, from `X-Amz-Credential` in the form, `X-Amz-Target`, the host's first labels, a form's
 * `Action` that belongs to STS; else S3.
 */
function serviceNameOf(request: HttpRequest): string {
  const scope = credentialScopeOf(request);
  if (scope !== undefined) return scope.service;
  const form = formOf(request);
  const inForm = parseCredential(valueOf(form, 'X-Amz-Credential') ?? '')?.scope.service;
  if (inForm !== undefined) return inForm;
  const target = parseTarget(headerValue(request, 'x-amz-target') ?? '');
  if (target !== undefined) return serviceOfTarget(target.service);
  const host = headerValue(request, 'host') ?? '';
  if (/^([a-z0-9-]+\.)?signin\.aws\.amazon\.com$/i.test(host)) return 'signin';
  const ofHost = scopeOfHost(host).service;
  if (ofHost !== undefined) return ofHost;
  const action = valueOf(form, 'Action') ?? '';
  return stsFamilies.some(({ operations }) => operations.includes(action)) ? 'sts' : 's3';
}

/** `CloudTrail_20131101` → `cloudtrail`; `GatehouseSignin` → `signin`. */
function serviceOfTarget(target: string): string {
  const name = (target.split('.').at(-1) ?? '').replace(/_\d+$/, '');
  return name === 'GatehouseSignin' ? 'signin' : name.toLowerCase();
}

/** `version`: undefined where none is known, because nothing of the service is modelled. */
function routeQuery(request: HttpRequest, service: Service, version: string | undefined): Route {
  const query = decodeQuery(request.query);
  const body = decodeForm(request.body);
  if (query === undefined || body === undefined) {
    const message = 'The query string contains a syntax error.';
    // Status as on the page CommonErrors of the IAM API reference.
    return { service, asked: err({ code: 'MalformedQueryString', status: 404, message }) };
  }
  // The parameters of a signature in the query are not the operation's.
  const pairs = [...query, ...body].filter(([name]) => !/^X-Amz-/i.test(name));
  const name = valueOf(pairs, 'Action');
  if (name === undefined || name === '') {
    const message = 'The request is missing an action or a required parameter.';
    return { service, asked: err({ code: 'MissingAction', status: 400, message }) };
  }
  const asked = valueOf(pairs, 'Version') ?? 'NO_VERSION_SPECIFIED';
  if (asked !== version) {
    const message = service.isModelled ? unknownOperation(name, asked) : notSimulated(service, name);
    return { service, operationName: name, asked: err({ code: 'InvalidAction', status: 400, message }) };
  }
  return {
    service,
    operationName: name,
    asked: ok({ kind: 'named', name, given: { kind: 'pairs', pairs } }),
  };
}

function routeJson(request: HttpRequest, service: Service): Route {
  const name = parseTarget(headerValue(request, 'x-amz-target') ?? '')?.operation;
  if (name === undefined) {
    const message = notSimulated(service, '');
    return { service, asked: err({ code: 'UnknownOperationException', status: 400, message }) };
  }
  const body = parseJsonBody(request.body);
  if (body === undefined) {
    const message = 'The body is not a JSON object';
    return {
      service,
      operationName: name,
      asked: err({ code: 'SerializationException', status: 400, message }),
    };
  }
  return { service, operationName: name, asked: ok({ kind: 'named', name, given: { kind: 'json', body } }) };
}

/** AWS's words for an operation that the API does not have. */
export function unknownOperation(name: string, version: string): string {
  return `Could not find operation ${name} for version ${version}`;
}

/** Of a service that is not simulated at all. */
export function notSimulated(service: Service, operation: string): string {
  return `${service.name} has no operation ${operation} here; what is not modelled is sent with x-gatehouse-action and x-gatehouse-resource`;
}

function formOf(request: HttpRequest): readonly FormPair[] {
  const type = headerValue(request, 'content-type') ?? '';
  return type.trim().toLowerCase().startsWith('application/x-www-form-urlencoded')
    ? (decodeForm(request.body) ?? [])
    : [];
}

function valueOf(pairs: readonly FormPair[], wanted: string): string | undefined {
  return pairs.find(([name]) => name === wanted)?.[1];
}
