// RSA public keys as SSH writes them (RFC 4253, §6.6) and as X.509 does (RFC 8017, A.1.1; RFC 5280, §4.1.2.7), and
// from the one to the other.

import { base64FromBytes, bytesFromBase64 } from '../lang/base64.ts';
import { joinBytes } from '../lang/join-bytes.ts';
import { utf8Bytes } from '../lang/utf8-bytes.ts';
import { bitStringBytes, derSequence, derTags, writeDer } from './der.ts';
import { readPem, writePem } from './pem.ts';

/** Positive numbers, with a zero before a byte whose highest bit is set: SSH and DER write them alike. */
export interface RsaPublicKey {
  readonly modulus: Uint8Array;
  readonly exponent: Uint8Array;
}

export type ReadPublicKey =
  | { readonly kind: 'read'; readonly key: RsaPublicKey }
  /** An encoding that is known, of what is no RSA key. */
  | { readonly kind: 'invalid' }
  | { readonly kind: 'unrecognized' };

/** `ssh-rsa`, base 64, a comment; or PEM. */
export function readPublicKey(text: string): ReadPublicKey {
  const [type, blob = ''] = text.trim().split(/[ \t]+/, 2);
  if (type === sshType) return readOrInvalid(readSshBlob(bytesFromBase64(blob)));
  const [block, ...rest] = readPem(text) ?? [];
  return block?.label === 'PUBLIC KEY' && rest.length === 0
    ? readOrInvalid(readKeyInfo(block.bytes))
    : { kind: 'unrecognized' };
}

/** The key as SSH sends it, of which fingerprints are made. */
export function sshBlob({ modulus, exponent }: RsaPublicKey): Uint8Array {
  return joinBytes([utf8Bytes(sshType), exponent, modulus].flatMap((part) => [lengthOf(part), part]));
}

export function sshText(key: RsaPublicKey): string {
  return `${sshType} ${base64FromBytes(sshBlob(key))}`;
}

export function pemText({ modulus, exponent }: RsaPublicKey): string {
  const numbers = [modulus, exponent].map((number) => writeDer(derTags.integer, number));
  const key = writeDer(derTags.sequence, ...numbers);
  const bits = writeDer(derTags.bitString, Uint8Array.of(0), key);
  return writePem({ label: 'PUBLIC KEY', bytes: writeDer(derTags.sequence, rsaAlgorithm, bits) });
}

/** How long the key is, in bits. */
export function bitsOf({ modulus }: RsaPublicKey): number {
  const from = modulus.findIndex((byte) => byte !== 0);
  const first = modulus[from];
  return first === undefined ? 0 : (modulus.length - from) * 8 - (Math.clz32(first) - 24);
}

const sshType = 'ssh-rsa';

/** `rsaEncryption`, and that it has no parameters. */
const rsaAlgorithm = writeDer(
  derTags.sequence,
  writeDer(derTags.objectId, Uint8Array.of(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01)),
  Uint8Array.of(0x05, 0x00),
);

function readOrInvalid(key: RsaPublicKey | undefined): ReadPublicKey {
  return key === undefined || !isPositive(key.modulus) || !isPositive(key.exponent)
    ? { kind: 'invalid' }
    : { kind: 'read', key };
}

/** And written with no byte more than needed: a key has one fingerprint. */
function isPositive([first = 0x80, second = 0]: Uint8Array): boolean {
  return first === 0 ? second >= 0x80 : first < 0x80;
}

function readSshBlob(blob: Uint8Array | undefined): RsaPublicKey | undefined {
  if (blob === undefined) return undefined;
  const parts: Uint8Array[] = [];
  for (let at = 0; at < blob.length;) {
    const start = at + 4;
    const end = start + lengthAt(blob, at);
    // What is cut off within a length ends after the blob too: four bytes were taken for granted.
    if (end > blob.length) return undefined;
    parts.push(blob.subarray(start, end));
    at = end;
  }
  const [type, exponent, modulus, ...rest] = parts;
  if (exponent === undefined || modulus === undefined || rest.length > 0) return undefined;
  return type !== undefined && String.fromCharCode(...type) === sshType ? { exponent, modulus } : undefined;
}

function readKeyInfo(bytes: Uint8Array): RsaPublicKey | undefined {
  const [algorithm, bits] = derSequence(bytes) ?? [];
  const key = bitStringBytes(bits);
  const isRsa = algorithm !== undefined && base64FromBytes(algorithm.whole) === base64FromBytes(rsaAlgorithm);
  const [modulus, exponent] = isRsa && key !== undefined ? (derSequence(key) ?? []) : [];
  return modulus?.tag === derTags.integer && exponent?.tag === derTags.integer
    ? { modulus: modulus.content, exponent: exponent.content }
    : undefined;
}

function lengthAt(bytes: Uint8Array, at: number): number {
  return bytes.subarray(at, at + 4).reduce((length, byte) => length * 256 + byte, 0);
}

function lengthOf({ length }: Uint8Array): Uint8Array {
  return Uint8Array.from([24, 16, 8, 0], (shift) => (length >>> shift) & 0xff);
}
