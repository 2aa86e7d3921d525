// The policy of a bucket: PutBucketPolicy, GetBucketPolicy, DeleteBucketPolicy.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html and its siblings

import { utf8ToBytes } from '@noble/hashes/utils.js';
import { err, ok, type Result } from '../../core/lang/result.ts';
import { parseJsonBody, type JsonObject } from '../../core/wire/aws-json.ts';
import type { Fault } from '../fault.ts';
import { defineOperation, type Call, type Operation, type Outcome, type Plan } from '../operation.ts';
import type { Reading } from '../ports.ts';
import { withSavedPrincipals, withShownPrincipals } from '../principal-names.ts';
import type { BucketRecord } from '../records.ts';
import {
  accessDenied,
  bucketArn,
  bucketSide,
  findBucket,
  headerOf,
  ownerProblem,
  publicAccessBlock,
  type Headed,
} from './buckets.ts';
import type { ReadPolicy } from './read-bucket-policy.ts';
import type { Addressed } from './route.ts';

const putBucketPolicy = defineOperation<Addressed, undefined, Result<ReadPolicy, Fault>>({
  name: 'PutBucketPolicy',
  action: 's3:PutBucketPolicy',
  readOnly: false,
  check: ownerProblem,
  requestParameters: (input) => ({ ...aboutBucket(input), ...givenPolicy(input.body) }),
  plan: (tables, { Bucket }, call) => planOf('s3:PutBucketPolicy', tables, Bucket, call),
  consult: async ({ catalog }, { body, Bucket }) => {
    const { readBucketPolicy } = await import('./read-bucket-policy.ts');
    return readBucketPolicy(body, Bucket, catalog);
  },
  // `x-amz-confirm-remove-self-bucket-access` changes nothing: the page says what it confirms, and not what is refused
  // without it.
  apply: async (tables, input, call, { known }) => {
    const bucket = await ownBucket(tables, input, call);
    if (!bucket.ok) return bucket;
    if (!known.ok) return known;
    const saved = await withSavedPrincipals(tables, known.value.document);
    if (!saved.ok) return err(known.value.invalidPrincipal(saved.error));
    if (known.value.isPublic && publicAccessBlock.bucket.blockPublicPolicy) {
      return err(publicPolicyBlocked(input.Bucket, call));
    }
    await tables.buckets.put({ ...bucket.value, policy: saved.value });
    return ok({ ...noContent, changed: true });
  },
});

const getBucketPolicy = defineOperation<Addressed>({
  name: 'GetBucketPolicy',
  action: 's3:GetBucketPolicy',
  readOnly: true,
  check: ownerProblem,
  requestParameters: (input) => aboutBucket(input),
  plan: (tables, { Bucket }, call) => planOf('s3:GetBucketPolicy', tables, Bucket, call),
  apply: async (tables, input, call) => {
    const bucket = await ownBucket(tables, input, call);
    if (!bucket.ok) return bucket;
    const { policy } = bucket.value;
    if (policy === undefined) return err(noSuchBucketPolicy(input.Bucket));
    return ok({
      output: {
        kind: 'bytes',
        headers: [['Content-Type', 'application/json']],
        body: utf8ToBytes(await withShownPrincipals(tables, policy)),
      },
    });
  },
});

const deleteBucketPolicy = defineOperation<Addressed>({
  name: 'DeleteBucketPolicy',
  action: 's3:DeleteBucketPolicy',
  readOnly: false,
  check: ownerProblem,
  requestParameters: (input) => aboutBucket(input),
  plan: (tables, { Bucket }, call) => planOf('s3:DeleteBucketPolicy', tables, Bucket, call),
  apply: async (tables, input, call) => {
    const bucket = await ownBucket(tables, input, call);
    if (!bucket.ok) return bucket;
    // Not documented: S3 was recorded to answer 204 also where there is no policy.
    const { policy, ...rest } = bucket.value;
    if (policy === undefined) return ok(noContent);
    await tables.buckets.put(rest);
    return ok({ ...noContent, changed: true });
  },
});

export const bucketPolicyOperations: readonly Operation[] = [
  putBucketPolicy,
  getBucketPolicy,
  deleteBucketPolicy,
];

async function planOf(action: string, tables: Reading, bucketName: string, call: Call): Promise<Plan> {
  const side = await bucketSide(tables, await tables.buckets.get(bucketName), call);
  return { authorize: [{ action, resource: bucketArn(bucketName), ...side }] };
}

/** Of PutBucketPolicy the page has 200 in its syntax and 204 in its example, which is what S3 was recorded to answer. */
const noContent: Outcome<undefined> = {
  output: { kind: 'bytes', status: 204, headers: [], body: new Uint8Array() },
};

/**
 * "If you have the correct permissions, but you're not using an identity that belongs to the bucket owner's account,
 * Amazon S3 returns a 405 Method Not Allowed error."
 */
async function ownBucket(
  tables: Reading,
  input: Headed & { readonly Bucket: string; readonly method: string },
  { caller }: Call,
): Promise<Result<BucketRecord, Fault>> {
  const bucket = await findBucket(tables, input);
  return bucket.ok && bucket.value.accountId !== caller.account.accountId
    ? err(methodNotAllowed(input.method))
    : bucket;
}

/**
 * As CloudTrail was recorded to write it in events of version 1.11 (June 2025): `{ "bucketName": …, "Host": …,
 * "policy": "" }`, the query's own parameter among them, and `bucketPolicy` as an object where one is put. Its page has
 * the bucket's name alone (cloudtrail-logging-understanding-s3-entries, DeleteBucketPolicy, version 1.03).
 */
function aboutBucket(input: Headed & { readonly Bucket: string }): JsonObject {
  return { bucketName: input.Bucket, Host: headerOf(input, 'host') ?? '', policy: '' };
}

/** What is no JSON object, or one nested too deep, is left out. */
function givenPolicy(body: Uint8Array): JsonObject {
  const bucketPolicy = body.length === 0 ? undefined : parseJsonBody(body);
  return bucketPolicy === undefined ? {} : { bucketPolicy };
}

// https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList

/** The sentence as S3 was recorded to answer; the page's is "The specified bucket does not have a bucket policy." */
function noSuchBucketPolicy(bucketName: string): Fault {
  return {
    code: 'NoSuchBucketPolicy',
    status: 404,
    message: 'The bucket policy does not exist',
    details: [['BucketName', bucketName]],
  };
}

function methodNotAllowed(method: string): Fault {
  return {
    code: 'MethodNotAllowed',
    status: 405,
    message: 'The specified method is not allowed against this resource.',
    details: [
      ['Method', method],
      ['ResourceType', 'BUCKETPOLICY'],
    ],
  };
}

/**
 * "Amazon S3 rejects calls to PUT Bucket policy if the specified bucket policy allows public access"
 * (access-control-block-public-access). The sentence is not documented: users report it, and from before 2025
 * `because public policies are blocked by the BlockPublicPolicy block public access setting.`
 */
function publicPolicyBlocked(bucketName: string, { caller }: Call): Fault {
  const denied = `User: ${caller.principal.arn} is not authorized to perform: s3:PutBucketPolicy on resource: "${bucketArn(bucketName)}"`;
  return accessDenied(
    `${denied} because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.`,
  );
}
