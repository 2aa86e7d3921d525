// What the API models of IAM, STS and CloudTrail allow in a request and the schemas in the SDK's packages do not
// tell: lengths, ranges, patterns, and which enumeration a string is of. Only for what the input of an operation
// can hold, and of CloudTrail only LookupEvents.
//
// Read from botocore's service-2.json (1.43.11) and, where that is older than the SDK, from the API reference: in
// IAM `Marker`, AcquireRole, GetRoleTemplateVersion, PutAccountProperties, PolicyIdentifier and
// OrderedOrganizationPolicyType, in STS `MinimumSessionTokenSize`. Those pages name no shapes, so the names which
// the SDK does not have either are made up: attachmentNameType, minimumSessionTokenSizeType, propertyNameType,
// propertyValueType, replacementValueListType, requestMarkerType.

import { iam } from './iam-constraints.ts';

export interface Constraint {
  /** Of a string in characters, of a list in members, of a map in entries. */
  readonly minLength?: number;
  readonly maxLength?: number;
  /** Of a number. */
  readonly least?: number;
  readonly most?: number;
  /**
   * A regular expression that the whole value must match, just as the API model writes it: errors quote it.
   * All run in linear time, but `policyPathType` overflows the stack on a value of some million characters.
   */
  readonly pattern?: string;
  /** The name under which the SDK's package exports the enumeration. */
  readonly oneOf?: string;
}

export interface ServiceConstraints {
  /** By the API's own names of shapes. */
  readonly shapes: Readonly<Record<string, Constraint>>;
  /** Which shape a member has, whatever structure it stands in. */
  readonly members: Readonly<Record<string, string>>;
  /** Where a structure's member differs from that, by `Structure.Member`; `''` is no constraint. */
  readonly exceptions: Readonly<Record<string, string>>;
  /** What each element of a list, or value of a map, must be; the list by its `Member` or `Structure.Member`. */
  readonly elements: Readonly<Record<string, string>>;
  /** What each key of a map must be, likewise. */
  readonly keys: Readonly<Record<string, string>>;
}

export type ConstrainedService = 'iam' | 'sts' | 'cloudtrail';

/** The constraint on a member, as in `CreateUserRequest.UserName`: on itself, on its elements, or on its keys. */
export function constraintOn(
  service: ConstrainedService,
  part: 'member' | 'element' | 'key',
  path: string,
): Constraint | undefined {
  const { shapes, members, exceptions, elements, keys } = constraints[service];
  const member = path.slice(path.indexOf('.') + 1);
  const shape = {
    member: exceptions[path] ?? members[member],
    element: elements[path] ?? elements[member],
    key: keys[path] ?? keys[member],
  }[part];
  return shape === undefined ? undefined : shapes[shape];
}

const nameOrNone = String.raw`[\w+=,.@-]*`;
const tagKey = String.raw`[\p{L}\p{Z}\p{N}_.:/=+\-@]+`;
const tagValue = String.raw`[\p{L}\p{Z}\p{N}_.:/=+\-@]*`;
const text = String.raw`[\u0009\u000A\u000D\u0020-\u00FF]+`;
// `\u10000` is U+1000 and a zero, in Java as here: no character beyond U+FFFF matches, though it seems meant to.
const arn = String.raw`[\u0009\u000A\u000D\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u10000-\u10FFFF]+`;

