// What the comparisons with recorded answers of AWS's have in common.

import { readXml, type XmlTree } from '../../../../src/core/wire/xml-reader.ts';

/** `Tags.member.1.Key`, … */
export function tagged(...tags: readonly (readonly [key: string, value: string])[]): Record<string, string> {
  return Object.fromEntries(
    tags.flatMap(([key, value], index) => [
      [`Tags.member.${index + 1}.Key`, key],
      [`Tags.member.${index + 1}.Value`, value],
    ]),
  );
}

/** The names of what is in the first element of that name, in the order of the alphabet. */
export function childrenOf(text: string, name: string): readonly string[] {
  const read = readXml(text);
  const found = read.ok ? firstNamed(read.value, name) : undefined;
  return (found?.children ?? []).map((child) => child.name).sort();
}

function firstNamed(tree: XmlTree, name: string): XmlTree | undefined {
  if (tree.name === name) return tree;
  for (const child of tree.children) {
    const found = firstNamed(child, name);
    if (found !== undefined) return found;
  }
  return undefined;
}
