// Who signed a request, or why AWS does not believe it: the check, and the words where it fails.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html

import type { SigningKeyCache } from '../sigv4/signing-keys.ts';
import type { HttpRequest } from '../wire/message.ts';
import { checkChunks } from './check-chunks.ts';
import { checkSignature } from './check-signature.ts';
import type { SecretRecord, Verification } from './verification.ts';
import { wordRefusal } from './word-refusal.ts';

/**
 * Verifies a request as it arrived, `now` by AWS's clock. Bad input is an answer, never thrown. `keys`: for
 * who verifies many requests.
 */
export function verify(
  request: HttpRequest,
  lookup: (accessKeyId: string) => SecretRecord | undefined,
  now: Date,
  keys?: SigningKeyCache,
): Verification {
  const checked = checkSignature(request, lookup, now, keys);
  const whole = checked.kind === 'chunks-unread' ? checkChunks(request, checked) : checked;
  return whole.kind === 'refused' ? wordRefusal(whole) : whole;
}
