// What is sent in chunks is read as it was; a change of any byte that is signed, or of any byte of data that a
// checksum follows, is refused; and whatever comes, nothing is thrown.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { readChunkedBody } from '../../src/core/authenticate/chunked-body.ts';
import type { ChunkedBody, ExpectedChunks } from '../../src/core/authenticate/chunked-fault.ts';
import { checksumAlgorithms, checksumOf } from '../../src/core/checksums/checksum.ts';
import type { ChunkedForm } from '../../src/core/sigv4/chunked-form.ts';
import type { ChunkedSigned } from '../../src/core/sigv4/chunked-signing.ts';
import { signChunked } from '../../src/core/sigv4/chunked-signing.ts';
import { deriveSigningKey } from '../../src/core/sigv4/signing-key.ts';
import { headerValue } from '../../src/core/wire/message.ts';

const scope = { date: '20260801', region: 'eu-central-1', service: 's3' };
const credentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const { signing: signingKey } = deriveSigningKey(credentials.secretAccessKey, scope);

const signedForms = [
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
] as const;
const forms = [...signedForms, 'STREAMING-UNSIGNED-PAYLOAD-TRAILER'] as const;

// Bodies of none to a few chunks, of the sizes that S3 takes.
const cases = fc.record({
  body: fc
    .tuple(
      fc.uint8Array({ minLength: 1, maxLength: 300 }),
      fc.constantFrom(0, 1, 29, 8191, 8192, 16_384, 20_000),
    )
    .map(([seed, length]) =>
      Uint8Array.from({ length }, (_, at) => (seed[at % seed.length] ?? 0) ^ (at >> 8)),
    ),
  chunkSize: fc.integer({ min: 8192, max: 20_001 }),
  form: fc.constantFrom<ChunkedForm>(...forms),
  checksum: fc.constantFrom(...checksumAlgorithms),
});
type Case = typeof cases extends fc.Arbitrary<infer Value> ? Value : never;

function send(from: Case): ChunkedSigned {
  return signChunked(
    { method: 'PUT', path: '/k', query: '', headers: [['Host', 'b.s3.amazonaws.com']], body: from.body },
    {
      ...from,
      credentials,
      region: scope.region,
      service: scope.service,
      date: new Date('2026-08-01T12:00:00Z'),
    },
  );
}

function receive(body: Uint8Array, { form }: Case, { request, seed }: ChunkedSigned): ChunkedBody {
  return readChunkedBody(body, {
    form,
    decodedLength: Number(headerValue(request, 'x-amz-decoded-content-length')),
    trailerNames: [headerValue(request, 'x-amz-trailer') ?? ''].filter((name) => name !== ''),
    signing: { seedSignature: seed.signature, date: '20260801T120000Z', scope, signingKey },
  });
}

function flipped(body: Uint8Array, at: number, mask: number): Uint8Array {
  const changed = Uint8Array.from(body);
  changed[at] = (changed[at] ?? 0) ^ mask;
  return changed;
}

const asText = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

