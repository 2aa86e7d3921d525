import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ReferenceRead } from '../../../src/ui/state/reference-read.svelte.ts';

/** A question whose answer comes when the test says so. */
function question() {
  let answer: (value: string) => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  const promise = new Promise<string>((resolve, reject) => {
    answer = resolve;
    fail = reject;
  });
  return { load: () => promise, answer, fail };
}

describe('ReferenceRead', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('keeps the answer to the newest question, whichever comes first', async () => {
    const [first, second] = [question(), question()];
    const read = new ReferenceRead<string>();
    const asked = [read.ask(first.load), read.ask(second.load)];
    second.answer('second');
    first.answer('first');
    await Promise.all(asked);
    expect(read.value).toBe('second');
  });

  it('shows the answer before until the next one is here', async () => {
    const [first, second] = [question(), question()];
    const read = new ReferenceRead<string>();
    const asked = read.ask(first.load);
    first.answer('first');
    await asked;
    void read.ask(second.load);
    await vi.advanceTimersByTimeAsync(1000);
    expect(read.value).toBe('first');
    expect(read.slow).toBe(false);
  });

  it('is slow after 400 ms without a first answer', async () => {
    const { load, answer } = question();
    const read = new ReferenceRead(load);
    await vi.advanceTimersByTimeAsync(399);
    expect(read.slow).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(read.slow).toBe(true);
    answer('here');
    await vi.advanceTimersByTimeAsync(0);
    expect(read.slow).toBe(false);
  });

  it('says why nothing answered, and asks again', async () => {
    const { load, fail } = question();
    let tries = 0;
    const read = new ReferenceRead(() => (++tries === 1 ? load() : Promise.resolve('now')));
    fail(new Error('the worker is gone'));
    await vi.advanceTimersByTimeAsync(0);
    expect(read.problem).toBe('the worker is gone');
    read.retry();
    await vi.advanceTimersByTimeAsync(0);
    expect(read.problem).toBeUndefined();
    expect(read.value).toBe('now');
  });

  it('takes no failure of an older question for one of the newest', async () => {
    const [first, second] = [question(), question()];
    const read = new ReferenceRead<string>();
    void read.ask(first.load);
    void read.ask(second.load);
    second.answer('second');
    first.fail(new Error('late'));
    await vi.advanceTimersByTimeAsync(0);
    expect(read.problem).toBeUndefined();
    expect(read.value).toBe('second');
  });
});
