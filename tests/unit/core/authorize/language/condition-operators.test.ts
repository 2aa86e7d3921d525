// The operators one by one, and every table and example of AWS's page on them.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html

import { describe, expect, it } from 'vitest';
import {
  account,
  alone,
  besideAllowAll,
  codesOf,
  conditionMatches,
  named,
  outcomeOf,
  policyOf,
  version,
  type Context,
  type Json,
} from './outcome-of.ts';

type Row = readonly [condition: Json, context: Context, matches: boolean];

// One value of the policy, a value of the request that it is compared with successfully, and one that not.
const operators = [
  ['StringEquals', 'iamuser-admin', 'iamuser-admin', 'dev-ops', false],
  ['StringNotEquals', 'iamuser-admin', 'iamuser-admin', 'dev-ops', true],
  ['StringEqualsIgnoreCase', 'preprod', 'PreProd', 'storage', false],
  ['StringNotEqualsIgnoreCase', 'preprod', 'PreProd', 'storage', true],
  ['StringLike', 't1.*', 't1.micro', 'm2.micro', false],
  ['StringNotLike', 't1.*', 't1.micro', 'm2.micro', true],
  ['NumericEquals', '10', '10', '11', false],
  ['NumericNotEquals', '10', '10', '11', true],
  ['NumericLessThan', '10', '9', '10', false],
  ['NumericLessThanEquals', '10', '10', '11', false],
  ['NumericGreaterThan', '10', '11', '10', false],
  ['NumericGreaterThanEquals', '10', '10', '9', false],
  ['DateEquals', '2020-01-01T00:00:01Z', '2020-01-01T00:00:01Z', '2020-01-01T00:00:02Z', false],
  ['DateNotEquals', '2020-01-01T00:00:01Z', '2020-01-01T00:00:01Z', '2020-01-01T00:00:02Z', true],
  ['DateLessThan', '2020-01-01T00:00:01Z', '2020-01-01T00:00:00Z', '2020-01-01T00:00:01Z', false],
  ['DateLessThanEquals', '2020-01-01T00:00:01Z', '2020-01-01T00:00:01Z', '2020-01-01T00:00:02Z', false],
  ['DateGreaterThan', '2020-01-01T00:00:01Z', '2020-01-01T00:00:02Z', '2020-01-01T00:00:01Z', false],
  ['DateGreaterThanEquals', '2020-01-01T00:00:01Z', '2020-01-01T00:00:01Z', '2020-01-01T00:00:00Z', false],
  ['Bool', 'true', 'true', 'false', false],
  ['BinaryEquals', 'QmluYXJ5VmFsdWVJbkJhc2U2NA==', 'QmluYXJ5VmFsdWVJbkJhc2U2NA==', 'QUJD', false],
  ['IpAddress', '203.0.113.0/24', '203.0.113.1', '198.51.100.1', false],
  ['NotIpAddress', '203.0.113.0/24', '203.0.113.1', '198.51.100.1', true],
  ['ArnEquals', 'arn:aws:sns:*:123456789012:TOPIC-?', arnOf('1', 'TOPIC-1'), arnOf('7', 'TOPIC-1'), false],
  ['ArnLike', 'arn:aws:sns:*:123456789012:TOPIC-?', arnOf('1', 'TOPIC-1'), arnOf('7', 'TOPIC-1'), false],
  ['ArnNotEquals', 'arn:aws:sns:*:123456789012:TOPIC-?', arnOf('1', 'TOPIC-1'), arnOf('7', 'TOPIC-1'), true],
  ['ArnNotLike', 'arn:aws:sns:*:123456789012:TOPIC-?', arnOf('1', 'TOPIC-1'), arnOf('7', 'TOPIC-1'), true],
] as const;

function arnOf(account: '1' | '7', name: string): string {
  return `arn:aws:sns:us-west-2:${account === '1' ? '123456789012' : '777788889999'}:${name}`;
}

describe.each(operators)('%s', (operator, expected, like, unlike, negated) => {
  // "If the key that you specify in a policy condition is not present in the request context, the values do
  // not match and the condition is false. If the policy condition requires that the key is not matched, such
  // as StringNotLike or ArnNotLike, and the right key is not present, the condition is true."
  it.each<[string, Context, boolean]>([
    ['a value that compares', { 'svc:Key': like }, !negated],
    ['a value that does not', { 'svc:Key': unlike }, negated],
    // "Context key names are not case-sensitive." (reference_policies_elements_condition)
    ['the key in another case', { 'SVC:key': like }, !negated],
    ['no key', {}, negated],
    ['another key', { 'svc:Keys': like }, negated],
  ])('%s', (_, context, matches) => {
    expect(conditionMatches({ [operator]: { 'svc:Key': expected } }, context)).toBe(matches);
  });

  // "If the condition key is present in the context of the request, process the key as specified in the
  // policy. If the key is not present, evaluate the condition element as true."
  it.each<[string, Context, boolean]>([
    ['a value that compares', { 'svc:Key': like }, !negated],
    ['a value that does not', { 'svc:Key': unlike }, negated],
    ['no key', {}, true],
  ])('IfExists: %s', (_, context, matches) => {
    expect(conditionMatches({ [`${operator}IfExists`]: { 'svc:Key': expected } }, context)).toBe(matches);
  });

  // Several values of the policy: OR, and NOR for negated operators
  // (reference_policies_condition-logic-multiple-context-keys-or-values). An ordered comparison and Bool
  // hold for some of two values too, so the second value is one that the operator cannot read.
  const unread = { I: 'ip', N: 'n/a', D: 'n/a', B: '?', A: 'arn:aws:x:::y', S: 'never' }[operator[0] ?? 'S'];
  it.each<[string, Context, boolean]>([
    ['a value that compares', { 'svc:Key': like }, !negated],
    ['a value that does not', { 'svc:Key': unlike }, negated],
  ])('of two values of the policy: %s', (_, context, matches) => {
    const values = [unread ?? 'never', expected];
    const result = outcomeOf(
      { context },
      {
        identity: [
          named(
            policyOf({
              Effect: 'Allow',
              Action: '*',
              Resource: '*',
              Condition: { [operator]: { 'svc:Key': values } },
            }),
          ),
        ],
      },
    );
    expect(result === 'allowed').toBe(matches);
  });

  // "All of the values for the condition key in the request must match at least one of the values in your
  // policy"; negated: "None of the values of the context key in the request can match any"; and it "returns
  // true if there are no context keys in the request".
  it.each<[string, Context, boolean]>([
    ['all compare', { 'svc:Key': [like, like] }, !negated],
    ['one of two compares', { 'svc:Key': [like, unlike] }, false],
    ['none compares', { 'svc:Key': [unlike, unlike] }, negated],
    ['no key', {}, true],
    ['an empty set', { 'svc:Key': [] }, true],
  ])('ForAllValues: %s', (_, context, matches) => {
    expect(conditionMatches({ [`ForAllValues:${operator}`]: { 'svc:Key': expected } }, context)).toBe(
      matches,
    );
  });

  // "At least one condition key value in the request must match one of the values in your policy"; negated:
  // "At least one context key value in the request must NOT match any"; and "if the key does not exist, the
  // condition returns false" (reference_policies_condition-single-vs-multi-valued-context-keys).
  it.each<[string, Context, boolean]>([
    ['all compare', { 'svc:Key': [like, like] }, !negated],
    ['one of two compares', { 'svc:Key': [unlike, like] }, true],
    ['none compares', { 'svc:Key': [unlike, unlike] }, negated],
    ['no key', {}, false],
    ['an empty set', { 'svc:Key': [] }, false],
  ])('ForAnyValue: %s', (_, context, matches) => {
    expect(conditionMatches({ [`ForAnyValue:${operator}`]: { 'svc:Key': expected } }, context)).toBe(matches);
  });
});

