// Identity providers by their ARNs: `arn:aws:iam::123456789012:oidc-provider/server.example.com`.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns

import { parseArn } from '../../core/names/arn.ts';
import { invalidInput, noSuchEntity, type Fault } from '../fault.ts';
import { namedKey, oidcProviderKey } from '../keys.ts';
import type { Call, Check } from '../operation.ts';
import type { Reading } from '../ports.ts';
import type { OidcProviderRecord, SamlProviderRecord, TagRecord } from '../records.ts';
import { resourceTagKeys } from '../tags.ts';
import { checkOnAccount } from './entities.ts';

export type ProviderKind = 'oidc-provider' | 'saml-provider';

export function providerArn(accountId: string, kind: ProviderKind, name: string): string {
  return `arn:aws:iam::${accountId}:${kind}/${name}`;
}

/** What stands behind `oidc-provider/`; undefined for another ARN, or one of another account where one is given. */
export function providerNameIn(kind: ProviderKind, arn: string, accountId?: string): string | undefined {
  const parsed = parseArn(arn);
  const ours = parsed?.service === 'iam' && (accountId === undefined || parsed.accountId === accountId);
  if (!ours || !parsed.resource.startsWith(`${kind}/`)) return undefined;
  return parsed.resource.slice(kind.length + 1) || undefined;
}

/** For `check`. */
export function malformedProviderArn(kind: ProviderKind, arn: string): Fault | undefined {
  return providerNameIn(kind, arn) === undefined ? invalidInput(`ARN ${arn} is not valid.`) : undefined;
}

export async function findOidcProvider(
  tables: Reading,
  arn: string,
  accountId: string,
): Promise<OidcProviderRecord | undefined> {
  const url = providerNameIn('oidc-provider', arn, accountId);
  return url === undefined ? undefined : findOidcProviderByUrl(tables, url, accountId);
}

/**
 * By its URL without scheme. "The URL is case-sensitive" (id_roles_providers_create_oidc), and all of it is, as an
 * issuer "MUST exactly match" (OpenID Connect Core 1.0, section 3.1.3.7).
 */
export async function findOidcProviderByUrl(
  tables: Reading,
  url: string,
  accountId: string,
): Promise<OidcProviderRecord | undefined> {
  // Of an older sandbox's, the key is in lower case, and may be another's whose URL differs by case.
  for (const key of [oidcProviderKey(accountId, url), namedKey(accountId, 'oidc-provider', url)]) {
    const provider = await tables.oidcProviders.get(key);
    if (provider?.url === url) return provider;
  }
  return undefined;
}

export async function findSamlProvider(
  tables: Reading,
  arn: string,
  accountId: string,
): Promise<SamlProviderRecord | undefined> {
  const name = providerNameIn('saml-provider', arn, accountId);
  return name === undefined
    ? undefined
    : tables.samlProviders.get(namedKey(accountId, 'saml-provider', name));
}

/** The permission to do `action` to a provider, with the keys of the tags that it has. */
export async function checkOnProvider(
  tables: Reading,
  call: Call,
  kind: ProviderKind,
  action: string,
  arn: string,
  context: Check['context'] = {},
): Promise<Check> {
  const { accountId } = call.caller.account;
  const found: { readonly tags: readonly TagRecord[] } | undefined =
    kind === 'oidc-provider'
      ? await findOidcProvider(tables, arn, accountId)
      : await findSamlProvider(tables, arn, accountId);
  return checkOnAccount(call, action, arn, { ...resourceTagKeys(found?.tags ?? []), ...context });
}

// The sentences are not documented; they are what AWS is known to say.
export function noSuchOidcProvider(arn: string): Fault {
  return noSuchEntity(`OpenIDConnect Provider not found for arn ${arn}`);
}

/**
 * The page of DeleteOpenIDConnectProvider names this error, and says that "it does not fail or return an error if you call
 * the operation for a provider that does not exist"; it does, in these words:
 * https://github.com/radkawar/stackd/blob/9dc356f5e5cc49d2d334178a09c1398dd1c62617/internal/services/iam/testdata/federation/oidc.json
 */
export function noOidcProviderToDelete(arn: string): Fault {
  return noSuchEntity(`OpenId connect Provider ${arn} cannot be found.`);
}

export function noSuchSamlProvider(arn: string): Fault {
  return noSuchEntity(`Manifest not found for arn ${arn}`);
}

/** "The returned list of tags is sorted by tag key" (API_GetOpenIDConnectProvider). */
export function sortedTags(tags: readonly TagRecord[]): readonly TagRecord[] {
  return [...tags].sort((a, b) => (a.key < b.key ? -1 : 1));
}
