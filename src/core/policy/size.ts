// The size of a policy as AWS counts it, and how large each kind of policy may be.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length

import type { PolicyType } from './policy-type.ts';

// "IAM doesn't count white space when calculating the size of a policy against these quotas."
// A boundary is a managed policy. Session policies, SCPs and RCPs count every character:
// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html
const withoutWhitespace: ReadonlySet<PolicyType> = new Set(['identity', 'trust', 'boundary']);

/** In characters (UTF-16 units). White space is not counted for identity, trust and boundary policies. */
export function policySize(text: string, type: PolicyType): number {
  return withoutWhitespace.has(type) ? text.length - whitespaceOf(text) : text.length;
}

export interface SizeLimit {
  readonly most: number;
  /** `visible`: characters without white space, wherever it stands: the page makes no exception for texts. */
  readonly unit: 'visible' | 'characters' | 'bytes';
  /** Up to where the quota can be raised. */
  readonly raised?: number;
}

/** Kinds of policies that AWS measures each in its own way; resource policies by their service. */
export type SizeKind = keyof typeof policySizeLimits;

export const policySizeLimits = {
  /** A customer managed policy, also as a boundary. */
  managed: { most: 6144, unit: 'visible' },
  // "the total aggregate policy size (the sum size of all inline policies) per entity"
  inlineUser: { most: 2048, unit: 'visible' },
  inlineGroup: { most: 5120, unit: 'visible' },
  inlineRole: { most: 10_240, unit: 'visible' },
  // "Policy size calculations do not include white space characters" (reference_policies_grammar).
  trust: { most: 2048, unit: 'visible', raised: 4096 },
  /**
   * "The size of the passed JSON policy document and all passed managed policy ARN characters combined": the
   * documents of the managed policies do not count. The packed size, which tags add to, is another limit.
   */
  session: { most: 2048, unit: 'characters' },
  // 5,120 until 15 May 2026. All characters count; only AWS's console takes spaces out before it saves.
  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
  scp: { most: 10_240, unit: 'characters' },
  rcp: { most: 5120, unit: 'characters' },
  // "cannot exceed 20,480 characters, including white space"
  // https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
  endpoint: { most: 20_480, unit: 'characters' },
  // A kilobyte is taken for 1,024 bytes, as KMS does. Only DynamoDB says that it counts white space; that the
  // others do is our reading. S3 counts a "normalized" text, as its error says: see `cloud/s3/read-bucket-policy.ts`.
  /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-iam-policies.html */
  s3: { most: 20_480, unit: 'bytes' },
  /** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html */
  sqs: { most: 8192, unit: 'bytes' },
  /** https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-language-api-permissions-reference.html */
  sns: { most: 30_720, unit: 'bytes' },
  /** "32 KiB (32768 bytes)": PutKeyPolicyRequest of the SDK for .NET; KMS's page of quotas no longer has it. */
  kms: { most: 32_768, unit: 'bytes' },
  /** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
  lambda: { most: 20_480, unit: 'bytes' },
  /** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/rbac-considerations.html */
  dynamodb: { most: 20_480, unit: 'bytes' },
} as const satisfies Readonly<Record<string, SizeLimit>>;

/** What counts against one limit: all inline policies of one owner, or a session's document and ARNs, together. */
export function sizeAgainst(texts: readonly string[], kind: SizeKind): number {
  const { unit } = policySizeLimits[kind];
  return texts.reduce((sum, text) => sum + measures[unit](text), 0);
}

/** How large the texts are and may be; undefined when they are not too large. */
export function sizeProblem(
  texts: readonly string[],
  kind: SizeKind,
): { readonly size: number; readonly most: number } | undefined {
  const size = sizeAgainst(texts, kind);
  const { most } = policySizeLimits[kind];
  return size > most ? { size, most } : undefined;
}

const measures: Readonly<Record<SizeLimit['unit'], (text: string) => number>> = {
  visible: (text) => text.length - whitespaceOf(text),
  characters: (text) => text.length,
  bytes: utf8Length,
};

/** JSON's white space: space, tab, line feed and carriage return. */
function whitespaceOf(text: string): number {
  return text.match(/[ \t\n\r]/g)?.length ?? 0;
}

/** Half of a surrogate pair counts two of its four bytes. */
function utf8Length(text: string): number {
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    length += code < 0x80 ? 1 : code < 0x800 || (code >= 0xd800 && code <= 0xdfff) ? 2 : 3;
  }
  return length;
}