describe('string operators', () => {
  const keys = policyOf({
    Effect: 'Allow',
    Action: 'iam:*AccessKey*',
    Resource: `arn:aws:iam::${account}:user/*`,
    Condition: { StringEquals: { 'aws:PrincipalTag/job-category': 'iamuser-admin' } },
  });
  it.each<[string, string, Context, string]>([
    ['the tag', 'iam:CreateAccessKey', { 'aws:PrincipalTag/job-category': 'iamuser-admin' }, 'allowed'],
    ['another tag', 'iam:CreateAccessKey', { 'aws:PrincipalTag/job-category': 'dev-ops' }, 'implicitDeny'],
    ['no tag', 'iam:CreateAccessKey', {}, 'implicitDeny'],
    [
      'another action',
      'iam:CreateUser',
      { 'aws:PrincipalTag/job-category': 'iamuser-admin' },
      'implicitDeny',
    ],
  ])('the example with aws:PrincipalTag: %s', (_, action, context, outcome) => {
    expect(alone(keys, { action, resource: `arn:aws:iam::${account}:user/bob`, context })).toBe(outcome);
  });

  const bucket = 'arn:aws:s3:::amzn-s3-demo-bucket';
  const home = policyOf(
    { Effect: 'Allow', Action: ['s3:ListAllMyBuckets', 's3:GetBucketLocation'], Resource: 'arn:aws:s3:::*' },
    {
      Effect: 'Allow',
      Action: 's3:ListBucket',
      Resource: bucket,
      Condition: { StringLike: { 's3:prefix': ['', 'home/', 'home/${aws:username}/'] } },
    },
    {
      Effect: 'Allow',
      Action: 's3:*',
      Resource: [`${bucket}/home/\${aws:username}`, `${bucket}/home/\${aws:username}/*`],
    },
  );
  const martha = { 'aws:username': 'martha_rivera' };
  it.each<[string, string, Context, string]>([
    // The policy "lets an IAM user use the Amazon S3 console": whose first request lists the buckets, and
    // has `*` for its resource.
    ['s3:ListAllMyBuckets', '*', martha, 'allowed'],
    ['s3:GetBucketLocation', bucket, martha, 'allowed'],
    ['s3:ListBucket', bucket, { ...martha, 's3:prefix': '' }, 'allowed'],
    ['s3:ListBucket', bucket, { ...martha, 's3:prefix': 'home/' }, 'allowed'],
    ['s3:ListBucket', bucket, { ...martha, 's3:prefix': 'home/martha_rivera/' }, 'allowed'],
    ['s3:ListBucket', bucket, { ...martha, 's3:prefix': 'home/nikki_wolf/' }, 'implicitDeny'],
    ['s3:ListBucket', bucket, martha, 'implicitDeny'],
    [
      's3:ListBucket',
      bucket,
      { 'aws:username': 'nikki_wolf', 's3:prefix': 'home/martha_rivera/' },
      'implicitDeny',
    ],
    ['s3:ListBucket', bucket, { 'aws:username': 'nikki_wolf', 's3:prefix': 'home/nikki_wolf/' }, 'allowed'],
    // "No aws:username in the request context. | No match": of the value with the variable.
    ['s3:ListBucket', bucket, { 's3:prefix': 'home/martha_rivera/' }, 'implicitDeny'],
    ['s3:ListBucket', bucket, { 's3:prefix': 'home//' }, 'implicitDeny'],
    ['s3:GetObject', `${bucket}/home/martha_rivera/a.txt`, martha, 'allowed'],
    ['s3:PutObject', `${bucket}/home/martha_rivera`, martha, 'allowed'],
    ['s3:GetObject', `${bucket}/home/nikki_wolf/a.txt`, martha, 'implicitDeny'],
    ['s3:GetObject', `${bucket}/home//a.txt`, {}, 'implicitDeny'],
  ])('the home directory: %s on %s with %j is %s', (action, resource, context, outcome) => {
    expect(alone(home, { action, resource, context })).toBe(outcome);
  });

  // "Exact matching, case sensitive"; "the values can include multi-character match wildcards (*) and
  // single-character match wildcards (?) anywhere in the string. You must specify wildcards to achieve
  // partial string matches."
  it.each<[string, string, string, boolean]>([
    ['StringEquals', 'john', 'john', true],
    ['StringEquals', 'john', 'John', false],
    ['StringEquals', 'john', 'johnny', false],
    ['StringEquals', 'joh*', 'john', false],
    ['StringEquals', 'joh*', 'joh*', true],
    ['StringEquals', 'joh?', 'john', false],
    ['StringEquals', '', '', true],
    ['StringEqualsIgnoreCase', 'john', 'John', true],
    ['StringEqualsIgnoreCase', 'JOHN', 'john', true],
    ['StringEqualsIgnoreCase', 'joh*', 'JOHN', false],
    ['StringNotEquals', 'john', 'John', true],
    ['StringNotEquals', 'joh*', 'john', true],
    ['StringNotEqualsIgnoreCase', 'john', 'John', false],
    ['StringLike', 'john', 'john', true],
    ['StringLike', 'john', 'johnny', false],
    ['StringLike', 'john*', 'johnny', true],
    ['StringLike', '*ohn*', 'johnny', true],
    ['StringLike', 'j*y', 'johnny', true],
    ['StringLike', 'j*n*y', 'johnny', true],
    ['StringLike', 'j*x*y', 'johnny', false],
    ['StringLike', '*', '', true],
    ['StringLike', '*', 'a/b:c', true],
    ['StringLike', '?', '', false],
    ['StringLike', '?', 'a', true],
    ['StringLike', '?', 'ab', false],
    ['StringLike', 'joh?', 'john', true],
    ['StringLike', 'joh?', 'joh', false],
    ['StringLike', '?o*?', 'john', true],
    ['StringLike', '*.example.com', 'a.b.example.com', true],
    ['StringLike', '*.example.com', 'example.com', false],
    ['StringLike', 'JOHN*', 'johnny', false],
    ['StringLike', '[a-z]+', 'abc', false],
    ['StringLike', 'a.c', 'abc', false],
    ['StringLike', 'a\\*c', 'a*c', false],
    ['StringNotLike', 'john*', 'johnny', false],
    ['StringNotLike', 'john*', 'Johnny', true],
    ['StringNotLike', 'john', 'johnny', true],
  ])('%s %j against %j: %s', (operator, expected, actual, matches) => {
    expect(conditionMatches({ [operator]: { 'svc:Key': expected } }, { 'svc:Key': actual })).toBe(matches);
  });

  const tags = {
    StringEqualsIgnoreCase: { 'aws:RequestTag/environment': ['preprod', 'storage'] },
    'ForAnyValue:StringEquals': { 'aws:TagKeys': 'environment' },
  };
  it.each<Row>([
    [tags, { 'aws:TagKeys': ['environment'], 'aws:RequestTag/environment': 'preprod' }, true],
    [tags, { 'aws:TagKeys': ['environment', 'costcenter'], 'aws:RequestTag/environment': 'PreProd' }, true],
    [tags, { 'aws:TagKeys': ['environment'], 'aws:RequestTag/environment': 'Preprod' }, true],
    [tags, { 'aws:TagKeys': ['Environment'], 'aws:RequestTag/Environment': 'preprod' }, false],
    [tags, { 'aws:TagKeys': ['costcenter'], 'aws:RequestTag/environment': 'preprod' }, false],
    [tags, { 'aws:RequestTag/environment': 'storage' }, false],
    [tags, { 'aws:TagKeys': ['environment'] }, false],
    [tags, {}, false],
  ])('ForAnyValue with a string operator: %j with %j: %s', (condition, context, matches) => {
    expect(conditionMatches(condition, context)).toBe(matches);
    const document = policyOf({
      Effect: 'Allow',
      Action: 'ec2:CreateTags',
      Resource: 'arn:aws:ec2:*:*:instance/*',
      Condition: condition,
    });
    const instance = `arn:aws:ec2:us-east-1:${account}:instance/i-1`;
    const allowed = alone(document, { action: 'ec2:CreateTags', resource: instance, context }) === 'allowed';
    expect(allowed).toBe(matches);
  });

  // The page's table under "Wildcard matching" has Match and No match the other way round, and No match
  // without the key, against its own "None of the values of the context key in the request can match any of
  // the context key values in your policy" and against the tables with the same operator in
  // reference_policies_condition_examples-multi-valued-context-keys. Those are followed here.
  const paths = {
    'ForAllValues:StringNotLike': {
      'aws:ResourceOrgPaths': [
        'o-acorg/r-acroot/ou-acroot-mediaou/',
        'o-acorg/r-acroot/ou-acroot-sportsou/*',
      ],
    },
  };
  it.each<[string, Context, boolean]>([
    [
      'below the second OU',
      { 'aws:ResourceOrgPaths': ['o-acorg/r-acroot/ou-acroot-sportsou/costcenter/'] },
      false,
    ],
    [
      'below the first OU, whose path has no wildcard',
      { 'aws:ResourceOrgPaths': ['o-acorg/r-acroot/ou-acroot-mediaou/costcenter/'] },
      true,
    ],
    ['in the first OU', { 'aws:ResourceOrgPaths': ['o-acorg/r-acroot/ou-acroot-mediaou/'] }, false],
    ['no paths', {}, true],
  ])('DenyS3AccessOutsideMyBoundary: %s', (_, context, matches) => {
    expect(conditionMatches(paths, context)).toBe(matches);
  });
});

