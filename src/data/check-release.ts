// Stops a build whose packages have lost data: fewer entries than there were, or an answer that everybody
// knows and that has changed. Every loss is told, not only the first.

import { actionNumbersOf } from './action-numbers.ts';
import type { ReferencePolicy } from './read-managed-policies.ts';
import type { ReferenceAction, ServiceReference } from './service-reference.ts';

/** What there was when this was written, less a margin for what AWS retires. */
const least = { services: 450, actions: 21_500, policies: 1_550, dependentPairs: 4_000 } as const;

interface SpotCheck {
  readonly action: string;
  readonly accessLevel: ReferenceAction['accessLevel'];
  /** Names of its resource types, with `*` behind those that are required; others may come to it. */
  readonly resourceTypes: readonly string[];
  /** Of the action or of one of its pairs with a resource type. */
  readonly conditionKeys?: readonly string[];
  readonly dependentActions?: readonly string[];
}

/** By the pages of the Service Authorization Reference, looked at on 2026-11-22. */
const spotChecks: readonly SpotCheck[] = [
  { action: 's3:GetObject', accessLevel: 'Read', resourceTypes: ['object', 'accesspointobject'] },
  {
    action: 'iam:PassRole',
    accessLevel: 'Write',
    resourceTypes: ['role*'],
    conditionKeys: ['iam:PassedToService', 'iam:AssociatedResourceArn'],
  },
  {
    action: 'ec2:RunInstances',
    accessLevel: 'Write',
    resourceTypes: ['image*', 'instance*', 'network-interface*', 'security-group*', 'subnet*', 'volume'],
    conditionKeys: ['ec2:InstanceType'],
    dependentActions: ['ec2:CreateTags', 'iam:PassRole', 'ssm:GetParameters'],
  },
  {
    action: 'sts:AssumeRole',
    accessLevel: 'Write',
    resourceTypes: ['role*'],
    conditionKeys: ['sts:ExternalId', 'sts:RoleSessionName', 'sts:SourceIdentity'],
  },
  {
    action: 'kms:Decrypt',
    accessLevel: 'Write',
    resourceTypes: ['key*'],
    conditionKeys: ['kms:ViaService', 'kms:CallerAccount'],
  },
  {
    action: 'dynamodb:GetItem',
    accessLevel: 'Read',
    resourceTypes: ['table*'],
    conditionKeys: ['dynamodb:LeadingKeys', 'dynamodb:Attributes', 'dynamodb:Select'],
  },
  { action: 'sns:Publish', accessLevel: 'Write', resourceTypes: ['topic*'] },
  {
    action: 'lambda:CreateFunction',
    accessLevel: 'Write',
    resourceTypes: ['function*'],
    dependentActions: ['iam:PassRole'],
  },
];

/** Sentences that say what is missing; none when all is there. */
export function releaseProblems(
  { services }: ServiceReference,
  policies: readonly ReferencePolicy[],
): readonly string[] {
  const actions = services.flatMap((service) => service.actions);
  const dependentPairs = actions.reduce(
    (sum, { overlay }) => sum + (overlay?.dependentActions.length ?? 0),
    0,
  );
  const counts = {
    services: services.length,
    actions: actions.length,
    policies: policies.length,
    dependentPairs,
  };
  const tooFew = (Object.keys(least) as (keyof typeof least)[])
    .filter((what) => counts[what] < least[what])
    .map((what) => `${counts[what]} ${names[what]}, at least ${least[what]} were expected`);
  const byName = new Map(
    services.flatMap(({ prefix, actions: own }) => own.map((action) => [`${prefix}:${action.name}`, action])),
  );
  return [...tooFew, ...spotChecks.flatMap((check) => spotProblems(check, byName.get(check.action)))];
}

/** Throws with every problem, if there is one. */
export function requireWholeRelease(problems: readonly string[]): void {
  if (problems.length === 0) return;
  throw new Error(`the packages have lost data:\n${problems.map((problem) => `- ${problem}`).join('\n')}`);
}

/** Actions that operations are written down to need, and that the reference no longer has. */
export function unknownActions(reference: ServiceReference, named: readonly string[]): readonly string[] {
  const known = actionNumbersOf(reference);
  return named
    .filter((action) => !known.has(action))
    .map((action) => `${action} is missing, which SDK operations need`);
}

const names: Readonly<Record<keyof typeof least, string>> = {
  services: 'services',
  actions: 'actions',
  policies: 'managed policies',
  dependentPairs: 'pairs of dependent actions',
};

function spotProblems(check: SpotCheck, action: ReferenceAction | undefined): readonly string[] {
  if (action === undefined) return [`${check.action} is missing`];
  const types = action.resourceTypes.map(({ name, required }) => `${name}${required ? '*' : ''}`);
  const keys = [...action.conditionKeys, ...action.resourceTypes.flatMap((type) => type.conditionKeys)];
  const others = action.overlay?.dependentActions ?? [];
  return [
    ...(action.accessLevel === check.accessLevel
      ? []
      : [`${check.action} is ${action.accessLevel}, ${check.accessLevel} was expected`]),
    ...missing(`${check.action} lacks the resource type`, check.resourceTypes, types),
    ...missing(`${check.action} lacks the condition key`, check.conditionKeys ?? [], keys),
    ...missing(`${check.action} lacks the dependent action`, check.dependentActions ?? [], others),
  ];
}

function missing(what: string, expected: readonly string[], there: readonly string[]): readonly string[] {
  return expected.filter((each) => !there.includes(each)).map((each) => `${what} ${each}`);
}
