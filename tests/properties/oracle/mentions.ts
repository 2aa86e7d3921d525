// Where policies ask for condition keys.

import type { NamedPolicy, PolicySet, PolicyType } from '../../../src/core/authorize/types.ts';
import { conditionsOf, type Condition } from './condition.ts';
import { isObject, readStored, texts, type PlainObject } from './stored-policy.ts';
import { stretches } from './wildcards.ts';

/** `key` in lower case. */
export type Mention =
  | {
      readonly kind: 'condition';
      readonly key: string;
      readonly condition: Condition;
      readonly hasVariables: boolean;
    }
  /** A variable of a condition's value or of a resource. */
  | {
      readonly kind: 'variable';
      readonly key: string;
      readonly fallback: string | undefined;
      readonly of: Condition | 'resource';
    }
  /** A unique id in a Principal means whom `aws:userid` says. */
  | { readonly kind: 'principal'; readonly key: 'aws:userid'; readonly uniqueId: string };

export function mentionsIn(set: PolicySet): readonly Mention[] {
  return policiesOf(set).flatMap(([{ document }, type]) => {
    const stored = readStored(document, type);
    return (stored?.statements ?? []).flatMap((statement) =>
      mentionsOf(statement, stored?.hasVariables ?? false),
    );
  });
}

/** A resource's policy is read as one and as a trust policy: which of the two it is the request says. */
function policiesOf(set: PolicySet): readonly (readonly [NamedPolicy, PolicyType])[] {
  const { identity, boundary, resource, endpoint, sessions = [], scps = [], rcps = [] } = set;
  const one = (policy: NamedPolicy | undefined, type: PolicyType) =>
    policy === undefined ? [] : [[policy, type] as const];
  return [
    ...identity.flatMap((policy) => one(policy, 'identity')),
    ...sessions.flatMap((policy) => one(policy, 'session')),
    ...one(boundary, 'boundary'),
    ...one(resource, 'resource'),
    ...one(resource, 'trust'),
    ...one(endpoint, 'endpoint'),
    ...scps.flatMap(({ policies }) => policies.flatMap((policy) => one(policy, 'scp'))),
    ...rcps.flatMap(({ policies }) => policies.flatMap((policy) => one(policy, 'rcp'))),
  ];
}

function mentionsOf(statement: PlainObject, hasVariables: boolean): readonly Mention[] {
  const { Principal, NotPrincipal, Resource, NotResource, Condition: element } = statement;
  const variablesOf = (text: string, of: Condition | 'resource') =>
    (hasVariables ? stretches(text) : []).flatMap((stretch): readonly Mention[] =>
      stretch.kind === 'variable'
        ? [{ kind: 'variable', key: stretch.key.toLowerCase(), fallback: stretch.fallback, of }]
        : [],
    );
  const who = Principal ?? NotPrincipal;
  const uniqueIds = texts(isObject(who) ? who['AWS'] : []).filter(
    (text) => text.startsWith('AIDA') || text.startsWith('AROA'),
  );
  return [
    ...uniqueIds.map((uniqueId): Mention => ({ kind: 'principal', key: 'aws:userid', uniqueId })),
    ...texts(Resource ?? NotResource).flatMap((text) => variablesOf(text, 'resource')),
    ...conditionsOf(element).flatMap((condition): readonly Mention[] => [
      { kind: 'condition', key: condition.key.toLowerCase(), condition, hasVariables },
      ...condition.values.flatMap((value) => variablesOf(value, condition)),
    ]),
  ];
}
