// What an operation's input and output look like: structures of members, as AWS's service models have them.
// https://smithy.io/2.0/spec/aggregate-types.html

/** What a value must be beside its type. */
export interface Rule {
  /** Of a text in characters, of a list in members. */
  readonly minLength?: number;
  readonly maxLength?: number;
  /** Of a number. */
  readonly least?: number;
  readonly most?: number;
  /** A regular expression that all of the value must match, as the service model writes it. */
  readonly pattern?: string;
  readonly oneOf?: readonly string[];
}

export type Shape =
  | { readonly kind: 'string' | 'integer' | 'boolean' | 'timestamp' | 'blob'; readonly rule?: Rule }
  | { readonly kind: 'list'; readonly element: Shape; readonly rule?: Rule }
  | { readonly kind: 'map'; readonly value: Shape; readonly rule?: Rule }
  | Structure;

export interface Structure {
  readonly kind: 'structure';
  readonly members: readonly Member[];
  readonly rule?: undefined;
}

export interface Member {
  /** As AWS writes it: `UserName`. */
  readonly name: string;
  readonly shape: Shape;
  readonly required: boolean;
  /** A password or the like: never in a trail. */
  readonly sensitive: boolean;
}

/** An operation's shapes; undefined where it takes or gives nothing. */
export interface OperationShapes {
  readonly input: Structure | undefined;
  readonly output: Structure | undefined;
}

/** What a member of a decoded or answered value may be; times are `Date`s. */
export type Value =
  | string
  | number
  | boolean
  | Date
  | Uint8Array
  | readonly Value[]
  | { readonly [name: string]: Value | undefined };

export type StructureValue = { readonly [name: string]: Value | undefined };

/** `UserName` → `userName`: the form of names in error messages and in CloudTrail. */
export function memberName(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
