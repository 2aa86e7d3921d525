// Whether a body can be shown as text.

import { utf8ToText } from '../../core/wire/utf8.ts';

// A byte order mark is text, but readers of source files and terminals lose it.
const unreadable = /[^\P{Cc}\t\n\r]|\ufeff/u;

/** The body as text, when it is UTF-8 that people can read; undefined when it is better shown as base 64. */
export function bodyText(body: Uint8Array): string | undefined {
  const text = utf8ToText(body);
  return text === undefined || unreadable.test(text) ? undefined : text;
}
