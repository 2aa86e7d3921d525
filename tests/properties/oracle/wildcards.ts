// Wildcards and policy variables, by recursion: the sentences of AWS's pages one after the other.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html

import type { Context } from './asker.ts';

/** One place of a pattern: a character that must be there, `?` or `*`. */
export type Place = { readonly character: string } | 'one' | 'any';

/** `*` and `?` as wildcards. */
export function places(text: string): readonly Place[] {
  return Array.from(text, (character) =>
    character === '*' ? 'any' : character === '?' ? 'one' : { character },
  );
}

/** Every character as itself. */
export function literally(text: string): readonly Place[] {
  return Array.from(text, (character) => ({ character }));
}

/** "Any combination of characters (*)", "any single character (?)". */
export function resembles(pattern: readonly Place[], text: string): boolean {
  const characters = Array.from(text);
  const from = (p: number, t: number): boolean => {
    const place = pattern[p];
    if (place === undefined) return t === characters.length;
    if (place === 'any') return from(p + 1, t) || (t < characters.length && from(p, t + 1));
    if (t === characters.length) return false;
    return (place === 'one' || place.character === characters[t]) && from(p + 1, t + 1);
  };
  return from(0, 0);
}

/** A stretch of a policy's text. */
export type Stretch =
  | { readonly kind: 'text'; readonly text: string }
  /** `${*}`, `${?}`, `${$}`: "predefined policy variables that have fixed values". */
  | { readonly kind: 'sign'; readonly text: string }
  | { readonly kind: 'variable'; readonly key: string; readonly fallback?: string };

/** The text's variables and what stands between them. What is no variable is text. */
export function stretches(text: string): readonly Stretch[] {
  const open = text.indexOf('${');
  if (open < 0) return text === '' ? [] : [{ kind: 'text', text }];
  const end = closingBrace(text, open + 2);
  const variable = end < 0 ? undefined : readVariable(text.slice(open + 2, end));
  if (variable === undefined)
    return [{ kind: 'text', text: text.slice(0, open + 2) }, ...stretches(text.slice(open + 2))];
  const before: readonly Stretch[] = open === 0 ? [] : [{ kind: 'text', text: text.slice(0, open) }];
  return [...before, variable, ...stretches(text.slice(end + 1))];
}

/**
 * The pattern with the request's values in it. Undefined where a variable has neither: "the value is
 * effectively null. There is no equal or like value."
 */
export function fill(
  text: string,
  { hasVariables, context }: { readonly hasVariables: boolean; readonly context: Context },
): readonly Place[] | undefined {
  if (!hasVariables) return places(text);
  const filled: Place[] = [];
  for (const stretch of stretches(text)) {
    if (stretch.kind === 'text') filled.push(...places(stretch.text));
    else if (stretch.kind === 'sign') filled.push(...literally(stretch.text));
    else {
      const key = stretch.key.toLowerCase();
      const values = multivaluedKeys.includes(key) ? [] : (context.get(key) ?? []);
      // Our reading: a key that comes with several values counts as without, like those of the list.
      const value = values.length === 1 ? values[0] : stretch.fallback;
      if (value === undefined) return undefined;
      // Our reading: a value is text of the request, so a `*` in a tag is no wildcard.
      filled.push(...literally(value));
    }
  }
  return filled;
}

/**
 * "You can't use a multivalued condition key as a variable": the global keys whose value type is that.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const multivaluedKeys: readonly string[] = [
  ...['aws:calledvia', 'aws:principalorgpaths', 'aws:principalservicenameslist'],
  ...['aws:resourceorgpaths', 'aws:sourceorgpaths', 'aws:tagkeys', 'aws:vpceorgpaths'],
];

/** "This portion of the ARN appears after the fifth colon. You can't use a variable … before the fifth colon." */
export function hasMisplacedVariable(text: string, hasVariables: boolean): boolean {
  if (!hasVariables) return false;
  const all = stretches(text);
  if (all.every(({ kind }) => kind === 'text')) return false;
  const [first] = all;
  return first?.kind !== 'text' || first.text.split(':').length - 1 < 5;
}

