// What AWS says of a request it cannot authenticate: code, status and message, in the words of each
// family of protocols. Sources, for all that follows: IAM user guide, reference_sigv-troubleshooting;
// IAM API reference, CommonErrors; Amazon S3 API reference, ErrorResponses. Where these give no message or
// no status, it is what the services are seen to answer.

import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

import { assertNever } from '../lang/assert-never.ts';
import { base64FromBytes } from '../lang/base64.ts';
import type { ErrorFamily } from './error-family.ts';
import { s3Failure } from './s3-failures.ts';
import type { ComputedSignature, RefusalReason } from './verification.ts';

export type MissingPart = 'algorithm' | 'credential' | 'signature' | 'signed-headers' | 'date';

/** What is wrong, with the facts that a message names. Dates as `20150830T123600Z`. */
export type Fault =
  | { readonly kind: 'empty' | 'missing-equal-sign' | 'two-mechanisms'; readonly text: string }
  | { readonly kind: 'unsupported-algorithm'; readonly algorithm: string }
  | {
      readonly kind: 'missing-parts';
      readonly form: 'header' | 'query';
      readonly parts: readonly [MissingPart, ...MissingPart[]];
      readonly text: string;
    }
  | { readonly kind: 'malformed-date'; readonly date: string }
  | { readonly kind: 'malformed-scope'; readonly form: 'header' | 'query'; readonly credential: string }
  | { readonly kind: 'scope'; readonly faults: readonly [ScopeFault, ...ScopeFault[]] }
  | { readonly kind: 'expired' | 'not-yet-current'; readonly skew: Skew }
  | {
      readonly kind: 'presigned-expired';
      readonly until: string;
      readonly now: string;
    }
  | { readonly kind: 'presigned-not-yet-valid'; readonly skew: Skew }
  | { readonly kind: 'presigned-expiry-invalid'; readonly expires: string | undefined }
  | { readonly kind: 'unknown-key' | 'inactive-key' | 'missing-token' | 'wrong-token' | 'expired-token' }
  | { readonly kind: 'header-not-signed'; readonly names: readonly [string, ...string[]] }
  | { readonly kind: 'missing-payload-hash' | 'malformed-payload-hash' | 'unsupported-payload' }
  | { readonly kind: 'payload-hash-mismatch' | 'signature-mismatch'; readonly computed: ComputedSignature };

export type ScopeFault =
  | { readonly kind: 'wrong-region'; readonly got: string; readonly expected: string }
  | { readonly kind: 'wrong-service'; readonly got: string; readonly expected: string }
  | { readonly kind: 'scope-terminator'; readonly got: string }
  | { readonly kind: 'scope-date-mismatch'; readonly got: string; readonly date: string };

export interface Skew {
  readonly date: string;
  /** The earliest or latest date that would do. */
  readonly limit: string;
  readonly now: string;
  readonly minutes: number;
}

/** An error of AWS's, as it goes into a response. */
export interface Failure {
  readonly code: string;
  readonly status: number;
  readonly message: string;
}

/** The error that a service of the family answers with. */
export function failureOf(fault: Fault, family: ErrorFamily): Failure {
  switch (family) {
    case 'rest-xml':
      return s3Failure(fault);
    case 'query':
      return queryFailure(fault);
    case 'json': {
      const { code, message } = queryFailure(fault);
      return { code: jsonCodes[code] ?? code, status: 400, message };
    }
    default:
      return assertNever(family);
  }
}

/** The reason code of a fault, for the UI. */
export function reasonOf(fault: Fault): RefusalReason {
  switch (fault.kind) {
    case 'empty':
    case 'missing-equal-sign':
    case 'two-mechanisms':
      return 'malformed-authorization';
    case 'missing-parts':
      return missingReasons[fault.parts[0]];
    case 'scope':
      return fault.faults[0].kind;
    case 'expired':
      return 'signature-expired';
    case 'not-yet-current':
    case 'presigned-not-yet-valid':
      return 'signature-not-yet-current';
    case 'malformed-payload-hash':
      return 'payload-hash-mismatch';
    default:
      return fault.kind;
  }
}

const missingReasons: Readonly<Record<MissingPart, RefusalReason>> = {
  algorithm: 'unsupported-algorithm',
  credential: 'missing-credential',
  signature: 'missing-signature',
  'signed-headers': 'missing-signed-headers',
  date: 'missing-date',
};

// The JSON protocols carry the names of exceptions; the sentences are the same.
const jsonCodes: Readonly<Record<string, string>> = {
  IncompleteSignature: 'IncompleteSignatureException',
  SignatureDoesNotMatch: 'InvalidSignatureException',
  InvalidClientTokenId: 'UnrecognizedClientException',
  ExpiredToken: 'ExpiredTokenException',
};

