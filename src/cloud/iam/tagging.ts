// Tags of what IAM keeps: TagUser, UntagUser, ListUserTags, and the same three for all else that has tags.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html
// What becomes of lists with nothing in them, and of AWS's own keys, others have seen ("recorded"), on users and on server
// certificates; roles are taken to be as the first, and all else as the second:
// https://github.com/radkawar/stackd/blob/9dc356f5e5cc49d2d334178a09c1398dd1c62617/internal/services/iam/testdata/tags_aws.json
// https://github.com/radkawar/stackd/blob/9dc356f5e5cc49d2d334178a09c1398dd1c62617/internal/services/iam/testdata/certificates_aws.json

import type {
  ListUserTagsRequest,
  ListUserTagsResponse,
  TagUserRequest,
  UntagUserRequest,
} from '@aws-sdk/client-iam';
import { err, ok, type Result } from '../../core/lang/result.ts';
import { invalidInput, type Fault } from '../fault.ts';
import { defineOperation, type Awaitable, type Call, type Check, type Operation } from '../operation.ts';
import type { Reading, Writing } from '../ports.ts';
import type { TagRecord } from '../records.ts';
import { requestTagKeys, sdkTags, tagsFault, withoutTags, withTags, type TagKeyCase } from '../tags.ts';
import { markerFault, pageOf } from './paging.ts';

/** One kind of what has tags. `which`: the name, ARN or serial number that a request gives. */
export interface Taggable {
  /** As the operations call it: `User` of TagUser and ListUserTags. */
  readonly noun: string;
  /** The member of the input that says which one. */
  readonly member: Which;
  /** What is wrong with `which` beyond what its shape can say: an ARN that is none. */
  check?(which: string): Fault | undefined;
  /** The permission to do `action` to it, with the keys of the tags that it has. */
  permission(
    tables: Reading,
    call: Call,
    action: string,
    which: string,
    context: Check['context'],
  ): Awaitable<Check>;
  find(tables: Reading, call: Call, which: string): Promise<Result<Tagged, Fault>>;
}

export interface Tagged {
  readonly tags: readonly TagRecord[];
  /** Why its tags cannot be changed; absent where they can. */
  readonly unmodifiable?: Fault | undefined;
  save(tables: Writing, tags: readonly TagRecord[]): Promise<void>;
}

type Which =
  | 'InstanceProfileName'
  | 'OpenIDConnectProviderArn'
  | 'PolicyArn'
  | 'RoleName'
  | 'SAMLProviderArn'
  | 'SerialNumber'
  | 'ServerCertificateName'
  | 'UserName';

// The requests differ only in the name of the member that says what is tagged.
type Named = { readonly [member in Which]?: string };
type Tag = Omit<TagUserRequest, 'UserName'> & Named;
type Untag = Omit<UntagUserRequest, 'UserName'> & Named;
type List = Omit<ListUserTagsRequest, 'UserName'> & Named;

/** The three operations of one kind: Tag…, Untag…, List…Tags. */
export function taggingOperations(taggable: Taggable): readonly Operation[] {
  const { noun, member } = taggable;
  const keyCase: TagKeyCase = noun === 'User' || noun === 'Role' ? 'any' : 'exact';
  const whichIn = (input: Named): string => input[member] ?? '';

  const tag = defineOperation<Tag>({
    name: `Tag${noun}`,
    action: `iam:Tag${noun}`,
    readOnly: false,
    check: (input) =>
      taggable.check?.(whichIn(input)) ?? noTags(input.Tags) ?? tagsFault(input.Tags, keyCase),
    plan: async (tables, input, call) => ({
      authorize: [
        await taggable.permission(tables, call, `iam:Tag${noun}`, whichIn(input), requestTagKeys(input.Tags)),
      ],
    }),
    apply: async (tables, input, call) => {
      const found = await taggable.find(tables, call, whichIn(input));
      if (!found.ok) return found;
      const { tags, fault } = withTags(found.value.tags, input.Tags, keyCase);
      const refused = found.value.unmodifiable ?? fault;
      return refused === undefined ? save(tables, found.value, tags) : err(refused);
    },
  });

  const untag = defineOperation<Untag>({
    name: `Untag${noun}`,
    action: `iam:Untag${noun}`,
    readOnly: false,
    // Tags of AWS's own cannot be taken away either; but of users, who have none, their keys are not refused (recorded).
    check: (input) =>
      taggable.check?.(whichIn(input)) ?? (keyCase === 'any' ? undefined : keysFault(input.TagKeys)),
    plan: async (tables, input, call) => ({
      authorize: [
        await taggable.permission(tables, call, `iam:Untag${noun}`, whichIn(input), {
          ...(input.TagKeys.length === 0 ? {} : { 'aws:TagKeys': input.TagKeys }),
        }),
      ],
    }),
    apply: async (tables, input, call) => {
      const found = await taggable.find(tables, call, whichIn(input));
      if (!found.ok) return found;
      const { tags, unmodifiable } = found.value;
      if (unmodifiable !== undefined) return err(unmodifiable);
      return save(tables, found.value, withoutTags(tags, input.TagKeys, keyCase));
    },
  });

  const list = defineOperation<List, ListUserTagsResponse>({
    name: `List${noun}Tags`,
    action: `iam:List${noun}Tags`,
    readOnly: true,
    check: (input) => taggable.check?.(whichIn(input)) ?? markerFault(input),
    plan: async (tables, input, call) => ({
      authorize: [await taggable.permission(tables, call, `iam:List${noun}Tags`, whichIn(input), {})],
    }),
    apply: async (tables, input, call) => {
      const found = await taggable.find(tables, call, whichIn(input));
      if (!found.ok) return found;
      // "The returned list of tags is sorted by tag key" (API_ListUserTags)
      const sorted = [...found.value.tags].sort((a, b) => (a.key < b.key ? -1 : 1));
      const { items, ending } = pageOf(sorted, input);
      return ok({ result: { Tags: sdkTags(items), ...ending } });
    },
  });

  return [tag, untag, list];
}

async function save(tables: Writing, tagged: Tagged, tags: readonly TagRecord[]) {
  const changed = !sameTags(tagged.tags, tags);
  if (changed) await tagged.save(tables, tags);
  return ok({ changed });
}

function sameTags(some: readonly TagRecord[], others: readonly TagRecord[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ key, value }) => others.some((other) => other.key === key && other.value === value))
  );
}

/** The sentence is recorded of server certificates; of users the code alone. */
function noTags(tags: readonly unknown[]): Fault | undefined {
  return tags.length === 0 ? invalidInput('The provided tag map must not be null/empty.') : undefined;
}

/** A key that is given twice is no fault, and is the same key. */
function keysFault(keys: readonly string[]): Fault | undefined {
  return keys.length === 0
    ? invalidInput('The provided tag keys must not be null/empty.')
    : tagsFault(
        Array.from(new Set(keys), (Key) => ({ Key, Value: '' })),
        'exact',
      );
}
