// From a fault, with all its facts, to the one word by which the UI and the trail know it.

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
