// Writes what happened to a request: its event, its trace, and when its key was last used; all in
// the transaction of the request itself, so that no change is without its event.

import { utf8ToBytes } from '@noble/hashes/utils.js';
import { withoutSecrets } from '../core/authenticate/secret-names.ts';
import type { Verification } from '../core/authenticate/verification.ts';
import { makeUuid } from '../core/names/unique-id.ts';
import { hashOf } from '../core/sigv4/sha256.ts';
import { resourcesOf } from './event-resources.ts';
import { keptKeys, type KeptKeys } from './kept-keys.ts';
import { sequenceKey } from './keys.ts';
import type { Writing } from './ports.ts';
import type { AccessRecord, EventRecord, LastUsedRecord, MetaRecord } from './records.ts';
import type { RequestTrace } from './request-trace.ts';
import { trailEvent, type EventFacts } from './trail-event.ts';
import { accessKeyIdOfIdentity, usernameOf } from './user-identity.ts';

/** How many events and traces are kept; older ones go. */
export const keptEvents = 10_000;
export const keptTraces = 1_000;

// Trimming is part of every request and never a task of its own, so nothing takes long and there is no progress bar: a
// request deletes as many as it writes, and a few more, by which a trail that is over its size (an import from a larger
// one) gets there. Measured in Chromium with IndexedDB: a request is recorded in 1.4 ms (median) while there is nothing
// to trim, in 1.7 ms at the brim, and in 2.6 ms while a trail of 40,000 events and 8,000 traces is brought to its size.
const trimmedBeside = 3;

export interface TrailEntry {
  readonly facts: EventFacts;
  readonly trace: RequestTrace;
  readonly lastUsed?: LastUsedRecord;
  readonly accesses?: readonly AccessRecord[];
  /** Accounts of whose resources it was; those in the sandbox get an event too. The one it is for may be among them. */
  readonly sharedWith?: readonly string[];
  /** Whether the account changed: raises the revision. */
  readonly changed: boolean;
}

/**
 * Appends to the trail and trims it from its old end.
 * INVARIANT: runs inside a `write`, and awaits nothing but the tables.
 */
export async function record(
  tables: Writing,
  { facts, trace, lastUsed, accesses = [], sharedWith = [], changed }: TrailEntry,
): Promise<void> {
  const state = (await tables.meta.get('state')) ?? initialState;
  const accountIds = (await tables.account.all()).map((account) => account.accountId);
  const keep = keptKeys(accountIds);
  const all = sharedFacts(
    keep.facts(facts),
    sharedWith.filter((id) => accountIds.includes(id)),
  );
  const first = state.sequence + 1;
  for (const [index, each] of all.entries()) await tables.events.put(eventRecord(each, first + index, keep));
  // The trace is of the request, which is one however many events there are of it.
  const key = sequenceKey(first);
  const { recipientAccountId: accountId, requestId } = facts;
  await tables.traces.put({
    key,
    sequence: first,
    accountId,
    requestId,
    trace: openTrace(keep.trace(trace)),
  });
  if (lastUsed !== undefined) await tables.lastUsed.put(lastUsed);
  for (const access of accesses) await tables.accesses.put(access);

  const written = all.length;
  const sequence = state.sequence + written;
  const oldestEvent = trimTo(state.oldestEvent, { sequence, written, kept: keptEvents });
  for (let old = state.oldestEvent; old < oldestEvent; old++) await tables.events.delete(sequenceKey(old));
  const oldestTrace = trimTo(state.oldestTrace, { sequence, written, kept: keptTraces });
  for (let old = state.oldestTrace; old < oldestTrace; old++) await tables.traces.delete(sequenceKey(old));

  const revision = state.revision + (changed ? 1 : 0);
  await tables.meta.put({ key: 'state', revision, sequence, oldestEvent, oldestTrace });
}

/**
 * The event for the account of the caller, and one for each other account: "each CloudTrail event … shares the same
 * sharedEventID, but also has a unique eventID and recipientAccountID" (record contents, sharedEventID).
 */
function sharedFacts(facts: EventFacts, sharedWith: readonly string[]): readonly EventFacts[] {
  const { identity, recipientAccountId, eventId } = facts;
  const others = sharedWith.filter((id) => id !== recipientAccountId);
  if (others.length === 0 || identity.kind !== 'caller') return [facts];
  const shared = { ...facts, sharedEventId: derivedUuid(`${eventId}/shared`) };
  const ofOthers = others.map((id) => ({
    ...shared,
    identity: { kind: 'other-account', caller: identity.caller } as const,
    recipientAccountId: id,
    eventId: derivedUuid(`${eventId}/${id}`),
  }));
  return [shared, ...ofOthers];
}

/**
 * The trace without what is secret in the request: it is there for whoever looks from outside the account, long after.
 * The texts that AWS computed hold headers and query; everything else of the message is in them as a hash.
 */
function openTrace(trace: RequestTrace): RequestTrace {
  const { verification, answer } = trace;
  if (verification.kind === 'anonymous') return trace;
  const open = { ...trace, verification: openVerification(verification) };
  return answer.message === undefined
    ? open
    : { ...open, answer: { ...answer, message: withoutSecrets(answer.message) } };
}

function openVerification(verification: Exclude<Verification, { kind: 'anonymous' }>): Verification {
  const { computed } = verification;
  const open =
    verification.kind === 'refused'
      ? { ...verification, message: withoutSecrets(verification.message) }
      : verification;
  return computed === undefined
    ? open
    : { ...open, computed: { ...computed, canonicalRequest: withoutSecrets(computed.canonicalRequest) } };
}

function derivedUuid(text: string): string {
  return makeUuid(hashOf(utf8ToBytes(text)));
}

function eventRecord(facts: EventFacts, sequence: number, keep: KeptKeys): EventRecord {
  const username = usernameOf(facts.identity);
  const accessKeyId = accessKeyIdOfIdentity(facts.identity);
  return {
    key: sequenceKey(sequence),
    sequence,
    accountId: facts.recipientAccountId,
    eventId: facts.eventId,
    requestId: facts.requestId,
    eventName: facts.eventName,
    eventSource: facts.eventSource,
    eventTime: facts.time,
    readOnly: facts.readOnly ? 'true' : 'false',
    ...(username === undefined ? {} : { username }),
    ...(accessKeyId === undefined ? {} : { accessKeyId }),
    resources: resourcesOf(facts).map(({ type, name }) => ({ type, name: keep.text(name) })),
    cloudTrailEvent: keep.text(JSON.stringify(trailEvent(facts))),
  };
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
function trimTo(
  oldest: number,
  { sequence, written, kept }: Readonly<Record<'sequence' | 'written' | 'kept', number>>,
): number {
  return Math.max(oldest, Math.min(sequence - kept + 1, oldest + written + trimmedBeside));
}
