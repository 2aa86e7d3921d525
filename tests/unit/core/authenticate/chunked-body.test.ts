// What AWS's side makes of a body in chunks: a fault for each way in which it can be wrong. Rules from the S3 user
// guide, checking-object-integrity-upload ("Trailing checksum headers", "Chunked parts"), and the S3 API reference,
// sigv4-streaming and sigv4-streaming-trailers.

import { Readable } from 'node:stream';

import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';

import { readChunkedBody } from '../../../../src/core/authenticate/chunked-body.ts';
import type { ExpectedChunks } from '../../../../src/core/authenticate/chunked-fault.ts';
import type { ChecksumAlgorithm } from '../../../../src/core/checksums/checksum.ts';
import {
  checksumAlgorithms,
  checksumHeaderName,
  checksumOf,
} from '../../../../src/core/checksums/checksum.ts';
import type { ChunkedForm } from '../../../../src/core/sigv4/chunked-form.ts';
import type { ChunkedSigned } from '../../../../src/core/sigv4/chunked-signing.ts';
import { signChunked } from '../../../../src/core/sigv4/chunked-signing.ts';
import { deriveSigningKey } from '../../../../src/core/sigv4/signing-key.ts';

const signedForm = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD';
const trailerForm = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER';
const unsignedForm = 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';

const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const options = {
  credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey },
  region: 'eu-central-1',
  service: 's3',
  date: new Date('2026-08-01T12:00:00Z'),
  chunkSize: 8192,
  checksum: 'CRC32',
} as const;
const scope = { date: '20260801', region: 'eu-central-1', service: 's3' };

const data = Uint8Array.from({ length: 8192 + 8192 + 100 }, (_, index) => (index * 31) & 255);

function signed(form: ChunkedForm, body: Uint8Array = data, chunkSize = 8192): ChunkedSigned {
  return signChunked(
    { method: 'PUT', path: '/b/k', query: '', headers: [['Host', 's3.amazonaws.com']], body },
    { ...options, form, chunkSize },
  );
}

function expectationOf(form: ChunkedForm, { seed }: ChunkedSigned): ExpectedChunks {
  return {
    form,
    decodedLength: data.length,
    trailerNames: form === signedForm ? [] : ['X-Amz-Checksum-CRC32'],
    signing: {
      seedSignature: seed.signature,
      date: '20260801T120000Z',
      scope,
      signingKey: deriveSigningKey(secretAccessKey, scope).signing,
    },
  };
}

type Change = (text: string) => string;
const latin = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const bytesOf = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));

/** What is read of the body of a form after a change to its bytes or to what its headers say. */
function read(form: ChunkedForm, change: Change = (text) => text, changed: object = {}): unknown {
  const whole = signed(form);
  const body = bytesOf(change(latin(whole.request.body)));
  return readChunkedBody(body, { ...expectationOf(form, whole), ...changed });
}

const replace =
  (from: string | RegExp, to: string): Change =>
  (text) => {
    const changed = text.replace(from, to);
    expect(changed).not.toBe(text);
    return changed;
  };

