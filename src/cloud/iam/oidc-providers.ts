// OpenID Connect identity providers: whose tokens an account takes, and for which clients.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html

import type {
  AddClientIDToOpenIDConnectProviderRequest,
  CreateOpenIDConnectProviderRequest,
  CreateOpenIDConnectProviderResponse,
  DeleteOpenIDConnectProviderRequest,
  GetOpenIDConnectProviderRequest,
  GetOpenIDConnectProviderResponse,
  ListOpenIDConnectProvidersResponse,
  RemoveClientIDFromOpenIDConnectProviderRequest,
  UpdateOpenIDConnectProviderThumbprintRequest,
} from '@aws-sdk/client-iam';
import { sha1 } from '@noble/hashes/legacy.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { err, ok } from '../../core/lang/result.ts';
import { entityAlreadyExists, invalidInput, quotaExceeded, validationError, type Fault } from '../fault.ts';
import { keysOf, namedKey } from '../keys.ts';
import { defineOperation, type Call, type Operation } from '../operation.ts';
import type { Reading } from '../ports.ts';
import { requestTagKeys, sdkTagsIf, tagRecords, tagsFault } from '../tags.ts';
import { checkOnAccount } from './entities.ts';
import {
  checkOnProvider,
  findOidcProvider,
  malformedProviderArn,
  noSuchOidcProvider,
  providerArn,
  sortedTags,
} from './provider-arn.ts';
import { clientIdsPerOidcProvider, oidcProvidersPerAccount, thumbprintsPerOidcProvider } from './quotas.ts';
import { taggingOperations } from './tagging.ts';

const kind = 'oidc-provider';

/** The two members by which all but Create and List say which provider they mean. */
interface Which {
  readonly OpenIDConnectProviderArn: string;
}

const malformed = ({ OpenIDConnectProviderArn }: Which): Fault | undefined =>
  malformedProviderArn(kind, OpenIDConnectProviderArn);

const planOf =
  (action: string) =>
  async (tables: Reading, { OpenIDConnectProviderArn }: Which, call: Call) => ({
    authorize: [await checkOnProvider(tables, call, kind, action, OpenIDConnectProviderArn)],
  });

const createProvider = defineOperation<
  CreateOpenIDConnectProviderRequest,
  CreateOpenIDConnectProviderResponse
>({
  name: 'CreateOpenIDConnectProvider',
  action: 'iam:CreateOpenIDConnectProvider',
  readOnly: false,
  check: ({ Url, ClientIDList = [], ThumbprintList = [], Tags }) =>
    urlFault(Url) ??
    clientIdsFault(ClientIDList) ??
    thumbprintsFault(ThumbprintList) ??
    tagsFault(Tags, 'exact'),
  plan: (_tables, { Url, Tags = [] }, call) => {
    const arn = providerArn(call.caller.account.accountId, kind, withoutScheme(Url));
    const tagging = Tags.length === 0 ? [] : ['iam:TagOpenIDConnectProvider'];
    return {
      authorize: ['iam:CreateOpenIDConnectProvider', ...tagging].map((action) =>
        checkOnAccount(call, action, arn, requestTagKeys(Tags)),
      ),
    };
  },
  apply: async (tables, { Url, ClientIDList = [], ThumbprintList = [], Tags }, call) => {
    const { accountId } = call.caller.account;
    const url = withoutScheme(Url);
    const key = namedKey(accountId, kind, url);
    if ((await tables.oidcProviders.get(key)) !== undefined) {
      return err(entityAlreadyExists(`Provider with url ${Url} already exists.`));
    }
    if ((await tables.oidcProviders.countUnder(keysOf(accountId, kind))) >= oidcProvidersPerAccount) {
      return err(quotaExceeded('OpenIdConnectProvidersPerAccount', oidcProvidersPerAccount));
    }
    const tags = tagRecords(Tags);
    await tables.oidcProviders.put({
      key,
      accountId,
      url,
      clientIds: [...new Set(ClientIDList)],
      thumbprints: ThumbprintList.length === 0 ? [thumbprintOf(url)] : thumbprints(ThumbprintList),
      tags,
      createdAt: call.now,
    });
    return ok({
      result: {
        OpenIDConnectProviderArn: providerArn(accountId, kind, url),
        ...sdkTagsIf(sortedTags(tags)),
      },
      changed: true,
    });
  },
});

