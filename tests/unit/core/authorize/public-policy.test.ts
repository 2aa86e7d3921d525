// Rows are from "Blocking public access to your Amazon S3 storage", above all "The meaning of public":
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html

import { describe, expect, it } from 'vitest';
import {
  publicAccessReason,
  publicStatements,
  restrictsPublicBucket,
} from '../../../../src/core/authorize/public-policy.ts';
import type { PublicAccessBlock } from '../../../../src/core/authorize/types.ts';
import type { Caller } from '../../../../src/core/match/caller.ts';
import type { PolicyDocument } from '../../../../src/core/policy/document.ts';
import { parsePolicy } from '../../../../src/core/policy/parse.ts';

type Text = Readonly<Record<string, unknown>>;

function policyOf(...statements: readonly Text[]): PolicyDocument {
  const { policy, problems } = parsePolicy(
    JSON.stringify({ Version: '2012-10-17', Statement: statements }),
    'resource',
  );
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  if (policy === undefined) throw new TypeError('not a policy');
  return policy;
}

const publicIndexes = (...statements: readonly Text[]) =>
  publicStatements(policyOf(...statements)).map(({ index }) => index);
const put = (Principal: unknown, Condition?: Text): Text => ({
  Effect: 'Allow',
  Principal,
  Action: 's3:PutObject',
  Resource: '*',
  ...(Condition === undefined ? {} : { Condition }),
});
const account = '111122223333';
const other = '444455556666';
const accessPoints = `arn:aws:s3:us-west-2:${account}:accesspoint/*`;

describe('publicStatements by principal', () => {
  it.each<readonly [page: string, isPublic: boolean, principal: unknown]>([
    ['the second example', true, '*'],
    ['the second example, as IAM takes it for the same', true, { AWS: '*' }],
    ['the first example of earlier editions', true, { Federated: 'graph.facebook.com' }],
    ['"An AWS principal": an account', false, { AWS: other }],
    ['"An AWS principal": its root', false, { AWS: `arn:aws:iam::${other}:root` }],
    ['"An AWS principal": a canonical user', false, { CanonicalUser: 'a'.repeat(64) }],
    ['"user"', false, { AWS: `arn:aws:iam::${other}:user/jill` }],
    ['"role"', false, { AWS: `arn:aws:iam::${other}:role/reader` }],
    ['"or service principal"', false, { Service: 'cloudtrail.amazonaws.com' }],
    ['"grant access only to fixed values"', true, { AWS: [other, '*'] }],
    ['"grant access only to fixed values"', true, { AWS: other, Federated: 'accounts.google.com' }],
  ])('%s: %s', (_page, isPublic, principal) => {
    expect(publicIndexes(put(principal))).toEqual(isPublic ? [0] : []);
  });
});