describe('a body that is right', () => {
  it.each([signedForm, trailerForm, unsignedForm] as const)('of %s gives the data back', (form) => {
    const whole = signed(form);
    const body = readChunkedBody(whole.request.body, expectationOf(form, whole));
    const checksum = { algorithm: 'CRC32', value: checksumOf('CRC32', data) };
    expect(body).toEqual({
      kind: 'right',
      decoded: data,
      chunks: whole.chunks,
      ...(form === signedForm ? {} : { trailer: whole.trailer, checksum }),
    });
  });

  it.each<[string, ChunkedForm, Change]>([
    // "Note optional \n character"
    ['a line feed before the line end', unsignedForm, replace(/==\r\n\r\n$/, '==\n\r\n\r\n')],
    ['a line feed before the line end', trailerForm, replace('==\r\nx-amz-t', '==\n\r\nx-amz-t')],
    // Example 1 prints `\n\r\n\r\n` and another `\r\n`.
    ['one more empty line', unsignedForm, replace(/==\r\n\r\n$/, '==\n\r\n\r\n\r\n')],
    ['white space around the colon', unsignedForm, replace('crc32:', 'crc32 : ')],
    ['white space around the colon', trailerForm, replace('crc32:', 'crc32\t: ')],
    ['a name in other letters', trailerForm, replace('x-amz-checksum-crc32', 'X-Amz-Checksum-CRC32')],
    ['a size in other letters and with zeros', unsignedForm, replace('64\r\n', '0064\r\n')],
    ['a size with zeros', signedForm, replace('64;', '00000064;')],
  ])('with %s (%s) is right still', (_, form, change) => {
    expect(read(form, change)).toMatchObject({ kind: 'right', decoded: data });
  });

  it('takes an upload without data', () => {
    const empty = signed(signedForm, new Uint8Array());
    expect(
      readChunkedBody(empty.request.body, { ...expectationOf(signedForm, empty), decodedLength: 0 }),
    ).toEqual({ kind: 'right', decoded: new Uint8Array(), chunks: empty.chunks });
  });

  it('does not share memory with the message', () => {
    const whole = signed(unsignedForm);
    const body = readChunkedBody(whole.request.body, expectationOf(unsignedForm, whole));
    whole.request.body.fill(0);
    expect(body).toMatchObject({ kind: 'right', decoded: data });
  });
});

