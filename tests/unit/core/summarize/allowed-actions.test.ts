// Which actions identity-based policies may allow.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_GenerateServiceLastAccessedDetails.html

import { expect, it } from 'vitest';
import { makeServiceIndex } from '../../../../src/core/catalog/service-index.ts';
import { allowedActions } from '../../../../src/core/summarize/allowed-actions.ts';
import { compiledFile } from '../../compiled-catalog.ts';

const index = makeServiceIndex(compiledFile('services'));

interface Given {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string;
  readonly Condition?: object;
}

function policy(...statements: readonly Given[]): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: statements.map((statement) =>
      statement.NotResource === undefined ? { Resource: '*', ...statement } : statement,
    ),
  });
}

function services(...documents: readonly string[]): readonly string[] {
  return allowedActions(index, documents).map(({ prefix }) => prefix);
}

function actions(service: string, ...documents: readonly string[]): readonly string[] | undefined {
  return allowedActions(index, documents).find(({ prefix }) => prefix === service)?.actions;
}

it.each<[string, readonly Given[], readonly string[]]>([
  [
    'what the Action names',
    [{ Effect: 'Allow', Action: ['sqs:SendMessage', 's3:GetObject'] }],
    ['s3', 'sqs'],
  ],
  ['in any case', [{ Effect: 'Allow', Action: 'S3:GETOBJECT' }], ['s3']],
  ['permissions that are no operation', [{ Effect: 'Allow', Action: 'iam:PassRole' }], ['iam']],
  ['nothing of an action that does not exist', [{ Effect: 'Allow', Action: 's3:NoSuchAction' }], []],
  ['nothing of a service that does not exist', [{ Effect: 'Allow', Action: 'nosuch:*' }], []],
  ['nothing on no resource', [{ Effect: 'Allow', Action: 's3:*', NotResource: '*' }], []],
  [
    'not what is denied everywhere',
    [
      { Effect: 'Allow', Action: ['s3:GetObject', 'iam:GetUser'] },
      { Effect: 'Deny', Action: 's3:*' },
    ],
    ['iam'],
  ],
  [
    'all the same what is denied on a condition',
    [
      { Effect: 'Allow', Action: 's3:GetObject' },
      { Effect: 'Deny', Action: 's3:*', Condition: { StringEquals: { 'aws:username': 'nobody' } } },
    ],
    ['s3'],
  ],
  [
    'all the same what is denied on some resources',
    [
      { Effect: 'Allow', Action: 's3:GetObject' },
      { Effect: 'Deny', Action: 's3:*', Resource: 'arn:aws:s3:::secret/*' },
    ],
    ['s3'],
  ],
  [
    'what a denied action leaves',
    [
      { Effect: 'Allow', Action: 's3:Get*' },
      { Effect: 'Deny', Action: 's3:GetObject' },
    ],
    ['s3'],
  ],
])('lists %s', (_what, statements, expected) => {
  expect(services(policy(...statements))).toEqual(expected);
});

it('takes all policies together, a Deny of one with the Allow of another', () => {
  expect(
    services(policy({ Effect: 'Allow', Action: 's3:*' }), policy({ Effect: 'Deny', Action: 's3:*' })),
  ).toEqual([]);
  expect(services()).toEqual([]);
});

it('lists every service for AdministratorAccess, by prefix, with its name', () => {
  const all = allowedActions(index, [policy({ Effect: 'Allow', Action: '*' })]);
  expect(all).toHaveLength(index.services.length);
  const prefixes = all.map(({ prefix }) => prefix);
  expect(prefixes).toEqual([...prefixes].sort());
  expect(all.find(({ prefix }) => prefix === 's3')).toMatchObject({ name: 'Amazon S3' });
  expect(all.reduce((sum, { actions: names }) => sum + names.length, 0)).toBe(index.actionCount);
});

it('leaves out of NotAction what it names, and nothing else', () => {
  const some = services(policy({ Effect: 'Allow', NotAction: ['s3:*', 'iam:*'] }));
  expect(some).toHaveLength(index.services.length - 2);
  expect(some).not.toContain('s3');
});

it('names the actions as AWS writes them', () => {
  expect(actions('iam', policy({ Effect: 'Allow', Action: ['iam:getuser', 'iam:ListUser*'] }))).toEqual([
    'GetUser',
    'ListUserPolicies',
    'ListUsers',
    'ListUserTags',
  ]);
});

it('takes no notice of what is no policy', () => {
  expect(services('{', policy({ Effect: 'Allow', Action: 's3:GetObject' }))).toEqual(['s3']);
});
