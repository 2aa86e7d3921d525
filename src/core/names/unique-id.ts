// The ids that AWS gives to what may be renamed or made again: `AIDA…` for a user, `ANPA…` for a
// policy; and the UUIDs that name requests and events.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids

/**
 * AIDA user, AGPA user group, AROA role, ANPA managed policy, AIPA instance profile, ASCA certificate, APKA public
 * key, ACCA context-specific credential.
 */
export type UniqueIdPrefix = 'AIDA' | 'AGPA' | 'AROA' | 'ANPA' | 'AIPA' | 'ASCA' | 'APKA' | 'ACCA';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const tailLength = 17;

/** How many random bytes `makeUniqueId` takes. */
export const uniqueIdEntropy = tailLength;

/** 21 characters: the prefix and 17 of the base-32 alphabet, one for each random byte. */
export function makeUniqueId(prefix: UniqueIdPrefix, random: Uint8Array): string {
  if (random.length < uniqueIdEntropy) {
    throw new RangeError(`expected at least ${uniqueIdEntropy} random bytes, got ${random.length}`);
  }
  return prefix + base32Text(random.subarray(0, tailLength));
}

/** One character of the base-32 alphabet for each byte: what ids without a prefix consist of. */
export function base32Text(random: Uint8Array): string {
  // 256 is a multiple of 32, so each character is equally likely.
  return Array.from(random, (byte) => alphabet[byte % 32]).join('');
}

/** A version 4 UUID (RFC 9562 section 5.4) from sixteen random bytes. */
export function makeUuid(random: Uint8Array): string {
  if (random.length < 16) throw new RangeError(`expected at least 16 random bytes, got ${random.length}`);
  const hex = Array.from(random.slice(0, 16), (byte, index) => {
    const marked = index === 6 ? (byte & 0x0f) | 0x40 : index === 8 ? (byte & 0x3f) | 0x80 : byte;
    return marked.toString(16).padStart(2, '0');
  }).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
