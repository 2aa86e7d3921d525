// Policy variables, by every example and rule of AWS's page on them.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html

import { describe, expect, it } from 'vitest';
import type { PolicySet } from '../../../../../src/core/authorize/types.ts';
import {
  account,
  alice,
  allowAll,
  alone,
  besideAllowAll,
  codesOf,
  conditionMatches,
  named,
  outcomeOf,
  policyOf,
  type Context,
  type Json,
} from './outcome-of.ts';

type Case = readonly [action: string, resource: string, context: Context, outcome: string];
const bucket = 'arn:aws:s3:::amzn-s3-demo-bucket';
const allow = (
  Action: string | readonly string[],
  Resource: string | readonly string[],
  more: Json = {},
) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});

describe('the examples', () => {
  const marketing = policyOf(
    allow(['s3:ListBucket'], [bucket], { Condition: { StringLike: { 's3:prefix': ['marketing/*'] } } }),
    allow(['s3:GetObject', 's3:PutObject'], [`${bucket}/marketing/*`]),
  );
  const team = policyOf(
    allow(['s3:ListBucket'], [bucket], {
      Condition: { StringLike: { 's3:prefix': ['${aws:PrincipalTag/team}/*'] } },
    }),
    allow(['s3:GetObject', 's3:PutObject'], [`${bucket}/\${aws:PrincipalTag/team}/*`]),
  );
  const david = policyOf(allow(['s3:GetObject'], [`${bucket}/David/*`]));
  const owner = policyOf(
    allow(['s3:GetObject'], ['*'], {
      Sid: 'AllowUnlessOwnedBySomeoneElse',
      Condition: { StringEquals: { 's3:ExistingObjectTag/owner': '${aws:PrincipalTag/owner}' } },
    }),
  );
  const dept = policyOf(
    allow(['s3:GetObject'], [`${bucket}/\${aws:PrincipalTag/dept}/*`], { Sid: 'AllowOnlyDeptS3Prefix' }),
  );
  const blue = { 'aws:PrincipalTag/team': 'blue' };

  describe.each<[string, Json, readonly Case[]]>([
    [
      'of the introduction, without variables',
      marketing,
      [
        ['s3:ListBucket', bucket, { 's3:prefix': 'marketing/2026' }, 'allowed'],
        ['s3:ListBucket', bucket, { 's3:prefix': 'marketing' }, 'implicitDeny'],
        ['s3:PutObject', `${bucket}/marketing/a`, {}, 'allowed'],
        ['s3:PutObject', `${bucket}/sales/a`, {}, 'implicitDeny'],
      ],
    ],
    [
      'with aws:PrincipalTag/team',
      team,
      [
        ['s3:ListBucket', bucket, { ...blue, 's3:prefix': 'blue/' }, 'allowed'],
        ['s3:ListBucket', bucket, { ...blue, 's3:prefix': 'green/' }, 'implicitDeny'],
        ['s3:ListBucket', bucket, { 's3:prefix': '/' }, 'implicitDeny'],
        ['s3:GetObject', `${bucket}/blue/a`, blue, 'allowed'],
        ['s3:PutObject', `${bucket}/blue/a/b`, blue, 'allowed'],
        ['s3:GetObject', `${bucket}/green/a`, blue, 'implicitDeny'],
        ['s3:GetObject', `${bucket}//a`, {}, 'implicitDeny'],
        ['s3:GetObject', `${bucket}/\${aws:PrincipalTag/team}/a`, blue, 'implicitDeny'],
      ],
    ],
    [
      'of David',
      david,
      [
        ['s3:GetObject', `${bucket}/David/a`, {}, 'allowed'],
        ['s3:GetObject', `${bucket}/david/a`, {}, 'implicitDeny'],
      ],
    ],
    [
      'AllowUnlessOwnedBySomeoneElse',
      owner,
      [
        [
          's3:GetObject',
          `${bucket}/a`,
          { 's3:ExistingObjectTag/owner': 'ana', 'aws:PrincipalTag/owner': 'ana' },
          'allowed',
        ],
        [
          's3:GetObject',
          `${bucket}/a`,
          { 's3:ExistingObjectTag/owner': 'ana', 'aws:PrincipalTag/owner': 'mary' },
          'implicitDeny',
        ],
        ['s3:GetObject', `${bucket}/a`, { 's3:ExistingObjectTag/owner': 'ana' }, 'implicitDeny'],
        ['s3:GetObject', `${bucket}/a`, { 'aws:PrincipalTag/owner': 'ana' }, 'implicitDeny'],
        ['s3:GetObject', `${bucket}/a`, {}, 'implicitDeny'],
      ],
    ],
    [
      'AllowOnlyDeptS3Prefix',
      dept,
      [
        ['s3:GetObject', `${bucket}/finance/a`, { 'aws:PrincipalTag/dept': 'finance' }, 'allowed'],
        ['s3:GetObject', `${bucket}/hr/a`, { 'aws:PrincipalTag/dept': 'finance' }, 'implicitDeny'],
      ],
    ],
  ])('%s', (_, document, cases) => {
    it.each(cases)('%s on %s with %j is %s', (action, resource, context, outcome) => {
      expect(alone(document, { action, resource, context })).toBe(outcome);
    });
  });

  // "only intended users with matching access-project, access-application, and access-environment tag values
  // can modify their resources"
  const tag = (key: string) => `\${aws:PrincipalTag/access-${key}}`;
  const topics = policyOf(
    allow(
      ['sns:CreateTopic', 'sns:DeleteTopic'],
      [`arn:aws:sns:*:*:${tag('project')}-${tag('application')}-${tag('environment')}-*`],
      { Sid: 'AllowAccessBasedOnArnMatching' },
    ),
  );
  const tags = {
    'aws:PrincipalTag/access-project': 'p',
    'aws:PrincipalTag/access-application': 'a',
    'aws:PrincipalTag/access-environment': 'e',
  };
  it.each<[string, Context, string]>([
    ['p-a-e-alerts', tags, 'allowed'],
    ['p-a-e-', tags, 'allowed'],
    ['p-a-x-alerts', tags, 'implicitDeny'],
    ['p-a-e', tags, 'implicitDeny'],
    ['p-a-e-alerts', { ...tags, 'aws:PrincipalTag/access-project': 'q' }, 'implicitDeny'],
    [
      'p-a--alerts',
      { 'aws:PrincipalTag/access-project': 'p', 'aws:PrincipalTag/access-application': 'a' },
      'implicitDeny',
    ],
  ])('AllowAccessBasedOnArnMatching: %s with %j is %s', (name, context, outcome) => {
    const resource = `arn:aws:sns:us-east-1:${account}:${name}`;
    expect(alone(topics, { action: 'sns:DeleteTopic', resource, context })).toBe(outcome);
  });

  // "If the tag has no value, or has any other value, then the request fails."
  const center = policyOf(
    allow(['iam:*user*'], '*', {
      Condition: { StringLike: { 'iam:ResourceTag/costCenter': ['12345', '67890'] } },
    }),
  );
  it.each<[string, Context, string]>([
    ['iam:UpdateUser', { 'iam:ResourceTag/costCenter': '12345' }, 'allowed'],
    ['iam:GetUserPolicy', { 'iam:ResourceTag/costCenter': '67890' }, 'allowed'],
    ['iam:ListUsers', { 'iam:ResourceTag/costcenter': '67890' }, 'allowed'],
    ['iam:UpdateUser', { 'iam:ResourceTag/costCenter': '' }, 'implicitDeny'],
    ['iam:UpdateUser', { 'iam:ResourceTag/costCenter': '123456' }, 'implicitDeny'],
    ['iam:UpdateUser', {}, 'implicitDeny'],
    ['iam:GetRole', { 'iam:ResourceTag/costCenter': '12345' }, 'implicitDeny'],
  ])('the cost centre: %s with %j is %s', (action, context, outcome) => {
    expect(alone(center, { action, resource: `arn:aws:iam::${account}:user/bob`, context })).toBe(outcome);
  });

  // "Key names are case-insensitive. For example, aws:CurrentTime is equivalent to AWS:currenttime."
  it.each(['${aws:username}', '${AWS:UserName}', '${aws:USERNAME}'])('%s is the user name', (variable) => {
    const document = policyOf(allow('s3:GetObject', `${bucket}/${variable}/*`));
    for (const key of ['aws:username', 'AWS:Username']) {
      expect(alone(document, { resource: `${bucket}/ana/a`, context: { [key]: 'ana' } })).toBe('allowed');
    }
    expect(alone(document, { resource: `${bucket}/Ana/a`, context: { 'aws:username': 'ana' } })).toBe(
      'implicitDeny',
    );
  });
});

