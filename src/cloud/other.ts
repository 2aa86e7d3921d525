// Actions that are not modelled: `POST /` with `x-gatehouse-action` and `x-gatehouse-resource`
// (repeatable). Authenticated and authorized like any other, and answered with the verdict alone.
// That both headers are signed is the verifier's to check.

import { err, ok, type Result } from '../core/lang/result.ts';
import { parseArn } from '../core/names/arn.ts';
import { isAccountId } from '../core/names/account-id.ts';
import { headerValue, type HttpRequest } from '../core/wire/message.ts';
import type { Fault } from './fault.ts';
import type { Operation } from './operation.ts';
import { isReadOnly, looksReadOnly } from './read-only.ts';

const actionHeader = 'x-gatehouse-action';
const resourceHeader = 'x-gatehouse-resource';

/** More resources than this in one request are refused. */
export const mostResources = 100;

export function isOther(request: HttpRequest): boolean {
  return headerValue(request, actionHeader) !== undefined;
}

/** The operation that the two headers describe. */
export function readOther(request: HttpRequest): Result<Operation, Fault> {
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
  return ok(otherOperation({ action, name, resources }));
}

function otherOperation({
  action,
  name,
  resources,
}: {
  readonly action: string;
  readonly name: string;
  readonly resources: readonly string[];
}): Operation {
  return {
    name,
    action,
    readOnly: looksReadOnly(action),
    isReadOnly: (catalog) => isReadOnly(catalog, action),
    prepare: (_parameters, { caller }) =>
      ok({
        requestParameters: { action, resources },
        plan: () => ({
          authorize: resources.map((resource) => ({
            action,
            resource,
            resourceAccountId: ownerOf(resource) ?? caller.account.accountId,
          })),
        }),
        consult: () => () => ok({ output: { kind: 'json', value: { allowed: true, simulated: false } } }),
      }),
  };
}

/** The account that an ARN names; where it names none, the resource is taken for the caller's own. */
function ownerOf(resource: string): string | undefined {
  const accountId = parseArn(resource)?.accountId;
  return accountId !== undefined && isAccountId(accountId) ? accountId : undefined;
}

function valuesOf(request: HttpRequest, name: string): readonly string[] {
  return request.headers.filter(([header]) => header.toLowerCase() === name).map(([, value]) => value.trim());
}

function invalid(message: string): Fault {
  return { code: 'ValidationException', status: 400, message };
}
