// Readers for the shapes that recur in a policy: an object with known members, and one text or a list.

import type { TextAt } from './document.ts';
import type { JsonMember, JsonNode } from './json.ts';
import type { Path } from './position.ts';
import { refuse, type ProblemList } from './problem-list.ts';
import { suggest } from '../lang/suggest.ts';

/** What the readers of one document share. */
export interface ReadContext {
  readonly problems: ProblemList;
  readonly path: Path;
}

/** `a list` */
export function describeNode(node: JsonNode): string {
  switch (node.kind) {
    case 'object':
      return 'an object';
    case 'array':
      return 'a list';
    case 'string':
      return 'a text';
    case 'number':
      return 'a number';
    case 'boolean':
      return `\`${String(node.value)}\``;
    case 'null':
      return '`null`';
  }
}

export function refuseType(context: ReadContext, name: string, wanted: string, node: JsonNode): void {
  const message = `\`${name}\` must be ${wanted}, not ${describeNode(node)}`;
  refuse(context.problems, { code: 'wrong-type', message, path: context.path, span: node.span });
}

/** Puts down the members that no policy knows. Element names are compared with case. */
export function checkMembers(
  context: ReadContext,
  { members }: Extract<JsonNode, { kind: 'object' }>,
  where: string,
  names: readonly string[],
): void {
  for (const { key, keySpan } of members) {
    if (names.includes(key)) continue;
    const hint = suggest(key, names);
    const message = `${where} has no element \`${key}\`${hint === undefined ? '' : `: did you mean \`${hint}\`?`}`;
    const path = [...context.path, key];
    refuse(context.problems, { code: 'unknown-element', message, path, span: keySpan });
  }
}

/** The member of that name; of a repeated one, which the JSON reader has put down, the last. */
export function memberNamed(
  { members }: Extract<JsonNode, { kind: 'object' }>,
  name: string,
): JsonMember | undefined {
  for (let index = members.length - 1; index >= 0; index--) {
    const member = members[index];
    if (member?.key === name) return member;
  }
  return undefined;
}

/** The context of something inside, one step further. */
export function within({ problems, path }: ReadContext, step: string): ReadContext {
  const [first, second] = path;
  // Written out for the place of an element in a statement, which is what most of them are.
  if (path.length === 2 && first !== undefined && second !== undefined)
    return { problems, path: [first, second, step] };
  return { problems, path: [...path, step] };
}

/** A text, or a list of at least one text; always given as a list. Undefined when it is neither. */
export function readTexts(context: ReadContext, name: string, node: JsonNode): readonly TextAt[] | undefined {
  if (node.kind === 'string') return [node];
  if (node.kind !== 'array') {
    refuseType(context, name, 'a text or a list of texts', node);
    return undefined;
  }
  if (node.items.length === 0) {
    const message = `\`${name}\` must name at least one value`;
    refuse(context.problems, { code: 'empty-list', message, path: context.path, span: node.span });
    return undefined;
  }
  const texts: TextAt[] = [];
  for (const [index, item] of node.items.entries()) {
    if (item.kind === 'string') texts.push(item);
    else refuseType({ ...context, path: [...context.path, index] }, name, 'a list of texts only', item);
  }
  return texts.length === node.items.length ? texts : undefined;
}

/** Where a value stands: the element's path, with the index when the text has a list there. */
export function valuePath(path: Path, node: JsonNode, index: number): Path {
  return node.kind === 'array' ? [...path, index] : path;
}