describe('Version', () => {
  // "Variables were introduced in version 2012-10-17. Earlier versions of the policy language don't support
  // policy variables. If you don't include the Version element and set it to an appropriate version date,
  // variables like ${aws:username} are treated as literal strings in the policy."
  const literal = `${bucket}/\${aws:username}/a`;
  it.each<[string | undefined, string, string, string]>([
    ['2012-10-17', `${bucket}/ana/a`, 'allowed', 'ana'],
    ['2012-10-17', literal, 'implicitDeny', 'ana'],
    ['2008-10-17', `${bucket}/ana/a`, 'implicitDeny', 'ana'],
    ['2008-10-17', literal, 'allowed', 'ana'],
    [undefined, `${bucket}/ana/a`, 'implicitDeny', 'ana'],
    [undefined, literal, 'allowed', 'ana'],
  ])('%s: %s is %s', (language, resource, outcome, username) => {
    const document = {
      ...(language === undefined ? {} : { Version: language }),
      Statement: allow('s3:GetObject', `${bucket}/\${aws:username}/*`),
    };
    expect(alone(document, { resource, context: { 'aws:username': username } })).toBe(outcome);
  });

  it.each<[string | undefined, string, boolean]>([
    ['2012-10-17', 'ana', true],
    ['2012-10-17', '${aws:username}', false],
    ['2008-10-17', 'ana', false],
    ['2008-10-17', '${aws:username}', true],
    [undefined, 'ana', false],
    [undefined, '${aws:username}', true],
  ])('%s: a condition with the variable and the value %s: %s', (language, value, matches) => {
    const document = (Condition: Json) => ({
      ...(language === undefined ? {} : { Version: language }),
      Statement: allow('*', '*', { Condition }),
    });
    for (const operator of ['StringEquals', 'StringLike']) {
      const context = { k: value, 'aws:username': 'ana' };
      expect(alone(document({ [operator]: { k: '${aws:username}' } }), { context }) === 'allowed').toBe(
        matches,
      );
    }
  });

  // troubleshoot_policies, "Missing JSON version element": the policy is saved, and the variable is text.
  it('without it, a document with a variable is stored', () => {
    const document = {
      Statement: allow('iam:*AccessKey*', 'arn:aws:iam::123456789012:user/${aws:username}'),
    };
    expect(codesOf(document, 'identity')).toEqual([]);
    const request = { action: 'iam:ListAccessKeys', context: { 'aws:username': 'ana' } };
    const user = 'arn:aws:iam::123456789012:user/ana';
    expect(alone(document, { ...request, resource: user })).toBe('implicitDeny');
    expect(alone({ ...document, Version: '2012-10-17' }, { ...request, resource: user })).toBe('allowed');
  });
});

