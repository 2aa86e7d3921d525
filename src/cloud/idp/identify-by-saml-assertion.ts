// Who somebody is by a SAML assertion: read, held against the account's provider and the sandbox's clock, and its
// signature verified with the key of the provider, whose certificate has to be in the metadata document that the account
// has. A real provider has no key here, so that its assertions are read and never taken.
// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML.html
// https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html

import { readSamlResponse, type SamlAssertion } from '../../core/federation/saml-assertion.ts';
import { readSamlMetadata } from '../../core/federation/saml-metadata.ts';
import { bytesFromBase64 } from '../../core/lang/base64.ts';
import { equalBytes } from '../../core/lang/equal-bytes.ts';
import { err, ok, type Result } from '../../core/lang/result.ts';
import { utf8ToText } from '../../core/wire/utf8.ts';
import { readCertificate } from '../../core/x509/certificate.ts';
import { publicKeyOfInfo } from '../../core/x509/self-signed.ts';
import type { Caller } from '../caller.ts';
import type { Fault } from '../fault.ts';
import { findSamlProvider } from '../iam/provider-arn.ts';
import type { Identifying } from '../operation.ts';
import type { IdentityProviders } from '../ports.ts';
import { expiredToken, invalidIdentityToken, rejectedClaim, unreachableProvider } from './token-faults.ts';
import { samlIdentity } from './saml-identity.ts';

/** How long after its issue an assertion is taken, in milliseconds (id_credentials_temp_request). */
const redeemable = 5 * 60 * 1000;

/** How far ahead the provider's clock may be; AWS documents no number. */
const leeway = 5 * 60 * 1000;

export async function identifyBySamlAssertion(
  {
    SAMLAssertion,
    PrincipalArn,
    RoleArn,
  }: Readonly<Record<'SAMLAssertion' | 'PrincipalArn' | 'RoleArn', string>>,
  accountId: string,
  { now, identityProviders, read }: Identifying,
): Promise<Result<Caller, Fault>> {
  const bytes = bytesFromBase64(SAMLAssertion.replace(/\s/g, ''));
  // Not documented; what AWS is known to say.
  if (bytes === undefined) return err(invalidIdentityToken('Invalid base64 SAMLResponse'));
  const text = utf8ToText(bytes);
  const response = text === undefined ? err('unreadable' as const) : readSamlResponse(text);
  if (!response.ok) {
    return err(response.error === 'failed' ? rejectedClaim() : invalidIdentityToken('Invalid SAML response')); // ours
  }
  const assertion = response.value;
  const { account, provider } = await read(async (tables) => ({
    account: await tables.account.get(accountId),
    provider: await findSamlProvider(tables, PrincipalArn, accountId),
  }));
  if (account === undefined || provider === undefined) {
    return err(invalidIdentityToken("Specified provider doesn't exist"));
  }
  // "Required": assertions that are not encrypted are refused (id_roles_providers_create_saml); the sentence is ours.
  if (provider.assertionEncryption === 'Required') {
    return err(invalidIdentityToken('The assertion must be encrypted'));
  }
  // "IAM does not evaluate or take action on the expiration of the SAML metadata document or X.509 certificates ...
  // authentication validity is enforced at the assertion level" (id_roles_providers_create_saml).
  const metadata = readSamlMetadata(provider.metadata);
  if (!metadata.ok || metadata.value.entityId !== assertion.issuer) {
    return err(invalidIdentityToken('Issuer not present in specified provider'));
  }
  if (identityProviders === undefined) return err(unreachableProvider());
  if (!(await isSigned(assertion, metadata.value.certificates, identityProviders))) {
    return err(invalidIdentityToken('Response signature invalid'));
  }
  const time = timeFault(assertion, now);
  if (time !== undefined) return err(time);
  const identity = samlIdentity(assertion, { RoleArn, PrincipalArn, accountId, provider });
  if (!identity.ok) return identity;
  return ok({
    account,
    accessKeyId: '',
    principal: {
      kind: 'provider',
      ownerKey: provider.key,
      arn: PrincipalArn,
      identity: identity.value,
    },
  });
}

/** By the provider's key, and the account has been told of that very key. */
async function isSigned(
  { signature, issuer }: SamlAssertion,
  certificates: readonly string[],
  identityProviders: IdentityProviders,
): Promise<boolean> {
  if (signature === undefined) return false;
  const key = { issuer, algorithm: 'RS256' } as const;
  const verified = await identityProviders.verify(key, signature.signed, signature.signature);
  if (verified !== 'right') return false;
  const publicKey = publicKeyOfInfo(await identityProviders.publicKey(key));
  return certificates.some((text) => {
    const der = bytesFromBase64(text);
    const certificate = der === undefined ? undefined : readCertificate(der);
    return (
      certificate !== undefined && publicKey !== undefined && equalBytes(certificate.publicKey, publicKey)
    );
  });
}

function timeFault(assertion: SamlAssertion, now: number): Fault | undefined {
  const { issuedAt, confirmedUntil, notBefore, notOnOrAfter } = assertion;
  // "exactly one SubjectConfirmation element with a SubjectConfirmationData element that includes both the NotOnOrAfter
  // attribute and a Recipient attribute"; the sentence is ours.
  if (issuedAt === undefined || confirmedUntil === undefined) {
    return invalidIdentityToken('SubjectConfirmationData must have a NotOnOrAfter');
  }
  const ends = Math.min(issuedAt + redeemable, confirmedUntil, notOnOrAfter ?? Infinity);
  // Not documented; what AWS is known to say.
  if (now >= ends) return expiredToken('Token must be redeemed within 5 minutes of issuance');
  const begins = Math.max(issuedAt, notBefore ?? issuedAt) - leeway;
  return now < begins ? invalidIdentityToken('The assertion is not yet valid') : undefined; // ours
}