describe('numeric operators', () => {
  // "a value of less than or equal to 10 would be allowed"; without the key "the values do not match".
  const list = policyOf({
    Effect: 'Allow',
    Action: 's3:ListBucket',
    Resource: 'arn:aws:s3:::amzn-s3-demo-bucket',
    Condition: { NumericLessThanEquals: { 's3:max-keys': '10' } },
  });
  it.each<[Context, string]>([
    [{ 's3:max-keys': '9' }, 'allowed'],
    [{ 's3:max-keys': '10' }, 'allowed'],
    [{ 's3:max-keys': '11' }, 'implicitDeny'],
    [{ 's3:max-keys': '100' }, 'implicitDeny'],
    [{}, 'implicitDeny'],
  ])('the example with s3:max-keys: %j is %s', (context, outcome) => {
    const request = { action: 's3:ListBucket', resource: 'arn:aws:s3:::amzn-s3-demo-bucket', context };
    expect(alone(list, request)).toBe(outcome);
  });

  // "comparing a key to an integer or decimal value"; "Quotation marks are optional for numeric and Boolean
  // values" (reference_policies_grammar).
  it.each<[string, unknown, string, boolean]>([
    ['NumericEquals', 10, '10', true],
    ['NumericEquals', '10', '10.0', true],
    ['NumericEquals', '10.50', '10.5', true],
    ['NumericEquals', '010', '10', true],
    ['NumericEquals', '0', '-0', true],
    ['NumericEquals', '-5', '-5', true],
    ['NumericEquals', '10', 'ten', false],
    ['NumericNotEquals', 10.5, '10.25', true],
    ['NumericLessThan', '10', '9.99', true],
    ['NumericLessThan', '9', '10', false],
    ['NumericLessThan', '10', '-11', true],
    ['NumericLessThanEquals', '10', '10.01', false],
    ['NumericGreaterThan', '0.5', '0.51', true],
    ['NumericGreaterThan', '-1', '-2', false],
    ['NumericGreaterThanEquals', '100', '20', false],
    ['NumericGreaterThanEquals', '9007199254740991', '9007199254740991', true],
  ])('%s %j against %j: %s', (operator, expected, actual, matches) => {
    expect(conditionMatches({ [operator]: { 'svc:Key': expected } }, { 'svc:Key': actual })).toBe(matches);
  });

  // "Wildcards – Not supported", "Policy variables – Not supported"
  it.each<[string, string, Context]>([
    ['NumericEquals', '1*', { 'svc:Key': '10' }],
    ['NumericEquals', '*', { 'svc:Key': '10' }],
    ['NumericEquals', '1?', { 'svc:Key': '10' }],
    ['NumericEquals', '${svc:Limit}', { 'svc:Key': '10', 'svc:Limit': '10' }],
    ['NumericLessThan', '${svc:Limit}', { 'svc:Key': '1', 'svc:Limit': '10' }],
  ])('%s takes neither wildcard nor variable: %s', (operator, expected, context) => {
    const document = policyOf({
      Effect: 'Allow',
      Action: '*',
      Resource: '*',
      Condition: { [operator]: { 'svc:Key': expected } },
    });
    expect(alone(document, { context })).toBe('implicitDeny');
  });
});