describe('a body that is wrong', () => {
  const beforeSignature = 'chunk-signature=';

  it.each<[string, ChunkedForm, Change, object]>([
    ['is empty', unsignedForm, () => '', { fault: 'body-too-short', chunk: 0, at: 0 }],
    ['is empty', signedForm, () => '', { fault: 'body-too-short', chunk: 0, at: 0 }],
    ['ends in a size', unsignedForm, () => '20', { fault: 'body-too-short', chunk: 0, at: 2 }],
    ['ends in a line end', unsignedForm, () => '1\r', { fault: 'body-too-short', chunk: 0, at: 2 }],
    ['ends in the data', unsignedForm, () => '5\r\nabc', { fault: 'body-too-short', chunk: 0, at: 6 }],
    ['ends behind the data', unsignedForm, () => '3\r\nabc\r', { fault: 'body-too-short', chunk: 0, at: 7 }],
    ['has no last chunk', unsignedForm, () => '3\r\nabc\r\n', { fault: 'body-too-short', chunk: 1, at: 8 }],
    [
      'has no last chunk',
      signedForm,
      (text) => text.slice(0, text.lastIndexOf('0;chunk-signature')),
      { fault: 'body-too-short', chunk: 3 },
    ],
    [
      'lacks the line end of the last chunk',
      signedForm,
      (text) => text.slice(0, -2),
      { fault: 'body-too-short', chunk: 4 },
    ],
    [
      'lacks the empty line at the end',
      unsignedForm,
      (text) => text.slice(0, -2),
      { fault: 'body-too-short', chunk: 4 },
    ],
    [
      'lacks the empty line at the end',
      trailerForm,
      (text) => text.slice(0, -2),
      { fault: 'body-too-short', chunk: 4 },
    ],
    [
      'states a size that nothing has',
      unsignedForm,
      () => 'ffffffff\r\nabc\r\n0\r\n\r\n',
      { fault: 'body-too-short', chunk: 0 },
    ],
    [
      'states the largest size',
      unsignedForm,
      () => 'ffffffffffffffff\r\nabc\r\n0\r\n\r\n',
      { fault: 'body-too-short', chunk: 0 },
    ],
    [
      'states a size of too many digits',
      unsignedForm,
      () => '00000000000000003\r\nabc\r\n0\r\n\r\n',
      { fault: 'malformed-chunk', chunk: 0, at: 0 },
    ],
    ['states no size', unsignedForm, () => '\r\nabc\r\n', { fault: 'malformed-chunk', chunk: 0, at: 0 }],
    ['states no number', unsignedForm, () => 'x\r\nabc\r\n', { fault: 'malformed-chunk', chunk: 0, at: 0 }],
    [
      'states a negative size',
      unsignedForm,
      () => '-3\r\nabc\r\n',
      { fault: 'malformed-chunk', chunk: 0, at: 0 },
    ],
    [
      'states a size that is too small',
      unsignedForm,
      () => '2\r\nabc\r\n0\r\n\r\n',
      { fault: 'malformed-chunk', chunk: 0, at: 5 },
    ],
    [
      'has a bare line feed',
      unsignedForm,
      () => '3\nabc\n0\n\n' + ' '.repeat(300),
      { fault: 'malformed-chunk', chunk: 0, at: 256 },
    ],
    [
      'has a line without end',
      unsignedForm,
      () => '1'.repeat(100_000),
      { fault: 'malformed-chunk', chunk: 0, at: 256 },
    ],
    [
      'has another extension',
      unsignedForm,
      () => '3;a=b\r\nabc\r\n0\r\n\r\n',
      { fault: 'malformed-chunk', chunk: 0, at: 0 },
    ],
    [
      'has signatures where none are made',
      unsignedForm,
      replace('2000\r\n', `2000;chunk-signature=${'0'.repeat(64)}\r\n`),
      { fault: 'malformed-chunk', chunk: 0, at: 0 },
    ],
    [
      'has no signature where one is due',
      signedForm,
      replace(/^2000;[^\r]*/, '2000'),
      { fault: 'malformed-chunk', chunk: 0, at: 0 },
    ],
    ['has more behind its end', signedForm, (text) => `${text}more`, { fault: 'malformed-chunk', chunk: 4 }],
    ['has more behind its end', unsignedForm, (text) => `${text}more`, { fault: 'malformed-trailer' }],
    ['has more behind its end', trailerForm, (text) => `${text}\r\n\r\n`, { fault: 'malformed-trailer' }],
    [
      'has a trailer where none may be',
      signedForm,
      (text) => `${text.slice(0, -2)}x-amz-checksum-crc32:AAAAAA==\r\n\r\n`,
      { fault: 'malformed-chunk', chunk: 4 },
    ],
    [
      'has a first signature that is wrong',
      signedForm,
      replace(/(chunk-signature=)[0-9a-f]{64}/, `$1${'0'.repeat(64)}`),
      { fault: 'chunk-signature-mismatch', chunk: 0, provided: '0'.repeat(64) },
    ],
    [
      'has a signature cut short',
      signedForm,
      replace(/(chunk-signature=[0-9a-f]{63})[0-9a-f]/, '$1'),
      { fault: 'chunk-signature-mismatch', chunk: 0 },
    ],
    [
      'has a signature in upper case',
      signedForm,
      (text) => text.replace(/[0-9a-f]{64}/, (signature) => signature.toUpperCase()),
      { fault: 'chunk-signature-mismatch', chunk: 0 },
    ],
    [
      'has a last signature that is wrong',
      signedForm,
      replace(/(\r\n0;chunk-signature=)[0-9a-f]{64}/, `$1${'0'.repeat(64)}`),
      { fault: 'chunk-signature-mismatch', chunk: 3 },
    ],
    [
      'has data changed in the second chunk',
      trailerForm,
      (text) => {
        const at = text.indexOf(beforeSignature, 100) + 500;
        return `${text.slice(0, at)}${text[at] === 'x' ? 'y' : 'x'}${text.slice(at + 1)}`;
      },
      { fault: 'chunk-signature-mismatch', chunk: 1 },
    ],
    [
      'has lost a chunk',
      trailerForm,
      (text) => text.slice(text.indexOf('2000;', 10)),
      { fault: 'chunk-signature-mismatch', chunk: 0 },
    ],
    [
      'has a trailer signature that is wrong',
      trailerForm,
      replace(/(trailer-signature:)[0-9a-f]{64}/, `$1${'0'.repeat(64)}`),
      { fault: 'trailer-signature-mismatch', provided: '0'.repeat(64) },
    ],
    [
      'has another checksum than was signed',
      trailerForm,
      replace(/crc32:.{6}==/, 'crc32:AAAAAA=='),
      { fault: 'trailer-signature-mismatch' },
    ],
    [
      'has no trailer signature',
      trailerForm,
      replace(/x-amz-trailer-signature:.{64}\r\n/, ''),
      { fault: 'missing-trailer', trailer: 'x-amz-trailer-signature' },
    ],
    [
      'has its trailer behind the signature',
      trailerForm,
      replace(/(x-amz-checksum.*\r\n)(x-amz-trailer.*\r\n)/, '$2$1'),
      { fault: 'malformed-trailer' },
    ],
    [
      'has a trailer signature where none is made',
      unsignedForm,
      replace(/\r\n$/, `x-amz-trailer-signature:${'0'.repeat(64)}\r\n\r\n`),
      { fault: 'unannounced-trailer', trailer: 'x-amz-trailer-signature' },
    ],
    [
      'has no trailer',
      unsignedForm,
      replace(/x-amz-checksum.*\r\n/, ''),
      { fault: 'missing-trailer', trailer: 'x-amz-checksum-crc32' },
    ],
    [
      'has no trailer',
      trailerForm,
      replace(/x-amz-checksum.*\r\n/, ''),
      { fault: 'missing-trailer', trailer: 'x-amz-checksum-crc32' },
    ],
    // "If a request contains x-amz-trailer: x-amz-checksum-crc32 and the trailer chunk has the header name
    // x-amz-checksum-sha1, the request fails."
    [
      'has another trailer than was announced',
      unsignedForm,
      replace('x-amz-checksum-crc32:', 'x-amz-checksum-sha1:'),
      { fault: 'unannounced-trailer', trailer: 'x-amz-checksum-sha1' },
    ],
    [
      'has one trailer more',
      unsignedForm,
      replace(/\r\n$/, 'x-amz-meta-more:1\r\n\r\n'),
      { fault: 'unannounced-trailer', trailer: 'x-amz-meta-more' },
    ],
    [
      'has a trailer twice',
      unsignedForm,
      replace(/(x-amz-checksum.*\r\n)/, '$1$1'),
      { fault: 'malformed-trailer' },
    ],
    ['has a trailer without colon', unsignedForm, replace('crc32:', 'crc32'), { fault: 'malformed-trailer' }],
    [
      'has a trailer without value',
      unsignedForm,
      replace(/crc32:.*/, 'crc32:'),
      { fault: 'malformed-trailer' },
    ],
    ['has a trailer without name', unsignedForm, replace(/x-amz.*:/, ':'), { fault: 'malformed-trailer' }],
    [
      'has a trailer with a name that is none',
      unsignedForm,
      replace('x-amz-checksum-crc32', 'x amz'),
      { fault: 'malformed-trailer' },
    ],
    [
      'has a trailer without end',
      unsignedForm,
      replace(/==\r\n\r\n$/, 'A'.repeat(100_000)),
      { fault: 'malformed-trailer' },
    ],
    [
      'has a thousand trailers',
      unsignedForm,
      replace(/\r\n$/, `${Array.from({ length: 1000 }, (_, index) => `x-${index}:1\r\n`).join('')}\r\n`),
      { fault: 'malformed-trailer' },
    ],
    [
      'has a checksum that is not base 64',
      unsignedForm,
      replace(/crc32:.*/, 'crc32:cbf43926'),
      { fault: 'malformed-checksum', algorithm: 'CRC32', provided: 'cbf43926' },
    ],
    [
      'has the checksum of other data',
      unsignedForm,
      replace(/crc32:.*/, 'crc32:AAAAAA=='),
      {
        fault: 'checksum-mismatch',
        algorithm: 'CRC32',
        computed: checksumOf('CRC32', data),
        provided: 'AAAAAA==',
      },
    ],
  ])('%s (%s)', (_, form, change, expected) => {
    expect(read(form, change)).toMatchObject({ kind: 'refused', ...expected });
  });

  it('shows what a signature should have been', () => {
    const whole = signed(trailerForm);
    const [first, second] = whole.chunks;
    const spoilt = read(trailerForm, (text) => {
      const at = text.indexOf(beforeSignature, 100) + 500;
      return `${text.slice(0, at)}${text[at] === 'x' ? 'y' : 'x'}${text.slice(at + 1)}`;
    });
    expect(spoilt).toMatchObject({
      fault: 'chunk-signature-mismatch',
      chunk: 1,
      previousSignature: first?.kind === 'signed' && first.signature,
      provided: second?.kind === 'signed' && second.signature,
      stringToSign: expect.stringMatching(
        /^AWS4-HMAC-SHA256-PAYLOAD\n20260801T120000Z\n20260801\/eu-central-1\/s3\/aws4_request\n/,
      ) as unknown,
      signature: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
    });
    expect(read(trailerForm, replace(/crc32:.{6}==/, 'crc32:AAAAAA=='))).toMatchObject({
      previousSignature: whole.trailer?.kind === 'signed' && whole.trailer.previousSignature,
      provided: whole.trailer?.kind === 'signed' && whole.trailer.signature,
      stringToSign: expect.stringMatching(/^AWS4-HMAC-SHA256-TRAILER\n/) as unknown,
    });
  });
});

