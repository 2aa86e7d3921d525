// AWS's side of a signature: everything is computed again from the message as it arrived and from AWS's
// own copy of the key, and only then compared. The words for what is wrong are elsewhere: most requests
// never need them.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html

import { equalTexts } from '../lang/equal-bytes.ts';
import { canonicalRequest, queryParameters } from '../sigv4/canonical-request.ts';
import type { ChunkedForm } from '../sigv4/chunked-form.ts';
import { algorithm, signsLikeS3, sigv4aAlgorithm } from '../sigv4/constants.ts';
import { basicDate, parseBasicDate, parseHttpDate } from '../sigv4/date.ts';
import { hexSignature } from '../sigv4/signing-key.ts';
import type { SigningKeyCache } from '../sigv4/signing-keys.ts';
import { signingKeyOf } from '../sigv4/signing-keys.ts';
import { stringToSign } from '../sigv4/string-to-sign.ts';
import type { HttpRequest } from '../wire/message.ts';
import type { SeededSigning } from './chunked-fault.ts';
import { dateFaultOf } from './date-fault.ts';
import type { ErrorFamily } from './error-family.ts';
import { errorFamilyOf, errorFamilyOfMessage } from './error-family.ts';
import type { Fault, MissingPart } from './fault.ts';
import { keyFaultOf } from './key-fault.ts';
import type { Authorization } from './parse-authorization.ts';
import { parseAuthorization, parseCredential } from './parse-authorization.ts';
import { payloadOf } from './payload-of.ts';
import { scopeFaults } from './scope-faults.ts';
import { unsignedHeaders } from './unsigned-headers.ts';
import type { ComputedSignature, SecretRecord, Verification } from './verification.ts';

/** A refusal that has not been put into words yet. */
export interface Refusal {
  readonly kind: 'refused';
  readonly fault: Fault;
  /** Whose words it takes. */
  readonly family: ErrorFamily;
  readonly accessKeyId?: string;
  readonly providedSignature?: string | undefined;
}

export type Checked = Exclude<Verification, { readonly kind: 'refused' }> | Refusal;

/** The headers are right; the body comes in chunks, which are still to be read: see check-chunks.ts. */
export interface ChunksUnread {
  readonly kind: 'chunks-unread';
  readonly verified: Extract<Verification, { kind: 'verified' }>;
  readonly form: ChunkedForm;
  readonly signing: SeededSigning;
  readonly family: ErrorFamily;
}

const basicDateLength = '20150830T123600Z'.length;

type Lookup = (accessKeyId: string) => SecretRecord | undefined;

/**
 * Checks the signature of a request as it arrived, `now` by AWS's clock. Bad input is an answer, never
 * thrown. In this order: form, scope, date, key and token, headers that must be signed, body, signature.
 */
export function checkSignature(
  request: HttpRequest,
  lookup: Lookup,
  now: Date,
  keys?: SigningKeyCache,
): Checked | ChunksUnread {
  const parsed = parseAuthorization(request);
  if (parsed.kind === 'none') return { kind: 'anonymous' };
  const messageFamily = (): ErrorFamily => errorFamilyOfMessage(request);
  if (parsed.kind === 'malformed') {
    return refused({ kind: parsed.fault, text: parsed.text }, { family: messageFamily() });
  }
  if (parsed.kind === 'both') {
    const scope = parseCredential(parsed.header.credential ?? '')?.scope;
    const family = scope === undefined ? messageFamily() : errorFamilyOf(scope.service);
    // Only S3 is known to refuse it; the others go by the header, which signs the query, all but a signature in it.
    if (family === 'rest-xml')
      return refused({ kind: 'two-mechanisms', text: parsed.header.text }, { family });
    return checkAuthorization({ request, authorization: parsed.header, lookup, now, messageFamily, keys });
  }
  return checkAuthorization({ request, authorization: parsed, lookup, now, messageFamily, keys });
}

