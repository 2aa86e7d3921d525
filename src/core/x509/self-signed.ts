// Self-signed certificates of RSA keys, as metadata documents of identity providers hold them (RFC 5280, §4.1).

import { utf8ToBytes } from '@noble/hashes/utils.js';
import { joinBytes } from '../lang/join-bytes.ts';
import { bitStringBytes, contextTag, derSequence, derTags, writeDer } from './der.ts';

export interface CertificateFacts {
  /** Common name of issuer and subject. */
  readonly commonName: string;
  /** Sixteen bytes or so, of which the first bit is dropped: serial numbers are positive. */
  readonly serial: Uint8Array;
  /** Milliseconds since the epoch. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** A SubjectPublicKeyInfo. */
  readonly publicKeyInfo: Uint8Array;
}

/** What the key has to sign with RSASSA-PKCS1-v1_5 and SHA-256. */
export function unsignedCertificate(facts: CertificateFacts): Uint8Array {
  const name = writeDer(
    derTags.sequence,
    writeDer(
      0x31,
      writeDer(
        derTags.sequence,
        writeDer(derTags.objectId, Uint8Array.of(0x55, 0x04, 0x03)),
        writeDer(0x0c, utf8ToBytes(facts.commonName)),
      ),
    ),
  );
  return writeDer(
    derTags.sequence,
    writeDer(contextTag(0), writeDer(derTags.integer, Uint8Array.of(2))),
    writeDer(derTags.integer, positive(facts.serial)),
    sha256WithRsa,
    name,
    writeDer(derTags.sequence, time(facts.notBefore), time(facts.notAfter)),
    name,
    facts.publicKeyInfo,
  );
}

export function signedCertificate(unsigned: Uint8Array, signature: Uint8Array): Uint8Array {
  const bits = writeDer(derTags.bitString, joinBytes([Uint8Array.of(0), signature]));
  return writeDer(derTags.sequence, unsigned, sha256WithRsa, bits);
}

/** The key of a SubjectPublicKeyInfo without its algorithm, as `Certificate.publicKey`; undefined for other bytes. */
export function publicKeyOfInfo(info: Uint8Array): Uint8Array | undefined {
  return bitStringBytes(derSequence(info)?.[1]);
}

/** 1.2.840.113549.1.1.11, with its parameters, which are null (RFC 4055, §5). */
const sha256WithRsa = writeDer(
  derTags.sequence,
  writeDer(derTags.objectId, Uint8Array.of(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b)),
  writeDer(0x05),
);

function positive(bytes: Uint8Array): Uint8Array {
  // A first byte of 1 to 127: neither negative nor with a zero too many.
  return Uint8Array.from(bytes, (byte, place) => (place === 0 ? (byte & 0x3f) | 0x40 : byte));
}

/** "dates through the year 2049 as UTCTime; ... in 2050 or later as GeneralizedTime". */
function time(at: number): Uint8Array {
  const digits = new Date(at).toISOString().replace(/\.\d+/, '').replace(/[-:T]/g, '');
  const early = new Date(at).getUTCFullYear() < 2050;
  const text = early ? digits.slice(2) : digits;
  return writeDer(
    early ? derTags.utcTime : derTags.generalizedTime,
    Uint8Array.from(text, (character) => character.charCodeAt(0)),
  );
}