describe('where there are variables', () => {
  // "Variables can be used in identity-based policies, resource policies, service control policies, session
  // policies, and VPC endpoint policies. Identity-based policies used as permissions boundaries also support
  // policy variables."
  const own = policyOf(allow('s3:GetObject', `${bucket}/\${aws:username}/*`));
  const ownForAll = policyOf(allow('s3:GetObject', `${bucket}/\${aws:username}/*`, { Principal: '*' }));
  it.each<[string, PolicySet]>([
    ['identity', { identity: [named(own)] }],
    ['boundary', { identity: [allowAll], boundary: named(own) }],
    ['session', { identity: [allowAll], sessions: [named(own)] }],
    ['scp', { identity: [allowAll], scps: [{ id: 'r-1', policies: [named(own)] }] }],
    ['resource', { identity: [], resource: named(ownForAll) }],
    ['endpoint', { identity: [allowAll], endpoint: named(ownForAll) }],
  ])('%s policies have them', (_, policies) => {
    const context = { 'aws:username': 'alice' };
    expect(outcomeOf({ resource: `${bucket}/alice/a`, context }, policies)).toBe('allowed');
    expect(outcomeOf({ resource: `${bucket}/bob/a`, context }, policies)).toBe('implicitDeny');
    expect(outcomeOf({ resource: `${bucket}/alice/a` }, policies)).toBe('implicitDeny');
  });

  // "only in the resource portion of the ARN. This portion of the ARN appears after the fifth colon (:). You
  // can't use a variable to replace parts of the ARN before the fifth colon, such as the service or account."
  it.each<[string, string, Context, string]>([
    [`arn:aws:s3:::\${k}`, 'arn:aws:s3:::b', { k: 'b' }, 'allowed'],
    [
      'arn:aws:lambda:us-east-1:1:function:${k}',
      'arn:aws:lambda:us-east-1:1:function:f',
      { k: 'f' },
      'allowed',
    ],
    [
      'arn:aws:lambda:us-east-1:1:${k}:f',
      'arn:aws:lambda:us-east-1:1:function:f',
      { k: 'function' },
      'allowed',
    ],
    ['arn:aws:${k}:::b', 'arn:aws:s3:::b', { k: 's3' }, 'implicitDeny'],
    ['arn:aws:s3:${k}::b', 'arn:aws:s3:eu-west-1::b', { k: 'eu-west-1' }, 'implicitDeny'],
    ['arn:aws:s3::${k}:b', 'arn:aws:s3::123456789012:b', { k: '123456789012' }, 'implicitDeny'],
    ['arn:${k}:s3:::b', 'arn:aws:s3:::b', { k: 'aws' }, 'implicitDeny'],
    ['arn:aws:s3:::${k}/${l}/*', 'arn:aws:s3:::b/c/d', { k: 'b', l: 'c' }, 'allowed'],
    ['arn:aws:s3:::${k}${l}', 'arn:aws:s3:::bc', { k: 'b', l: 'c' }, 'allowed'],
    ['arn:aws:s3:::${k}', 'arn:aws:s3:::b:c', { k: 'b:c' }, 'allowed'],
  ])('Resource %s against %s with %j is %s', (pattern, resource, context, outcome) => {
    expect(alone(policyOf(allow('*', pattern)), { action: 'x:Y', resource, context })).toBe(outcome);
  });

  // "You can use a policy variable for Condition values in any condition that involves the string operators
  // or the ARN operators. … You can't use a policy variable with other operators, such as Numeric, Date,
  // Boolean, Binary, IP Address, or Null operators."
  it.each<[string, string, boolean]>([
    ['StringEquals', 'a', true],
    ['StringEqualsIgnoreCase', 'A', true],
    ['StringLike', 'a', true],
    ['ArnEquals', 'arn:aws:iam::1:user/a', true],
    ['ArnLike', 'arn:aws:iam::1:user/a', true],
    ['NumericEquals', '1', false],
    ['NumericLessThanEquals', '1', false],
    ['DateEquals', '2020-01-01', false],
    ['DateGreaterThanEquals', '2020-01-01', false],
    ['Bool', 'true', false],
    ['BinaryEquals', 'QQ==', false],
    ['IpAddress', '203.0.113.7', false],
  ])('%s compares with a variable: %s %s', (operator, value, matches) => {
    const expected = operator.startsWith('Arn') ? 'arn:aws:iam::1:user/${svc:Other}' : '${svc:Other}';
    const document = policyOf(allow('*', '*', { Condition: { [operator]: { 'svc:Key': expected } } }));
    const other = operator.startsWith('Arn') ? 'a' : operator.endsWith('IgnoreCase') ? 'a' : value;
    const context = { 'svc:Key': value, 'svc:Other': other };
    expect(alone(document, { context }) === 'allowed').toBe(matches);
  });

  it.each<[string, string]>([
    ['StringNotEquals', 'a'],
    ['StringNotEqualsIgnoreCase', 'A'],
    ['StringNotLike', 'a'],
    ['ArnNotEquals', 'arn:aws:iam::1:user/a'],
    ['ArnNotLike', 'arn:aws:iam::1:user/a'],
  ])('%s compares with a variable', (operator, value) => {
    const expected = operator.startsWith('Arn') ? 'arn:aws:iam::1:user/${svc:Other}' : '${svc:Other}';
    const condition = { [operator]: { 'svc:Key': expected } };
    expect(conditionMatches(condition, { 'svc:Key': value, 'svc:Other': 'a' })).toBe(false);
    expect(conditionMatches(condition, { 'svc:Key': value, 'svc:Other': 'b' })).toBe(true);
  });

  // "You can use policy variables in the Resource element and in string comparisons in the Condition element":
  // an Action takes none, and in a Principal it is text.
  it('an action has none', () => {
    expect(codesOf(policyOf(allow('s3:${aws:username}', '*')), 'identity')).toEqual(['invalid-action']);
  });
  it('a principal has none', () => {
    const Principal = { AWS: `arn:aws:iam::${account}:user/\${aws:username}` };
    const resource = named(policyOf(allow('s3:GetObject', '*', { Principal })));
    const context = { 'aws:username': 'alice' };
    expect(outcomeOf({ principal: alice, context }, { identity: [], resource })).toBe('implicitDeny');
  });
  it('the name of a condition key has none', () => {
    const condition = { StringEquals: { 'aws:ResourceTag/${aws:username}': 'x' } };
    expect(conditionMatches(condition, { 'aws:ResourceTag/ana': 'x', 'aws:username': 'ana' })).toBe(false);
  });

  // "You can use any single-valued condition key as a variable. You can't use a multivalued condition key as a
  // variable."
  it.each<[string, Context, boolean]>([
    ['${aws:TagKeys}', { k: 'a', 'aws:TagKeys': ['a', 'b'] }, false],
    ['${aws:TagKeys}', { k: 'b', 'aws:TagKeys': ['a', 'b'] }, false],
    ['${aws:TagKeys}', { k: 'a,b', 'aws:TagKeys': ['a', 'b'] }, false],
    ['${aws:TagKeys}', { k: 'a', 'aws:TagKeys': ['a'] }, false],
    ['${aws:PrincipalOrgPaths}', { k: 'a', 'aws:PrincipalOrgPaths': 'a' }, false],
    ['${aws:CalledViaFirst}', { k: 'a', 'aws:CalledViaFirst': 'a' }, true],
    ['${svc:Own}', { k: 'a', 'svc:Own': 'a' }, true],
  ])('%s with %j: %s', (variable, context, matches) => {
    expect(conditionMatches({ StringEquals: { k: variable } }, context)).toBe(matches);
  });
});

