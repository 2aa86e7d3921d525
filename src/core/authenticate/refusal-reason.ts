// From a fault, with all its facts, to the one word by which the UI and the trail know it.

import { sigv4aAlgorithm } from '../sigv4/constants.ts';
import type { Fault, MissingPart } from './fault.ts';
import type { RefusalReason } from './verification.ts';

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
    case 'unsupported-algorithm':
      return isSigv4a(fault.algorithm) ? 'asymmetric-signature' : fault.kind;
    case 'chunks':
      return fault.chunks.fault;
    default:
      return fault.kind;
  }
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html: SigV4A signs by an elliptic curve. */
function isSigv4a(algorithm: string): boolean {
  return algorithm.startsWith(sigv4aAlgorithm);
}

const missingReasons: Readonly<Record<MissingPart, RefusalReason>> = {
  algorithm: 'unsupported-algorithm',
  credential: 'missing-credential',
  signature: 'missing-signature',
  'signed-headers': 'missing-signed-headers',
  date: 'missing-date',
  expires: 'presigned-expiry-invalid',
};
