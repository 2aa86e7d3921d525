// A signed request that somebody brings along, looked at as AWS would look at it: what can be told without its
// secret, and all of it where the secret is known.

import { checkChunks } from '../core/authenticate/check-chunks.ts';
import { checkSignature, type Checked } from '../core/authenticate/check-signature.ts';
import type { DerivedCanonical } from '../core/authenticate/derive-canonical.ts';
import { deriveCanonical } from '../core/authenticate/derive-canonical.ts';
import type { Fault } from '../core/authenticate/fault.ts';
import { parseAuthorization } from '../core/authenticate/parse-authorization.ts';
import type { SecretRecord, Verification } from '../core/authenticate/verification.ts';
import { verify } from '../core/authenticate/verify.ts';
import { wordRefusal } from '../core/authenticate/word-refusal.ts';
import type { HttpRequest } from '../core/wire/message.ts';

type Refused = Extract<Verification, { kind: 'refused' }>;

/** What AWS would say of the request, had it arrived when it was signed. */
export type Judgement =
  /** The secret is known, and the signature is right. */
  | { readonly kind: 'verified' }
  /** Form, scope, token, signed headers and body are right; only whoever has the secret can say the rest. */
  | { readonly kind: 'sound' }
  | { readonly kind: 'refused'; readonly refusal: Refused; readonly fault: Fault };

export type Examination =
  | { readonly kind: 'unsigned' }
  | {
      readonly kind: 'signed';
      /** Absent where the signature is too broken to derive anything from it. */
      readonly derived?: DerivedCanonical;
      readonly judgement: Judgement;
      /** What AWS would say of its date now; absent when it is in time. */
      readonly late?: Refused;
    };

/**
 * `now` in milliseconds since the epoch. `record`: the key's secret, where it is a simulated one. A request is
 * judged as of its own date, because those that people puzzle over are always old.
 */
export function examineRequest(
  request: HttpRequest,
  { now, record }: { readonly now: number; readonly record?: SecretRecord | undefined },
): Examination {
  const parsed = parseAuthorization(request);
  if (parsed.kind === 'none') return { kind: 'unsigned' };
  const token = parsed.kind === 'header' || parsed.kind === 'query' ? parsed.token : undefined;
  const lookup = (accessKeyId: string): SecretRecord =>
    record ?? { accessKeyId, secretAccessKey: '', ...(token === undefined ? {} : { sessionToken: token }) };

  const derived = deriveCanonical(request);
  const judged = check(request, lookup, new Date(derived?.signedAt ?? now));
  const today = verify(request, lookup, new Date(now));
  return {
    kind: 'signed',
    ...(derived === undefined ? {} : { derived }),
    judgement: judgementOf(judged, record),
    ...(today.kind === 'refused' && isOfTime(today) ? { late: today } : {}),
  };
}

/** As `verify`, but with the facts of what is wrong beside the words. */
function check(request: HttpRequest, lookup: (accessKeyId: string) => SecretRecord, now: Date): Checked {
  const checked = checkSignature(request, lookup, now);
  return checked.kind === 'chunks-unread' ? checkChunks(request, checked) : checked;
}

function judgementOf(checked: Checked, record: SecretRecord | undefined): Judgement {
  if (checked.kind !== 'refused') return { kind: 'verified' };
  const refusal = wordRefusal(checked);
  return refusal.reason === 'signature-mismatch' && record === undefined
    ? { kind: 'sound' }
    : { kind: 'refused', refusal, fault: checked.fault };
}

function isOfTime({ reason }: Refused): boolean {
  return (
    reason === 'signature-expired' || reason === 'signature-not-yet-current' || reason === 'presigned-expired'
  );
}
