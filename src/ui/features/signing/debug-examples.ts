// Signatures that do not match, to try the reader with: made with AWS's example key, each with one fault that
// people really make.

import { asCurl } from '../../../client/copy-as/as-curl.ts';
import { utf8Bytes } from '../../../core/lang/utf8-bytes.ts';
import type { Verification } from '../../../core/authenticate/verification.ts';
import { verify } from '../../../core/authenticate/verify.ts';
import { presign } from '../../../core/sigv4/presign.ts';
import { sign } from '../../../core/sigv4/sign.ts';
import type { HttpRequest } from '../../../core/wire/message.ts';
import { writeQueryError } from '../../../core/wire/query-codec.ts';
import { exampleCredentials as credentials } from './signing-examples.ts';

export interface DebugExample {
  readonly name: string;
  /** What the two boxes hold: the request, and what AWS says to it, which may be nothing. */
  make(now: Date): { readonly request: string; readonly answer: string };
}

const scheme = 'https';

export const debugExamples: readonly DebugExample[] = [
  {
    name: 'The body changed on its way',
    make(now) {
      const signed = sign(iamPost('Action=ListUsers&Version=2010-05-08'), { ...iam, date: now });
      const arrived = { ...signed.request, body: utf8Bytes('Action=ListUsers&Version=2010-05-08\n') };
      return { request: asCurl(signed.request, { scheme }), answer: answerTo(arrived, now) };
    },
  },
  {
    name: 'A path encoded once',
    make(now) {
      const options = { credentials, region: 'eu-west-1', service: 'execute-api', date: now };
      const request = get('abc123.execute-api.eu-west-1.amazonaws.com', '/prod/red%20shoes', '');
      const signed = sign(request, { ...options, doubleEncodePath: false });
      return {
        request: botocoreLog(signed.canonicalRequest, signed.stringToSign, signed.signature),
        answer: JSON.stringify({ message: refusalOf(signed.request, now).message }),
      };
    },
  },
  {
    name: 'Another Region',
    make(now) {
      const request: HttpRequest = {
        method: 'POST',
        path: '/',
        query: '',
        headers: [
          ['Host', 'dynamodb.eu-central-1.amazonaws.com'],
          ['Content-Type', 'application/x-amz-json-1.0'],
          ['X-Amz-Target', 'DynamoDB_20120810.ListTables'],
        ],
        body: utf8Bytes('{}'),
      };
      const options = { credentials, region: 'us-east-1', service: 'dynamodb', date: now };
      return { request: asCurl(sign(request, options).request, { scheme }), answer: '' };
    },
  },
  {
    name: 'A presigned URL of yesterday',
    make(now) {
      const yesterday = new Date(now.getTime() - 26 * 3_600_000);
      const options = { credentials, region: 'us-east-1', service: 's3', date: yesterday };
      const { request } = presign(get('examplebucket.s3.amazonaws.com', '/photos/cat.jpg', ''), {
        ...options,
        expiresIn: 86_400,
      });
      return {
        request: `https://examplebucket.s3.amazonaws.com${request.path}?${request.query}`,
        answer: '',
      };
    },
  },
];

const iam = { credentials, region: 'us-east-1', service: 'iam' };

function iamPost(form: string): HttpRequest {
  return {
    method: 'POST',
    path: '/',
    query: '',
    headers: [
      ['Host', 'iam.amazonaws.com'],
      ['Content-Type', 'application/x-www-form-urlencoded; charset=utf-8'],
    ],
    body: utf8Bytes(form),
  };
}

function get(host: string, path: string, query: string): HttpRequest {
  return { method: 'GET', path, query, headers: [['Host', host]], body: new Uint8Array() };
}

/** What AWS answers to the message as it arrived. */
function refusalOf(arrived: HttpRequest, now: Date): Extract<Verification, { kind: 'refused' }> {
  const verification = verify(arrived, () => credentials, now);
  if (verification.kind !== 'refused') throw new Error('the example has no fault');
  return verification;
}

/** The same in the form of the Query services. */
function answerTo(arrived: HttpRequest, now: Date): string {
  const namespace = 'https://iam.amazonaws.com/doc/2010-05-08/';
  const requestId = '0e4f1f5c-9d7e-4c0a-8e2a-example00000';
  return writeQueryError({ ...refusalOf(arrived, now), namespace, requestId });
}

/** As the AWS CLI prints it with --debug. */
function botocoreLog(canonicalRequest: string, stringToSign: string, signature: string): string {
  const line = 'MainThread - botocore.auth - DEBUG -';
  return [
    `${line} Calculating signature using v4 auth.`,
    `${line} CanonicalRequest:\n${canonicalRequest}`,
    `${line} StringToSign:\n${stringToSign}`,
    `${line} Signature:\n${signature}`,
    '',
  ].join('\n');
}
