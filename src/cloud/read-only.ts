// Whether an action that is not modelled only reads, for the trail's `readOnly`.
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html#read-write-events-mgmt

import type { Catalog } from './ports.ts';

/**
 * What CloudTrail calls read-only though its access level is Write: the cryptographic operations of KMS
 * (https://docs.aws.amazon.com/kms/latest/developerguide/logging-using-cloudtrail.html, "ct-decrypt" and its
 * neighbours), and what assumes a role (https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html).
 */
const readsAllTheSame: ReadonlySet<string> = new Set(
  [
    'kms:Decrypt',
    'kms:DeriveSharedSecret',
    'kms:Encrypt',
    'kms:GenerateDataKey',
    'kms:GenerateDataKeyPair',
    'kms:GenerateDataKeyPairWithoutPlaintext',
    'kms:GenerateDataKeyWithoutPlaintext',
    'kms:GenerateMac',
    'kms:GenerateRandom',
    'kms:ReEncryptFrom',
    'kms:ReEncryptTo',
    'kms:Sign',
    'kms:Verify',
    'kms:VerifyMac',
    'sts:AssumeRole',
    'sts:AssumeRoleWithSAML',
    'sts:AssumeRoleWithWebIdentity',
  ].map((action) => action.toLowerCase()),
);

/** By the action's access level: what reads or lists changes nothing. */
export async function isReadOnly(catalog: Catalog, action: string): Promise<boolean> {
  if (readsAllTheSame.has(action.toLowerCase())) return true;
  // The request is served whether or not the catalogue can say this of it.
  const level = await catalog.accessLevel(action).catch(() => undefined);
  return level === undefined ? looksReadOnly(action) : level === 'Read' || level === 'List';
}

/** By AWS's naming habit: for actions that the service reference does not list, and for who failed to sign. */
export function looksReadOnly(action: string): boolean {
  const name = action.slice(action.indexOf(':') + 1);
  return /^(BatchGet|Check|Describe|Get|Head|List|Lookup|Query|Scan|Search|Select|View)/.test(name);
}
