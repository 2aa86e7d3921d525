// Who somebody is by an OpenID Connect ID token: read, held against the account's providers and the sandbox's clock, and
// its signature verified with the key of the provider. A real provider has no key here, so that its tokens are read
// and never taken.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc.html

import { readIdToken, type IdToken } from '../../core/federation/id-token.ts';
import { readJsonWebToken, type JsonWebToken } from '../../core/federation/json-web-token.ts';
import { err, ok, type Result } from '../../core/lang/result.ts';
import type { Caller, ProvenIdentity } from '../caller.ts';
import type { Fault } from '../fault.ts';
import { findOidcProviderByUrl, providerArn } from '../iam/provider-arn.ts';
import type { Identifying } from '../operation.ts';
import type { IdentityProviders, SigningAlgorithm } from '../ports.ts';
import type { OidcProviderRecord } from '../records.ts';
import { keyIdOf } from './key-id.ts';
import { principalKeysOf } from './principal-keys.ts';
import { roleAuthorizedBy } from './roles-claim.ts';
import {
  invalidIdentityToken,
  notAJsonWebToken,
  notValidated,
  noVerificationKey,
  problemFault,
  unreachableProvider,
} from './token-faults.ts';

export async function identifyByIdToken(
  text: string,
  { accountId, roleArn }: { readonly accountId: string; readonly roleArn: string },
  { now, identityProviders, read }: Identifying,
): Promise<Result<Caller, Fault>> {
  const jwt = readJsonWebToken(text);
  if (jwt === undefined) return err(notAJsonWebToken());
  const { iss } = jwt.claims;
  if (typeof iss !== 'string' || iss === '') {
    return err(problemFault({ code: 'missing-claim', claim: 'iss' }));
  }
  const host = iss.replace(/^https:\/\//i, '');
  const { account, provider } = await read(async (tables) => ({
    account: await tables.account.get(accountId),
    // SECURITY: by the very URL, as another tenant's is another issuer.
    provider: await findOidcProviderByUrl(tables, host, accountId),
  }));
  const name = provider === undefined ? builtIn(host) : providerArn(accountId, 'oidc-provider', provider.url);
  if (account === undefined || name === undefined) return err(notValidated());

  const fault = await signatureFault(jwt, `https://${host}`, identityProviders);
  if (fault !== undefined) return err(fault);
  const token = readIdToken(jwt.claims, now);
  if (!token.ok) return err(problemFault(token.error));
  const audience = audienceOf(token.value, provider);
  if (audience === undefined) return err(notValidated());
  const roleAuthorized = roleAuthorizedBy(jwt.claims, roleArn);
  if (!roleAuthorized.ok) return roleAuthorized;
  return ok({
    account,
    accessKeyId: '',
    principal: {
      kind: 'provider',
      ownerKey: provider?.key ?? '',
      arn: name,
      identity: {
        ...identityOf(token.value, {
          audience,
          name,
          prefix: provider?.url ?? host,
          principal: provider === undefined ? {} : principalKeysOf(accountId, name),
        }),
        roleAuthorized: roleAuthorized.value,
      },
    },
  });
}

async function signatureFault(
  { header, signed, signature }: JsonWebToken,
  issuer: string,
  identityProviders: IdentityProviders | undefined,
): Promise<Fault | undefined> {
  const algorithm = algorithmOf(header['alg']);
  if (!algorithm.ok) return algorithm.error;
  if (identityProviders === undefined) return unreachableProvider();
  if (algorithm.value === undefined) return noVerificationKey();
  const key = { issuer, algorithm: algorithm.value };
  const verified = await identityProviders.verify(key, signed, signature);
  if (verified === 'unknown') return noVerificationKey();
  // There is one, so that asking for it makes none. To name none will do where a provider has but one of the algorithm.
  const { kid } = header;
  if (kid !== undefined && kid !== keyIdOf(await identityProviders.publicKey(key)))
    return noVerificationKey();
  return verified === 'wrong' ? notValidated() : undefined;
}

// "These OIDC identity providers are already built-in to AWS" (API_CreateOpenIDConnectProvider).
function builtIn(host: string): string | undefined {
  return ['accounts.google.com', 'cognito-identity.amazonaws.com'].find((name) => name === host);
}

/**
 * "Tokens must be signed using either RSA keys (RS256, RS384, or RS512) or ECDSA keys (ES256, ES384, or ES512)."
 * Undefined: one of those, of which no provider here has a key.
 */
function algorithmOf(alg: unknown): Result<SigningAlgorithm | undefined, Fault> {
  if (alg === 'RS256' || alg === 'ES384') return ok(alg);
  return typeof alg === 'string' && /^(RS|ES)(256|384|512)$/.test(alg)
    ? ok(undefined)
    : err(
        invalidIdentityToken(
          'Tokens must be signed using either RSA keys (RS256, RS384, or RS512) or ECDSA keys (ES256, ES384, or ES512).',
        ),
      );
}

/** The client id that counts: `azp` where it is set, else what of `aud` the provider has. Of a provider that is built in the trust policy alone says which clients it takes. */
function audienceOf(
  { audiences, authorizedParty }: IdToken,
  provider: OidcProviderRecord | undefined,
): string | undefined {
  const candidates = authorizedParty === undefined ? audiences : [authorizedParty];
  return provider === undefined
    ? candidates[0]
    : candidates.find((candidate) => provider.clientIds.includes(candidate));
}

/** The keys of which the table "Default" says whether they are there in the session too. */
function identityOf(
  { issuer, subject, audiences, email, methods, tags, transitiveTagKeys, sourceIdentity }: IdToken,
  {
    audience,
    name,
    prefix,
    principal,
  }: {
    readonly audience: string;
    readonly name: string;
    readonly prefix: string;
    readonly principal: ProvenIdentity['context'];
  },
): ProvenIdentity {
  const sessionContext = {
    [`${prefix}:aud`]: audience,
    [`${prefix}:sub`]: subject,
    ...(methods.length === 0 ? {} : { [`${prefix}:amr`]: methods }),
  };
  return {
    protocol: 'oidc',
    principalId: `${name}:${audience}:${subject}`,
    userName: subject,
    identityProvider: name,
    issuer,
    audience,
    sessionContext,
    context: {
      ...principal,
      ...sessionContext,
      [`${prefix}:oaud`]: audiences.length === 1 ? (audiences[0] ?? '') : audiences,
      ...(email === undefined ? {} : { [`${prefix}:email`]: email }),
    },
    tags,
    transitiveTagKeys,
    ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
  };
}
