// The input of an operation from the parameters of the AWS Query protocol: `Tags.member.1.Key=team`.
// https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#request-serialization

import { err, ok, type Result } from '../lang/result.ts';
import type { Shape, Structure, StructureValue, Value } from '../shapes/shape.ts';
import type { FormPair } from './query-codec.ts';
import { readText, type UnreadableValue } from './read-text.ts';

/**
 * What is not in the shape is ignored, as AWS does; the first of repeated parameters counts. Absent members are
 * left out. Nothing is asked here but the type: constraints are `violations`.
 */
export function readQueryInput(
  pairs: readonly FormPair[],
  structure: Structure,
): Result<StructureValue, UnreadableValue> {
  const tree = treeOf(pairs);
  try {
    return ok(readStructure(tree, structure));
  } catch (error) {
    if (error instanceof Unreadable) return err(error.what);
    throw error;
  }
}

/** A parameter's name in its parts: the value itself, and what is below it. */
interface Node {
  readonly text?: string;
  readonly children: Map<string, Node>;
}

/** Deeper than this no operation looks. */
const maxDepth = 16;

function treeOf(pairs: readonly FormPair[]): Node {
  const root: Node = { children: new Map() };
  for (const [name, text] of pairs) {
    const parts = name.split('.', maxDepth + 1);
    if (parts.length > maxDepth) continue;
    let node = root;
    for (const part of parts.slice(0, -1)) node = childOf(node, part);
    const last = parts.at(-1) ?? '';
    const known = node.children.get(last);
    if (known?.text === undefined)
      node.children.set(last, { text, children: known?.children ?? new Map<string, Node>() });
  }
  return root;
}

function childOf(node: Node, part: string): Node {
  const known = node.children.get(part);
  if (known !== undefined) return known;
  const made: Node = { children: new Map() };
  node.children.set(part, made);
  return made;
}

/** Thrown through the recursion, and never out of this file. */
class Unreadable extends Error {
  readonly what: UnreadableValue;
  constructor(what: UnreadableValue) {
    super(what.text);
    this.what = what;
  }
}

function readStructure({ children }: Node, { members }: Structure): StructureValue {
  const value: Record<string, Value> = {};
  for (const { name, shape } of members) {
    const child = children.get(name);
    const read = child === undefined ? undefined : readValue(child, shape);
    if (read !== undefined) value[name] = read;
  }
  return value;
}

function readValue(node: Node, shape: Shape): Value | undefined {
  switch (shape.kind) {
    case 'structure':
      return readStructure(node, shape);
    case 'list':
      return readList(node, shape.element);
    case 'map':
      return Object.fromEntries(entriesOf(node, shape.value));
    default: {
      if (node.text === undefined) return undefined;
      const read = readText(node.text, shape.kind);
      if (!read.ok) throw new Unreadable(read.error);
      return read.value;
    }
  }
}

/** `Tags=` is an empty list; numbers order the members, and may have gaps. */
function readList(node: Node, element: Shape): readonly Value[] | undefined {
  const numbered = numberedOf(node.children.get('member'));
  if (numbered.length === 0 && node.text !== '') return undefined;
  return numbered.flatMap((member) => readValue(member, element) ?? []);
}

function entriesOf(node: Node, shape: Shape): readonly (readonly [string, Value])[] {
  return numberedOf(node.children.get('entry')).flatMap(({ children }) => {
    const key = children.get('key')?.text;
    const value = children.get('value');
    const read = value === undefined ? undefined : readValue(value, shape);
    return key === undefined || read === undefined ? [] : [[key, read] as const];
  });
}

function numberedOf(node: Node | undefined): readonly Node[] {
  if (node === undefined) return [];
  return [...node.children]
    .flatMap(([name, child]) => (/^\d{1,9}$/.test(name) ? [{ number: Number(name), child }] : []))
    .sort((a, b) => a.number - b.number)
    .map(({ child }) => child);
}
