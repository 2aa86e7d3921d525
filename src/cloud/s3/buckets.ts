// What the operations on a bucket and its objects have in common: how the bucket is found, and what of it takes part
// when a request is judged.

import type { PolicySet, PublicAccessBlock } from '../../core/authorize/types.ts';
import { err, ok, type Result } from '../../core/lang/result.ts';
import type { Fault } from '../fault.ts';
import type { Call, Check } from '../operation.ts';
import type { Reading } from '../ports.ts';
import { withShownPrincipals } from '../principal-names.ts';
import type { BucketRecord } from '../records.ts';

export function bucketArn(bucketName: string): string {
  return `arn:aws:s3:::${bucketName}`;
}

/**
 * What belongs to every question about a bucket or its objects, whose ARNs name no account. Of a bucket that is not
 * there, the caller's own account is asked.
 */
export async function bucketSide(
  tables: Reading,
  bucket: BucketRecord | undefined,
  { caller }: Pick<Call, 'caller'>,
): Promise<Pick<Check, 'resourceAccountId' | 'resourcePolicy' | 's3'>> {
  if (bucket === undefined) return { resourceAccountId: caller.account.accountId };
  const { accountId: resourceAccountId, policy } = bucket;
  const owner = await tables.account.get(resourceAccountId);
  // What was granted to other accounts fails while the bucket's is closed (manage-acct-closing).
  if (policy === undefined || owner?.closedAt !== undefined) return { resourceAccountId, s3: beside };
  const resourcePolicy = { name: 'Bucket policy', document: await withShownPrincipals(tables, policy) };
  return { resourceAccountId, resourcePolicy, s3: beside };
}

const off: PublicAccessBlock = {
  blockPublicAcls: false,
  ignorePublicAcls: false,
  blockPublicPolicy: false,
  restrictPublicBuckets: false,
};

/**
 * "By default, new buckets, access points, and objects don't allow public access" (access-control-block-public-access):
 * a new bucket has all four settings on, and no access control lists. That an account has none of the settings is how
 * it begins. None of them can be changed here.
 */
export const publicAccessBlock: NonNullable<PolicySet['s3']>['publicAccessBlock'] = {
  account: off,
  bucket: {
    blockPublicAcls: true,
    ignorePublicAcls: true,
    blockPublicPolicy: true,
    restrictPublicBuckets: true,
  },
};

const beside: NonNullable<PolicySet['s3']> = {
  acl: [],
  objectOwnership: 'BucketOwnerEnforced',
  publicAccessBlock,
};

/** A message as operations get it: their types know lists, and no pairs. */
export interface Headed {
  readonly headers: readonly (readonly string[])[];
}

export function headerOf({ headers }: Headed, wanted: string): string | undefined {
  return headers.find(([name = '']) => name.toLowerCase() === wanted)?.[1];
}

const expectedOwner = 'x-amz-expected-bucket-owner';

/** For `check`. */
export function ownerProblem(input: Headed): Fault | undefined {
  const owner = headerOf(input, expectedOwner);
  return owner === undefined || /^\d{12}$/.test(owner) ? undefined : invalidOwner;
}

/** For `apply`. "If the account ID that you provide does not match the actual owner of the bucket, the request fails". */
export async function findBucket(
  tables: Reading,
  input: Headed & { readonly Bucket: string },
): Promise<Result<BucketRecord, Fault>> {
  const bucket = await tables.buckets.get(input.Bucket);
  if (bucket === undefined) return err(noSuchBucket(input.Bucket));
  const owner = headerOf(input, expectedOwner) ?? bucket.accountId;
  return owner === bucket.accountId ? ok(bucket) : err(accessDenied('Access Denied'));
}

// https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList

const invalidOwner: Fault = {
  code: 'InvalidBucketOwnerAWSAccountID',
  status: 400,
  message: 'The value of the expected bucket owner parameter must be an AWS account ID.',
};

export function accessDenied(message: string): Fault {
  return { code: 'AccessDenied', status: 403, message };
}

function noSuchBucket(bucketName: string): Fault {
  return {
    code: 'NoSuchBucket',
    status: 404,
    message: 'The specified bucket does not exist',
    details: [['BucketName', bucketName]],
  };
}
