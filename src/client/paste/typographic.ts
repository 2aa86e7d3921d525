// What word processors and chat programs make of a command: `“` of a quotation mark, `—` of two hyphens.

import { harmless, notModelled, withArgument } from './curl-options.ts';

/** Where a word in typographic quotation marks begins, with an option of one letter before it or not. */
export const typographicWord = /(?:-[A-Za-z]{1,10})?\$?[‘’“”]/y;

/** The text with plain quotation marks for typographic ones; every offset stays what it was. */
export function plainQuotes(text: string): string {
  return text.replace(/[‘’]/g, "'").replace(/[“”]/g, '"');
}

/**
 * An option whose hyphens have become dashes as it was typed; undefined where there is no dash at its beginning.
 * An en dash has been one hyphen or two: two where curl has a long option of that name.
 */
export function plainHyphens(word: string): string | undefined {
  const dashes = /^-?[–—]-?/.exec(word)?.[0];
  if (dashes === undefined) return undefined;
  const rest = word.slice(dashes.length);
  const name = rest.replace(/[–—]/g, '-');
  const isLong = dashes === '–' ? isOption(name) : /^[a-z][a-z0-9.-]{2,}$/.test(name);
  return isLong ? `--${name}` : `-${rest}`;
}

const otherOptions: ReadonlySet<string> = new Set(['get', 'globoff', 'head', 'next', 'path-as-is']);

function isOption(name: string): boolean {
  return [withArgument, harmless, notModelled, otherOptions].some((names) => names.has(name));
}
