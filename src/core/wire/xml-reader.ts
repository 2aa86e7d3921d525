// A small, strict XML reader: enough for what AWS answers, and no more. Elements, attributes, text,
// CDATA, comments and the five named entities; no document type, so nothing expands or is fetched.
// https://www.w3.org/TR/xml/

import { err, ok, type Result } from '../lang/result.ts';

export interface XmlTree {
  /** As written, prefix included. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlTree[];
  /** The element's own text, joined; white space kept. */
  readonly text: string;
}

export interface XmlProblem {
  readonly message: string;
  /** From 1. */
  readonly line: number;
}

/** Deeper nesting is refused: whoever walks the tree must not run out of stack. Nothing that is read here needs twenty levels. */
const maxDepth = 64;

/** Reads a document to its root element. Never throws: what is not well formed, or has a DTD, is an error with its line. */
export function readXml(text: string): Result<XmlTree, XmlProblem> {
  const open: MutableTree[] = [];
  let root: MutableTree | undefined;
  let at = /^\ufeff?<\?xml\s[^?]*\?>/.exec(text)?.[0].length ?? 0;
  const problem = (message: string): { readonly ok: false; readonly error: XmlProblem } =>
    err({ message, line: text.slice(0, at).split('\n').length });

  while (at < text.length) {
    const parent = open.at(-1);
    if (text[at] !== '<') {
      const next = text.indexOf('<', at);
      const end = next < 0 ? text.length : next;
      const raw = text.slice(at, end);
      if (parent === undefined) {
        if (raw.trim() !== '' && raw !== '\ufeff') return problem('text outside the root element');
      } else {
        const decoded = decodeEntities(raw);
        if (decoded === undefined) return problem('broken or unknown entity');
        parent.text += decoded;
      }
      at = end;
    } else if (text.startsWith('<!--', at)) {
      const end = text.indexOf('-->', at + 4);
      if (end < 0) return problem('comment without an end');
      at = end + 3;
    } else if (text.startsWith('<![CDATA[', at)) {
      const end = text.indexOf(']]>', at);
      if (end < 0 || parent === undefined) return problem('misplaced CDATA section');
      parent.text += text.slice(at + 9, end);
      at = end + 3;
    } else if (text.startsWith('<!', at)) {
      return problem('document types are refused');
    } else if (text.startsWith('<?', at)) {
      return problem('processing instructions are refused');
    } else if (text.startsWith('</', at)) {
      closeTag.lastIndex = at;
      const match = closeTag.exec(text);
      if (match === null) return problem('broken end tag');
      if (parent === undefined || match[1] !== parent.name) {
        return problem(
          `end tag \`${match[1] ?? ''}\` does not match ${parent === undefined ? 'anything' : `\`${parent.name}\``}`,
        );
      }
      open.pop();
      at = closeTag.lastIndex;
    } else {
      openTag.lastIndex = at;
      const match = openTag.exec(text);
      const attributes = match === null ? undefined : readAttributes(match[2] ?? '');
      if (match === null || attributes === undefined) return problem('broken tag');
      const element: MutableTree = { name: match[1] ?? '', attributes, children: [], text: '' };
      if (parent !== undefined) parent.children.push(element);
      else if (root === undefined) root = element;
      else return problem('more than one root element');
      if (match[3] !== '/') open.push(element);
      if (open.length > maxDepth) return problem(`nested more than ${maxDepth} levels deep`);
      at = openTag.lastIndex;
    }
  }
  const unclosed = open.at(-1);
  if (unclosed !== undefined) return problem(`\`${unclosed.name}\` is not closed`);
  return root === undefined ? problem('no element') : ok(root);
}

/** The first child of that name. */
export function xmlChild(tree: XmlTree, name: string): XmlTree | undefined {
  return tree.children.find((child) => child.name === name);
}

/** The text of the first child of that name. */
export function xmlText(tree: XmlTree, name: string): string | undefined {
  return xmlChild(tree, name)?.text;
}

interface MutableTree extends XmlTree {
  readonly children: MutableTree[];
  text: string;
}

const name = '[A-Za-z_:][\\w:.-]*';
const attribute = `\\s+${name}\\s*=\\s*(?:"[^"<]*"|'[^'<]*')`;
const openTag = new RegExp(`<(${name})((?:${attribute})*)\\s*(/?)>`, 'y');
const closeTag = new RegExp(`</(${name})\\s*>`, 'y');

const attributeParts = new RegExp(`(${name})\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'g');
const noAttributes: Readonly<Record<string, string>> = {};

function readAttributes(text: string): Readonly<Record<string, string>> | undefined {
  // Nearly every element of AWS's answers.
  if (text === '') return noAttributes;
  const attributes = new Map<string, string>();
  for (const [, key = '', double, single] of text.matchAll(attributeParts)) {
    const value = decodeEntities(double ?? single ?? '');
    if (value === undefined || attributes.has(key)) return undefined;
    attributes.set(key, value);
  }
  return Object.fromEntries(attributes);
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

// `undefined` where an ampersand is not one of the entities XML itself has, or no character is meant.
function decodeEntities(text: string): string | undefined {
  let sound = true;
  const decoded = text.replace(/&([^;&]*;?)/g, (_, reference: string) => {
    const character = reference.endsWith(';') ? characterOf(reference.slice(0, -1)) : undefined;
    sound &&= character !== undefined;
    return character ?? '';
  });
  return sound ? decoded : undefined;
}

function characterOf(reference: string): string | undefined {
  const [, hex, decimal] = /^#(?:x([0-9A-Fa-f]{1,6})|([0-9]{1,7}))$/.exec(reference) ?? [];
  const code = hex !== undefined ? parseInt(hex, 16) : decimal !== undefined ? Number(decimal) : undefined;
  if (code === undefined) return Object.hasOwn(entities, reference) ? entities[reference] : undefined;
  const allowed = code === 9 || code === 10 || code === 13 || (code >= 0x20 && code <= 0x10ffff);
  return allowed && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : undefined;
}
