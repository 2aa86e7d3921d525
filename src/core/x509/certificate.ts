// X.509 certificates (RFC 5280, §4.1): from when to when one is valid, who it is for and who signed it. Its
// signature is not checked.

import { bitStringBytes, contextTag, derElements, derSequence, derTags, type DerElement } from './der.ts';

export interface Certificate {
  /** Names as they are encoded. */
  readonly issuer: Uint8Array;
  readonly subject: Uint8Array;
  /** Milliseconds since the epoch. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** The public key itself, without its algorithm. */
  readonly publicKey: Uint8Array;
}

/** Undefined for bytes that are no certificate. */
export function readCertificate(bytes: Uint8Array): Certificate | undefined {
  const [signed, algorithm, signature] = derSequence(bytes) ?? [];
  if (
    signed?.tag !== derTags.sequence ||
    algorithm?.tag !== derTags.sequence ||
    bitStringBytes(signature) === undefined
  ) {
    return undefined;
  }
  const parts = derElements(signed.content) ?? [];
  // Certificates of version 1 do not say so.
  const [serial, , issuer, validity, subject, keyInfo] =
    parts[0]?.tag === contextTag(0) ? parts.slice(1) : parts;
  const sequences = [issuer, validity, subject, keyInfo].filter((part) => part?.tag === derTags.sequence);
  if (serial?.tag !== derTags.integer || sequences.length < 4) return undefined;
  const [notBefore, notAfter] = contentOf(validity).map(timeOf);
  const publicKey = bitStringBytes(contentOf(keyInfo)[1]);
  if (
    issuer === undefined ||
    subject === undefined ||
    notBefore === undefined ||
    notAfter === undefined ||
    publicKey === undefined
  ) {
    return undefined;
  }
  return { issuer: issuer.whole, subject: subject.whole, notBefore, notAfter, publicKey };
}

function contentOf(element: DerElement | undefined): readonly DerElement[] {
  return element === undefined ? [] : (derElements(element.content) ?? []);
}

/** RFC 5280, §4.1.2.5: both kinds end in seconds and `Z`; two digits of a year mean 1950 to 2049. */
function timeOf({ tag, content }: DerElement): number | undefined {
  const text = String.fromCharCode(...content.subarray(0, 20));
  const digits =
    tag === derTags.generalizedTime
      ? /^\d{14}Z$/.exec(text)?.[0]
      : tag === derTags.utcTime && /^\d{12}Z$/.test(text)
        ? `${text < '5' ? '20' : '19'}${text}`
        : undefined;
  if (digits === undefined) return undefined;
  const [year = 0, month = 0, ...rest] = [
    digits.slice(0, 4),
    ...(digits.slice(4, 14).match(/../g) ?? []),
  ].map(Number);
  return Date.UTC(year, month - 1, ...rest);
}
