// Requests whose body comes in chunks, verified whole: headers, chunks, trailer and checksum.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html and sigv4-streaming-trailers

import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';

import type { Verification } from '../../../../src/core/authenticate/verification.ts';
import { verify } from '../../../../src/core/authenticate/verify.ts';
import { checksumAlgorithms } from '../../../../src/core/checksums/checksum.ts';
import type { ChunkedForm } from '../../../../src/core/sigv4/chunked-form.ts';
import { signChunked, type ChunkedSignOptions } from '../../../../src/core/sigv4/chunked-signing.ts';
import { sign } from '../../../../src/core/sigv4/sign.ts';
import type { HttpRequest } from '../../../../src/core/wire/message.ts';
import { utf8ToText } from '../../../../src/core/wire/utf8.ts';

const now = new Date('2026-08-01T12:00:00Z');
const record = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG' };
const putObject: HttpRequest = {
  method: 'PUT',
  path: '/bucket/key',
  query: '',
  headers: [['Host', 's3.eu-west-1.amazonaws.com']],
  body: utf8ToBytes('0123456789'.repeat(2000)),
};
const options = { credentials: record, region: 'eu-west-1', service: 's3', date: now, chunkSize: 8192 };
const signedForm = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD';
const forms: readonly ChunkedForm[] = [
  signedForm,
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
  'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
];

function signed(form: ChunkedForm, more: Partial<ChunkedSignOptions> = {}): HttpRequest {
  return signChunked(putObject, { ...options, form, ...more }).request;
}

const check = (request: HttpRequest): Verification => verify(request, () => record, now);

function withBody(request: HttpRequest, change: (text: string) => string): HttpRequest {
  return { ...request, body: utf8ToBytes(change(utf8ToText(request.body) ?? '')) };
}

describe.each(forms)('%s', (form) => {
  it('verifies', () => {
    expect(check(signed(form))).toMatchObject({ kind: 'verified', presigned: false });
    expect(
      check(signChunked({ ...putObject, body: new Uint8Array() }, { ...options, form }).request).kind,
    ).toBe('verified');
  });

  it('is refused where the data was changed', () => {
    const changed = withBody(signed(form), (text) => text.replace('0123', '0124'));
    expect(check(changed)).toMatchObject({
      kind: 'refused',
      reason:
        form === 'STREAMING-UNSIGNED-PAYLOAD-TRAILER' ? 'checksum-mismatch' : 'chunk-signature-mismatch',
    });
  });

  it('is refused where a header was changed, before its body is looked at', () => {
    const request = signed(form);
    const changed = {
      ...request,
      headers: request.headers.map(([name, value]) => [name, /decoded/i.test(name) ? '1' : value] as const),
    };
    expect(check(changed)).toMatchObject({ kind: 'refused', reason: 'signature-mismatch' });
  });

  it('is taken by S3 alone', () => {
    const host = { ...putObject, headers: [['Host', 'iam.amazonaws.com'] as const] };
    const request = signChunked(host, { ...options, form, service: 'iam', region: 'us-east-1' }).request;
    expect(check(request)).toMatchObject({ kind: 'refused', reason: 'unsupported-payload' });
  });
});

it.each(checksumAlgorithms)('checks the trailer of %s', (checksum) => {
  for (const form of forms.slice(1)) expect(check(signed(form, { checksum })).kind).toBe('verified');
  const spoiled = withBody(signed('STREAMING-UNSIGNED-PAYLOAD-TRAILER', { checksum }), (text) =>
    text.replace(/(x-amz-checksum-[a-z0-9]+:)(.)/, (_, name: string, first: string) =>
      name.concat(first === 'A' ? 'B' : 'A'),
    ),
  );
  expect(check(spoiled)).toMatchObject({
    reason: 'checksum-mismatch',
    code: 'BadDigest',
    status: 400,
    message: `The ${checksum} you specified did not match the calculated checksum.`,
  });
});

