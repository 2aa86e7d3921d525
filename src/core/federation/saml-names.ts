// Elements of SAML whatever prefix they are written with: `md:EntityDescriptor`, `EntityDescriptor`. Which namespace a
// prefix stands for is not looked at: in a document of SAML no two of them share a local name that is read here.

import type { XmlTree } from '../wire/xml-reader.ts';

/** `saml:Assertion` → `Assertion` */
export function localName({ name }: XmlTree): string {
  return name.slice(name.indexOf(':') + 1);
}

export function childrenNamed(tree: XmlTree, name: string): readonly XmlTree[] {
  return tree.children.filter((child) => localName(child) === name);
}

/** The first child of the first child … of those names. */
export function childAt(tree: XmlTree | undefined, ...path: readonly string[]): XmlTree | undefined {
  return path.reduce<XmlTree | undefined>(
    (parent, name) => (parent === undefined ? undefined : childrenNamed(parent, name)[0]),
    tree,
  );
}

/** All elements of that name, at whatever depth. */
export function allNamed(tree: XmlTree, name: string): readonly XmlTree[] {
  return tree.children.flatMap((child) => [
    ...(localName(child) === name ? [child] : []),
    ...allNamed(child, name),
  ]);
}

/** An attribute without regard to its prefix. */
export function attributeOf(tree: XmlTree, name: string): string | undefined {
  const found = Object.entries(tree.attributes).find(
    ([written]) => written === name || written.endsWith(`:${name}`),
  );
  return found?.[1];
}

/** The element's own text, without white space at its ends. */
export function textOf(tree: XmlTree | undefined): string | undefined {
  return tree?.text.trim();
}

/** Milliseconds since the epoch; undefined for what is no `xs:dateTime`, of which SAML has UTC alone. */
export function timeOf(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})?$/.test(text)) {
    return undefined;
  }
  const time = Date.parse(/(Z|[+-]\d{2}:\d{2})$/.test(text) ? text : `${text}Z`);
  return Number.isNaN(time) ? undefined : time;
}
