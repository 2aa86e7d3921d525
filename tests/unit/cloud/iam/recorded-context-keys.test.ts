// Which condition keys AWS told others, on 2026-09-11, that policies ask for. The order of its list means nothing:
// https://github.com/radkawar/stackd/blob/9dc356f5e5cc49d2d334178a09c1398dd1c62617/internal/services/iam/testdata/context_keys_aws.json

import { beforeEach, describe, expect, it } from 'vitest';
import type { Credentials } from '../../../../src/core/sigv4/credentials.ts';
import { elements, makeWorld, type World } from '../world.ts';

let world: World;
let root: Credentials;

beforeEach(async () => {
  world = await makeWorld();
  root = await world.actAs(world.rootArn);
});

const ask = (action: string, input: Readonly<Record<string, string>>) => world.query(root, action, input);
const bucket = 'arn:aws:s3:::bucket/';
const everything = { Effect: 'Allow', Action: '*', Resource: '*' };
const named = { StringEquals: { 'aws:username': 'a' } };
const of = (Statement: unknown, more: object = { Version: '2012-10-17' }): object => ({ ...more, Statement });
const old = { Version: '2008-10-17' };

// Would not end within the time of a test, were they gone through by a pattern that tries every end for every beginning.
it.each([
  ['a variable that never ends', `\${${' '.repeat(60_000)}`],
  ['beginnings without an end', '${'.repeat(60_000)],
])('finds no key in %s', async (_, Resource) => {
  const reply = await ask('GetContextKeysForCustomPolicy', {
    'PolicyInputList.member.1': JSON.stringify(of({ ...everything, Resource })),
  });
  expect(reply.status).toBe(200);
  expect(elements(reply.text, 'member')).toEqual([]);
});

describe('of policies that are given', () => {
  it.each<readonly [string, readonly object[], readonly string[]]>([
    [
      'case_and_variables',
      [
        of({
          ...everything,
          Resource: `${bucket}\${aws:PrincipalTag/Team}/\${aws:username}`,
          Condition: {
            StringEquals: { 's3:ExistingObjectTag/Owner': '${aws:PrincipalTag/Team}' },
            Null: { 'AWS:SourceIp': 'false' },
          },
        }),
      ],
      ['s3:ExistingObjectTag/Owner', 'aws:username', 'aws:PrincipalTag/Team', 'AWS:SourceIp'],
    ],
    [
      'default_and_literals',
      [of({ ...everything, Resource: `${bucket}\${aws:username, 'default'}/\${*}/\${?}/\${$}` })],
      ['$', 'aws:username', '*', '?'],
    ],
    ['old_version', [of({ ...everything, Resource: `${bucket}\${aws:username}` }, old)], []],
    [
      'not_resource',
      [of({ Effect: 'Deny', Action: '*', NotResource: `${bucket}\${aws:PrincipalTag/project}` })],
      ['aws:PrincipalTag/project'],
    ],
    [
      'duplicates_and_case',
      [
        of({
          ...everything,
          Resource: `${bucket}\${aws:username}/\${AWS:username}`,
          Condition: { StringEquals: { 'aws:username': '${aws:username}', 'AWS:username': 'a' } },
        }),
      ],
      ['aws:username', 'AWS:username'],
    ],
    [
      'multiple_duplicates',
      [of({ ...everything, Condition: named }, {}), of({ ...everything, Condition: named }, {})],
      ['aws:username', 'aws:username'],
    ],
    ['resource_policy', [of({ ...everything, Principal: '*', Condition: named }, {})], ['aws:username']],
    ['missing_resource', [of({ Effect: 'Allow', Action: '*', Condition: named }, {})], ['aws:username']],
    [
      'variable_condition_numeric',
      [
        of({
          ...everything,
          Condition: { NumericEquals: { 'aws:MultiFactorAuthAge': '${aws:PrincipalTag/Age}' } },
        }),
      ],
      ['aws:PrincipalTag/Age', 'aws:MultiFactorAuthAge'],
    ],
    ['missing_Action', [of({ Effect: 'Allow', Resource: '*', Condition: named })], ['aws:username']],
    [
      'unknown_service_action',
      [of({ ...everything, Action: 'madeup:Thing', Condition: named })],
      ['aws:username'],
    ],
    ['invalid_action', [of({ ...everything, Action: 'abc', Condition: named })], ['aws:username']],
    ['invalid_resource', [of({ ...everything, Resource: 'bad', Condition: named })], ['aws:username']],
    [
      'numeric_literal_invalid',
      [of({ ...everything, Condition: { NumericEquals: { 'aws:MultiFactorAuthAge': 'nope' } } })],
      ['aws:MultiFactorAuthAge'],
    ],
    ['empty_statements', [of([], {})], []],
    ['action_variable', [of({ ...everything, Action: '${aws:username}' })], []],
    ['principal_variable', [of({ ...everything, Principal: { AWS: '${aws:username}' } })], []],
    [
      'condition_key_variable',
      [of({ Effect: 'Allow', Condition: { StringEquals: { '${aws:username}': 'a' } } })],
      ['${aws:username}'],
    ],
    ['empty_condition', [of({ Effect: 'Allow', Condition: {} }, {})], []],
    ['missing_statement', [{ Version: '2012-10-17' }], []],
    ['empty_action_resource', [of({ Effect: 'Allow', Action: [], Resource: [] }, {})], []],
  ])('%s', async (_case, documents, expected) => {
    const input = documents.map((each, place) => [
      `PolicyInputList.member.${place + 1}`,
      JSON.stringify(each),
    ]);
    const reply = await ask(
      'GetContextKeysForCustomPolicy',
      Object.fromEntries(input) as Record<string, string>,
    );
    expect(reply.message).toBeUndefined();
    expect(elements(reply.text, 'member').toSorted()).toEqual([...expected].sort());
  });

  it.each<readonly [string, object]>([
    ['invalid_operator', of({ ...everything, Condition: { MadeUp: { 'aws:username': 'a' } } }, {})],
    ['missing_Effect', of({ Action: '*', Resource: '*', Condition: named })],
    ['unknown_field', { ...of({ ...everything, Condition: named }), Foo: 'x' }],
  ])('%s', async (_case, document) => {
    const reply = await ask('GetContextKeysForCustomPolicy', {
      'PolicyInputList.member.1': JSON.stringify(document),
    });
    expect(reply).toMatchObject({ status: 400, code: 'InvalidInput' });
  });
});

