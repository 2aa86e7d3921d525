import type { Path, Span } from './position.ts';

/** Something wrong with a policy document, at its place in the text. */
export interface PolicyProblem {
  /** `error`: AWS would not store the document. `warning`: stored, but the element does not count. */
  readonly severity: 'error' | 'warning';
  /** Our code, kebab-case: `json-syntax`, `unknown-element`, `missing-effect`, … Sentences are in `ui/words`. */
  readonly code: string;
  /** Lower case, no full stop, user input in backticks. */
  readonly message: string;
  readonly path: Path;
  readonly span: Span;
}
