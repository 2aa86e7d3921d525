// Which absent condition keys could change the outcome, found by trying: every key that the policies ask
// for and the request does not give is left out or given one of a few values, in all combinations.

import type { AuthorizationRequest, PolicySet } from '../../../src/core/authorize/types.ts';
import { completeContext, givenContext, readAsker } from './asker.ts';
import type { Condition } from './condition.ts';
import { judge } from './judge.ts';
import { mentionsIn, type Mention } from './mentions.ts';
import { readDate, readNumber } from './values.ts';
import { stretches } from './wildcards.ts';

type Value = string | readonly string[];

export interface Witness {
  readonly key: string;
  readonly value: Value;
  /** The request without the key; what else was absent may be given. */
  readonly without: AuthorizationRequest;
}

/**
 * For each key that counts a proof: a completion of the request whose outcome changes when the key is
 * given. Undefined when there are more than `limit` completions to try.
 */
export function missingByForce(
  request: AuthorizationRequest,
  set: PolicySet,
  limit: number,
): ReadonlyMap<string, Witness> | undefined {
  const mentions = mentionsIn(set);
  const given = givenContext(request);
  const signed = completeContext(given, readAsker(request, given));
  const keys = [...new Set(mentions.map(({ key }) => key))].filter((key) => !signed.has(key));
  const choices = keys.map((key) => [undefined, ...candidatesFor(key, mentions, request)]);
  const total = choices.reduce((product, { length }) => product * length, 1);
  if (total > limit) return undefined;

  const completed = (chosen: readonly (Value | undefined)[]): AuthorizationRequest => {
    const more = keys.flatMap((key, index) => {
      const value = chosen[index];
      return value === undefined ? [] : [[key, value] as const];
    });
    return { ...request, context: { ...request.context, ...Object.fromEntries(more) } };
  };
  const known = new Map<string, string>();
  const outcomeOf = (chosen: readonly (Value | undefined)[]): string => {
    const name = JSON.stringify(chosen.map((value) => value ?? null));
    const outcome = known.get(name) ?? judge(completed(chosen), set).outcome;
    known.set(name, outcome);
    return outcome;
  };

  const found = new Map<string, Witness>();
  for (const chosen of combinations(choices)) {
    for (const [index, key] of keys.entries()) {
      const value = chosen[index];
      if (value === undefined || found.has(key)) continue;
      const without = chosen.map((other, at) => (at === index ? undefined : other));
      if (outcomeOf(chosen) !== outcomeOf(without))
        found.set(key, { key, value, without: completed(without) });
    }
  }
  return found;
}

function combinations<Choice>(choices: readonly (readonly Choice[])[]): readonly (readonly Choice[])[] {
  const [first, ...rest] = choices;
  if (first === undefined) return [[]];
  const others = combinations(rest);
  return first.flatMap((choice) => others.map((chosen) => [choice, ...chosen]));
}

/** Values that the policies tell apart, as far as one can see them, and one that none of them means. */
function candidatesFor(
  key: string,
  mentions: readonly Mention[],
  request: AuthorizationRequest,
): readonly Value[] {
  const own = mentions.filter((mention) => mention.key === key);
  const single = own.flatMap((mention): readonly string[] => {
    if (mention.kind === 'condition') return samplesOf(mention.condition, mention.hasVariables, request);
    if (mention.kind === 'principal') return [mention.uniqueId, `${mention.uniqueId}:s`];
    const { of, fallback = '' } = mention;
    if (of === 'resource') return [fallback, ...piecesOf(request.resource)];
    const compared = of.key.toLowerCase();
    const asked = mentions.flatMap((other) =>
      other.kind === 'condition' && other.key === compared
        ? samplesOf(other.condition, other.hasVariables, request)
        : [],
    );
    return [fallback, ...(givenContext(request).get(compared) ?? []), ...asked];
  });
  const values = [...new Set([...single, 'zzz'])];
  const hasQuantifier = own.some(
    (mention) => mention.kind === 'condition' && mention.condition.form.quantifier !== '',
  );
  const [first = '', second = 'yyy'] = values;
  return hasQuantifier ? [...values, [first, 'zzz'], [first, second]] : values;
}

/** Values of the request that the condition's values mean, and such as lie beside them. */
function samplesOf(
  { form, values }: Condition,
  hasVariables: boolean,
  request: AuthorizationRequest,
): readonly string[] {
  if (form.name === 'Null') return ['x'];
  if (form.name === 'Bool') return ['true', 'false'];
  if (form.name.startsWith('Numeric'))
    return values.flatMap((value) => {
      const number = readNumber(value);
      return number === undefined ? [] : [number - 1, number, number + 1].map(String);
    });
  if (form.name.startsWith('Date'))
    return ['1970-01-01', '2100-01-01', ...values.filter((value) => readDate(value) !== undefined)];
  if (form.name.endsWith('IpAddress'))
    return ['192.0.2.1', ...values.map((value) => value.split('/')[0] ?? '')];
  if (form.name === 'BinaryEquals') return values;
  return values.flatMap((value) => {
    const isPattern = form.name.endsWith('Like') || form.name.startsWith('Arn');
    const sample = sampleOf(value, { isPattern, hasVariables, request });
    if (form.name.startsWith('Arn')) return [sample + ':x'.repeat(Math.max(0, 6 - sample.split(':').length))];
    return isPattern ? [sample] : [sample, sample.toUpperCase()];
  });
}

/** A text that the value means. */
function sampleOf(
  pattern: string,
  {
    isPattern,
    hasVariables,
    request,
  }: { readonly isPattern: boolean; readonly hasVariables: boolean; readonly request: AuthorizationRequest },
): string {
  const plain = (text: string) => (isPattern ? text.split('*').join('').split('?').join('x') : text);
  if (!hasVariables) return plain(pattern);
  const given = givenContext(request);
  return stretches(pattern)
    .map((stretch) => {
      if (stretch.kind === 'text') return plain(stretch.text);
      if (stretch.kind === 'sign') return stretch.text;
      return given.get(stretch.key.toLowerCase())?.[0] ?? stretch.fallback ?? 'zzz';
    })
    .join('');
}

/** What a variable may stand for in the last part of an ARN. */
function piecesOf(resource: string): readonly string[] {
  const last = resource.split(':').slice(5).join(':');
  const steps = last.split('/').flatMap((step) => step.split(':'));
  return [...steps, last.split('/').slice(1).join('/')];
}
