// CRC-64/NVME, the 64-bit check of the NVM Express command set specification: `x-amz-checksum-crc64nvme`, which
// S3 uses where nothing else is asked for.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html

import { bigEndian } from './crc.ts';

// ad93d23594c93659 with its bits reversed, in two halves: 64-bit numbers of JavaScript are slow.
const high = 0x9a6c9329;
const low = 0xac4bc9b5;

const { highTable, lowTable } = crc64Tables();

/** The CRC-64/NVME of `bytes`: 8 bytes, big-endian. */
export function crc64nvme(bytes: Uint8Array): Uint8Array {
  let highHalf = -1;
  let lowHalf = -1;
  for (let index = 0; index < bytes.length; index++) {
    const entry = (lowHalf ^ (bytes[index] ?? 0)) & 255;
    lowHalf = ((lowHalf >>> 8) | (highHalf << 24)) ^ (lowTable[entry] ?? 0);
    highHalf = (highHalf >>> 8) ^ (highTable[entry] ?? 0);
  }
  return bigEndian([~highHalf, ~lowHalf]);
}

function crc64Tables(): { readonly highTable: Int32Array; readonly lowTable: Int32Array } {
  const highTable = new Int32Array(256);
  const lowTable = new Int32Array(256);
  for (let byte = 0; byte < 256; byte++) {
    let [highHalf, lowHalf] = [0, byte];
    for (let bit = 0; bit < 8; bit++) {
      const carry = lowHalf & 1;
      lowHalf = (lowHalf >>> 1) | (highHalf << 31);
      highHalf >>>= 1;
      if (carry === 1) [highHalf, lowHalf] = [highHalf ^ high, lowHalf ^ low];
    }
    highTable[byte] = highHalf;
    lowTable[byte] = lowHalf;
  }
  return { highTable, lowTable };
}
