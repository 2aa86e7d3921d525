import { describe, expect, it } from 'vitest';
import { globOf, literalGlob, matchGlob, type StepCounter } from '../../../../src/core/lang/glob.ts';

describe('matchGlob', () => {
  it.each([
    ['', '', true],
    ['', 'a', false],
    ['*', '', true],
    ['**', 'abc', true],
    ['?', '', false],
    ['?', 'a', true],
    ['?', '😀', true],
    ['??', '😀', false],
    ['a*c', 'abbbc', true],
    ['a*c', 'ac', true],
    ['a*c', 'abcd', false],
    ['a*b*c', 'aXbXbXc', true],
    ['*ab', 'aab', true],
    ['*a?c*', 'xxabcxx', true],
    ['a?c', 'ac', false],
    ['A', 'a', false],
    ['a.c', 'abc', false],
    ['[a]', 'a', false],
  ])('%j against %j is %s', (pattern, value, expected) => {
    expect(matchGlob(globOf(pattern), value)).toBe(expected);
  });

  it('takes characters of a literal glob as themselves', () => {
    expect(matchGlob(literalGlob('*?'), '*?')).toBe(true);
    expect(matchGlob(literalGlob('*?'), 'ab')).toBe(false);
  });

  it('looks at a part of the value only', () => {
    expect(matchGlob(globOf('b*'), 'abc:d', { start: 1, end: 3 })).toBe(true);
    expect(matchGlob(globOf('b*d'), 'abc:d', { start: 1, end: 3 })).toBe(false);
  });

  it.each([
    ['*a*a*a*a*a*a*a*a*b', 'a'.repeat(60)],
    [`${'a*'.repeat(30)}b`, 'a'.repeat(200)],
    ['*'.repeat(40), 'x'.repeat(100)],
    [`*${'?'.repeat(20)}b`, 'a'.repeat(100)],
  ])('stays within (p + 1) × (v + 1) steps: %j', (pattern, value) => {
    const counter: StepCounter = { steps: 0 };
    matchGlob(globOf(pattern), value, undefined, counter);
    expect(counter.steps).toBeGreaterThan(0);
    expect(counter.steps).toBeLessThanOrEqual((pattern.length + 1) * (value.length + 1));
  });
});
