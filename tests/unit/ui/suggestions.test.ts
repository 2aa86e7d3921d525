import { describe, expect, it } from 'vitest';
import { matchSuggestions } from '../../../src/ui/parts/suggestions.ts';

const suggestions = ['ListUsers', 'GetUser', 'UserList'].map((value) => ({ value }));
const values = (text: string): string[] => matchSuggestions(suggestions, text).map(({ value }) => value);

describe('matchSuggestions', () => {
  it.each([
    ['', ['ListUsers', 'GetUser', 'UserList']],
    ['user', ['UserList', 'ListUsers', 'GetUser']],
    [' GETUSER ', ['GetUser']],
    ['role', []],
  ])('of `%s`', (text, expected) => expect(values(text)).toEqual(expected));

  it('offers fifty at most', () => {
    const many = Array.from({ length: 200 }, (_, index) => ({ value: `a${index}` }));
    expect(matchSuggestions(many, 'a')).toHaveLength(50);
  });
});
