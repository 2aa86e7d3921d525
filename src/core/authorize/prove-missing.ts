// Whether absent condition keys really could change an outcome: by trying. What the statements hang on is
// known; whether a value exists that suits all of them at once (one wants it to be `a`, another `b`) is not.

import type { ConditionTest } from '../conditions/condition.ts';
import { valuesOf } from '../match/context.ts';
import type { CompiledPolicySet, StatementTests } from './compiled.ts';
import { decide } from './decide.ts';
import type { Evaluation } from './evaluation.ts';
import type { Outcome } from './types.ts';
import { choicesFor, isPatterned, type Choice } from './telling-values.ts';

/** Completions of a request that are tried; more are too many for an answer while somebody waits. */
const mostCompletions = 600;

/**
 * Leaves out the keys that change nothing in any completion of the request. `candidates` are all keys that
 * could; `open` the statements that hang on absent keys. Where trying would not settle it (variables,
 * several patterns for one key, too many completions), they stay.
 */
export function provenKeys(
  candidates: readonly string[],
  open: readonly StatementTests[],
  evaluation: Evaluation,
  policies: CompiledPolicySet,
): readonly string[] {
  const uses = usesOf(open, evaluation);
  if (uses === undefined || [...uses.values()].every(isSimple)) return candidates;
  const keys = [...uses.keys()];
  const choices: (readonly Choice[])[] = [];
  const { numbers, single } = evaluation.conditions.keys;
  for (const [key, conditions] of uses) {
    const values = choicesFor(conditions, single[numbers.get(key) ?? -1] === true);
    if (values === undefined) return candidates;
    choices.push([undefined, ...values]);
  }
  if (choices.reduce((product, { length }) => product * length, 1) > mostCompletions) return candidates;
  const proven = provenAmong(keys, choices, evaluation, policies);
  return candidates.filter((key) => proven.has(key.toLowerCase()));
}

/** The conditions on each absent key, by its name in lower case; undefined where variables take part. */
function usesOf(
  open: readonly StatementTests[],
  { conditions: { keys }, context }: Evaluation,
): ReadonlyMap<string, readonly ConditionTest[]> | undefined {
  const uses = new Map<string, ConditionTest[]>();
  for (const { conditions, resourcesVary } of open) {
    if (resourcesVary) return undefined;
    for (const { test, key } of conditions) {
      if (test.varies) return undefined;
      if (valuesOf(keys, context, test.key) !== undefined) continue;
      const name = key.toLowerCase();
      uses.set(name, [...(uses.get(name) ?? []), test]);
    }
  }
  return uses;
}

/** Whether one condition alone asks for the key, and a value can both meet and fail it. */
function isSimple(tests: readonly ConditionTest[]): boolean {
  const [test, ...more] = tests;
  if (test === undefined || more.length > 0) return false;
  const { form, operator, expected, texts } = test;
  return (
    form.quantifier === undefined &&
    operator.family !== 'null' &&
    expected.length > 0 &&
    expected.every(({ kind }) => kind === 'constant') &&
    !(isPatterned(operator) && texts.some((text) => /^\*+$/.test(text)))
  );
}

function provenAmong(
  keys: readonly string[],
  choices: readonly (readonly Choice[])[],
  { request }: Evaluation,
  policies: CompiledPolicySet,
): ReadonlySet<string> {
  const given = Object.entries(request.context);
  const outcomes = new Map<number, Outcome>();
  /** Of the completion with that choice for each key: a number with a digit for each. */
  const outcomeOf = (completion: number): Outcome => {
    const known = outcomes.get(completion);
    if (known !== undefined) return known;
    let rest = completion;
    const more: [string, string | readonly string[]][] = [];
    for (const [index, key] of keys.entries()) {
      const count = choices[index]?.length ?? 1;
      const choice = choices[index]?.[rest % count];
      if (choice !== undefined) more.push([key, choice]);
      rest = Math.floor(rest / count);
    }
    // By entries, so that a key named `__proto__` is one like any other.
    const outcome = decide({ ...request, context: Object.fromEntries([...given, ...more]) }, policies);
    outcomes.set(completion, outcome);
    return outcome;
  };
  const proven = new Set<string>();
  const places = keys.map((key, index) => ({
    key,
    count: choices[index]?.length ?? 1,
    worth: choices.slice(0, index).reduce((product, { length }) => product * length, 1),
  }));
  // Most keys change something by themselves: with the others left out.
  for (const { key, count, worth } of places)
    for (let choice = 1; choice < count && !proven.has(key); choice++)
      if (outcomeOf(choice * worth) !== outcomeOf(0)) proven.add(key);
  const all = choices.reduce((product, { length }) => product * length, 1);
  for (let completion = 0; completion < all && proven.size < keys.length; completion++) {
    for (const { key, count, worth } of places) {
      const choice = Math.floor(completion / worth) % count;
      if (choice === 0 || proven.has(key)) continue;
      if (outcomeOf(completion) !== outcomeOf(completion - choice * worth)) proven.add(key);
    }
  }
  return proven;
}
