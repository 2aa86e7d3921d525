// The Resource element: `*`, or an ARN with wildcards in its parts.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html

import { segmentsBeforeResource, splitPattern } from './arn-pattern.ts';
import type { ContextKeys } from './context.ts';
import { anyOne, anyRun, matchGlob, type Glob, type StepCounter } from '../lang/glob.ts';
import { isConstant, parseTemplate, resolveTemplate, type Piece, type Template } from './variables.ts';

export type ResourcePattern =
  | { readonly kind: 'all' }
  | ArnResource
  /** Has variables: becomes an ARN pattern with each request's values. */
  | { readonly kind: 'template'; readonly template: Template }
  /** Has a variable before the fifth colon, where AWS does not replace any: matches nothing. */
  | { readonly kind: 'never' };

interface ArnResource {
  readonly kind: 'arn';
  readonly segments: readonly Glob[];
  /** The resource's part up to its first star, and from there on; the rest is absent when it has no star. */
  readonly head: Glob;
  readonly tail?: Glob;
}

/** A request's resource, with the places of all its colons. */
export interface RequestResource {
  readonly text: string;
  /** Where each part between colons begins. */
  readonly starts: readonly number[];
}

/** `variables`: whether the policy's version has them. */
export function compileResource(text: string, options: { readonly variables: boolean }): ResourcePattern {
  if (text === '*') return { kind: 'all' };
  const template: Template = options.variables ? parseTemplate(text) : [{ kind: 'text', text }];
  if (!isConstant(template)) {
    return colonsBeforeVariables(template) < segmentsBeforeResource
      ? { kind: 'never' }
      : { kind: 'template', template };
  }
  return arnResource([{ text, literal: false }]);
}

export function splitResource(text: string): RequestResource {
  const starts = [0];
  for (let colon = text.indexOf(':'); colon >= 0; colon = text.indexOf(':', colon + 1))
    starts.push(colon + 1);
  return { text, starts };
}

export type ResourceMatch = { readonly kind: 'match' } | { readonly kind: 'mismatch' } | NullResource;
/** `key` is the variable without a value: the pattern matches no resource. */
export interface NullResource {
  readonly kind: 'null';
  readonly key: string;
}

const matched: ResourceMatch = { kind: 'match' };
const mismatched: ResourceMatch = { kind: 'mismatch' };

export function matchResource(
  pattern: ResourcePattern,
  resource: RequestResource,
  context: ContextKeys,
  counter?: StepCounter,
): ResourceMatch {
  switch (pattern.kind) {
    case 'all':
      return matched;
    case 'never':
      return mismatched;
    case 'arn':
      return matchArn(pattern, resource, counter) ? matched : mismatched;
    case 'template': {
      const resolved = resolveTemplate(pattern.template, context);
      if (resolved.kind === 'null') return resolved;
      const arn = arnResource(resolved.pieces);
      return arn.kind === 'arn' && matchArn(arn, resource, counter) ? matched : mismatched;
    }
  }
}

/**
 * Whether the pattern would match if the variables that the request gives no value for had the right
 * one. Equal to `matchResource` for patterns without such variables.
 */
export function couldMatchResource(
  pattern: ResourcePattern,
  resource: RequestResource,
  context: ContextKeys,
): boolean {
  if (pattern.kind !== 'template') return matchResource(pattern, resource, context).kind === 'match';
  const pieces = pattern.template.map((part): Piece => {
    if (part.kind !== 'variable') return { text: part.text, literal: part.kind === 'character' };
    const values = context.get(part.key.toLowerCase());
    if (values === undefined) return { text: '*', literal: false };
    return { text: (values.length === 1 ? values[0] : part.fallback) ?? '', literal: true };
  });
  const arn = arnResource(pieces);
  return arn.kind === 'arn' && matchArn(arn, resource);
}

function arnResource(pieces: readonly Piece[]): ResourcePattern {
  const split = splitPattern(pieces);
  if (split === undefined) return { kind: 'never' };
  const { segments, resource } = split;
  const star = resource.indexOf(anyRun);
  if (star < 0) return { kind: 'arn', segments, head: resource };
  return { kind: 'arn', segments, head: resource.slice(0, star), tail: resource.slice(star) };
}

/**
 * A wildcard stays within its part, but "if the `*` wildcard is the last character of a resource ARN
 * segment, it can expand to match beyond the colon boundaries". So a part that ends in `*` takes its
 * own part of the value and may take any number of those after it: the same search as in a glob, over
 * parts instead of characters. In the sixth part, which may hold colons (an object's key, a function's
 * alias), wildcards take them like any character: our reading of "ARN segment", after reference-arns.
 */
function matchArn(pattern: ArnResource, { text, starts }: RequestResource, counter?: StepCounter): boolean {
  const { segments } = pattern;
  let index = 0;
  let part = 0;
  /** The latest part of the pattern that ends in `*`, and where the value goes on after it. */
  let open = -1;
  let resume = 0;
  for (;;) {
    const start = starts[part];
    const segment = segments[index];
    if (start === undefined) return false;
    if (segment === undefined) {
      const verdict = matchRest(pattern, text, start, counter);
      if (verdict !== 'try-further') return verdict === 'match';
    } else {
      const end = (starts[part + 1] ?? text.length + 1) - 1;
      if (matchGlob(segment, text, { start, end }, counter)) {
        if (segment.at(-1) === anyRun) {
          open = index;
          resume = part + 1;
        }
        index++;
        part++;
        continue;
      }
    }
    if (open < 0) return false;
    index = open + 1;
    part = ++resume;
  }
}

/** `mismatch` is final: what follows a star of the rest could have taken any later beginning too. */
function matchRest(
  { head, tail }: ArnResource,
  text: string,
  start: number,
  counter?: StepCounter,
): 'match' | 'mismatch' | 'try-further' {
  if (tail === undefined) {
    // Without a star the lengths must agree, so that most beginnings cost one step.
    if (counter !== undefined) counter.steps++;
    if (!head.includes(anyOne) && head.length !== text.length - start) return 'try-further';
    return matchGlob(head, text, { start, end: text.length }, counter) ? 'match' : 'try-further';
  }
  let at = start;
  for (const unit of head) {
    if (counter !== undefined) counter.steps++;
    if (at >= text.length || (unit !== anyOne && unit !== text.charCodeAt(at))) return 'try-further';
    at += unit === anyOne && (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  }
  return matchGlob(tail, text, { start: at, end: text.length }, counter) ? 'match' : 'mismatch';
}

function colonsBeforeVariables([first]: Template): number {
  return first?.kind === 'text' ? splitResource(first.text).starts.length - 1 : 0;
}
