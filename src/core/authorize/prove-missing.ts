// Whether absent condition keys really could change an outcome: by trying. What the statements hang on is
// known; whether a value exists that suits all of them at once (one wants it to be `a`, another `b`) is not.

import type { ConditionTest } from '../conditions/condition.ts';
import { parseDate, parseNumber } from '../conditions/numbers.ts';
import { valuesOf } from '../match/context.ts';
import type { CompiledPolicySet, StatementTests } from './compiled.ts';
import { decide } from './decide.ts';
import type { Evaluation } from './evaluation.ts';

/** What an absent key can be given: nothing, a value, or several. */
type Choice = undefined | string | readonly string[];

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
  for (const conditions of uses.values()) {
    const values = choicesFor(conditions);
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
    !(takesPatterns(operator) && texts.some((text) => /^\*+$/.test(text)))
  );
}

function takesPatterns({ name, family }: ConditionTest['operator']): boolean {
  return family === 'arn' || name.endsWith('Like');
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
    const context = { ...request.context };
    for (const [index, choice] of chosen.entries()) {
      const key = keys[index];
      if (key !== undefined && choice !== undefined) context[key] = choice;
    }
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

/** No policy means it by accident. */
const stranger = 'zqz';
/** An address that is in no block that people write, of either kind. */
const strangeAddresses = ['240.0.0.1', '100::1'];

/**
 * Values among which there is one for every way in which the conditions can come out; undefined where a few
 * values cannot be that.
 */
function choicesFor(tests: readonly ConditionTest[]): readonly Choice[] | undefined {
  const patterns = new Set<string>();
  const blocks = new Set<string>();
  const numbers: number[] = [];
  const dates: number[] = [];
  const values = new Set<string>([stranger]);
  for (const { operator, texts } of tests) {
    for (const text of texts) {
      switch (operator.family) {
        case 'numeric':
          numbers.push(...present(parseNumber(text)));
          break;
        case 'date':
          dates.push(...present(parseDate(text)));
          break;
        case 'ip':
          blocks.add(text);
          break;
        case 'bool':
          values.add('true').add('false');
          break;
        case 'string':
        case 'arn':
          if (/[*?]/.test(text) && takesPatterns(operator)) patterns.add(text);
          else for (const spelled of [text, text.toUpperCase(), text.toLowerCase()]) values.add(spelled);
          break;
        case 'binary':
          values.add(text);
          break;
        case 'null':
          break;
      }
    }
  }
  const quantified = tests.filter(({ form }) => form.quantifier !== undefined).length;
  if (patterns.size > 1 || blocks.size > 2 || quantified > 2) return undefined;
  for (const pattern of patterns) for (const text of filled(pattern)) values.add(text);
  for (const block of blocks)
    for (const address of [addressOf(block), ...strangeAddresses]) values.add(address);
  for (const number of around(numbers, 1)) values.add(String(number));
  // As a date is written, which is no number, and in seconds, which is one.
  for (const time of around(dates, 1000)) values.add(String(time / 1000)).add(new Date(time).toISOString());
  const single = [...values];
  return quantified === 0 ? single : [...single, ...pairsOf(single)];
}

function present(number: number | undefined): readonly number[] {
  return number === undefined ? [] : [number];
}

/** Each bound, what lies between it and the next, and what lies beyond them all. */
function around(bounds: readonly number[], step: number): readonly number[] {
  const sorted = [...new Set(bounds)].sort((a, b) => a - b);
  return sorted.flatMap((bound, index) => {
    const next = sorted[index + 1] ?? bound + 2 * step;
    return [...(index === 0 ? [bound - step] : []), bound, (bound + next) / 2];
  });
}

/** Texts that the pattern means. An ARN has six parts, also where a lone star stands for all of it. */
function filled(pattern: string): readonly string[] {
  const fill = (star: string) => pattern.replaceAll('*', star).replaceAll('?', 'q');
  return ['', stranger, `arn:aws:q::1:${stranger}`].map(fill);
}

function addressOf(block: string): string {
  return block.split('/', 1)[0] ?? block;
}

function pairsOf(values: readonly string[]): readonly (readonly string[])[] {
  return values.flatMap((first, index) => values.slice(index + 1).map((second) => [first, second]));
}
