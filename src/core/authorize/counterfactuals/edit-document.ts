// Edits of a policy's text that leave every other character as it is: what was added or taken away can
// be shown as a difference, and numbers and escapes keep the form in which they were written.

import { assertNever } from '../../lang/assert-never.ts';
import type { PolicyDocument, Statement } from '../../policy/document.ts';
import { parsePolicy } from '../../policy/parse.ts';
import type { Span } from '../../policy/position.ts';
import { documentText } from '../document-text.ts';
import type { PolicyChange } from './change.ts';

/** `cut` takes a statement out; `blank` puts one in its place that never applies, so that the others keep their index. */
export type Removal = 'cut' | 'blank';

export type EditedDocument =
  | { readonly kind: 'changed'; readonly document: unknown }
  /** Its last statement was removed: AWS stores no policy without one. */
  | { readonly kind: 'emptied'; readonly document: unknown }
  /** It cannot be read, or has nothing of what should change. */
  | { readonly kind: 'unchanged' };

/** The answer is text for text, and an object for an object. */
export function editDocument(document: unknown, change: PolicyChange, removal: Removal): EditedDocument {
  const text = documentText(document);
  const { policy } = parsePolicy(text, change.policyType);
  const edited = policy === undefined ? undefined : editText(text, policy, change, removal);
  if (policy === undefined || edited === undefined) return { kind: 'unchanged' };
  const isLast = policy.statements.length === 1 && removal === 'cut' && change.kind === 'remove-statement';
  return {
    kind: isLast ? 'emptied' : 'changed',
    document: typeof document === 'string' ? edited : (JSON.parse(edited) as unknown),
  };
}

function editText(
  text: string,
  policy: PolicyDocument,
  change: PolicyChange,
  removal: Removal,
): string | undefined {
  const spans = policy.statements.map(({ span }) => span);
  if (change.kind === 'add-statement') return addToList(text, spans, change.statement);
  const statement = policy.statements.find(({ index }) => index === change.statement);
  if (statement === undefined) return undefined;
  switch (change.kind) {
    case 'remove-statement':
      if (removal === 'blank') return splice(text, statement.span, JSON.stringify(blankOf(statement)));
      return removeFromList(text, spans, spans.indexOf(statement.span));
    case 'add-action':
    case 'remove-action':
      return editList(text, statement.action, change, change.action);
    case 'add-resource':
    case 'remove-resource':
      return editList(text, statement.resource, change, change.resource);
    case 'add-principal':
      return addPrincipal(text, statement, change.principalKind, change.principal);
    default:
      return assertNever(change);
  }
}

interface TextList {
  readonly element: string;
  readonly values: readonly { readonly value: string; readonly span: Span }[];
}

function editList(
  text: string,
  list: TextList | undefined,
  { kind, element }: { readonly kind: string; readonly element: string },
  value: string,
): string | undefined {
  if (list?.element !== element) return undefined;
  const spans = list.values.map(({ span }) => span);
  if (kind.startsWith('add-')) return addToList(text, spans, value);
  const index = list.values.findIndex((given) => given.value === value);
  return index < 0 || spans.length < 2 ? undefined : removeFromList(text, spans, index);
}

function addPrincipal(
  text: string,
  { principal }: Statement,
  kind: string,
  value: string,
): string | undefined {
  if (principal?.element !== 'Principal' || principal.entries.some((entry) => entry.kind === 'everyone'))
    return undefined;
  const spans = principal.entries.filter((entry) => entry.kind === kind).map(({ span }) => span);
  if (spans.length > 0) return addToList(text, spans, value);
  const brace = principal.span.end - 1;
  const end = brace - gapBefore(text, brace).length;
  return splice(text, { start: end, end }, `, ${json(kind)}: ${json(value)}`);
}

/** Takes the place of a statement while others are looked at. No request is for `sts:Removed`. */
function blankOf({ principal, resource }: Statement): Readonly<Record<string, unknown>> {
  return {
    Effect: 'Deny',
    ...(principal === undefined ? {} : { Principal: '*' }),
    Action: 'sts:Removed',
    ...(resource === undefined ? {} : { Resource: '*' }),
  };
}

/** After the last value, spaced as the first; a lone value that stands in no list becomes one. */
function addToList(text: string, spans: readonly Span[], value: unknown): string | undefined {
  const [first] = spans;
  const last = spans.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const gap = gapBefore(text, first.start);
  const isList = text[first.start - gap.length - 1] === '[';
  if (!isList) return splice(text, first, `[${text.slice(first.start, first.end)}, ${json(value)}]`);
  const printed = gap.includes('\n') ? json(value, 2).replaceAll('\n', gap) : json(value);
  return splice(text, { start: last.end, end: last.end }, `,${gap === '' ? ' ' : gap}${printed}`);
}

/** With the comma beside it. A lone value leaves an empty list. */
function removeFromList(text: string, spans: readonly Span[], index: number): string | undefined {
  const [own, before, after] = [spans[index], spans[index - 1], spans[index + 1]];
  if (own === undefined) return undefined;
  if (before !== undefined) return splice(text, { start: before.end, end: own.end }, '');
  if (after !== undefined) return splice(text, { start: own.start, end: after.start }, '');
  const isList = text[own.start - gapBefore(text, own.start).length - 1] === '[';
  return splice(text, own, isList ? '' : '[]');
}

function splice(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
  put: string,
): string {
  return text.slice(0, start) + put + text.slice(end);
}

function gapBefore(text: string, at: number): string {
  let start = at;
  while (start > 0 && /\s/.test(text.charAt(start - 1))) start--;
  return text.slice(start, at);
}

/** Characters beyond U+00FF are written as escapes: AWS takes none in a policy's text. */
function json(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(
    /[^\u0000-\u00ff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
