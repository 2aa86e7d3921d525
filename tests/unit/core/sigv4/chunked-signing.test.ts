// The worked examples that AWS's documentation prints of bodies in chunks, at every stage it prints.

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';

import { readChunkedBody } from '../../../../src/core/authenticate/chunked-body.ts';
import { chunkedFormOf } from '../../../../src/core/sigv4/chunked-form.ts';
import type { ChunkedSignOptions } from '../../../../src/core/sigv4/chunked-signing.ts';
import { signChunked } from '../../../../src/core/sigv4/chunked-signing.ts';
import { deriveSigningKey } from '../../../../src/core/sigv4/signing-key.ts';
import type { Header, HttpRequest } from '../../../../src/core/wire/message.ts';
import { headerValue } from '../../../../src/core/wire/message.ts';

const credentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const options = {
  credentials,
  region: 'us-east-1',
  service: 's3',
  date: new Date('2013-05-24T00:00:00Z'),
  chunkSize: 65_536,
};
const scope = { date: '20130524', region: 'us-east-1', service: 's3' };
const body = new Uint8Array(66_560).fill(0x61);

function request(headers: readonly Header[] = []): HttpRequest {
  return {
    method: 'PUT',
    path: '/examplebucket/chunkObject.txt',
    query: '',
    headers: [['Host', 's3.amazonaws.com'], ['x-amz-storage-class', 'REDUCED_REDUNDANCY'], ...headers],
    body,
  };
}

const emptyHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const hashes = [
  'bf718b6f653bebc184e1479f1935b8da974d701b893afcf49e701f3e2f9f9c5a',
  '2edc986847e209b4016e141a6dc8716d3207350f416969382d431539bf292e4a',
  emptyHash,
];

/** The chunks as both pages print them: only the signatures differ. */
function printedChunks(signatures: readonly string[]): unknown[] {
  return [65_536, 1024, 0].map((size, index) => ({
    kind: 'signed',
    size,
    previousSignature: signatures[index],
    stringToSign: [
      'AWS4-HMAC-SHA256-PAYLOAD',
      '20130524T000000Z',
      '20130524/us-east-1/s3/aws4_request',
      signatures[index],
      emptyHash,
      hashes[index],
    ].join('\n'),
    signature: signatures[index + 1],
  }));
}

function latin(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}

