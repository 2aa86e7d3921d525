// What the text in the search box is: words to look for, or a name that AWS itself would read.

export type SearchText =
  | { readonly kind: 'empty' }
  | { readonly kind: 'arn'; readonly text: string }
  /** The value of an `Action` element, with wildcards. */
  | { readonly kind: 'pattern'; readonly text: string }
  /** With a colon: the full name of an action or of a condition key, perhaps not typed to its end. */
  | { readonly kind: 'name'; readonly text: string }
  | { readonly kind: 'words'; readonly text: string };

export function readSearch(typed: string): SearchText {
  const text = typed.trim();
  if (text === '') return { kind: 'empty' };
  if (/^arn:/i.test(text)) return { kind: 'arn', text };
  if (/\s/.test(text)) return { kind: 'words', text };
  if (/[*?]/.test(text)) return { kind: 'pattern', text };
  return { kind: /^[\w.-]+:./.test(text) ? 'name' : 'words', text };
}
