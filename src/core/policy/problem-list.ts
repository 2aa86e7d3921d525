// Where the readers of a document put down what they find wrong.

import type { Path, Span } from './position.ts';
import type { PolicyProblem } from './problem.ts';

export type ProblemList = PolicyProblem[];

/** Puts down an error: AWS would not store the document. */
export function refuse(
  problems: ProblemList,
  problem: { readonly code: string; readonly message: string; readonly path: Path; readonly span: Span },
): void {
  problems.push({ severity: 'error', ...problem });
}
