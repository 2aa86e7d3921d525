// s3:ListAllMyBuckets: the buckets that the caller's account owns.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { ok } from '../../core/lang/result.ts';
import { xml } from '../../core/wire/xml-writer.ts';
import { isoMilliseconds } from '../dates.ts';
import { defineOperation } from '../operation.ts';

export const listBuckets = defineOperation<object>({
  name: 'ListBuckets',
  action: 's3:ListAllMyBuckets',
  readOnly: true,
  // Not a bucket's ARN: policies allow it on `*` or, as S3's examples write it, on `arn:aws:s3:::*`.
  plan: (_tables, _input, { caller }) => ({
    authorize: [
      {
        action: 's3:ListAllMyBuckets',
        resource: 'arn:aws:s3:::*',
        resourceAccountId: caller.account.accountId,
      },
    ],
  }),
  apply: async (tables, _input, { caller }) => {
    const { accountId } = caller.account;
    const buckets = await tables.buckets.where('accountId', accountId);
    const root = {
      name: 'ListAllMyBucketsResult',
      namespace: 'http://s3.amazonaws.com/doc/2006-03-01/',
      content: [
        xml('Owner', [xml('ID', canonicalUserId(accountId))]),
        xml(
          'Buckets',
          buckets.map((bucket) =>
            xml('Bucket', [
              xml('Name', bucket.bucketName),
              xml('CreationDate', isoMilliseconds(bucket.createdAt)),
              xml('BucketRegion', bucket.region),
            ]),
          ),
        ),
      ],
    };
    return ok({ output: { kind: 'rest-xml', root } });
  },
});

/** 64 hex digits that stand for an account in S3. AWS's are random; ours follow from the account id. */
function canonicalUserId(accountId: string): string {
  return bytesToHex(sha256(utf8ToBytes(`canonical user ${accountId}`)));
}
