// One change of a request or of a policy set, as data that can be shown, compared and applied.

import type { PrincipalKind } from '../../policy/document.ts';
import type { PolicyType } from '../../policy/policy-type.ts';

export interface LayerPlace {
  readonly policyType: PolicyType;
  /** SCP and RCP: the root, unit or account that the policies are attached to. */
  readonly levelId?: string;
}

export interface PolicyPlace extends LayerPlace {
  /** Its place in the layer as given: names need not be unique, a group may have an inline policy named like the user's. */
  readonly policyIndex: number;
  readonly policyName: string;
  readonly policyArn?: string;
}

/** A statement of the policy set as it was before any change. */
export interface StatementPlace extends PolicyPlace {
  readonly statement: number;
  readonly sid?: string;
}

export type ContextChange =
  | { readonly kind: 'set-context'; readonly key: string; readonly values: readonly string[] }
  | { readonly kind: 'remove-context'; readonly key: string };

/** `element` says which list the value is added to or taken from: of `NotAction` that is the opposite of `Action`. */
export type StatementChange =
  | (StatementPlace & { readonly kind: 'remove-statement' })
  | (StatementPlace & {
      readonly kind: 'add-action' | 'remove-action';
      readonly element: 'Action' | 'NotAction';
      readonly action: string;
    })
  | (StatementPlace & {
      readonly kind: 'add-resource' | 'remove-resource';
      readonly element: 'Resource' | 'NotResource';
      readonly resource: string;
    })
  | (StatementPlace & {
      readonly kind: 'add-principal';
      readonly principalKind: PrincipalKind;
      readonly principal: string;
    });

/** Into the policy that is named, or, where no policy is, into a new one of that layer. */
export type AddedStatement = (LayerPlace | PolicyPlace) & {
  readonly kind: 'add-statement';
  readonly statement: Readonly<Record<string, unknown>>;
};

export type PolicyChange = StatementChange | AddedStatement;
export type Change = ContextChange | PolicyChange;

export function isContextChange(change: Change): change is ContextChange {
  return change.kind === 'set-context' || change.kind === 'remove-context';
}

/** The same for the same changes, in whatever order. */
export function changesKey(changes: readonly Change[]): string {
  return changes
    .map((change) => JSON.stringify(change))
    .sort()
    .join('\n');
}
