import { describe, expect, it, vi } from 'vitest';
import { matchingCommands, type Command } from '../../../src/ui/shell/matching-commands.ts';
import { referenceSearch } from '../../../src/ui/shell/reference-commands.ts';
import { parseRoute } from '../../../src/ui/state/router.svelte.ts';

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

describe('referenceSearch', () => {
  it('is not offered before anything is typed', () => {
    expect(referenceSearch('  ', vi.fn())).toEqual([]);
  });

  it('leads to where the whole text is searched for, and says the beginning of it', () => {
    const go = vi.fn<(href: string) => void>();
    const text = `s3 "100%" & ${'x'.repeat(200)}`;
    const [command] = referenceSearch(` ${text} `, go);
    expect(command?.label).toMatch(/^Search the reference for “s3 "100%" & x+…”$/);
    expect(command?.label.length).toBeLessThan(120);
    command?.run();
    const { segments, query } = parseRoute(go.mock.calls[0]?.[0] ?? '');
    expect(segments).toEqual(['reference']);
    expect(Object.fromEntries(query)).toEqual({ q: text });
  });
});
