// As what a signed request can be copied, so that what is copied makes the request that is on screen.

import { assertNever } from '../../../core/lang/assert-never.ts';
import { copyWords, onlyCurlWords, type CopyForm } from '../../words/signing-bench.ts';
import type { MessageForm } from './signing-input.ts';

const all: readonly CopyForm[] = ['curl', 'curl-signs', 'javascript', 'python'];

/** What signs anew signs in the header, and sends the body in one piece: of no use to the other forms. */
export function copyForms(signedIn: MessageForm): readonly CopyForm[] {
  return signedIn === 'header' ? all : ['curl'];
}

/** A sentence or two on what the copy does, and for how long. */
export function aboutCopy(copy: CopyForm, signedIn: MessageForm): string {
  switch (signedIn) {
    case 'header':
      return copyWords[copy];
    case 'query':
    case 'chunked':
      return onlyCurlWords[signedIn];
    default:
      return assertNever(signedIn);
  }
}