function queryFailure(fault: Fault): Failure {
  switch (fault.kind) {
    case 'empty':
      return incomplete('Authorization header cannot be empty.');
    case 'missing-equal-sign':
      return incomplete(
        'The signature contains an in-valid key=value pair (missing equal-sign) in Authorization header ' +
          `(hashed with SHA-256 and encoded with Base64): '${hashOf(fault.text)}'.`,
      );
    case 'two-mechanisms':
      return incomplete('Only one authentication mechanism is allowed.');
    case 'unsupported-algorithm':
      return incomplete(`Unsupported AWS 'algorithm': '${fault.algorithm}'.`);
    case 'missing-parts':
      return incomplete(missingParts(fault));
    case 'malformed-date':
      return incomplete(`Date must be in ISO-8601 'basic format'. Got '${fault.date}'.`);
    case 'malformed-scope':
      return incomplete(
        'Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, ' +
          `got '${fault.credential}'.`,
      );
    case 'scope':
      return noMatch(fault.faults.map(scopeSentence).join(' '));
    case 'expired': {
      const { date, limit, now, minutes } = fault.skew;
      return noMatch(`Signature expired: ${date} is now earlier than ${limit} (${now} - ${minutes} min.)`);
    }
    case 'not-yet-current':
    case 'presigned-not-yet-valid': {
      const { date, limit, now, minutes } = fault.skew;
      return noMatch(
        `Signature not yet current: ${date} is still later than ${limit} (${now} + ${minutes} min.)`,
      );
    }
    case 'presigned-expired':
      return noMatch(`Signature expired: ${fault.until} is now earlier than ${fault.now}`);
    case 'presigned-expiry-invalid':
      return incomplete(`Invalid value for 'X-Amz-Expires': '${fault.expires ?? ''}'.`);
    case 'unknown-key':
    case 'inactive-key':
    case 'missing-token':
    case 'wrong-token':
      return {
        code: 'InvalidClientTokenId',
        status: 403,
        message: 'The security token included in the request is invalid.',
      };
    case 'expired-token':
      return {
        code: 'ExpiredToken',
        status: 403,
        message: 'The security token included in the request is expired',
      };
    case 'header-not-signed':
      return noMatch(fault.names.map(mustBeSigned).join(' '));
    case 'missing-payload-hash':
    case 'malformed-payload-hash':
    case 'unsupported-payload':
      return incomplete(
        "The header 'x-amz-content-sha256' must be the SHA-256 of the body in lower-case hex.",
      );
    case 'payload-hash-mismatch':
    case 'signature-mismatch':
      return noMatch(mismatch(fault.computed));
    default:
      return assertNever(fault);
  }
}

function incomplete(message: string): Failure {
  return { code: 'IncompleteSignature', status: 400, message };
}

function noMatch(message: string): Failure {
  return { code: 'SignatureDoesNotMatch', status: 403, message };
}

function missingParts({ form, parts, text }: Extract<Fault, { kind: 'missing-parts' }>): string {
  const sentences = parts.map((part) => {
    if (form === 'query') return `AWS query-string parameters must include '${parameterNames[part]}'.`;
    return part === 'date'
      ? "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header."
      : `Authorization header requires '${headerParts[part]}' parameter.`;
  });
  return form === 'query'
    ? `${sentences.join(' ')} Re-examine the query-string parameters.`
    : `${sentences.join(' ')} (Hashed with SHA-256 and encoded with Base64) Authorization=${hashOf(text)}`;
}

const headerParts: Readonly<Record<Exclude<MissingPart, 'date'>, string>> = {
  algorithm: 'Algorithm',
  credential: 'Credential',
  signature: 'Signature',
  'signed-headers': 'SignedHeaders',
};

const parameterNames: Readonly<Record<MissingPart, string>> = {
  algorithm: 'X-Amz-Algorithm',
  credential: 'X-Amz-Credential',
  signature: 'X-Amz-Signature',
  'signed-headers': 'X-Amz-SignedHeaders',
  date: 'X-Amz-Date',
};

function scopeSentence(fault: ScopeFault): string {
  switch (fault.kind) {
    case 'wrong-region':
      return `Credential should be scoped to a valid Region, not '${fault.got}'.`;
    case 'wrong-service':
      return `Credential should be scoped to correct service: '${fault.expected}'.`;
    case 'scope-terminator':
      return `Credential should be scoped with a valid terminator: 'aws4_request', not '${fault.got}'.`;
    case 'scope-date-mismatch':
      return (
        'Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: ' +
        `'${fault.got}' != '${fault.date.slice(0, 8)}', from '${fault.date}'.`
      );
    default:
      return assertNever(fault);
  }
}

function mustBeSigned(name: string): string {
  const header = name === 'host' ? "'Host' or ':authority'" : `'${name}'`;
  return `${header} must be a 'SignedHeader' in the AWS Authorization.`;
}

function mismatch({ canonicalRequest, stringToSign }: ComputedSignature): string {
  return (
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret ' +
    'Access Key and signing method. Consult the service documentation for details.\n\n' +
    `The Canonical String for this request should have been\n'${canonicalRequest}'\n\n` +
    `The String-to-Sign should have been\n'${stringToSign}'\n`
  );
}

function hashOf(text: string): string {
  return base64FromBytes(sha256(utf8ToBytes(text)));
}
