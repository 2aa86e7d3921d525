// What is looked at in the metadata document of a SAML provider, and until when a provider is valid.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml.html

import { invalidInput, type Fault } from '../fault.ts';

/** For `consult`: the reader of metadata is fetched with the first document. */
export async function metadataFault(document: string): Promise<Fault | undefined> {
  const { readSamlMetadata } = await import('../../core/federation/saml-metadata.ts');
  const read = readSamlMetadata(document);
  return read.ok ? undefined : invalidInput(`Could not parse metadata: ${read.error.message}`);
}

/**
 * "The Valid until date ... is set by IAM at provider creation time. It does not reflect the validUntil or cacheDuration
 * attributes in your SAML metadata document"; AWS is known to give a hundred years, and as many anew with each document.
 * Nothing ends then: "IAM does not evaluate or take action on the expiration of the SAML metadata document".
 */
export function validUntil(now: number): number {
  const date = new Date(now);
  return date.setUTCFullYear(date.getUTCFullYear() + 100);
}
