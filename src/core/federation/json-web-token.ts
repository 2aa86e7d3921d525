// JSON Web Tokens: three parts in base64url with dots between, the last of which signs the first two.
// https://www.rfc-editor.org/rfc/rfc7519, https://www.rfc-editor.org/rfc/rfc7515

import { utf8ToBytes } from '@noble/hashes/utils.js';
import { base64FromBytes, bytesFromBase64 } from '../lang/base64.ts';
import { utf8ToText } from '../wire/utf8.ts';

export type Claims = Readonly<Record<string, unknown>>;

export interface JsonWebToken {
  readonly header: Claims;
  readonly claims: Claims;
  /** What is signed: the first two parts as they were sent. */
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
}

/**
 * Undefined for what is no signed token: an access token, one without a signature, one whose parts are no JSON, one with
 * a header that must be understood and is not (RFC 7515 section 4.1.11: no such header is known here).
 */
export function readJsonWebToken(text: string): JsonWebToken | undefined {
  const [head, body, tail, ...more] = text.split('.');
  if (head === undefined || body === undefined || tail === undefined || more.length > 0) return undefined;
  const header = jsonOf(head);
  const claims = jsonOf(body);
  const signature = bytesFromBase64Url(tail);
  if (header === undefined || claims === undefined || signature === undefined || signature.length === 0) {
    return undefined;
  }
  if (header['crit'] !== undefined) return undefined;
  return { header, claims, signed: utf8ToBytes(`${head}.${body}`), signature };
}

/** The text that a signer signs. */
export function unsignedToken(header: Claims, claims: Claims): string {
  return `${base64UrlOf(JSON.stringify(header))}.${base64UrlOf(JSON.stringify(claims))}`;
}

export function signedToken(unsigned: string, signature: Uint8Array): string {
  return `${unsigned}.${base64Url(signature)}`;
}

/** Base 64 with `-` and `_`, and without padding (RFC 4648 section 5). */
export function base64Url(bytes: Uint8Array): string {
  return base64FromBytes(bytes).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

export function bytesFromBase64Url(text: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) return undefined;
  const plain = text.replace(/-/g, '+').replace(/_/g, '/');
  return bytesFromBase64(plain.padEnd(Math.ceil(plain.length / 4) * 4, '='));
}

function base64UrlOf(text: string): string {
  return base64Url(utf8ToBytes(text));
}

function jsonOf(part: string): Claims | undefined {
  const bytes = bytesFromBase64Url(part);
  const text = bytes === undefined ? undefined : utf8ToText(bytes);
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Claims)
      : undefined;
  } catch {
    return undefined;
  }
}
