// Bucket policies that S3 does not store: those that are malformed, and those that are public.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html

import { beforeEach, describe, expect, it } from 'vitest';
import type { Credentials } from '../../../src/core/sigv4/credentials.ts';
import {
  getPolicy,
  makeBucketWorld,
  policyForAlice,
  policyOf,
  putPolicy,
  statement,
  type BucketWorld,
} from './s3-world.ts';
import { element, type World } from './world.ts';

let start: BucketWorld;
let world: World;
let root: Credentials;
let alice: Credentials;
let aliceArn: string;
let bucket: string;
let arn: string;

beforeEach(async () => {
  start = await makeBucketWorld();
  ({ world, root, alice, aliceArn, bucket, arn } = start);
});

const forAlice = () => policyForAlice(start);

describe('a policy that S3 would not store', () => {
  const good = () => statement('Allow', { AWS: aliceArn }, 's3:GetObject', `${arn}/*`);
  const but = (members: object) => policyOf({ ...good(), ...members });
  const without = (member: string) =>
    policyOf(Object.fromEntries(Object.entries(good()).filter(([name]) => name !== member)));
  const notJson = "Policies must be valid JSON and the first byte must be '{'";
  const mismatch = 'Action does not apply to any resource(s) in statement';

  it.each<[string, () => string | object, string]>([
    ['nothing', () => '', notJson],
    [
      'what is nested too deep',
      () => '{"a":'.repeat(20_000) + '1' + '}'.repeat(20_000),
      'Invalid policy syntax.',
    ],
    ['no JSON', () => 'invalid json', notJson],
    ['a list', () => [good()], notJson],
    ['white space before it', () => ` ${JSON.stringify(forAlice())}`, notJson],
    ['broken JSON', () => '{"Statement":', 'This policy contains invalid Json'],
    ['an empty object', () => '{}', 'Missing required field Statement'],
    ['no statement', () => policyOf(), 'Could not parse the policy: Statement is empty!'],
    ['no effect', () => without('Effect'), 'Missing required field Effect'],
    ['no principal', () => without('Principal'), 'Missing required field Principal'],
    ['no action', () => without('Action'), 'Missing required field Action'],
    ['no resource', () => without('Resource'), 'Missing required field Resource'],
    ['an unknown element', () => but({ Foo: 1 }), 'Unknown field Foo'],
    [
      'another version',
      () => ({ Version: '2026-01-01', Statement: [good()] }),
      'The policy must contain a valid version string',
    ],
    ['another effect', () => but({ Effect: 'allow' }), 'Invalid effect: allow'],
    ['a principal that is none', () => but({ Principal: { AWS: 'alice' } }), 'Invalid principal in policy'],
    [
      'a group',
      () => but({ Principal: { AWS: `arn:aws:iam::${world.accountId}:group/g` } }),
      'Invalid principal in policy',
    ],
    ['an action that is none', () => but({ Action: 'GetObject' }), 'Policy has invalid action'],
    ['an action that S3 does not have', () => but({ Action: 's3:GetNothing' }), 'Policy has invalid action'],
    ['an action of another service', () => but({ Action: 'ec2:*' }), 'Policy has invalid action'],
    ['`null` for an action', () => but({ Action: null }), 'Invalid policy syntax.'],
    ['a resource that is none', () => but({ Resource: 'photos' }), 'Policy has invalid resource'],
    ['every resource', () => but({ Resource: '*' }), 'Policy has invalid resource'],
    ['another bucket', () => but({ Resource: 'arn:aws:s3:::others/*' }), 'Policy has invalid resource'],
    ['a longer name', () => but({ Resource: `${arn}s/*` }), 'Policy has invalid resource'],
    [
      'another bucket beside its own',
      () => but({ Resource: [`${arn}/*`, 'arn:aws:s3:::others'] }),
      'Policy has invalid resource',
    ],
    ['an object action on the bucket', () => but({ Resource: arn }), mismatch],
    ['a bucket action on objects', () => but({ Action: ['s3:GetObject', 's3:ListBucket'] }), mismatch],
    [
      'an action of the account',
      () => but({ Action: 's3:ListAllMyBuckets', Resource: [arn, `${arn}/*`] }),
      mismatch,
    ],
    [
      'an operator that is none',
      () => but({ Condition: { Equals: { 'aws:username': 'a' } } }),
      'Invalid Condition type : Equals',
    ],
    [
      'more than 20 KB',
      () => but({ Sid: 'x'.repeat(20_480) }),
      'Normalized policy document exceeds the maximum allowed size of 20480 bytes.',
    ],
  ])('%s', async (_what, policy, sentence) => {
    const reply = await putPolicy(world, root, bucket, policy());
    expect(reply).toMatchObject({ status: 400, code: 'MalformedPolicy', message: sentence });
    expect((await getPolicy(world, root, bucket)).code).toBe('NoSuchBucketPolicy');
  });

  it('is told with what is wrong', async () => {
    const detail = async (policy: object) =>
      element((await putPolicy(world, root, bucket, policy)).text, 'Detail');
    expect(await detail(but({ Resource: 'arn:aws:s3:::others/*' }))).toBe('arn:aws:s3:::others/*');
    expect(await detail(but({ Action: 's3:GetNothing' }))).toBe('s3:GetNothing');
    expect(await detail(without('Effect'))).toMatch(
      /^Line 1, column \d+: the statement must have an `Effect`/,
    );
  });

  it('is told only to who may put one', async () => {
    expect(await putPolicy(world, alice, bucket, '{}')).toMatchObject({ status: 403, code: 'AccessDenied' });
  });

  it('leaves the one that is there', async () => {
    await putPolicy(world, root, bucket, forAlice());
    expect((await putPolicy(world, root, bucket, '{}')).status).toBe(400);
    expect(JSON.parse((await getPolicy(world, root, bucket)).text)).toEqual(forAlice());
  });
});