describe('what S3 says', () => {
  const trailer = 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';
  const head = sign(
    {
      ...putObject,
      headers: [
        ...putObject.headers,
        ['x-amz-content-sha256', trailer],
        ['x-amz-trailer', 'x-amz-checksum-crc32'],
      ],
    },
    options,
  ).request;
  it.each<[string, HttpRequest, string, string, number]>([
    [
      'of a changed chunk',
      withBody(signed(signedForm), (text) => text.replace('0', '1')),
      'malformed-chunk',
      'IncompleteBody',
      400,
    ],
    [
      'of a chunk whose signature is another’s',
      withBody(signed(signedForm), (text) =>
        text.replace(/chunk-signature=.{8}/, `chunk-signature=${'0'.repeat(8)}`),
      ),
      'chunk-signature-mismatch',
      'SignatureDoesNotMatch',
      403,
    ],
    [
      'of a body cut short',
      withBody(signed(signedForm), (text) => text.slice(0, 9000)),
      'body-too-short',
      'IncompleteBody',
      400,
    ],
    ['of small chunks', signed(signedForm, { chunkSize: 100 }), 'chunk-size', 'InvalidChunkSizeError', 403],
    [
      'of no stated length',
      { ...head, body: utf8ToBytes('0\r\n\r\n') },
      'missing-decoded-length',
      'MissingContentLength',
      411,
    ],
    [
      'of a trailer that is missing',
      withBody(signed(trailer), (text) => text.replace(/x-amz-checksum.*\r\n/, '')),
      'missing-trailer',
      'MalformedTrailerError',
      400,
    ],
    [
      'of a checksum in hex',
      withBody(signed(trailer, { checksum: 'CRC32' }), (text) =>
        text.replace(/(x-amz-checksum-crc32:).*\r\n/, '$1cbf43926\r\n'),
      ),
      'malformed-checksum',
      'InvalidRequest',
      400,
    ],
  ])('%s', (_, request, reason, code, status) => {
    expect(check(request)).toMatchObject({ kind: 'refused', reason, code, status });
  });

  it('of a chunk is told with the string to sign of that chunk', () => {
    const chunked = signChunked(putObject, { ...options, form: signedForm });
    const [first] = chunked.chunks;
    if (first?.kind !== 'signed') throw new Error('the first chunk is signed');
    const changed = withBody(chunked.request, (text) =>
      text.replace(first.signature, bytesToHex(new Uint8Array(32))),
    );
    expect(check(changed)).toMatchObject({
      computed: {
        canonicalRequest: chunked.seed.canonicalRequest,
        stringToSign: first.stringToSign,
        signature: first.signature,
      },
      providedSignature: '0'.repeat(64),
    });
  });
});

it.each([
  ['STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD', 'asymmetric-signature', 'InvalidRequest'],
  ['STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER', 'asymmetric-signature', 'InvalidRequest'],
  ['STREAMING-SOMETHING', 'payload-hash-mismatch', 'InvalidArgument'],
])('refuses %s by name', (form, reason, code) => {
  const headers = [...putObject.headers, ['x-amz-content-sha256', form] as const];
  expect(check(sign({ ...putObject, headers }, options).request)).toMatchObject({
    kind: 'refused',
    reason,
    code,
  });
});

describe('headers that come more than once', () => {
  const { request } = signChunked(putObject, { ...options, form: 'STREAMING-UNSIGNED-PAYLOAD-TRAILER' });
  // The chunks carry no signatures: only the headers are signed again.
  const signedWith = (name: string, value: string): HttpRequest =>
    sign({ ...request, headers: [...request.headers, [name, value]] }, options).request;

  it('count with all their values, as they were signed', () => {
    expect(check(signedWith('x-amz-meta-a', '1')).kind).toBe('verified');
    expect(check(signedWith('x-amz-trailer', 'x-amz-checksum-sha256'))).toMatchObject({
      reason: 'several-checksums',
    });
    expect(check(signedWith('x-amz-decoded-content-length', '5'))).toMatchObject({
      reason: 'missing-decoded-length',
    });
  });
});
