// What could not be checked of a pasted request, and what looks like a mistake in it.

import type { Remark } from '../../client/examine-request.ts';
import { assertNever } from '../../core/lang/assert-never.ts';

/** One or two sentences. */
export function remarkWords(remark: Remark): string {
  switch (remark.kind) {
    case 'body-unchecked':
      return 'The body cannot be checked: the request does not state its hash.';
    case 'scope-unchecked':
      return 'The host does not tell its service and Region, so the scope could not be held against it.';
    case 'signed-header-absent':
      return `SignedHeaders lists what the message does not have: ${remark.names.join(', ')}. AWS takes it as empty.`;
    case 'parameters-after-signature':
      return `Behind X-Amz-Signature stands ${remark.names.join(', ')}: signers put the signature last, so it was most likely added later, and is not covered.`;
    case 'secret-as-id':
      return 'Where the access key ID should be stands what looks like a secret: the two are swapped. If it is a real one, deactivate its key.';
    default:
      return assertNever(remark);
  }
}

/** What was checked of a request that has no fault, in a sentence. */
export function checkedWords(remarks: readonly Remark[]): string {
  const unchecked = new Set(remarks.map(({ kind }) => kind));
  const checked = [
    'form',
    ...(unchecked.has('scope-unchecked') ? [] : ['scope']),
    'date',
    'headers that must be signed',
    ...(unchecked.has('body-unchecked') ? [] : ['the body’s hash']),
  ];
  return `Checked: ${checked.join(', ')}.`;
}
