// A release that has lost data stops the build, and the message says what is missing.

import { describe, expect, it } from 'vitest';
import { releaseProblems, requireWholeRelease, unknownActions } from '../../../src/data/check-release.ts';
import { readManagedPolicies } from '../../../src/data/read-managed-policies.ts';
import { readServiceReference } from '../../../src/data/read-service-reference.ts';
import type { ReferenceAction, ServiceReference } from '../../../src/data/service-reference.ts';
import { findSources } from '../../../src/data/sources.ts';

const sources = findSources();
const reference = readServiceReference(sources.newest, sources.older);
const policies = readManagedPolicies(sources.history, sources.listing);

/** The reference with one of its actions changed, or left out. */
function withAction(name: string, change: (action: ReferenceAction) => ReferenceAction[]): ServiceReference {
  const [prefix, short] = name.split(':');
  return {
    ...reference,
    services: reference.services.map((service) =>
      service.prefix !== prefix
        ? service
        : {
            ...service,
            actions: service.actions.flatMap((action) => (action.name === short ? change(action) : [action])),
          },
    ),
  };
}

describe('the check of a release', () => {
  it('lets the pinned packages pass', () => expect(releaseProblems(reference, policies)).toEqual([]));

  it.each<[string, ServiceReference, readonly string[]]>([
    ['services', { ...reference, services: reference.services.slice(7) }, ['449 services, at least 450']],
    ['an action', withAction('sns:Publish', () => []), ['sns:Publish is missing']],
    [
      'a level',
      withAction('s3:GetObject', (action) => [{ ...action, accessLevel: 'Write' }]),
      ['s3:GetObject is Write, Read was expected'],
    ],
    [
      'a resource type',
      withAction('iam:PassRole', (action) => [{ ...action, resourceTypes: [] }]),
      ['iam:PassRole lacks the resource type role*'],
    ],
    [
      'the mark of a required type',
      withAction('kms:Decrypt', (action) => [
        { ...action, resourceTypes: action.resourceTypes.map((type) => ({ ...type, required: false })) },
      ]),
      ['kms:Decrypt lacks the resource type key*'],
    ],
    [
      'a condition key',
      withAction('sts:AssumeRole', (action) => [
        {
          ...action,
          conditionKeys: [],
          resourceTypes: action.resourceTypes.map((type) => ({ ...type, conditionKeys: [] })),
        },
      ]),
      ['sts:AssumeRole lacks the condition key sts:ExternalId'],
    ],
    [
      'dependent actions',
      withAction('lambda:CreateFunction', (action) => [{ ...action, overlay: undefined }]),
      ['lambda:CreateFunction lacks the dependent action iam:PassRole'],
    ],
  ])('tells of lost %s', (_, lost, expected) => {
    const problems = releaseProblems(lost, policies).join('\n');
    for (const sentence of expected) expect(problems).toContain(sentence);
  });

  const everyAction = (change: (action: ReferenceAction) => ReferenceAction): ServiceReference => ({
    ...reference,
    services: reference.services.map((service) => ({ ...service, actions: service.actions.map(change) })),
  });
  const everyService = (
    change: (service: ServiceReference['services'][number]) => ServiceReference['services'][number],
  ): ServiceReference => ({ ...reference, services: reference.services.map(change) });

  it.each<[string, ServiceReference, string]>([
    [
      'descriptions of actions',
      everyAction((action) => ({ ...action, description: '' })),
      'descriptions of actions',
    ],
    ['scenarios', everyAction((action) => ({ ...action, scenarios: [] })), 'scenarios'],
    [
      'the permission-only mark',
      everyAction((action) => ({
        ...action,
        overlay: action.overlay === undefined ? undefined : { ...action.overlay, permissionOnly: false },
      })),
      'permission-only actions',
    ],
    [
      'access levels',
      everyAction((action) => ({ ...action, accessLevel: action.name === 'Publish' ? 'Write' : 'Read' })),
      'actions of the level Tagging',
    ],
    [
      'ARN formats',
      everyService((service) => ({
        ...service,
        resourceTypes: service.resourceTypes.map((type) => ({ ...type, arns: ['a, b'] })),
      })),
      'resource types with ARN formats',
    ],
    [
      'RCP support',
      everyService((service) => ({ ...service, supportsRcps: false })),
      'services that support resource control policies',
    ],
    [
      'key types',
      everyService((service) => ({
        ...service,
        conditionKeys: service.conditionKeys.map((key) => ({
          ...key,
          type: 'String' as const,
          multivalued: false,
        })),
      })),
      'condition keys of other types than String',
    ],
    ['global keys', { ...reference, globalKeys: reference.globalKeys.slice(0, 1) }, 'global condition keys'],
  ])('tells of lost %s in all services', (_, lost, expected) => {
    expect(releaseProblems(lost, policies).join('\n')).toContain(expected);
  });

  it('tells of documents, descriptions and listings that are lost', () => {
    const lost = policies.map((policy) => ({
      ...policy,
      document: {},
      description: 'class AwsManagedPolicy { } exports',
      retired: true,
    }));
    const problems = releaseProblems(reference, lost).join('\n');
    expect(problems).toContain('0 policy documents with statements');
    expect(problems).toContain('0 descriptions of managed policies');
    expect(problems).toContain(`${policies.length} managed policies are retired, at most 100`);
  });

  it('stops the build with all that is missing', () => {
    expect(() => requireWholeRelease([])).not.toThrow();
    expect(() => requireWholeRelease(['a is missing', 'b is missing'])).toThrow(
      'the packages have lost data:\n- a is missing\n- b is missing',
    );
  });

  it('knows actions that SDK operations need and that are gone', () => {
    expect(unknownActions(reference, ['s3:GetObject', 's3:GetObjekt'])).toEqual([
      's3:GetObjekt is missing, which SDK operations need',
    ]);
  });

  it('tells of every loss at once, with counts', () => {
    const empty: ServiceReference = { services: [], globalKeys: [] };
    const problems = releaseProblems(empty, []);
    expect(problems).toEqual(
      expect.arrayContaining([
        '0 services, at least 450 were expected',
        '0 actions, at least 21500 were expected',
        '0 managed policies, at least 1550 were expected',
        '0 pairs of dependent actions, at least 4000 were expected',
      ]),
    );
    for (const action of [
      's3:GetObject',
      'iam:PassRole',
      'ec2:RunInstances',
      'sts:AssumeRole',
      'kms:Decrypt',
      'dynamodb:GetItem',
      'sns:Publish',
      'lambda:CreateFunction',
    ]) {
      expect(problems).toContain(`${action} is missing`);
    }
  });
});
