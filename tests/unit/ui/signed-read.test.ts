import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Answer } from '../../../src/client/aws-api.ts';
import { SignedRead } from '../../../src/ui/state/signed-read.svelte.ts';

type Release = (value: string) => void;

function makeRead() {
  const waiting: Release[] = [];
  const load = () =>
    new Promise<Answer<string>>((resolve) => {
      waiting.push((value) => resolve({ kind: 'ok', value, requestId: 'r' }));
    });
  const read = new SignedRead(load, () => () => undefined);
  return { read, answer: (index: number, value: string) => waiting[index]?.(value) };
}

describe('SignedRead', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('keeps the newest answer when an older one comes late', async () => {
    const { read, answer } = makeRead();
    const first = read.refresh();
    const second = read.refresh();
    answer(1, 'new');
    await second;
    answer(0, 'old');
    await first;
    expect(read.value).toBe('new');
  });

  it('is slow after 400 ms without a first answer, and not before', async () => {
    const { read, answer } = makeRead();
    const run = read.refresh();
    await vi.advanceTimersByTimeAsync(399);
    expect(read.slow).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(read.slow).toBe(true);
    answer(0, 'here');
    await run;
    expect(read.slow).toBe(false);
    expect(read.value).toBe('here');
  });

  it('stays quiet while it asks again', async () => {
    const { read, answer } = makeRead();
    const first = read.refresh();
    answer(0, 'one');
    await first;
    void read.refresh();
    await vi.advanceTimersByTimeAsync(1000);
    expect(read.slow).toBe(false);
    expect(read.value).toBe('one');
  });
});
