// What AWS says of a request it cannot authenticate: code, status and message, in the words of each
// family of protocols. Sources, for all that follows: IAM user guide, reference_sigv-troubleshooting;
// IAM API reference, CommonErrors; Amazon S3 API reference, ErrorResponses. Where these give no message or
// no status, it is what the services are seen to answer.

import { assertNever } from '../lang/assert-never.ts';
import type { ErrorFamily } from './error-family.ts';
import { ec2Failure } from './ec2-failures.ts';
import type { Fault } from './fault.ts';
import { queryFailure } from './query-failures.ts';
import { s3Failure } from './s3-failures.ts';

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
    case 'ec2':
      return ec2Failure(fault);
    case 'query':
      return queryFailure(fault);
    case 'json':
    case 'rest-json': {
      const { code, status, message } = queryFailure(fault);
      return { code: jsonCodes[code] ?? code, status: family === 'json' ? 400 : status, message };
    }
    default:
      return assertNever(family);
  }
}

// The JSON protocols carry the names of exceptions; the sentences are the same. AWS JSON answers 400 to all of them,
// REST-JSON with the status that Query has (Lambda API reference, CommonErrors).
const jsonCodes: Readonly<Record<string, string>> = {
  IncompleteSignature: 'IncompleteSignatureException',
  SignatureDoesNotMatch: 'InvalidSignatureException',
  InvalidClientTokenId: 'UnrecognizedClientException',
  ExpiredToken: 'ExpiredTokenException',
};