describe('variables with no value', () => {
  // "the value is effectively null. There is no equal or like value."
  it.each<[Json, Context, boolean]>([
    [{ StringEquals: { k: '${v}' } }, { k: 'x' }, false],
    [{ StringEquals: { k: '${v}' } }, { k: '' }, false],
    [{ StringEquals: { k: '${v}' } }, {}, false],
    [{ StringEquals: { k: 'a${v}' } }, { k: 'a' }, false],
    [{ StringEqualsIgnoreCase: { k: '${v}' } }, { k: '' }, false],
    [{ StringLike: { k: '${v}' } }, { k: '' }, false],
    [{ StringLike: { k: '${v}*' } }, { k: 'anything' }, false],
    [{ StringLike: { k: '*${v}' } }, { k: 'anything' }, false],
    [{ StringLike: { k: ['${v}', 'x'] } }, { k: 'x' }, true],
    [{ ArnLike: { k: 'arn:aws:s3:::${v}*' } }, { k: 'arn:aws:s3:::b' }, false],
    // "Inverted condition operators like StringNotEquals or StringNotLike do match against a null value".
    [{ StringNotEquals: { k: '${v}' } }, { k: 'x' }, true],
    [{ StringNotEquals: { k: '${v}' } }, { k: '' }, true],
    [{ StringNotEquals: { k: '${v}' } }, {}, true],
    [{ StringNotEqualsIgnoreCase: { k: '${v}' } }, { k: 'x' }, true],
    [{ StringNotLike: { k: '${v}*' } }, { k: 'x' }, true],
    [{ StringNotLike: { k: ['${v}', 'x'] } }, { k: 'x' }, false],
    [{ ArnNotEquals: { k: 'arn:aws:s3:::${v}' } }, { k: 'arn:aws:s3:::b' }, true],
    // With a value that is there and empty, a variable has a value.
    [{ StringEquals: { k: 'a${v}' } }, { k: 'a', v: '' }, true],
    [{ StringLike: { k: '${v}*' } }, { k: 'x', v: '' }, true],
  ])('%j with %j: %s', (condition, context, matches) => {
    expect(conditionMatches(condition, context)).toBe(matches);
  });

  // "Access is explicitly denied when aws:principaltag/Team is not set."
  const sameTeam = policyOf({
    Effect: 'Deny',
    Action: 's3:GetObject',
    Resource: `${bucket}/*`,
    Condition: { StringNotEquals: { 's3:ExistingObjectTag/Team': '${aws:PrincipalTag/Team}' } },
  });
  it.each<[Context, string]>([
    [{ 's3:ExistingObjectTag/Team': 'a', 'aws:PrincipalTag/Team': 'a' }, 'allowed'],
    [{ 's3:ExistingObjectTag/Team': 'a', 'aws:principaltag/team': 'a' }, 'allowed'],
    [{ 's3:ExistingObjectTag/Team': 'a', 'aws:PrincipalTag/Team': 'b' }, 'explicitDeny'],
    [{ 's3:ExistingObjectTag/Team': 'a' }, 'explicitDeny'],
    [{ 'aws:PrincipalTag/Team': 'a' }, 'explicitDeny'],
    [{}, 'explicitDeny'],
  ])('the example with Team: %j is %s', (context, outcome) => {
    expect(besideAllowAll(sameTeam, { resource: `${bucket}/a`, context })).toBe(outcome);
  });

  // "If a variable that has no value in the authorization context is used as part of the Resource or
  // NotResource element of a policy, the resource that includes a policy variable with no value will not
  // match any resource."
  it.each<[Json, string, Context, string]>([
    [{ Effect: 'Deny', Resource: `${bucket}/\${v}*` }, `${bucket}/a`, {}, 'allowed'],
    [{ Effect: 'Deny', Resource: `${bucket}/\${v}*` }, `${bucket}/a`, { v: 'a' }, 'explicitDeny'],
    [{ Effect: 'Deny', Resource: [`${bucket}/\${v}`, `${bucket}/b`] }, `${bucket}/b`, {}, 'explicitDeny'],
    [{ Effect: 'Deny', NotResource: `${bucket}/\${v}*` }, `${bucket}/a`, {}, 'explicitDeny'],
    [{ Effect: 'Deny', NotResource: `${bucket}/\${v}*` }, `${bucket}/a`, { v: 'a' }, 'allowed'],
    [{ Effect: 'Deny', NotResource: `${bucket}/\${v}*` }, `${bucket}/b`, { v: 'a' }, 'explicitDeny'],
    [{ Effect: 'Deny', NotResource: [`${bucket}/\${v}`, `${bucket}/b`] }, `${bucket}/b`, {}, 'allowed'],
  ])('%j on %s with %j is %s', (statement, resource, context, outcome) => {
    expect(besideAllowAll(policyOf({ Action: '*', ...statement }), { resource, context })).toBe(outcome);
  });
});

