// Resource and NotResource, and wildcards in ARNs.

import { describe, expect, it } from 'vitest';
import type { PolicyType } from '../../../../../src/core/authorize/types.ts';
import {
  account,
  allowAll,
  alone,
  besideAllowAll,
  codesOf,
  named,
  outcomeOf,
  policyOf,
  type Json,
} from './outcome-of.ts';

const bucket = 'arn:aws:s3:::amzn-s3-demo-bucket';

/** Whether a Resource names a resource; a NotResource with the same values leaves it out. */
function names(Resource: string | readonly string[], resource: string): boolean {
  const allowed = alone(policyOf({ Effect: 'Allow', Action: '*', Resource }), { resource }) === 'allowed';
  const others = alone(policyOf({ Effect: 'Allow', Action: '*', NotResource: Resource }), { resource });
  expect(others).toBe(allowed ? 'implicitDeny' : 'allowed');
  return allowed;
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
describe('reference_policies_elements_resource', () => {
  it.each<[string, string, boolean]>([
    [`arn:aws:sqs:us-east-2:${account}:queue1`, `arn:aws:sqs:us-east-2:${account}:queue1`, true],
    [`arn:aws:sqs:us-east-2:${account}:queue1`, `arn:aws:sqs:us-east-2:${account}:queue2`, false],
    [`arn:aws:sqs:us-east-2:${account}:queue1`, `arn:aws:sqs:us-east-1:${account}:queue1`, false],
    [`arn:aws:sqs:us-east-2:${account}:queue1`, 'arn:aws:sqs:us-east-2:444455556666:queue1', false],
    [`arn:aws:sqs:us-east-2:${account}:queue1`, `arn:aws:sqs:us-east-2:${account}:queue10`, false],
    // "In the Resource element, the IAM user name is case sensitive."
    [`arn:aws:iam::${account}:user/Bob`, `arn:aws:iam::${account}:user/Bob`, true],
    [`arn:aws:iam::${account}:user/Bob`, `arn:aws:iam::${account}:user/bob`, false],
    // "all IAM users whose path is /accounting"
    [`arn:aws:iam::${account}:user/accounting/*`, `arn:aws:iam::${account}:user/accounting/ana`, true],
    [`arn:aws:iam::${account}:user/accounting/*`, `arn:aws:iam::${account}:user/accounting/x/ana`, true],
    [`arn:aws:iam::${account}:user/accounting/*`, `arn:aws:iam::${account}:user/accountings/ana`, false],
    [`arn:aws:iam::${account}:user/accounting/*`, `arn:aws:iam::${account}:user/ana`, false],
    // "all items within a specific Amazon S3 bucket"
    [`${bucket}/*`, `${bucket}/a`, true],
    [`${bucket}/*`, `${bucket}/a/b/c`, true],
    [`${bucket}/*`, `${bucket}/`, true],
    [`${bucket}/*`, bucket, false],
    [bucket, `${bucket}/a`, false],
    [`${bucket}*`, bucket, true],
    [`${bucket}*`, `${bucket}2/a`, true],
  ])('%s names %s: %s', (pattern, resource, expected) => {
    expect(names(pattern, resource)).toBe(expected);
  });

  // "The asterisk (*) character can expand to replace everything within a segment, including characters like a
  // forward slash (/)".
  it.each<[string, boolean]>([
    ['1/test/object.jpg', true],
    ['1/2/test/object.jpg', true],
    ['1/2/test/3/object.jpg', true],
    ['1/2/3/test/4/object.jpg', true],
    ['1///test///object.jpg', true],
    ['1/test/.jpg', true],
    ['/test/object.jpg', true],
    ['1/test/', true],
    ['1-test/object.jpg', false],
    ['test/object.jpg', false],
    ['1/2/test.jpg', false],
  ])('/*/test/* names %s: %s', (key, expected) => {
    expect(names(`${bucket}/*/test/*`, `${bucket}/${key}`)).toBe(expected);
  });

  // "You can use wildcard characters (* and ?) within the individual segments of an ARN (the parts separated by
  // colons) … You can use multiple * or ? characters in each segment."
  it.each<[string, string, boolean]>([
    ['arn:aws:sqs:us-*-2:111122223333:queue1', 'arn:aws:sqs:us-east-2:111122223333:queue1', true],
    ['arn:aws:sqs:us-*-2:111122223333:queue1', 'arn:aws:sqs:us-gov-west-2:111122223333:queue1', true],
    ['arn:aws:sqs:us-*-2:111122223333:queue1', 'arn:aws:sqs:us-east-1:111122223333:queue1', false],
    ['arn:aws:sqs:u?-*-?:111122223333:q*e?', 'arn:aws:sqs:us-east-2:111122223333:queue1', true],
    ['arn:aws:sqs:u?-*-?:111122223333:q*e?', 'arn:aws:sqs:us-east-2:111122223333:queue12', false],
    ['arn:aws:sqs:??-????-?:111122223333:*', 'arn:aws:sqs:us-east-2:111122223333:queue1', true],
    ['arn:aws:sqs:??-????-?:111122223333:*', 'arn:aws:sqs:us-central-2:111122223333:queue1', false],
    ['arn:aws:sqs:*:1111*3333:queue1', 'arn:aws:sqs:us-east-2:111122223333:queue1', true],
    ['arn:aws:sqs:*:11112222333?:queue1', 'arn:aws:sqs:us-east-2:111122223333:queue1', true],
    ['arn:aws:sqs:*:11112222333?:queue1', 'arn:aws:sqs:us-east-2:11112222333:queue1', false],
    ['arn:aws:sqs:*:*:*', 'arn:aws:sqs:us-east-2:111122223333:queue1', true],
    ['arn:aws:iam:*:111122223333:user/*', 'arn:aws:iam::111122223333:user/ana', true],
    ['arn:aws:iam:?:111122223333:user/*', 'arn:aws:iam::111122223333:user/ana', false],
    // In the middle of a segment a wildcard takes no colon; "?" never does.
    ['arn:aws:sqs:us-*-2:queue1', 'arn:aws:sqs:us-east-2:111122223333-2:queue1', false],
    ['arn:aws:sqs:us-east-2:1*3:queue1', 'arn:aws:sqs:us-east-2:1:3:queue1', false],
    ['arn:aws:sqs:us-east-2?111122223333:x:queue1', 'arn:aws:sqs:us-east-2:111122223333:x:queue1', false],
    // "If the * wildcard is the last character of a resource ARN segment, it can expand to match beyond the
    // colon boundaries."
    ['arn:aws:lambda:*:111122223333:function:f', 'arn:aws:lambda:us-east-1:111122223333:function:f', true],
    ['arn:aws:lambda:us-east-1:*:f', 'arn:aws:lambda:us-east-1:111122223333:function:f', true],
    ['arn:aws:lambda:us-east-1:111122223333:*:f', 'arn:aws:lambda:us-east-1:111122223333:function:f', true],
    [
      'arn:aws:lambda:us-east-1:111122223333:function:*',
      'arn:aws:lambda:us-east-1:111122223333:function:f:1',
      true,
    ],
    ['arn:aws:lambda:us-east-1:1*:f', 'arn:aws:lambda:us-east-1:111122223333:function:f', true],
    ['arn:aws:lambda:us-east-1:1*:f', 'arn:aws:lambda:us-east-1:211122223333:function:f', false],
    [
      'arn:aws:logs:us-east-1:111122223333:log-group:/x*',
      'arn:aws:logs:us-east-1:111122223333:log-group:/x:log-stream:y',
      true,
    ],
    // Text that is special elsewhere is plain here.
    [`${bucket}/[ab]`, `${bucket}/a`, false],
    [`${bucket}/a.c`, `${bucket}/abc`, false],
    [`${bucket}/a+`, `${bucket}/aa`, false],
    [`${bucket}/(a|b)`, `${bucket}/a`, false],
    [`${bucket}/\\*`, `${bucket}/*`, false],
    [`${bucket}/^a$`, `${bucket}/^a$`, true],
    [`${bucket}/{a,b}`, `${bucket}/a`, false],
  ])('%s names %s: %s', (pattern, resource, expected) => {
    expect(names(pattern, resource)).toBe(expected);
  });

  // "You can't use a wildcard in the service segment that identifies the AWS product."; "Statements must include
  // either a Resource or a NotResource element."
  it.each<[Json, readonly string[]]>([
    [{ Resource: 'arn:aws:s*:::b' }, ['invalid-resource']],
    [{ Resource: 'arn:aws:*:::b' }, ['invalid-resource']],
    [{ Resource: 'arn:aws:s?:::b' }, ['invalid-resource']],
    [{ Resource: ['arn:aws:s3:::a', 'arn:aws:*:::b'] }, ['invalid-resource']],
    [{ NotResource: 'arn:aws:*:::b' }, ['invalid-resource']],
    [{}, ['missing-resource']],
    [{ Resource: '*', NotResource: '*' }, ['conflicting-elements']],
    [{ Resource: [] }, ['empty-list']],
    [{ Resource: '' }, ['invalid-resource']],
    [{ Resource: 'amzn-s3-demo-bucket' }, ['invalid-resource']],
    [{ Resource: 's3:::b' }, ['invalid-resource']],
    [{ Resource: 'ARN:aws:s3:::b' }, ['invalid-resource']],
    [{ Resource: 1 }, ['wrong-type']],
    [{ Resource: [[bucket]] }, ['wrong-type']],
    [{ Resource: [bucket, `${bucket}/*`] }, []],
    [{ NotResource: [bucket, `${bucket}/*`] }, []],
  ])('%j: %j', (elements, codes) => {
    expect(codesOf(policyOf({ Effect: 'Allow', Action: '*', ...elements }), 'identity')).toEqual(codes);
  });

  const tables = ['books_table', 'magazines_table'].map(
    (name) => `arn:aws:dynamodb:us-east-2:${account}:table/${name}`,
  );
  it.each<[string, boolean]>([
    ['books_table', true],
    ['magazines_table', true],
    ['comics_table', false],
  ])('a list of two tables names %s: %s', (name, expected) => {
    expect(names(tables, `arn:aws:dynamodb:us-east-2:${account}:table/${name}`)).toBe(expected);
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
describe('reference-arns', () => {
  it.each<[string, string, boolean]>([
    ['arn:aws:iam::123456789012:role/*', 'arn:aws:iam::123456789012:role/service-role1', true],
    ['arn:aws:iam::123456789012:role/*', 'arn:aws:iam::123456789012:user/service-role1', false],
    ['arn:aws:iam::123456789012:role/service-*', 'arn:aws:iam::123456789012:role/service-role1', true],
    ['arn:aws:iam::123456789012:role/service-*', 'arn:aws:iam::123456789012:role/service-test', true],
    ['arn:aws:iam::123456789012:role/service-*', 'arn:aws:iam::123456789012:role/other', false],
    // "The ARN … is for all objects created within the /Development/ prefix."
    [`${bucket}/Development/*`, `${bucket}/Development/a`, true],
    [`${bucket}/Development/*`, `${bucket}/Production/a`, false],
    // "all folders starting with four characters and ending in -test"
    [`${bucket}/????-test`, `${bucket}/1234-test`, true],
    [`${bucket}/????-test`, `${bucket}/2024-test`, true],
    [`${bucket}/????-test`, `${bucket}/a100-test`, true],
    [`${bucket}/????-test`, `${bucket}/100-test`, false],
    [`${bucket}/????-test`, `${bucket}/12345-test`, false],
    [`${bucket}/????-test`, `${bucket}/1234-test/a`, false],
    // "all Amazon Q applications and resources within the applications in all regions for account 123456789012"
    ['arn:aws:qbusiness:*:123456789012:*', 'arn:aws:qbusiness:us-east-1:123456789012:application/a', true],
    [
      'arn:aws:qbusiness:*:123456789012:*',
      'arn:aws:qbusiness:us-east-1:123456789012:application/a/index/i',
      true,
    ],
    ['arn:aws:qbusiness:*:123456789012:*', 'arn:aws:qbusiness:us-east-1:444455556666:application/a', false],
    ['arn:aws:ec2:*:123456789012:vpc/*', 'arn:aws:ec2:eu-west-1:123456789012:vpc/vpc-1', true],
    ['arn:aws:ec2:*:123456789012:vpc/*', 'arn:aws:ec2:eu-west-1:123456789012:volume/vol-1', false],
    ['arn:aws:ec2:*:123456789012:volume/*', 'arn:aws:ec2:eu-west-1:123456789012:volume/vol-1', true],
    // Partitions are separate.
    ['arn:aws:s3:::b', 'arn:aws-cn:s3:::b', false],
    ['arn:aws-us-gov:s3:::b', 'arn:aws-us-gov:s3:::b', true],
  ])('%s names %s: %s', (pattern, resource, expected) => {
    expect(names(pattern, resource)).toBe(expected);
  });

  // "When you specify an incomplete ARN (one with fewer than the standard six fields) in an identity-based
  // policy, AWS automatically completes the ARN by adding wildcard characters (*) to all missing fields. For
  // example, specifying arn:aws:sqs is equivalent to arn:aws:sqs:*:*:*".
  it.each<[string, string, boolean]>([
    ['arn:aws:sqs', 'arn:aws:sqs:us-east-1:123456789012:queue', true],
    ['arn:aws:sqs', 'arn:aws:sns:us-east-1:123456789012:topic', false],
    ['arn:aws:sqs:us-east-1', 'arn:aws:sqs:us-east-1:123456789012:queue', true],
    ['arn:aws:sqs:us-east-1', 'arn:aws:sqs:us-west-2:123456789012:queue', false],
    ['arn:aws:sqs:us-east-1:123456789012', 'arn:aws:sqs:us-east-1:123456789012:queue', true],
    ['arn:aws:sqs:us-east-1:123456789012', 'arn:aws:sqs:us-east-1:444455556666:queue', false],
    ['arn:aws:sqs:us-*', 'arn:aws:sqs:us-east-1:123456789012:queue', true],
    ['arn:aws:s3', 'arn:aws:s3:::b/key', true],
  ])('%s names %s: %s', (pattern, resource, expected) => {
    expect(names(pattern, resource)).toBe(expected);
  });

  // "session policies … do not support incomplete ARNs. Using an incomplete ARN in a session policy will result
  // in a MalformedPolicyDocumentException error."
  it.each<[PolicyType, string, readonly string[]]>([
    ['identity', 'arn:aws:sqs', []],
    ['identity', 'arn:aws:sqs:us-east-1', []],
    ['boundary', 'arn:aws:sqs', []],
    ['session', 'arn:aws:sqs', ['invalid-resource']],
    ['session', 'arn:aws:sqs:us-east-1:123456789012', ['invalid-resource']],
    ['session', 'arn:aws:sqs:us-east-1:123456789012:queue', []],
    ['session', 'arn:aws:sqs:*:*:*', []],
    ['session', '*', []],
  ])('a %s policy with %s: %j', (type, Resource, codes) => {
    expect(codesOf(policyOf({ Effect: 'Allow', Action: 'sqs:*', Resource }), type)).toEqual(codes);
  });

  it('a session policy with an incomplete ARN allows nothing', () => {
    const sessions = [named(policyOf({ Effect: 'Allow', Action: 'sqs:*', Resource: 'arn:aws:sqs' }))];
    const request = { action: 'sqs:SendMessage', resource: `arn:aws:sqs:us-east-1:${account}:q` };
    expect(outcomeOf(request, { identity: [allowAll], sessions })).toBe('implicitDeny');
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html
describe('reference_policies_elements_notresource', () => {
  // "explicitly denies access to all Amazon S3 resources other than the listed resources. Note, however, that
  // this policy does not grant the user access to any resources."
  const NotResource = ['arn:aws:s3:::HRBucket/Payroll', 'arn:aws:s3:::HRBucket/Payroll/*'];
  const payroll = policyOf({ Effect: 'Deny', Action: 's3:*', NotResource });
  // "If the Action element also included Amazon EC2 actions, then the policy would deny access to any EC2
  // resources not specified in the NotResource element."
  const withEc2 = policyOf({ Effect: 'Deny', Action: ['s3:*', 'ec2:*'], NotResource });
  const instance = `arn:aws:ec2:us-east-1:${account}:instance/i-1`;
  it.each<[string, Json, string, string, string]>([
    ['s3', payroll, 's3:GetObject', 'arn:aws:s3:::HRBucket/Payroll/2026.csv', 'allowed'],
    ['s3', payroll, 's3:GetObject', 'arn:aws:s3:::HRBucket/Payroll', 'allowed'],
    ['s3', payroll, 's3:GetObject', 'arn:aws:s3:::HRBucket/Payroll2', 'explicitDeny'],
    ['s3', payroll, 's3:GetObject', 'arn:aws:s3:::HRBucket/Hiring/a', 'explicitDeny'],
    ['s3', payroll, 's3:ListBucket', 'arn:aws:s3:::HRBucket', 'explicitDeny'],
    ['s3', payroll, 's3:GetObject', 'arn:aws:s3:::hrbucket/Payroll/a', 'explicitDeny'],
    ['s3', payroll, 's3:ListAllMyBuckets', '*', 'explicitDeny'],
    ['s3', payroll, 'ec2:StopInstances', instance, 'allowed'],
    ['s3 and ec2', withEc2, 'ec2:StopInstances', instance, 'explicitDeny'],
    ['s3 and ec2', withEc2, 's3:GetObject', 'arn:aws:s3:::HRBucket/Payroll/a', 'allowed'],
  ])('the actions of %s: %j %s on %s is %s', (_, document, action, resource, outcome) => {
    expect(besideAllowAll(document, { action, resource })).toBe(outcome);
  });
  it('grants nothing', () => {
    const request = { action: 's3:GetObject', resource: 'arn:aws:s3:::HRBucket/Payroll/2026.csv' };
    expect(alone(payroll, request)).toBe('implicitDeny');
  });

  // "it allows all actions in AWS on all resources except the HRBucket S3 bucket"
  const dangerous = policyOf({ Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3:::HRBucket' });
  it.each<[string, string, string]>([
    ['s3:ListBucket', 'arn:aws:s3:::HRBucket', 'implicitDeny'],
    ['s3:GetObject', 'arn:aws:s3:::HRBucket/a', 'allowed'],
    ['iam:PutUserPolicy', `arn:aws:iam::${account}:user/alice`, 'allowed'],
    ['ec2:StopInstances', instance, 'allowed'],
  ])('with Allow: %s on %s is %s', (action, resource, outcome) => {
    expect(alone(dangerous, { action, resource })).toBe(outcome);
  });
});
