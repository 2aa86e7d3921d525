// How the documents of the managed policies are stored. They repeat themselves a lot: actions are numbers of
// the catalogue, written as steps from one to the next; conditions and resources are numbers of tables; and
// what a statement has, in which order, is one number of a table of shapes.

import type { JsonValue } from './json-value.ts';

export interface PolicyDocumentsFile {
  /** Of the build: the numbers of actions mean nothing in another one. */
  readonly build: string;
  /** `Version=2012-10-17,Statement[]`; a statement's: `Sid,Effect=Allow,Action[],Resource=*`. See `shapeKeys`. */
  readonly shapes: readonly string[];
  /** Resources, and action patterns that are no exact action. */
  readonly strings: readonly string[];
  /** Conditions. */
  readonly fragments: readonly JsonValue[];
  /** A document of another make than policies have is kept as it is. */
  readonly documents: readonly (EncodedDocument | { readonly whole: JsonValue })[];
}

/** Number of a shape, then what the shape leaves open; for a list of statements, one after another. */
export type EncodedDocument = readonly (number | EncodedStatement)[];

/** Number of a shape, then what the shape leaves open, in its order. */
export type EncodedStatement = readonly (number | string | readonly number[])[];

/** How the value of a key is stored. */
export type ShapeKey =
  /** `Effect=Allow`: in the shape itself. */
  | { readonly name: string; readonly kind: 'constant'; readonly value: string }
  /** `Action[]`: a list; `Action`: one value. */
  | { readonly name: string; readonly kind: 'list' | 'one' };

/** Reads a shape. Names and constants have neither comma, `=` nor `[`. */
export function shapeKeys(shape: string): readonly ShapeKey[] {
  return shape.split(',').map((part): ShapeKey => {
    const equals = part.indexOf('=');
    if (equals >= 0) return { name: part.slice(0, equals), kind: 'constant', value: part.slice(equals + 1) };
    return part.endsWith('[]') ? { name: part.slice(0, -2), kind: 'list' } : { name: part, kind: 'one' };
  });
}

/**
 * An action as a number: even for an exact action, whose number is half of it further than the last one's
 * (steps back are odd after halving once more); odd for a pattern in the table of strings.
 */
export function encodeStep(step: number): number {
  return (step < 0 ? -2 * step - 1 : 2 * step) * 2;
}

export function decodeStep(code: number): number {
  const half = code / 2;
  return half % 2 === 1 ? -(half + 1) / 2 : half / 2;
}