/**
 * Whether an ARN pattern of a Resource means the resource. "You can use wildcard characters within the
 * individual segments of an ARN … If the * wildcard is the last character of a resource ARN segment, it
 * can expand to match beyond the colon boundaries."
 */
export function coversResource(pattern: readonly Place[], resource: string): boolean {
  return segmentsCover(complete(sixParts(pattern)), resource.split(':'));
}

function segmentsCover(pattern: readonly (readonly Place[])[], parts: readonly string[]): boolean {
  const [segment, ...later] = pattern;
  if (segment === undefined || parts.length === 0) return false;
  // The sixth part may hold colons: our reading of "ARN segment", after reference-arns.
  if (later.length === 0) return resembles(segment, parts.join(':'));
  const [own = '', ...others] = parts;
  if (!resembles(segment, own)) return false;
  const furthest = segment.at(-1) === 'any' ? others.length : 0;
  for (let swallowed = 0; swallowed <= furthest; swallowed++) {
    if (segmentsCover(later, others.slice(swallowed))) return true;
  }
  return false;
}

/**
 * Whether an ARN operator's value means the ARN: "Each of the six colon-delimited components of the ARN
 * is checked separately and each can include" wildcards (reference_policies_elements_condition_operators).
 */
export function meansArn(pattern: readonly Place[], arn: string): boolean {
  const wanted = sixParts(pattern);
  const isStar = pattern.length === 1 && pattern[0] === 'any';
  // Our reading: a lone `*` is every ARN; else a text that has no six parts is no ARN, and means none.
  if (wanted.length < 6 && !isStar) return false;
  const parts = arn.split(':');
  if (parts.length < 6) return false;
  const six = [...parts.slice(0, 5), parts.slice(5).join(':')];
  return complete(wanted).every((segment, index) => resembles(segment, six[index] ?? ''));
}

/** Split at the first five colons. */
function sixParts(pattern: readonly Place[]): readonly (readonly Place[])[] {
  const colon = pattern.findIndex((place) => typeof place === 'object' && place.character === ':');
  const split = (rest: readonly Place[], at: number, left: number): readonly (readonly Place[])[] => {
    if (at < 0 || left === 0) return [rest];
    const after = rest.slice(at + 1);
    const next = after.findIndex((place) => typeof place === 'object' && place.character === ':');
    return [rest.slice(0, at), ...split(after, next, left - 1)];
  };
  return split(pattern, colon, 5);
}

/** "AWS automatically completes the ARN by adding wildcard characters (*) to all missing fields" (reference_policies_grammar). */
function complete(parts: readonly (readonly Place[])[]): readonly (readonly Place[])[] {
  return [...parts, ...Array.from({ length: Math.max(0, 6 - parts.length) }, () => ['any' as const])];
}

/** Where the variable ends: a default in single quotes may hold braces. */
function closingBrace(text: string, from: number): number {
  let isQuoted = false;
  for (let at = from; at < text.length; at++) {
    if (text[at] === "'") isQuoted = !isQuoted;
    if (text[at] === '}' && !isQuoted) return at;
  }
  return isQuoted ? text.indexOf('}', from) : -1;
}

/**
 * "Surround the default value with single quotes, and separate the variable text and the default value
 * with a comma and space."
 */
function readVariable(inside: string): Stretch | undefined {
  if (inside === '*' || inside === '?' || inside === '$') return { kind: 'sign', text: inside };
  const comma = inside.indexOf(',');
  const key = (comma < 0 ? inside : inside.slice(0, comma)).trim();
  if (key === '') return undefined;
  if (comma < 0) return { kind: 'variable', key };
  const quoted = inside.slice(comma + 1).trim();
  const isQuoted = quoted.length >= 2 && quoted.startsWith("'") && quoted.endsWith("'");
  return isQuoted ? { kind: 'variable', key, fallback: quoted.slice(1, -1) } : undefined;
}
