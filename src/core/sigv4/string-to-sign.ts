// The string to sign: what the canonical request is hashed into, bound to a moment, Region and service.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#create-string-to-sign

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

import { algorithm, terminator } from './constants.ts';
import type { CredentialScope } from './credentials.ts';

/** `date` is the request's, as `20150830T123600Z`. */
export function stringToSign(input: {
  readonly date: string;
  readonly scope: CredentialScope;
  readonly canonicalRequest: string;
}): string {
  const hash = bytesToHex(sha256(utf8ToBytes(input.canonicalRequest)));
  return [algorithm, input.date, formatScope(input.scope), hash].join('\n');
}

/** `20150830/us-east-1/iam/aws4_request` */
export function formatScope({ date, region, service }: CredentialScope): string {
  return `${date}/${region}/${service}/${terminator}`;
}
