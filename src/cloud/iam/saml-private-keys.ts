// The private keys with which a SAML provider's assertions would be decrypted, and their rotation. The sentences are those
// of the page; of their codes it says nothing.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html

import { err, ok, type Result } from '../../core/lang/result.ts';
import { makeUniqueId, uniqueIdEntropy } from '../../core/names/unique-id.ts';
import { invalidInput, limitExceeded, type Fault } from '../fault.ts';
import type { Call } from '../operation.ts';
import type { SamlProviderRecord } from '../records.ts';
import { privateKeysPerSamlProvider } from './quotas.ts';

export function privateKeyFault(pem: string | undefined): Fault | undefined {
  return pem === undefined ||
    /^\s*-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]+-----END [A-Z ]*PRIVATE KEY-----\s*$/.test(pem)
    ? undefined
    : invalidInput('Invalid private key.');
}

export const keyRequired = invalidInput(
  'Unable to set assertion encryption mode to Required because no private key is provided.',
);

export function encryptionFault(mode: string | undefined, key: string | undefined): Fault | undefined {
  return mode === 'Required' && key === undefined ? keyRequired : undefined;
}

export type Rotation = Readonly<Partial<Record<'AddPrivateKey' | 'RemovePrivateKey', string | undefined>>>;

export function rotationFault({ AddPrivateKey, RemovePrivateKey }: Rotation): Fault | undefined {
  return AddPrivateKey !== undefined && RemovePrivateKey !== undefined
    ? invalidInput(
        'Unable to add and remove private keys in the same request. Set a value for only one of the two parameters.',
      )
    : undefined;
}

export function rotatedKeys(
  { privateKeys = [] }: SamlProviderRecord,
  { AddPrivateKey, RemovePrivateKey }: Rotation,
  call: Call,
): Result<NonNullable<SamlProviderRecord['privateKeys']>, Fault> {
  if (AddPrivateKey !== undefined) {
    if (privateKeys.length >= privateKeysPerSamlProvider) {
      return err(limitExceeded(`Private key limit of ${privateKeysPerSamlProvider} is reached.`));
    }
    return ok([...privateKeys, newKey(call)]);
  }
  if (RemovePrivateKey === undefined) return ok(privateKeys);
  const left = privateKeys.filter(({ keyId }) => keyId !== RemovePrivateKey);
  return left.length === privateKeys.length
    ? err(invalidInput('Failed to remove private key because the Key ID does not match a private key.'))
    : ok(left);
}

/** Only that there is a key is kept: assertions are not encrypted here, and a pasted key may be a real one. */
export function newKey({ ids, now }: Call): { readonly keyId: string; readonly addedAt: number } {
  // `[A-Z0-9]+`, 22 to 64 characters; its prefix is not documented.
  const keyId = `ASPK${makeUniqueId('AIDA', ids.randomBytes(uniqueIdEntropy)).slice(4)}0`;
  return { keyId, addedAt: now };
}
