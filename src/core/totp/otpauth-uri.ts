// The `otpauth://` URI, which an authenticator app reads from a QR code.
// https://github.com/google/google-authenticator/wiki/Key-Uri-Format

import { base32FromBytes } from './base32.ts';

/**
 * The issuer in the QR codes of AWS's console. AWS documents another form, with the label
 * `<device name>@<user name, else account id>` and without an issuer; what its console makes in fact is
 * `otpauth://totp/Amazon%20Web%20Services:<device>@<account alias or id>?secret=…&issuer=Amazon%20Web%20Services`.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_VirtualMFADevice.html
 */
export const awsIssuer = 'Amazon Web Services';

/**
 * The URI of a device. Algorithm, digits and period are left out, as AWS leaves them out: apps take SHA-1,
 * 6 and 30. Neither name should hold a colon: it is encoded, but apps part issuer and account name there.
 */
export function otpauthUri({
  seed,
  accountName,
  issuer,
}: {
  readonly seed: Uint8Array;
  /** For AWS `alice@123456789012`: the device's name (often the user's), and the account's alias or id. */
  readonly accountName: string;
  readonly issuer: string;
}): string {
  // No padding: the format asks for it to be left out, and some apps refuse a `=`.
  const secret = base32FromBytes(seed).replaceAll('=', '');
  const from = encodeName(issuer);
  return `otpauth://totp/${from}:${encodeName(accountName)}?secret=${secret}&issuer=${from}`;
}

/**
 * Encodes all but A–Z a–z 0–9 - . _ ~ and `@` (which a path may hold, RFC 3986 §3.3, and which AWS leaves):
 * some apps read a bare `+` as a space. Half a surrogate pair, which has no UTF-8, becomes U+FFFD.
 */
function encodeName(name: string): string {
  return encodeURIComponent(name.replace(/[\ud800-\udfff]/gu, '\ufffd'))
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%40', '@');
}