function hashOf(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
describe('the example of a chunked upload', () => {
  const signed = signChunked(request(), { ...options, form: 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD' });
  const signatures = [
    '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9',
    'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648',
    '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497',
    'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9',
  ];

  it('has the printed seed, stage by stage', () => {
    expect(signed.seed.canonicalRequest.split('\n')).toEqual([
      'PUT',
      '/examplebucket/chunkObject.txt',
      '',
      'content-encoding:aws-chunked',
      'content-length:66824',
      'host:s3.amazonaws.com',
      'x-amz-content-sha256:STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
      'x-amz-date:20130524T000000Z',
      'x-amz-decoded-content-length:66560',
      'x-amz-storage-class:REDUCED_REDUNDANCY',
      '',
      'content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class',
      'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
    ]);
    expect(signed.seed.stringToSign.split('\n')).toEqual([
      'AWS4-HMAC-SHA256',
      '20130524T000000Z',
      '20130524/us-east-1/s3/aws4_request',
      'cee3fed04b70f867d036f722359b0b1f2f0e5dc0efadbc082b76c4c60e316455',
    ]);
    expect(signed.seed.signature).toBe(signatures[0]);
    // The page prints no spaces behind the commas; both are taken.
    expect(headerValue(signed.request, 'authorization')?.replaceAll(', ', ',')).toBe(
      'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class,Signature=4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9',
    );
  });

  it('has the printed chunks, each with its string to sign and signature', () => {
    expect(signed.chunks).toEqual(printedChunks(signatures));
    expect(signed.trailer).toBeUndefined();
  });

  it('is sent as printed, in as many bytes as printed', () => {
    expect(signed.request.body.length).toBe(66_824);
    expect(latin(signed.request.body)).toBe(
      `10000;chunk-signature=${signatures[1]}\r\n${'a'.repeat(65_536)}\r\n` +
        `400;chunk-signature=${signatures[2]}\r\n${'a'.repeat(1024)}\r\n` +
        `0;chunk-signature=${signatures[3]}\r\n\r\n`,
    );
  });

  it('is read on the other side', () => {
    const { signing } = deriveSigningKey(credentials.secretAccessKey, scope);
    const read = readChunkedBody(signed.request.body, {
      form: 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
      decodedLength: 66_560,
      trailerNames: [],
      signing: {
        seedSignature: signatures[0] ?? '',
        date: '20130524T000000Z',
        scope,
        signingKey: signing,
      },
    });
    expect(read).toEqual({ kind: 'right', decoded: body, chunks: printedChunks(signatures) });
  });
});

// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
// The page contradicts itself in two places. Its request has `Content-Length: 66824`, the length without a trailer
// (with it, 66,946), but its canonical request, of which the printed hash is, signs no content-length: that is a
// request with a Transfer-Encoding, as this one is. And its Authorization header lists the signed headers of the
// page before, with content-length and without x-amz-trailer; those of the canonical request give the signature.
describe('the example of a chunked upload with a trailer', () => {
  const signed = signChunked(request([['Transfer-Encoding', 'chunked']]), {
    ...options,
    form: 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
    checksum: 'CRC32C',
  });
  const signatures = [
    '106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e',
    'b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2',
    '1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7',
    '2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992',
  ];
  const trailerSignature = 'd81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435';
  const trailer = {
    kind: 'signed',
    name: 'x-amz-checksum-crc32c',
    value: 'sOO8/Q==',
    text: 'x-amz-checksum-crc32c:sOO8/Q==\n',
    previousSignature: signatures[3],
    stringToSign: [
      'AWS4-HMAC-SHA256-TRAILER',
      '20130524T000000Z',
      '20130524/us-east-1/s3/aws4_request',
      signatures[3],
      '1e376db7e1a34a8ef1c4bcee131a2d60a1cb62503747488624e10995f448d774',
    ].join('\n'),
    signature: trailerSignature,
  };

  it('has the printed seed, stage by stage', () => {
    expect(signed.seed.canonicalRequest.split('\n')).toEqual([
      'PUT',
      '/examplebucket/chunkObject.txt',
      '',
      'content-encoding:aws-chunked',
      'host:s3.amazonaws.com',
      'x-amz-content-sha256:STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
      'x-amz-date:20130524T000000Z',
      'x-amz-decoded-content-length:66560',
      'x-amz-storage-class:REDUCED_REDUNDANCY',
      'x-amz-trailer:x-amz-checksum-crc32c',
      '',
      'content-encoding;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class;x-amz-trailer',
      'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
    ]);
    expect(signed.seed.stringToSign.split('\n')[3]).toBe(
      '44d48b8c2f70eae815a0198cc73d7a546a73a93359c070abbaa5e6c7de112559',
    );
    expect(signed.seed.signature).toBe(signatures[0]);
  });

  it('has the printed chunks and trailer, each with its string to sign and signature', () => {
    expect(signed.chunks).toEqual(printedChunks(signatures));
    expect(signed.trailer).toEqual(trailer);
    // "hash('x-amz-checksum-crc32c:sOO8/Q==\n')"
    expect(hashOf(signed.trailer?.text ?? '')).toBe(trailer.stringToSign.split('\n')[4]);
  });

  it('is sent as printed', () => {
    expect(latin(signed.request.body)).toBe(
      `10000;chunk-signature=${signatures[1]}\r\n${'a'.repeat(65_536)}\r\n` +
        `400;chunk-signature=${signatures[2]}\r\n${'a'.repeat(1024)}\r\n` +
        `0;chunk-signature=${signatures[3]}\r\n` +
        `x-amz-checksum-crc32c:sOO8/Q==\r\nx-amz-trailer-signature:${trailerSignature}\r\n\r\n`,
    );
    expect(signed.request.body.length).toBe(66_946);
  });

  it('is read on the other side', () => {
    const { signing } = deriveSigningKey(credentials.secretAccessKey, scope);
    const read = readChunkedBody(signed.request.body, {
      form: 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
      decodedLength: 66_560,
      trailerNames: ['x-amz-checksum-crc32c'],
      signing: {
        seedSignature: signatures[0] ?? '',
        date: '20130524T000000Z',
        scope,
        signingKey: signing,
      },
    });
    expect(read).toEqual({
      kind: 'right',
      decoded: body,
      chunks: printedChunks(signatures),
      trailer,
      checksum: { algorithm: 'CRC32C', value: 'sOO8/Q==' },
    });
  });
});

// S3 user guide, checking-object-integrity-upload, "Example 1 – Unsigned chunked PutObject request": 17 KB in chunks
// of 8 KB. Whose bytes the printed checksum is of, the guide does not say.
describe('the example of an unsigned chunked upload with a trailer', () => {
  const signed = signChunked(
    { ...request(), body: body.subarray(0, 17_408) },
    { ...options, form: 'STREAMING-UNSIGNED-PAYLOAD-TRAILER', chunkSize: 8192, checksum: 'CRC32' },
  );

  it('has the printed headers', () => {
    expect(headersOf(signed.request)).toMatchObject({
      'content-encoding': 'aws-chunked',
      'x-amz-decoded-content-length': '17408',
      'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
      'x-amz-trailer': 'x-amz-checksum-crc32',
      'content-length': String(signed.request.body.length),
    });
  });

  it('has the printed chunks', () => {
    const value = signed.trailer?.value ?? '';
    expect(latin(signed.request.body)).toBe(
      `2000\r\n${'a'.repeat(8192)}\r\n2000\r\n${'a'.repeat(8192)}\r\n400\r\n${'a'.repeat(1024)}\r\n` +
        `0\r\nx-amz-checksum-crc32:${value}\r\n\r\n`,
    );
    expect(value).toMatch(/^.{6}==$/);
    expect(signed.chunks).toEqual([8192, 8192, 1024, 0].map((size) => ({ kind: 'unsigned', size })));
    expect(signed.trailer).toEqual({
      kind: 'unsigned',
      name: 'x-amz-checksum-crc32',
      value,
      text: `x-amz-checksum-crc32:${value}\n`,
    });
  });
});

describe('the headers', () => {
  const unsigned = { ...options, form: 'STREAMING-UNSIGNED-PAYLOAD-TRAILER' } as const;

  it.each([
    [[], 'aws-chunked'],
    // sigv4-streaming: `Content-Encoding : aws-chunked,gzip`
    [['gzip'], 'aws-chunked,gzip'],
    [['gzip, br'], 'aws-chunked,gzip,br'],
    [['gzip', 'br'], 'aws-chunked,gzip,br'],
    [['aws-chunked'], 'aws-chunked'],
    [['AWS-Chunked, gzip'], 'aws-chunked,gzip'],
  ])('name the encodings %j as %s', (values, expected) => {
    const sent = request(values.map((value): Header => ['content-encoding', value]));
    const { headers } = signChunked(sent, unsigned).request;
    expect(headers.filter(([name]) => name.toLowerCase() === 'content-encoding')).toEqual([
      ['Content-Encoding', expected],
    ]);
  });

  it.each([
    [undefined, true],
    ['identity', true],
    ['chunked', false],
  ])('with Transfer-Encoding %s: Content-Length is %s', (value, expected) => {
    const sent = request([
      ['content-length', '1'],
      ...(value === undefined ? [] : [['transfer-encoding', value] as Header]),
    ]);
    const signed = signChunked(sent, unsigned);
    expect(headerValue(signed.request, 'content-length')).toBe(
      expected ? String(signed.request.body.length) : undefined,
    );
  });

  it('replace those of an earlier signing', () => {
    const once = signChunked(request(), { ...unsigned, checksum: 'SHA1' });
    const again = signChunked({ ...once.request, body }, { ...unsigned, checksum: 'SHA256' });
    expect(again).toEqual(signChunked(request(), { ...unsigned, checksum: 'SHA256' }));
    const plain = signChunked(
      { ...once.request, body },
      { ...options, form: 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD' },
    );
    expect(headerValue(plain.request, 'x-amz-trailer')).toBeUndefined();
  });

  // The guide: CRC64NVME "is the default checksum algorithm used for checksum calculations".
  it('announce CRC64NVME where nothing else is asked for', () => {
    expect(headerValue(signChunked(request(), unsigned).request, 'x-amz-trailer')).toBe(
      'x-amz-checksum-crc64nvme',
    );
  });

  it('carry the checksum themselves, signed, where the form has no trailer', () => {
    const signed = signChunked(request(), {
      ...options,
      form: 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
      checksum: 'CRC32C',
    });
    expect(signed.seed.canonicalRequest).toContain('\nx-amz-checksum-crc32c:sOO8/Q==\n');
    expect(signed.trailer).toBeUndefined();
    expect(headerValue(signed.request, 'content-length')).toBe('66824');
  });
});

describe('the sizes', () => {
  const sizesOf = (length: number, chunkSize: number): readonly number[] => {
    const chosen: ChunkedSignOptions = {
      ...options,
      form: 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
      chunkSize,
    };
    const signed = signChunked({ ...request(), body: body.subarray(0, length) }, chosen);
    expect(headerValue(signed.request, 'content-length')).toBe(String(signed.request.body.length));
    return signed.chunks.map(({ size }) => size);
  };

  it.each([
    [0, 8192, [0]],
    [1, 8192, [1, 0]],
    [8192, 8192, [8192, 0]],
    [8193, 8192, [8192, 1, 0]],
    // Smaller than S3 takes: made all the same, to be shown refused.
    [5, 2, [2, 2, 1, 0]],
    [3, Number.MAX_SAFE_INTEGER, [3, 0]],
  ])('%i bytes in chunks of %i are %j', (length, chunkSize, expected) => {
    expect(sizesOf(length, chunkSize)).toEqual(expected);
  });

  it.each([0, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('cannot be %d', (chunkSize) => {
    expect(() => sizesOf(5, chunkSize)).toThrow(RangeError);
  });
});

// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-auth-using-authorization-header.html, the list of values
it.each<[string | undefined, unknown]>([
  [emptyHash, { kind: 'whole' }],
  ['UNSIGNED-PAYLOAD', { kind: 'whole' }],
  [undefined, { kind: 'whole' }],
  ['', { kind: 'whole' }],
  ['STREAMING-UNSIGNED-PAYLOAD-TRAILER', { kind: 'chunked', form: 'STREAMING-UNSIGNED-PAYLOAD-TRAILER' }],
  ['STREAMING-AWS4-HMAC-SHA256-PAYLOAD', { kind: 'chunked', form: 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD' }],
  [
    'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
    { kind: 'chunked', form: 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER' },
  ],
  [
    'STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD',
    { kind: 'sigv4a', name: 'STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD' },
  ],
  [
    'STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER',
    { kind: 'sigv4a', name: 'STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER' },
  ],
  ['STREAMING-UNSIGNED-PAYLOAD', { kind: 'unknown', name: 'STREAMING-UNSIGNED-PAYLOAD' }],
  ['streaming-unsigned-payload-trailer', { kind: 'whole' }],
])('x-amz-content-sha256 %s is read as %j', (value, expected) => {
  expect(chunkedFormOf(value)).toEqual(expected);
});

function headersOf({ headers }: HttpRequest): Record<string, string> {
  return Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]));
}
