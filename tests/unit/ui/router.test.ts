import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { parseRoute, routeHref, Router } from '../../../src/ui/state/router.svelte.ts';

const read = (fragment: string) => {
  const { segments, query, known } = parseRoute(fragment);
  return { segments, query: Object.fromEntries(query), known };
};

describe('parseRoute', () => {
  it.each([
    ['', [], {}, true],
    ['#', [], {}, true],
    ['#/', [], {}, true],
    ['#/users', ['users'], {}, true],
    ['#/users/', ['users'], {}, true],
    ['#/users/alice?tab=keys', ['users', 'alice'], { tab: 'keys' }, true],
    ['#/users/a%20b%2Fc', ['users', 'a b/c'], {}, true],
    ['#/users?a=1?b', ['users'], { a: '1?b' }, true],
  ])('reads %j', (fragment, segments, query, known) => {
    expect(read(fragment)).toEqual({ segments, query, known });
  });

  it.each(['#s1.abc', '#t=lesson', '#users', '#/users/%zz'])('knows no screen at %j', (fragment) => {
    expect(parseRoute(fragment).known).toBe(false);
  });

  it('reads back what routeHref writes, whatever the names', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ minLength: 1, unit: 'grapheme' }), { maxLength: 3 }),
        fc.dictionary(fc.stringMatching(/^[a-z]+$/), fc.string({ unit: 'grapheme' })),
        (segments, query) => {
          expect(read(routeHref(segments, query))).toEqual({ segments, query: { ...query }, known: true });
        },
      ),
      { seed: 20261122 },
    );
  });
});

describe('Router', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('replaces an address, and keeps what the entry of the history holds', () => {
    const history = { state: { scrollY: 700 }, replaceState: vi.fn() };
    const dispatchEvent = vi.fn();
    vi.stubGlobal('window', { history, dispatchEvent, location: { hash: '#/users' } });
    vi.stubGlobal('HashChangeEvent', Event);
    new Router().replace('#/users?create');
    expect(history.replaceState).toHaveBeenCalledWith({ scrollY: 700 }, '', '#/users?create');
    expect(dispatchEvent).toHaveBeenCalledOnce();
  });
});
