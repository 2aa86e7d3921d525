// AWS's own SDK clients against a host: unmodified, told no more than where the endpoint is and who signs.

import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { IAMClient } from '@aws-sdk/client-iam';
import { S3Client } from '@aws-sdk/client-s3';
import { STSClient } from '@aws-sdk/client-sts';
import type { Credentials } from '../../src/core/sigv4/credentials.ts';
import type { Host } from './host.ts';

export interface Clients {
  readonly cloudtrail: CloudTrailClient;
  readonly iam: IAMClient;
  readonly s3: S3Client;
  readonly sts: STSClient;
}

/** Signed by root unless others sign. */
export function clientsOf(host: Host, credentials: Credentials = rootKeyOf(host)): Clients {
  const common = {
    endpoint: host.url,
    region: 'us-east-1',
    credentials,
    // What is refused is refused: a second attempt would only hide it.
    maxAttempts: 1,
  };
  return {
    cloudtrail: new CloudTrailClient(common),
    iam: new IAMClient(common),
    s3: new S3Client({ ...common, forcePathStyle: true }),
    sts: new STSClient(common),
  };
}

export function rootKeyOf({ accessKeyId, secretAccessKey }: Host): Credentials {
  return { accessKeyId, secretAccessKey };
}

/** A key as CreateAccessKey answers it, for signing. */
export function credentialsOf(
  key: { readonly AccessKeyId: string | undefined; readonly SecretAccessKey: string | undefined } | undefined,
): Credentials {
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey } = key ?? {};
  if (accessKeyId === undefined || secretAccessKey === undefined)
    throw new Error('there is no key in the answer');
  return { accessKeyId, secretAccessKey };
}
