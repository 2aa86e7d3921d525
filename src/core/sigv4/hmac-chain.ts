// The chain of HMACs from the secret to the signature, step by step: what keys each, which text it consumes,
// and what comes out. For people; the signature is not computed from it.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#derive-signing-key

import { bytesToHex } from '@noble/hashes/utils.js';

import { utf8Bytes } from '../lang/utf8-bytes.ts';
import { keyPrefix, terminator } from './constants.ts';
import type { SigningKeys } from './credentials.ts';

/** Each step by what it consumes. */
export type HmacStepId = 'date' | 'region' | 'service' | 'terminator' | 'string-to-sign';

export interface HmacStep {
  readonly id: HmacStepId;
  /** Lower-case hex. Of the first step: of `AWS4` and the secret; of each other one: what came out before. */
  readonly keyHex: string;
  /** The text that is hashed with the key. */
  readonly text: string;
  /** Lower-case hex, 32 bytes. */
  readonly outputHex: string;
}

/** The five steps. `scope` in its parts, `date` as `20150830`. */
export function hmacChain({
  secretAccessKey,
  scope,
  signingKey,
  stringToSign,
  signature,
}: {
  readonly secretAccessKey: string;
  readonly scope: { readonly date: string; readonly region: string; readonly service: string };
  readonly signingKey: SigningKeys;
  readonly stringToSign: string;
  readonly signature: string;
}): readonly HmacStep[] {
  const secret = bytesToHex(utf8Bytes(keyPrefix + secretAccessKey));
  const { date, region, service, signing } = signingKey;
  return [
    { id: 'date', keyHex: secret, text: scope.date, outputHex: date },
    { id: 'region', keyHex: date, text: scope.region, outputHex: region },
    { id: 'service', keyHex: region, text: scope.service, outputHex: service },
    { id: 'terminator', keyHex: service, text: terminator, outputHex: signing },
    { id: 'string-to-sign', keyHex: signing, text: stringToSign, outputHex: signature },
  ];
}