describe('date operators', () => {
  const fresh = policyOf({
    Effect: 'Allow',
    Action: 'iam:*AccessKey*',
    Resource: `arn:aws:iam::${account}:user/*`,
    Condition: { DateGreaterThan: { 'aws:TokenIssueTime': '2020-01-01T00:00:01Z' } },
  });
  it.each<[Context, string]>([
    [{ 'aws:TokenIssueTime': '2020-06-01T12:00:00Z' }, 'allowed'],
    [{ 'aws:TokenIssueTime': '2020-01-01T00:00:01Z' }, 'implicitDeny'],
    [{ 'aws:TokenIssueTime': '2019-12-31T23:59:59Z' }, 'implicitDeny'],
    // "In this example, if an IAM user attempts to view or edit an access key, the request is denied."
    [{}, 'implicitDeny'],
  ])('the example with aws:TokenIssueTime: %j is %s', (context, outcome) => {
    const request = { action: 'iam:ListAccessKeys', resource: `arn:aws:iam::${account}:user/bob`, context };
    expect(alone(fresh, request)).toBe(outcome);
  });

  // reference_policies_examples_aws-dates: "between April 1, 2020 and June 30, 2020 (UTC)"
  const quarter = {
    DateGreaterThan: { 'aws:CurrentTime': '2020-04-01T00:00:00Z' },
    DateLessThan: { 'aws:CurrentTime': '2020-06-30T23:59:59Z' },
  };
  it.each<[string, boolean]>([
    ['2020-04-01T00:00:01Z', true],
    ['2020-05-15T12:00:00Z', true],
    ['2020-06-30T23:59:58Z', true],
    ['2020-03-31T23:59:59Z', false],
    ['2020-07-01T00:00:00Z', false],
    ['2020-07-01T01:00:00+02:00', true],
    ['2020-06-30T22:30:00-02:00', false],
    ['1588291200', true],
    ['1577836800', false],
  ])('the example with aws:CurrentTime: at %s %s', (now, matches) => {
    expect(conditionMatches(quarter, { 'aws:CurrentTime': now })).toBe(matches);
  });

  // "one of the W3C implementations of the ISO 8601 date formats or in epoch (UNIX) time": the six forms of
  // https://www.w3.org/TR/NOTE-datetime, all of which name this instant.
  const instant = ['2020', '2020-01', '2020-01-01', '2020-01-01T00:00Z', '2020-01-01T00:00:00Z'].concat([
    '2020-01-01T00:00:00.0Z',
    '2020-01-01T00:00:00.000Z',
    '2020-01-01T01:00+01:00',
    '2019-12-31T16:00:00-08:00',
    '2020-01-01T05:30:00.00+05:30',
    '1577836800',
  ]);
  it.each(instant)('%s is the beginning of 2020', (text) => {
    for (const other of instant) {
      expect(conditionMatches({ DateEquals: { 'svc:Key': text } }, { 'svc:Key': other })).toBe(true);
      expect(conditionMatches({ DateLessThanEquals: { 'svc:Key': text } }, { 'svc:Key': other })).toBe(true);
      expect(conditionMatches({ DateLessThan: { 'svc:Key': text } }, { 'svc:Key': other })).toBe(false);
    }
    expect(conditionMatches({ DateNotEquals: { 'svc:Key': text } }, { 'svc:Key': '1577836801' })).toBe(true);
  });

  it.each<[string, string, string, boolean]>([
    ['DateLessThan', '2020-01-01T00:00:00Z', '2019-12-31T23:59:59.999Z', true],
    ['DateGreaterThan', '2020-01-01T00:00:00Z', '2020-01-01T00:00:00.001Z', true],
    ['DateGreaterThan', '2020-02-29', '2020-03-01', true],
    ['DateEquals', '2020-02-30', '2020-03-01', false],
    ['DateEquals', '2021-02-29', '2021-03-01', false],
    ['DateEquals', '20200101T000000Z', '2020-01-01', false],
    ['DateEquals', 'yesterday', '2020-01-01', false],
    ['DateEquals', '2020-01-01', 'yesterday', false],
    ['DateNotEquals', '2020-01-01', 'yesterday', true],
    // "Wildcards – Not supported", "Policy variables – Not supported"
    ['DateEquals', '2020-*', '2020-01-01', false],
    ['DateEquals', '${svc:Key}', '2020-01-01', false],
  ])('%s %s against %s: %s', (operator, expected, actual, matches) => {
    const document = policyOf({
      Effect: 'Allow',
      Action: '*',
      Resource: '*',
      Condition: { [operator]: { 'svc:Key': expected } },
    });
    expect(alone(document, { context: { 'svc:Key': actual } }) === 'allowed').toBe(matches);
  });
});

