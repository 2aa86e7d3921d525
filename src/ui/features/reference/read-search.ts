// What the text in the search box is: words to look for, a name that AWS itself would read, or a piece of a
// policy or of an error message with such names in it.

import { principalOf } from './principal-of.ts';

export type SearchText =
  | { readonly kind: 'empty' }
  | { readonly kind: 'arn'; readonly text: string }
  /** The value of an `Action` element, with wildcards. */
  | { readonly kind: 'pattern'; readonly text: string }
  /** A condition key, perhaps not typed to its end: `aws:` is no service's prefix. */
  | { readonly kind: 'key'; readonly text: string }
  /** With a colon: the full name of an action or of a condition key, perhaps not typed to its end. */
  | { readonly kind: 'name'; readonly text: string }
  /** Several names, or a name among other text. */
  | { readonly kind: 'passage'; readonly text: string; readonly names: NamesInText }
  | { readonly kind: 'words'; readonly text: string };

export interface NamesInText {
  /** Of the shape of an action, wildcards included; some may be keys of a service. */
  readonly actions: readonly string[];
  readonly arns: readonly string[];
  readonly keys: readonly string[];
  /** The ARNs that a request would be about: no principals, no patterns. */
  readonly resources: readonly string[];
}

/** More names than these are not looked at. */
export const mostNames = 20;
/** Nor is what comes after so many characters. */
const longestText = 20_000;

export function readSearch(typed: string): SearchText {
  const text = withoutWrapping(typed);
  if (text === '') return { kind: 'empty' };
  if (/[\s,;"'`]/.test(text)) {
    const names = namesIn(text);
    const some = names.actions.length + names.arns.length + names.keys.length > 0;
    return some ? { kind: 'passage', text, names } : { kind: 'words', text };
  }
  if (/^arn:/i.test(text)) return { kind: 'arn', text };
  if (/^aws:/i.test(text) && !/[*?]/.test(text)) return { kind: 'key', text };
  if (/[*?]/.test(text)) return { kind: 'pattern', text };
  return { kind: /^[\w.-]+:./.test(text) ? 'name' : 'words', text };
}

/** Without what stands around a name in a policy or a list: quotes, brackets, commas, semicolons, white space. */
export function withoutWrapping(typed: string): string {
  // A key is followed by its value: `"aws:SourceIp": [`.
  let text = withoutEnd(typed.replace(/^[\s"'`“”‘’,;[({]+/, '').replace(/["'”’]\s*:[\s"'[({]*$/, ''));
  // A brace at the end may close a placeholder: `aws:RequestTag/${TagKey}`.
  while (text.endsWith('}') && count(text, '}') > count(text, '{')) text = withoutEnd(text.slice(0, -1));
  return text;
}

function withoutEnd(text: string): string {
  return text.replace(/[\s"'`“”‘’,;\])]+$/, '');
}

function namesIn(text: string): NamesInText {
  const arns: string[] = [];
  const resources: string[] = [];
  const withoutArns = text.slice(0, longestText).replace(/\barn:[^\s"'`,;]+/gi, (match, at: number) => {
    const arn = withoutWrapping(match).replace(/[.:]+$/, '');
    arns.push(arn);
    // AWS says `User: arn:… is not authorized to perform: …`.
    const asks = /\buser:\s*["'`]?$|"(?:AWS|Federated)"\s*:\s*\[?\s*"$/i.test(
      text.slice(Math.max(0, at - 40), at),
    );
    if (!asks && !/[*?$]/.test(arn) && principalOf(arn) !== 'session') resources.push(arn);
    return ' ';
  });
  const actions: string[] = [];
  const keys: string[] = [];
  const names = /(?<![\w.:/@-])([a-z][a-z0-9-]*):([a-z*?][\w*?-]*(?:\/[^\s"'`,;)\]}]+)?)(?![\w:])/gi;
  for (const [name, prefix = ''] of withoutArns.matchAll(names)) {
    if (prefix.toLowerCase() === 'aws') keys.push(name);
    else actions.push(name);
  }
  return {
    actions: distinct(actions),
    arns: distinct(arns),
    keys: distinct(keys),
    resources: distinct(resources),
  };
}

function distinct(names: readonly string[]): readonly string[] {
  const found = new Map(names.map((name) => [name.toLowerCase(), name]));
  return [...found.values()].slice(0, mostNames);
}

function count(text: string, letter: string): number {
  return text.split(letter).length - 1;
}
