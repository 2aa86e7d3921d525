// The checksums that S3 compares an upload with, by the names that its API gives them.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html

import { sha1 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';

import { base64FromBytes } from '../lang/base64.ts';
import { crc32 } from './crc32.ts';
import { crc32c } from './crc32c.ts';
import { crc64nvme } from './crc64nvme.ts';

export type ChecksumAlgorithm = 'CRC32' | 'CRC32C' | 'CRC64NVME' | 'SHA1' | 'SHA256';

export const checksumAlgorithms: readonly ChecksumAlgorithm[] = [
  'CRC32',
  'CRC32C',
  'CRC64NVME',
  'SHA1',
  'SHA256',
];

const functions: Readonly<Record<ChecksumAlgorithm, (bytes: Uint8Array) => Uint8Array>> = {
  CRC32: crc32,
  CRC32C: crc32c,
  CRC64NVME: crc64nvme,
  SHA1: sha1,
  SHA256: sha256,
};

const digestBytes: Readonly<Record<ChecksumAlgorithm, number>> = {
  CRC32: 4,
  CRC32C: 4,
  CRC64NVME: 8,
  SHA1: 20,
  SHA256: 32,
};

/** The checksum as a header or trailer carries it: base 64 of its bytes, the highest first. */
export function checksumOf(algorithm: ChecksumAlgorithm, bytes: Uint8Array): string {
  return base64FromBytes(functions[algorithm](bytes));
}

/** `x-amz-checksum-crc32`, of a header or of a trailer. */
export function checksumHeaderName(algorithm: ChecksumAlgorithm): string {
  return `x-amz-checksum-${algorithm.toLowerCase()}`;
}

/** The algorithm that a header or trailer carries the checksum of; undefined for every other name. */
export function checksumAlgorithmOf(headerName: string): ChecksumAlgorithm | undefined {
  const name = headerName.toLowerCase();
  return checksumAlgorithms.find((algorithm) => checksumHeaderName(algorithm) === name);
}

/** Whether a text can be a checksum of this kind: base 64 of as many bytes as it has. */
export function isChecksumText(algorithm: ChecksumAlgorithm, text: string): boolean {
  const bytes = digestBytes[algorithm];
  const padding = (3 - (bytes % 3)) % 3;
  return (
    text.length === Math.ceil(bytes / 3) * 4 &&
    text.endsWith('='.repeat(padding)) &&
    /^[A-Za-z0-9+/]+$/.test(text.slice(0, text.length - padding))
  );
}
