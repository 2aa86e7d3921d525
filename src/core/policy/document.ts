// A policy document as read from its text: every list is a list, every value knows where it stands.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html

import type { OperatorForm } from './operator-form.ts';
import type { Path, Span } from './position.ts';

/** One value of the text, without its quotation marks. */
export interface TextAt {
  readonly value: string;
  readonly span: Span;
}

export type PolicyVersion = '2008-10-17' | '2012-10-17';

export interface PolicyDocument {
  /** Absent: AWS behaves as with 2008-10-17, so variables are literal text. */
  readonly version?: PolicyVersion;
  readonly id?: string;
  readonly statements: readonly Statement[];
}

export interface Statement {
  readonly index: number;
  readonly path: Path;
  readonly span: Span;
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
  /** Absent in policies that are attached to a principal. */
  readonly principal?: PrincipalElement;
  readonly action: ListElement<'Action' | 'NotAction'>;
  /** Absent in trust policies, which are about the role that they are attached to. */
  readonly resource?: ListElement<'Resource' | 'NotResource'>;
  readonly condition?: ConditionElement;
}

export interface ListElement<Name extends string> {
  readonly element: Name;
  readonly values: readonly TextAt[];
  readonly path: Path;
  readonly span: Span;
}

export interface PrincipalElement {
  readonly element: 'Principal' | 'NotPrincipal';
  readonly entries: readonly PrincipalEntry[];
  readonly path: Path;
  readonly span: Span;
}

export type PrincipalKind = 'AWS' | 'Service' | 'Federated' | 'CanonicalUser';

/** `everyone` is the bare `"Principal": "*"`. */
export interface PrincipalEntry extends TextAt {
  readonly kind: PrincipalKind | 'everyone';
}

export interface ConditionElement {
  readonly blocks: readonly ConditionBlock[];
  readonly path: Path;
  readonly span: Span;
}

/** All keys that stand under one operator. */
export interface ConditionBlock {
  readonly form: OperatorForm;
  /** As written: `ForAnyValue:StringLikeIfExists`. */
  readonly operator: string;
  readonly keys: readonly ConditionKey[];
}

export interface ConditionKey {
  readonly key: string;
  readonly values: readonly TextAt[];
  readonly path: Path;
  readonly span: Span;
}
