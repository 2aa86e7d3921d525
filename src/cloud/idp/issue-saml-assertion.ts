// Assertions and the metadata document of the SAML identity provider in the sandbox: what a form says, signed with the
// provider's key. It is not behind the wire: to AWS it is somebody else's.

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import {
  samlMetadataText,
  signedResponse,
  unsignedAssertion,
  type AssertionFacts,
} from '../../core/federation/write-saml.ts';
import { base64FromBytes } from '../../core/lang/base64.ts';
import { signedCertificate, unsignedCertificate } from '../../core/x509/self-signed.ts';
import type { Ids, IdentityProviders } from '../ports.ts';
import { samlAttributes, samlEndpoint } from './saml-names.ts';

export interface SamlAssertionForm {
  /** The provider's entity id, as in its metadata document. */
  readonly issuer: string;
  readonly subject: string;
  /** Default: persistent. */
  readonly format?: string;
  readonly roles: readonly { readonly roleArn: string; readonly providerArn: string }[];
  readonly roleSessionName: string;
  /** In seconds. */
  readonly sessionDuration?: number;
  readonly tags?: readonly { readonly key: string; readonly value: string }[];
  readonly transitiveTagKeys?: readonly string[];
  readonly sourceIdentity?: string;
  /** Beside those that have a meaning of their own to AWS, by their whole `Name`. */
  readonly attributes?: AssertionFacts['attributes'];
  readonly recipient?: string;
  readonly audience?: string;
  /** How long it may be used; default: five minutes. */
  readonly seconds?: number;
  /** When the provider's own session ends; milliseconds since the epoch. */
  readonly sessionEnds?: number;
}

/** Base 64 of the response, for AssumeRoleWithSAML. `now`: milliseconds since the epoch, by the sandbox's clock. */
export async function issueSamlAssertion(
  identityProviders: IdentityProviders,
  form: SamlAssertionForm,
  { now, ids }: { readonly now: number; readonly ids: Ids },
): Promise<string> {
  const id = (): string => `_${bytesToHex(ids.randomBytes(20))}`;
  const facts: AssertionFacts = {
    ids: { response: id(), assertion: id() },
    issuer: form.issuer,
    subject: form.subject,
    format: form.format ?? 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
    recipient: form.recipient ?? samlEndpoint,
    audience: form.audience ?? samlEndpoint,
    issuedAt: now,
    expiresAt: now + (form.seconds ?? 300) * 1000,
    ...(form.sessionEnds === undefined ? {} : { sessionEnds: form.sessionEnds }),
    attributes: attributesOf(form),
  };
  const unsigned = unsignedAssertion(facts);
  const signature = await identityProviders.sign(keyOf(form.issuer), utf8ToBytes(unsigned.toSign));
  return base64FromBytes(utf8ToBytes(signedResponse(facts, unsigned, signature)));
}

/**
 * The provider's metadata document, with a certificate that its own key signed; the same each time but for its dates.
 * `now`: milliseconds since the epoch, by the sandbox's clock.
 */
export async function samlMetadataOf(
  identityProviders: IdentityProviders,
  entityId: string,
  { now }: { readonly now: number },
): Promise<string> {
  const publicKeyInfo = await identityProviders.publicKey(keyOf(entityId));
  const until = inYears(now, 10);
  const unsigned = unsignedCertificate({
    commonName: 'Gatehouse identity provider',
    serial: sha256(publicKeyInfo).subarray(0, 16),
    notBefore: now,
    notAfter: until,
    publicKeyInfo,
  });
  const signature = await identityProviders.sign(keyOf(entityId), unsigned);
  const certificate = base64FromBytes(signedCertificate(unsigned, signature));
  return samlMetadataText({ entityId, certificate, validUntil: until });
}

function attributesOf(form: SamlAssertionForm): AssertionFacts['attributes'] {
  const { roles, sessionDuration, tags = [], transitiveTagKeys = [], sourceIdentity } = form;
  const one = (name: string, value: string | undefined) =>
    value === undefined ? [] : [{ name, values: [value] }];
  return [
    {
      name: samlAttributes.role,
      values: roles.map(({ roleArn, providerArn }) => `${roleArn},${providerArn}`),
    },
    ...one(samlAttributes.roleSessionName, form.roleSessionName),
    ...one(
      samlAttributes.sessionDuration,
      sessionDuration === undefined ? undefined : String(sessionDuration),
    ),
    ...tags.flatMap(({ key, value }) => one(`${samlAttributes.principalTag}${key}`, value)),
    ...(transitiveTagKeys.length === 0
      ? []
      : [{ name: samlAttributes.transitiveTagKeys, values: transitiveTagKeys }]),
    ...one(samlAttributes.sourceIdentity, sourceIdentity),
    ...(form.attributes ?? []),
  ];
}

function keyOf(issuer: string) {
  return { issuer, algorithm: 'RS256' } as const;
}

function inYears(now: number, years: number): number {
  const date = new Date(now);
  return date.setUTCFullYear(date.getUTCFullYear() + years);
}