describe('Bool', () => {
  const replicate = policyOf({
    Sid: 'BooleanExample',
    Action: 's3:ReplicateObject',
    Effect: 'Deny',
    Resource: ['arn:aws:s3:::amzn-s3-demo-bucket', 'arn:aws:s3:::amzn-s3-demo-bucket/*'],
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  });
  it.each<[string, Context, string]>([
    ['s3:ReplicateObject', { 'aws:SecureTransport': 'false' }, 'explicitDeny'],
    ['s3:ReplicateObject', { 'aws:SecureTransport': 'true' }, 'allowed'],
    ['s3:ReplicateObject', {}, 'allowed'],
    ['s3:GetObject', { 'aws:SecureTransport': 'false' }, 'allowed'],
  ])('BooleanExample: %s with %j is %s', (action, context, outcome) => {
    expect(besideAllowAll(replicate, { action, context })).toBe(outcome);
  });

  it.each<[unknown, string, boolean]>([
    [true, 'true', true],
    [false, 'true', false],
    ['true', 'TRUE', true],
    ['TRUE', 'true', true],
    ['False', 'false', true],
    ['true', '1', false],
    ['true', 'yes', false],
    ['tru*', 'true', false],
  ])('%j against %j: %s', (expected, actual, matches) => {
    const document = policyOf({
      Effect: 'Allow',
      Action: '*',
      Resource: '*',
      Condition: { Bool: { 'svc:Key': expected } },
    });
    expect(alone(document, { context: { 'svc:Key': actual } }) === 'allowed').toBe(matches);
  });

  // "To prevent ForAllValues operators from evaluating missing context keys or context keys with empty values
  // as Allowed, you can include the Null condition operator in your policy."
  const all = { 'ForAllValues:Bool': { 'svc:Flags': 'true' } };
  const allAndThere = { ...all, Null: { 'svc:Flags': 'false' } };
  const any = { 'ForAnyValue:Bool': { 'svc:Flags': 'true' } };
  it.each<Row>([
    [all, { 'svc:Flags': ['true', 'true'] }, true],
    [all, { 'svc:Flags': ['true', 'false'] }, false],
    [all, {}, true],
    [allAndThere, { 'svc:Flags': ['true', 'true'] }, true],
    [allAndThere, {}, false],
    [allAndThere, { 'svc:Flags': [] }, false],
    [allAndThere, { 'svc:Flags': '' }, false],
    [any, { 'svc:Flags': ['false', 'true'] }, true],
    [any, { 'svc:Flags': ['false'] }, false],
    [any, {}, false],
  ])('with set operators: %j with %j: %s', (condition, context, matches) => {
    expect(conditionMatches(condition, context)).toBe(matches);
  });
});

describe('BinaryEquals', () => {
  const value = 'QmluYXJ5VmFsdWVJbkJhc2U2NA==';
  it.each<[string, Context, boolean]>([
    [value, { key: value }, true],
    [value, { key: 'ASIAIOSFODNN7EXAMPLE' }, false],
    [value, {}, false],
    // "byte for byte": base-64 text has case.
    [value, { key: value.toLowerCase() }, false],
    // "Wildcards – Not supported", "Policy variables – Not supported"
    ['Qmlu*', { key: value }, false],
    ['${key}', { key: value }, false],
  ])('%s with %j: %s', (expected, context, matches) => {
    const document = policyOf({
      Effect: 'Allow',
      Action: '*',
      Resource: '*',
      Condition: { BinaryEquals: { key: expected } },
    });
    expect(alone(document, { context }) === 'allowed').toBe(matches);
  });
});

