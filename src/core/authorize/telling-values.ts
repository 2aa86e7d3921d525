// Values of a condition key that tell conditions apart: one for every way in which they can come out.

import type { ConditionTest } from '../conditions/condition.ts';
import { parseCidrBlock } from '../conditions/ip-address.ts';
import { parseDate, parseNumber } from '../conditions/numbers.ts';
import type { OperatorFamily } from '../conditions/operators.ts';

/** What an absent key can be given: nothing, a value, or several. */
export type Choice = undefined | string | readonly string[];

/** No policy means it by accident. */
const strangers = ['zqz', 'qzq', 'zzq'];
/** An address that is in no block that people write, of either kind. */
const strangeAddresses = ['240.0.0.1', '100::1'];
/** Milliseconds that a date of JavaScript can be away from 1970 (ECMA-262, 21.4.1.1). */
const lastDate = 8.64e15;
/** Of more single values the pairs are too many to be tried. */
const mostPaired = 30;

/**
 * Values among which there is one for every way in which the conditions can come out; undefined where a few
 * values cannot be that.
 */
export function choicesFor(
  tests: readonly ConditionTest[],
  isSingle: boolean,
): readonly Choice[] | undefined {
  const families = new Set(
    tests.map(({ operator }) => operator.family).filter((family) => family !== 'null'),
  );
  const [family, ...others] = families;
  // What is a number to one operator is a text to another: too many ways to tell them by a few values.
  if (others.length > 0) return undefined;
  const texts = [
    ...new Set(tests.filter(({ operator }) => operator.family !== 'null').flatMap((test) => test.texts)),
  ];
  const values = family === undefined ? ['x'] : valuesFor(family, tests, texts);
  if (values === undefined) return undefined;
  // An empty value is null, which Null and ForAllValues ask about.
  const asksForNull = tests.some(
    ({ form, operator }) => operator.family === 'null' || form.quantifier === 'ForAllValues',
  );
  const single = [...new Set([...values, strangers[0] ?? '', ...(asksForNull ? [''] : [])])];
  const hasQuantifier = tests.some(({ form }) => form.quantifier !== undefined);
  if (isSingle && !hasQuantifier) return single;
  // Each condition may be met by another one of several values.
  const compared = tests.length - tests.filter(({ operator }) => operator.family === 'null').length;
  if (compared > 2 || single.length > mostPaired) return undefined;
  return [...single, ...pairsOf(single)];
}

/** Single values of the family by which all of its conditions can be told apart. */
function valuesFor(
  family: OperatorFamily,
  tests: readonly ConditionTest[],
  texts: readonly string[],
): readonly string[] | undefined {
  switch (family) {
    case 'numeric':
      return around(
        texts.flatMap((text) => present(parseNumber(text))),
        1,
      ).map(String);
    case 'date': {
      const times = around(
        texts.flatMap((text) => present(parseDate(text))),
        1000,
      );
      return times.every((time) => Math.abs(time) <= lastDate)
        ? times.map((time) => new Date(time).toISOString())
        : undefined;
    }
    case 'bool':
      return ['true', 'false'];
    case 'ip':
      return addressesFor(texts);
    case 'binary':
      return [...texts, 'AA==', 'AQ=='];
    case 'string':
    case 'arn':
      return textsFor(tests, texts);
    case 'null':
      return [];
  }
}

/** Values themselves, one that a single pattern means beside them, and one that is none of it. */
function textsFor(tests: readonly ConditionTest[], texts: readonly string[]): readonly string[] | undefined {
  // What is a pattern to one operator is a plain text to another.
  const patterns = new Set(
    tests
      .filter(({ operator }) => isPatterned(operator))
      .flatMap((test) => test.texts.filter((text) => /[*?]/.test(text))),
  );
  const cases = new Set(tests.map(({ operator }) => operator.name.endsWith('IgnoreCase')));
  // Two patterns may have a value in common that neither shows; so may spellings that differ by case.
  if (patterns.size > 1 || cases.size > 1) return undefined;
  const [pattern] = patterns;
  if (pattern === undefined) return texts;
  // As many as there are values, and one more: not all of them can be one of those.
  const fills = Array.from({ length: texts.length + 1 }, (_, index) =>
    fill(pattern, `${'z'.repeat(index)}q`),
  );
  return [...texts, fill(pattern, ''), ...fills, ...arnsFor(pattern)];
}

function fill(pattern: string, star: string): string {
  const [one = 'q'] = star.length > 1 ? 'z' : 'q';
  return pattern.replaceAll('*', star).replaceAll('?', one);
}

/** A lone star is every ARN. */
function arnsFor(pattern: string): readonly string[] {
  return /^\*+$/.test(pattern) ? ['arn:aws:q:::zqz'] : [];
}

/** Each end of each block, and what lies beside it: an address for every way in which they overlap. */
function addressesFor(texts: readonly string[]): readonly string[] | undefined {
  const blocks = texts.flatMap((text) => parseCidrBlock(text) ?? []);
  const addresses: string[] = [...strangeAddresses];
  for (const { mask, base } of blocks) {
    // Of IPv6 the one block there is, is told by its own address.
    if (mask === undefined || base === undefined) {
      if (blocks.length > 1) return undefined;
      addresses.push(...texts.map((text) => text.split('/', 1)[0] ?? text));
      continue;
    }
    const last = base + (0xffff_ffff - mask);
    for (const address of [base - 1, base, last, last + 1])
      if (address >= 0 && address <= 0xffff_ffff) addresses.push(addressText(address));
  }
  return addresses;
}

function addressText(address: number): string {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 0xff).join('.');
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

function pairsOf(values: readonly string[]): readonly (readonly string[])[] {
  return values.flatMap((first, index) => values.slice(index + 1).map((second) => [first, second]));
}

/** Whether `*` and `?` in the condition's values are wildcards. */
export function isPatterned({ name, family }: ConditionTest['operator']): boolean {
  return family === 'arn' || name.endsWith('Like');
}
