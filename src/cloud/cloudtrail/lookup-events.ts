// cloudtrail:LookupEvents: the trail, newest first by sequence number, for clocks can be moved.
// Unlike AWS's, ours lists requests that failed authentication too, those of all Regions, and to a session of the console
// data events such as s3:GetObject: a learner looks for every request there. That AWS takes two lookups a second, per
// account and Region, is not simulated.
// https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html

import type { Event, LookupEventsRequest, LookupEventsResponse } from '@aws-sdk/client-cloudtrail';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { err, ok, type Result } from '../../core/lang/result.ts';
import { utf8ToText } from '../../core/wire/utf8.ts';
import type { Fault } from '../fault.ts';
import { sequenceKey } from '../keys.ts';
import { defineOperation } from '../operation.ts';
import type { Answered, Decoded } from '../sdk-types.ts';
import type { Reading } from '../ports.ts';
import type { EventRecord, Tables } from '../records.ts';

/** "You can look up events that occurred in a Region within the last 90 days." */
const historyMilliseconds = 90 * 24 * 60 * 60 * 1000;

interface Filter {
  readonly attribute: { readonly key: AttributeKey; readonly value: string } | undefined;
  /** Milliseconds since the epoch, both included. */
  readonly from: number | undefined;
  readonly until: number | undefined;
}

interface Lookup {
  readonly filter: Filter;
  readonly maxResults: number;
  /** Only events with a smaller sequence number: where the page before ended. */
  readonly before: number | undefined;
  readonly category: 'management' | 'insight';
}

const attributeIndexes = {
  EventId: 'eventId',
  EventName: 'eventName',
  EventSource: 'eventSource',
  ReadOnly: 'readOnly',
  Username: 'username',
  AccessKeyId: 'accessKeyId',
  // Several to an event: no index.
  ResourceType: undefined,
  ResourceName: undefined,
} as const satisfies Readonly<Record<string, Tables['events']['index'] | undefined>>;

/** "The default number of results returned is 50, with a maximum of 50 possible." */
const mostResults = 50;

/** "Lookup supports the following attributes for Insights events: Event ID, Event name, Event source" */
const ofInsights: ReadonlySet<string> = new Set(['EventId', 'EventName', 'EventSource']);

type AttributeKey = keyof typeof attributeIndexes;

export const lookupEvents = defineOperation<LookupEventsRequest, LookupEventsResponse>({
  name: 'LookupEvents',
  action: 'cloudtrail:LookupEvents',
  readOnly: true,
  check: (input) => {
    const lookup = readLookup(input);
    return lookup.ok ? undefined : lookup.error;
  },
  plan: (_tables, _input, { caller }) => ({
    authorize: [
      {
        action: 'cloudtrail:LookupEvents',
        resource: '*',
        resourceAccountId: caller.account.accountId,
      },
    ],
  }),
  apply: async (tables, input, { caller, now }) => {
    const lookup = readLookup(input);
    if (!lookup.ok) return lookup;
    const { filter, maxResults, before, category } = lookup.value;
    // They are made of unusual numbers of calls, by trails that ask for them; nothing here is unusual.
    if (category === 'insight') return ok({ result: { Events: [] } });
    const { accountId } = caller.account;
    const withDataEvents = caller.session?.kind === 'console';
    const found: EventRecord[] = [];
    // One more than asked for tells whether there is a next page.
    for await (const event of newestFirst(tables, filter, before)) {
      if (event.accountId !== accountId || !matches(event, filter)) continue;
      if (event.eventTime < now - historyMilliseconds || (!withDataEvents && isDataEvent(event))) continue;
      found.push(event);
      if (found.length > maxResults) break;
    }
    const page = found.slice(0, maxResults);
    const last = page.at(-1);
    return ok({
      result: {
        Events: page.map(eventOf),
        ...(found.length > page.length && last !== undefined
          ? { NextToken: encodeToken({ before: last.sequence, filter }) }
          : {}),
      },
    });
  },
});

function readLookup(input: Decoded<LookupEventsRequest>): Result<Lookup, Fault> {
  const [from, until] = [input.StartTime?.getTime(), input.EndTime?.getTime()];
  if (from !== undefined && until !== undefined && from > until) return err(invalidTimeRange);
  const maxResults = input.MaxResults ?? mostResults;
  if (maxResults < 1 || maxResults > mostResults) return err(invalidMaxResults);
  // "Valid Values: insight"
  const given: string | undefined = input.EventCategory;
  if (given !== undefined && given !== 'insight') return err(invalidEventCategory);
  const category = given ?? 'management';
  const [attribute, ...others] = input.LookupAttributes ?? [];
  // "Currently the list can contain only one item."
  if (others.length > 0) return err(invalidLookupAttributes);
  if (attribute !== undefined && !isAttribute(attribute.AttributeKey, category)) {
    return err(invalidLookupAttributes);
  }
  const filter = {
    attribute:
      attribute === undefined ? undefined : { key: attribute.AttributeKey, value: attribute.AttributeValue },
    from,
    until,
  };
  if (input.NextToken === undefined) return ok({ filter, maxResults, before: undefined, category });
  const before = decodeToken(input.NextToken, filter);
  return before === undefined ? err(invalidNextToken) : ok({ filter, maxResults, before, category });
}

