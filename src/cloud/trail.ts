// Writes what happened to a request: its event, its trace, and when its key was last used; all in
// the transaction of the request itself, so that no change is without its event.

import { keptKeys } from './kept-keys.ts';
import { sequenceKey } from './keys.ts';
import type { Writing } from './ports.ts';
import type { LastUsedRecord, MetaRecord } from './records.ts';
import type { RequestTrace } from './request-trace.ts';
import {
  accessKeyIdOfIdentity,
  resourcesOf,
  trailEvent,
  usernameOf,
  type EventFacts,
} from './trail-event.ts';

/** How many events and traces are kept; older ones go. */
export const keptEvents = 10_000;
export const keptTraces = 1_000;

// More than one, so that a trail that is over its size gets there; few, so that no request pays for it.
const trimmedAtOnce = 4;

export interface TrailEntry {
  readonly facts: EventFacts;
  readonly trace: RequestTrace;
  readonly lastUsed?: LastUsedRecord;
  /** Whether the account changed: raises the revision. */
  readonly changed: boolean;
}

/**
 * Appends to the trail and trims it from its old end.
 * INVARIANT: runs inside a `write`, and awaits nothing but the tables.
 */
export async function record(
  tables: Writing,
  { facts, trace, lastUsed, changed }: TrailEntry,
): Promise<void> {
  const state = (await tables.meta.get('state')) ?? initialState;
  const sequence = state.sequence + 1;
  const key = sequenceKey(sequence);
  const keep = keptKeys((await tables.account.all()).map((account) => account.accountId));
  const kept = keep.facts(facts);
  const { recipientAccountId: accountId, requestId } = kept;
  const username = usernameOf(kept.identity);
  const accessKeyId = accessKeyIdOfIdentity(kept.identity);
  await tables.events.put({
    key,
    sequence,
    accountId,
    eventId: kept.eventId,
    requestId,
    eventName: kept.eventName,
    eventSource: kept.eventSource,
    eventTime: kept.time,
    readOnly: kept.readOnly ? 'true' : 'false',
    ...(username === undefined ? {} : { username }),
    ...(accessKeyId === undefined ? {} : { accessKeyId }),
    resources: resourcesOf(kept.requestParameters).map(({ type, name }) => ({ type, name: keep.text(name) })),
    cloudTrailEvent: keep.text(JSON.stringify(trailEvent(kept))),
  });
  await tables.traces.put({ key, sequence, accountId, requestId, trace: keep.trace(trace) });
  if (lastUsed !== undefined) await tables.lastUsed.put(lastUsed);

  const oldestEvent = trimTo(state.oldestEvent, sequence, keptEvents);
  for (let old = state.oldestEvent; old < oldestEvent; old++) await tables.events.delete(sequenceKey(old));
  const oldestTrace = trimTo(state.oldestTrace, sequence, keptTraces);
  for (let old = state.oldestTrace; old < oldestTrace; old++) await tables.traces.delete(sequenceKey(old));

  const revision = state.revision + (changed ? 1 : 0);
  await tables.meta.put({ key: 'state', revision, sequence, oldestEvent, oldestTrace });
}

/** The meta record of a sandbox in which nothing has happened yet. */
export const initialState: MetaRecord = {
  key: 'state',
  revision: 0,
  sequence: 0,
  oldestEvent: 1,
  oldestTrace: 1,
};

/** The oldest sequence number to keep, at most a few further than now. */
function trimTo(oldest: number, newest: number, kept: number): number {
  return Math.max(oldest, Math.min(newest - kept + 1, oldest + trimmedAtOnce));
}
