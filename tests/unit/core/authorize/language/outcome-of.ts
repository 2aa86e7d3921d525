// What the engine answers when one policy meets one request. `decide` has to agree with `authorize` each time.

import { expect } from 'vitest';
import { authorize, compile } from '../../../../../src/core/authorize/authorize.ts';
import { decide } from '../../../../../src/core/authorize/decide.ts';
import type {
  AuthorizationRequest,
  NamedPolicy,
  Outcome,
  PolicySet,
  PolicyType,
} from '../../../../../src/core/authorize/types.ts';
import { parsePolicy } from '../../../../../src/core/policy/parse.ts';

export type Context = AuthorizationRequest['context'];
export type Request = Partial<AuthorizationRequest>;
export type Json = Readonly<Record<string, unknown>>;

export const account = '111122223333';
export const alice = `arn:aws:iam::${account}:user/alice`;
export const version = '2012-10-17';

const plainRequest: AuthorizationRequest = {
  principal: alice,
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::amzn-s3-demo-bucket/key',
  resourceAccountId: account,
  context: {},
};

export function outcomeOf(request: Request, policies: PolicySet): Outcome {
  const whole = { ...plainRequest, ...request };
  const compiled = compile(policies);
  const { outcome } = authorize(whole, compiled);
  expect(decide(whole, compiled)).toBe(outcome);
  return outcome;
}

export function named(document: unknown, name = 'p'): NamedPolicy {
  return { name, document };
}

export function policyOf(...statements: readonly Json[]): Json {
  return { Version: version, Statement: statements };
}

export const allowAll = named(policyOf({ Effect: 'Allow', Action: '*', Resource: '*' }), 'allow-all');

/** The document as the caller's only policy. */
export function alone(document: unknown, request: Request): Outcome {
  return outcomeOf(request, { identity: [named(document)] });
}

/** The document beside a policy that allows everything: for documents that only deny. */
export function besideAllowAll(document: unknown, request: Request): Outcome {
  return outcomeOf(request, { identity: [allowAll, named(document)] });
}

/**
 * Whether a Condition matches, in AWS's words: an Allow with it allows, a Deny with it denies. `language`
 * is the policy's Version, or undefined for none.
 */
export function conditionMatches(
  condition: unknown,
  context: Context,
  language: string | undefined = version,
): boolean {
  const document = (Effect: string) => ({
    ...(language === undefined ? {} : { Version: language }),
    Statement: [{ Effect, Action: '*', Resource: '*', Condition: condition }],
  });
  expect(codesOf(document('Allow'), 'identity')).toEqual([]);
  const allowed = alone(document('Allow'), { context }) === 'allowed';
  expect(besideAllowAll(document('Deny'), { context })).toBe(allowed ? 'explicitDeny' : 'allowed');
  return allowed;
}

/** The codes of a document's problems, of any severity. */
export function codesOf(document: unknown, type: PolicyType): readonly string[] {
  return parsePolicy(JSON.stringify(document), type).problems.map(({ code }) => code);
}

/** `code line:column` of each problem of a text. */
export function placesOf(text: string, type: PolicyType): readonly string[] {
  return parsePolicy(text, type).problems.map(({ code, span }) => `${code} ${span.line}:${span.column}`);
}