describe('headers that are wrong', () => {
  it.each<[string, ChunkedForm, object, object]>([
    // "For all requests, you must include the x-amz-decoded-content-length header"
    ['no length', unsignedForm, { decodedLength: undefined }, { fault: 'missing-decoded-length' }],
    [
      'a length that is too large',
      unsignedForm,
      { decodedLength: data.length + 1 },
      { fault: 'decoded-length-mismatch', stated: data.length + 1, actual: data.length },
    ],
    [
      'a length that is too small',
      signedForm,
      { decodedLength: data.length - 1 },
      { fault: 'decoded-length-mismatch', stated: data.length - 1, actual: data.length },
    ],
    ['a length that is no number', trailerForm, { decodedLength: NaN }, { fault: 'decoded-length-mismatch' }],
    ['no trailer announced', unsignedForm, { trailerNames: [] }, { fault: 'no-trailer' }],
    [
      'a trailer announced where none may be',
      signedForm,
      { trailerNames: ['x-amz-checksum-crc32'] },
      { fault: 'missing-trailer', trailer: 'x-amz-checksum-crc32' },
    ],
    [
      'a checksum announced that S3 does not have',
      unsignedForm,
      { trailerNames: ['x-amz-checksum-md4'] },
      { fault: 'unknown-checksum', trailer: 'x-amz-checksum-md4' },
    ],
    [
      'a trailer announced that is no checksum',
      unsignedForm,
      { trailerNames: ['x-amz-meta-a'] },
      { fault: 'unknown-checksum', trailer: 'x-amz-meta-a' },
    ],
    [
      'two checksums announced',
      unsignedForm,
      { trailerNames: ['x-amz-checksum-crc32', 'x-amz-checksum-sha1'] },
      { fault: 'several-checksums', trailers: ['x-amz-checksum-crc32', 'x-amz-checksum-sha1'] },
    ],
  ])('%s (%s)', (_, form, changed, expected) => {
    expect(read(form, undefined, changed)).toMatchObject({ kind: 'refused', ...expected });
  });

  it.each([signedForm, trailerForm] as const)('%s with another seed, date, scope or key', (form) => {
    const whole = signed(form);
    const right = expectationOf(form, whole);
    const { signing } = right;
    for (const wrong of [
      { seedSignature: '0'.repeat(64) },
      { date: '20260801T120001Z' },
      { scope: { ...scope, region: 'us-east-1' } },
      { signingKey: new Uint8Array(32) },
    ]) {
      const expected = { ...right, signing: { ...signing, ...wrong } } as ExpectedChunks;
      expect(readChunkedBody(whole.request.body, expected)).toMatchObject({
        fault: 'chunk-signature-mismatch',
        chunk: 0,
      });
    }
  });
});