describe('sign in chunks, then read', () => {
  it('gives the body, its chunks and its checksum back, and has the length that it says', () => {
    fc.assert(
      fc.property(cases, (from) => {
        const sent = send(from);
        expect(headerValue(sent.request, 'content-length')).toBe(String(sent.request.body.length));
        const trailed = from.form !== 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD';
        const read = receive(sent.request.body, from, sent);
        if (read.kind === 'refused') throw new Error(`refused: ${read.fault}`);
        const { decoded, ...rest } = read;
        expect(Buffer.compare(decoded, from.body)).toBe(0);
        const trailer = trailed && {
          trailer: sent.trailer,
          checksum: { algorithm: from.checksum, value: checksumOf(from.checksum, from.body) },
        };
        expect(rest).toEqual({ kind: 'right', chunks: sent.chunks, ...trailer });
      }),
      { seed: 31, numRuns: 200 },
    );
  });

  it('refuses any one byte changed where chunks are signed', () => {
    const signed = cases.filter(({ form }) => form !== 'STREAMING-UNSIGNED-PAYLOAD-TRAILER');
    // Most of the changes in the first or last 300 bytes, where the lines, the signatures and the trailer are.
    const places = fc.oneof(
      fc.nat(),
      fc.nat(300),
      fc.nat(300).map((back) => -1 - back),
    );
    fc.assert(
      fc.property(signed, places, fc.integer({ min: 1, max: 255 }), (from, place, mask) => {
        const sent = send(from);
        const { body } = sent.request;
        const at = ((place % body.length) + body.length) % body.length;
        const changed = flipped(body, at, mask);
        const read = receive(changed, from, sent);
        // Names of trailers and digits of sizes may be in either case.
        if (read.kind === 'refused') return;
        expect(asText(changed).toLowerCase()).toBe(asText(body).toLowerCase());
        expect(Buffer.compare(read.decoded, from.body)).toBe(0);
      }),
      { seed: 32, numRuns: 1500 },
    );
  });

  it('refuses a signed body that was cut or grown', () => {
    const signed = cases.filter(({ form }) => form !== 'STREAMING-UNSIGNED-PAYLOAD-TRAILER');
    fc.assert(
      fc.property(signed, fc.nat(), fc.uint8Array({ minLength: 1, maxLength: 4 }), (from, cut, more) => {
        const sent = send(from);
        const { body } = sent.request;
        expect(receive(body.subarray(0, cut % body.length), from, sent).kind).toBe('refused');
        const grown = receive(Uint8Array.from([...body, ...more]), from, sent);
        expect(grown.kind === 'refused' || asText(more) === '\r\n').toBe(true);
      }),
      { seed: 33, numRuns: 200 },
    );
  });

  it('refuses any one byte of data changed where a checksum follows', () => {
    const unsigned = cases
      .filter(({ body }) => body.length > 0)
      .map((from) => ({ ...from, form: 'STREAMING-UNSIGNED-PAYLOAD-TRAILER' as const }));
    fc.assert(
      fc.property(unsigned, fc.nat(), fc.integer({ min: 1, max: 255 }), (from, place, mask) => {
        const sent = send(from);
        const first = Math.min(from.chunkSize, from.body.length);
        // In the first chunk, behind the line with its size.
        const at = first.toString(16).length + 2 + (place % first);
        expect(receive(flipped(sent.request.body, at, mask), from, sent)).toMatchObject({
          kind: 'refused',
          fault: 'checksum-mismatch',
          algorithm: from.checksum,
        });
      }),
      { seed: 34, numRuns: 500 },
    );
  });

  it('gives the data back or refuses, whatever byte of an unsigned form is changed', () => {
    const unsigned = cases.map((from) => ({ ...from, form: 'STREAMING-UNSIGNED-PAYLOAD-TRAILER' as const }));
    fc.assert(
      fc.property(unsigned, fc.nat(), fc.integer({ min: 1, max: 255 }), (from, place, mask) => {
        const sent = send(from);
        const { body } = sent.request;
        const read = receive(flipped(body, place % body.length, mask), from, sent);
        if (read.kind === 'right') expect(Buffer.compare(read.decoded, from.body)).toBe(0);
      }),
      { seed: 35, numRuns: 500 },
    );
  });
});

it('never throws, and never finds more data than there is, whatever comes', () => {
  const pieces = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          '0',
          '3',
          'ffffffff',
          'fffffffffffffffff',
          '\r\n',
          '\n',
          '\r',
          'abc',
          ';',
          ':',
          ';chunk-signature=',
          'x-amz-checksum-crc32:',
          'x-amz-trailer-signature:',
          'NSRBwg==',
          'a'.repeat(64),
          '__proto__:1\r\n',
          '\u00e9',
        ),
        fc.string({ unit: 'binary', maxLength: 8 }),
      ),
      { maxLength: 24 },
    )
    .map((parts) => Uint8Array.from(Buffer.from(parts.join(''), 'latin1')));
  fc.assert(
    fc.property(
      fc.oneof(pieces, fc.uint8Array({ maxLength: 600 })),
      fc.constantFrom(...forms),
      fc.option(fc.oneof(fc.nat(10), fc.double()), { nil: undefined }),
      fc.array(fc.constantFrom('x-amz-checksum-crc32', 'X-AMZ-Checksum-SHA256', '', '__proto__'), {
        maxLength: 2,
      }),
      (body, form, decodedLength, trailerNames) => {
        const expected: ExpectedChunks = {
          form,
          decodedLength,
          trailerNames,
          signing: { seedSignature: '', date: '', scope, signingKey },
        };
        const read = readChunkedBody(body, expected);
        if (read.kind === 'right') {
          // Without the key nothing can be right but what needs none.
          expect(form).toBe('STREAMING-UNSIGNED-PAYLOAD-TRAILER');
          expect(read.decoded.length).toBe(decodedLength);
          expect(read.decoded.length).toBeLessThan(body.length);
        }
      },
    ),
    { seed: 36, numRuns: 5000 },
  );
});

it('reads a body of hundreds of chunks', () => {
  const body = new Uint8Array(4_000_000).fill(0x61);
  for (const form of forms) {
    const from: Case = { body, chunkSize: 8192, form, checksum: 'CRC64NVME' };
    const sent = send(from);
    expect(sent.chunks).toHaveLength(490);
    expect(receive(sent.request.body, from, sent).kind).toBe('right');
  }
});
