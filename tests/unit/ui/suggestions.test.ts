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

  it('finds words in any order, and by what else one is found by, after all others', () => {
    const services = [
      { value: 'events', detail: 'Amazon EventBridge', also: 'Amazon EventBridge' },
      { value: 'eventhub', detail: 'of Amazon' },
      { value: 'GetItem' },
    ];
    const found = (text: string): string[] => matchSuggestions(services, text).map(({ value }) => value);
    expect(found('eventbridge')).toEqual(['events']);
    expect(found('amazon event')).toEqual(['events']);
    expect(found('event')).toEqual(['events', 'eventhub']);
    expect(found('item get')).toEqual(['GetItem']);
    // A detail is only said.
    expect(found('of amazon')).toEqual([]);
  });

  it('offers fifty at most', () => {
    const many = Array.from({ length: 200 }, (_, index) => ({ value: `a${index}` }));
    expect(matchSuggestions(many, 'a')).toHaveLength(50);
  });
});