// "These chunks must contain at least 8,192 bytes (or 8 KiB) of object data, except for the final body chunk"
describe('the size of chunks', () => {
  const sizes = (form: ChunkedForm, length: number, chunkSize: number): unknown => {
    const body = data.subarray(0, length);
    const whole = signed(form, body, chunkSize);
    return readChunkedBody(whole.request.body, { ...expectationOf(form, whole), decodedLength: length });
  };

  it.each([signedForm, trailerForm, unsignedForm] as const)(
    'may be small in the last one only (%s)',
    (form) => {
      expect(sizes(form, 8192 + 1, 8192)).toMatchObject({ kind: 'right' });
      expect(sizes(form, 5, 8191)).toMatchObject({ kind: 'right' });
      expect(sizes(form, 8191, 8191)).toMatchObject({ kind: 'right' });
      expect(sizes(form, 8192, 8191)).toMatchObject({ fault: 'chunk-size', chunk: 0, size: 8191 });
      expect(sizes(form, 20, 8)).toMatchObject({ fault: 'chunk-size', chunk: 0, size: 8 });
    },
  );
});

describe('checksums', () => {
  it.each(checksumAlgorithms)('%s is compared', (checksum) => {
    for (const form of [trailerForm, unsignedForm] as const) {
      const whole = signChunked(
        { method: 'PUT', path: '/b/k', query: '', headers: [['Host', 's3.amazonaws.com']], body: data },
        { ...options, form, checksum },
      );
      const expected = { ...expectationOf(form, whole), trailerNames: [checksumHeaderName(checksum)] };
      expect(readChunkedBody(whole.request.body, expected)).toMatchObject({
        kind: 'right',
        checksum: { algorithm: checksum, value: checksumOf(checksum, data) },
      });
    }
  });
});