describe('IP address operators', () => {
  const office = policyOf({
    Effect: 'Allow',
    Action: 'iam:*AccessKey*',
    Resource: `arn:aws:iam::${account}:user/*`,
    Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
  });
  it.each<[Context, string]>([
    [{ 'aws:SourceIp': '203.0.113.0' }, 'allowed'],
    [{ 'aws:SourceIp': '203.0.113.1' }, 'allowed'],
    [{ 'aws:SourceIp': '203.0.113.255' }, 'allowed'],
    [{ 'aws:SourceIp': '203.0.112.255' }, 'implicitDeny'],
    [{ 'aws:SourceIp': '203.0.114.0' }, 'implicitDeny'],
    [{ 'aws:SourceIp': '198.51.100.1' }, 'implicitDeny'],
    // Through a VPC endpoint: "the condition returns false and the request is implicitly denied".
    [{}, 'implicitDeny'],
  ])('the example with a range: %j is %s', (context, outcome) => {
    const request = { action: 'iam:ListAccessKeys', resource: `arn:aws:iam::${account}:user/bob`, context };
    expect(alone(office, request)).toBe(outcome);
  });

  const both = { IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '2001:DB8:1234:5678::/64'] } };
  it.each<[string, boolean]>([
    ['203.0.113.7', true],
    ['2001:db8:1234:5678::1', true],
    ['2001:DB8:1234:5678:FFFF:ffff:ffff:ffff', true],
    ['2001:0db8:1234:5678:0000:0000:0000:0001', true],
    ['2001:db8:1234:5679::1', false],
    ['2001:db8:1234:5677:ffff:ffff:ffff:ffff', false],
    ['198.51.100.1', false],
  ])('the example with IPv4 and IPv6: %s %s', (ip, matches) => {
    expect(conditionMatches(both, { 'aws:SourceIp': ip })).toBe(matches);
  });

  // "The value must be in the standard CIDR format"; "without the associated routing prefix, IAM uses the
  // default prefix value of /32"; IPv6 uses "::" for "a range of 0s".
  it.each<[string, string, boolean]>([
    ['203.0.113.5', '203.0.113.5', true],
    ['203.0.113.5', '203.0.113.4', false],
    ['203.0.113.5/32', '203.0.113.5', true],
    ['203.0.113.5/31', '203.0.113.4', true],
    ['203.0.113.5/31', '203.0.113.6', false],
    ['203.0.113.128/25', '203.0.113.127', false],
    ['203.0.113.128/25', '203.0.113.200', true],
    ['10.0.0.0/8', '10.255.255.255', true],
    ['10.0.0.0/8', '11.0.0.0', false],
    ['172.16.0.0/12', '172.31.255.255', true],
    ['172.16.0.0/12', '172.32.0.0', false],
    ['0.0.0.0/0', '255.255.255.255', true],
    ['128.0.0.0/1', '200.1.1.1', true],
    ['128.0.0.0/1', '100.1.1.1', false],
    ['::1', '::1', true],
    ['::1', '0:0:0:0:0:0:0:1', true],
    ['::/0', '2001:db8::1', true],
    ['::/0', '203.0.113.5', false],
    ['0.0.0.0/0', '2001:db8::1', false],
    ['2001:db8::/33', '2001:db8:7fff::1', true],
    ['2001:db8::/33', '2001:db8:8000::1', false],
    ['2001:db8::1/128', '2001:db8::2', false],
    ['fe80::/10', 'febf::1', true],
    ['fe80::/10', 'fec0::1', false],
    ['::ffff:203.0.113.0/120', '::ffff:203.0.113.9', true],
  ])('%s against %s: %s', (block, ip, matches) => {
    expect(conditionMatches({ IpAddress: { 'aws:SourceIp': block } }, { 'aws:SourceIp': ip })).toBe(matches);
    expect(conditionMatches({ NotIpAddress: { 'aws:SourceIp': block } }, { 'aws:SourceIp': ip })).toBe(
      !matches,
    );
  });

  // "Wildcards – Not supported", "Policy variables – Not supported"; and what is no address.
  it.each(['203.0.113.*', '203.0.113', '${aws:SourceIp}', '203.0.113.0/33', '203.0.113.256', '2001:db8/32'])(
    '%s is no address of the policy language',
    (expected) => {
      const document = policyOf({
        Effect: 'Allow',
        Action: '*',
        Resource: '*',
        Condition: { IpAddress: { 'aws:SourceIp': expected } },
      });
      expect(alone(document, { context: { 'aws:SourceIp': '203.0.113.1' } })).toBe('implicitDeny');
    },
  );
});

