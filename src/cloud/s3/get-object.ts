// s3:GetObject. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html

import { err, ok } from '../../core/lang/result.ts';
import { httpDate } from '../dates.ts';
import type { Fault } from '../fault.ts';
import { objectKey } from '../keys.ts';
import { defineOperation } from '../operation.ts';
import { accessDenied, bucketArn, bucketSide, findBucket, ownerProblem } from './buckets.ts';
import type { Addressed } from './route.ts';

export const getObject = defineOperation<Addressed>({
  name: 'GetObject',
  action: 's3:GetObject',
  readOnly: true,
  dataEvent: true,
  requestParameters: ({ Bucket, Key }) => ({ bucketName: Bucket, key: Key }),
  check: ownerProblem,
  plan: async (tables, { Bucket, Key }, call) => {
    const bucket = await tables.buckets.get(Bucket);
    const object = await tables.objects.get(objectKey(Bucket, Key));
    const side = await bucketSide(tables, bucket, call);
    return {
      authorize: [{ action: 's3:GetObject', resource: `${bucketArn(Bucket)}/${Key}`, ...side }],
      // "If you have the s3:ListBucket permission on the bucket, Amazon S3 returns an HTTP status code 404
      // (Not Found) error", else 403: who may not list must not learn which keys there are.
      consult:
        bucket !== undefined && object === undefined
          ? [{ action: 's3:ListBucket', resource: bucketArn(Bucket), ...side }]
          : [],
    };
  },
  apply: async (tables, input, _call, { decisions: [mayList] }) => {
    const bucket = await findBucket(tables, input);
    if (!bucket.ok) return bucket;
    const object = await tables.objects.get(objectKey(input.Bucket, input.Key));
    if (object === undefined) {
      return err(
        mayList?.outcome === 'allowed'
          ? noSuchKey(input.Key)
          : accessDenied(mayList?.message ?? 'Access Denied'),
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

function noSuchKey(key: string): Fault {
  return {
    code: 'NoSuchKey',
    status: 404,
    message: 'The specified key does not exist.',
    details: [['Key', key]],
  };
}
