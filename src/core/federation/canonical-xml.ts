// Exclusive XML Canonicalization without comments, of what a provider here writes: elements that hold either text or
// other elements. What holds both, if only white space between them, has no canonical form here, so that a signature
// over it is never found right.
// https://www.w3.org/TR/xml-exc-c14n/, https://www.w3.org/TR/xml-c14n

import type { XmlTree } from '../wire/xml-reader.ts';

/** Prefixes, `` for none, and the namespaces they stand for. */
export type Namespaces = Readonly<Record<string, string>>;

/**
 * The canonical text of an element that stands where the prefixes of `scope` are declared. Undefined where an element
 * holds text beside others, or a prefix is not declared.
 */
export function canonicalXml(tree: XmlTree, scope: Namespaces = {}): string | undefined {
  return write(tree, scope, {});
}

/** The namespaces that are declared where the children of an element stand. */
export function namespacesIn({ attributes }: XmlTree, scope: Namespaces): Namespaces {
  const declared = Object.entries(attributes).flatMap(([name, value]) => {
    const prefix = declaredPrefix(name);
    return prefix === undefined ? [] : [[prefix, value] as const];
  });
  return declared.length === 0 ? scope : { ...scope, ...Object.fromEntries(declared) };
}

function write(tree: XmlTree, outer: Namespaces, rendered: Namespaces): string | undefined {
  if (tree.children.length > 0 && tree.text !== '') return undefined;
  const scope = namespacesIn(tree, outer);
  const attributes = Object.entries(tree.attributes).filter(([name]) => declaredPrefix(name) === undefined);
  const used = new Set([prefixOf(tree.name), ...attributes.flatMap(([name]) => prefixOf(name) || [])]);
  const declarations: (readonly [string, string])[] = [];
  for (const prefix of [...used].sort()) {
    const namespace = namespaceOf(prefix, scope);
    if (namespace === undefined) return undefined;
    if (namespace !== (rendered[prefix] ?? '')) declarations.push([prefix, namespace]);
  }
  const known = { ...rendered, ...Object.fromEntries(declarations) };
  const parts = [
    ...declarations.map(([prefix, namespace]) =>
      attribute(prefix === '' ? 'xmlns' : `xmlns:${prefix}`, namespace),
    ),
    // "Attribute nodes are sorted ... with namespace URI as the primary key and local name as the secondary key".
    ...attributes
      .map(([name, value]) => ({ name, value, key: sortKey(name, scope) }))
      .sort((one, other) => (one.key < other.key ? -1 : 1))
      .map(({ name, value }) => attribute(name, value)),
  ];
  const content: (string | undefined)[] =
    tree.children.length === 0
      ? [escapedText(tree.text)]
      : tree.children.map((child) => write(child, scope, known));
  if (content.includes(undefined)) return undefined;
  return `<${tree.name}${parts.join('')}>${content.join('')}</${tree.name}>`;
}

/** `xmlns:ds` → `ds`, `xmlns` → ``; undefined for what declares nothing. */
function declaredPrefix(name: string): string | undefined {
  if (name === 'xmlns') return '';
  return name.startsWith('xmlns:') ? name.slice('xmlns:'.length) : undefined;
}

function prefixOf(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? '' : name.slice(0, colon);
}

function namespaceOf(prefix: string, scope: Namespaces): string | undefined {
  return Object.hasOwn(scope, prefix) ? scope[prefix] : prefix === '' ? '' : undefined;
}

/** An attribute without a prefix is in no namespace. No URI has a character below the space. */
function sortKey(name: string, scope: Namespaces): string {
  const prefix = prefixOf(name);
  const namespace = prefix === '' ? '' : (namespaceOf(prefix, scope) ?? '');
  return `${namespace}\u0000${prefix === '' ? name : name.slice(prefix.length + 1)}`;
}

function attribute(name: string, value: string): string {
  return ` ${name}="${escapedAttribute(value)}"`;
}

function escapedText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/\r/g, '&#xD;');
}

function escapedAttribute(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/"/g, '&quot;')
    .replace(/\t/g, '&#x9;')
    .replace(/\n/g, '&#xA;')
    .replace(/\r/g, '&#xD;');
}
