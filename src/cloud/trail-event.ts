// One request as a CloudTrail record.
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
// INVARIANT: no secret gets into it: neither secret keys, session tokens nor passwords.

import { withoutTokens } from '../core/authenticate/without-tokens.ts';
import type { JsonObject } from '../core/wire/aws-json.ts';
import { headerValue, type Connection, type HttpRequest } from '../core/wire/message.ts';
import type { Caller } from './caller.ts';
import { isoSeconds } from './dates.ts';

/** Who made the request, as far as the trail may say. */
export type Identity =
  | { readonly kind: 'caller'; readonly caller: Caller }
  /** Signing in: no credentials yet, so no access key. */
  | { readonly kind: 'signing-in'; readonly caller: Omit<Caller, 'accessKeyId' | 'session'> }
  | { readonly kind: 'anonymous' }
  /** Authentication failed: the key the request named may be anybody's. */
  | { readonly kind: 'unknown'; readonly accessKeyId: string | undefined };

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
  readonly eventType: 'AwsApiCall' | 'AwsConsoleSignIn';
  readonly recipientAccountId: string;
}

/** The record, in the order in which CloudTrail writes its fields. */
export function trailEvent(facts: EventFacts): JsonObject {
  const { identity, request, connection, error } = facts;
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
    ...(error === undefined ? {} : { errorMessage: cut(withoutTokens(error.message), 1024) }),
    requestParameters: limited(facts.requestParameters),
    responseElements: limited(facts.responseElements),
    ...(facts.additionalEventData === undefined ? {} : { additionalEventData: facts.additionalEventData }),
    requestID: facts.requestId,
    eventID: facts.eventId,
    readOnly: facts.readOnly,
    eventType: facts.eventType,
    managementEvent: !facts.dataEvent,
    recipientAccountId: facts.recipientAccountId,
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

/** As LookupEvents lists it: the user's name, `root`, or nothing. */
export function usernameOf(identity: Identity): string | undefined {
  if (identity.kind !== 'caller' && identity.kind !== 'signing-in') return undefined;
  const { principal } = identity.caller;
  return principal.kind === 'root' ? 'root' : principal.user.userName;
}

export function accessKeyIdOfIdentity(identity: Identity): string | undefined {
  if (identity.kind === 'caller') return identity.caller.accessKeyId;
  return identity.kind === 'unknown' ? identity.accessKeyId : undefined;
}

/** What the request was about, by its parameters: the resources of LookupEvents. */
export function resourcesOf(
  parameters: JsonObject | undefined,
): readonly { readonly type: string; readonly name: string }[] {
  return resourceParameters.flatMap(([member, type]) => {
    const name = parameters?.[member];
    return typeof name === 'string' ? [{ type, name }] : [];
  });
}

const resourceParameters = [
  ['userName', 'AWS::IAM::User'],
  ['accessKeyId', 'AWS::IAM::AccessKey'],
  ['policyArn', 'AWS::IAM::Policy'],
  ['bucketName', 'AWS::S3::Bucket'],
  ['key', 'AWS::S3::Object'],
] as const;

// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
function userIdentity(identity: Identity): JsonObject {
  switch (identity.kind) {
    case 'anonymous':
      return { type: 'AWSAccount', principalId: '', accountId: 'ANONYMOUS_PRINCIPAL' };
    case 'unknown':
      return {
        type: 'Unknown',
        principalId: '',
        ...(identity.accessKeyId === undefined ? {} : { accessKeyId: identity.accessKeyId }),
      };
    case 'signing-in':
      return { ...ofPrincipal(identity.caller), accessKeyId: '' };
    case 'caller': {
      const { accessKeyId, session } = identity.caller;
      if (session === undefined) return { ...ofPrincipal(identity.caller), accessKeyId };
      return {
        ...ofPrincipal(identity.caller),
        accessKeyId,
        sessionContext: {
          attributes: {
            creationDate: isoSeconds(session.issuedAt),
            mfaAuthenticated: String(session.mfaAuthenticated),
          },
        },
      };
    }
  }
}

function ofPrincipal({ account, principal }: Omit<Caller, 'accessKeyId' | 'session'>): JsonObject {
  const { arn } = principal;
  const { accountId, alias } = account;
  if (principal.kind === 'user') {
    const { userId, userName } = principal.user;
    return { type: 'IAMUser', principalId: userId, arn, accountId, userName };
  }
  // Root has a user name only where the account has an alias.
  return {
    type: 'Root',
    principalId: accountId,
    arn,
    accountId,
    ...(alias === undefined ? {} : { userName: alias }),
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
