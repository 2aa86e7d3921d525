// What `compile` makes of a policy set: documents read, patterns ready to match. It holds functions, so
// it stays inside its worker.

import type { CompiledCondition } from '../conditions/condition.ts';
import type { ActionPattern } from '../match/action.ts';
import type { ResourcePattern } from '../match/resource.ts';
import type { Statement } from '../policy/document.ts';
import type { PolicyProblem } from '../policy/problem.ts';

export interface CompiledPolicySet {
  readonly identity: readonly CompiledPolicy[];
  readonly boundary?: CompiledPolicy;
  /** One document read as both: the request's action says which of the two it is. */
  readonly resource?: { readonly asResource: CompiledPolicy; readonly asTrust: CompiledPolicy };
  readonly endpoint?: CompiledPolicy;
  readonly sessions?: readonly CompiledPolicy[];
  readonly scps?: readonly CompiledLevel[];
  readonly rcps?: readonly CompiledLevel[];
}

export interface CompiledLevel {
  readonly id: string;
  readonly policies: readonly CompiledPolicy[];
}

export interface CompiledPolicy {
  readonly name: string;
  readonly arn?: string;
  /** The document's text, into which the spans point. */
  readonly text: string;
  /** False: AWS would not have stored it. It has no statements, and nothing its layer applies to is allowed. */
  readonly readable: boolean;
  readonly problems: readonly PolicyProblem[];
  readonly statements: readonly CompiledStatement[];
}

export interface CompiledStatement {
  readonly source: Statement;
  readonly actions: readonly ActionPattern[];
  /** Absent in trust policies. */
  readonly resources?: readonly ResourcePattern[];
  readonly conditions: readonly CompiledCondition[];
  /** Whether a condition demands certain values of `aws:PrincipalArn`. */
  readonly pinsPrincipalArn: boolean;
}
