// A refusal in AWS's words: code, status and message.

import type { Refusal } from './check-signature.ts';
import { failureOf } from './failures.ts';
import { reasonOf } from './refusal-reason.ts';
import type { Verification } from './verification.ts';

/** The refusal as it goes to whoever asked. */
export function wordRefusal({
  fault,
  family,
  accessKeyId,
  providedSignature,
}: Refusal): Extract<Verification, { kind: 'refused' }> {
  return {
    kind: 'refused',
    reason: reasonOf(fault),
    ...failureOf(fault, family),
    ...(accessKeyId === undefined ? {} : { accessKeyId }),
    ...(providedSignature === undefined ? {} : { providedSignature }),
    ...('computed' in fault ? { computed: fault.computed } : {}),
  };
}
