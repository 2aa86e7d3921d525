// Tags: how they are checked and changed, and the condition keys that they become.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html

import { invalidInput, limitExceeded, type Fault } from './fault.ts';
import type { TagRecord } from './records.ts';

type Keys = Readonly<Record<string, string | readonly string[]>>;

interface SdkTag {
  readonly Key: string;
  readonly Value: string;
}

/** "50 tags per resource" (reference_iam-quotas). */
export const tagsPerEntity = 50;

export function tagRecords(tags: readonly SdkTag[] = []): readonly TagRecord[] {
  return tags.map(({ Key, Value }) => ({ key: Key, value: Value }));
}

export function sdkTags(tags: readonly TagRecord[]): readonly SdkTag[] {
  return tags.map(({ key, value }) => ({ Key: key, Value: value }));
}

/** For answers that leave `Tags` out where there are none, as GetUser does. */
export function sdkTagsIf(tags: readonly TagRecord[]): { readonly Tags?: readonly SdkTag[] } {
  return tags.length === 0 ? {} : { Tags: sdkTags(tags) };
}

/**
 * "Tag key values for IAM users and roles are not case sensitive, but case is preserved"; for all else that IAM tags
 * they are, and `a` and `A` are two keys (id_tags, "Case sensitivity"). Tags of sessions are as those of users.
 */
export type TagKeyCase = 'any' | 'exact';

/**
 * What is wrong with tags that are given together. The sentences are as IAM was recorded to answer, the last one:
 * https://github.com/radkawar/stackd/blob/9dc356f5e5cc49d2d334178a09c1398dd1c62617/internal/services/iam/testdata/tags_aws.json
 */
export function tagsFault(tags: readonly SdkTag[] = [], keyCase: TagKeyCase = 'any'): Fault | undefined {
  const keys = tags.map(({ Key }) => Key.toLowerCase());
  if (new Set(tags.map(({ Key }) => sameKey(Key, keyCase))).size < keys.length) {
    return invalidInput(
      keyCase === 'exact'
        ? 'Duplicate tag keys found.'
        : 'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    );
  }
  // "You cannot ... edit or delete tag names or values with this prefix" (id_tags, reserved prefix).
  if (!keys.some((key) => key.startsWith('aws:'))) return undefined;
  return invalidInput(
    keyCase === 'exact'
      ? 'Tag keys beginning with aws: are reserved for system use.'
      : 'System tags cannot be added, updated or removed.',
  );
}

/** Replaces tags of the same key and adds the others. The sentence is not documented: IAM is known to send it. */
export function withTags(
  existing: readonly TagRecord[],
  added: readonly SdkTag[],
  keyCase: TagKeyCase = 'any',
): { readonly tags: readonly TagRecord[]; readonly fault?: Fault } {
  const given = new Set(added.map(({ Key }) => sameKey(Key, keyCase)));
  const tags = [...existing.filter(({ key }) => !given.has(sameKey(key, keyCase))), ...tagRecords(added)];
  return tags.length > tagsPerEntity
    ? { tags, fault: limitExceeded('The number of tags has reached the maximum limit.') }
    : { tags };
}

/** Keys that are not there are no error (API_UntagUser). */
export function withoutTags(
  existing: readonly TagRecord[],
  keys: readonly string[],
  keyCase: TagKeyCase = 'any',
): readonly TagRecord[] {
  const gone = new Set(keys.map((key) => sameKey(key, keyCase)));
  return existing.filter(({ key }) => !gone.has(sameKey(key, keyCase)));
}

function sameKey(key: string, keyCase: TagKeyCase): string {
  return keyCase === 'exact' ? key : key.toLowerCase();
}

/** `aws:PrincipalTag/team` */
export function principalTagKeys(tags: readonly TagRecord[]): Keys {
  return Object.fromEntries(tags.map(({ key, value }) => [`aws:PrincipalTag/${key}`, value]));
}

/** Of what the request is about: `aws:ResourceTag/team`, and IAM's older name of the same. */
export function resourceTagKeys(tags: readonly TagRecord[]): Keys {
  return Object.fromEntries(
    tags.flatMap(({ key, value }) => [
      [`aws:ResourceTag/${key}`, value],
      [`iam:ResourceTag/${key}`, value],
    ]),
  );
}

/** Of tags that are given in the request: `aws:RequestTag/team`, and `aws:TagKeys`; none where there are no tags. */
export function requestTagKeys(tags: readonly SdkTag[] | undefined): Keys {
  if (tags === undefined || tags.length === 0) return {};
  return {
    ...Object.fromEntries(tags.map(({ Key, Value }) => [`aws:RequestTag/${Key}`, Value])),
    'aws:TagKeys': tags.map(({ Key }) => Key),
  };
}
