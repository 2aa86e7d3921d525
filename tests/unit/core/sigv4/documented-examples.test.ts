// The worked examples that AWS's documentation prints, at every stage it prints.

import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { describe, expect, it } from 'vitest';

import { presign } from '../../../../src/core/sigv4/presign.ts';
import { sign } from '../../../../src/core/sigv4/sign.ts';
import { deriveSigningKey } from '../../../../src/core/sigv4/signing-key.ts';
import type { Header, HttpRequest } from '../../../../src/core/wire/message.ts';
import { headerValue } from '../../../../src/core/wire/message.ts';
import { verify } from '../../../../src/core/authenticate/verify.ts';

const emptyHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

describe('the IAM example of the AWS General Reference (signature-v4, ListUsers)', () => {
  const credentials = {
    accessKeyId: 'AKIDEXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  };
  const date = new Date('2015-08-30T12:36:00Z');
  const signed = sign(
    {
      method: 'GET',
      path: '/',
      query: 'Action=ListUsers&Version=2010-05-08',
      headers: [
        ['Host', 'iam.amazonaws.com'],
        ['Content-Type', 'application/x-www-form-urlencoded; charset=utf-8'],
      ],
      body: new Uint8Array(),
    },
    { credentials, region: 'us-east-1', service: 'iam', date },
  );

  it('prints this canonical request', () => {
    expect(signed.canonicalRequest.split('\n')).toEqual([
      'GET',
      '/',
      'Action=ListUsers&Version=2010-05-08',
      'content-type:application/x-www-form-urlencoded; charset=utf-8',
      'host:iam.amazonaws.com',
      'x-amz-date:20150830T123600Z',
      '',
      'content-type;host;x-amz-date',
      emptyHash,
    ]);
  });

  it('prints this string to sign', () => {
    expect(signed.stringToSign.split('\n')).toEqual([
      'AWS4-HMAC-SHA256',
      '20150830T123600Z',
      '20150830/us-east-1/iam/aws4_request',
      'f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59',
    ]);
  });

  it('prints this signing key, signature and header', () => {
    expect(signed.signingKey.signing).toBe(
      'c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9',
    );
    expect(signed.signature).toBe('5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7');
    expect(headerValue(signed.request, 'authorization')).toBe(
      'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, ' +
        'SignedHeaders=content-type;host;x-amz-date, ' +
        'Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7',
    );
  });

  it('verifies on the other side', () => {
    const verification = verify(signed.request, () => credentials, date);
    expect(verification).toMatchObject({ kind: 'verified', scope: { service: 'iam' }, presigned: false });
  });
});

// General Reference, "Examples of how to derive a signing key for Signature Version 4".
it('derives the chain of keys that the General Reference prints', () => {
  const { keys } = deriveSigningKey('wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY', {
    date: '20120215',
    region: 'us-east-1',
    service: 'iam',
  });
  expect(keys).toEqual({
    date: '969fbb94feb542b71ede6f87fe4d5fa29c789342b0f407474670f0c2489e0a0d',
    region: '69daa0209cd9c5ff5c8ced464a696fd4252e981430b10e3d3fd8e2f197d7a70c',
    service: 'f72cfd46f26bc4643f06a11eabb6c0ba18780c19a8da0c31ace671265e3c87fa',
    signing: 'f4780e2d9f65fa895f9c67b32ce1baf0b0d8a43505a000a1a9e090d414db404d',
  });
});

const s3Credentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const s3Date = new Date('2013-05-24T00:00:00Z');
const s3Options = { credentials: s3Credentials, region: 'us-east-1', service: 's3', date: s3Date };

interface S3Example {
  readonly name: string;
  readonly request: HttpRequest;
  readonly canonicalRequest: readonly string[];
  readonly hash: string;
  readonly signature: string;
}

const host: Header = ['Host', 'examplebucket.s3.amazonaws.com'];
const noBody = new Uint8Array();

// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
const examples: readonly S3Example[] = [
  {
    name: 'GET Object',
    request: {
      method: 'GET',
      path: '/test.txt',
      query: '',
      headers: [host, ['Range', 'bytes=0-9 ']],
      body: noBody,
    },
    canonicalRequest: [
      'GET',
      '/test.txt',
      '',
      'host:examplebucket.s3.amazonaws.com',
      'range:bytes=0-9',
      `x-amz-content-sha256:${emptyHash}`,
      'x-amz-date:20130524T000000Z',
      '',
      'host;range;x-amz-content-sha256;x-amz-date',
      emptyHash,
    ],
    hash: '7344ae5b7ee6c3e7e6b0fe0640412a37625d1fbfff95c48bbb2dc43964946972',
    signature: 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  },
  {
    name: 'PUT Object',
    request: {
      method: 'PUT',
      path: '/test$file.text',
      query: '',
      headers: [
        host,
        ['Date', 'Fri, 24 May 2013 00:00:00 GMT'],
        ['x-amz-storage-class', 'REDUCED_REDUNDANCY'],
      ],
      body: utf8ToBytes('Welcome to Amazon S3.'),
    },
    canonicalRequest: [
      'PUT',
      '/test%24file.text',
      '',
      'date:Fri, 24 May 2013 00:00:00 GMT',
      'host:examplebucket.s3.amazonaws.com',
      'x-amz-content-sha256:44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072',
      'x-amz-date:20130524T000000Z',
      'x-amz-storage-class:REDUCED_REDUNDANCY',
      '',
      'date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class',
      '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072',
    ],
    hash: '9e0e90d9c76de8fa5b200d8c849cd5b8dc7a3be3951ddb7f6a76b4158342019d',
    signature: '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
  },
  {
    name: 'GET Bucket Lifecycle',
    request: { method: 'GET', path: '/', query: 'lifecycle', headers: [host], body: noBody },
    canonicalRequest: [
      'GET',
      '/',
      'lifecycle=',
      'host:examplebucket.s3.amazonaws.com',
      `x-amz-content-sha256:${emptyHash}`,
      'x-amz-date:20130524T000000Z',
      '',
      'host;x-amz-content-sha256;x-amz-date',
      emptyHash,
    ],
    hash: '9766c798316ff2757b517bc739a67f6213b4ab36dd5da2f94eaebf79c77395ca',
    signature: 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
  },
  {
    name: 'Get Bucket (List Objects)',
    request: { method: 'GET', path: '/', query: 'max-keys=2&prefix=J', headers: [host], body: noBody },
    canonicalRequest: [
      'GET',
      '/',
      'max-keys=2&prefix=J',
      'host:examplebucket.s3.amazonaws.com',
      `x-amz-content-sha256:${emptyHash}`,
      'x-amz-date:20130524T000000Z',
      '',
      'host;x-amz-content-sha256;x-amz-date',
      emptyHash,
    ],
    hash: 'df57d21db20da04d7fa30298dd4488ba3a2b47ca3a489c74750e0f1e7df1b9b7',
    signature: '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
  },
];

describe.each(examples)('the S3 example $name', ({ request, canonicalRequest, hash, signature }) => {
  const signed = sign(request, s3Options);

  it('has the printed canonical request, string to sign and signature', () => {
    expect(signed.canonicalRequest.split('\n')).toEqual(canonicalRequest);
    expect(bytesToHex(sha256(utf8ToBytes(signed.canonicalRequest)))).toBe(hash);
    expect(signed.stringToSign.split('\n')).toEqual([
      'AWS4-HMAC-SHA256',
      '20130524T000000Z',
      '20130524/us-east-1/s3/aws4_request',
      hash,
    ]);
    expect(signed.signature).toBe(signature);
  });

  it('verifies on the other side', () => {
    expect(verify(signed.request, () => s3Credentials, s3Date)).toMatchObject({
      kind: 'verified',
      computed: { signature },
    });
  });
});

// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
describe('the S3 example of a presigned URL', () => {
  const signed = presign(
    { method: 'GET', path: '/test.txt', query: '', headers: [host], body: noBody },
    { ...s3Options, expiresIn: 86_400 },
  );
  const parameters =
    'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request' +
    '&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host';
  const signature = 'aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404';

  it('has the printed stages and URL', () => {
    expect(signed.canonicalRequest.split('\n')).toEqual([
      'GET',
      '/test.txt',
      parameters,
      'host:examplebucket.s3.amazonaws.com',
      '',
      'host',
      'UNSIGNED-PAYLOAD',
    ]);
    expect(signed.stringToSign.split('\n')[3]).toBe(
      '3bfa292879f6447bbcda7001decf97f4a54dc650c8942174ae0a9121cf58ad04',
    );
    expect(signed.request.query).toBe(`${parameters}&X-Amz-Signature=${signature}`);
  });

  it('verifies for 24 hours and no longer', () => {
    const at = (seconds: number): Date => new Date(s3Date.getTime() + seconds * 1000);
    expect(verify(signed.request, () => s3Credentials, at(86_400))).toMatchObject({
      kind: 'verified',
      presigned: true,
    });
    expect(verify(signed.request, () => s3Credentials, at(86_401))).toMatchObject({
      kind: 'refused',
      reason: 'presigned-expired',
      code: 'AccessDenied',
      status: 403,
      message: 'Request has expired',
    });
  });
});

// S3 takes these from headers alone, and a customer's key has no business in a URL.
it('leaves tags and encryption out of a presigned URL, as headers that must be sent with it', () => {
  const headers: readonly Header[] = [
    host,
    ['x-amz-tagging', 'a=b'],
    ['x-amz-server-side-encryption-customer-key', 'c2VjcmV0'],
    ['x-amz-acl', 'private'],
  ];
  const request: HttpRequest = { method: 'PUT', path: '/test.txt', query: '', headers, body: noBody };
  const signed = presign(request, { ...s3Options, expiresIn: 60 });
  expect(signed.request.query).toContain('x-amz-acl=private');
  expect(signed.request.query).not.toMatch(/c2VjcmV0|a%3Db/);
  expect(signed.canonicalRequest).toContain(
    'host;x-amz-server-side-encryption-customer-key;x-amz-tagging\nUNSIGNED-PAYLOAD',
  );
  expect(verify(signed.request, () => s3Credentials, s3Date).kind).toBe('verified');
});
