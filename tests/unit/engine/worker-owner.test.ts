import { afterEach, describe, expect, it } from 'vitest';
import { EngineLost } from '../../../src/engine/engine-lost.ts';
import { WorkerOwner } from '../../../src/engine/worker-owner.ts';
import { fakeWorker } from './fake-worker.ts';
import type { FakeWorker } from './fake-worker.ts';

interface Api {
  double(value: number): Promise<number>;
  length(bytes: Uint8Array): Promise<number>;
  hang(): Promise<number>;
  fail(): Promise<number>;
  miss(): Promise<number>;
}

const api = {
  double: (value: number) => value * 2,
  length: (bytes: Uint8Array) => bytes.fill(0).length,
  hang: () => new Promise(() => undefined),
  fail: () => {
    throw new RangeError('out of range');
  },
  miss: () => {
    throw Object.assign(new Error('no network'), { name: 'DataNotLoaded' });
  },
};

const owners: WorkerOwner<Api>[] = [];
afterEach(() => owners.splice(0).forEach((owner) => owner.dispose()));

function owned({ timeLimitMs = 5_000, start = () => fakeWorker(api) } = {}) {
  const started: FakeWorker[] = [];
  const owner = new WorkerOwner<Api>({
    name: 'the engine',
    timeLimitMs,
    start: () => {
      const worker = start();
      started.push(worker);
      return worker;
    },
  });
  owners.push(owner);
  return { owner, started };
}

describe('worker owner', () => {
  it('starts one worker, at the first call', async () => {
    const { owner, started } = owned();
    expect(started).toHaveLength(0);
    expect(await Promise.all([1, 2, 3].map((value) => owner.call((remote) => remote.double(value))))).toEqual(
      [2, 4, 6],
    );
    expect(started).toHaveLength(1);
  });

  it('leaves the bytes of the caller to the caller', async () => {
    const { owner } = owned();
    const bytes = new Uint8Array([1, 2, 3]);
    expect(await owner.call((remote) => remote.length(bytes))).toBe(3);
    expect(bytes).toEqual(new Uint8Array([1, 2, 3]));
  });

  it('rejects every call under way when the worker crashes, and starts anew at the next', async () => {
    const { owner, started } = owned();
    const pending = [owner.call((remote) => remote.hang()), owner.call((remote) => remote.hang())];
    started[0]?.fire('error', { message: 'Uncaught RangeError: boom' });
    for (const call of pending) {
      await expect(call).rejects.toBeInstanceOf(EngineLost);
      await expect(call).rejects.toMatchObject({
        reason: 'crashed',
        message: expect.stringContaining('boom') as string,
      });
    }
    expect(started[0]?.terminated).toBe(true);
    expect(await owner.call((remote) => remote.double(4))).toBe(8);
    expect(started).toHaveLength(2);
  });

  it('notices a crash between two calls', async () => {
    const { owner, started } = owned();
    await owner.call((remote) => remote.double(1));
    started[0]?.fire('error');
    expect(await owner.call((remote) => remote.double(2))).toBe(4);
    expect(started).toHaveLength(2);
  });

  it('rejects when a message cannot be read', async () => {
    const { owner, started } = owned();
    const call = owner.call((remote) => remote.hang());
    started[0]?.fire('messageerror');
    await expect(call).rejects.toMatchObject({ name: 'EngineLost', reason: 'unreadable-message' });
  });

  it('stops a worker that hangs past the time limit, and starts anew at the next call', async () => {
    const { owner, started } = owned({ timeLimitMs: 30 });
    await expect(owner.call((remote) => remote.hang())).rejects.toMatchObject({ reason: 'time-limit' });
    expect(started[0]?.terminated).toBe(true);
    expect(await owner.call((remote) => remote.double(3))).toBe(6);
  });

  it('does not hold a call that was answered in time against the worker', async () => {
    const { owner, started } = owned({ timeLimitMs: 40 });
    await owner.call((remote) => remote.double(1));
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect(await owner.call((remote) => remote.double(2))).toBe(4);
    expect(started).toHaveLength(1);
  });

  it('lets a late event of an old worker not touch the new one', async () => {
    const { owner, started } = owned();
    await owner.call((remote) => remote.double(1));
    started[0]?.fire('error');
    await owner.call((remote) => remote.double(1));
    started[0]?.fire('error');
    expect(started[1]?.terminated).toBe(false);
    expect(await owner.call((remote) => remote.double(5))).toBe(10);
    expect(started).toHaveLength(2);
  });

  it('says so when a worker cannot be started, and tries again', async () => {
    let attempts = 0;
    const { owner } = owned({
      start: () => {
        attempts += 1;
        if (attempts === 1) throw new DOMException('refused by policy', 'SecurityError');
        return fakeWorker(api);
      },
    });
    await expect(owner.call((remote) => remote.double(1))).rejects.toMatchObject({
      name: 'EngineLost',
      reason: 'crashed',
      message: expect.stringContaining('refused by policy') as string,
    });
    expect(await owner.call((remote) => remote.double(1))).toBe(2);
  });

  it('hands on an error thrown in the worker, which lives on', async () => {
    const { owner, started } = owned();
    await expect(owner.call((remote) => remote.fail())).rejects.toMatchObject({
      name: 'RangeError',
      message: 'out of range',
    });
    expect(await owner.call((remote) => remote.double(1))).toBe(2);
    expect(started).toHaveLength(1);
  });

  it('says so when a file could not be loaded, and the worker lives on', async () => {
    const { owner, started } = owned();
    await expect(owner.call((remote) => remote.miss())).rejects.toMatchObject({
      name: 'EngineLost',
      reason: 'no-data',
      message: expect.stringContaining('no network') as string,
    });
    expect(await owner.call((remote) => remote.double(1))).toBe(2);
    expect(started).toHaveLength(1);
  });

  it('rejects calls under way and later ones once disposed of', async () => {
    const { owner, started } = owned();
    const pending = owner.call((remote) => remote.hang());
    owner.dispose();
    await expect(pending).rejects.toMatchObject({ reason: 'disposed' });
    await expect(owner.call((remote) => remote.double(1))).rejects.toMatchObject({ reason: 'disposed' });
    expect(started).toHaveLength(1);
    expect(started[0]?.terminated).toBe(true);
  });
});
