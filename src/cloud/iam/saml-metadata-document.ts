// What is looked at in the metadata document of a SAML provider, and until when a provider is valid.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml.html
// That it may do without a certificate, and the sentences, others have seen:
// https://github.com/radkawar/stackd/blob/9dc356f5e5cc49d2d334178a09c1398dd1c62617/internal/services/iam/testdata/federation/saml.json
// https://github.com/radkawar/stackd/blob/9dc356f5e5cc49d2d334178a09c1398dd1c62617/internal/services/iam/testdata/federation/saml-validation.json

import { invalidInput, type Fault } from '../fault.ts';

/** For `consult`: the reader of metadata is fetched with the first document. */
export async function metadataFault(document: string): Promise<Fault | undefined> {
  const { readSamlMetadata } = await import('../../core/federation/saml-metadata.ts');
  const read = readSamlMetadata(document);
  if (read.ok || read.error.code === 'no-certificate') return undefined;
  return invalidInput(
    read.error.code === 'no-identity-provider'
      ? 'SAML Providers must reference at least one SAML assertion issuer.'
      : // AWS's sentence, and after it what is wrong.
        `Could not parse metadata: ${read.error.message}`,
  );
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
