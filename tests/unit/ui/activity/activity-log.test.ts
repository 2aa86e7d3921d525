import { describe, expect, it } from 'vitest';
import type { Answer, AwsApi, TrailEvent } from '../../../../src/client/aws-api.ts';
import { ActivityLog } from '../../../../src/ui/features/activity/activity-log.svelte.ts';
import { mergeNewest } from '../../../../src/ui/features/activity/merge-newest.ts';

const entries = (...ids: string[]) => ids.map((eventId) => ({ eventId }));

describe('mergeNewest', () => {
  it.each([
    ['puts what is new in front', ['b', 'a'], ['c', 'b'], ['c', 'b', 'a'], true],
    ['changes nothing when nothing is new', ['b', 'a'], ['b', 'a'], ['b', 'a'], true],
    ['begins anew across a gap', ['b', 'a'], ['z', 'y'], ['z', 'y'], false],
    ['begins with the first page', [], ['b', 'a'], ['b', 'a'], false],
    ['keeps what is known when a page is empty', ['a'], [], ['a'], true],
  ])('%s', (_, known, page, expected, joined) => {
    const merged = mergeNewest(entries(...known), entries(...page));
    expect(merged.entries.map(({ eventId }) => eventId)).toEqual(expected);
    expect(merged.joined).toBe(joined);
  });
});

/** A trail of numbered events, newest first, that remembers what it was asked. */
function fakeTrail(count: number) {
  const calls: string[] = [];
  const trail = {
    count,
    calls,
    failing: false,
    api: undefined as unknown as AwsApi,
  };
  const event = (number: number): TrailEvent => ({
    eventId: `e${number}`,
    eventName: 'GetUser',
    eventSource: 'iam.amazonaws.com',
    eventTime: '2026-11-22T06:00:00Z',
    readOnly: true,
    cloudTrailEvent: '{}',
  });
  const lookupEvents = async (input: {
    maxResults?: number;
    nextToken?: string;
  }): Promise<Answer<{ events: readonly TrailEvent[]; nextToken?: string }>> => {
    calls.push(input.nextToken ?? 'newest');
    if (trail.failing)
      return { kind: 'error', code: 'AccessDenied', message: '', status: 400, requestId: 'r' };
    const from = input.nextToken === undefined ? trail.count : Number(input.nextToken);
    const to = Math.max(0, from - (input.maxResults ?? 50));
    const events = Array.from({ length: from - to }, (_, index) => event(from - index));
    return { kind: 'ok', requestId: 'r', value: { events, ...(to > 0 ? { nextToken: String(to) } : {}) } };
  };
  trail.api = { trail: { lookupEvents } } as unknown as AwsApi;
  return trail;
}

describe('ActivityLog', () => {
  it('loads the newest page, then older ones to the end', async () => {
    const trail = fakeTrail(120);
    const log = new ActivityLog();
    await log.loadNewest(trail.api);
    expect(log.entries).toHaveLength(50);
    await log.loadOlder(trail.api, () => true);
    await log.loadOlder(trail.api, () => true);
    expect(log.entries.map(({ eventId }) => eventId)).toEqual(
      Array.from({ length: 120 }, (_, index) => `e${120 - index}`),
    );
    expect(log.hasOlder).toBe(false);
  });

  it('goes on asking while nothing of what comes is shown, but not for ever', async () => {
    const trail = fakeTrail(2000);
    const log = new ActivityLog();
    await log.loadNewest(trail.api);
    await log.loadOlder(trail.api, () => false);
    expect(trail.calls).toHaveLength(9);
    expect(log.hasOlder).toBe(true);
    expect(log.loadingOlder).toBe(false);
  });

  it('keeps the older end when new events come, and goes on from there', async () => {
    const trail = fakeTrail(120);
    const log = new ActivityLog();
    await log.loadNewest(trail.api);
    trail.count = 125;
    await log.loadNewest(trail.api);
    await log.loadOlder(trail.api, () => true);
    expect(log.entries).toHaveLength(105);
    expect(new Set(log.entries.map(({ eventId }) => eventId)).size).toBe(105);
  });

  it('keeps what it has when AWS refuses an older page, and says why', async () => {
    const trail = fakeTrail(120);
    const log = new ActivityLog();
    await log.loadNewest(trail.api);
    trail.failing = true;
    await log.loadOlder(trail.api, () => true);
    expect(log.entries).toHaveLength(50);
    expect(log.problem).toMatchObject({ kind: 'error', code: 'AccessDenied' });
    trail.failing = false;
    await log.loadOlder(trail.api, () => true);
    expect(log.problem).toBeUndefined();
    expect(log.entries).toHaveLength(100);
  });
});
