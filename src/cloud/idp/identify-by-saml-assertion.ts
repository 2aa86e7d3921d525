// Who somebody is by a SAML assertion: read, held against the account's provider and the sandbox's clock, and its
// signature verified with the key of the provider, whose certificate has to be in the metadata document that the account
// has. A real provider has no key here, so that its assertions are read and never taken.
// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML.html
// https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html
// What counts of an assertion, and what AWS says of one that does not do, others have seen ("recorded"):
// https://github.com/radkawar/stackd/blob/9dc356f5e5cc49d2d334178a09c1398dd1c62617/internal/services/sts/testdata/saml_aws.json
// https://github.com/radkawar/stackd/blob/9dc356f5e5cc49d2d334178a09c1398dd1c62617/internal/services/sts/testdata/saml_required_aws.json

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
import {
  expiredToken,
  invalidIdentityToken,
  rejectedClaim,
  unreachableProvider,
  unreadableResponse,
  unsignedAssertion,
} from './token-faults.ts';
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
  if (bytes === undefined) return err(unreadableResponse());
  const text = utf8ToText(bytes);
  const response = text === undefined ? err('unreadable' as const) : readSamlResponse(text);
  if (!response.ok) return err(response.error === 'failed' ? rejectedClaim() : unreadableResponse());
  const assertion = response.value;
  if (isIncomplete(assertion)) return err(unreadableResponse());
  const { account, provider } = await read(async (tables) => ({
    account: await tables.account.get(accountId),
    provider: await findSamlProvider(tables, PrincipalArn, accountId),
  }));
  if (account === undefined || provider === undefined) {
    return err(invalidIdentityToken("Specified provider doesn't exist"));
  }
  // "Required": assertions that are not encrypted are refused (id_roles_providers_create_saml); with what, is recorded.
  if (provider.assertionEncryption === 'Required') return err(unreadableResponse());
  // "IAM does not evaluate or take action on the expiration of the SAML metadata document or X.509 certificates ...
  // authentication validity is enforced at the assertion level" (id_roles_providers_create_saml).
  const metadata = readSamlMetadata(provider.metadata);
  if (!metadata.ok || metadata.value.entityId !== assertion.issuer) {
    return err(invalidIdentityToken('Issuer not present in specified provider'));
  }
  if (identityProviders === undefined) return err(unreachableProvider());
  if (assertion.signature === undefined && !hasSignature(text)) return err(unsignedAssertion());
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

/**
 * "exactly one SubjectConfirmation element with a SubjectConfirmationData element that includes both the NotOnOrAfter
 * attribute and a Recipient attribute" (id_roles_providers_create_saml_assertions); and conditions, and the format of the
 * name (recorded). What the recipient and the audiences are, AWS does not look at: it is for the trust policy's `saml:aud`.
 */
function isIncomplete(assertion: SamlAssertion): boolean {
  const { subject, format, recipient, confirmedUntil, notBefore, notOnOrAfter, audiences } = assertion;
  return (
    recipient === undefined ||
    confirmedUntil === undefined ||
    (subject !== undefined && format === undefined) ||
    (notBefore === undefined && notOnOrAfter === undefined && audiences.length === 0)
  );
}

/** One in a form that is not verified here is another thing than none. */
function hasSignature(response = ''): boolean {
  // SECURITY: two searches, as one pattern for both would go through a hostile response again and again.
  const assertion = response.search(/<(?:[\w.-]+:)?Assertion\s/);
  return assertion >= 0 && /<(?:[\w.-]+:)?Signature[\s>]/.test(response.slice(assertion));
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
  const { issuedAt, confirmedUntil, notOnOrAfter, sessionEnds } = assertion;
  if (issuedAt === undefined) return unreadableResponse();
  const ends = Math.min(confirmedUntil ?? Infinity, notOnOrAfter ?? Infinity, sessionEnds ?? Infinity);
  if (now >= ends) return expiredToken('Response has expired'); // recorded
  // Not documented; what AWS is known to say.
  if (now >= issuedAt + redeemable) {
    return expiredToken('Token must be redeemed within 5 minutes of issuance');
  }
  // `NotBefore` may be a day ahead, and AWS takes it (recorded); of an issue in the future nothing is known.
  return now < issuedAt - leeway ? invalidIdentityToken('The assertion is not yet valid') : undefined; // ours
}
