// cloudtrail:LookupEvents: the trail, newest first by sequence number, for clocks can be moved.
// Unlike AWS's, ours lists data events such as s3:GetObject too, and requests that failed
// authentication: a learner looks for every request here.
// https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html

import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { err, ok, type Result } from '../../core/lang/result.ts';
import type { JsonObject } from '../../core/wire/aws-json.ts';
import { utf8ToText } from '../../core/wire/utf8.ts';
import type { Fault } from '../fault.ts';
import { sequenceKey } from '../keys.ts';
import { defineOperation } from '../operation.ts';
import type { ParameterReader } from '../parameters.ts';
import type { Reading } from '../ports.ts';
import type { EventRecord, Tables } from '../records.ts';

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

type AttributeKey = keyof typeof attributeIndexes;

export const lookupEvents = defineOperation({
  name: 'LookupEvents',
  action: 'cloudtrail:LookupEvents',
  readOnly: true,
  parse: (parameters) => readLookup(parameters),
  requestParameters: (lookup) => (lookup.ok ? trailParameters(lookup.value) : {}),
  plan: (_tables, _lookup, { caller }) => ({
    authorize: [
      {
        action: 'cloudtrail:LookupEvents',
        resource: '*',
        resourceAccountId: caller.account.accountId,
      },
    ],
  }),
  apply: async (tables, lookup, { caller }) => {
    if (!lookup.ok) return lookup;
    const { filter, maxResults, before } = lookup.value;
    const { accountId } = caller.account;
    const found: EventRecord[] = [];
    // One more than asked for tells whether there is a next page.
    for await (const event of newestFirst(tables, filter, before)) {
      if (event.accountId !== accountId || !matches(event, filter)) continue;
      found.push(event);
      if (found.length > maxResults) break;
    }
    const page = found.slice(0, maxResults);
    const last = page.at(-1);
    return ok({
      output: {
        kind: 'json',
        value: {
          Events: page.map(eventOf),
          ...(found.length > page.length && last !== undefined
            ? { NextToken: encodeToken({ before: last.sequence, filter }) }
            : {}),
        },
      },
    });
  },
});

/** The last second that JavaScript has a date for (ECMA-262, time values). */
const latestSecond = 8.64e12;

function readLookup(parameters: ParameterReader): Result<Lookup, Fault> {
  const numbers: Record<string, number | undefined> = {};
  for (const name of ['MaxResults', 'StartTime', 'EndTime']) {
    const text = parameters.optional(name, {});
    // Not beyond what a date can hold either, so that the trail can say when was asked for.
    if (text !== undefined && !(Math.abs(Number(text)) <= latestSecond)) {
      return err({
        code: 'SerializationException',
        status: 400,
        message: `${name} must be a number`,
      });
    }
    numbers[name] = text === undefined ? undefined : Number(text);
  }
  const maxResults = numbers['MaxResults'] ?? 50;
  if (!Number.isInteger(maxResults) || maxResults < 1 || maxResults > 50) {
    return refuse('InvalidMaxResultsException', 'MaxResults must be a whole number from 1 to 50');
  }
  const category = parameters.optional('EventCategory', {});
  if (category !== undefined) {
    return refuse(
      'InvalidEventCategoryException',
      'there are no Insights events here: leave EventCategory out',
    );
  }
  const [from, until] = [numbers['StartTime'], numbers['EndTime']].map((seconds) =>
    seconds === undefined ? undefined : seconds * 1000,
  );
  if (from !== undefined && until !== undefined && from > until) {
    return refuse('InvalidTimeRangeException', 'StartTime must not be after EndTime');
  }
  const attribute = readAttribute(parameters);
  if (!attribute.ok) return attribute;
  const filter = { attribute: attribute.value, from, until };
  const token = parameters.optional('NextToken', {});
  if (token === undefined) return ok({ filter, maxResults, before: undefined });
  const before = decodeToken(token, filter);
  return before === undefined
    ? refuse('InvalidNextTokenException', 'the token is not one of ours, or belongs to other parameters')
    : ok({ filter, maxResults, before });
}

function readAttribute(parameters: ParameterReader): Result<Filter['attribute'], Fault> {
  const key = parameters.optional('LookupAttributes.member.1.AttributeKey', {});
  const value = parameters.optional('LookupAttributes.member.1.AttributeValue', {});
  // "Currently the list can contain only one item."
  const second = parameters.optional('LookupAttributes.member.2.AttributeKey', {});
  if (key === undefined && value === undefined && second === undefined) return ok(undefined);
  if (key === undefined || value === undefined || second !== undefined || !isAttributeKey(key)) {
    const keys = Object.keys(attributeIndexes).join(', ');
    return refuse(
      'InvalidLookupAttributesException',
      `LookupAttributes holds one item with AttributeValue and AttributeKey, which is one of ${keys}`,
    );
  }
  return ok({ key, value });
}

function isAttributeKey(text: string): text is AttributeKey {
  return Object.hasOwn(attributeIndexes, text);
}

/** The events that may match, from the newest on. Without a filter one by one, so that a page reads little. */
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
    for (let sequence = newest; sequence >= state.oldestEvent; sequence--) {
      const event = await tables.events.get(sequenceKey(sequence));
      if (event !== undefined) yield event;
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

function eventOf(event: EventRecord): JsonObject {
  return {
    EventId: event.eventId,
    EventName: event.eventName,
    ReadOnly: event.readOnly,
    ...(event.accessKeyId === undefined ? {} : { AccessKeyId: event.accessKeyId }),
    EventTime: event.eventTime / 1000,
    EventSource: event.eventSource,
    ...(event.username === undefined ? {} : { Username: event.username }),
    Resources: event.resources.map(({ type, name }) => ({ ResourceType: type, ResourceName: name })),
    CloudTrailEvent: event.cloudTrailEvent,
  };
}

function trailParameters({ filter, maxResults, before }: Lookup): JsonObject {
  const { attribute, from, until } = filter;
  return {
    maxResults,
    ...(attribute === undefined
      ? {}
      : {
          lookupAttributes: [{ attributeKey: attribute.key, attributeValue: attribute.value }],
        }),
    ...(from === undefined ? {} : { startTime: new Date(from).toISOString() }),
    ...(until === undefined ? {} : { endTime: new Date(until).toISOString() }),
    ...(before === undefined ? {} : { nextToken: encodeToken({ before, filter }) }),
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

function refuse(code: string, message: string): { readonly ok: false; readonly error: Fault } {
  return err({ code, status: 400, message });
}
