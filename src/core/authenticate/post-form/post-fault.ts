// What is wrong with a posted form, with the facts that a message names, and AWS's words for it.
// Codes and statuses are those of https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html. What
// the page gives are descriptions: the messages are those S3 is seen to send.

import { assertNever } from '../../lang/assert-never.ts';
import type { Failure } from '../failures.ts';
import type { ScopeFault } from '../fault.ts';
import { s3Failure, s3ScopeSentence } from '../s3-failures.ts';
import type { CheckedCondition } from './post-conditions.ts';
import type { MultipartFault } from './read-multipart.ts';

export type PostFault =
  | { readonly kind: 'not-a-bucket' | MultipartFault }
  | { readonly kind: 'file-count' }
  /** `field` as S3 writes it. */
  | { readonly kind: 'missing-field'; readonly field: string }
  /** Signature Version 2, SigV4A, or an algorithm that nobody knows. */
  | { readonly kind: 'signature-version-2' | 'sigv4a' | 'unsupported-algorithm' }
  | { readonly kind: 'malformed-scope'; readonly credential: string }
  | { readonly kind: 'malformed-date' }
  | ScopeFault
  | { readonly kind: 'unknown-key' | 'inactive-key' | 'missing-token' | 'wrong-token' | 'expired-token' }
  | { readonly kind: 'signature-mismatch' }
  /** `detail`: AWS's words. */
  | { readonly kind: 'malformed-policy'; readonly detail: string }
  | { readonly kind: 'policy-expired' }
  | {
      readonly kind: 'condition-failed' | 'file-too-large' | 'file-too-small';
      readonly failed: CheckedCondition;
    }
  | { readonly kind: 'field-not-covered'; readonly field: string };

/** Where a form was refused; sentences for these are in `ui/words`. */
export type PostRefusalReason = PostFault['kind'];

/** The error that S3 answers with. */
export function postFailure(fault: PostFault): Failure {
  switch (fault.kind) {
    case 'not-a-bucket':
      return {
        code: 'MethodNotAllowed',
        status: 405,
        message: 'The specified method is not allowed against this resource.',
      };
    case 'not-multipart':
      return {
        code: 'RequestIsNotMultiPartContent',
        status: 412,
        message: 'Bucket POST must be of the enclosure-type multipart/form-data.',
      };
    case 'malformed-form':
      return badRequest(
        'MalformedPOSTRequest',
        'The body of your POST request is not well-formed multipart/form-data.',
      );
    case 'malformed-text':
      return badRequest('InvalidArgument', 'Malformed Unicode code sequence in the field.');
    case 'form-too-large':
      return badRequest(
        'MaxPostPreDataLengthExceededError',
        'Your POST request fields preceding the upload file were too large.',
      );
    case 'file-count':
      return badRequest(
        'IncorrectNumberOfFilesInPostRequest',
        'POST requires exactly one file upload per request.',
      );
    case 'missing-field':
      // The page has UserKeyMustBeSpecified for `key`; S3 answers as for every other field.
      return badRequest(
        'InvalidArgument',
        `Bucket POST must contain a field named '${fault.field}'.  If it is specified, please check the order of the fields.`,
      );
    case 'signature-version-2':
    case 'sigv4a':
    case 'unsupported-algorithm':
      return badRequest(
        'InvalidRequest',
        'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
      );
    case 'malformed-scope':
      return badRequest(
        'InvalidArgument',
        fault.credential.startsWith('/')
          ? 'a non-empty Access Key (AKID) must be provided in the credential.'
          : 'the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".',
      );
    case 'malformed-date':
      return badRequest('InvalidArgument', 'X-Amz-Date must be formated via ISO8601 Long format');
    case 'wrong-region':
    case 'wrong-service':
    case 'scope-terminator':
    case 'scope-date-mismatch':
      return badRequest('InvalidArgument', s3ScopeSentence(fault));
    case 'unknown-key':
    case 'inactive-key':
    case 'missing-token':
    case 'wrong-token':
    case 'expired-token':
      return s3Failure(fault);
    case 'signature-mismatch':
      return {
        code: 'SignatureDoesNotMatch',
        status: 403,
        message:
          'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
      };
    case 'malformed-policy':
      return badRequest('InvalidPolicyDocument', `Invalid Policy: ${fault.detail}`);
    case 'policy-expired':
      return againstPolicy('Policy expired.');
    case 'condition-failed':
      return againstPolicy(`Policy Condition failed: ${fault.failed.condition.text}`);
    case 'field-not-covered':
      return againstPolicy(`Extra input fields: ${fault.field}`);
    case 'file-too-large':
      return badRequest('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size');
    case 'file-too-small':
      return badRequest('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size');
    default:
      return assertNever(fault);
  }
}

function badRequest(code: string, message: string): Failure {
  return { code, status: 400, message };
}

function againstPolicy(detail: string): Failure {
  return { code: 'AccessDenied', status: 403, message: `Invalid according to Policy: ${detail}` };
}
