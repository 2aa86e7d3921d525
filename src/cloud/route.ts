// Reads from a message which service and operation it is for, and its parameters. Says nothing of
// who sent it: what is wrong here is answered only after authentication.

import { scopeOfHost } from '../core/authenticate/error-family.ts';
import { credentialScopeOf, parseCredential } from '../core/authenticate/parse-authorization.ts';
import { err, ok, type Result } from '../core/lang/result.ts';
import { parseJsonBody, parseTarget, type JsonObject } from '../core/wire/aws-json.ts';
import { headerValue, type HttpRequest } from '../core/wire/message.ts';
import { decodeForm, decodeQuery, type FormPair } from '../core/wire/query-codec.ts';
import type { Fault } from './fault.ts';
import type { Operation } from './operation.ts';
import { isOther, readOther } from './other.ts';
import { readParameters, type ParameterReader } from './parameters.ts';
import { routeS3 } from './s3/route.ts';
import { serviceNamed, sts, type Service } from './services.ts';

export interface Target {
  readonly operation: Operation;
  readonly parameters: ParameterReader;
}

export interface Route {
  readonly service: Service;
  /** As the message names it, known or not; absent when it names none. */
  readonly operationName?: string;
  readonly target: Result<Target, Fault>;
}

export function routeOf(request: HttpRequest): Route {
  if (isOther(request)) {
    const other = readOther(request);
    const service = serviceNamed(serviceNameOf(request));
    return {
      service: { ...service, protocol: { family: 'json' } },
      ...(other.ok ? { operationName: other.value.name } : {}),
      target: other.ok ? ok({ operation: other.value, parameters: readParameters([]) }) : other,
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
  return sts.operations.has(valueOf(form, 'Action') ?? '') ? 'sts' : 's3';
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
    return { service, target: err({ code: 'MalformedQueryString', status: 404, message }) };
  }
  // The parameters of a signature in the query are not the operation's.
  const pairs = [...query, ...body].filter(([name]) => !/^X-Amz-/i.test(name));
  const name = valueOf(pairs, 'Action');
  if (name === undefined || name === '') {
    const message = 'The request is missing an action or a required parameter.';
    return { service, target: err({ code: 'MissingAction', status: 400, message }) };
  }
  const asked = valueOf(pairs, 'Version') ?? 'NO_VERSION_SPECIFIED';
  const operation = asked === version ? service.operations.get(name) : undefined;
  if (operation === undefined) {
    const message =
      service.operations.size === 0
        ? notModelled(service, name)
        : `Could not find operation ${name} for version ${asked}`;
    return {
      service,
      operationName: name,
      target: err({ code: 'InvalidAction', status: 400, message }),
    };
  }
  return {
    service,
    operationName: name,
    target: ok({ operation, parameters: readParameters(pairs) }),
  };
}

function routeJson(request: HttpRequest, service: Service): Route {
  const name = parseTarget(headerValue(request, 'x-amz-target') ?? '')?.operation;
  const operation = name === undefined ? undefined : service.operations.get(name);
  if (name === undefined || operation === undefined) {
    const message = notModelled(service, name ?? '');
    return {
      service,
      ...(name === undefined ? {} : { operationName: name }),
      target: err({ code: 'UnknownOperationException', status: 400, message }),
    };
  }
  const body = parseJsonBody(request.body);
  if (body === undefined) {
    const message = 'The body is not a JSON object';
    return {
      service,
      operationName: name,
      target: err({ code: 'SerializationException', status: 400, message }),
    };
  }
  return {
    service,
    operationName: name,
    target: ok({ operation, parameters: readParameters(flatten(body)) }),
  };
}

function notModelled(service: Service, operation: string): string {
  return `${service.name} has no operation ${operation} here; what is not modelled is sent with x-gatehouse-action and x-gatehouse-resource`;
}

/**
 * A JSON object as pairs in the manner of the Query protocol, so that one reader serves both:
 * `{"A":[{"B":1}]}` → `A.member.1.B=1`.
 */
function flatten(value: object, prefix = ''): readonly FormPair[] {
  return Object.entries(value as JsonObject).flatMap(([name, member]): readonly FormPair[] => {
    const path = `${prefix}${name}`;
    if (member === null || member === undefined) return [];
    if (Array.isArray(member)) {
      return flatten(Object.fromEntries(member.map((item, index) => [index + 1, item])), `${path}.member.`);
    }
    if (typeof member === 'object') return flatten(member, `${path}.`);
    return [[path, typeof member === 'string' ? member : JSON.stringify(member)]];
  });
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
