// Amazon EC2's words: one code for nearly all that is wrong with a signature, and one for stale dates.
// https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-error-codes.html (AuthFailure, RequestExpired);
// statuses as EC2 is seen to answer.

import type { Failure } from './failures.ts';
import type { Fault } from './fault.ts';
import { queryFailure } from './query-failures.ts';

/** The error that EC2 answers with. */
export function ec2Failure(fault: Fault): Failure {
  switch (fault.kind) {
    case 'expired':
    case 'not-yet-current':
    case 'presigned-expired':
    case 'presigned-not-yet-valid':
      return { code: 'RequestExpired', status: 400, message: 'Request has expired.' };
    case 'unknown-key':
    case 'inactive-key':
    case 'missing-token':
    case 'wrong-token':
    case 'scope':
    case 'header-not-signed':
    case 'payload-hash-mismatch':
    case 'signature-mismatch':
      return {
        code: 'AuthFailure',
        status: 401,
        message: 'AWS was not able to validate the provided access credentials',
      };
    default:
      // What cannot even be read, and an expired token, are said as everywhere.
      return queryFailure(fault);
  }
}
