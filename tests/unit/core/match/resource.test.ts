import { describe, expect, it } from 'vitest';
import type { StepCounter } from '../../../../src/core/lang/glob.ts';
import { makeKeyTable, requestContext } from '../../../../src/core/match/context.ts';
import {
  compileResource,
  matchConstant,
  matchResource,
  openVariables,
} from '../../../../src/core/match/resource.ts';

const given = { 'aws:username': 'alice', 'aws:PrincipalTag/star': '*', 'aws:TagKeys': ['a', 'b'] };
const match = (pattern: string, resource: string, variables = true) => {
  const table = makeKeyTable(() => undefined);
  const compiled = compileResource(pattern, variables ? table : undefined);
  return matchResource(compiled, resource, table, requestContext(given)) ? 'match' : 'mismatch';
};

describe('matchResource', () => {
  // reference_policies_elements_resource, "Using wildcards in resource ARNs"
  const bucket = 'arn:aws:s3:::amzn-s3-demo-bucket';
  it.each([
    ['1/test/object.jpg', 'match'],
    ['1/2/test/object.jpg', 'match'],
    ['1/2/test/3/object.jpg', 'match'],
    ['1/2/3/test/4/object.jpg', 'match'],
    ['1///test///object.jpg', 'match'],
    ['1/test/.jpg', 'match'],
    ['/test/object.jpg', 'match'],
    ['1/test/', 'match'],
    ['1-test/object.jpg', 'mismatch'],
    ['test/object.jpg', 'mismatch'],
    ['1/2/test.jpg', 'mismatch'],
  ])('the example of the page: %s is a %s', (key, expected) => {
    expect(match(`${bucket}/*/test/*`, `${bucket}/${key}`)).toBe(expected);
  });

  it.each([
    ['*', '*', 'match'],
    ['*', 'arn:aws:s3:::b', 'match'],
    ['arn:aws:s3:::*', '*', 'mismatch'],
    ['arn:aws:iam::123456789012:user/Bob', 'arn:aws:iam::123456789012:user/bob', 'mismatch'],
    ['arn:aws:iam::*:user/accounting/*', 'arn:aws:iam::123456789012:user/accounting/x/y', 'match'],
    // A wildcard stays within its segment …
    ['arn:aws:ec2:us-*-1:111122223333:instance/i', 'arn:aws:ec2:us-east-1:111122223333:instance/i', 'match'],
    [
      'arn:aws:ec2:us-*-1:111122223333:instance/i',
      'arn:aws:ec2:us-a:b-1:111122223333:instance/i',
      'mismatch',
    ],
    ['arn:aws:ec2:us-east-?:1:instance/i', 'arn:aws:ec2:us-east-:1:instance/i', 'mismatch'],
    // … unless it ends it: "it can expand to match beyond the colon boundaries".
    ['arn:aws:ec2:*:instance/i', 'arn:aws:ec2:us-east-1:111122223333:instance/i', 'mismatch'],
    ['arn:aws:lambda:us-east-1:*:function:f', 'arn:aws:lambda:us-east-1:1:x:function:f', 'match'],
    ['arn:aws:lambda:*:*:f:*', 'arn:aws:lambda:us-east-1:1:f:1', 'match'],
    ['arn:aws:lambda:us-east-1:*:function:f', 'arn:aws:lambda:us-east-1:1:function:g', 'mismatch'],
    // The resource's part may hold colons.
    [
      'arn:aws:logs:*:*:log-group:/a*:log-stream:x',
      'arn:aws:logs:r:1:log-group:/a/b:c:log-stream:x',
      'match',
    ],
    ['arn:aws:s3:::b/*.jpg', 'arn:aws:s3:::b/12:30.jpg', 'match'],
    ['arn:aws:s3:::b/a', 'arn:aws:s3:::b/a:b', 'mismatch'],
    // "Specifying arn:aws:sqs is equivalent to arn:aws:sqs:*:*:*" (reference_policies_grammar)
    ['arn:aws:sqs', 'arn:aws:sqs:us-east-1:123456789012:queue', 'match'],
    ['arn:aws:sqs', 'arn:aws:sns:us-east-1:123456789012:topic', 'mismatch'],
    ['arn:aws:sqs:us-east-1', 'arn:aws:sqs:eu-west-1:123456789012:queue', 'mismatch'],
    ['arn:aws:sqs:?*st-1:1234*', 'arn:aws:sqs:us-east-1:123456789012:queue', 'match'],
    ['arn:aws:sqs:?*st-1:1235*', 'arn:aws:sqs:us-east-1:123456789012:queue', 'mismatch'],
  ])('%s against %s is a %s', (pattern, resource, expected) => {
    expect(match(pattern, resource)).toBe(expected);
  });

  // reference_policies_variables
  it.each([
    ['arn:aws:s3:::b/${aws:username}/*', 'arn:aws:s3:::b/alice/x', true, 'match'],
    ['arn:aws:s3:::b/${AWS:UserName}/*', 'arn:aws:s3:::b/alice/x', true, 'match'],
    ['arn:aws:s3:::b/${aws:username}/*', 'arn:aws:s3:::b/bob/x', true, 'mismatch'],
    ['arn:aws:s3:::b/${aws:username}', 'arn:aws:s3:::b/${aws:username}', false, 'match'],
    ['arn:aws:s3:::b/${aws:username}', 'arn:aws:s3:::b/alice', false, 'mismatch'],
    ['arn:aws:s3:::b/${aws:userid}', 'arn:aws:s3:::b/', true, 'mismatch'],
    ["arn:aws:s3:::b-${aws:PrincipalTag/team, 'company-wide'}", 'arn:aws:s3:::b-company-wide', true, 'match'],
    ['arn:aws:s3:::b/${*}', 'arn:aws:s3:::b/*', true, 'match'],
    ['arn:aws:s3:::b/${*}', 'arn:aws:s3:::b/x', true, 'mismatch'],
    ['arn:aws:s3:::b/${?}${$}', 'arn:aws:s3:::b/?$', true, 'match'],
    // A value is no pattern.
    ['arn:aws:s3:::b/${aws:PrincipalTag/star}', 'arn:aws:s3:::b/x', true, 'mismatch'],
    // "You can't use a multivalued condition key as a variable."
    ['arn:aws:s3:::b/${aws:TagKeys}', 'arn:aws:s3:::b/a', true, 'mismatch'],
    // "You can't use a variable to replace parts of the ARN before the fifth colon."
    ['arn:aws:s3::${aws:username}:b', 'arn:aws:s3::alice:b', true, 'mismatch'],
  ])('%s against %s, variables %s, is a %s', (pattern, resource, variables, expected) => {
    expect(match(pattern, resource, variables)).toBe(expected);
  });

  it('knows from the catalogue which keys have several values, and can be no variable', () => {
    const table = makeKeyTable((name) => ({ multivalued: name === 'aws:username' }));
    const pattern = compileResource('arn:aws:s3:::b/${aws:Username}', table);
    expect(matchResource(pattern, 'arn:aws:s3:::b/alice', table, requestContext(given))).toBe(false);
  });

  it('names the absent variables that could make it match', () => {
    const open = (pattern: string) => {
      const table = makeKeyTable((name) => ({ multivalued: name === 'k' }));
      const compiled = compileResource(pattern, table);
      return openVariables(compiled, 'arn:aws:s3:::b/x', table, requestContext(given));
    };
    expect(open('arn:aws:s3:::b/${aws:userid}')).toEqual(['aws:userid']);
    expect(open('arn:aws:s3:::c/${aws:userid}')).toEqual([]);
    expect(open('arn:aws:s3:::b/${aws:username}')).toEqual([]);
    expect(open('arn:aws:s3:::b/${k}')).toEqual([]);
    expect(open("arn:aws:s3:::b/${k, 'x'}${aws:userid}")).toEqual(['aws:userid']);
  });

  it.each([
    ['arn:aws:*a*:*b*:*c*:*:z', `arn:aws:${'a:'.repeat(60)}y`],
    ['arn:*:*:*:*:aaaa*b', `arn:${'aaaa:'.repeat(40)}`],
    ['arn:*:?*:?*:?*:????', `arn:${'aaaa:'.repeat(40)}`],
    [`arn:aws:s3:::${'*a'.repeat(20)}b`, `arn:aws:s3:::${'a'.repeat(200)}`],
  ])('stays within (p + 1) × (v + 1) steps: %s', (pattern, value) => {
    const counter: StepCounter = { steps: 0 };
    matchConstant(compileResource(pattern, undefined), value, counter);
    expect(counter.steps).toBeGreaterThan(0);
    expect(counter.steps).toBeLessThanOrEqual((pattern.length + 1) * (value.length + 1));
  });
});
