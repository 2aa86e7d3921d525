// Operations that are loaded together, when the first of them is asked for: who only lists users need not
// fetch what makes SAML providers.

import type { Operation } from './operation.ts';

export interface Family {
  /** INVARIANT: the names of what `load` gives; a test holds them together. */
  readonly operations: readonly string[];
  load(): Promise<readonly Operation[]>;
}
