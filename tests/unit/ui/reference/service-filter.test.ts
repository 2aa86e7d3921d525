import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SearchAnswer } from '../../../../src/core/catalog/types.ts';
import { ServiceFilter } from '../../../../src/ui/features/reference/service-filter.svelte.ts';
import { fails, fakeReference, serviceOf } from './fake-reference.ts';

const s3 = serviceOf('s3', { name: 'Amazon S3' });
const found = (...services: readonly (typeof s3)[]): SearchAnswer => ({
  matches: services.map((service) => ({ kind: 'service', service, marks: [] })),
  counts: { services: services.length, actions: 0, policies: 0 },
});

async function makeFilter(prefix = '') {
  const applied: string[] = [];
  const reference = fakeReference({
    services: () => Promise.resolve([s3, serviceOf('lambda')]),
    service: (service) =>
      service === 'deepracer'
        ? fails({ kind: 'unlisted-service', service })
        : fails({ kind: 'unknown-service', service, closest: [] }),
    search: (text) => Promise.resolve(text === 'simple storage' ? found(s3) : found()),
  });
  const filter = new ServiceFilter(reference, prefix, (each) => applied.push(each));
  await vi.advanceTimersByTimeAsync(0);
  return { filter, applied };
}

describe('the filter by service', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('narrows to a service, described or only named', async () => {
    const { filter, applied } = await makeFilter();
    await filter.type('S3');
    await filter.type('deepracer');
    expect(applied).toEqual(['s3', 'deepracer']);
    expect(filter.problem).toBeUndefined();
  });

  it('is silent while suggestions match', async () => {
    const { filter, applied } = await makeFilter('s3');
    await filter.type('lamb');
    await vi.advanceTimersByTimeAsync(1000);
    filter.judge();
    expect(filter.problem).toBeUndefined();
    expect(applied).toEqual(['']);
    // The address says so: what is typed stays.
    filter.follow('');
    expect(filter.text).toBe('lamb');
  });

  it('offers services by their names', async () => {
    const { filter } = await makeFilter();
    await filter.type('Simple Storage');
    filter.judge();
    expect(filter.named).toEqual([s3]);
    expect(filter.problem).toBeUndefined();
  });

  it('says that there is no such service when one has stopped typing, or left', async () => {
    const { filter } = await makeFilter();
    await filter.type('nope');
    expect(filter.problem).toBeUndefined();
    await vi.advanceTimersByTimeAsync(600);
    expect(filter.problem?.kind).toBe('unknown-service');
    await filter.type('nopes');
    expect(filter.problem).toBeUndefined();
    filter.judge();
    expect(filter.problem?.kind).toBe('unknown-service');
    await filter.type('');
    expect(filter.problem).toBeUndefined();
  });

  it('does not narrow anew to what the address says already', async () => {
    const { filter, applied } = await makeFilter('deepracer');
    expect(applied).toEqual([]);
    filter.follow('s3');
    await vi.advanceTimersByTimeAsync(0);
    expect(filter.text).toBe('s3');
    expect(applied).toEqual([]);
  });
});
