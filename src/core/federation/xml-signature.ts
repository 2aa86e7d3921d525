// Signatures in XML, as SAML has them: an element that signs the one it stands in. Made in one form (RSA-SHA256, exclusive
// canonicalization), and read in no other.
// https://www.w3.org/TR/xmldsig-core1/, https://docs.oasis-open.org/security/saml/v2.0/saml-core-2.0-os.pdf (section 5)

import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { base64FromBytes, bytesFromBase64 } from '../lang/base64.ts';
import { equalBytes } from '../lang/equal-bytes.ts';
import type { XmlTree } from '../wire/xml-reader.ts';
import { canonicalXml, namespacesIn, type Namespaces } from './canonical-xml.ts';
import { childrenNamed, localName } from './saml-names.ts';

const algorithms = {
  canonical: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  signature: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  enveloped: 'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
  digest: 'http://www.w3.org/2001/04/xmlenc#sha256',
} as const;

const dsig = 'http://www.w3.org/2000/09/xmldsig#';

/** What is signed, and by which bytes. */
export interface SignatureOver {
  /** The canonical text that a key must have signed. */
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
}

/** What signs an element whose canonical text, without the signature, is `canonical`. */
export function signedInfo(id: string, canonical: string): XmlTree {
  const digest = base64FromBytes(sha256(utf8ToBytes(canonical)));
  return element('ds:SignedInfo', { 'xmlns:ds': dsig }, [
    element('ds:CanonicalizationMethod', { Algorithm: algorithms.canonical }),
    element('ds:SignatureMethod', { Algorithm: algorithms.signature }),
    element('ds:Reference', { URI: `#${id}` }, [
      element('ds:Transforms', {}, [
        element('ds:Transform', { Algorithm: algorithms.enveloped }),
        element('ds:Transform', { Algorithm: algorithms.canonical }),
      ]),
      element('ds:DigestMethod', { Algorithm: algorithms.digest }),
      element('ds:DigestValue', {}, digest),
    ]),
  ]);
}

export function signatureElement(info: XmlTree, signature: Uint8Array): XmlTree {
  return element('ds:Signature', { 'xmlns:ds': dsig }, [
    info,
    element('ds:SignatureValue', {}, base64FromBytes(signature)),
  ]);
}

/**
 * The signature that stands in an element and is over that element and nothing else, with the right digest; undefined
 * for any other. Whether the key is right is somebody else's to check.
 * SECURITY: what is read of the element must be read of this very tree, or another with the same id might be believed.
 */
export function signatureIn(tree: XmlTree, scope: Namespaces): SignatureOver | undefined {
  const [signature, ...more] = childrenNamed(tree, 'Signature');
  if (signature === undefined || more.length > 0) return undefined;
  const inside = namespacesIn(tree, scope);
  const here = namespacesIn(signature, inside);
  const [info] = signature.children;
  const value = childrenNamed(signature, 'SignatureValue')[0]?.text.replace(/\s/g, '');
  const bytes = value === undefined ? undefined : bytesFromBase64(value);
  const canonical = canonicalXml(
    { ...tree, children: tree.children.filter((each) => each !== signature) },
    scope,
  );
  if (info === undefined || bytes === undefined || canonical === undefined) return undefined;
  const signed = canonicalXml(info, here);
  // One form has one canonical text: what differs in an algorithm, a transform or the digest is another text.
  const prefix = info.name.slice(0, Math.max(0, info.name.indexOf(':')));
  const expected = canonicalXml(renamed(signedInfo(tree.attributes['ID'] ?? '', canonical), prefix));
  if (here[prefix] !== dsig || signed === undefined || expected === undefined) return undefined;
  const text = utf8ToBytes(signed);
  return equalBytes(text, utf8ToBytes(expected)) ? { signed: text, signature: bytes } : undefined;
}

/** With the prefix that somebody else chose for the namespace of signatures. */
function renamed(tree: XmlTree, prefix: string): XmlTree {
  const { 'xmlns:ds': declared, ...attributes } = tree.attributes;
  return {
    name: prefix === '' ? localName(tree) : `${prefix}:${localName(tree)}`,
    attributes:
      declared === undefined
        ? attributes
        : { ...attributes, [prefix === '' ? 'xmlns' : `xmlns:${prefix}`]: declared },
    children: tree.children.map((child) => renamed(child, prefix)),
    text: tree.text,
  };
}

/** `content`: text, or other elements. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string>> = {},
  content: string | readonly XmlTree[] = [],
): XmlTree {
  return typeof content === 'string'
    ? { name, attributes, children: [], text: content }
    : { name, attributes, children: content, text: '' };
}
