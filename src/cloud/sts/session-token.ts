// The size of a session token: what policies and tags add to it, and how near it comes to the largest that AWS issues.
// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html (SessionTokenSize, SessionTokenUtilization)

import { utf8ToBytes } from '@noble/hashes/utils.js';
import { base64FromBytes } from '../../core/lang/base64.ts';
import type { Fault } from '../fault.ts';
import type { Ids } from '../ports.ts';
import type { SessionFacts } from '../records.ts';

/** In bytes. "The value must not exceed 4,096 bytes", of MinimumSessionTokenSize; we take it for the largest token too. */
export const largestToken = 4096;

// AWS says that it "compresses" policies and tags "into a packed binary format", and not how. Ours is counted as
// follows: half a byte for each character of a document, in which most words come again and again; ARNs without what
// all of them begin with; tags as they are, in UTF-8; and base 64 of all, as tokens are written.
const bareToken = 288;
const perPolicyArn = 4;
const perTag = 3;

/** How many bytes a token takes, at least `least`. */
export function tokenSize(
  {
    policies = [],
    tags,
    sourceIdentity = '',
    name,
  }: Pick<SessionFacts, 'policies' | 'tags' | 'sourceIdentity' | 'name'>,
  least = 0,
): number {
  const packed =
    policies.reduce(
      (sum, { arn, document }) =>
        sum +
        (document === undefined
          ? lengthOf(tailOf(arn ?? '')) + perPolicyArn
          : Math.ceil(lengthOf(document) / 2)),
      0,
    ) +
    tags.reduce((sum, { key, value }) => sum + lengthOf(key) + lengthOf(value) + perTag, 0) +
    lengthOf(sourceIdentity) +
    lengthOf(name);
  return Math.max(bareToken + base64Length(packed), Math.ceil(least / 4) * 4);
}

/** "The percentage (0-100) of the maximum allowed session token size that the returned session token consumes." */
export function utilization(size: number): number {
  return Math.ceil((size * 100) / largestToken);
}

/** A token of that size, which carries nothing that can be read. */
export function makeToken(size: number, ids: Ids): string {
  return base64FromBytes(ids.randomBytes((size / 4) * 3));
}

/**
 * "The error message reports the session token size and the maximum allowed size, both in bytes"; the sentence
 * itself is not documented, and ours.
 */
export function tokenTooLarge(size: number): Fault | undefined {
  if (size <= largestToken) return undefined;
  return {
    code: 'PackedPolicyTooLarge',
    status: 400,
    message: `The session token size of ${size} bytes exceeds the maximum allowed size of ${largestToken} bytes.`,
  };
}

function base64Length(bytes: number): number {
  return Math.ceil(bytes / 3) * 4;
}

/** `arn:aws:iam::123456789012:policy/path/name` → `path/name` */
function tailOf(arn: string): string {
  return arn.slice(arn.indexOf('/') + 1);
}

function lengthOf(text: string): number {
  return utf8ToBytes(text).length;
}
