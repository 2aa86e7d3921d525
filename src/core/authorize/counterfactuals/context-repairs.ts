// Changes of the request's context that make a statement apply, or not.

import type { ConditionTrace, StatementTrace } from '../trace.ts';
import { candidatesFor, filler, fillWildcards, type Candidate } from './candidate-values.ts';
import type { ContextChange } from './change.ts';
import { combine, rankOfKey, type Repair } from './repair.ts';
import { findStatement, type Scene, type StatementAt } from './scene.ts';

/** Each try is an evaluation. The first value nearly always does; the rest is for conditions that depend on each other. */
const mostTries = 8;
/** Ways to give one key a value that are kept, for other statements may refuse the first. */
const mostOptions = 3;

/** Every condition that fails needs its key changed; conditions on one key need one value for all. */
export function repairsOfConditions(scene: Scene, at: StatementAt): readonly Repair[] {
  const conditions = conditionsOf(at.trace);
  const failing = new Set(conditions.filter(({ matched }) => !matched).map(lookup));
  const parts = [...failing].map((key) => {
    const ofKey = conditions.filter((condition) => lookup(condition) === key);
    const own = ofKey
      .toSorted((a, b) => Number(a.matched) - Number(b.matched))
      .flatMap((condition) => candidatesFor(condition, true));
    const holds = (trace: StatementTrace) =>
      conditionsOf(trace).every((condition) => lookup(condition) !== key || condition.matched);
    return [
      ...optionsOf(scene, at, own, key, holds),
      ...ofKey.flatMap((condition) => repairsByVariables(at, condition)),
    ];
  });
  return combine(parts);
}

/** One condition that fails is enough to spare the request. */
export function repairsAgainstConditions(scene: Scene, at: StatementAt): readonly Repair[] {
  return conditionsOf(at.trace).flatMap((condition) =>
    optionsOf(scene, at, candidatesFor(condition, false), lookup(condition), (trace) => !trace.applies),
  );
}

/** Values for the policy variables of a `Resource`, so that it is the request's. */
export function repairsOfVariables(patterns: readonly string[], resource: string): readonly Repair[] {
  return patterns.flatMap((pattern) => {
    const changes = variablesOf(pattern, resource);
    return changes.length === 0 ? [] : combine(changes.map((change) => [repairOf(change)]));
  });
}

function optionsOf(
  scene: Scene,
  { place, trace: own }: StatementAt,
  candidates: readonly Candidate[],
  key: string,
  succeeds: (trace: StatementTrace) => boolean,
): readonly Repair[] {
  if (scene.changes.some((change) => 'key' in change && change.key.toLowerCase() === key)) return [];
  const others = candidatesOfOthers(scene, own, key);
  const isShared = new Set(others.map(textOf));
  const name = conditionsOf(own).find((condition) => lookup(condition) === key)?.key ?? key;
  const ordered = [
    ...candidates.filter((candidate) => isShared.has(textOf(candidate))),
    ...candidates,
    ...others,
  ];
  const distinct = new Map(ordered.map((candidate) => [textOf(candidate), candidate]));
  const options: Repair[] = [];
  for (const candidate of [...distinct.values()].slice(0, mostTries)) {
    const change: ContextChange =
      candidate === 'absent'
        ? { kind: 'remove-context', key: name }
        : { kind: 'set-context', key: name, values: candidate };
    const decision = scene.analyse([change]);
    const trace = decision === undefined ? undefined : findStatement(decision, place);
    if (decision === undefined || trace === undefined || !succeeds(trace)) continue;
    // One that settles the whole request is what is looked for.
    if (scene.isWanted(decision)) return [repairOf(change), ...options];
    options.push(repairOf(change));
    if (options.length === mostOptions) break;
  }
  return options;
}

/** What other statements would have the key be: a value that suits two of them is the best. */
function candidatesOfOthers(scene: Scene, own: StatementTrace, key: string): readonly Candidate[] {
  return scene.decision.trace.layers.flatMap(({ policies }) =>
    policies.flatMap(({ statements }) =>
      statements.flatMap((statement) =>
        statement === own
          ? []
          : conditionsOf(statement)
              .filter((condition) => lookup(condition) === key)
              .flatMap((condition) => candidatesFor(condition, statement.effect === 'Allow')),
      ),
    ),
  );
}

/** A positive condition compares with a policy variable: its key gets the value that the request has. */
function repairsByVariables({ source }: StatementAt, condition: ConditionTrace): readonly Repair[] {
  if (condition.matched || condition.operator.includes('Not')) return [];
  const block = source.condition?.blocks.find(({ operator }) => operator === condition.operator);
  const patterns = block?.keys.find(({ key }) => key === condition.key)?.values ?? [];
  const [actual] = condition.actual;
  return patterns.flatMap(({ value: pattern }) => {
    // Where the request has neither, both get one.
    const value = actual ?? fillWildcards(pattern.replace(variable, filler));
    const changes = variablesOf(pattern, value);
    if (changes.length === 0) return [];
    const own: ContextChange = { kind: 'set-context', key: condition.key, values: [value] };
    return combine([...changes, ...(actual === undefined ? [own] : [])].map((change) => [repairOf(change)]));
  });
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
const variable = /\$\{([^},*?$]+)(?:,[^}]*)?\}/g;

/**
 * The values with which the pattern's variables would make it the text. Both are split at colons and
 * slashes and read side by side, so a variable after a star that spans several parts is not found.
 */
function variablesOf(pattern: string, text: string): readonly ContextChange[] {
  const keys: string[] = [];
  const marked = pattern.replace(variable, (_, key: string) => {
    keys.push(key.trim());
    return '\u0000';
  });
  const found = new Map<string, ContextChange>();
  const parts = marked.split(/[:/]/);
  let start = 0;
  for (const [index, part] of parts.entries()) {
    const isLast = index === parts.length - 1;
    const end = isLast ? text.length : start + text.slice(start).search(/[:/]|$/);
    const actual = text.slice(start, end);
    start = end + 1;
    const [before = '', after, ...more] = part.split('\u0000');
    if (after === undefined) continue;
    const key = keys.shift();
    keys.splice(0, more.length);
    const fits = more.length === 0 && actual.startsWith(before) && actual.endsWith(after);
    const value = actual.slice(before.length, actual.length - after.length);
    if (key === undefined || !fits || value === '') continue;
    found.set(key.toLowerCase(), { kind: 'set-context', key, values: [value] });
  }
  return [...found.values()];
}

function repairOf(change: ContextChange): Repair {
  return { changes: [change], rank: rankOfKey(change.key) };
}

function conditionsOf({ elements }: StatementTrace): readonly ConditionTrace[] {
  return elements.flatMap(({ conditions }) => conditions ?? []);
}

function lookup({ key }: ConditionTrace): string {
  return key.toLowerCase();
}

function textOf(candidate: Candidate): string {
  return JSON.stringify(candidate);
}
