// Whether absent condition keys really could change an outcome: by trying. What the statements hang on is
// known; whether a value exists that suits all of them at once (one wants it to be `a`, another `b`) is not.

import type { ConditionTest } from '../conditions/condition.ts';
import { valuesOf } from '../match/context.ts';
import type { CompiledPolicySet, StatementTests } from './compiled.ts';
import { decide } from './decide.ts';
import type { Evaluation } from './evaluation.ts';
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
  const outcomes = new Map<string, string>();
  const outcomeOf = (chosen: readonly Choice[]): string => {
    const name = JSON.stringify(chosen.map((choice) => choice ?? null));
    const known = outcomes.get(name);
    if (known !== undefined) return known;
    const more = chosen.flatMap((choice, index) => {
      const key = keys[index];
      return key === undefined || choice === undefined ? [] : [[key, choice] as const];
    });
    // By entries, so that a key named `__proto__` is one like any other.
    const context = Object.fromEntries([...Object.entries(request.context), ...more]);
    const outcome = decide({ ...request, context }, policies);
    outcomes.set(name, outcome);
    return outcome;
  };
  const proven = new Set<string>();
  for (const chosen of completions(choices)) {
    for (const [index, key] of keys.entries()) {
      if (proven.has(key) || chosen[index] === undefined) continue;
      const without = chosen.map((choice, at) => (at === index ? undefined : choice));
      if (outcomeOf(chosen) !== outcomeOf(without)) proven.add(key);
    }
    if (proven.size === keys.length) break;
  }
  return proven;
}

function* completions(choices: readonly (readonly Choice[])[]): Generator<readonly Choice[]> {
  const [first, ...rest] = choices;
  if (first === undefined) {
    yield [];
    return;
  }
  for (const others of completions(rest)) for (const choice of first) yield [choice, ...others];
}