// It warns of older versions of Node, which is no fault of the body's.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

// What a real client sends of a stream over TLS.
describe('a body that an unmodified SDK made', () => {
  const sent = async (
    algorithm: ChecksumAlgorithm,
  ): Promise<{ headers: Record<string, string>; body: Buffer }> => {
    let headers: Record<string, string> = {};
    const parts: Uint8Array[] = [];
    const client = new S3Client({
      ...options,
      endpoint: 'https://s3.eu-central-1.amazonaws.com',
      requestStreamBufferSize: 8192,
      requestHandler: {
        handle: async (request: { readonly headers: Record<string, string>; readonly body?: unknown }) => {
          headers = request.headers;
          for await (const part of request.body as AsyncIterable<Uint8Array>) parts.push(part);
          return { response: { statusCode: 200, headers: {}, body: Readable.from([]) } };
        },
      },
    });
    await client.send(
      new PutObjectCommand({
        Bucket: 'b',
        Key: 'k',
        Body: Readable.from([data.subarray(0, 9000), data.subarray(9000)].map((part) => Buffer.from(part))),
        ContentLength: data.length,
        ChecksumAlgorithm: algorithm,
      }),
    );
    return { headers, body: Buffer.concat(parts) };
  };

  it.each(checksumAlgorithms)('is read, with its %s', async (algorithm) => {
    const { headers, body } = await sent(algorithm);
    expect(headers['x-amz-content-sha256']).toBe(unsignedForm);
    expect(
      readChunkedBody(Uint8Array.from(body), {
        form: unsignedForm,
        decodedLength: Number(headers['x-amz-decoded-content-length']),
        trailerNames: [headers['x-amz-trailer'] ?? ''],
      }),
    ).toMatchObject({
      kind: 'right',
      decoded: data,
      checksum: { algorithm, value: checksumOf(algorithm, data) },
    });
  });
});