describe('special characters', () => {
  // "${*} - use where you need an * (asterisk) character"; "These predefined policy variables can be used in
  // any string where you can use regular policy variables."
  it.each<[string, string, string, boolean]>([
    ['StringLike', 'a${*}', 'a*', true],
    ['StringLike', 'a${*}', 'ab', false],
    ['StringLike', 'a${*}*', 'a*b', true],
    ['StringLike', 'a${*}*', 'acb', false],
    ['StringLike', 'a${?}', 'a?', true],
    ['StringLike', 'a${?}', 'ab', false],
    ['StringLike', '${$}{aws:username}', '${aws:username}', true],
    ['StringLike', '${$}5', '$5', true],
    ['StringEquals', 'a${*}', 'a*', true],
    ['StringEquals', 'a${?}b${$}', 'a?b$', true],
    ['StringEquals', 'a${*}', 'a${*}', false],
    ['StringNotEquals', 'a${*}', 'a*', false],
    ['StringNotLike', 'a${*}', 'ab', true],
    ['ArnLike', 'arn:aws:s3:::a${*}', 'arn:aws:s3:::a*', true],
    ['ArnLike', 'arn:aws:s3:::a${*}', 'arn:aws:s3:::ab', false],
  ])('%s %s against %s: %s', (operator, expected, actual, matches) => {
    expect(conditionMatches({ [operator]: { k: expected } }, { k: actual })).toBe(matches);
  });

  it.each<[string, string, string]>([
    ['a${*}', 'a*', 'allowed'],
    ['a${*}', 'ab', 'implicitDeny'],
    ['a${?}', 'a?', 'allowed'],
    ['a${?}', 'ab', 'implicitDeny'],
    ['${$}{aws:username}', '${aws:username}', 'allowed'],
    ['${$}{aws:username}', 'ana', 'implicitDeny'],
    ['*${*}*', 'a*b', 'allowed'],
    ['*${*}*', 'ab', 'implicitDeny'],
  ])('in a Resource: %s against %s is %s', (pattern, key, outcome) => {
    const document = policyOf(allow('*', `${bucket}/${pattern}`));
    expect(alone(document, { resource: `${bucket}/${key}`, context: { 'aws:username': 'ana' } })).toBe(
      outcome,
    );
  });

  // They are variables: in another Version they are text, in which `*` and `?` are wildcards.
  it.each(['2008-10-17', undefined])('in version %s they are text', (language) => {
    const document = {
      ...(language === undefined ? {} : { Version: language }),
      Statement: allow('*', `${bucket}/\${*}`),
    };
    expect(alone(document, { resource: `${bucket}/*` })).toBe('implicitDeny');
    expect(alone(document, { resource: `${bucket}/\${x}` })).toBe('allowed');
  });

  // A value comes from the request: its characters are no wildcards, and no variables.
  it.each<[string, string, string]>([
    ['*', 'secret', 'implicitDeny'],
    ['*', '*', 'allowed'],
    ['a?', 'ab', 'implicitDeny'],
    ['${aws:userid}', 'AIDAEXAMPLE', 'implicitDeny'],
    ['${aws:userid}', '${aws:userid}', 'allowed'],
  ])('a tag with the value %s against %s is %s', (value, key, outcome) => {
    const context = { 'aws:PrincipalTag/t': value, 'aws:userid': 'AIDAEXAMPLE' };
    const resource = policyOf(allow('*', `${bucket}/\${aws:PrincipalTag/t}`));
    expect(alone(resource, { resource: `${bucket}/${key}`, context })).toBe(outcome);
    const condition = { StringLike: { 's3:prefix': '${aws:PrincipalTag/t}' } };
    expect(conditionMatches(condition, { ...context, 's3:prefix': key })).toBe(outcome === 'allowed');
  });
});

