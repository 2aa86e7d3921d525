// CRC-32, the one of Ethernet, gzip and PNG (RFC 1952 §8): `x-amz-checksum-crc32`.

import { crc32Of, crc32Tables } from './crc.ts';

const tables = crc32Tables(0xedb88320);

/** The CRC-32 of `bytes`: 4 bytes, big-endian. */
export function crc32(bytes: Uint8Array): Uint8Array {
  return crc32Of(bytes, tables);
}
