// Messages to sign, for a start. Those that AWS's documentation works out come out as they are printed there.

import type { Credentials } from '../../../core/sigv4/credentials.ts';
import type { SigningForm } from './signing-input.ts';

export interface SigningExample {
  readonly name: string;
  readonly message: string;
  readonly region: string;
  readonly service: string;
  readonly date: string;
  readonly form: SigningForm;
}

/** The key of AWS's own examples: nobody's. */
export const exampleCredentials: Credentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};

const bucket = 'Host: examplebucket.s3.amazonaws.com\n';
const s3 = { region: 'us-east-1', service: 's3', date: '20130524T000000Z' } as const;

export const signingExamples: readonly [SigningExample, ...SigningExample[]] = [
  {
    name: 'IAM: list users',
    message:
      'GET /?Version=2010-05-08&Action=ListUsers HTTP/1.1\n' +
      'Host: iam.amazonaws.com\n' +
      'Content-Type: application/x-www-form-urlencoded; charset=utf-8\n\n',
    region: 'us-east-1',
    service: 'iam',
    date: '20150830T123600Z',
    form: 'header',
  },
  {
    // S3 API reference, sig-v4-header-based-auth: "GET Object".
    name: 'S3: first bytes of an object',
    message: `GET /test.txt HTTP/1.1\n${bucket}Range: bytes=0-9\n\n`,
    ...s3,
    form: 'header',
  },
  {
    // S3 API reference, sigv4-query-string-auth.
    name: 'S3: a presigned URL',
    message: `GET /test.txt HTTP/1.1\n${bucket}\n`,
    ...s3,
    form: 'query',
  },
  {
    name: 'S3: an upload in chunks',
    message:
      `PUT /notes/poem.txt HTTP/1.1\n${bucket}\n` +
      'Each chunk signs the one before it, so that none can be left out, and none can change its place.',
    ...s3,
    form: 'chunked',
  },
  {
    name: 'DynamoDB: get an item',
    message:
      'POST / HTTP/1.1\n' +
      'Host: dynamodb.eu-west-1.amazonaws.com\n' +
      'Content-Type: application/x-amz-json-1.0\n' +
      'X-Amz-Target: DynamoDB_20120810.GetItem\n\n' +
      '{"TableName":"music","Key":{"artist":{"S":"No One You Know"}}}',
    region: 'eu-west-1',
    service: 'dynamodb',
    date: '',
    form: 'header',
  },
];
