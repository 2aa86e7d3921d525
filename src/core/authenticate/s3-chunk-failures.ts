// Amazon S3's words for a body in chunks that is not as its headers and signatures say.
// https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html names IncompleteBody, BadDigest and
// MissingContentLength; the other codes and sentences are those that S3 is seen to answer.

import { assertNever } from '../lang/assert-never.ts';
import { checksumHeaderName } from '../checksums/checksum.ts';
import { smallestChunk } from '../sigv4/chunked-form.ts';
import type { ChunkedFault } from './chunked-fault.ts';
import type { Failure } from './failures.ts';

export const signatureDoesNotMatch: Failure = {
  code: 'SignatureDoesNotMatch',
  status: 403,
  message:
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
};

/** The error that S3 answers with. */
export function chunksFailure(fault: ChunkedFault): Failure {
  switch (fault.fault) {
    case 'malformed-chunk':
    case 'body-too-short':
    case 'decoded-length-mismatch':
      return { code: 'IncompleteBody', status: 400, message: 'The request body terminated unexpectedly' };
    case 'missing-decoded-length':
      return {
        code: 'MissingContentLength',
        status: 411,
        message: 'You must provide the Content-Length HTTP header.',
      };
    case 'chunk-size':
      return {
        code: 'InvalidChunkSizeError',
        status: 403,
        message: `Only the last chunk is allowed to have a size less than ${smallestChunk} bytes`,
      };
    case 'chunk-signature-mismatch':
    case 'trailer-signature-mismatch':
      return signatureDoesNotMatch;
    case 'malformed-trailer':
    case 'missing-trailer':
    case 'unannounced-trailer':
    case 'no-trailer':
      return {
        code: 'MalformedTrailerError',
        status: 400,
        message:
          'The request contained trailing data that was not well-formed or did not conform to our published schema.',
      };
    case 'unknown-checksum':
      return invalidRequest('The value specified in the x-amz-trailer header is not supported');
    case 'several-checksums':
      return invalidRequest(
        'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
      );
    case 'malformed-checksum':
      return invalidRequest(`Value for ${checksumHeaderName(fault.algorithm)} trailing header is invalid.`);
    case 'checksum-mismatch':
      return {
        code: 'BadDigest',
        status: 400,
        message: `The ${fault.algorithm} you specified did not match the calculated checksum.`,
      };
    default:
      return assertNever(fault);
  }
}

function invalidRequest(message: string): Failure {
  return { code: 'InvalidRequest', status: 400, message };
}
