// Every form of condition and every refusal. S3 API reference, sigv4-HTTPPOSTForms,
// sigv4-HTTPPOSTConstructPolicy and ErrorResponses.

import { utf8ToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';

import type { PostRefusalReason } from '../../../../../src/core/authenticate/post-form/post-fault.ts';
import type { FormField } from '../../../../../src/core/authenticate/post-form/read-multipart.ts';
import { verifyPost } from '../../../../../src/core/authenticate/post-form/verify-post.ts';
import type { SecretRecord } from '../../../../../src/core/authenticate/verification.ts';
import type { PostPolicyCondition } from '../../../../../src/core/sigv4/post-policy.ts';
import { postPolicy, signPostPolicy } from '../../../../../src/core/sigv4/post-policy.ts';
import type { HttpRequest } from '../../../../../src/core/wire/message.ts';
import {
  exampleBase64,
  exampleCredentials,
  exampleDate,
  exampleFields,
  exampleSignature,
} from './documented-example.ts';
import { boundary, formBody, formRequest, type TestFile } from './form-body.ts';

const host = 'sigv4examplebucket.s3.us-east-1.amazonaws.com';
const photo: TestFile = { bytes: utf8ToBytes('jpeg'), filename: 'MyPhoto.jpg' };
const now = new Date('2015-12-29T12:00:00Z');
const record: SecretRecord = exampleCredentials;
const temporary: SecretRecord = {
  ...record,
  sessionToken: 'token',
  expiresAt: new Date('2015-12-29T13:00:00Z'),
};

// sigv4-post-example.
describe('the example of the S3 API reference', () => {
  const request = formRequest(host, '/', formBody([...exampleFields], photo));
  const verification = verifyPost(request, () => record, now);

  it('verifies, and says what is to be stored', () => {
    expect(verification).toMatchObject({
      kind: 'verified',
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      scope: { date: '20151229', region: 'us-east-1', service: 's3' },
      signedAt: exampleDate.getTime(),
      expiresAt: Date.UTC(2015, 11, 30, 12),
      bucket: 'sigv4examplebucket',
      key: 'user/user1/MyPhoto.jpg',
      file: { bytes: photo.bytes, filename: 'MyPhoto.jpg', contentType: 'image/jpeg' },
      computed: { stringToSign: exampleBase64, signature: exampleSignature },
    });
    expect(verification.kind === 'verified' && verification.fields).toEqual(
      exampleFields.map(([name, value]) => [name, value.replace('${filename}', 'MyPhoto.jpg')]),
    );
  });

  it('has eleven conditions, which held', () => {
    const conditions = verification.kind === 'verified' ? verification.conditions : [];
    expect(conditions).toHaveLength(11);
    expect(conditions.every(({ held }) => held)).toBe(true);
    expect(conditions[1]?.condition).toEqual({
      kind: 'starts-with',
      variable: '$key',
      value: 'user/user1/',
      text: '["starts-with", "$key", "user/user1/"]',
    });
  });

  it.each([
    ['2015-12-30T12:00:00.000Z', 'verified'],
    ['2015-12-30T12:00:00.001Z', 'policy-expired'],
  ])('at %s is %s', (time, expected) => {
    const later = verifyPost(request, () => record, new Date(time));
    expect(later.kind === 'refused' ? later.reason : later.kind).toBe(expected);
  });
});

interface Form {
  readonly conditions?: readonly PostPolicyCondition[];
  /** Behind those that the policy fixes. */
  readonly fields?: readonly FormField[];
  readonly change?: (fields: readonly FormField[]) => readonly FormField[];
  readonly file?: TestFile;
  readonly signer?: SecretRecord;
  readonly region?: string;
  readonly key?: { readonly kind: 'exact' | 'prefix'; readonly value: string };
  /** The policy, in the place of the one made of the above. */
  readonly policy?: string;
}

function formOf(form: Form): HttpRequest {
  const signer = {
    credentials: form.signer ?? record,
    region: form.region ?? 'us-east-1',
    date: exampleDate,
  };
  const upload = {
    bucket: 'sigv4examplebucket',
    key: form.key ?? ({ kind: 'prefix', value: 'user/' } as const),
    expiresAt: new Date('2015-12-30T12:00:00Z'),
    conditions: form.conditions ?? [],
  };
  const signed = signPostPolicy({ ...signer, policy: form.policy ?? postPolicy(upload, signer) });
  const fields = [...signed.fields, ...(form.fields ?? [])];
  return formRequest(host, '/', formBody(form.change?.(fields) ?? fields, form.file ?? photo));
}

const verify = (request: HttpRequest, known: SecretRecord | undefined = record) =>
  verifyPost(request, () => known, now);
const set = (wanted: string, value: string) => (fields: readonly FormField[]) =>
  fields.map(([name, before]): FormField => [name, name === wanted ? value : before]);
const without =
  (...wanted: readonly string[]) =>
  (fields: readonly FormField[]) =>
    fields.filter(([name]) => !wanted.includes(name));

// "Condition Matching", sigv4-HTTPPOSTConstructPolicy.
describe('a condition', () => {
  it.each<[string, PostPolicyCondition, readonly FormField[], string | undefined]>([
    ['exact, as an object', { acl: 'private' }, [], undefined],
    ['exact, as a list', ['eq', '$acl', 'private'], [], undefined],
    ['starts with', ['starts-with', '$x-amz-meta-tag', 'a'], [['x-amz-meta-tag', 'abc']], undefined],
    ['starts with the whole value', ['starts-with', '$acl', 'private'], [['acl', 'private']], undefined],
    ['starts with anything', ['starts-with', '$x-amz-meta-tag', ''], [['x-amz-meta-tag', '']], undefined],
    [
      'starts with something else',
      ['starts-with', '$x-amz-meta-tag', 'b'],
      [['x-amz-meta-tag', 'abc']],
      '["starts-with", "$x-amz-meta-tag", "b"]',
    ],
    [
      'starts with, and the field is absent',
      ['starts-with', '$Content-Type', ''],
      [],
      '["starts-with", "$Content-Type", ""]',
    ],
    [
      'starts with, in other capitals',
      ['starts-with', '$acl', 'Priv'],
      [['acl', 'private']],
      '["starts-with", "$acl", "Priv"]',
    ],
    ['of a name in other capitals', ['starts-with', '$ACL', 'p'], [['Acl', 'private']], undefined],
    [
      'on every type of a list',
      ['starts-with', '$Content-Type', 'image/'],
      [['Content-Type', 'image/jpg,image/png,image/gif']],
      undefined,
    ],
    [
      'on a list with another type',
      ['starts-with', '$Content-Type', 'image/'],
      [['Content-Type', 'image/jpg,text/plain']],
      '["starts-with", "$Content-Type", "image/"]',
    ],
    [
      'on commas in any other field',
      ['starts-with', '$x-amz-meta-tag', 'a'],
      [['x-amz-meta-tag', 'a,b']],
      undefined,
    ],
    [
      'on a field sent twice',
      ['starts-with', '$x-amz-meta-tag', 'a,b'],
      [
        ['x-amz-meta-tag', 'a'],
        ['X-Amz-Meta-Tag', 'b'],
      ],
      undefined,
    ],
    [
      'on a field with a variable',
      ['starts-with', '$x-amz-meta-name', 'is MyPhoto.jpg, MyPhoto.jpg'],
      [['x-amz-meta-name', 'is ${filename}, ${filename}']],
      undefined,
    ],
  ])('%s', (_, condition, fields, failed) => {
    const verification = verify(formOf({ conditions: [condition], fields }));
    if (failed === undefined) {
      expect(verification.kind).toBe('verified');
      return;
    }
    expect(verification).toMatchObject({
      kind: 'refused',
      reason: 'condition-failed',
      code: 'AccessDenied',
      status: 403,
      message: `Invalid according to Policy: Policy Condition failed: ${failed}`,
      condition: { condition: { text: failed }, held: false },
      accessKeyId: record.accessKeyId,
    });
    const conditions = verification.kind === 'refused' ? verification.conditions : [];
    expect(conditions.filter(({ held }) => !held)).toHaveLength(1);
    expect(conditions).toHaveLength(6);
  });

  it('must name its field with a dollar sign', () => {
    const condition = ['eq', 'acl', 'private'] as unknown as PostPolicyCondition;
    expect(verify(formOf({ conditions: [condition], fields: [['acl', 'private']] }))).toMatchObject({
      message: 'Invalid according to Policy: Policy Condition failed: ["eq", "acl", "private"]',
    });
  });

  it.each<[number, number, number, string | undefined]>([
    [5, 10, 5, undefined],
    [5, 10, 10, undefined],
    [0, 0, 0, undefined],
    [5, 10, 4, 'EntityTooSmall'],
    [5, 10, 11, 'EntityTooLarge'],
    [10, 5, 7, 'EntityTooLarge'],
  ])('of %d to %d bytes is held against %d', (minimum, maximum, size, code) => {
    const verification = verify(
      formOf({
        conditions: [['content-length-range', minimum, maximum]],
        file: { ...photo, bytes: new Uint8Array(size) },
      }),
    );
    if (code === undefined) {
      expect(verification.kind).toBe('verified');
    } else {
      const large = code === 'EntityTooLarge';
      expect(verification).toMatchObject({
        kind: 'refused',
        reason: large ? 'file-too-large' : 'file-too-small',
        code,
        status: 400,
        message: large
          ? 'Your proposed upload exceeds the maximum allowed size'
          : 'Your proposed upload is smaller than the minimum allowed size',
        condition: { condition: { text: `["content-length-range", ${minimum}, ${maximum}]` }, held: false },
      });
    }
  });

  it('of a size is looked at after all others', () => {
    const conditions: readonly PostPolicyCondition[] = [['content-length-range', 0, 1]];
    expect(verify(formOf({ conditions, fields: [['acl', 'private']] }))).toMatchObject({
      reason: 'field-not-covered',
    });
    expect(
      verify(formOf({ conditions: [...conditions, { acl: 'a' }], change: without('acl') })),
    ).toMatchObject({
      reason: 'condition-failed',
    });
  });
});

describe('a field', () => {
  it.each(['x-ignore-anything', 'X-IGNORE-'])('%s needs no condition', (name) => {
    expect(verify(formOf({ fields: [[name, 'x']] })).kind).toBe('verified');
  });

  it.each(['acl', 'StorageClass', 'x-amz-meta-a', 'AWSAccessKeyId', 'x-amz-ignore-a', 'bucket2'])(
    '%s needs one',
    (name) => {
      expect(verify(formOf({ fields: [[name, 'x']] }))).toMatchObject({
        kind: 'refused',
        reason: 'field-not-covered',
        code: 'AccessDenied',
        status: 403,
        message: `Invalid according to Policy: Extra input fields: ${name}`,
      });
    },
  );

  it('of the signature needs one too', () => {
    const policy = JSON.stringify({
      expiration: '2015-12-30T12:00:00Z',
      conditions: [{ bucket: 'sigv4examplebucket' }, { key: 'k' }],
    });
    expect(verify(formOf({ policy }))).toMatchObject({
      message: 'Invalid according to Policy: Extra input fields: x-amz-algorithm',
    });
  });

  it('of the bucket, which the address has, needs one too', () => {
    const { conditions } = postPolicy(
      { bucket: 'b', key: { kind: 'exact', value: 'k' }, expiresAt: now },
      { credentials: record, region: 'us-east-1', date: exampleDate },
    );
    const policy = JSON.stringify({ expiration: '2015-12-30T12:00:00Z', conditions: conditions.slice(1) });
    expect(verify(formOf({ policy }))).toMatchObject({
      message: 'Invalid according to Policy: Extra input fields: bucket',
    });
  });

  it('cannot name another bucket than the address', () => {
    const request = formOf({ fields: [['bucket', 'sigv4examplebucket']] });
    expect(verify(request)).toMatchObject({ kind: 'verified', bucket: 'sigv4examplebucket' });
    const elsewhere = {
      ...request,
      headers: [['Host', 'other.s3.amazonaws.com'], ...request.headers.slice(1)],
    } as const;
    expect(verify(elsewhere)).toMatchObject({
      message:
        'Invalid according to Policy: Policy Condition failed: ["eq", "$bucket", "sigv4examplebucket"]',
    });
  });
});

describe('the key', () => {
  // "Only the text following the last slash (/) or backslash (\) is used."
  it.each([
    ['file.txt', 'user/file.txt'],
    ['C:\\Program Files\\directory1\\file.txt', 'user/file.txt'],
    ['/home/me/file.txt', 'user/file.txt'],
    ['../../$&.txt', 'user/$&.txt'],
    ['${filename}', 'user/${filename}'],
    ['', 'user/'],
  ])('of a file named %j is %s', (filename, key) => {
    expect(verify(formOf({ file: { ...photo, filename } }))).toMatchObject({ kind: 'verified', key });
  });

  it('is held against the policy with the name put in', () => {
    const conditions: readonly PostPolicyCondition[] = [['starts-with', '$key', 'user/secret']];
    expect(verify(formOf({ conditions, file: { ...photo, filename: 'secrets.txt' } })).kind).toBe('verified');
    expect(verify(formOf({ conditions })).kind).toBe('refused');
  });

  it('is exact where the policy says so', () => {
    const key = { kind: 'exact', value: 'a.jpg' } as const;
    expect(verify(formOf({ key }))).toMatchObject({ kind: 'verified', key: 'a.jpg' });
    expect(verify(formOf({ key, change: set('key', 'b.jpg') }))).toMatchObject({
      message: 'Invalid according to Policy: Policy Condition failed: ["eq", "$key", "a.jpg"]',
    });
  });
});

describe('a session token', () => {
  it('verifies under a condition, and is not among the fields', () => {
    const verification = verify(formOf({ signer: temporary }), temporary);
    expect(verification.kind).toBe('verified');
    const fields = verification.kind === 'verified' ? verification.fields : [];
    expect(fields.map(([name]) => name)).toContain('key');
    expect(fields.map(([name]) => name)).not.toContain('x-amz-security-token');
  });
});

describe('a form without a signature', () => {
  const fields: readonly FormField[] = [
    ['key', '${filename}'],
    ['acl', 'public-read'],
  ];
  const anonymous = {
    kind: 'anonymous',
    bucket: 'sigv4examplebucket',
    key: 'MyPhoto.jpg',
    fields: [
      ['key', 'MyPhoto.jpg'],
      ['acl', 'public-read'],
    ],
    file: { bytes: photo.bytes, filename: 'MyPhoto.jpg', contentType: 'image/jpeg' },
  };

  it('is anonymous', () => {
    expect(verify(formRequest(host, '/', formBody(fields, photo)))).toEqual(anonymous);
  });

  it.each<[string, readonly FormField[]]>([
    ['but with a policy', [['policy', 'e30=']]],
    ['but with what belongs to one', [['x-amz-signature', exampleSignature]]],
  ])('is anonymous, %s', (_, more) => {
    expect(verify(formRequest(host, '/', formBody([...fields, ...more], photo)))).toEqual({
      ...anonymous,
      fields: [...anonymous.fields, ...more],
    });
  });

  it.each([
    ['s3.us-west-2.amazonaws.com', '/b', 'b'],
    ['s3.amazonaws.com', '/b/', 'b'],
    ['s3-us-east-1.amazonaws.com', '/b/', 'b'],
    ['b.s3.dualstack.us-east-1.amazonaws.com', '/', 'b'],
    ['b.s3-us-east-1.amazonaws.com', '/', 'b'],
    ['127.0.0.1:9000', '/my.bucket', 'my.bucket'],
    ['b.s3.us-west-2.amazonaws.com:443', '/', 'b'],
    ['my.s3.bucket.s3.amazonaws.com', '/', 'my.s3.bucket'],
    ['b.s3-eu-west-1.amazonaws.com', '/', 'b'],
  ])('may be posted to %s%s', (to, path, bucket) => {
    expect(verify(formRequest(to, path, formBody(fields, photo)))).toMatchObject({
      kind: 'anonymous',
      bucket,
    });
  });
});

describe('a form is refused', () => {
  const noFile = formRequest(host, '/', formBody([['key', 'k']], undefined));
  const twoFiles = {
    ...noFile,
    body: utf8ToBytes(
      ['key', 'file', 'file']
        .map((name) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\nx\r\n`)
        .join('') + `--${boundary}--\r\n`,
    ),
  };
  const typed = (contentType: string): HttpRequest => ({
    ...noFile,
    headers: [
      ['Host', host],
      ['Content-Type', contentType],
    ],
  });
  // The value `k`, and no other byte.
  const notUtf8 = { ...noFile, body: noFile.body.slice() };
  notUtf8.body[notUtf8.body.lastIndexOf(0x6b)] = 0xff;
  const big = formRequest(host, '/', formBody([['key', 'k'.repeat(20_480)]], photo));
  const noField = (name: string): string =>
    `Bucket POST must contain a field named '${name}'.  If it is specified, please check the order of the fields.`;
  const version4 =
    'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.';
  const noKey = 'The AWS Access Key Id you provided does not exist in our records.';
  const notAllowed = 'The specified method is not allowed against this resource.';
  const mismatch =
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.';
  const scope = 'AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request';
  const credential = (from: string, to: string): Form => ({
    change: set('x-amz-credential', scope.replace(from, to)),
  });
  const version2: readonly FormField[] = [
    ['key', 'k'],
    ['AWSAccessKeyId', 'AKIAIOSFODNN7EXAMPLE'],
    ['policy', 'e30='],
    ['signature', 'c2lnbmF0dXJl'],
  ];

  it.each<
    [
      name: string,
      form: Form | HttpRequest,
      PostRefusalReason,
      code: string,
      status: number,
      message: string,
      known?: SecretRecord,
    ]
  >([
    [
      'sent by another method',
      { ...noFile, method: 'PUT' },
      'not-a-bucket',
      'MethodNotAllowed',
      405,
      notAllowed,
    ],
    ['sent to a key', { ...noFile, path: '/k' }, 'not-a-bucket', 'MethodNotAllowed', 405, notAllowed],
    [
      'sent to no bucket',
      formRequest('s3.amazonaws.com', '/', noFile.body),
      'not-a-bucket',
      'MethodNotAllowed',
      405,
      notAllowed,
    ],
    [
      'sent to a broken path',
      formRequest('localhost', '/%ff', noFile.body),
      'not-a-bucket',
      'MethodNotAllowed',
      405,
      notAllowed,
    ],
    [
      'of another type',
      typed('application/x-www-form-urlencoded'),
      'not-multipart',
      'RequestIsNotMultiPartContent',
      412,
      'Bucket POST must be of the enclosure-type multipart/form-data.',
    ],
    [
      'without a boundary',
      typed('multipart/form-data'),
      'malformed-form',
      'MalformedPOSTRequest',
      400,
      'The body of your POST request is not well-formed multipart/form-data.',
    ],
    [
      'that is not UTF-8',
      notUtf8,
      'malformed-text',
      'InvalidArgument',
      400,
      'Malformed Unicode code sequence in the field.',
    ],
    [
      'of more than 20 KB before its file',
      big,
      'form-too-large',
      'MaxPostPreDataLengthExceededError',
      400,
      'Your POST request fields preceding the upload file were too large.',
    ],
    [
      'without a file',
      noFile,
      'file-count',
      'IncorrectNumberOfFilesInPostRequest',
      400,
      'POST requires exactly one file upload per request.',
    ],
    [
      'with two files',
      twoFiles,
      'file-count',
      'IncorrectNumberOfFilesInPostRequest',
      400,
      'POST requires exactly one file upload per request.',
    ],
    ['without a key', { change: without('key') }, 'missing-field', 'InvalidArgument', 400, noField('key')],
    [
      'with an empty key',
      { change: set('key', '') },
      'missing-field',
      'InvalidArgument',
      400,
      noField('key'),
    ],
    [
      'without an algorithm and a credential',
      { change: without('x-amz-algorithm', 'x-amz-credential') },
      'missing-field',
      'InvalidArgument',
      400,
      noField('X-Amz-Algorithm'),
    ],
    [
      'without a credential',
      { change: without('x-amz-credential') },
      'missing-field',
      'InvalidArgument',
      400,
      noField('X-Amz-Credential'),
    ],
    [
      'without a date',
      { change: without('x-amz-date') },
      'missing-field',
      'InvalidArgument',
      400,
      noField('X-Amz-Date'),
    ],
    [
      'without its signature',
      { change: without('x-amz-signature') },
      'missing-field',
      'InvalidArgument',
      400,
      noField('X-Amz-Signature'),
    ],
    [
      'signed by version 2',
      formRequest(host, '/', formBody(version2, photo)),
      'signature-version-2',
      'InvalidRequest',
      400,
      version4,
    ],
    [
      'signed by SigV4A',
      { change: set('x-amz-algorithm', 'AWS4-ECDSA-P256-SHA256') },
      'sigv4a',
      'InvalidRequest',
      400,
      version4,
    ],
    [
      'signed by nobody knows what',
      { change: set('x-amz-algorithm', 'aws4-hmac-sha256') },
      'unsupported-algorithm',
      'InvalidRequest',
      400,
      version4,
    ],
    [
      'with a part of a credential',
      credential('/s3', ''),
      'malformed-scope',
      'InvalidArgument',
      400,
      'the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".',
    ],
    [
      'with a credential without a key',
      credential('AKIAIOSFODNN7EXAMPLE', ''),
      'malformed-scope',
      'InvalidArgument',
      400,
      'a non-empty Access Key (AKID) must be provided in the credential.',
    ],
    [
      'with another date format',
      { change: set('x-amz-date', '2015-12-29T00:00:00Z') },
      'malformed-date',
      'InvalidArgument',
      400,
      'X-Amz-Date must be formated via ISO8601 Long format',
    ],
    [
      'for another Region',
      credential('us-east-1', 'us-west-1'),
      'wrong-region',
      'InvalidArgument',
      400,
      "the region 'us-west-1' is wrong; expecting 'us-east-1'",
    ],
    [
      'for another service',
      credential('s3', 'iam'),
      'wrong-service',
      'InvalidArgument',
      400,
      'incorrect service "iam". This endpoint belongs to "s3".',
    ],
    [
      'with another terminal',
      credential('aws4', 'aws5'),
      'scope-terminator',
      'InvalidArgument',
      400,
      'incorrect terminal "aws5_request". This endpoint uses "aws4_request".',
    ],
    [
      'of another day',
      credential('20151229', '20151228'),
      'scope-date-mismatch',
      'InvalidArgument',
      400,
      'Invalid credential date. Date is not the same as X-Amz-Date.',
    ],
    [
      'by an inactive key',
      {},
      'inactive-key',
      'InvalidAccessKeyId',
      403,
      noKey,
      { ...record, active: false },
    ],
    ['without its token', {}, 'missing-token', 'InvalidAccessKeyId', 403, noKey, temporary],
    [
      'with another token',
      { signer: temporary, change: set('x-amz-security-token', 'x') },
      'wrong-token',
      'InvalidToken',
      400,
      'The provided token is malformed or otherwise invalid.',
      temporary,
    ],
    [
      'by an expired session',
      { signer: temporary },
      'expired-token',
      'ExpiredToken',
      400,
      'The provided token has expired.',
      { ...temporary, expiresAt: now },
    ],
    [
      'with another signature',
      { change: set('x-amz-signature', '0'.repeat(64)) },
      'signature-mismatch',
      'SignatureDoesNotMatch',
      403,
      mismatch,
    ],
    [
      'with a signature in capitals',
      {
        change: (fields) =>
          fields.map(([name, value]) => [name, name === 'x-amz-signature' ? value.toUpperCase() : value]),
      },
      'signature-mismatch',
      'SignatureDoesNotMatch',
      403,
      mismatch,
    ],
    [
      'with another policy',
      { change: set('policy', exampleBase64) },
      'signature-mismatch',
      'SignatureDoesNotMatch',
      403,
      mismatch,
    ],
    [
      'by another secret',
      {},
      'signature-mismatch',
      'SignatureDoesNotMatch',
      403,
      mismatch,
      { ...record, secretAccessKey: 'x' },
    ],
    [
      'with a policy that is none',
      { policy: 'soon', fields: [['key', 'k']] },
      'malformed-policy',
      'InvalidPolicyDocument',
      400,
      'Invalid Policy: Invalid JSON.',
    ],
    [
      'after its policy ended',
      { policy: '{"expiration": "2015-12-29T11:59:59Z", "conditions": []}', fields: [['key', 'k']] },
      'policy-expired',
      'AccessDenied',
      403,
      'Invalid according to Policy: Policy expired.',
    ],
    [
      'with a range that is none',
      { conditions: [['content-length-range', 'test', '10'] as unknown as PostPolicyCondition] },
      'condition-failed',
      'AccessDenied',
      403,
      'Invalid according to Policy: Policy Condition failed: ["content-length-range", "test", "10"]',
    ],
  ])('%s', (_, form, reason, code, status, message, known = record) => {
    const request = 'method' in form ? form : formOf(form);
    expect(verify(request, known)).toMatchObject({ kind: 'refused', reason, code, status, message });
  });

  it('by a key that nobody knows', () => {
    expect(verifyPost(formOf({}), () => undefined, now)).toMatchObject({
      kind: 'refused',
      reason: 'unknown-key',
      code: 'InvalidAccessKeyId',
      status: 403,
      message: noKey,
      accessKeyId: record.accessKeyId,
    });
  });

  it('for S3 alone, also where the host is not that of S3', () => {
    const request = formOf(credential('s3', 'iam'));
    const local = formRequest('127.0.0.1:9000', '/sigv4examplebucket', request.body);
    expect(verify(local)).toMatchObject({ reason: 'wrong-service' });
  });

  it('with what was computed, when the signature is wrong', () => {
    const verification = verify(formOf({ change: set('x-amz-signature', 'x') }));
    const right = verify(formOf({}));
    expect(verification).toMatchObject({
      providedSignature: 'x',
      computed: right.kind === 'verified' ? right.computed : {},
    });
  });

  it('before the key is looked up, where the form is wrong', () => {
    const asked: string[] = [];
    const lookup = (id: string): undefined => {
      asked.push(id);
    };
    verifyPost(formOf({ change: without('x-amz-date') }), lookup, now);
    verifyPost(formOf(credential('us-east-1', 'us-west-1')), lookup, now);
    expect(asked).toEqual([]);
    verifyPost(formOf({}), lookup, now);
    expect(asked).toEqual([record.accessKeyId]);
  });
});
