// Several keys, several values, and the set operators, by the examples and tables of AWS's four pages on them.

import { describe, expect, it } from 'vitest';
import {
  account,
  alone,
  besideAllowAll,
  allowAll,
  conditionMatches,
  named,
  outcomeOf,
  policyOf,
  type Context,
  type Json,
} from './outcome-of.ts';

type Row = readonly [condition: Json, context: Context, matches: boolean];

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
describe('reference_policies_condition-logic-multiple-context-keys-or-values', () => {
  const user = (name: string) => `arn:aws:iam::222222222222:user/${name}`;
  /** The bucket is another account's; the caller's own policies allow everything. */
  function listBucket(operator: 'ArnLike' | 'ArnNotLike', name: string, tags: Context) {
    const statement = {
      Sid: 'ExamplePolicy',
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::222222222222:root' },
      Action: 's3:ListBucket',
      Resource: 'arn:aws:s3:::amzn-s3-demo-bucket',
      Condition: {
        StringEquals: {
          'aws:PrincipalTag/department': ['finance', 'hr', 'legal'],
          'aws:PrincipalTag/role': ['audit', 'security'],
        },
        [operator]: { 'aws:PrincipalArn': [user('Ana'), user('Mary')] },
      },
    };
    const request = {
      principal: user(name),
      action: 's3:ListBucket',
      resource: 'arn:aws:s3:::amzn-s3-demo-bucket',
      context: { ...tags, 'aws:PrincipalArn': user(name) },
    };
    return outcomeOf(request, { identity: [allowAll], resource: named(policyOf(statement)) });
  }
  const department = (value: string) => ({ 'aws:PrincipalTag/department': value });
  const role = (value: string) => ({ 'aws:PrincipalTag/role': value });

  it.each<[string, Context, string]>([
    ['Mary', { ...department('legal'), ...role('audit') }, 'allowed'],
    ['Nikki', { ...department('hr'), ...role('audit') }, 'implicitDeny'],
    ['Mary', { ...department('hr'), ...role('payroll') }, 'implicitDeny'],
    ['Mary', department('hr'), 'implicitDeny'],
    ['Mary', {}, 'implicitDeny'],
    // Every value of every key once.
    ['Ana', { ...department('finance'), ...role('security') }, 'allowed'],
    ['Ana', { ...department('hr'), ...role('security') }, 'allowed'],
    ['Ana', { ...department('Finance'), ...role('security') }, 'implicitDeny'],
    ['ana', { ...department('finance'), ...role('security') }, 'implicitDeny'],
    ['Ana', role('security'), 'implicitDeny'],
  ])('StringEquals and ArnLike: %s with %j is %s', (name, tags, outcome) => {
    expect(listBucket('ArnLike', name, tags)).toBe(outcome);
  });

  // "a logical NOR or NOT OR returns true only if all values evaluate to false"
  it.each<[string, Context, string]>([
    ['Nikki', { ...department('legal'), ...role('audit') }, 'allowed'],
    ['Mary', { ...department('hr'), ...role('audit') }, 'implicitDeny'],
    ['Ana', { ...department('hr'), ...role('audit') }, 'implicitDeny'],
    ['Nikki', { ...department('hr'), ...role('payroll') }, 'implicitDeny'],
    ['Nikki', department('hr'), 'implicitDeny'],
    ['Nikki', {}, 'implicitDeny'],
  ])('StringEquals and ArnNotLike: %s with %j is %s', (name, tags, outcome) => {
    expect(listBucket('ArnNotLike', name, tags)).toBe(outcome);
  });

  // The four rules at the head of the page, alone.
  const operators = { StringEquals: { a: '1' }, NumericLessThan: { b: '5' } };
  const keys = { StringEquals: { a: '1', b: '2' } };
  const values = { StringEquals: { a: ['1', '2', '3'] } };
  const nor = { StringNotEquals: { a: ['1', '2', '3'] } };
  const norKeys = { StringNotEquals: { a: ['1', '2'], b: ['1', '2'] } };
  const sameKey = { StringLike: { a: 'x*' }, StringNotLike: { a: '*y' } };
  it.each<Row>([
    [operators, { a: '1', b: '4' }, true],
    [operators, { a: '1', b: '5' }, false],
    [operators, { a: '2', b: '4' }, false],
    [operators, { b: '4' }, false],
    [keys, { a: '1', b: '2' }, true],
    [keys, { a: '1', b: '1' }, false],
    [keys, { a: '2', b: '2' }, false],
    [keys, { a: '1' }, false],
    [values, { a: '1' }, true],
    [values, { a: '3' }, true],
    [values, { a: '4' }, false],
    [nor, { a: '4' }, true],
    [nor, { a: '1' }, false],
    [nor, { a: '3' }, false],
    [nor, {}, true],
    [norKeys, { a: '3', b: '3' }, true],
    [norKeys, { a: '3', b: '1' }, false],
    [norKeys, { a: '1', b: '3' }, false],
    [sameKey, { a: 'xz' }, true],
    [sameKey, { a: 'xy' }, false],
    [sameKey, { a: 'z' }, false],
  ])('%j with %j: %s', (condition, context, matches) => {
    expect(conditionMatches(condition, context)).toBe(matches);
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
describe('reference_policies_condition-single-vs-multi-valued-context-keys', () => {
  const tagKeys = (values: readonly string[] | undefined): Context =>
    values === undefined ? {} : { 'aws:TagKeys': values };
  const deleteTags = (Condition: Json) =>
    policyOf({
      Effect: 'Allow',
      Action: 'ec2:DeleteTags',
      Resource: `arn:aws:ec2:us-east-1:${account}:instance/*`,
      Condition,
    });
  const all = deleteTags({
    'ForAllValues:StringEquals': { 'aws:TagKeys': ['environment', 'cost-center'] },
    Null: { 'aws:TagKeys': 'false' },
  });
  const any = deleteTags({
    'ForAnyValue:StringEquals': { 'aws:TagKeys': ['environment', 'cost-center'] },
  });
  const bare = deleteTags({
    'ForAllValues:StringEquals': { 'aws:TagKeys': ['environment', 'cost-center'] },
  });
  const request = { action: 'ec2:DeleteTags', resource: `arn:aws:ec2:us-east-1:${account}:instance/i-1` };

  it.each<[readonly string[] | undefined, string]>([
    [['environment'], 'allowed'],
    [['cost-center'], 'allowed'],
    [['environment', 'cost-center'], 'allowed'],
    [['environment', 'dept'], 'implicitDeny'],
    [undefined, 'implicitDeny'],
    // "The tag-keys in the request must match exactly the specified keys in the policy."
    [['Environment'], 'implicitDeny'],
    [['dept'], 'implicitDeny'],
    [[], 'implicitDeny'],
  ])('ForAllValues with Null: %j is %s', (values, outcome) => {
    expect(alone(all, { ...request, context: tagKeys(values) })).toBe(outcome);
  });

  it.each<[readonly string[] | undefined, string]>([
    [['environment'], 'allowed'],
    [['cost-center'], 'allowed'],
    [['environment', 'cost-center'], 'allowed'],
    [['environment', 'dept'], 'allowed'],
    [['dept'], 'implicitDeny'],
    [undefined, 'implicitDeny'],
    [[], 'implicitDeny'],
  ])('ForAnyValue: %j is %s', (values, outcome) => {
    expect(alone(any, { ...request, context: tagKeys(values) })).toBe(outcome);
  });

  // "It also returns true if there are no context keys in the request." A null dataset, "such as an empty
  // string", counts as none (reference_policies_elements_condition_operators).
  it.each<[readonly string[] | undefined, string]>([
    [undefined, 'allowed'],
    [[], 'allowed'],
    [[''], 'allowed'],
    [['environment'], 'allowed'],
    [['environment', 'dept'], 'implicitDeny'],
  ])('ForAllValues without Null: %j is %s', (values, outcome) => {
    expect(alone(bare, { ...request, context: tagKeys(values) })).toBe(outcome);
  });

  // "When using ForAnyValue with a Deny effect, if the context key is not present in the request, the policy
  // evaluates as No match. For consistent behavior, add an explicit Null condition check".
  const deny = (Condition: Json) => policyOf({ Effect: 'Deny', Action: '*', Resource: '*', Condition });
  it.each<[Json, readonly string[] | undefined, string]>([
    [{ 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'x' } }, undefined, 'allowed'],
    [{ 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'x' } }, ['x', 'y'], 'explicitDeny'],
    [{ 'ForAnyValue:StringNotEquals': { 'aws:TagKeys': 'x' } }, undefined, 'allowed'],
    [{ 'ForAnyValue:StringNotEquals': { 'aws:TagKeys': 'x' } }, ['x', 'y'], 'explicitDeny'],
    [{ 'ForAnyValue:StringNotEquals': { 'aws:TagKeys': 'x' } }, ['x'], 'allowed'],
    [{ Null: { 'aws:TagKeys': 'true' } }, undefined, 'explicitDeny'],
    [{ Null: { 'aws:TagKeys': 'true' } }, ['x'], 'allowed'],
  ])('a Deny with %j and %j is %s', (condition, values, outcome) => {
    expect(besideAllowAll(deny(condition), { context: tagKeys(values) })).toBe(outcome);
  });

  // "if you include a multivalued string context key in your policy with a wildcard or a variable, you must
  // also use the StringLike condition operator"
  it.each<Row>([
    [
      { 'ForAnyValue:StringLike': { 'aws:TagKeys': 'cost-*' } },
      { 'aws:TagKeys': ['a', 'cost-center'] },
      true,
    ],
    [
      { 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'cost-*' } },
      { 'aws:TagKeys': ['a', 'cost-center'] },
      false,
    ],
    [
      { 'ForAllValues:StringLike': { 'aws:TagKeys': 'cost-*' } },
      { 'aws:TagKeys': ['a', 'cost-center'] },
      false,
    ],
    [
      { 'ForAllValues:StringLike': { 'aws:TagKeys': ['a', 'cost-*'] } },
      { 'aws:TagKeys': ['a', 'cost-x'] },
      true,
    ],
    [
      { 'ForAnyValue:StringLike': { 'aws:TagKeys': '${aws:username}-*' } },
      { 'aws:TagKeys': ['ana-1', 'b'], 'aws:username': 'ana' },
      true,
    ],
    [
      { 'ForAnyValue:StringLike': { 'aws:TagKeys': '${aws:username}-*' } },
      { 'aws:TagKeys': ['mary-1', 'b'], 'aws:username': 'ana' },
      false,
    ],
    // Set operators with a single-valued key, against AWS's advice: a set of one, or of none.
    [{ 'ForAllValues:StringEquals': { 'aws:SourceVpce': 'vpce-1' } }, { 'aws:SourceVpce': 'vpce-1' }, true],
    [{ 'ForAllValues:StringEquals': { 'aws:SourceVpce': 'vpce-1' } }, { 'aws:SourceVpce': 'vpce-2' }, false],
    [{ 'ForAllValues:StringEquals': { 'aws:SourceVpce': 'vpce-1' } }, {}, true],
    [{ 'ForAnyValue:StringEquals': { 'aws:SourceVpce': 'vpce-1' } }, { 'aws:SourceVpce': 'vpce-1' }, true],
    [{ 'ForAnyValue:StringEquals': { 'aws:SourceVpce': 'vpce-1' } }, {}, false],
    // With IfExists (aws:SourceOrgPaths in reference_policies_condition-keys has it with ForAllValues).
    [{ 'ForAllValues:StringNotLikeIfExists': { k: 'a*' } }, { k: ['b'] }, true],
    [{ 'ForAllValues:StringNotLikeIfExists': { k: 'a*' } }, { k: ['b', 'ab'] }, false],
    [{ 'ForAllValues:StringNotLikeIfExists': { k: 'a*' } }, {}, true],
    [{ 'ForAnyValue:StringLikeIfExists': { k: 'a*' } }, { k: ['b', 'ab'] }, true],
    [{ 'ForAnyValue:StringLikeIfExists': { k: 'a*' } }, { k: ['b'] }, false],
    [{ 'ForAnyValue:StringLikeIfExists': { k: 'a*' } }, {}, true],
  ])('%j with %j: %s', (condition, context, matches) => {
    expect(conditionMatches(condition, context)).toBe(matches);
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition_examples-single-valued-context-keys.html
describe('reference_policies_condition_examples-single-valued-context-keys', () => {
  // What the page says of all three statements together holds of each alone: the second lets tag with a
  // project, the third whatever is not production. Only requests of which both say the same are here.
  const volumes = policyOf(
    { Effect: 'Allow', Action: 'ec2:CreateVolume', Resource: '*' },
    {
      Effect: 'Allow',
      Action: 'ec2:CreateTags',
      Resource: 'arn:aws:ec2:us-east-1:123456789012:volume/*',
      Condition: { StringLike: { 'aws:RequestTag/project': '*' } },
    },
    {
      Effect: 'Allow',
      Action: 'ec2:CreateTags',
      Resource: 'arn:aws:ec2:us-east-1:123456789012:*/*',
      Condition: { StringNotEquals: { 'aws:ResourceTag/environment': 'production' } },
    },
  );
  const volume = 'arn:aws:ec2:us-east-1:123456789012:volume/vol-1';
  const snapshot = 'arn:aws:ec2:us-east-1:123456789012:snapshot/snap-1';
  const project = { 'aws:RequestTag/project': 'Feature3' };
  const environment = (value: string) => ({ 'aws:ResourceTag/environment': value });
  it.each<[string, string, Context, string]>([
    ['ec2:CreateVolume', volume, {}, 'allowed'],
    ['ec2:CreateTags', volume, { ...project, ...environment('QA') }, 'allowed'],
    ['ec2:CreateTags', volume, environment('production'), 'implicitDeny'],
    ['ec2:CreateTags', snapshot, environment('QA'), 'allowed'],
    ['ec2:CreateTags', snapshot, { ...project, ...environment('production') }, 'implicitDeny'],
    ['ec2:CreateTags', snapshot, {}, 'allowed'],
    ['ec2:CreateTags', volume.replace('us-east-1', 'us-east-2'), project, 'implicitDeny'],
    ['ec2:DeleteTags', volume, project, 'implicitDeny'],
  ])('several blocks: %s on %s with %j is %s', (action, resource, context, outcome) => {
    expect(alone(volumes, { action, resource, context })).toBe(outcome);
  });

  const cluster = (name: string) => `arn:aws:ecs:us-east-1:${account}:cluster/${name}`;
  const tasks = policyOf({
    Effect: 'Allow',
    Action: ['ecs:RunTask', 'ecs:StartTask'],
    Resource: ['*'],
    Condition: {
      StringEquals: { 'aws:RequestTag/environment': ['production', 'prod-backup'] },
      ArnEquals: { 'ecs:cluster': [cluster('default1'), cluster('default2')] },
    },
  });
  it.each<[string, Context, string]>([
    [
      'ecs:RunTask',
      { 'aws:RequestTag/environment': 'production', 'ecs:cluster': cluster('default1') },
      'allowed',
    ],
    [
      'ecs:StartTask',
      { 'aws:RequestTag/environment': 'prod-backup', 'ecs:cluster': cluster('default2') },
      'allowed',
    ],
    [
      'ecs:RunTask',
      { 'aws:RequestTag/webserver': 'production', 'ecs:cluster': cluster('default2') },
      'implicitDeny',
    ],
    ['ecs:RunTask', { 'ecs:cluster': cluster('default2') }, 'implicitDeny'],
    [
      'ecs:RunTask',
      { 'aws:RequestTag/environment': 'production', 'ecs:cluster': cluster('default3') },
      'implicitDeny',
    ],
    ['ecs:RunTask', { 'aws:RequestTag/environment': 'production' }, 'implicitDeny'],
  ])('one block: %s with %j is %s', (action, context, outcome) => {
    const resource = `arn:aws:ecs:us-east-1:${account}:task-definition/web:1`;
    expect(alone(tasks, { action, resource, context })).toBe(outcome);
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition_examples-multi-valued-context-keys.html
// "For a Deny statement, Match is Denied and No match is Not denied".
describe('reference_policies_condition_examples-multi-valued-context-keys', () => {
  const restricted = (values: string | readonly string[]) =>
    policyOf({
      Sid: 'DenyRestrictedTags',
      Effect: 'Deny',
      Action: ['iam:Tag*', 'iam:UnTag*'],
      Resource: ['*'],
      Condition: { 'ForAllValues:StringNotLike': { 'aws:TagKeys': values } },
    });
  const one = restricted('key1*');
  const two = restricted(['key1*', 'key2*']);
  const snapshots = policyOf({
    Effect: 'Deny',
    Action: ['ec2:CreateSnapshot', 'ec2:CreateSnapshots'],
    Resource: 'arn:aws:ec2:us-west-2::snapshot/*',
    Condition: { 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'webserver' } },
  });
  const tagKeys = (values: readonly string[] | undefined): Context =>
    values === undefined ? {} : { 'aws:TagKeys': values };

  it.each<[string, Json, readonly string[] | undefined, string]>([
    ['one value', one, ['key1:legal'], 'allowed'],
    ['one value', one, ['key1:hr', 'key1:personnel'], 'allowed'],
    ['one value', one, ['key2:audit'], 'explicitDeny'],
    ['one value', one, undefined, 'explicitDeny'],
    ['two values', two, ['key1:legal'], 'allowed'],
    ['two values', two, ['key1:hr', 'key1:personnel'], 'allowed'],
    ['two values', two, ['key1:hr', 'key2:audit'], 'allowed'],
    ['two values', two, ['key3:legal'], 'explicitDeny'],
    ['two values', two, undefined, 'explicitDeny'],
    // "None of the values of the context key in the request can match any": one that does is enough.
    ['two values', two, ['key1:hr', 'key3:legal'], 'allowed'],
    ['two values', two, ['key3:legal', 'key4:legal'], 'explicitDeny'],
  ])('DenyRestrictedTags with %s: %j %j is %s', (_, document, values, outcome) => {
    const request = { resource: `arn:aws:iam::${account}:user/bob`, context: tagKeys(values) };
    expect(besideAllowAll(document, { ...request, action: 'iam:TagUser' })).toBe(outcome);
    expect(besideAllowAll(document, { ...request, action: 'iam:UntagUser' })).toBe(outcome);
    expect(besideAllowAll(document, { ...request, action: 'iam:GetUser' })).toBe('allowed');
  });

  it.each<[readonly string[] | undefined, string]>([
    [['webserver'], 'explicitDeny'],
    [['environment', 'webserver', 'test'], 'explicitDeny'],
    [['environment', 'test'], 'allowed'],
    [undefined, 'allowed'],
  ])('ForAnyValue in a Deny: %j is %s', (values, outcome) => {
    const request = { resource: 'arn:aws:ec2:us-west-2::snapshot/snap-1', context: tagKeys(values) };
    expect(besideAllowAll(snapshots, { ...request, action: 'ec2:CreateSnapshot' })).toBe(outcome);
    expect(besideAllowAll(snapshots, { ...request, action: 'ec2:CreateSnapshots' })).toBe(outcome);
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
describe('reference_policies_elements_condition', () => {
  it.each<Row>([
    // "only requests made by john match. Users named John are denied access."
    [{ StringEquals: { 'aws:username': 'john' } }, { 'aws:username': 'john' }, true],
    [{ StringEquals: { 'aws:username': 'john' } }, { 'aws:username': 'John' }, false],
    [{ StringEqualsIgnoreCase: { 'aws:username': 'john' } }, { 'aws:username': 'John' }, true],
    [{ StringEqualsIgnoreCase: { 'aws:username': 'john' } }, { 'aws:username': 'john' }, true],
    // "including the aws:SourceIP context key is equivalent to testing for AWS:SourceIp"
    [{ IpAddress: { 'aws:SourceIP': '203.0.113.7' } }, { 'AWS:SourceIp': '203.0.113.7' }, true],
    [{ IpAddress: { 'AWS:SOURCEIP': '203.0.113.7' } }, { 'aws:sourceip': '203.0.113.7' }, true],
    // "the condition matches a resource tag key named either TagKey1 or tagkey1"
    [
      { StringEquals: { 'aws:ResourceTag/TagKey1': 'Value1' } },
      { 'aws:ResourceTag/TagKey1': 'Value1' },
      true,
    ],
    [
      { StringEquals: { 'aws:ResourceTag/TagKey1': 'Value1' } },
      { 'aws:ResourceTag/tagkey1': 'Value1' },
      true,
    ],
    [
      { StringEquals: { 'aws:ResourceTag/TagKey1': 'Value1' } },
      { 'aws:ResourceTag/TagKey1': 'value1' },
      false,
    ],
    [{ StringLike: { 's3:prefix': ['jane/*'] } }, { 's3:prefix': 'jane/a' }, true],
    [{ StringLike: { 's3:prefix': ['jane/*'] } }, { 's3:prefix': 'janet/a' }, false],
    [
      { StringLike: { 's3:prefix': ['${aws:username}/*'] } },
      { 's3:prefix': 'jane/a', 'aws:username': 'jane' },
      true,
    ],
    [
      { 'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['ID', 'PostDateTime'] } },
      { 'dynamodb:Attributes': ['ID', 'PostDateTime'] },
      true,
    ],
    [
      { 'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['ID', 'PostDateTime'] } },
      { 'dynamodb:Attributes': ['ID', 'Message'] },
      false,
    ],
  ])('%j with %j: %s', (condition, context, matches) => {
    expect(conditionMatches(condition, context)).toBe(matches);
  });

  // "True – If the requester signed in using MFA in the last one hour or less"; "Not present – If the
  // requester made a request using their IAM user access keys": "the key is not present, and it won't match".
  const remove = policyOf({
    Sid: 'AllowRemoveMfaOnlyIfRecentMfa',
    Effect: 'Allow',
    Action: ['iam:DeactivateMFADevice'],
    Resource: 'arn:aws:iam::*:user/${aws:username}',
    Condition: { NumericLessThanEquals: { 'aws:MultiFactorAuthAge': '3600' } },
  });
  it.each<[Context, string]>([
    [{ 'aws:username': 'martha', 'aws:MultiFactorAuthAge': '2800' }, 'allowed'],
    [{ 'aws:username': 'martha', 'aws:MultiFactorAuthAge': '3600' }, 'allowed'],
    [{ 'aws:username': 'martha', 'aws:MultiFactorAuthAge': '3601' }, 'implicitDeny'],
    [{ 'aws:username': 'martha' }, 'implicitDeny'],
    [{ 'aws:username': 'mary', 'aws:MultiFactorAuthAge': '2800' }, 'implicitDeny'],
  ])('AllowRemoveMfaOnlyIfRecentMfa: %j is %s', (context, outcome) => {
    const request = { action: 'iam:DeactivateMFADevice', resource: `arn:aws:iam::${account}:user/martha` };
    expect(alone(remove, { ...request, context })).toBe(outcome);
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html
describe('access_tags', () => {
  const owner = policyOf(
    {
      Effect: 'Allow',
      Action: ['ec2:StartInstances', 'ec2:StopInstances'],
      Resource: 'arn:aws:ec2:*:*:instance/*',
      Condition: { StringEquals: { 'aws:ResourceTag/Owner': '${aws:username}' } },
    },
    { Effect: 'Allow', Action: 'ec2:DescribeInstances', Resource: '*' },
  );
  // "the instance must be tagged Owner=richard or owner=richard"
  it.each<[Context, string]>([
    [{ 'aws:ResourceTag/Owner': 'richard' }, 'allowed'],
    [{ 'aws:ResourceTag/owner': 'richard' }, 'allowed'],
    [{ 'aws:ResourceTag/Owner': 'Richard' }, 'implicitDeny'],
    [{ 'aws:ResourceTag/Owner': 'saanvi' }, 'implicitDeny'],
    [{}, 'implicitDeny'],
  ])('the tag of the owner: %j is %s', (tags, outcome) => {
    const resource = `arn:aws:ec2:us-east-1:${account}:instance/i-1`;
    const context = { ...tags, 'aws:username': 'richard' };
    expect(alone(owner, { action: 'ec2:StartInstances', resource, context })).toBe(outcome);
  });

  // "grants permission to delete Amazon Simple Queue Service queues, but only if the queue name starts with
  // the team name followed by -queue"
  const queues = policyOf({
    Sid: 'AllQueueActions',
    Effect: 'Allow',
    Action: 'sqs:DeleteQueue',
    Resource: `arn:aws:sqs:us-east-2:${account}:\${aws:PrincipalTag/team}-queue`,
  });
  it.each<[string, Context, string]>([
    ['qa-queue', { 'aws:PrincipalTag/team': 'qa' }, 'allowed'],
    ['dev-queue', { 'aws:PrincipalTag/team': 'qa' }, 'implicitDeny'],
    ['qa-queue', {}, 'implicitDeny'],
    ['-queue', {}, 'implicitDeny'],
  ])('the queues of the team: %s with %j is %s', (name, context, outcome) => {
    const resource = `arn:aws:sqs:us-east-2:${account}:${name}`;
    expect(alone(queues, { action: 'sqs:DeleteQueue', resource, context })).toBe(outcome);
  });

  const attach = {
    StringEquals: { 'aws:RequestTag/environment': ['preprod', 'production'] },
    'ForAllValues:StringEquals': { 'aws:TagKeys': 'environment' },
  };
  const secret = {
    Null: { 'aws:TagKeys': 'false' },
    'ForAllValues:StringEquals': { 'aws:TagKeys': ['environment', 'cost-center'] },
  };
  it.each<Row>([
    [attach, { 'aws:RequestTag/environment': 'preprod', 'aws:TagKeys': ['environment'] }, true],
    [attach, { 'aws:RequestTag/environment': 'test', 'aws:TagKeys': ['environment'] }, false],
    // "This stops users from including other keys, such as accidentally using Environment".
    [attach, { 'aws:RequestTag/Environment': 'preprod', 'aws:TagKeys': ['Environment'] }, false],
    [attach, { 'aws:RequestTag/environment': 'preprod', 'aws:TagKeys': ['environment', 'x'] }, false],
    [secret, { 'aws:TagKeys': ['environment'] }, true],
    [secret, { 'aws:TagKeys': ['cost-center', 'environment'] }, true],
    [secret, { 'aws:TagKeys': ['cost-center', 'owner'] }, false],
    // "The Null condition ensures that the condition evaluates to false if there are no tags in the request."
    [secret, {}, false],
    [secret, { 'aws:TagKeys': [] }, false],
  ])('%j with %j: %s', (condition, context, matches) => {
    expect(conditionMatches(condition, context)).toBe(matches);
  });
});
