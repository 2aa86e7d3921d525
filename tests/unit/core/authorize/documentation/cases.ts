// The driver of the tables that are taken from AWS's documentation. A case states the decision, who blocks
// and which statements decided; whatever else it says must be known here, so that a slip of the pen in a
// table is an error and not a check that never runs.

import { describe, expect, it } from 'vitest';
import { authorize, authorizeAll, compile } from '../../../../../src/core/authorize/authorize.ts';
import { decide } from '../../../../../src/core/authorize/decide.ts';
import type {
  AuthorizationRequest,
  Decision,
  NamedPolicy,
  Outcome,
  PolicyLevel,
  PolicySet,
  PolicyType,
} from '../../../../../src/core/authorize/types.ts';

export type Statement = Readonly<Record<string, unknown>>;
export type Context = AuthorizationRequest['context'];
export type Request = Omit<AuthorizationRequest, 'context'> & { readonly context?: Context };

export interface Case {
  readonly title: string;
  readonly request: Request;
  readonly policies: PolicySet;
  readonly outcome: Outcome;
  readonly blockedBy: readonly PolicyType[];
  /** Those that applied, as `layer:Sid`, in any order. Where AWS prints no Sid, ours stands in its place. */
  readonly statements: readonly string[];
  /** AWS's sentence to the letter. */
  readonly message?: string;
  /** Its end, where the page leaves the beginning out. */
  readonly messageEnds?: string;
  readonly missingContext?: readonly string[];
}

/** Requests that stand or fall together. */
export interface JointCase {
  readonly title: string;
  readonly parts: readonly Case[];
  readonly outcome: Outcome;
}

/** A table of one page, named by its path below docs.aws.amazon.com. */
export function documentation(page: string, cases: readonly Case[]): void {
  refuseDuplicates(page, cases);
  describe(page, () => {
    it.each(cases.map((one) => [one.title, one] as const))('%s', (_, one) => {
      check(one);
    });
  });
}

/** The same for `authorizeAll`: each part by itself, then all together. */
export function jointDocumentation(page: string, cases: readonly JointCase[]): void {
  refuseDuplicates(page, cases);
  describe(page, () => {
    it.each(cases.map((one) => [one.title, one] as const))('%s', (_, one) => {
      refuseUnknown(one, ['title', 'parts', 'outcome'], one.title);
      refuseDuplicates(one.title, one.parts);
      const decisions = one.parts.map(check);
      const together = authorizeAll(
        one.parts.map(({ request, policies }) => ({ request: whole(request), policies: compile(policies) })),
      );
      expect(together).toEqual({ outcome: one.outcome, decisions });
    });
  });
}

export const policy = (name: string, ...statements: readonly Statement[]): NamedPolicy => ({
  name,
  document: { Version: '2012-10-17', Statement: statements },
});

export const level = (id: string, ...policies: readonly NamedPolicy[]): PolicyLevel => ({ id, policies });

/** What Organizations attaches to every root, unit and account. */
export const fullAwsAccess = policy('FullAWSAccess', {
  Sid: 'FullAWSAccess',
  Effect: 'Allow',
  Action: '*',
  Resource: '*',
});

export const administratorAccess = policy('AdministratorAccess', {
  Sid: 'Admin',
  Effect: 'Allow',
  Action: '*',
  Resource: '*',
});

function check(one: Case): Decision {
  refuseUnknownFields(one);
  const request = whole(one.request);
  const compiled = compile(one.policies);
  const decision = authorize(request, compiled);
  expect(decide(request, compiled)).toBe(decision.outcome);
  // What AWS prints, AWS would store.
  expect(decision.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect({
    outcome: decision.outcome,
    blockedBy: decision.blockedBy,
    statements: applyingStatements(decision).toSorted(),
    ...(one.message === undefined ? {} : { message: decision.message }),
    ...(one.missingContext === undefined ? {} : { missingContext: decision.missingContext }),
  }).toEqual({
    outcome: one.outcome,
    blockedBy: one.blockedBy,
    statements: one.statements.toSorted(),
    ...(one.message === undefined ? {} : { message: one.message }),
    ...(one.missingContext === undefined ? {} : { missingContext: one.missingContext }),
  });
  if (one.messageEnds !== undefined) expect(decision.message?.endsWith(one.messageEnds)).toBe(true);
  expect(decision.message === undefined).toBe(decision.outcome === 'allowed');
  return decision;
}

function applyingStatements({ trace }: Decision): readonly string[] {
  return trace.layers.flatMap(({ type, policies }) =>
    policies.flatMap(({ name, statements }) =>
      statements
        .filter(({ applies }) => applies)
        .map(({ sid, index }) => {
          if (sid === undefined) throw new Error(`statement ${String(index)} of ${name} has no Sid`);
          return `${type}:${sid}`;
        }),
    ),
  );
}

function whole(request: Request): AuthorizationRequest {
  return { ...request, context: request.context ?? {} };
}

const caseFields = [
  'title',
  'request',
  'policies',
  'outcome',
  'blockedBy',
  'statements',
  'message',
  'messageEnds',
  'missingContext',
];
const requestFields = ['principal', 'issuer', 'action', 'resource', 'resourceAccountId', 'context'];
const setFields = ['identity', 'boundary', 'resource', 'endpoint', 'sessions', 'scps', 'rcps', 's3'];

function refuseUnknownFields(one: Case): void {
  const { title, policies } = one;
  refuseUnknown(one, caseFields, title);
  refuseUnknown(one.request, requestFields, title);
  refuseUnknown(policies, setFields, title);
  const levels = [...(policies.scps ?? []), ...(policies.rcps ?? [])];
  for (const one of levels) refuseUnknown(one, ['id', 'policies'], title);
  const named = [
    ...policies.identity,
    ...(policies.sessions ?? []),
    ...levels.flatMap(({ policies: attached }) => attached),
    ...[policies.boundary, policies.resource, policies.endpoint].filter((one) => one !== undefined),
  ];
  for (const one of named) refuseUnknown(one, ['name', 'arn', 'document'], title);
}

function refuseUnknown(value: object, known: readonly string[], where: string): void {
  const unknown = Object.keys(value).filter((field) => !known.includes(field));
  if (unknown.length > 0) throw new Error(`${where}: unknown ${unknown.join(', ')}`);
}

function refuseDuplicates(where: string, cases: readonly { readonly title: string }[]): void {
  const titles = cases.map(({ title }) => title);
  const twice = titles.filter((title, index) => titles.indexOf(title) !== index);
  if (twice.length > 0) throw new Error(`${where}: twice ${twice.join(', ')}`);
}
