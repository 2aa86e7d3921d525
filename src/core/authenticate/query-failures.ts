// The words of the services that speak Query, which those that speak JSON use too.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html

import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

import { assertNever } from '../lang/assert-never.ts';
import { base64FromBytes } from '../lang/base64.ts';
import type { Failure } from './failures.ts';
import type { Fault, MissingPart, ScopeFault } from './fault.ts';
import type { ComputedSignature } from './verification.ts';

/** The error that IAM, STS and their like answer with. */
export function queryFailure(fault: Fault): Failure {
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
    // Only S3 takes a body in chunks; whoever else is sent one has refused it before.
    case 'chunks':
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
    return part === 'date' || part === 'expires'
      ? "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header."
      : `Authorization header requires '${headerParts[part]}' parameter.`;
  });
  return form === 'query'
    ? `${sentences.join(' ')} Re-examine the query-string parameters.`
    : `${sentences.join(' ')} (Hashed with SHA-256 and encoded with Base64) Authorization=${hashOf(text)}`;
}

const headerParts: Readonly<Record<Exclude<MissingPart, 'date' | 'expires'>, string>> = {
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
  expires: 'X-Amz-Expires',
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
