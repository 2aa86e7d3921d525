/** A stretch of a policy's text: offsets in UTF-16 units, `end` exclusive; line and column from 1. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
}

/** Where an element stands in a document: `['Statement', 0, 'Action', 1]`. */
export type Path = readonly (string | number)[];
