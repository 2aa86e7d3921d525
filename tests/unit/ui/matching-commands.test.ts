import { describe, expect, it } from 'vitest';
import { matchingCommands, type Command } from '../../../src/ui/shell/matching-commands.ts';

const command = (label: string, group = 'Do', onlyWhenSearched = false): Command => ({
  id: label,
  group,
  label,
  // Icons are components; matching never looks at them.
  icon: () => ({}),
  onlyWhenSearched,
  run: () => undefined,
});
const commands = [
  command('Create user'),
  command('Build a request'),
  ...Array.from({ length: 20 }, (_, index) => command(`user-${index}`, 'Users', true)),
];
const labels = (search: string) => matchingCommands(commands, search).map(({ label }) => label);

describe('matchingCommands', () => {
  it('offers what is not a long list before anything is typed', () => {
    expect(labels('  ')).toEqual(['Create user', 'Build a request']);
  });

  it('takes words in any order and case', () => {
    expect(labels('USER cre')).toEqual(['Create user']);
  });

  it('keeps each group short', () => {
    expect(labels('user')).toHaveLength(1 + 8);
  });

  it('may find nothing', () => {
    expect(labels('zzz')).toEqual([]);
  });
});
