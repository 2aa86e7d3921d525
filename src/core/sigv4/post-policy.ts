// Signing for a browser's form: what is signed is not a request but a policy, which says what requests
// the form may make until it expires.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-UsingHTTPPOST.html

import { utf8ToBytes } from '@noble/hashes/utils.js';

import { base64FromBytes } from '../lang/base64.ts';
import { algorithm } from './constants.ts';
import type { Credentials, SigningKeys } from './credentials.ts';
import { basicDate } from './date.ts';
import { deriveSigningKey, hexSignature } from './signing-key.ts';
import { formatScope } from './string-to-sign.ts';

/** A POST policy as S3 reads it, ready for `JSON.stringify` (S3 API reference, sigv4-HTTPPOSTConstructPolicy). */
export interface PostPolicy {
  /** `2015-12-30T12:00:00.000Z` */
  readonly expiration: string;
  readonly conditions: readonly PostPolicyCondition[];
}

/** One condition in any of its forms. The first, an object, has exactly one member. */
export type PostPolicyCondition =
  | { readonly [field: string]: string }
  | readonly [operator: 'eq' | 'starts-with', field: `$${string}`, value: string]
  | readonly [operator: 'content-length-range', minimum: number, maximum: number];

/** Who signs, where and when. */
export interface PostSigner {
  readonly credentials: Credentials;
  readonly region: string;
  readonly date: Date;
}

/** A policy signed, with every stage as text. */
export interface SignedPost {
  /** The policy document, JSON. */
  readonly policy: string;
  /** The same in base 64, which is the string to sign. */
  readonly stringToSign: string;
  readonly signingKey: SigningKeys;
  /** Lower-case hex. */
  readonly signature: string;
  /**
   * The fields of the form in their order, `file` excepted, which comes last. Where the policy fixes only
   * how a key begins, the file's own name is put behind it.
   */
  readonly fields: readonly (readonly [name: string, value: string])[];
}

/**
 * Writes the policy of an upload: bucket, key, the conditions given, and those on `x-amz-algorithm`,
 * `x-amz-credential`, `x-amz-date` and the session token that S3 asks for, because every field of a form
 * must be under a condition. Throws a RangeError for an invalid date.
 */
export function postPolicy(
  upload: {
    readonly bucket: string;
    /** `prefix` leaves the rest of the key, such as `${filename}`, to who uploads. */
    readonly key: { readonly kind: 'exact' | 'prefix'; readonly value: string };
    readonly expiresAt: Date;
    readonly conditions?: readonly PostPolicyCondition[];
  },
  signer: PostSigner,
): PostPolicy {
  const { bucket, key, expiresAt, conditions = [] } = upload;
  return {
    expiration: expiresAt.toISOString(),
    conditions: [
      { bucket },
      key.kind === 'exact' ? { key: key.value } : ['starts-with', '$key', key.value],
      ...conditions,
      ...signerFields(signer).map(([name, value]) => ({ [name]: value })),
    ],
  };
}

/**
 * Signs a policy, or the text of one, which is signed as it is. The signature is the HMAC of the policy's
 * base 64 text, under the signer's key for S3 (S3 API reference, sigv4-authentication-HTTPPOST). Nothing is
 * added to the policy: make it with `postPolicy`, or S3 may refuse the form.
 */
export function signPostPolicy(options: PostSigner & { readonly policy: PostPolicy | string }): SignedPost {
  const policy = typeof options.policy === 'string' ? options.policy : JSON.stringify(options.policy);
  const stringToSign = base64FromBytes(utf8ToBytes(policy));
  const key = deriveSigningKey(options.credentials.secretAccessKey, scopeOf(options));
  const signature = hexSignature(key, stringToSign);
  return {
    policy,
    stringToSign,
    signingKey: key.keys,
    signature,
    fields: [
      ...fixedFields(
        typeof options.policy === 'string' ? conditionsOfText(policy) : options.policy.conditions,
      ),
      ['policy', stringToSign],
      ...signerFields(options),
      ['x-amz-signature', signature],
    ],
  };
}

type Field = readonly [name: string, value: string];

function scopeOf({ region, date }: PostSigner): { date: string; region: string; service: string } {
  return { date: basicDate(date).slice(0, 8), region, service: 's3' };
}

function signerFields(signer: PostSigner): Field[] {
  const { accessKeyId, sessionToken } = signer.credentials;
  return [
    ['x-amz-algorithm', algorithm],
    ['x-amz-credential', `${accessKeyId}/${formatScope(scopeOf(signer))}`],
    ['x-amz-date', basicDate(signer.date)],
    ...(sessionToken === undefined ? [] : [['x-amz-security-token', sessionToken] as const]),
  ];
}

// The bucket is in the form's address, and the signer's fields are added after the policy.
const notOfTheForm = /^(bucket|policy|file|x-amz-(algorithm|credential|date|security-token|signature))$/i;

/** The fields whose value the policy fixes, each once, the key first. */
function fixedFields(conditions: readonly unknown[]): Field[] {
  const fields = new Map<string, Field>();
  for (const [name, value] of [...conditions.flatMap(exactField), ...conditions.flatMap(keyUnderPrefix)]) {
    const lower = name.toLowerCase();
    if (!notOfTheForm.test(name) && !fields.has(lower)) fields.set(lower, [name, value]);
  }
  const key = fields.get('key');
  fields.delete('key');
  return [...(key === undefined ? [] : [key]), ...fields.values()];
}

function exactField(condition: unknown): Field[] {
  if (!Array.isArray(condition)) {
    const members: [string, unknown][] =
      typeof condition === 'object' && condition !== null ? Object.entries(condition) : [];
    return members.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : []));
  }
  const [operator, variable, value] = condition as readonly unknown[];
  return operator === 'eq' && typeof variable === 'string' && typeof value === 'string'
    ? [[variable.replace(/^\$/, ''), value]]
    : [];
}

function keyUnderPrefix(condition: unknown): Field[] {
  if (!Array.isArray(condition)) return [];
  const [operator, variable, prefix] = condition as readonly unknown[];
  return operator === 'starts-with' && variable === '$key' && typeof prefix === 'string'
    ? [['key', `${prefix}\${filename}`]]
    : [];
}

/** The conditions of a policy given as text; none when it cannot be read, for it is signed all the same. */
function conditionsOfText(policy: string): readonly unknown[] {
  try {
    const document: unknown = JSON.parse(policy);
    const conditions =
      typeof document === 'object' && document !== null && 'conditions' in document
        ? document.conditions
        : undefined;
    return Array.isArray(conditions) ? conditions : [];
  } catch {
    return [];
  }
}
