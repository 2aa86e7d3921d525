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

/**
 * The members of an object by name. Members that no policy knows are put down; a repeated member, which
 * the JSON reader has put down, counts the last time.
 */
export function membersByName<Name extends string>(
  context: ReadContext,
  node: Extract<JsonNode, { kind: 'object' }>,
  where: string,
  names: readonly Name[],
): ReadonlyMap<Name, JsonMember> {
  const members = new Map<Name, JsonMember>();
  for (const member of node.members) {
    const name = names.find((candidate) => candidate === member.key);
    if (name !== undefined) {
      members.set(name, member);
      continue;
    }
    // Element names are compared with case.
    const hint = suggest(member.key, names);
    const message = `${where} has no element \`${member.key}\`${hint === undefined ? '' : `: did you mean \`${hint}\`?`}`;
    const path = [...context.path, member.key];
    refuse(context.problems, { code: 'unknown-element', message, path, span: member.keySpan });
  }
  return members;
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
