// Guards for what was found out of a request's signature, in the traces of a sandbox file.

import type { ComputedSignature, RefusalReason, Verification } from '../core/authenticate/verification.ts';
import type { CredentialScope } from '../core/sigv4/credentials.ts';
import { byKind, codes, list, only, optional, record, text, truth, wholeNumber } from './shape.ts';

// As in trace-shapes.ts: a file we wrote must always open.
const word = text(1_000_000);
const words = list(word, 100_000);

const computed = record<ComputedSignature>({
  canonicalRequest: word,
  stringToSign: word,
  signature: word,
});

export const verification = byKind<Verification>({
  verified: record<Extract<Verification, { kind: 'verified' }>>({
    kind: only('verified'),
    accessKeyId: word,
    scope: record<CredentialScope>({ date: word, region: word, service: word }),
    signedHeaders: words,
    presigned: truth,
    signedAt: wholeNumber,
    computed,
  }),
  anonymous: record({ kind: only('anonymous') }),
  refused: record<Extract<Verification, { kind: 'refused' }>>({
    kind: only('refused'),
    reason: codes<RefusalReason>({
      'malformed-authorization': true,
      'missing-credential': true,
      'missing-signature': true,
      'missing-signed-headers': true,
      'missing-date': true,
      'malformed-date': true,
      'malformed-scope': true,
      'unsupported-algorithm': true,
      'scope-date-mismatch': true,
      'scope-terminator': true,
      'wrong-region': true,
      'wrong-service': true,
      'unknown-key': true,
      'inactive-key': true,
      'expired-token': true,
      'missing-token': true,
      'wrong-token': true,
      'signature-expired': true,
      'signature-not-yet-current': true,
      'presigned-expired': true,
      'presigned-expiry-invalid': true,
      'header-not-signed': true,
      'missing-payload-hash': true,
      'unsupported-payload': true,
      'asymmetric-signature': true,
      'malformed-chunk': true,
      'body-too-short': true,
      'chunk-size': true,
      'missing-decoded-length': true,
      'decoded-length-mismatch': true,
      'chunk-signature-mismatch': true,
      'trailer-signature-mismatch': true,
      'malformed-trailer': true,
      'missing-trailer': true,
      'unannounced-trailer': true,
      'no-trailer': true,
      'unknown-checksum': true,
      'several-checksums': true,
      'malformed-checksum': true,
      'checksum-mismatch': true,
      'payload-hash-mismatch': true,
      'signature-mismatch': true,
    }),
    code: word,
    status: wholeNumber,
    message: word,
    accessKeyId: optional(word),
    providedSignature: optional(word),
    computed: optional(computed),
  }),
});
