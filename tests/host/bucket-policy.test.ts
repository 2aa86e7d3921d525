// AWS's SDK for JavaScript, as published, on the policy of a bucket. A new account of the host has no bucket, and none
// can be made there: the client speaks to an endpoint whose account has one.

import { Readable } from 'node:stream';
import {
  DeleteBucketPolicyCommand,
  GetBucketPolicyCommand,
  PutBucketPolicyCommand,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { expect, it } from 'vitest';
import { sampleBucket } from '../unit/cloud/s3-world.ts';
import { connection, makeWorld, type World } from '../unit/cloud/world.ts';

/** What the client hands to its transport: the parts that are read here. */
interface Sent {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

function clientOf(world: World, credentials: NonNullable<S3ClientConfig['credentials']>): S3Client {
  const handle = async ({ method, path, query = {}, headers, body = '' }: Sent) => {
    const answer = await world.endpoint.handle(
      {
        method,
        path,
        query: Object.entries(query)
          .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value ?? ''))}`)
          .join('&'),
        headers: Object.entries(headers),
        body: typeof body === 'string' ? new TextEncoder().encode(body) : body,
      },
      connection,
    );
    const response = {
      statusCode: answer.status,
      headers: Object.fromEntries(answer.headers.map(([name, value]) => [name.toLowerCase(), value])),
      body: Readable.from([answer.body]),
    };
    return { response };
  };
  return new S3Client({
    region: 'us-east-1',
    credentials,
    maxAttempts: 1,
    systemClockOffset: world.clock.sandbox - Date.now(),
    requestHandler: { handle },
  });
}

it('puts, gets and deletes it', async () => {
  const world = await makeWorld();
  const Bucket = await sampleBucket(world);
  const s3 = clientOf(world, await world.actAs(world.rootArn));
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: [`arn:aws:s3:::${Bucket}`, `arn:aws:s3:::${Bucket}/*`],
      },
    ],
  });
  const put = await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
  expect(put.$metadata.httpStatusCode).toBe(204);
  expect((await s3.send(new GetBucketPolicyCommand({ Bucket }))).Policy).toBe(Policy);
  const deleted = await s3.send(new DeleteBucketPolicyCommand({ Bucket }));
  expect(deleted.$metadata.httpStatusCode).toBe(204);
  await expect(s3.send(new GetBucketPolicyCommand({ Bucket }))).rejects.toMatchObject({
    name: 'NoSuchBucketPolicy',
    message: 'The bucket policy does not exist',
  });
  await expect(s3.send(new PutBucketPolicyCommand({ Bucket, Policy: '{}' }))).rejects.toMatchObject({
    name: 'MalformedPolicy',
    message: 'Missing required field Statement',
    Detail: expect.stringMatching(/^Line 1, column 1: /) as string,
  });
  await expect(
    s3.send(new GetBucketPolicyCommand({ Bucket, ExpectedBucketOwner: '999999999999' })),
  ).rejects.toMatchObject({ name: 'AccessDenied' });
});