function checkAuthorization({
  request,
  authorization,
  lookup,
  now,
  messageFamily,
  keys,
}: {
  request: HttpRequest;
  authorization: Authorization;
  lookup: Lookup;
  now: Date;
  messageFamily: () => ErrorFamily;
  keys: SigningKeyCache | undefined;
}): Checked | ChunksUnread {
  const { signature, signedHeaders, credential: credentialText, date: dateText } = authorization;
  const who = () => ({ family: messageFamily(), providedSignature: signature });

  if (authorization.algorithm !== algorithm && authorization.algorithm !== '') {
    return refused(
      { kind: 'unsupported-algorithm', form: authorization.kind, algorithm: authorization.algorithm },
      who(),
    );
  }
  if (
    authorization.algorithm === '' ||
    credentialText === undefined ||
    signedHeaders === undefined ||
    signature === undefined ||
    dateText === undefined
  ) {
    const [firstMissing, ...alsoMissing] = missingParts(authorization);
    const parts = [firstMissing ?? 'credential', ...alsoMissing] as const;
    return refused(
      { kind: 'missing-parts', form: authorization.kind, parts, text: authorization.text },
      who(),
    );
  }

  const credential = parseCredential(credentialText);
  if (credential === undefined) {
    return refused({ kind: 'malformed-scope', form: authorization.kind, credential: credentialText }, who());
  }
  const { accessKeyId, scope } = credential;
  const signer = { family: errorFamilyOf(scope.service), providedSignature: signature, accessKeyId };
  // "Query-string authentication version 4 requires … X-Amz-Expires": of S3, and said before all else.
  if (authorization.kind === 'query' && authorization.expires === undefined && signsLikeS3(scope.service)) {
    return refused({ kind: 'missing-parts', form: 'query', parts: ['expires'], text: '' }, signer);
  }

  const signedAt =
    parseBasicDate(dateText) ?? (authorization.kind === 'header' ? parseHttpDate(dateText) : undefined);
  if (signedAt === undefined) {
    return refused({ kind: 'malformed-date', form: authorization.kind, date: dateText }, signer);
  }
  // The basic format is the only one of that length: it is already as it is signed.
  const date = dateText.length === basicDateLength ? dateText : basicDate(new Date(signedAt));

  const [firstScopeFault, ...moreScopeFaults] = scopeFaults({
    request,
    scope,
    terminal: credential.terminator,
    date,
  });
  if (firstScopeFault !== undefined) {
    const faults = [firstScopeFault, ...moreScopeFaults] as const;
    // The host's own service words the error when the scope names another one.
    const misdirected = faults.find(({ kind }) => kind === 'wrong-service');
    const family =
      misdirected?.kind === 'wrong-service' ? errorFamilyOf(misdirected.expected) : signer.family;
    return refused({ kind: 'scope', form: authorization.kind, faults }, { ...signer, family });
  }

  const dateFault = dateFaultOf({ authorization, service: scope.service, signedAt, now: now.getTime() });
  if (dateFault !== undefined) return refused(dateFault, signer);

  const record = lookup(accessKeyId);
  const keyFault = keyFaultOf(record, authorization.token, now);
  if (record === undefined || keyFault !== undefined)
    return refused({ kind: keyFault ?? 'unknown-key' }, signer);

  const compute = (payloadHash: string, query: string): ComputedSignature => {
    const s3 = signsLikeS3(scope.service);
    const canonical = canonicalRequest(
      { ...request, query },
      { signedHeaders, payloadHash, doubleEncodePath: !s3, normalizePath: !s3 },
    );
    const text = stringToSign({ date, scope, canonicalRequest: canonical });
    const key = signingKeyOf(keys, record.secretAccessKey, scope);
    return { canonicalRequest: canonical, stringToSign: text, signature: hexSignature(key, text) };
  };

  const [firstUnsigned, ...moreUnsigned] = unsignedHeaders(request, signedHeaders, scope.service);
  if (firstUnsigned !== undefined) {
    return refused({ kind: 'header-not-signed', names: [firstUnsigned, ...moreUnsigned] }, signer);
  }

  const payload = payloadOf(request, authorization, scope.service);
  if (payload.kind === 'refused') return refused({ kind: payload.fault }, signer);
  if (payload.kind === 'sigv4a') {
    const { kind: form } = authorization;
    return refused({ kind: 'unsupported-algorithm', form, algorithm: sigv4aAlgorithm }, signer);
  }
  // S3 has the headers before it has the body, and the signature covers what they state of it.
  const asStated = payload.kind === 'mismatch' && signsLikeS3(scope.service);
  const computed = compute(asStated ? payload.stated : payload.hash, request.query);
  if (payload.kind === 'mismatch' && !asStated) {
    return refused({ kind: 'payload-hash-mismatch', computed }, signer);
  }

  const isRight = (candidate: ComputedSignature): boolean => equalTexts(candidate.signature, signature);
  let right = isRight(computed) ? computed : undefined;
  if (right === undefined && authorization.kind === 'query' && !signsLikeS3(scope.service)) {
    // "Other services require only that you add X-Amz-Security-Token at the end, after you calculate the
    // signature" (reference_sigv-create-signed-request). The token itself was compared above.
    const withoutToken = compute(payload.hash, queryWithoutToken(request.query));
    if (isRight(withoutToken)) right = withoutToken;
  }
  if (right === undefined) return refused({ kind: 'signature-mismatch', computed }, signer);
  if (payload.kind === 'mismatch') {
    return refused({ kind: 'payload-hash-mismatch', computed: right }, signer);
  }
  const verified = {
    kind: 'verified',
    accessKeyId,
    scope,
    signedHeaders,
    presigned: authorization.kind === 'query',
    signedAt,
    computed: right,
  } as const;
  if (payload.kind !== 'chunked') return verified;
  const { signing: signingKey } = signingKeyOf(keys, record.secretAccessKey, scope);
  const signing = { seedSignature: right.signature, date, scope, signingKey };
  return { kind: 'chunks-unread', verified, form: payload.form, signing, family: signer.family };
}

function refused(fault: Fault, who: Omit<Refusal, 'kind' | 'fault'>): Refusal {
  return { kind: 'refused', fault, ...who };
}

function missingParts(authorization: Authorization): MissingPart[] {
  const parts: [MissingPart, unknown][] = [
    ['algorithm', authorization.algorithm === '' ? undefined : true],
    ['credential', authorization.credential],
    ['signature', authorization.signature],
    ['signed-headers', authorization.signedHeaders],
    ['date', authorization.date],
  ];
  return parts.filter(([, value]) => value === undefined).map(([part]) => part);
}

function queryWithoutToken(query: string): string {
  return queryParameters(query)
    .filter(([name]) => name.toLowerCase() !== 'x-amz-security-token')
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}
