// The string to sign: what the canonical request is hashed into, bound to a moment, Region and service.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#create-string-to-sign

import { bytesToHex } from '@noble/hashes/utils.js';

import { utf8Bytes } from '../lang/utf8-bytes.ts';
import { algorithm, terminator } from './constants.ts';
import type { CredentialScope } from './credentials.ts';
import { hashOf } from './sha256.ts';

/** `date` is the request's, as `20150830T123600Z`. */
export function stringToSign(input: {
  readonly date: string;
  readonly scope: CredentialScope;
  readonly canonicalRequest: string;
}): string {
  const hash = bytesToHex(hashOf(utf8Bytes(input.canonicalRequest)));
  return `${algorithm}\n${input.date}\n${formatScope(input.scope)}\n${hash}`;
}

/** `20150830/us-east-1/iam/aws4_request` */
export function formatScope({ date, region, service }: CredentialScope): string {
  return `${date}/${region}/${service}/${terminator}`;
}