describe('of policies that somebody has', () => {
  const asking = (tag: string): string =>
    JSON.stringify(of({ ...everything, Resource: `${bucket}\${aws:PrincipalTag/${tag}}` }));

  beforeEach(async () => {
    await ask('CreateUser', { UserName: 'probe', Path: '/team/' });
    await ask('CreateGroup', { GroupName: 'probes' });
    await ask('AddUserToGroup', { UserName: 'probe', GroupName: 'probes' });
    await ask('PutUserPolicy', { UserName: 'probe', PolicyName: 'p', PolicyDocument: asking('UserInline') });
    await ask('PutGroupPolicy', {
      GroupName: 'probes',
      PolicyName: 'p',
      PolicyDocument: asking('GroupInline'),
    });
    for (const [PolicyName, tag] of [
      ['managed', 'Managed'],
      ['boundary', 'BoundaryOnly'],
    ] as const) {
      await ask('CreatePolicy', { PolicyName, PolicyDocument: asking(tag) });
    }
    const arn = (name: string): string => `arn:aws:iam::${world.accountId}:policy/${name}`;
    await ask('AttachUserPolicy', { UserName: 'probe', PolicyArn: arn('managed') });
    await ask('AttachGroupPolicy', { GroupName: 'probes', PolicyArn: arn('managed') });
    await ask('PutUserPermissionsBoundary', { UserName: 'probe', PermissionsBoundary: arn('boundary') });
  });

  const user = ['GroupInline', 'UserInline', 'Managed', 'BoundaryOnly'];
  it.each<readonly [string, string, Readonly<Record<string, string>>, readonly string[]]>([
    ['user_with_shared_attachment_and_boundary', 'user/team/probe', {}, user],
    ['group', 'group/probes', {}, ['GroupInline', 'Managed']],
    [
      'extra_duplicate',
      'user/team/probe',
      { 'PolicyInputList.member.1': asking('UserInline') },
      [...user, 'UserInline'],
    ],
    ['wrong_path', 'user/elsewhere/probe', {}, user],
  ])('%s', async (_case, resource, more, tags) => {
    const PolicySourceArn = `arn:aws:iam::${world.accountId}:${resource}`;
    const reply = await ask('GetContextKeysForPrincipalPolicy', { PolicySourceArn, ...more });
    const expected = tags.map((tag) => `aws:PrincipalTag/${tag}`);
    expect(elements(reply.text, 'member').toSorted()).toEqual(expected.sort());
  });

  it('malformed_source_arn', async () => {
    const PolicySourceArn = 'this-is-not-an-iam-source-arn';
    expect(await ask('GetContextKeysForPrincipalPolicy', { PolicySourceArn })).toMatchObject({
      status: 400,
      code: 'InvalidInput',
    });
  });
});
