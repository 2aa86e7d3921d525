// The text of a document that is given as a value.

import { isBounded } from '../policy/bounded.ts';

/** Text as it is given; an object is printed. What has no JSON text at all gives an empty one, which no reader takes. */
export function documentText(document: unknown): string {
  if (typeof document === 'string') return document;
  try {
    // `stringify` gives undefined for functions and undefined, whatever its type says.
    const text: unknown = isBounded(document) ? JSON.stringify(document, null, 2) : undefined;
    return typeof text === 'string' ? text : '';
  } catch {
    // A bigint, or members that throw. JSON.stringify has no other way to say so.
    return '';
  }
}