describe('ARN operators', () => {
  const queue = 'arn:aws:sqs:us-east-1:123456789012:QUEUE-ID';
  const topic = 'arn:aws:sns:us-east-1:123456789012:TOPIC-ID';
  const send = {
    Version: version,
    Statement: {
      Effect: 'Allow',
      Principal: { Service: 'sns.amazonaws.com' },
      Action: 'SQS:SendMessage',
      Resource: queue,
      Condition: { ArnEquals: { 'aws:SourceArn': topic } },
    },
  };
  it.each<[string, Context, string]>([
    ['sns.amazonaws.com', { 'aws:SourceArn': topic }, 'allowed'],
    ['sns.amazonaws.com', { 'aws:SourceArn': topic.replace('TOPIC', 'OTHER') }, 'implicitDeny'],
    ['sns.amazonaws.com', { 'aws:SourceArn': topic.replace('123456789012', '777788889999') }, 'implicitDeny'],
    // "If an IAM user attempts to perform this operation directly, the condition returns false and the
    // request is implicitly denied by this statement."
    ['sns.amazonaws.com', {}, 'implicitDeny'],
    ['s3.amazonaws.com', { 'aws:SourceArn': topic }, 'implicitDeny'],
  ])('the example with a queue: %s with %j is %s', (principal, context, outcome) => {
    const request = {
      principal,
      action: 'sqs:SendMessage',
      resource: queue,
      resourceAccountId: '123456789012',
    };
    expect(outcomeOf({ ...request, context }, { identity: [], resource: named(send) })).toBe(outcome);
  });

  it.each<Row>([
    [
      { ArnEquals: { 'aws:SourceArn': 'arn:aws:sns:us-west-2:123456789012:TOPIC-ID' } },
      { 'aws:SourceArn': 'arn:aws:sns:us-west-2:123456789012:TOPIC-ID' },
      true,
    ],
    [
      { ArnEquals: { 'aws:SourceArn': 'arn:aws:sns:us-west-2:123456789012:TOPIC-ID' } },
      { 'aws:SourceArn': 'arn:aws:sns:us-west-2:777788889999:TOPIC-ID' },
      false,
    ],
    [{ ArnEquals: { 'aws:SourceArn': 'arn:aws:sns:us-west-2:123456789012:TOPIC-ID' } }, {}, false],
  ])('%j with %j: %s', (condition, context, matches) => {
    expect(conditionMatches(condition, context)).toBe(matches);
  });

  // "Case-sensitive matching of the ARN. Each of the six colon-delimited components of the ARN is checked
  // separately and each can include multi-character match wildcards (*) or single-character match wildcards
  // (?). The ArnEquals and ArnLike condition operators behave identically."
  it.each<[string, string, boolean]>([
    ['arn:aws:sns:us-west-2:123456789012:TOPIC-ID', 'arn:aws:sns:us-west-2:123456789012:topic-id', false],
    ['arn:aws:sns:us-west-2:123456789012:TOPIC-*', 'arn:aws:sns:us-west-2:123456789012:TOPIC-ID', true],
    ['arn:aws:sns:us-west-2:123456789012:*', 'arn:aws:sns:us-west-2:123456789012:TOPIC-ID', true],
    ['arn:aws:sns:us-*-2:123456789012:TOPIC-ID', 'arn:aws:sns:us-west-2:123456789012:TOPIC-ID', true],
    ['arn:aws:sns:us-*-1:123456789012:TOPIC-ID', 'arn:aws:sns:us-west-2:123456789012:TOPIC-ID', false],
    ['arn:aws:sns:us-west-?:123456789012:TOPIC-ID', 'arn:aws:sns:us-west-2:123456789012:TOPIC-ID', true],
    ['arn:aws:sns:us-west-?:123456789012:TOPIC-ID', 'arn:aws:sns:us-west-12:123456789012:TOPIC-ID', false],
    ['arn:aws:sns:*:*:*', 'arn:aws:sns:us-west-2:123456789012:TOPIC-ID', true],
    ['arn:aws:*:*:*:*', 'arn:aws:sns:us-west-2:123456789012:TOPIC-ID', true],
    ['arn:aws*:sns:*:*:*', 'arn:aws-cn:sns:cn-north-1:123456789012:TOPIC-ID', true],
    ['arn:*:sns:*:*:*', 'arn:aws-us-gov:sns:us-gov-west-1:123456789012:TOPIC-ID', true],
    ['arn:aws:s?s:*:*:*', 'arn:aws:sqs:us-west-2:123456789012:QUEUE-ID', true],
    ['arn:aws:sns:*:1234567890*:*', 'arn:aws:sns:us-west-2:123456789012:TOPIC-ID', true],
    ['arn:aws:sns:*:????????????:*', 'arn:aws:sns:us-west-2:123456789012:TOPIC-ID', true],
    ['arn:aws:sns:*:???????????:*', 'arn:aws:sns:us-west-2:123456789012:TOPIC-ID', false],
    // Components that are empty.
    ['arn:aws:iam::123456789012:user/*', 'arn:aws:iam::123456789012:user/alice', true],
    ['arn:aws:iam:*:123456789012:user/*', 'arn:aws:iam::123456789012:user/alice', true],
    ['arn:aws:iam:?:123456789012:user/*', 'arn:aws:iam::123456789012:user/alice', false],
    ['arn:aws:s3:::amzn-s3-demo-bucket', 'arn:aws:s3:us-east-1::amzn-s3-demo-bucket', false],
    // The sixth component is the rest, colons and slashes included.
    ['arn:aws:lambda:*:*:function:*', 'arn:aws:lambda:us-east-1:123456789012:function:f:live', true],
    ['arn:aws:lambda:*:*:function:f', 'arn:aws:lambda:us-east-1:123456789012:function:f:live', false],
    ['arn:aws:logs:*:*:log-group:/aws/*:*', 'arn:aws:logs:us-east-1:123456789012:log-group:/aws/x:*', true],
    ['arn:aws:iam::*:role/*/admin', 'arn:aws:iam::123456789012:role/a/b/admin', true],
    ['arn:aws:iam::*:role/?/admin', 'arn:aws:iam::123456789012:role/ab/admin', false],
    // "Each … is checked separately": a component takes nothing of the next.
    ['arn:aws:sns:*:TOPIC-ID', 'arn:aws:sns:us-west-2:123456789012:TOPIC-ID', false],
    ['arn:aws:sns:us-west-2*:TOPIC-ID:*', 'arn:aws:sns:us-west-2:123456789012:TOPIC-ID', false],
    ['arn:aws:sns:*:123456789012:TOPIC-ID', 'arn:aws:sns:us:west:123456789012:TOPIC-ID', false],
    ['arn:aws:iam::*:user/*', 'arn:aws:iam::1:2:user/alice', false],
    // Texts that are no ARN.
    ['arn:aws:sns:*:*:*', 'TOPIC-ID', false],
    ['arn:aws:sns:*:*:*', 'arn:aws:sns', false],
    ['arn:aws:sns:*:*:*', '', false],
  ])('%s against %s: %s', (expected, actual, matches) => {
    for (const operator of ['ArnEquals', 'ArnLike']) {
      expect(conditionMatches({ [operator]: { 'svc:Arn': expected } }, { 'svc:Arn': actual })).toBe(matches);
    }
    for (const operator of ['ArnNotEquals', 'ArnNotLike']) {
      expect(conditionMatches({ [operator]: { 'svc:Arn': expected } }, { 'svc:Arn': actual })).toBe(!matches);
    }
  });

  // The table's ARNs have their account in the fifth place and no service, which is as good as any other.
  const distribution = 'arn:aws::cloudfront:123456789012:distribution';
  const delivery = {
    'ForAllValues:ArnLike': {
      'logs:LogGeneratingResourceArns': [`${distribution}/*`, `${distribution}/support*`],
    },
  };
  const foreign = 'arn:aws::cloudfront:777788889999:distribution/costcenter';
  it.each<[readonly string[] | undefined, boolean]>([
    [[`${distribution}/costcenter`], true],
    [[`${distribution}/costcenter`, `${distribution}/support2025`], true],
    [[foreign], false],
    [[`${distribution}/costcenter`, foreign], false],
    [undefined, true],
    // "The ForAllValues qualifier returns true if there are no context keys in the request or if the context
    // key value resolves to a null dataset, such as an empty string."
    [[], true],
    [[''], true],
    // The table says No match here, against "All of the ARNs in the request context must match at least one
    // of the ARN patterns in your policy": `distribution/*` is among them.
    [[`${distribution}/costcenter`, `${distribution}/admin`], true],
  ])('ForAllValues:ArnLike with %j: %s', (arns, matches) => {
    const context: Context = arns === undefined ? {} : { 'logs:LogGeneratingResourceArns': arns };
    expect(conditionMatches(delivery, context)).toBe(matches);
  });

  // "you can include the Null condition operator in your policy with a false value to check if the context key
  // exists and its value is not null", so as to "prevent missing context keys or context keys with empty
  // values from evaluating to true".
  it.each<[readonly string[] | undefined, boolean]>([
    [[`${distribution}/costcenter`], true],
    [undefined, false],
    [[], false],
    [[''], false],
  ])('and with Null beside it, %j: %s', (arns, matches) => {
    const context: Context = arns === undefined ? {} : { 'logs:LogGeneratingResourceArns': arns };
    const condition = { ...delivery, Null: { 'logs:LogGeneratingResourceArns': 'false' } };
    expect(conditionMatches(condition, context)).toBe(matches);
  });
});