const getProvider = defineOperation<GetOpenIDConnectProviderRequest, GetOpenIDConnectProviderResponse>({
  name: 'GetOpenIDConnectProvider',
  action: 'iam:GetOpenIDConnectProvider',
  readOnly: true,
  check: malformed,
  plan: planOf('iam:GetOpenIDConnectProvider'),
  apply: async (tables, { OpenIDConnectProviderArn: arn }, call) => {
    const provider = await findOidcProvider(tables, arn, call.caller.account.accountId);
    if (provider === undefined) return err(noSuchOidcProvider(arn));
    return ok({
      result: {
        // Without its scheme, as AWS gives it.
        Url: provider.url,
        ClientIDList: provider.clientIds,
        ThumbprintList: provider.thumbprints,
        CreateDate: new Date(provider.createdAt),
        ...sdkTagsIf(sortedTags(provider.tags)),
      },
    });
  },
});

const listProviders = defineOperation<object, ListOpenIDConnectProvidersResponse>({
  name: 'ListOpenIDConnectProviders',
  action: 'iam:ListOpenIDConnectProviders',
  readOnly: true,
  plan: (_tables, _input, call) => ({ authorize: [checkOnAccount(call, 'iam:ListOpenIDConnectProviders')] }),
  // Not in pages (API_ListOpenIDConnectProviders).
  apply: async (tables, _input, { caller: { account } }) => {
    const providers = await tables.oidcProviders.under(keysOf(account.accountId, kind));
    return ok({
      result: {
        OpenIDConnectProviderList: providers.map(({ url }) => ({
          Arn: providerArn(account.accountId, kind, url),
        })),
      },
    });
  },
});

const deleteProvider = defineOperation<DeleteOpenIDConnectProviderRequest>({
  name: 'DeleteOpenIDConnectProvider',
  action: 'iam:DeleteOpenIDConnectProvider',
  readOnly: false,
  check: malformed,
  plan: planOf('iam:DeleteOpenIDConnectProvider'),
  // "This operation is idempotent; it does not fail ... for a provider that does not exist."
  apply: async (tables, { OpenIDConnectProviderArn: arn }, call) => {
    const provider = await findOidcProvider(tables, arn, call.caller.account.accountId);
    if (provider !== undefined) await tables.oidcProviders.delete(provider.key);
    return ok({ changed: provider !== undefined });
  },
});

const updateThumbprint = defineOperation<UpdateOpenIDConnectProviderThumbprintRequest>({
  name: 'UpdateOpenIDConnectProviderThumbprint',
  action: 'iam:UpdateOpenIDConnectProviderThumbprint',
  readOnly: false,
  check: (input) => malformed(input) ?? thumbprintsFault(input.ThumbprintList),
  plan: planOf('iam:UpdateOpenIDConnectProviderThumbprint'),
  // "The list that you pass with this operation completely replaces the existing list of thumbprints."
  apply: async (tables, { OpenIDConnectProviderArn: arn, ThumbprintList }, call) => {
    const provider = await findOidcProvider(tables, arn, call.caller.account.accountId);
    if (provider === undefined) return err(noSuchOidcProvider(arn));
    await tables.oidcProviders.put({ ...provider, thumbprints: thumbprints(ThumbprintList) });
    return ok({ changed: true });
  },
});

const addClientId = defineOperation<AddClientIDToOpenIDConnectProviderRequest>({
  name: 'AddClientIDToOpenIDConnectProvider',
  action: 'iam:AddClientIDToOpenIDConnectProvider',
  readOnly: false,
  check: malformed,
  plan: planOf('iam:AddClientIDToOpenIDConnectProvider'),
  apply: async (tables, { OpenIDConnectProviderArn: arn, ClientID }, call) => {
    const provider = await findOidcProvider(tables, arn, call.caller.account.accountId);
    if (provider === undefined) return err(noSuchOidcProvider(arn));
    // "This operation is idempotent; it does not fail or return an error if you add an existing client ID."
    if (provider.clientIds.includes(ClientID)) return ok({ changed: false });
    const clientIds = [...provider.clientIds, ClientID];
    const fault = clientIdsFault(clientIds);
    if (fault !== undefined) return err(fault);
    await tables.oidcProviders.put({ ...provider, clientIds });
    return ok({ changed: true });
  },
});

