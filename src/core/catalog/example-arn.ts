// ARNs to start from: formats of the service reference, filled in.

import type { ActionDetails, ActionResource } from './types.ts';

interface Place {
  readonly accountId: string;
  readonly region: string;
}

/** Words that read better than the placeholder's own name. */
const examples: Readonly<Record<string, string>> = {
  BucketName: 'example-bucket',
  ObjectName: 'example-object.txt',
  TableName: 'example-table',
  FunctionName: 'example-function',
  UserNameWithPath: 'example-user',
  RoleNameWithPath: 'example-role',
  GroupNameWithPath: 'example-group',
  PolicyNameWithPath: 'example-policy',
  KeyId: '1234abcd-12ab-34cd-56ef-1234567890ab',
  InstanceId: 'i-1234567890abcdef0',
  QueueName: 'example-queue',
  TopicName: 'example-topic',
  Vendor: 'ec2',
};

/** What a first request of the action may name: all that it must, else the likeliest one, else `*`. */
export function exampleResources(action: ActionDetails, place: Place): readonly string[] {
  const { resources } = action;
  switch (resources.kind) {
    case 'none':
      return ['*'];
    case 'any-of':
      return [exampleOf(likeliest(resources.types, action.name), place)];
    case 'all-of':
      // Two types may have one form.
      return [...new Set(resources.required.map((type) => exampleOf(type, place)))];
  }
}

/** The type that the action's own name ends with or has in it (`GetObject`: `object`), else the plainest. */
function likeliest(types: readonly ActionResource[], action: string): ActionResource {
  const lower = action.toLowerCase();
  const plain = (type: ActionResource): string => type.name.toLowerCase().replace(/[^a-z0-9]/g, '');
  const [first] = [...types].sort((a, b) => {
    const named = Number(lower.includes(plain(b))) - Number(lower.includes(plain(a)));
    return named !== 0 ? named : lengthOf(a) - lengthOf(b);
  });
  if (first === undefined) throw new RangeError(`${action} has no resource type to choose from`);
  return first;
}

function exampleOf({ arns }: ActionResource, place: Place): string {
  return exampleArn(arns[0] ?? '', place);
}

function lengthOf({ arns }: ActionResource): number {
  return arns[0]?.length ?? 0;
}

/**
 * `arn:${Partition}:s3:::${BucketName}` becomes `arn:aws:s3:::example-bucket`. A placeholder that is not known
 * becomes its own name in words: `${ApplicationId}` is `application-id`.
 */
export function exampleArn(format: string, { accountId, region }: Place): string {
  return format
    .replace(/\$\{([^}]*)\}/g, (_, name: string) => {
      if (name === 'Partition') return 'aws';
      if (name === 'Account' || name === 'AccountId') return accountId;
      if (name === 'Region') return region;
      return examples[name] ?? wordsOf(name);
    })
    .replace(':*:', `:${accountId}:`)
    .replaceAll('*', 'example');
}

function wordsOf(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .toLowerCase();
}
