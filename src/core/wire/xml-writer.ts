// Writes the XML of AWS's answers: elements and text, no attributes but the namespace.

export interface XmlElement {
  readonly name: string;
  readonly content: string | readonly XmlElement[];
  /** Written as `xmlns` on this element. */
  readonly namespace?: string;
}

/** Halves of a pair: in a string of JavaScript, but not in Unicode text. */
export const loneSurrogates = /\p{Surrogate}/gu;

/** An element with text or with children. */
export function xml(name: string, content: string | readonly XmlElement[]): XmlElement {
  return { name, content };
}

/** An element, or nothing when the text is absent: for spreading into a list of children. */
export function xmlIf(name: string, text: string | undefined): readonly XmlElement[] {
  return text === undefined ? [] : [xml(name, text)];
}

/** The document's text, without a declaration. */
export function writeXml(element: XmlElement): string {
  const { name, content, namespace } = element;
  const open = namespace === undefined ? name : `${name} xmlns="${escapeXml(namespace)}"`;
  const inner = typeof content === 'string' ? escapeXml(content) : content.map(writeXml).join('');
  return inner === '' ? `<${open}/>` : `<${open}>${inner}</${name}>`;
}

const needsEscaping = /[^\t\n !#-%'-;=?-~]/;

/**
 * Text as it may stand in an element. A carriage return is written as a reference, or the reader
 * would turn it into a line feed (XML 1.0 section 2.11); what XML cannot hold at all (section 2.2)
 * becomes U+FFFD.
 */
export function escapeXml(text: string): string {
  // Most texts are names and dates, thousands of them in a list.
  if (!needsEscaping.test(text)) return text;
  return text
    .replace(loneSurrogates, '\ufffd')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/\r/g, '&#xD;');
}
