// What a SAML identity provider writes: its assertions, in canonical form so that they can be signed as they are, and its
// metadata document.
// https://docs.oasis-open.org/security/saml/v2.0/saml-core-2.0-os.pdf

import type { XmlTree } from '../wire/xml-reader.ts';
import { canonicalXml } from './canonical-xml.ts';
import { element, signatureElement, signedInfo } from './xml-signature.ts';

const saml = 'urn:oasis:names:tc:SAML:2.0:assertion';
const samlp = 'urn:oasis:names:tc:SAML:2.0:protocol';

export interface AssertionFacts {
  /** Of response and assertion: names as XML has them, which do not begin with a digit. */
  readonly ids: { readonly response: string; readonly assertion: string };
  readonly issuer: string;
  readonly subject: string;
  readonly format: string;
  readonly recipient: string;
  readonly audience: string;
  /** Milliseconds since the epoch. */
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly sessionEnds?: number;
  readonly attributes: readonly { readonly name: string; readonly values: readonly string[] }[];
}

/** An assertion without its signature, and the text that the provider's key has to sign. */
export interface UnsignedAssertion {
  readonly assertion: XmlTree;
  readonly info: XmlTree;
  readonly toSign: string;
}

export function unsignedAssertion(facts: AssertionFacts): UnsignedAssertion {
  const assertion = assertionOf(facts);
  const info = signedInfo(facts.ids.assertion, textOf(assertion));
  return { assertion, info, toSign: textOf(info) };
}

/** The response, as text. */
export function signedResponse(
  { ids, issuer, recipient, issuedAt }: AssertionFacts,
  { assertion, info }: UnsignedAssertion,
  signature: Uint8Array,
): string {
  const [named, ...rest] = assertion.children;
  if (named === undefined) throw new Error('an assertion without an issuer');
  const signed = { ...assertion, children: [named, signatureElement(info, signature), ...rest] };
  return textOf(
    element(
      'samlp:Response',
      {
        'xmlns:samlp': samlp,
        ID: ids.response,
        Version: '2.0',
        IssueInstant: dateTime(issuedAt),
        Destination: recipient,
      },
      [
        element('saml:Issuer', { 'xmlns:saml': saml }, issuer),
        element('samlp:Status', {}, [
          element('samlp:StatusCode', { Value: 'urn:oasis:names:tc:SAML:2.0:status:Success' }),
        ]),
        signed,
      ],
    ),
  );
}

/** `certificate`: base 64, for signing. */
export function samlMetadataText({
  entityId,
  certificate,
  validUntil,
}: {
  readonly entityId: string;
  readonly certificate: string;
  /** Milliseconds since the epoch. */
  readonly validUntil: number;
}): string {
  const document = element(
    'md:EntityDescriptor',
    {
      'xmlns:md': 'urn:oasis:names:tc:SAML:2.0:metadata',
      entityID: entityId,
      validUntil: dateTime(validUntil),
    },
    [
      element(
        'md:IDPSSODescriptor',
        { protocolSupportEnumeration: samlp, WantAuthnRequestsSigned: 'false' },
        [
          element('md:KeyDescriptor', { use: 'signing' }, [
            element('ds:KeyInfo', { 'xmlns:ds': 'http://www.w3.org/2000/09/xmldsig#' }, [
              element('ds:X509Data', {}, [element('ds:X509Certificate', {}, certificate)]),
            ]),
          ]),
          element('md:NameIDFormat', {}, 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent'),
          element('md:SingleSignOnService', {
            Binding: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST',
            Location: entityId,
          }),
        ],
      ),
    ],
  );
  return `<?xml version="1.0" encoding="UTF-8"?>${textOf(document)}`;
}

function assertionOf(facts: AssertionFacts): XmlTree {
  const { issuedAt, expiresAt, sessionEnds, attributes } = facts;
  return element(
    'saml:Assertion',
    { 'xmlns:saml': saml, ID: facts.ids.assertion, IssueInstant: dateTime(issuedAt), Version: '2.0' },
    [
      element('saml:Issuer', {}, facts.issuer),
      element('saml:Subject', {}, [
        element('saml:NameID', { Format: facts.format }, facts.subject),
        element('saml:SubjectConfirmation', { Method: 'urn:oasis:names:tc:SAML:2.0:cm:bearer' }, [
          element('saml:SubjectConfirmationData', {
            NotOnOrAfter: dateTime(expiresAt),
            Recipient: facts.recipient,
          }),
        ]),
      ]),
      element('saml:Conditions', { NotBefore: dateTime(issuedAt), NotOnOrAfter: dateTime(expiresAt) }, [
        element('saml:AudienceRestriction', {}, [element('saml:Audience', {}, facts.audience)]),
      ]),
      element(
        'saml:AuthnStatement',
        {
          AuthnInstant: dateTime(issuedAt),
          SessionIndex: facts.ids.assertion,
          ...(sessionEnds === undefined ? {} : { SessionNotOnOrAfter: dateTime(sessionEnds) }),
        },
        [
          element('saml:AuthnContext', {}, [
            element('saml:AuthnContextClassRef', {}, 'urn:oasis:names:tc:SAML:2.0:ac:classes:Password'),
          ]),
        ],
      ),
      ...(attributes.length === 0
        ? []
        : [element('saml:AttributeStatement', {}, attributes.map(attributeOf))]),
    ],
  );
}

function attributeOf({ name, values }: AssertionFacts['attributes'][number]): XmlTree {
  return element(
    'saml:Attribute',
    { Name: name },
    values.map((value) => element('saml:AttributeValue', {}, value)),
  );
}

/** An XML document's characters: XML 1.0 section 2.2. */
const notXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

function textOf(tree: XmlTree): string {
  const text = canonicalXml(withXmlCharacters(tree));
  if (text === undefined) throw new Error(`\`${tree.name}\` has no canonical form`);
  return text;
}

/** What XML cannot hold at all becomes U+FFFD. */
function withXmlCharacters(tree: XmlTree): XmlTree {
  return {
    name: tree.name,
    attributes: Object.fromEntries(
      Object.entries(tree.attributes).map(([name, value]) => [name, value.replace(notXml, '\ufffd')]),
    ),
    children: tree.children.map(withXmlCharacters),
    text: tree.text.replace(notXml, '\ufffd'),
  };
}

/** `xs:dateTime`, in UTC. */
function dateTime(time: number): string {
  return new Date(time).toISOString();
}
