// Actions that are not modelled: `POST /` with `x-gatehouse-action` and `x-gatehouse-resource`
// (repeatable). Authenticated and authorized like any other, and answered with the verdict alone.
// That both headers are signed is the verifier's to check.

import { err, ok, type Result } from '../core/lang/result.ts';
import { parseArn } from '../core/names/arn.ts';
import { headerValue, type HttpRequest } from '../core/wire/message.ts';
import type { Fault } from './fault.ts';

const actionHeader = 'x-gatehouse-action';
const resourceHeader = 'x-gatehouse-resource';

/** More resources than this in one request are refused. */
export const mostResources = 100;

export function isOther(request: HttpRequest): boolean {
  return headerValue(request, actionHeader) !== undefined;
}

/** What is asked for; the operation is made of it in `other-operation.ts`. */
export interface Other {
  readonly action: string;
  /** Without its service. */
  readonly name: string;
  readonly resources: readonly string[];
}

/** What the two headers say. */
export function readOther(request: HttpRequest): Result<Other, Fault> {
  const [action = '', second] = valuesOf(request, actionHeader);
  if (second !== undefined) return err(invalid(`${actionHeader} must be there once`));
  const [, prefix, name] = /^([a-z0-9-]+):([a-z0-9-]+)$/i.exec(action) ?? [];
  if (prefix === undefined || name === undefined) {
    return err(invalid(`${actionHeader} must be one action such as ec2:RunInstances, got \`${action}\``));
  }
  if (request.method !== 'POST' || request.path !== '/') {
    return err(invalid(`a request with ${actionHeader} must be POST /`));
  }
  const given = valuesOf(request, resourceHeader);
  const resources = given.length === 0 ? ['*'] : given;
  if (resources.length > mostResources) {
    return err(invalid(`at most ${mostResources} ${resourceHeader} headers, got ${resources.length}`));
  }
  const wrong = resources.find((resource) => resource !== '*' && parseArn(resource) === undefined);
  if (wrong !== undefined) return err(invalid(`${resourceHeader} must be an ARN or *, got \`${wrong}\``));
  return ok({ action, name, resources });
}

function valuesOf(request: HttpRequest, name: string): readonly string[] {
  return request.headers.filter(([header]) => header.toLowerCase() === name).map(([, value]) => value.trim());
}

function invalid(message: string): Fault {
  return { code: 'ValidationException', status: 400, message };
}
