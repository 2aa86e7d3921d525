// s3:GetObject. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html

import { err, ok } from '../../core/lang/result.ts';
import { httpDate } from '../dates.ts';
import type { Fault } from '../fault.ts';
import { objectKey } from '../keys.ts';
import { defineOperation } from '../operation.ts';

/** As the router reads it from host and path. */
interface Address {
  readonly Bucket: string;
  readonly Key: string;
}

export const getObject = defineOperation<Address>({
  name: 'GetObject',
  action: 's3:GetObject',
  readOnly: true,
  dataEvent: true,
  requestParameters: ({ Bucket, Key }) => ({ bucketName: Bucket, key: Key }),
  plan: async (tables, input, { caller }) => {
    const bucket = await tables.buckets.get(input.Bucket);
    const object = await tables.objects.get(objectKey(input.Bucket, input.Key));
    const resourceAccountId = bucket?.accountId ?? caller.account.accountId;
    const bucketArn = `arn:aws:s3:::${input.Bucket}`;
    return {
      authorize: [{ action: 's3:GetObject', resource: `${bucketArn}/${input.Key}`, resourceAccountId }],
      // "If you have the s3:ListBucket permission on the bucket, Amazon S3 returns an HTTP status code 404
      // (Not Found) error", else 403: who may not list must not learn which keys there are.
      consult:
        bucket !== undefined && object === undefined
          ? [{ action: 's3:ListBucket', resource: bucketArn, resourceAccountId }]
          : [],
    };
  },
  apply: async (tables, input, _call, { decisions: [mayList] }) => {
    const bucket = await tables.buckets.get(input.Bucket);
    if (bucket === undefined) return err(noSuchBucket(input.Bucket));
    const object = await tables.objects.get(objectKey(input.Bucket, input.Key));
    if (object === undefined) {
      return err(
        mayList?.outcome === 'allowed'
          ? noSuchKey(input.Key)
          : { code: 'AccessDenied', status: 403, message: mayList?.message ?? 'Access Denied' },
      );
    }
    return ok({
      output: {
        kind: 'bytes',
        headers: [
          ['Content-Type', object.contentType],
          ['ETag', `"${object.etag}"`],
          ['Last-Modified', httpDate(object.lastModified)],
        ],
        body: object.body,
      },
    });
  },
});

// https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList

function noSuchBucket(bucketName: string): Fault {
  return {
    code: 'NoSuchBucket',
    status: 404,
    message: 'The specified bucket does not exist',
    details: [['BucketName', bucketName]],
  };
}

function noSuchKey(key: string): Fault {
  return {
    code: 'NoSuchKey',
    status: 404,
    message: 'The specified key does not exist.',
    details: [['Key', key]],
  };
}
