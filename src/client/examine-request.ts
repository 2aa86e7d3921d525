// A signed request that somebody brings along, looked at as AWS would look at it: what can be told without its
// secret, and all of it where the secret is known.

import { checkChunks } from '../core/authenticate/check-chunks.ts';
import { checkSignature, type Checked } from '../core/authenticate/check-signature.ts';
import type { DerivedCanonical } from '../core/authenticate/derive-canonical.ts';
import { deriveCanonical } from '../core/authenticate/derive-canonical.ts';
import type { Fault } from '../core/authenticate/fault.ts';
import { scopeOfHost } from '../core/authenticate/error-family.ts';
import { parseAuthorization } from '../core/authenticate/parse-authorization.ts';
import type { SecretRecord, Verification } from '../core/authenticate/verification.ts';
import { verify } from '../core/authenticate/verify.ts';
import { wordRefusal } from '../core/authenticate/word-refusal.ts';
import { queryParameters } from '../core/sigv4/canonical-request.ts';
import { signatureParameter } from '../core/sigv4/constants.ts';
import { headerValue, type HttpRequest } from '../core/wire/message.ts';

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
      readonly remarks: readonly Remark[];
    };

/** What could not be checked, and what looks like a mistake though AWS has no word for it. */
export type Remark =
  /** The request does not state the hash of its body: any body would do. */
  | { readonly kind: 'body-unchecked' }
  /** The host does not tell which service or Region it belongs to. */
  | { readonly kind: 'scope-unchecked' }
  /** Said to be signed, and not in the message. */
  | { readonly kind: 'signed-header-absent'; readonly names: readonly string[] }
  /** Behind the signature, where signers put it last: added later, most likely. */
  | { readonly kind: 'parameters-after-signature'; readonly names: readonly string[] }
  /** A secret where the id of its key should stand. */
  | { readonly kind: 'secret-as-id' };

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
  // Where the secret is not known: a key with the token that came, or with one that did not come.
  const lookup = (accessKeyId: string): SecretRecord => {
    if (record !== undefined) return record;
    const sessionToken = token ?? (accessKeyId.startsWith('ASIA') ? 'unknown' : undefined);
    return { accessKeyId, secretAccessKey: '', ...(sessionToken === undefined ? {} : { sessionToken }) };
  };

  const derived = deriveCanonical(request);
  const judged = check(request, lookup, new Date(derived?.signedAt ?? now));
  const today = verify(request, lookup, new Date(now));
  return {
    kind: 'signed',
    ...(derived === undefined ? {} : { derived }),
    judgement: judgementOf(judged, record),
    ...(today.kind === 'refused' && isOfTime(today) ? { late: today } : {}),
    remarks: remarksOn(request, parsed, derived),
  };
}

function remarksOn(
  request: HttpRequest,
  parsed: ReturnType<typeof parseAuthorization>,
  derived: DerivedCanonical | undefined,
): readonly Remark[] {
  const authorization = parsed.kind === 'both' ? parsed.header : parsed;
  if (authorization.kind !== 'header' && authorization.kind !== 'query') return [];
  const remarks: Remark[] = [];
  if (secretLike.test(authorization.credential?.split('/2', 1)[0] ?? ''))
    remarks.push({ kind: 'secret-as-id' });
  if (derived === undefined) return remarks;
  if (!/^(?:[0-9a-f]{64}|STREAMING-.*)$/.test(authorization.contentHash ?? '')) {
    remarks.push({ kind: 'body-unchecked' });
  }
  const { service, region } = scopeOfHost(headerValue(request, 'host') ?? '');
  if (service === undefined || region === undefined) remarks.push({ kind: 'scope-unchecked' });
  const present = new Set(request.headers.map(([name]) => name.toLowerCase()));
  const names = derived.options.signedHeaders.filter((name) => !present.has(name));
  if (names.length > 0) remarks.push({ kind: 'signed-header-absent', names });
  const later = parametersAfterSignature(request.query);
  if (later.length > 0) remarks.push({ kind: 'parameters-after-signature', names: later });
  return remarks;
}

/** Forty characters of base 64, which have a `/` in them as often as not. */
const secretLike = /^(?=.*[a-z])[A-Za-z0-9/+]{40}$/;

function parametersAfterSignature(query: string): readonly string[] {
  const names = queryParameters(query).map(([name]) => name);
  const signature = names.indexOf(signatureParameter);
  return signature < 0 ? [] : names.slice(signature + 1);
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