describe('default values', () => {
  // "if a principal is tagged with team=yellow, they can access … amzn-s3-demo-bucket-yellow. A policy with
  // this resource allows team members to access their team bucket, but not those of other teams. For users
  // without team tags, it sets a default value of company-wide".
  const buckets = policyOf(allow('s3:*', `${bucket}-\${aws:PrincipalTag/team, 'company-wide'}`));
  const yellow = { 'aws:PrincipalTag/team': 'yellow' };
  it.each<[string, Context, string]>([
    ['yellow', yellow, 'allowed'],
    ['blue', yellow, 'implicitDeny'],
    ['company-wide', yellow, 'implicitDeny'],
    ['company-wide', {}, 'allowed'],
    ['yellow', {}, 'implicitDeny'],
    ['', {}, 'implicitDeny'],
    ["${aws:PrincipalTag/team, 'company-wide'}", {}, 'implicitDeny'],
  ])('the bucket of %s with %j is %s', (name, context, outcome) => {
    expect(alone(buckets, { action: 's3:ListBucket', resource: `${bucket}-${name}`, context })).toBe(outcome);
  });

  // "surround the default value with single quotes (' '), and separate the variable text and the default value
  // with a comma and space"
  it.each<[string, Context, string, boolean]>([
    ["${v, 'a'}", {}, 'a', true],
    ["${v, 'a'}", { v: 'b' }, 'a', false],
    ["${v, 'a'}", { v: 'b' }, 'b', true],
    ["${v, ''}", {}, '', true],
    ["x${v, 'a'}y", {}, 'xay', true],
    ["${v, 'a b, c'}", {}, 'a b, c', true],
    ["${v, 'a'}-${w, 'b'}", { w: 'c' }, 'a-c', true],
    ["${V, 'a'}", { v: 'b' }, 'b', true],
    // A default is text, also where wildcards are.
    ["${v, '*'}", {}, 'anything', false],
    ["${v, '*'}", {}, '*', true],
    // The multivalued key has no value as a variable.
    ["${v, 'a'}", { v: ['b', 'c'] }, 'a', true],
  ])('%s with %j is %s: %s', (text, context, value, matches) => {
    for (const operator of ['StringEquals', 'StringLike']) {
      expect(conditionMatches({ [operator]: { k: text } }, { ...context, k: value })).toBe(matches);
    }
  });
});

