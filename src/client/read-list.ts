// Lists in XML: an element whose children are all of one name.

import { xmlChild, type XmlTree } from '../core/wire/xml-reader.ts';

/** The children of a list element; undefined when the list is missing, holds anything else, or one is not readable. */
export function readList<Value>(
  tree: XmlTree,
  list: string,
  member: string,
  read: (member: XmlTree) => Value | undefined,
): readonly Value[] | undefined {
  const element = xmlChild(tree, list);
  if (element === undefined) return undefined;
  const values: Value[] = [];
  for (const child of element.children) {
    const value = child.name === member ? read(child) : undefined;
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}
