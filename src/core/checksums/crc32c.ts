// CRC-32C, Castagnoli's, the one of iSCSI (RFC 3720 §12.1): `x-amz-checksum-crc32c`.

import { crc32Of, crc32Tables } from './crc.ts';

const tables = crc32Tables(0x82f63b78);

/** The CRC-32C of `bytes`: 4 bytes, big-endian. */
export function crc32c(bytes: Uint8Array): Uint8Array {
  return crc32Of(bytes, tables);
}
