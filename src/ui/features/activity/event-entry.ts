// One event of the trail as Activity lists it: what LookupEvents says of it, and what its CloudTrail
// record adds. The record is text from outside: read with care, shown as it is.

import type { TrailEvent } from '../../../client/aws-api.ts';
import { eventOutcome, type EventOutcome } from '../../words/event.ts';

export interface EventEntry {
  readonly eventId: string;
  readonly eventName: string;
  readonly eventSource: string;
  readonly eventTime: string;
  /** `root`, a user's name, an ARN; empty when AWS did not learn who it was. */
  readonly who: string;
  readonly outcome: EventOutcome;
  readonly errorCode: string | undefined;
  readonly requestId: string | undefined;
  /** The console read something to show it: hidden unless asked for. */
  readonly consoleRead: boolean;
  /** The CloudTrail record as JSON text, indented. */
  readonly record: string;
  /** What the filter looks through, in lower case. */
  readonly haystack: string;
}

/** Reads an event; a record that is no JSON leaves what it would have said undefined. */
export function readEvent(event: TrailEvent): EventEntry {
  const record = parseRecord(event.cloudTrailEvent);
  const errorCode = textOf(record?.['errorCode']);
  const errorMessage = textOf(record?.['errorMessage']);
  const who = whoOf(record?.['userIdentity']) ?? event.username ?? '';
  return {
    eventId: event.eventId,
    eventName: event.eventName,
    eventSource: event.eventSource,
    eventTime: event.eventTime,
    who,
    outcome: outcomeOf(event, record, errorCode, errorMessage),
    errorCode,
    requestId: textOf(record?.['requestID']),
    consoleRead: event.readOnly && record?.['sessionCredentialFromConsole'] === 'true',
    record: record === undefined ? event.cloudTrailEvent : JSON.stringify(record, null, 2),
    haystack: [
      event.eventName,
      event.eventSource,
      who,
      event.accessKeyId ?? '',
      errorCode ?? '',
      errorMessage ?? '',
      textOf(record?.['requestID']) ?? '',
    ]
      .join('\n')
      .toLowerCase(),
  };
}

function outcomeOf(
  event: TrailEvent,
  record: Readonly<Record<string, unknown>> | undefined,
  errorCode: string | undefined,
  errorMessage: string | undefined,
): EventOutcome {
  // A failed sign-in has no errorCode but says so in its response elements
  // (CloudTrail user guide, cloudtrail-event-reference-aws-console-sign-in-events).
  const response = recordOf(record?.['responseElements']);
  if (event.eventName === 'ConsoleLogin' && response?.['ConsoleLogin'] === 'Failure') {
    return { kind: 'verdict', verdict: 'notAuthenticated' };
  }
  return eventOutcome(errorCode, errorMessage);
}

function whoOf(identity: unknown): string | undefined {
  const fields = recordOf(identity);
  if (fields === undefined) return undefined;
  if (fields['type'] === 'Root') return 'root';
  return textOf(fields['userName']) ?? textOf(fields['arn']);
}

function parseRecord(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return recordOf(JSON.parse(text));
  } catch {
    // Not JSON: shown as the text it is.
    return undefined;
  }
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
