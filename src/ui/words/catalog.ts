// What AWS's reference holds, and what a look-up found instead, in words.

import type {
  AccessLevel,
  ActionResources,
  CatalogProblem,
  ConditionKeyType,
  GlobalKeyCategory,
  ManagedPolicyKind,
} from '../../core/catalog/types.ts';
import { cut } from './cut.ts';

export const accessLevels: readonly AccessLevel[] = [
  'List',
  'Read',
  'Write',
  'Permissions management',
  'Tagging',
];

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_understand-policy-summary-access-level-summaries.html */
export const accessLevelMeanings: Readonly<Record<AccessLevel, string>> = {
  List: 'Lists what there is, without its contents.',
  Read: 'Reads contents and attributes, and changes nothing.',
  Write: 'Creates, changes or deletes, or has something carried out.',
  'Permissions management':
    'Grants or takes away permissions: whoever may do this can often give itself more.',
  Tagging: 'Changes tags, and with them what policies that ask for tags allow.',
};

/** AWS's descriptions all begin alike: `Grants permission to abort an upload` is `Abort an upload` here. */
export function actionSentence(description: string): string {
  return capitalized(description.replace(/^(?:Grants|Controls) permissions? to /, ''));
}

/** `Filters access by the tags in the request` is `The tags in the request` here. */
export function keySentence(description: string): string {
  return capitalized(description.replace(/^Filters (?:access |actions )?(?:by|based on) /, ''));
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export const policyKindWords: Readonly<Record<ManagedPolicyKind, string>> = {
  other: 'For users, groups and roles',
  'job-function': 'Job function',
  'service-role': 'Service role',
  'service-linked': 'Service-linked role',
  'root-task': 'Root task',
};

export const policyKindMeanings: Readonly<Record<ManagedPolicyKind, string>> = {
  other: 'Attached to users, user groups and roles like a policy of your own.',
  'job-function': 'Drawn up for a common job, such as billing or running databases.',
  'service-role': 'For a role that you give to a service of AWS, so that it can act for you.',
  'service-linked': 'For a role that a service of AWS makes for itself: only AWS attaches it.',
  'root-task': 'Bounds what a privileged session of the root user of a member account can do.',
};

export const retiredMeaning =
  'AWS no longer lists this policy. Where it is attached it keeps working; it cannot be attached anew.';

export const keyCategoryWords: Readonly<Record<GlobalKeyCategory, string>> = {
  principal: 'Properties of the principal',
  session: 'Properties of the role session',
  network: 'Properties of the network',
  resource: 'Properties of the resource',
  request: 'Properties of the request',
};

/** Operators that compare a key of this type; with a multivalued one they follow a set operator. */
export const operatorsOfType: Readonly<Record<ConditionKeyType, readonly string[]>> = {
  String: ['StringEquals', 'StringLike'],
  ARN: ['ArnEquals', 'ArnLike'],
  Bool: ['Bool'],
  Numeric: ['NumericEquals', 'NumericLessThan'],
  Date: ['DateGreaterThan', 'DateLessThan'],
  IPAddress: ['IpAddress', 'NotIpAddress'],
  Binary: ['BinaryEquals'],
};

/** What a policy's `Resource` has to name for an action: the rule, before its resource types are listed. */
export function resourceRule(resources: ActionResources): string {
  if (resources.kind === 'none') return 'Names no resource: in a policy, its `Resource` must be `*`.';
  if (resources.kind === 'any-of') {
    return resources.types.length === 1
      ? 'Asked about a resource of this type:'
      : `Asked about any one of these ${resources.types.length} resource types:`;
  }
  return resources.required.length === 1
    ? 'Asked about a resource of this type, which the statement must match:'
    : `Asked about all of these ${resources.required.length} resource types at once, and each must be allowed:`;
}

/** The other services whose reference lists a resource of the same ARN: `Also named by ec2 and sts`. */
export function alsoNamedBy(types: readonly { readonly service: string }[]): string {
  const services = [...new Set(types.map(({ service }) => service))];
  const last = services.at(-1) ?? '';
  return `Also named by ${services.length < 2 ? last : `${services.slice(0, -1).join(', ')} and ${last}`}`;
}

/** What an ARN of a principal is, and what one makes of it. */
export const principalWords = {
  session: {
    title: 'A role session: a principal of a request',
    text: 'AWS makes this ARN when a role is assumed. It stands in messages, in the trail and in `Principal`; no policy has it as its `Resource`.',
  },
  federated: {
    title: 'A federated user session: a principal of a request',
    text: 'AWS makes this ARN when `GetFederationToken` is called. It stands in messages, in the trail and in `Principal`.',
  },
  role: {
    title: 'An IAM role: a principal, and a resource of IAM',
    text: 'In `Principal` it lets the role in; in `Resource` it is what actions such as `iam:PassRole` and `sts:AssumeRole` are asked about.',
  },
  user: {
    title: 'An IAM user: a principal of a request, and a resource of IAM',
    text: 'In `Principal` it lets the user in; in `Resource` it is what actions such as `iam:GetUser` are asked about.',
  },
  root: {
    title: 'An account, or its root user: a principal',
    text: 'In `Principal` it stands for the whole account, which then decides by its own policies.',
  },
} as const;

export interface ProblemWords {
  readonly title: string;
  /** What to make of it. Input stands in backticks. */
  readonly text: string;
  /** Names to go on with, as the reference writes them. */
  readonly closest: readonly string[];
}

export function catalogProblemWords(problem: CatalogProblem): ProblemWords {
  // Each entry takes the problems of its own kind, which the table's type holds it to.
  const words = problemWords[problem.kind] as (problem: CatalogProblem) => readonly [string, string];
  const [title, text] = words(problem);
  return { title, text, closest: 'closest' in problem ? problem.closest : [] };
}

const problemWords: {
  readonly [Kind in CatalogProblem['kind']]: (
    problem: Extract<CatalogProblem, { kind: Kind }>,
  ) => readonly [title: string, text: string];
} = {
  'malformed-action': ({ text }) => [
    'This is not an action',
    `\`${cut(text)}\` does not read as an action. An action is a service's prefix and a name with a colon between: \`s3:GetObject\`.`,
  ],
  'unknown-service': ({ service }) => [
    'There is no such service',
    `AWS's reference lists no service with the prefix \`${cut(service)}\`.`,
  ],
  'unlisted-service': ({ service }) => [
    'This service is not in the reference',
    `AWS's managed policies name actions of \`${service}\`, but its reference has no page of it: the service is closed, or was never described. Its actions can be written in a policy all the same.`,
  ],
  'unknown-action': ({ service, name }) => [
    'There is no such action',
    `AWS's reference lists the service \`${service}\`, but no action \`${cut(name)}\` of it. AWS accepts a policy that names such an action, and never asks for it.`,
  ],
  'malformed-arn': ({ text }) => [
    'This is not an ARN',
    `\`${cut(text)}\` is not an ARN: one has six parts with colons between, \`arn:partition:service:region:account:resource\`, and always names the service.`,
  ],
  'unknown-resource-type': ({ service, text }) => [
    'No resource has such an ARN',
    `\`${service}\` is a service, but none of its resource types has an ARN of the form of \`${cut(text)}\`.`,
  ],
  'unknown-condition-key': ({ name }) => [
    'There is no such condition key',
    `AWS's reference lists no condition key \`${cut(name)}\`.`,
  ],
  'unknown-policy': ({ text }) => [
    'AWS has no such managed policy',
    `No AWS managed policy is called \`${cut(text)}\`.`,
  ],
};