const sts: ServiceConstraints = {
  shapes: {
    accessKeyIdType: { minLength: 16, maxLength: 128, pattern: String.raw`[\w]*` },
    arnType: { minLength: 20, maxLength: 2048, pattern: arn },
    clientTokenType: { minLength: 4, maxLength: 20_000 },
    contextAssertionType: { minLength: 4, maxLength: 2048 },
    durationSecondsType: { least: 900, most: 129_600 },
    encodedMessageType: { minLength: 1, maxLength: 10_240 },
    externalIdType: { minLength: 2, maxLength: 1224, pattern: String.raw`[\w+=,.@:\/-]*` },
    jwtAlgorithmType: { minLength: 5, maxLength: 5 },
    minimumSessionTokenSizeType: { least: 0, most: 4096 },
    ProvidedContextsListType: { minLength: 1, maxLength: 5 },
    roleDurationSecondsType: { least: 900, most: 43_200 },
    roleSessionNameType: { minLength: 2, maxLength: 64, pattern: nameOrNone },
    RootDurationSecondsType: { least: 0, most: 900 },
    SAMLAssertionType: { minLength: 4, maxLength: 100_000 },
    serialNumberType: { minLength: 9, maxLength: 256, pattern: String.raw`[\w+=/:,.@-]*` },
    sessionPolicyDocumentType: { minLength: 1, maxLength: 2048, pattern: text },
    sourceIdentityType: { minLength: 2, maxLength: 64, pattern: nameOrNone },
    tagKeyListType: { maxLength: 50 },
    tagKeyType: { minLength: 1, maxLength: 128, pattern: tagKey },
    tagListType: { maxLength: 50 },
    tagValueType: { minLength: 0, maxLength: 256, pattern: tagValue },
    TargetPrincipalType: { minLength: 12, maxLength: 2048 },
    tokenCodeType: { minLength: 6, maxLength: 6, pattern: String.raw`[\d]*` },
    unrestrictedSessionPolicyDocumentType: { minLength: 1, pattern: text },
    urlType: { minLength: 4, maxLength: 2048 },
    userNameType: { minLength: 2, maxLength: 32, pattern: nameOrNone },
    webIdentityTokenAudienceListType: { minLength: 1, maxLength: 10 },
    webIdentityTokenAudienceStringType: { minLength: 1, maxLength: 1000 },
    webIdentityTokenDurationSecondsType: { least: 60, most: 3600 },
  },
  members: {
    AccessKeyId: 'accessKeyIdType',
    arn: 'arnType',
    Audience: 'webIdentityTokenAudienceListType',
    ContextAssertion: 'contextAssertionType',
    DurationSeconds: 'roleDurationSecondsType',
    EncodedMessage: 'encodedMessageType',
    ExternalId: 'externalIdType',
    Key: 'tagKeyType',
    MinimumSessionTokenSize: 'minimumSessionTokenSizeType',
    Name: 'userNameType',
    Policy: 'sessionPolicyDocumentType',
    PrincipalArn: 'arnType',
    ProvidedContexts: 'ProvidedContextsListType',
    ProviderArn: 'arnType',
    ProviderId: 'urlType',
    RoleArn: 'arnType',
    RoleSessionName: 'roleSessionNameType',
    SAMLAssertion: 'SAMLAssertionType',
    SerialNumber: 'serialNumberType',
    SigningAlgorithm: 'jwtAlgorithmType',
    SourceIdentity: 'sourceIdentityType',
    Tags: 'tagListType',
    TargetPrincipal: 'TargetPrincipalType',
    TokenCode: 'tokenCodeType',
    TransitiveTagKeys: 'tagKeyListType',
    Value: 'tagValueType',
    WebIdentityToken: 'clientTokenType',
  },
  exceptions: {
    'AssumeRootRequest.DurationSeconds': 'RootDurationSecondsType',
    'GetFederationTokenRequest.DurationSeconds': 'durationSecondsType',
    'GetSessionTokenRequest.DurationSeconds': 'durationSecondsType',
    'GetWebIdentityTokenRequest.DurationSeconds': 'webIdentityTokenDurationSecondsType',
    'AssumeRoleRequest.Policy': 'unrestrictedSessionPolicyDocumentType',
  },
  elements: {
    Audience: 'webIdentityTokenAudienceStringType',
    TransitiveTagKeys: 'tagKeyType',
  },
  keys: {},
};

const cloudtrail: ServiceConstraints = {
  shapes: {
    LookupAttributeValue: { minLength: 1, maxLength: 2000 },
  },
  // AttributeKey, EventCategory and MaxResults have errors of their own, which the operation gives (API_LookupEvents).
  members: {
    AttributeValue: 'LookupAttributeValue',
  },
  exceptions: {},
  elements: {},
  keys: {},
};

export const constraints: Readonly<Record<ConstrainedService, ServiceConstraints>> = { iam, sts, cloudtrail };