describe('the table of principals', () => {
  // Which of them have aws:username; "not present means that the value is not in the current request
  // information, and any attempt to match it fails and causes the statement to be invalid".
  it.each<[string, Context, boolean]>([
    ['AWS account root user', { 'aws:userid': account, 'aws:PrincipalType': 'Account' }, false],
    ['IAM user', { 'aws:username': 'alice', 'aws:userid': 'AIDAEXAMPLE', 'aws:PrincipalType': 'User' }, true],
    [
      'AWS STS federated user principal',
      { 'aws:userid': `${account}:bob`, 'aws:PrincipalType': 'FederatedUser' },
      false,
    ],
    [
      'OIDC federated principal',
      { 'aws:userid': 'AROAEXAMPLE:app', 'aws:PrincipalType': 'AssumedRole' },
      false,
    ],
    [
      'SAML federated principal',
      { 'aws:userid': 'AROAEXAMPLE:ana', 'aws:PrincipalType': 'AssumedRole' },
      false,
    ],
    ['Assumed role', { 'aws:userid': 'AROAEXAMPLE:session', 'aws:PrincipalType': 'AssumedRole' }, false],
    [
      'Role assigned to an Amazon EC2 instance',
      { 'aws:userid': 'AROAEXAMPLE:i-0123', 'aws:PrincipalType': 'AssumedRole' },
      false,
    ],
    ['Anonymous caller', { 'aws:userid': 'anonymous', 'aws:PrincipalType': 'Anonymous' }, false],
  ])('%s: %j', (_, context, hasName) => {
    const type = context['aws:PrincipalType'];
    const id = context['aws:userid'];
    expect(conditionMatches({ StringEquals: { 'aws:PrincipalType': type } }, context)).toBe(true);
    expect(conditionMatches({ StringEquals: { 'aws:userid': id } }, context)).toBe(true);
    expect(conditionMatches({ StringEquals: { k: '${aws:userid}' } }, { ...context, k: id ?? '' })).toBe(
      true,
    );
    expect(conditionMatches({ StringLike: { k: '${aws:username}*' } }, { ...context, k: 'alice' })).toBe(
      hasName,
    );
    expect(conditionMatches({ StringLike: { 'aws:username': '*' } }, context)).toBe(hasName);
    expect(conditionMatches({ StringLike: { 'aws:userid': 'AROAEXAMPLE:*' } }, context)).toBe(
      typeof id === 'string' && id.startsWith('AROA'),
    );
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
it.each<[string, string]>([
  ['alice', 'allowed'],
  ['bob', 'implicitDeny'],
])('the example of reference_policies_elements_resource: the table %s is %s', (table, outcome) => {
  const document = policyOf(
    allow('dynamodb:*', `arn:aws:dynamodb:us-east-2:${account}:table/\${aws:username}`),
  );
  const resource = `arn:aws:dynamodb:us-east-2:${account}:table/${table}`;
  const request = { action: 'dynamodb:GetItem', resource, context: { 'aws:username': 'alice' } };
  expect(alone(document, request)).toBe(outcome);
});
