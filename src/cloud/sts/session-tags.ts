// Session tags: which may be passed, and which a session inherits from the one that assumed the role.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html

import { tagRecords, tagsFault } from '../tags.ts';
import type { Fault } from '../fault.ts';
import type { SessionFacts, TagRecord } from '../records.ts';

interface SdkTag {
  readonly Key: string;
  readonly Value: string;
}

/** For `check`: tags among themselves. STS has a code of its own for what IAM calls InvalidInput. */
export function sessionTagsFault(
  tags: readonly SdkTag[] = [],
  transitiveKeys: readonly string[] = [],
): Fault | undefined {
  const fault = tagsFault(tags);
  if (fault !== undefined) return { ...fault, code: 'InvalidParameterValue' };
  const keys = keySet(tags.map(({ Key }) => Key));
  return transitiveKeys.every((key) => keys.has(key.toLowerCase()))
    ? undefined
    : invalid('The specified transitive tag key must be included in the requested tags.');
}

/** The tags that a session passes on when it assumes a role. */
export function inheritedTags(session: SessionFacts | undefined): readonly TagRecord[] {
  if (session === undefined) return [];
  const transitive = keySet(session.transitiveTagKeys);
  return session.tags.filter(({ key }) => transitive.has(key.toLowerCase()));
}

/** "If you pass a session tag with the same key as an inherited tag, the operation fails" (API_AssumeRole). */
export function conflictingTags(
  inherited: readonly TagRecord[],
  tags: readonly { readonly Key: string }[] = [],
): Fault | undefined {
  const taken = keySet(inherited.map(({ key }) => key));
  return tags.some(({ Key }) => taken.has(Key.toLowerCase()))
    ? invalid(
        "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
      )
    : undefined;
}

/** What the new session has: "Heart and Star continue to be transitive". */
export function keptTags(
  inherited: readonly TagRecord[],
  tags: readonly SdkTag[] = [],
  transitiveKeys: readonly string[] = [],
): Pick<SessionFacts, 'tags' | 'transitiveTagKeys'> {
  return {
    tags: [...inherited, ...tagRecords(tags)],
    transitiveTagKeys: [...inherited.map(({ key }) => key), ...transitiveKeys],
  };
}

/** `sts:TransitiveTagKeys`: "the transitive session tag keys in the request". */
export function transitiveKeysContext(
  transitiveKeys: readonly string[] = [],
): Readonly<Record<string, readonly string[]>> {
  return transitiveKeys.length === 0 ? {} : { 'sts:TransitiveTagKeys': transitiveKeys };
}

// Neither code nor sentences are documented; these are what AWS is known to send.
function invalid(message: string): Fault {
  return { code: 'InvalidParameterValue', status: 400, message };
}

function keySet(keys: readonly string[]): ReadonlySet<string> {
  return new Set(keys.map((key) => key.toLowerCase()));
}
