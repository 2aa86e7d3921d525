// The checksums of S3 uploads, held against published check values and against a slow reading of their definitions.

import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';

import type { ChecksumAlgorithm } from '../../../../src/core/checksums/checksum.ts';
import {
  checksumAlgorithmOf,
  checksumAlgorithms,
  checksumHeaderName,
  checksumOf,
  isChecksumText,
} from '../../../../src/core/checksums/checksum.ts';
import { crc32 } from '../../../../src/core/checksums/crc32.ts';
import { crc32c } from '../../../../src/core/checksums/crc32c.ts';
import { crc64nvme } from '../../../../src/core/checksums/crc64nvme.ts';

const zeros = new Uint8Array(32);
const ones = new Uint8Array(32).fill(0xff);
const rising = Uint8Array.from({ length: 32 }, (_, index) => index);

describe('check values', () => {
  // RFC 3720 §B.4 for CRC-32C; the NVM command set specification, "64b CRC", for CRC-64/NVME; FIPS 180 for SHA.
  it.each<[ChecksumAlgorithm, string, Uint8Array, string]>([
    ['CRC32', '"123456789"', utf8ToBytes('123456789'), 'cbf43926'],
    ['CRC32', 'nothing', new Uint8Array(), '00000000'],
    ['CRC32C', '"123456789"', utf8ToBytes('123456789'), 'e3069283'],
    ['CRC32C', 'nothing', new Uint8Array(), '00000000'],
    ['CRC32C', '32 zeros', zeros, '8a9136aa'],
    ['CRC32C', '32 ones', ones, '62a8ab43'],
    ['CRC32C', '32 rising bytes', rising, '46dd794e'],
    ['CRC64NVME', '"123456789"', utf8ToBytes('123456789'), 'ae8b14860a799888'],
    ['CRC64NVME', 'nothing', new Uint8Array(), '0000000000000000'],
    ['CRC64NVME', '4,096 zeros', new Uint8Array(4096), '6482d367eb22b64e'],
    ['CRC64NVME', '4,096 ones', new Uint8Array(4096).fill(0xff), 'c0ddba7302eca3ac'],
    ['SHA1', '"abc"', utf8ToBytes('abc'), 'a9993e364706816aba3e25717850c26c9cd0d89d'],
    [
      'SHA256',
      '"abc"',
      utf8ToBytes('abc'),
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    ],
  ])('%s of %s', (algorithm, _, bytes, hex) => {
    expect(Buffer.from(checksumOf(algorithm, bytes), 'base64').toString('hex')).toBe(hex);
  });
});

describe('tables', () => {
  // The definition: one bit at a time, with numbers of any size.
  const slowly = (bytes: Uint8Array, reversedPolynomial: bigint, bits: number): string => {
    const mask = (1n << BigInt(bits)) - 1n;
    let crc = mask;
    for (const byte of bytes) {
      crc ^= BigInt(byte);
      for (let bit = 0; bit < 8; bit++) crc = crc & 1n ? (crc >> 1n) ^ reversedPolynomial : crc >> 1n;
    }
    return (crc ^ mask).toString(16).padStart(bits / 4, '0');
  };

  // Every length around the eight bytes that are taken at a time, and views that begin anywhere.
  const lengths = Array.from({ length: 41 }, (_, length) => length);
  const bytes = Uint8Array.from({ length: 64 }, (_, index) => (index * 167 + 13) & 255);

  it.each([
    ['CRC-32', crc32, 0xedb88320n, 32],
    ['CRC-32C', crc32c, 0x82f63b78n, 32],
    ['CRC-64/NVME', crc64nvme, 0x9a6c9329ac4bc9b5n, 64],
  ] as const)('give what the definition of %s gives', (_, fast, polynomial, bits) => {
    for (const length of lengths) {
      const view = bytes.subarray(length % 7, (length % 7) + length);
      expect(bytesToHex(fast(view))).toBe(slowly(view, polynomial, bits));
    }
  });
});

it.each<[ChecksumAlgorithm, string]>([
  ['CRC32', 'x-amz-checksum-crc32'],
  ['CRC32C', 'x-amz-checksum-crc32c'],
  ['CRC64NVME', 'x-amz-checksum-crc64nvme'],
  ['SHA1', 'x-amz-checksum-sha1'],
  ['SHA256', 'x-amz-checksum-sha256'],
])('%s travels as %s', (algorithm, name) => {
  expect(checksumHeaderName(algorithm)).toBe(name);
  expect(checksumAlgorithmOf(name.toUpperCase())).toBe(algorithm);
});

it.each([
  '',
  'x-amz-checksum-',
  'x-amz-checksum-md5',
  'x-amz-checksum-crc32 ',
  'crc32',
  'x-amz-checksum-type',
])('no checksum travels as %j', (name) => {
  expect(checksumAlgorithmOf(name)).toBeUndefined();
});

describe('the text of a checksum', () => {
  it.each(checksumAlgorithms)('is right for every %s', (algorithm) => {
    for (const body of [new Uint8Array(), zeros, rising]) {
      expect(isChecksumText(algorithm, checksumOf(algorithm, body))).toBe(true);
    }
  });

  it.each<[ChecksumAlgorithm, string]>([
    ['CRC32', ''],
    ['CRC32', 'cbf43926'],
    ['CRC32', 'y/Q5Jg'],
    ['CRC32', 'y/Q5Jg='],
    ['CRC32', 'y/Q5Jg==='],
    ['CRC32', 'y/Q5=g=='],
    ['CRC32', 'y_Q5Jg=='],
    ['CRC32', ' y/Q5Jg=='],
    ['CRC32', 'y/Q5JgAA'],
    ['CRC64NVME', 'y/Q5Jg=='],
    ['SHA256', 'y/Q5Jg=='],
  ])('%s cannot be %j', (algorithm, text) => {
    expect(isChecksumText(algorithm, text)).toBe(false);
  });
});
