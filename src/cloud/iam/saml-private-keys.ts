// The private keys with which a SAML provider's assertions would be decrypted, and their rotation. The sentences are those
// of the page; the codes, of which it says nothing, others have seen, and one sentence more ("recorded"):
// https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html
// https://github.com/radkawar/stackd/blob/9dc356f5e5cc49d2d334178a09c1398dd1c62617/internal/services/iam/testdata/federation/saml.json

import { err, ok, type Result } from '../../core/lang/result.ts';
import { invalidInput, limitExceeded, validationError, type Fault } from '../fault.ts';
import type { Call } from '../operation.ts';
import type { SamlProviderRecord } from '../records.ts';
import { privateKeysPerSamlProvider } from './quotas.ts';

export function privateKeyFault(pem: string | undefined): Fault | undefined {
  return pem === undefined ||
    /^\s*-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]+-----END [A-Z ]*PRIVATE KEY-----\s*$/.test(pem)
    ? undefined
    : invalidInput('Invalid private key.');
}

/** Of a provider that is made. */
const keyRequired = validationError(
  'Unable to set assertion encryption mode to Required because no private key is provided.',
);

/** Of one that is there (recorded). */
export const keyMissing = invalidInput(
  'Failed to set assertion encryption mode to Required because no private key is present.',
);

export function encryptionFault(mode: string | undefined, key: string | undefined): Fault | undefined {
  return mode === 'Required' && key === undefined ? keyRequired : undefined;
}

export type Rotation = Readonly<Partial<Record<'AddPrivateKey' | 'RemovePrivateKey', string | undefined>>>;

export function rotationFault({ AddPrivateKey, RemovePrivateKey }: Rotation): Fault | undefined {
  return AddPrivateKey !== undefined && RemovePrivateKey !== undefined
    ? validationError(
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
  return { keyId: makeSamlId('SAMLPK', ids.randomBytes(samlIdEntropy)), addedAt: now };
}

export const samlIdEntropy = 16;

/** `SAMLSP5HZBIFCMWSA2ZG4K` of a provider, `SAMLPK…` of a key: 22 characters, all digits and capitals (recorded). */
export function makeSamlId(prefix: 'SAMLSP' | 'SAMLPK', random: Uint8Array): string {
  const characters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  return prefix + Array.from(random.subarray(0, samlIdEntropy), (byte) => characters[byte % 36]).join('');
}