function isAttribute(key: string, category: Lookup['category']): boolean {
  return category === 'insight' ? ofInsights.has(key) : Object.hasOwn(attributeIndexes, key);
}

/** A page of the default size and the one that tells whether there is another. */
const readAtOnce = 51;

/** The events that may match, from the newest on. Without a filter a few at a time, so that a page reads little. */
async function* newestFirst(
  tables: Reading,
  { attribute, from, until }: Filter,
  before: number | undefined,
): AsyncGenerator<EventRecord> {
  const index = attribute === undefined ? undefined : attributeIndexes[attribute.key];
  if (attribute === undefined && from === undefined && until === undefined) {
    const state = await tables.meta.get('state');
    if (state === undefined) return;
    // A token is no secret and may be made up: it must not begin where there is nothing for very long.
    const newest = before === undefined ? state.sequence : Math.min(before - 1, state.sequence);
    for (let last = newest; last >= state.oldestEvent; last -= readAtOnce) {
      const after = sequenceKey(Math.max(last - readAtOnce, state.oldestEvent - 1));
      const part = await tables.events.under('', { after, most: readAtOnce });
      for (const event of part.toReversed()) if (event.sequence <= last) yield event;
    }
    return;
  }
  const events =
    attribute === undefined || index === undefined
      ? await tables.events.all()
      : await tables.events.where(index, attribute.value);
  for (const event of events.toReversed()) {
    if (before === undefined || event.sequence < before) yield event;
  }
}

function matches(event: EventRecord, { attribute, from, until }: Filter): boolean {
  if (from !== undefined && event.eventTime < from) return false;
  if (until !== undefined && event.eventTime > until) return false;
  if (attribute === undefined) return true;
  const { key, value } = attribute;
  switch (key) {
    case 'ResourceType':
      return event.resources.some(({ type }) => type === value);
    case 'ResourceName':
      return event.resources.some(({ name }) => name === value);
    default:
      return event[attributeIndexes[key]] === value;
  }
}

/** By the last of that name in the record: what a request was asked for stands before it, and behind it no name is free. */
function isDataEvent({ cloudTrailEvent }: EventRecord): boolean {
  const name = '"eventCategory":';
  const at = cloudTrailEvent.lastIndexOf(name);
  return at >= 0 && cloudTrailEvent.startsWith('"Data"', at + name.length);
}

function eventOf(event: EventRecord): Answered<Event> {
  return {
    EventId: event.eventId,
    EventName: event.eventName,
    ReadOnly: event.readOnly,
    ...(event.accessKeyId === undefined ? {} : { AccessKeyId: event.accessKeyId }),
    EventTime: new Date(event.eventTime),
    EventSource: event.eventSource,
    ...(event.username === undefined ? {} : { Username: event.username }),
    Resources: event.resources.map(({ type, name }) => ({ ResourceType: type, ResourceName: name })),
    CloudTrailEvent: event.cloudTrailEvent,
  };
}

/** A token carries the filter it belongs to: with other parameters it is refused, as AWS does. */
function encodeToken({ before, filter }: { readonly before: number; readonly filter: Filter }): string {
  return bytesToHex(utf8ToBytes(JSON.stringify({ before, filter })));
}

function decodeToken(token: string, filter: Filter): number | undefined {
  const text = /^([0-9a-f]{2})+$/.test(token) ? utf8ToText(hexToBytes(token)) : undefined;
  const before = Number(/^\{"before":(\d{1,15}),/.exec(text ?? '')?.[1]);
  return Number.isInteger(before) && token === encodeToken({ before, filter }) ? before : undefined;
}

// The page's errors; it says when each occurs and not in which words, so that these are its own.

const invalidTimeRange = fault('InvalidTimeRangeException', 'The start time occurs after the end time.');
const invalidMaxResults = fault('InvalidMaxResultsException', 'The limit specified is not valid.');
const invalidEventCategory = fault(
  'InvalidEventCategoryException',
  'An event category that is not valid is specified as a value of EventCategory.',
);
const invalidLookupAttributes = fault(
  'InvalidLookupAttributesException',
  'A lookup attribute is specified that is not valid.',
);
const invalidNextToken = fault(
  'InvalidNextTokenException',
  'The token is not valid, or was previously used in a request with different parameters.',
);

function fault(code: string, message: string): Fault {
  return { code, status: 400, message };
}