describe('IfExists', () => {
  const describeActions = [
    'ec2:DescribeImages',
    'ec2:DescribeInstances',
    'ec2:DescribeVpcs',
    'ec2:DescribeKeyPairs',
    'ec2:DescribeSubnets',
    'ec2:DescribeSecurityGroups',
  ];
  const launch = (operator: string) =>
    policyOf(
      {
        Sid: 'RunInstance',
        Effect: 'Allow',
        Action: 'ec2:RunInstances',
        Resource: '*',
        Condition: { [operator]: { 'ec2:InstanceType': ['t1.*', 't2.*', 'm3.*'] } },
      },
      { Sid: 'DescribeActions', Effect: 'Allow', Action: describeActions, Resource: '*' },
    );
  const instance = `arn:aws:ec2:us-east-1:${account}:instance/*`;
  const image = 'arn:aws:ec2:us-east-1::image/ami-1';
  it.each<[string, string, string, Context, string]>([
    ['StringLikeIfExists', 'ec2:RunInstances', instance, { 'ec2:InstanceType': 't1.micro' }, 'allowed'],
    ['StringLikeIfExists', 'ec2:RunInstances', instance, { 'ec2:InstanceType': 't2.large' }, 'allowed'],
    ['StringLikeIfExists', 'ec2:RunInstances', instance, { 'ec2:InstanceType': 'm3.medium' }, 'allowed'],
    ['StringLikeIfExists', 'ec2:RunInstances', instance, { 'ec2:InstanceType': 'm2.micro' }, 'implicitDeny'],
    ['StringLikeIfExists', 'ec2:RunInstances', image, {}, 'allowed'],
    ['StringLikeIfExists', 'ec2:DescribeInstances', '*', {}, 'allowed'],
    // THISPOLICYDOESNOTWORK
    ['StringLike', 'ec2:RunInstances', instance, { 'ec2:InstanceType': 't1.micro' }, 'allowed'],
    ['StringLike', 'ec2:RunInstances', image, {}, 'implicitDeny'],
  ])('%s: %s on %s with %j is %s', (operator, action, resource, context, outcome) => {
    expect(alone(launch(operator), { action, resource, context })).toBe(outcome);
  });

  // "If you are using an "Effect": "Deny" element with a negated condition operator like
  // StringNotEqualsIfExists, the request is still denied even if the condition key is not present."
  it.each<[Context, string]>([
    [{ 'aws:PrincipalOrgID': 'o-1' }, 'allowed'],
    [{ 'aws:PrincipalOrgID': 'o-2' }, 'explicitDeny'],
    [{}, 'explicitDeny'],
  ])('StringNotEqualsIfExists in a Deny with %j is %s', (context, outcome) => {
    const document = policyOf({
      Effect: 'Deny',
      Action: '*',
      Resource: '*',
      Condition: { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-1' } },
    });
    expect(besideAllowAll(document, { context })).toBe(outcome);
  });

  // "Other condition elements in the statement can still result in a nonmatch"
  it('leaves other conditions of the statement as they are', () => {
    const condition = { StringEqualsIfExists: { a: 'x' }, StringEquals: { b: 'y' } };
    expect(conditionMatches(condition, { b: 'y' })).toBe(true);
    expect(conditionMatches(condition, {})).toBe(false);
    expect(conditionMatches(condition, { a: 'z', b: 'y' })).toBe(false);
  });
});

describe('Null', () => {
  const temporary = policyOf({
    Action: 'ec2:*',
    Effect: 'Allow',
    Resource: '*',
    Condition: { Null: { 'aws:TokenIssueTime': 'false' } },
  });
  it.each<[Context, string]>([
    [{ 'aws:TokenIssueTime': '2020-01-01T00:00:00Z' }, 'allowed'],
    [{}, 'implicitDeny'],
  ])('the example with temporary credentials: %j is %s', (context, outcome) => {
    expect(alone(temporary, { action: 'ec2:StartInstances', resource: '*', context })).toBe(outcome);
  });

  // "either true (the key doesn't exist — it is null) or false (the key exists and its value is not null)"
  it.each<[unknown, Context, boolean]>([
    ['true', {}, true],
    ['true', { k: 'x' }, false],
    ['true', { k: ['x', 'y'] }, false],
    ['true', { k: [] }, true],
    ['false', { k: 'x' }, true],
    ['false', { k: ['x', 'y'] }, true],
    ['false', {}, false],
    ['false', { k: [] }, false],
    [true, {}, true],
    [false, {}, false],
    [['true', 'false'], {}, true],
    [['true', 'false'], { k: 'x' }, true],
  ])('Null %j with %j: %s', (expected, context, matches) => {
    expect(conditionMatches({ Null: { k: expected } }, context)).toBe(matches);
  });

  // "You can add IfExists to the end of any condition operator name except the Null condition"; "You can not
  // use a policy variable with the Null condition operator."
  it.each<[Json, readonly string[]]>([
    [{ NullIfExists: { k: 'true' } }, ['unknown-operator']],
    [{ Null: { k: '${aws:SecureTransport}' } }, ['invalid-null-value']],
    [{ Null: { k: 'yes' } }, ['invalid-null-value']],
    [{ Null: { k: '' } }, ['invalid-null-value']],
  ])('is refused: %j', (Condition, codes) => {
    const document = policyOf({ Effect: 'Allow', Action: '*', Resource: '*', Condition });
    expect(codesOf(document, 'identity')).toEqual(codes);
  });
});
