// The service reference as it is compiled: plain facts, in one order, without a package's habits.

import type { AccessLevel, ConditionKeyType, GlobalKeyCategory } from '../core/catalog/types.ts';

export interface ServiceReference {
  /** By prefix. */
  readonly services: readonly ReferenceService[];
  readonly globalKeys: readonly ReferenceGlobalKey[];
}

export interface ReferenceService {
  readonly prefix: string;
  readonly name: string;
  readonly category: string;
  readonly supportsRcps: boolean;
  /** By name, whatever its case. */
  readonly actions: readonly ReferenceAction[];
  readonly resourceTypes: readonly ReferenceResourceType[];
  readonly conditionKeys: readonly (ReferenceKey & { readonly description: string })[];
}

export interface ReferenceAction {
  readonly name: string;
  readonly accessLevel: AccessLevel;
  readonly resourceTypes: readonly {
    readonly name: string;
    readonly required: boolean;
    readonly conditionKeys: readonly string[];
  }[];
  readonly conditionKeys: readonly string[];
  /** What the older release said; undefined for an action that it did not have. */
  readonly overlay:
    { readonly permissionOnly: boolean; readonly dependentActions: readonly string[] } | undefined;
  readonly scenarios: readonly ReferenceScenario[];
  readonly description: string;
}

export interface ReferenceScenario {
  readonly name: string;
  readonly resourceTypes: readonly { readonly name: string; readonly required: boolean }[];
}

export interface ReferenceResourceType {
  readonly name: string;
  /** Its ARN formats: of some there are two. */
  readonly arns: readonly string[];
  readonly conditionKeys: readonly string[];
}

export interface ReferenceKey {
  readonly name: string;
  readonly type: ConditionKeyType;
  readonly multivalued: boolean;
}

export interface ReferenceGlobalKey extends ReferenceKey {
  readonly category: GlobalKeyCategory;
}
