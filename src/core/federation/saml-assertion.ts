// A SAML response with the assertion in it: who somebody is, by which provider, for whom, until when, and what is said
// of him. Written and read; whose key signed it is somebody else's to check.
// https://docs.oasis-open.org/security/saml/v2.0/saml-core-2.0-os.pdf
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html

import { err, ok, type Result } from '../lang/result.ts';
import { readXml, type XmlTree } from '../wire/xml-reader.ts';
import { allNamed, attributeOf, childAt, childrenNamed, localName, textOf, timeOf } from './saml-names.ts';
import { namespacesIn } from './canonical-xml.ts';
import { signatureIn, type SignatureOver } from './xml-signature.ts';

export interface SamlAssertion {
  readonly id: string;
  readonly issuer: string;
  /** Times in milliseconds since the epoch. */
  readonly issuedAt?: number;
  /** The text of `NameID`, and its `Format`. */
  readonly subject?: string;
  readonly format?: string;
  /** Of the one `SubjectConfirmationData`. */
  readonly recipient?: string;
  readonly confirmedUntil?: number;
  readonly notBefore?: number;
  readonly notOnOrAfter?: number;
  readonly audiences: readonly string[];
  readonly sessionEnds?: number;
  /** The values of each attribute, by its `Name`. */
  readonly attributes: ReadonlyMap<string, readonly string[]>;
  /** Absent: there is none, or in a form that is not verified here. */
  readonly signature?: SignatureOver;
}

/** `failed`: the provider says so. `unreadable`: what is no SAML 2.0 response with one assertion in the clear. */
export type SamlProblem = 'failed' | 'unreadable';

export function readSamlResponse(text: string): Result<SamlAssertion, SamlProblem> {
  const read = readXml(text.trim());
  if (!read.ok) return err('unreadable');
  const status = childAt(read.value, 'Status', 'StatusCode');
  if (status !== undefined && attributeOf(status, 'Value') !== success) return err('failed');
  const assertion = assertionIn(read.value);
  return assertion === undefined ? err('unreadable') : ok(assertion);
}

const success = 'urn:oasis:names:tc:SAML:2.0:status:Success';

function assertionIn(root: XmlTree): SamlAssertion | undefined {
  // SECURITY: the only assertion anywhere, and just below the response: another one, elsewhere, could be what was signed.
  const [assertion, ...more] = localName(root) === 'Assertion' ? [root] : childrenNamed(root, 'Assertion');
  if (assertion === undefined || more.length > 0 || allNamed(root, 'Assertion').length > 1) return undefined;
  if (assertion !== root && localName(root) !== 'Response') return undefined;
  if (allNamed(assertion, 'Assertion').length > 0) return undefined;
  const id = assertion.attributes['ID'];
  const issuer = textOf(childAt(assertion, 'Issuer'));
  if (id === undefined || issuer === undefined || attributeOf(assertion, 'Version') !== '2.0')
    return undefined;
  const signature = signatureIn(assertion, assertion === root ? {} : namespacesIn(root, {}));
  const conditions = childAt(assertion, 'Conditions');
  return {
    id,
    issuer,
    ...given('issuedAt', timeOf(attributeOf(assertion, 'IssueInstant'))),
    ...subjectOf(childAt(assertion, 'Subject')),
    ...given('notBefore', timeIn(conditions, 'NotBefore')),
    ...given('notOnOrAfter', timeIn(conditions, 'NotOnOrAfter')),
    audiences: (conditions === undefined ? [] : allNamed(conditions, 'Audience')).flatMap(
      (audience) => textOf(audience) ?? [],
    ),
    ...given('sessionEnds', timeIn(childAt(assertion, 'AuthnStatement'), 'SessionNotOnOrAfter')),
    attributes: attributesOf(assertion),
    ...given('signature', signature),
  };
}

/** "The response must include exactly one SubjectConfirmation element with a SubjectConfirmationData element". */
function subjectOf(
  subject: XmlTree | undefined,
): Pick<SamlAssertion, 'subject' | 'format' | 'recipient' | 'confirmedUntil'> {
  if (subject === undefined) return {};
  const name = childAt(subject, 'NameID');
  const [confirmation, ...more] = childrenNamed(subject, 'SubjectConfirmation');
  const data = more.length > 0 ? undefined : childAt(confirmation, 'SubjectConfirmationData');
  return {
    ...given('subject', textOf(name) || undefined),
    ...given('format', name === undefined ? undefined : attributeOf(name, 'Format')),
    ...given('recipient', data === undefined ? undefined : attributeOf(data, 'Recipient')),
    ...given('confirmedUntil', timeIn(data, 'NotOnOrAfter')),
  };
}

function attributesOf(assertion: XmlTree): ReadonlyMap<string, readonly string[]> {
  const attributes = new Map<string, readonly string[]>();
  for (const statement of childrenNamed(assertion, 'AttributeStatement')) {
    for (const attribute of childrenNamed(statement, 'Attribute')) {
      const name = attribute.attributes['Name'];
      if (name === undefined) continue;
      const values = childrenNamed(attribute, 'AttributeValue').map(({ text }) => text);
      attributes.set(name, [...(attributes.get(name) ?? []), ...values]);
    }
  }
  return attributes;
}

function timeIn(tree: XmlTree | undefined, name: string): number | undefined {
  return tree === undefined ? undefined : timeOf(attributeOf(tree, name));
}

/** The member, where there is a value. */
function given<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { readonly [Each in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [Each in Name]: Value });
}