describe('publicStatements by condition', () => {
  it.each<readonly [page: string, isPublic: boolean, condition: Text]>([
    ['the example with a wildcard', true, { StringLike: { 'aws:SourceVpc': 'vpc-*' } }],
    ['the example with a fixed value', false, { StringEquals: { 'aws:SourceVpc': 'vpc-91237329' } }],
    // "An AWS principal, user, role, or service principal (e.g. aws:PrincipalOrgID)"
    ['aws:PrincipalOrgID', false, { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }],
    ['the same key in lower case', false, { StringEquals: { 'aws:principalorgid': 'o-a1b2c3d4e5' } }],
    ['an AWS principal', false, { ArnEquals: { 'aws:PrincipalArn': `arn:aws:iam::${other}:role/r` } }],
    ['an AWS principal', false, { StringEquals: { 'aws:PrincipalAccount': [account, other] } }],
    ['a service principal', false, { StringEquals: { 'aws:PrincipalServiceName': 'sns.amazonaws.com' } }],
    ['aws:SourceArn', false, { ArnLike: { 'aws:SourceArn': `arn:aws:sns:us-east-1:${account}:topic` } }],
    ['aws:SourceArn, wildcard', true, { ArnLike: { 'aws:SourceArn': `arn:aws:sns:*:${account}:t` } }],
    ['aws:SourceVpce', false, { StringEquals: { 'aws:SourceVpce': 'vpce-1a2b3c4d' } }],
    ['aws:SourceOwner', false, { StringEquals: { 'aws:SourceOwner': account } }],
    ['aws:SourceAccount', false, { StringEqualsIgnoreCase: { 'aws:SourceAccount': account } }],
    ['aws:userid', false, { StringEquals: { 'aws:userid': 'AIDACKCEVSQ6C2EXAMPLE' } }],
    ['aws:userid, "AROLEID:*"', true, { StringLike: { 'aws:userid': 'AROACKCEVSQ6C2EXAMPLE:*' } }],
    ['aws:userid of that pattern', true, { StringEquals: { 'aws:userid': 'AROACKCEVSQ6C2EXAMPLE:jill' } }],
    ['s3:DataAccessPointArn', false, { ArnLike: { 's3:DataAccessPointArn': accessPoints } }],
    ['s3:DataAccessPointArn', false, { StringLike: { 's3:DataAccessPointArn': accessPoints } }],
    [
      's3:DataAccessPointArn, "as long as the account ID is fixed"',
      true,
      { ArnLike: { 's3:DataAccessPointArn': 'arn:aws:s3:us-west-2:*:accesspoint/*' } },
    ],
    [
      's3:DataAccessPointArn, the wildcard not "for the access point name"',
      true,
      { ArnLike: { 's3:DataAccessPointArn': `arn:aws:s3:*:${account}:accesspoint/*` } },
    ],
    ['s3:DataAccessPointAccount', false, { StringEquals: { 's3:DataAccessPointAccount': account } }],
    // "values that don't contain a wildcard or an […] IAM Policy Variable"
    ['a variable', true, { StringEquals: { 'aws:SourceAccount': '${aws:ResourceAccount}' } }],
    ['a wildcard that is none to the operator', true, { StringEquals: { 'aws:SourceVpc': 'vpc-*' } }],
    ['one wildcard of two values', true, { StringLike: { 'aws:SourceVpc': ['vpc-91237329', 'vpc-?'] } }],
    ['two keys, "one or more"', false, { StringLike: { 'aws:SourceVpc': 'v*', 'aws:SourceVpce': 'vpce-1' } }],
    // Not on the list.
    ['aws:SecureTransport', true, { Bool: { 'aws:SecureTransport': 'true' } }],
    ['aws:Referer', true, { StringLike: { 'aws:Referer': 'https://example.com' } }],
    ['aws:PrincipalTag', true, { StringEquals: { 'aws:PrincipalTag/team': 'red' } }],
    // On the list of earlier editions, not of the present one.
    ['the key id', true, { StringEquals: { 's3:x-amz-server-side-encryption-aws-kms-key-id': 'k' } }],
    // Operators that hold for other values too, or without the key.
    ['a negation', true, { StringNotEquals: { 'aws:SourceVpc': 'vpc-91237329' } }],
    ['a negation', true, { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }],
    ['IfExists', true, { StringEqualsIfExists: { 'aws:SourceVpc': 'vpc-91237329' } }],
    ['Null', true, { Null: { 'aws:SourceVpc': 'false' } }],
    // "When using multivalued context keys, you must use the ForAllValues or ForAnyValue set operators";
    // ForAllValues holds for who has no organization.
    [
      'ForAnyValue',
      false,
      { 'ForAnyValue:StringEquals': { 'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/' } },
    ],
    [
      'ForAllValues',
      true,
      { 'ForAllValues:StringEquals': { 'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/' } },
    ],
    // IAM's name for who does not sign is a value, and nobody in particular.
    ['the anonymous', true, { StringEquals: { 'aws:PrincipalAccount': 'anonymous' } }],
    ['the anonymous', true, { StringEquals: { 'aws:userid': 'anonymous' } }],
  ])('%s: %s', (_page, isPublic, condition) => {
    expect(publicIndexes(put('*', condition))).toEqual(isPublic ? [0] : []);
    expect(publicIndexes(put({ AWS: other }, condition))).toEqual([]);
  });

  // "This includes values broader than /8 for IPv4 and /32 for IPv6 (excluding RFC1918 private ranges)."
  it.each<readonly [isPublic: boolean, blocks: string | readonly string[]]>([
    [true, '0.0.0.0/1'],
    [true, '0.0.0.0/0'],
    [true, '54.0.0.0/7'],
    [false, '54.0.0.0/8'],
    [false, '203.0.113.0/24'],
    [false, '203.0.113.7'],
    [false, '10.0.0.0/8'],
    [false, ['172.16.0.0/12', '192.168.0.0/16']],
    [true, ['203.0.113.0/24', '0.0.0.0/1']],
    [true, '::/0'],
    [true, '2001:db8::/31'],
    [false, '2001:db8::/32'],
    [false, '2001:db8::7'],
    [true, '203.0.113.*'],
  ])('aws:SourceIp: %s for %j', (isPublic, blocks) => {
    expect(publicIndexes(put('*', { IpAddress: { 'aws:SourceIp': blocks } }))).toEqual(isPublic ? [0] : []);
  });

  it('asks neither for actions nor for denies', () => {
    // "Amazon S3 block public access evaluates the bucket as public", also for `s3:NotASupportedAction`.
    expect(publicIndexes({ ...put('*'), Action: 's3:NotASupportedAction' })).toEqual([0]);
    expect(publicIndexes({ ...put('*'), Effect: 'Deny' })).toEqual([]);
    expect(publicIndexes(put('*'), { ...put('*'), Effect: 'Deny' })).toEqual([0]);
  });
});

