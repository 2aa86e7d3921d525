// One request as a CloudTrail record.
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
// INVARIANT: no secret gets into it: neither secret keys, session tokens nor passwords.

import { withoutSecrets } from '../core/authenticate/secret-names.ts';
import type { JsonObject } from '../core/wire/aws-json.ts';
import { headerValue, type Connection, type HttpRequest } from '../core/wire/message.ts';
import { isoSeconds } from './dates.ts';
import { recordResources } from './event-resources.ts';
import { userIdentity, type Identity } from './user-identity.ts';

export interface EventFacts {
  readonly identity: Identity;
  /** Milliseconds since the epoch, by the sandbox's clock. */
  readonly time: number;
  readonly eventSource: string;
  readonly eventName: string;
  readonly region: string;
  readonly request: HttpRequest;
  readonly connection: Connection;
  readonly error?: { readonly code?: string; readonly message: string };
  readonly requestParameters?: JsonObject;
  readonly responseElements?: JsonObject;
  readonly additionalEventData?: JsonObject;
  readonly requestId: string;
  readonly eventId: string;
  readonly readOnly: boolean;
  readonly dataEvent: boolean;
  readonly eventType: 'AwsApiCall' | 'AwsConsoleAction' | 'AwsConsoleSignIn';
  readonly recipientAccountId: string;
  /** Where another account gets an event of the same request. */
  readonly sharedEventId?: string;
}

/** The record, in the order in which CloudTrail writes its fields. */
export function trailEvent(facts: EventFacts): JsonObject {
  const { identity, request, connection, error } = facts;
  const resources = facts.eventSource === 'sts.amazonaws.com' ? recordResources(facts) : [];
  return {
    eventVersion: '1.11',
    userIdentity: userIdentity(identity),
    eventTime: isoSeconds(facts.time),
    eventSource: facts.eventSource,
    eventName: facts.eventName,
    awsRegion: facts.region,
    sourceIPAddress: connection.sourceIp,
    userAgent: cut(headerValue(request, 'user-agent') ?? '-', 1024),
    ...(error?.code === undefined ? {} : { errorCode: error.code }),
    ...(error === undefined ? {} : { errorMessage: cut(withoutSecrets(error.message), 1024) }),
    requestParameters: limited(facts.requestParameters),
    responseElements: limited(facts.responseElements),
    ...(facts.additionalEventData === undefined ? {} : { additionalEventData: facts.additionalEventData }),
    requestID: facts.requestId,
    eventID: facts.eventId,
    readOnly: facts.readOnly,
    ...(resources.length === 0 ? {} : { resources }),
    eventType: facts.eventType,
    managementEvent: !facts.dataEvent,
    recipientAccountId: facts.recipientAccountId,
    ...(facts.sharedEventId === undefined ? {} : { sharedEventID: facts.sharedEventId }),
    ...(connection.vpcEndpoint === undefined ? {} : { vpcEndpointId: connection.vpcEndpoint.id }),
    eventCategory: facts.dataEvent ? 'Data' : 'Management',
    ...(connection.tls
      ? {
          tlsDetails: {
            tlsVersion: 'TLSv1.3',
            cipherSuite: 'TLS_AES_128_GCM_SHA256',
            clientProvidedHostHeader: headerValue(request, 'host') ?? '',
          },
        }
      : {}),
    // The console marks its own requests; on other credentials the mark means nothing.
    ...(identity.kind === 'caller' &&
    identity.caller.session?.kind === 'console' &&
    headerValue(request, 'x-gatehouse-console') !== undefined
      ? { sessionCredentialFromConsole: 'true' }
      : {}),
  };
}

/** "When the field size exceeds 100 KB, the requestParameters content is omitted." */
function limited(value: JsonObject | undefined): JsonObject | null {
  if (value === undefined || Object.keys(value).length === 0) return null;
  return JSON.stringify(value).length > 100_000 ? null : value;
}

function cut(text: string, most: number): string {
  return text.length > most ? text.slice(0, most) : text;
}
