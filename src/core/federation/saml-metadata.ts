// The metadata document of a SAML identity provider: who it is, until when, and by which certificates it is known.
// https://docs.oasis-open.org/security/saml/v2.0/saml-metadata-2.0-os.pdf

import { err, ok, type Result } from '../lang/result.ts';
import { readXml, type XmlTree } from '../wire/xml-reader.ts';
import { allNamed, attributeOf, childrenNamed, localName, textOf, timeOf } from './saml-names.ts';

export interface SamlMetadata {
  /** The issuer of its assertions. */
  readonly entityId: string;
  /** Base 64 without white space, those for signing alone. */
  readonly certificates: readonly string[];
  /** Milliseconds since the epoch; absent where the document names no end. */
  readonly validUntil?: number;
}

export interface MetadataProblem {
  readonly code:
    'not-xml' | 'no-entity' | 'no-entity-id' | 'no-identity-provider' | 'no-certificate' | 'bad-date';
  readonly message: string;
}

/** Reads the text of a metadata document. */
export function readSamlMetadata(text: string): Result<SamlMetadata, MetadataProblem> {
  const read = readXml(text.trim());
  if (!read.ok) return problem('not-xml', `line ${read.error.line}: ${read.error.message}`);
  const entity = entityOf(read.value);
  if (entity === undefined) return problem('no-entity', 'no `EntityDescriptor`');
  const entityId = attributeOf(entity, 'entityID');
  if (entityId === undefined || entityId === '') {
    return problem('no-entity-id', '`EntityDescriptor` has no `entityID`');
  }
  const [provider] = childrenNamed(entity, 'IDPSSODescriptor');
  if (provider === undefined) return problem('no-identity-provider', 'no `IDPSSODescriptor`');
  const certificates = childrenNamed(provider, 'KeyDescriptor')
    .filter((key) => (attributeOf(key, 'use') ?? 'signing') === 'signing')
    .flatMap((key) => allNamed(key, 'X509Certificate'))
    .flatMap((certificate) => (textOf(certificate) ?? '').replace(/\s/g, '') || []);
  if (certificates.length === 0) return problem('no-certificate', 'no certificate for signing');
  const end = attributeOf(entity, 'validUntil');
  if (end === undefined) return ok({ entityId, certificates });
  const validUntil = timeOf(end);
  return validUntil === undefined
    ? problem('bad-date', `\`validUntil\` is no date: \`${end}\``)
    : ok({ entityId, certificates, validUntil });
}

/** Alone, or the only one of a list. */
function entityOf(root: XmlTree): XmlTree | undefined {
  if (localName(root) === 'EntityDescriptor') return root;
  return localName(root) === 'EntitiesDescriptor' ? childrenNamed(root, 'EntityDescriptor')[0] : undefined;
}

function problem(
  code: MetadataProblem['code'],
  message: string,
): { readonly ok: false; readonly error: MetadataProblem } {
  return err({ code, message });
}
