import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AddressedView } from '../../../src/ui/state/addressed-view.svelte.ts';

interface View {
  readonly q: string;
  readonly page: number;
}

function makeView(view: View = { q: '', page: 0 }) {
  const written: string[] = [];
  const href = ({ q, page }: View) => `#/x?q=${q}&page=${page}`;
  return { view: new AddressedView(view, href, { replace: (address) => written.push(address) }), written };
}

describe('AddressedView', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('shows a change at once, and writes the address when it has settled', () => {
    const { view, written } = makeView();
    for (const q of ['s', 's3', 's3 g']) view.change({ q });
    expect(view.current).toEqual({ q: 's3 g', page: 0 });
    expect(written).toEqual([]);
    vi.advanceTimersByTime(250);
    expect(written).toEqual(['#/x?q=s3 g&page=0']);
  });

  it('writes at once when one is about to leave, and only what is new', () => {
    const { view, written } = makeView();
    view.write();
    view.change({ page: 2 });
    view.write();
    vi.advanceTimersByTime(1000);
    expect(written).toEqual(['#/x?q=&page=2']);
  });

  it('takes its own address back without losing what has been typed since', () => {
    const { view } = makeView();
    view.change({ q: 'a' });
    view.write();
    view.change({ q: 'ab' });
    view.follow({ q: 'a', page: 0 });
    expect(view.current.q).toBe('ab');
  });

  it('follows an address that somebody else has changed', () => {
    const { view, written } = makeView();
    view.change({ q: 'a' });
    view.follow({ q: 'from the address', page: 1 });
    expect(view.current).toEqual({ q: 'from the address', page: 1 });
    vi.advanceTimersByTime(1000);
    expect(written).toEqual([]);
  });

  it('leaves the address alone once the page is gone', () => {
    const { view, written } = makeView();
    view.change({ q: 'a' });
    view.dispose();
    view.change({ q: 'an answer that comes late' });
    vi.advanceTimersByTime(1000);
    expect(written).toEqual([]);
  });

  describe('when one leaves before it has settled', () => {
    const page = new EventTarget();
    const key = (init: Partial<KeyboardEvent>) => Object.assign(new Event('keydown'), init);
    beforeEach(() => {
      vi.stubGlobal('window', page);
    });

    it.each([
      ['a click', new Event('click')],
      ['the Enter key', key({ key: 'Enter' })],
      ['a key with a modifier', key({ key: 'ArrowLeft', altKey: true })],
      ['the end of the page', new Event('pagehide')],
    ])('writes at %s, once', (_, event) => {
      const { view, written } = makeView();
      view.change({ q: 'a' });
      page.dispatchEvent(event);
      expect(written).toEqual(['#/x?q=a&page=0']);
      page.dispatchEvent(event);
      view.dispose();
      vi.advanceTimersByTime(1000);
      expect(written).toHaveLength(1);
    });

    it('does not write at every letter, nor for a page that is gone', () => {
      const { view, written } = makeView();
      view.change({ q: 'a' });
      page.dispatchEvent(key({ key: 'b' }));
      view.dispose();
      page.dispatchEvent(new Event('click'));
      expect(written).toEqual([]);
    });
  });
});