const removeClientId = defineOperation<RemoveClientIDFromOpenIDConnectProviderRequest>({
  name: 'RemoveClientIDFromOpenIDConnectProvider',
  action: 'iam:RemoveClientIDFromOpenIDConnectProvider',
  readOnly: false,
  check: malformed,
  plan: planOf('iam:RemoveClientIDFromOpenIDConnectProvider'),
  // "it does not fail or return an error if you try to remove a client ID that does not exist"
  apply: async (tables, { OpenIDConnectProviderArn: arn, ClientID }, call) => {
    const provider = await findOidcProvider(tables, arn, call.caller.account.accountId);
    if (provider === undefined) return err(noSuchOidcProvider(arn));
    const clientIds = provider.clientIds.filter((id) => id !== ClientID);
    const changed = clientIds.length < provider.clientIds.length;
    if (changed) await tables.oidcProviders.put({ ...provider, clientIds });
    return ok({ changed });
  },
});

export const oidcProviderOperations: readonly Operation[] = [
  createProvider,
  getProvider,
  listProviders,
  deleteProvider,
  updateThumbprint,
  addClientId,
  removeClientId,
  ...taggingOperations({
    noun: 'OpenIDConnectProvider',
    member: 'OpenIDConnectProviderArn',
    check: (arn) => malformedProviderArn(kind, arn),
    permission: (tables, call, action, arn, context) =>
      checkOnProvider(tables, call, kind, action, arn, context),
    find: async (tables, call, arn) => {
      const provider = await findOidcProvider(tables, arn, call.caller.account.accountId);
      if (provider === undefined) return err(noSuchOidcProvider(arn));
      return ok({
        tags: provider.tags,
        save: (writing, tags) => writing.oidcProviders.put({ ...provider, tags }),
      });
    },
  }),
];

/** `https://server.example.com` → `server.example.com` */
function withoutScheme(url: string): string {
  return url.replace(/^https:\/\//i, '');
}

// "The URL must begin with https:// ... path components are allowed but query parameters are not ... The URL should not
// contain a port number." What AWS does with a port is not documented; here it is refused, as it is no part of an ARN.
const providerUrl =
  /^https:\/\/[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?:\/[A-Za-z0-9._~!$&'()*+,;=@%/-]*)?$/;

function urlFault(url: string): Fault | undefined {
  // Not documented; what AWS is known to say.
  if (!providerUrl.test(url)) return validationError('Invalid Open ID Connect Provider URL');
  return /^https:\/\/[^/]+\.tokens\.sts\.global\.api\.aws(?:\/|$)/i.test(url)
    ? invalidInput(
        'Creating an OIDC provider with an STS issuer URL from the same partition is not supported. Within a partition, use AssumeRole instead of web identity federation.',
      )
    : undefined;
}

/** "You cannot register more than 100 client IDs with a single IAM OIDC provider." */
function clientIdsFault(clientIds: readonly string[]): Fault | undefined {
  return new Set(clientIds).size > clientIdsPerOidcProvider
    ? quotaExceeded('ClientIdsPerOpenIdConnectProvider', clientIdsPerOidcProvider)
    : undefined;
}

/** "IAM lets you have up to five thumbprints"; "the hex-encoded SHA-1 hash value". The words are not documented. */
function thumbprintsFault(given: readonly string[]): Fault | undefined {
  if (new Set(given).size > thumbprintsPerOidcProvider) {
    return invalidInput(`Thumbprint list must contain fewer than ${thumbprintsPerOidcProvider} entries.`);
  }
  const wrong = given.find((thumbprint) => !/^[0-9a-f]{40}$/i.test(thumbprint));
  return wrong === undefined ? undefined : invalidInput(`Invalid thumbprint: ${wrong}`);
}

function thumbprints(given: readonly string[]): readonly string[] {
  return [...new Set(given.map((thumbprint) => thumbprint.toLowerCase()))];
}

/**
 * "If it is not included, IAM will retrieve and use the top intermediate certificate authority (CA) thumbprint": there
 * is no network here, and what stands for it is the hash of the host's name.
 */
function thumbprintOf(url: string): string {
  return bytesToHex(sha1(utf8ToBytes(url.split('/')[0] ?? '')));
}
