// Bucket policies in a sandbox to test in: requests of S3 with a method and a body.

import type { Credentials } from '../../../src/core/sigv4/credentials.ts';
import { sign } from '../../../src/core/sigv4/sign.ts';
import type { Header } from '../../../src/core/wire/message.ts';
import { makeWorld, message, type Reply, type World } from './world.ts';

export type Method = 'GET' | 'PUT' | 'DELETE';

export interface S3Request {
  readonly method: Method;
  /** Path and query. */
  readonly target: string;
  readonly body?: string;
  readonly headers?: readonly Header[];
  readonly host?: string;
}

export function askS3(
  world: World,
  credentials: Credentials,
  { method, target, body = '', headers = [], host = 's3.amazonaws.com' }: S3Request,
): Promise<Reply> {
  const { request } = sign(message(method, target, [['Host', host], ...headers], body), {
    credentials,
    region: 'us-east-1',
    service: 's3',
    date: new Date(world.clock.sandbox),
  });
  return world.send(request);
}

export function putPolicy(
  world: World,
  credentials: Credentials,
  bucket: string,
  policy: string | object,
  headers: readonly Header[] = [],
): Promise<Reply> {
  const body = typeof policy === 'string' ? policy : JSON.stringify(policy);
  return askS3(world, credentials, { method: 'PUT', target: `/${bucket}?policy`, body, headers });
}

export function getPolicy(world: World, credentials: Credentials, bucket: string): Promise<Reply> {
  return askS3(world, credentials, { method: 'GET', target: `/${bucket}?policy` });
}

export function deletePolicy(world: World, credentials: Credentials, bucket: string): Promise<Reply> {
  return askS3(world, credentials, { method: 'DELETE', target: `/${bucket}?policy` });
}

/** The bucket that a new account comes with. */
export async function sampleBucket(world: World): Promise<string> {
  const buckets = await world.store.read((tables) => tables.buckets.where('accountId', world.accountId));
  return buckets[0]?.bucketName ?? '';
}

export function statement(
  effect: 'Allow' | 'Deny',
  principal: unknown,
  action: string | readonly string[],
  resource: string | readonly string[],
): object {
  return { Effect: effect, Principal: principal, Action: action, Resource: resource };
}

export function policyOf(...statements: readonly object[]): object {
  return { Version: '2012-10-17', Statement: statements };
}

/** Denies every principal everything, on the bucket and in it. */
export function locksEverybodyOut(bucket: string): object {
  const arn = `arn:aws:s3:::${bucket}`;
  return policyOf(statement('Deny', '*', 's3:*', [arn, `${arn}/*`]));
}

/** What most tests of bucket policies begin with. */
export interface BucketWorld {
  readonly world: World;
  readonly root: Credentials;
  /** A user without policies. */
  readonly alice: Credentials;
  readonly aliceArn: string;
  readonly bucket: string;
  readonly arn: string;
}

export async function makeBucketWorld(): Promise<BucketWorld> {
  const world = await makeWorld();
  const root = await world.actAs(world.rootArn);
  await world.query(root, 'CreateUser', { UserName: 'alice' });
  const alice = await world.keyOf(root, 'alice');
  const bucket = await sampleBucket(world);
  const aliceArn = `arn:aws:iam::${world.accountId}:user/alice`;
  return { world, root, alice, aliceArn, bucket, arn: `arn:aws:s3:::${bucket}` };
}

/** What a bucket policy for alice looks like. */
export function policyForAlice({ aliceArn, arn }: BucketWorld): object {
  return policyOf(statement('Allow', { AWS: aliceArn }, 's3:GetObject', `${arn}/*`));
}
