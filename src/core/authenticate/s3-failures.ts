// Amazon S3's own words for a request it cannot authenticate.
// https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html

import { assertNever } from '../lang/assert-never.ts';
import { longestExpiry } from '../sigv4/constants.ts';
import { chunksFailure, signatureDoesNotMatch } from './s3-chunk-failures.ts';
import type { Failure } from './failures.ts';
import type { Fault, ScopeFault } from './fault.ts';

/** The error that S3 answers with. */
export function s3Failure(fault: Fault): Failure {
  switch (fault.kind) {
    case 'empty':
    case 'missing-equal-sign':
      return malformedHeader('the authorization component is malformed.');
    case 'two-mechanisms':
      return invalidArgument(
        'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string ' +
          'parameter or the Authorization header should be specified',
      );
    case 'unsupported-algorithm':
      if (fault.form === 'query') {
        return queryError('X-Amz-Algorithm only supports "AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256"');
      }
      return fault.algorithm.startsWith('AWS')
        ? invalidRequest(
            'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
          )
        : invalidArgument('Unsupported Authorization Type');
    case 'missing-parts':
      if (fault.form === 'query') {
        return queryError(
          'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, ' +
            'X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.',
        );
      }
      return fault.parts[0] === 'date'
        ? invalidDate
        : malformedHeader(
            'the authorization header requires three components: Credential, SignedHeaders, and Signature.',
          );
    case 'malformed-date':
      return fault.form === 'query'
        ? queryError("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"")
        : invalidDate;
    case 'malformed-scope': {
      const expected =
        'the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".';
      return malformedCredential(fault.form, expected);
    }
    case 'scope':
      return malformedCredential(fault.form, s3ScopeSentence(fault.faults[0]));
    case 'expired':
    case 'not-yet-current':
      return {
        code: 'RequestTimeTooSkewed',
        status: 403,
        message: 'The difference between the request time and the current time is too large.',
      };
    case 'presigned-expired':
      return accessDenied('Request has expired');
    case 'presigned-not-yet-valid':
      return accessDenied('Request is not yet valid');
    case 'presigned-expiry-invalid':
      return queryError(expirySentence(fault.expires));
    // An inactive key, and a temporary key without its token, are answered as if the key did not exist.
    case 'unknown-key':
    case 'inactive-key':
    case 'missing-token':
      return {
        code: 'InvalidAccessKeyId',
        status: 403,
        message: 'The AWS Access Key Id you provided does not exist in our records.',
      };
    case 'wrong-token':
      return {
        code: 'InvalidToken',
        status: 400,
        message: 'The provided token is malformed or otherwise invalid.',
      };
    case 'expired-token':
      return { code: 'ExpiredToken', status: 400, message: 'The provided token has expired.' };
    case 'header-not-signed':
      return accessDenied('There were headers present in the request which were not signed');
    case 'missing-payload-hash':
      return invalidRequest('Missing required header for this request: x-amz-content-sha256');
    case 'malformed-payload-hash':
      return invalidArgument('x-amz-content-sha256 must be UNSIGNED-PAYLOAD, or a valid sha256 value.');
    case 'unsupported-payload':
      return notImplemented;
    case 'chunks':
      return chunksFailure(fault.chunks);
    case 'payload-hash-mismatch':
      return {
        code: 'XAmzContentSHA256Mismatch',
        status: 400,
        message: "The provided 'x-amz-content-sha256' header does not match what was computed.",
      };
    case 'signature-mismatch':
      return signatureDoesNotMatch;
    default:
      return assertNever(fault);
  }
}

/** "A header that you provided implies functionality that is not implemented." */
const notImplemented: Failure = {
  code: 'NotImplemented',
  status: 501,
  message: 'A header you provided implies functionality that is not implemented.',
};

const invalidDate: Failure = accessDenied('AWS authentication requires a valid Date or x-amz-date header');

function malformedCredential(form: 'header' | 'query', detail: string): Failure {
  return form === 'query'
    ? queryError(`Error parsing the X-Amz-Credential parameter; ${detail}`)
    : malformedHeader(detail);
}

function malformedHeader(detail: string): Failure {
  return {
    code: 'AuthorizationHeaderMalformed',
    status: 400,
    message: `The authorization header is malformed; ${detail}`,
  };
}

function queryError(message: string): Failure {
  return { code: 'AuthorizationQueryParametersError', status: 400, message };
}

function accessDenied(message: string): Failure {
  return { code: 'AccessDenied', status: 403, message };
}

function invalidArgument(message: string): Failure {
  return { code: 'InvalidArgument', status: 400, message };
}

function invalidRequest(message: string): Failure {
  return { code: 'InvalidRequest', status: 400, message };
}

/** What S3 says of a scope, behind the words on where it stands. */
export function s3ScopeSentence(fault: ScopeFault): string {
  switch (fault.kind) {
    case 'wrong-region':
      return `the region '${fault.got}' is wrong; expecting '${fault.expected}'`;
    case 'wrong-service':
      return `incorrect service "${fault.got}". This endpoint belongs to "${fault.expected}".`;
    case 'scope-terminator':
      return `incorrect terminal "${fault.got}". This endpoint uses "aws4_request".`;
    case 'scope-date-mismatch':
      return 'Invalid credential date. Date is not the same as X-Amz-Date.';
    default:
      return assertNever(fault);
  }
}

function expirySentence(expires: string | undefined): string {
  if (expires === undefined || !/^-?\d+$/.test(expires)) return 'X-Amz-Expires should be a number';
  if (Number(expires) < 0) return 'X-Amz-Expires must be non-negative';
  return (
    'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than ' +
    `${longestExpiry} seconds`
  );
}
