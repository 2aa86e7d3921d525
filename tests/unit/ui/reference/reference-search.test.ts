import { describe, expect, it } from 'vitest';
import type { SearchAnswer } from '../../../../src/core/catalog/types.ts';
import { ReferenceSearch } from '../../../../src/ui/features/reference/reference-search.svelte.ts';
import { actionOf, fakeReference } from './fake-reference.ts';

const answer = (services: number, actions: number): SearchAnswer => ({
  matches: Array.from({ length: actions }, (_, number) => ({
    kind: 'action',
    action: actionOf(`s3:Get${number}`),
    serviceName: 'Amazon S3',
    marks: [],
  })),
  counts: { services, actions, policies: 0 },
});
const answers: Readonly<Record<string, SearchAnswer>> = {
  'a b': answer(0, 3),
  'a bc': answer(0, 100),
  'a bcd': answer(2, 0),
};

function makeSearch() {
  return new ReferenceSearch(
    fakeReference({
      search: (text) => Promise.resolve(answers[text] ?? answer(0, 0)),
      globalConditionKeys: () => Promise.resolve([]),
    }),
  );
}

describe('the chosen kind', () => {
  it('is shown alone, also where there is none of it', async () => {
    const search = makeSearch();
    search.change('a b', 'service');
    await search.settled();
    expect(search.kind).toBe('service');
    expect(search.matches).toEqual([]);
  });

  it('stays while one types on, as long as there is any of it', async () => {
    const search = makeSearch();
    search.change('a b', 'action');
    await search.settled();
    search.change('a bc', 'action');
    await search.settled();
    expect(search.kind).toBe('action');
    expect(search.matches).toHaveLength(100);
    search.change('a bcd', 'action');
    await search.settled();
    expect(search.kind).toBeUndefined();
    search.change('a b', 'action');
    await search.settled();
    expect(search.kind).toBe('action');
  });

  it('is forgotten with the text', async () => {
    const search = makeSearch();
    search.change('a b', 'action');
    await search.settled();
    search.forget();
    search.change('a bc', undefined);
    await search.settled();
    expect(search.kind).toBeUndefined();
    expect(search.matches).toHaveLength(60);
  });
});