const off: PublicAccessBlock = {
  blockPublicAcls: false,
  ignorePublicAcls: false,
  blockPublicPolicy: false,
  restrictPublicBuckets: false,
};
const on: PublicAccessBlock = { ...off, restrictPublicBuckets: true };

describe('publicAccessReason', () => {
  it.each([
    [off, off, undefined],
    [on, off, ['account']],
    [off, on, ['bucket']],
    [on, on, ['account', 'bucket']],
    [{ ...off, blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true }, off, undefined],
  ])('"the most restrictive combination" (row %#)', (onAccount, onBucket, levels) => {
    expect(publicAccessReason('RestrictPublicBuckets', { account: onAccount, bucket: onBucket })).toEqual(
      levels && { kind: 'public-access-block', setting: 'RestrictPublicBuckets', levels },
    );
  });
});

// "How Amazon S3 evaluates a bucket policy that contains both public and non-public access grants": a
// bucket owned by Account-1, which is `account`; Account-2 is `other`.
describe('restrictsPublicBucket', () => {
  const cloudTrail = put({ Service: 'cloudtrail.amazonaws.com' });
  const accountTwo = put({ AWS: other });
  const everyone = put('*');
  const refused = (statements: readonly Text[], caller: Caller, onAccount = on, onBucket = off) =>
    restrictsPublicBucket({
      isPublic: publicStatements(policyOf(...statements)).length > 0,
      caller,
      bucketAccountId: account,
      publicAccessBlock: { account: onAccount, bucket: onBucket },
    });

  const user = (accountId: string): Caller => ({
    kind: 'user',
    arn: `arn:aws:iam::${accountId}:user/jill`,
    accountId,
  });
  const root = (accountId: string): Caller => ({
    kind: 'root',
    arn: `arn:aws:iam::${accountId}:root`,
    accountId,
  });
  const session = (accountId: string): Caller => ({
    kind: 'session',
    arn: `arn:aws:sts::${accountId}:assumed-role/reader/s`,
    accountId,
    roleArn: `arn:aws:iam::${accountId}:role/reader`,
  });

  it.each<readonly [page: string, isRefused: boolean, caller: Caller]>([
    [
      '"Amazon S3 allows access only by CloudTrail"',
      false,
      { kind: 'service', name: 'cloudtrail.amazonaws.com' },
    ],
    ['"Amazon S3 disables access by Account-2"', true, user(other)],
    ['"Amazon S3 disables access by Account-2"', true, root(other)],
    ['"Amazon S3 disables access by Account-2"', true, session(other)],
    ['"blocks public […] access"', true, { kind: 'anonymous' }],
    ['"only to AWS service principals": no provider', true, { kind: 'provider', name: 'graph.facebook.com' }],
    ['"authorized users of the bucket owner\'s account"', false, user(account)],
    ['"authorized users of the bucket owner\'s account"', false, root(account)],
    ['"authorized users of the bucket owner\'s account"', false, session(account)],
  ])('%s (row %#)', (_page, isRefused, caller) => {
    const withPublic = [cloudTrail, accountTwo, everyone];
    const reason = { kind: 'public-access-block', setting: 'RestrictPublicBuckets' };
    expect(refused(withPublic, caller)).toEqual(isRefused ? { ...reason, levels: ['account'] } : undefined);
    expect(refused(withPublic, caller, off, on)).toEqual(
      isRefused ? { ...reason, levels: ['bucket'] } : undefined,
    );
    expect(refused(withPublic, caller, off, off)).toBeUndefined();
    // "if you remove statement 3 from the policy, […] Account-2 regains access to the bucket"
    expect(refused([cloudTrail, accountTwo], caller)).toBeUndefined();
  });
});
