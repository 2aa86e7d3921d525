// AWS CloudTrail, by AWS JSON 1.1.
// https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html

import type { AwsApi, TrailEvent } from './aws-api.ts';
import type { Call } from './make-aws-api.ts';
import { isJsonObject, readJsonAnswer, type JsonObject } from './read-answer.ts';

/** The trail as `call`'s principal sees it; one page to a call, newest first. */
export function makeTrailApi(call: Call): AwsApi['trail'] {
  return {
    lookupEvents: async ({ maxResults, nextToken, eventId }) => {
      const action = 'LookupEvents';
      const parameters: (readonly [string, string])[] = [];
      if (maxResults !== undefined) parameters.push(['MaxResults', String(maxResults)]);
      if (nextToken !== undefined) parameters.push(['NextToken', nextToken]);
      if (eventId !== undefined) {
        const attributes = [{ AttributeKey: 'EventId', AttributeValue: eventId }];
        parameters.push(['LookupAttributes', JSON.stringify(attributes)]);
      }
      return readJsonAnswer(await call({ service: 'cloudtrail', action, parameters }), action, readEvents);
    },
  };
}

function readEvents(body: JsonObject): { events: readonly TrailEvent[]; nextToken?: string } | undefined {
  const { Events, NextToken } = body;
  if (!Array.isArray(Events) || !isOptionalText(NextToken)) return undefined;
  const events: TrailEvent[] = [];
  for (const each of Events as readonly unknown[]) {
    const event = isJsonObject(each) ? readEvent(each) : undefined;
    if (event === undefined) return undefined;
    events.push(event);
  }
  return { events, ...(NextToken === undefined ? {} : { nextToken: NextToken }) };
}

function readEvent(event: JsonObject): TrailEvent | undefined {
  const { EventId, EventName, EventSource, EventTime, Username, AccessKeyId, ReadOnly, CloudTrailEvent } =
    event;
  if (typeof EventId !== 'string' || typeof EventName !== 'string' || typeof EventSource !== 'string')
    return undefined;
  if (typeof CloudTrailEvent !== 'string' || !isOptionalText(Username) || !isOptionalText(AccessKeyId))
    return undefined;
  // A text in CloudTrail's API: "true" or "false".
  if (ReadOnly !== 'true' && ReadOnly !== 'false') return undefined;
  const eventTime = readTime(EventTime);
  if (eventTime === undefined) return undefined;
  return {
    eventId: EventId,
    eventName: EventName,
    eventSource: EventSource,
    eventTime,
    ...(Username === undefined ? {} : { username: Username }),
    ...(AccessKeyId === undefined ? {} : { accessKeyId: AccessKeyId }),
    readOnly: ReadOnly === 'true',
    cloudTrailEvent: CloudTrailEvent,
  };
}

// AWS JSON writes timestamps as seconds since the epoch, with a fraction or without.
function readTime(seconds: unknown): string | undefined {
  if (typeof seconds !== 'number' || Math.abs(seconds) > 8.64e12) return undefined;
  return new Date(Math.round(seconds * 1000)).toISOString().replace('.000Z', 'Z');
}

function isOptionalText(value: unknown): value is string | undefined {
  return value === undefined || typeof value === 'string';
}
