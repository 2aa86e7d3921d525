// s3:GetObject. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html

import { err, ok } from '../../core/lang/result.ts';
import { httpDate } from '../dates.ts';
import type { Fault } from '../fault.ts';
import { objectKey } from '../keys.ts';
import { defineOperation } from '../operation.ts';

export const getObject = defineOperation({
  name: 'GetObject',
  action: 's3:GetObject',
  readOnly: true,
  dataEvent: true,
  parse: (parameters) => ({
    bucketName: parameters.required('BucketName', {}),
    objectKey: parameters.required('Key', {}),
  }),
  plan: async (tables, input, { caller }) => {
    const bucket = await tables.buckets.get(input.bucketName);
    const object = await tables.objects.get(objectKey(input.bucketName, input.objectKey));
    const resourceAccountId = bucket?.accountId ?? caller.account.accountId;
    const bucketArn = `arn:aws:s3:::${input.bucketName}`;
    return {
      authorize: [{ action: 's3:GetObject', resource: `${bucketArn}/${input.objectKey}`, resourceAccountId }],
      // "If you have the s3:ListBucket permission on the bucket, Amazon S3 returns an HTTP status code 404
      // (Not Found) error", else 403: who may not list must not learn which keys there are.
      consult:
        bucket !== undefined && object === undefined
          ? [{ action: 's3:ListBucket', resource: bucketArn, resourceAccountId }]
          : [],
    };
  },
  apply: async (tables, input, _call, { decisions: [mayList] }) => {
    const bucket = await tables.buckets.get(input.bucketName);
    if (bucket === undefined) return err(noSuchBucket(input.bucketName));
    const object = await tables.objects.get(objectKey(input.bucketName, input.objectKey));
    if (object === undefined) {
      return err(
        mayList?.outcome === 'allowed'
          ? noSuchKey(input.objectKey)
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
