// The thumbprints of an OpenID Connect provider's certificates.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc_verify-thumbprint.html
// That any 40 characters do, and the same ones twice, others have seen, and the sentences too:
// https://github.com/radkawar/stackd/blob/9dc356f5e5cc49d2d334178a09c1398dd1c62617/internal/services/iam/testdata/federation/oidc.json

import { sha1 } from '@noble/hashes/legacy.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { invalidInput, type Fault } from '../fault.ts';
import { thumbprintsPerOidcProvider } from './quotas.ts';

/** "IAM lets you have up to five thumbprints". */
export function thumbprintsFault(given: readonly string[]): Fault | undefined {
  return given.length > thumbprintsPerOidcProvider
    ? invalidInput(`Thumbprint list must contain fewer than ${thumbprintsPerOidcProvider} entries.`)
    : undefined;
}

/** "must have at least one" (id_roles_providers_create_oidc); on creation none means those that IAM retrieves. */
export function noThumbprints(given: readonly string[]): Fault | undefined {
  return given.length === 0 ? invalidInput('Thumbprint list must contain at least one entry.') : undefined;
}

export function thumbprints(given: readonly string[]): readonly string[] {
  return given.map((thumbprint) => thumbprint.toLowerCase());
}

/**
 * "If it is not included, IAM will retrieve and use the top intermediate certificate authority (CA) thumbprint": there
 * is no network here, and what stands for it is the hash of the host's name.
 */
export function thumbprintOf(url: string): string {
  return bytesToHex(sha1(utf8ToBytes(url.split('/')[0] ?? '')));
}
