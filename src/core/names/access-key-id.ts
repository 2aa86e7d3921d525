// Access keys: ids that carry their account, secrets and session tokens. The bytes they are made of
// come from outside; the same bytes give the same key.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html (prefixes)

import { base64FromBytes } from '../lang/base64.ts';

/** `AKIA`: long-term key. `ASIA`: temporary key, used with a session token. */
export type AccessKeyPrefix = 'AKIA' | 'ASIA';

/** How many random bytes each maker below uses; more may be given, the rest is ignored. */
export const accessKeyIdBytes = 5;
export const secretAccessKeyBytes = 30;
export const sessionTokenBytes = 96;

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const idPattern = /^(AKIA|ASIA)[A-Z2-7]{16}$/;
// Wherever they stand: behind an escape such as `%3D` or `\\n` no word begins.
const idsInText = /(?:AKIA|ASIA)[A-Z0-9]{16}/g;
const largestAccountId = 999_999_999_999n;

// The sixteen characters after the prefix are 80 bits in base 32: a one, the account id in 40 bits,
// and 39 bits that tell the keys of an account apart. AWS does not document it, but answers by it
// (sts:GetAccessKeyInfo). Ids from before 2019 begin with a zero bit and carry no account, as does
// the AKIAIOSFODNN7EXAMPLE of the documentation.
const uniqueBits = 39n;
const markBit = 1n << 79n;

/**
 * An access key id as AWS makes them: 20 characters in which the account can be read.
 * `accountId` has 12 digits, `random` at least `accessKeyIdBytes` bytes.
 */
export function makeAccessKeyId({
  prefix,
  accountId,
  random,
}: {
  prefix: AccessKeyPrefix;
  accountId: string;
  random: Uint8Array;
}): string {
  if (!/^\d{12}$/.test(accountId))
    throw new RangeError(`accountId: expected 12 digits, got \`${accountId}\``);
  requireBytes(random, accessKeyIdBytes);
  let unique = 0n;
  for (const byte of random.subarray(0, accessKeyIdBytes)) unique = (unique << 8n) | BigInt(byte);
  const bits = markBit | (BigInt(accountId) << uniqueBits) | BigInt.asUintN(Number(uniqueBits), unique);
  let text = '';
  for (let shift = 75n; shift >= 0n; shift -= 5n) text += base32.charAt(Number((bits >> shift) & 31n));
  return prefix + text;
}

/** The account that an access key id names; undefined when it is not an id or is one that carries no account. */
export function accountIdOfAccessKeyId(id: string): string | undefined {
  if (!idPattern.test(id)) return undefined;
  let bits = 0n;
  for (const character of id.slice(4)) bits = (bits << 5n) | BigInt(base32.indexOf(character));
  if ((bits & markBit) === 0n) return undefined;
  const account = BigInt.asUintN(40, bits >> uniqueBits);
  return account > largestAccountId ? undefined : account.toString().padStart(12, '0');
}

/** AWS's documentation uses ids that end so: they are nobody's. */
export function isDocumentationKeyId(id: string): boolean {
  return id.endsWith('EXAMPLE');
}

/** An id of which enough is left to recognise one's own: `AKIA••••••••••••WXYZ`. */
export function maskAccessKeyId(id: string): string {
  return `${id.slice(0, 4)}${'•'.repeat(Math.max(0, id.length - 8))}${id.length > 8 ? id.slice(-4) : ''}`;
}

/** Whether an id has been masked. */
export function isMasked(id: string): boolean {
  return id.includes('•');
}

/**
 * A text in which every access key id is masked that was not issued by one of these accounts: it may be a real
 * one, pasted by mistake. AWS's own examples stay.
 */
export function maskForeignKeyIds(text: string, accountIds: readonly string[]): string {
  return text.replace(idsInText, (id) => {
    const issuer = accountIdOfAccessKeyId(id);
    const known = issuer !== undefined && accountIds.includes(issuer);
    return known || isDocumentationKeyId(id) ? id : maskAccessKeyId(id);
  });
}

/** A secret access key: 40 characters of A–Z a–z 0–9 + /. `random`: at least `secretAccessKeyBytes` bytes. */
export function makeSecretAccessKey(random: Uint8Array): string {
  requireBytes(random, secretAccessKeyBytes);
  return base64FromBytes(random.subarray(0, secretAccessKeyBytes));
}

/** A session token, which carries nothing that can be read. `random`: at least `sessionTokenBytes` bytes. */
export function makeSessionToken(random: Uint8Array): string {
  requireBytes(random, sessionTokenBytes);
  return base64FromBytes(random.subarray(0, sessionTokenBytes));
}

function requireBytes(random: Uint8Array, least: number): void {
  if (random.length < least) {
    throw new RangeError(`random: expected at least ${least} bytes, got ${random.length}`);
  }
}
