// The thumbprints of an OpenID Connect provider's certificates.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc_verify-thumbprint.html

import { sha1 } from '@noble/hashes/legacy.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { invalidInput, type Fault } from '../fault.ts';
import { thumbprintsPerOidcProvider } from './quotas.ts';

/** "IAM lets you have up to five thumbprints"; "the hex-encoded SHA-1 hash value". The words are not documented. */
export function thumbprintsFault(given: readonly string[]): Fault | undefined {
  if (new Set(given).size > thumbprintsPerOidcProvider) {
    return invalidInput(`Thumbprint list must contain fewer than ${thumbprintsPerOidcProvider} entries.`);
  }
  const wrong = given.find((thumbprint) => !/^[0-9a-f]{40}$/i.test(thumbprint));
  return wrong === undefined ? undefined : invalidInput(`Invalid thumbprint: ${wrong}`);
}

/** "must have at least one" (id_roles_providers_create_oidc); on creation none means those that IAM retrieves. */
export function noThumbprints(given: readonly string[]): Fault | undefined {
  return given.length === 0 ? invalidInput('Thumbprint list must contain at least one entry.') : undefined;
}

export function thumbprints(given: readonly string[]): readonly string[] {
  return [...new Set(given.map((thumbprint) => thumbprint.toLowerCase()))];
}

/**
 * "If it is not included, IAM will retrieve and use the top intermediate certificate authority (CA) thumbprint": there
 * is no network here, and what stands for it is the hash of the host's name.
 */
export function thumbprintOf(url: string): string {
  return bytesToHex(sha1(utf8ToBytes(url.split('/')[0] ?? '')));
}