it.each<[string, () => object]>([
  ['wildcards that leave it open', () => statement('Allow', { AWS: aliceArn }, 's3:Get*', arn)],
  ['every action', () => statement('Allow', { AWS: aliceArn }, '*', arn)],
  ['actions without regard to case', () => statement('Allow', { AWS: aliceArn }, 'S3:getobject', `${arn}/*`)],
  [
    'the bucket and what is in it by one pattern',
    () => statement('Deny', '*', ['s3:GetObject', 's3:ListBucket'], `${arn}*`),
  ],
  [
    'what it is not about',
    () => ({ Effect: 'Deny', Principal: '*', NotAction: 's3:ListBucket', NotResource: `${arn}/*` }),
  ],
  [
    'the condition that it is for',
    () => ({
      ...statement('Deny', '*', 's3:*', [arn, `${arn}/*`]),
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    }),
  ],
])('S3 stores a policy with %s', async (_what, one) => {
  expect((await putPolicy(world, root, bucket, policyOf(one()))).status).toBe(204);
});

it('white space does not count', async () => {
  const text = JSON.stringify(forAlice(), undefined, 4).replaceAll('\n', `\n${' '.repeat(2_000)}`);
  expect(text.length).toBeGreaterThan(20_480);
  expect((await putPolicy(world, root, bucket, text)).status).toBe(204);
});

describe('Block Public Access', () => {
  it.each<[string, () => object]>([
    ['everybody', () => statement('Allow', '*', 's3:GetObject', `${arn}/*`)],
    ['everybody, as AWS', () => statement('Allow', { AWS: '*' }, 's3:GetObject', `${arn}/*`)],
    [
      'everybody under a condition that fixes nothing',
      () => ({
        ...statement('Allow', '*', 's3:GetObject', `${arn}/*`),
        Condition: { StringLike: { 'aws:SourceVpc': 'vpc-*' } },
      }),
    ],
  ])('keeps a policy for %s from being put, also by root', async (_whom, one) => {
    expect(await putPolicy(world, root, bucket, policyOf(one()))).toMatchObject({
      status: 403,
      code: 'AccessDenied',
      message: `User: ${world.rootArn} is not authorized to perform: s3:PutBucketPolicy on resource: "${arn}" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.`,
    });
    expect((await getPolicy(world, root, bucket)).code).toBe('NoSuchBucketPolicy');
  });

  it.each<[string, () => object]>([
    ['a deny of everybody', () => statement('Deny', '*', 's3:GetObject', `${arn}/*`)],
    [
      'an organization',
      () => ({
        ...statement('Allow', '*', 's3:GetObject', `${arn}/*`),
        Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1234567890' } },
      }),
    ],
    ['another account', () => statement('Allow', { AWS: '210987654321' }, 's3:GetObject', `${arn}/*`)],
  ])('lets %s pass', async (_what, one) => {
    expect((await putPolicy(world, root, bucket, policyOf(one()))).status).toBe(204);
  });
});
