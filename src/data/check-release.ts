// Stops a build whose packages have lost data: fewer entries than there were, or an answer that everybody
// knows and that has changed. Every loss is told, not only the first.

import { actionNumbersOf } from './action-numbers.ts';
import type { ReferencePolicy } from './read-managed-policies.ts';
import type { ReferenceAction, ServiceReference } from './service-reference.ts';

/** What there was when this was written, less a margin for what AWS retires. */
const least = {
  services: 450,
  actions: 21_500,
  policies: 1_550,
  dependentPairs: 4_000,
  permissionOnly: 1_200,
  resourceTypes: 2_250,
  arnFormats: 2_250,
  actionsWithTypes: 14_500,
  actionsWithRequiredTypes: 12_000,
  actionsWithKeys: 4_500,
  scenarios: 20,
  keys: 2_400,
  multivaluedKeys: 450,
  keysOfOtherTypes: 350,
  globalKeys: 55,
  rcpServices: 55,
  actionDescriptions: 21_500,
  keyDescriptions: 2_400,
  documents: 1_550,
  policyDescriptions: 1_450,
  readActions: 5_000,
  listActions: 3_200,
  writeActions: 10_000,
  permissionsActions: 380,
  taggingActions: 650,
} as const;

/** AWS retires few policies: many at once are a listing that has lost its rest, and could not be attached. */
const mostRetired = 100;

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
  reference: ServiceReference,
  policies: readonly ReferencePolicy[],
): readonly string[] {
  const { services } = reference;
  const counts = countsOf(reference, policies);
  const retired = policies.filter((policy) => policy.retired).length;
  const tooMany =
    retired > mostRetired
      ? [`${retired} managed policies are retired, at most ${mostRetired} were expected`]
      : [];
  const tooFew = (Object.keys(least) as (keyof typeof least)[])
    .filter((what) => counts[what] < least[what])
    .map((what) => `${counts[what]} ${names[what]}, at least ${least[what]} were expected`);
  const byName = new Map(
    services.flatMap(({ prefix, actions: own }) => own.map((action) => [`${prefix}:${action.name}`, action])),
  );
  return [
    ...tooFew,
    ...tooMany,
    ...spotChecks.flatMap((check) => spotProblems(check, byName.get(check.action))),
  ];
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

function countsOf(
  { services, globalKeys }: ServiceReference,
  policies: readonly ReferencePolicy[],
): Readonly<Record<keyof typeof least, number>> {
  const actions = services.flatMap((service) => service.actions);
  const types = services.flatMap(({ resourceTypes }) => resourceTypes);
  const keys = services.flatMap(({ conditionKeys }) => conditionKeys);
  const count = <Each>(all: readonly Each[], is: (each: Each) => boolean): number => all.filter(is).length;
  const ofLevel = (level: ReferenceAction['accessLevel']): number =>
    count(actions, ({ accessLevel }) => accessLevel === level);
  const keysOf = ({ conditionKeys, resourceTypes }: ReferenceAction): number =>
    conditionKeys.length + resourceTypes.reduce((sum, type) => sum + type.conditionKeys.length, 0);
  return {
    services: services.length,
    actions: actions.length,
    policies: policies.length,
    dependentPairs: actions.reduce((sum, { overlay }) => sum + (overlay?.dependentActions.length ?? 0), 0),
    permissionOnly: count(actions, ({ overlay }) => overlay?.permissionOnly === true),
    resourceTypes: types.length,
    arnFormats: count(types, ({ arns }) => arns.every((arn) => /^arn:\S+$/.test(arn))),
    actionsWithTypes: count(actions, ({ resourceTypes }) => resourceTypes.length > 0),
    actionsWithRequiredTypes: count(actions, ({ resourceTypes }) =>
      resourceTypes.some((type) => type.required),
    ),
    actionsWithKeys: count(actions, (action) => keysOf(action) > 0),
    scenarios: actions.reduce((sum, { scenarios }) => sum + scenarios.length, 0),
    keys: keys.length,
    multivaluedKeys: count(keys, ({ multivalued }) => multivalued),
    keysOfOtherTypes: count(keys, ({ type }) => type !== 'String'),
    globalKeys: globalKeys.length,
    rcpServices: count(services, ({ supportsRcps }) => supportsRcps),
    actionDescriptions: count(actions, ({ description }) => isSentence(description)),
    keyDescriptions: count(keys, ({ description }) => isSentence(description)),
    documents: count(policies, ({ document }) => /"Statement":[[{]/.test(JSON.stringify(document))),
    policyDescriptions: count(policies, ({ description }) => isSentence(description ?? '')),
    readActions: ofLevel('Read'),
    listActions: ofLevel('List'),
    writeActions: ofLevel('Write'),
    permissionsActions: ofLevel('Permissions management'),
    taggingActions: ofLevel('Tagging'),
  };
}

/** Text of a program, where a package has changed its form, is none. */
function isSentence(text: string): boolean {
  return text.trim() !== '' && !/\*\/|[{}]\s/.test(text);
}

const names: Readonly<Record<keyof typeof least, string>> = {
  services: 'services',
  actions: 'actions',
  policies: 'managed policies',
  dependentPairs: 'pairs of dependent actions',
  permissionOnly: 'permission-only actions',
  resourceTypes: 'resource types',
  arnFormats: 'resource types with ARN formats',
  actionsWithTypes: 'actions with resource types',
  actionsWithRequiredTypes: 'actions with required resource types',
  actionsWithKeys: 'actions with condition keys',
  scenarios: 'scenarios',
  keys: 'condition keys',
  multivaluedKeys: 'condition keys with several values',
  keysOfOtherTypes: 'condition keys of other types than String',
  globalKeys: 'global condition keys',
  rcpServices: 'services that support resource control policies',
  actionDescriptions: 'descriptions of actions',
  keyDescriptions: 'descriptions of condition keys',
  documents: 'policy documents with statements',
  policyDescriptions: 'descriptions of managed policies',
  readActions: 'actions of the level Read',
  listActions: 'actions of the level List',
  writeActions: 'actions of the level Write',
  permissionsActions: 'actions of the level Permissions management',
  taggingActions: 'actions of the level Tagging',
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
