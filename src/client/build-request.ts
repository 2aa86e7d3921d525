// From a call as its author thinks of it to the HTTP message that carries it, not yet signed.

import { utf8ToBytes } from '@noble/hashes/utils.js';

import { err, ok, type Result } from '../core/lang/result.ts';
import { uriEncode } from '../core/sigv4/uri-encode.ts';
import type { Header, HttpRequest } from '../core/wire/message.ts';
import { checkDraft, objectOf, resourcesOf, type DraftProblem } from './check-draft.ts';
import type { RequestDraft } from './draft.ts';
import { encodeForm } from './form.ts';
import { findOperation } from './operations.ts';

/** An unsigned message, and the scope to sign it for. */
export interface BuiltRequest {
  readonly request: HttpRequest;
  readonly signing: { readonly region: string; readonly service: string };
}

const queryVersions: Readonly<Record<string, string>> = { iam: '2010-05-08', sts: '2011-06-15' };
const cloudTrailTarget = 'CloudTrail_20131101';

/**
 * Builds the message of a draft: what is modelled by the service's own protocol, any other action as
 * `POST /` with the headers `x-gatehouse-action` and `x-gatehouse-resource`. A draft that cannot be sent
 * comes back with what is wrong and the field it is wrong in; whether AWS accepts it is for AWS to say.
 */
export function buildRequest(draft: RequestDraft): Result<BuiltRequest, DraftProblem> {
  const problem = checkDraft(draft);
  if (problem !== undefined) return err(problem);
  const service = draft.service;
  // IAM is one service for all Regions, at one host, signed for us-east-1 (AWS General Reference, iam-service).
  const region = service === 'iam' ? 'us-east-1' : draft.region;
  const signing = { service, region };
  const host = service === 'iam' ? 'iam.amazonaws.com' : `${service}.${region}.amazonaws.com`;
  const operation = findOperation(service, draft.action);
  if (operation === undefined) return ok({ request: otherRequest(draft, host), signing });

  const version = queryVersions[service];
  if (version !== undefined) {
    const pairs = [['Action', operation.action], ['Version', version], ...draft.parameters] as const;
    return ok({ request: queryRequest(host, pairs), signing });
  }
  if (service === 'cloudtrail') {
    return ok({
      request: jsonRequest(host, `${cloudTrailTarget}.${operation.action}`, draft.parameters),
      signing,
    });
  }
  const object = objectOf(draft.resource);
  const path =
    operation.action === 'GetObject' && object !== undefined
      ? `/${[object.bucket, ...object.key.split('/')].map(uriEncode).join('/')}`
      : '/';
  return ok({
    request: { method: 'GET', path, query: '', headers: [['Host', host]], body: utf8ToBytes('') },
    signing,
  });
}

function queryRequest(host: string, pairs: readonly (readonly [string, string])[]): HttpRequest {
  return post(host, encodeForm(pairs), [
    ['Content-Type', 'application/x-www-form-urlencoded; charset=utf-8'],
  ]);
}

function jsonRequest(
  host: string,
  target: string,
  parameters: readonly (readonly [string, string])[],
): HttpRequest {
  const members = parameters.map(([name, value]) => [name, jsonMember(name, value)]);
  return post(host, JSON.stringify(Object.fromEntries(members)), [
    ['Content-Type', 'application/x-amz-json-1.1'],
    ['X-Amz-Target', target],
  ]);
}

/** CloudTrail's MaxResults is a number, its LookupAttributes a list, given as JSON text; all others are texts. */
function jsonMember(name: string, value: string): unknown {
  if (name === 'MaxResults' && /^-?\d+$/.test(value)) return Number(value);
  if (name !== 'LookupAttributes') return value;
  try {
    return JSON.parse(value);
  } catch {
    // Sent as it was typed: AWS says what is wrong with it.
    return value;
  }
}

function otherRequest(draft: RequestDraft, host: string): HttpRequest {
  return post(host, '', [
    ['X-Gatehouse-Action', `${draft.service}:${draft.action}`],
    ...resourcesOf(draft.resource).map((resource): Header => ['X-Gatehouse-Resource', resource]),
  ]);
}

function post(host: string, body: string, headers: readonly Header[]): HttpRequest {
  return {
    method: 'POST',
    path: '/',
    query: '',
    headers: [['Host', host], ...headers],
    body: utf8ToBytes(body),
  };
}
