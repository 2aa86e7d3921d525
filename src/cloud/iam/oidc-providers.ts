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
import { err, ok } from '../../core/lang/result.ts';
import { entityAlreadyExists, quotaExceeded, type Fault } from '../fault.ts';
import { keysOf, oidcProviderKey } from '../keys.ts';
import { defineOperation, type Call, type Operation } from '../operation.ts';
import type { Reading } from '../ports.ts';
import { requestTagKeys, sdkTags, sdkTagsIf, tagRecords, tagsFault } from '../tags.ts';
import { checkOnAccount } from './entities.ts';
import { registeredUrl, urlFault } from './oidc-provider-url.ts';
import { noThumbprints, thumbprintOf, thumbprints, thumbprintsFault } from './oidc-thumbprints.ts';
import {
  checkOnProvider,
  findOidcProvider,
  findOidcProviderByUrl,
  malformedProviderArn,
  noOidcProviderToDelete,
  noSuchOidcProvider,
  providerArn,
  sortedTags,
} from './provider-arn.ts';
import { clientIdsPerOidcProvider, oidcProvidersPerAccount } from './quotas.ts';
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
    const arn = providerArn(call.caller.account.accountId, kind, registeredUrl(Url));
    const tagging = Tags.length === 0 ? [] : ['iam:TagOpenIDConnectProvider'];
    return {
      authorize: ['iam:CreateOpenIDConnectProvider', ...tagging].map((action) =>
        checkOnAccount(call, action, arn, requestTagKeys(Tags)),
      ),
    };
  },
  apply: async (tables, { Url, ClientIDList = [], ThumbprintList = [], Tags }, call) => {
    const { accountId } = call.caller.account;
    const url = registeredUrl(Url);
    const key = oidcProviderKey(accountId, url);
    if ((await findOidcProviderByUrl(tables, url, accountId)) !== undefined) {
      return err(entityAlreadyExists(`Provider with url ${Url} already exists.`));
    }
    if ((await tables.oidcProviders.countUnder(keysOf(accountId, kind))) >= oidcProvidersPerAccount) {
      return err(quotaExceeded('OpenIdConnectProvidersPerAccount', oidcProvidersPerAccount));
    }
    const tags = tagRecords(Tags);
    // One of an older sandbox, whose URL differs by case: it gets the key that is its own.
    const other = await tables.oidcProviders.get(key);
    if (other !== undefined) {
      await tables.oidcProviders.put({ ...other, key: oidcProviderKey(accountId, other.url) });
    }
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
        // As they came, against the page ("sorted by tag key"); sorted they are when they are asked for. As is recorded of
        // AWS, as the empty list below: oidc-thumbprints.ts has the source.
        ...sdkTagsIf(tags),
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
        Tags: sdkTags(sortedTags(provider.tags)),
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
  apply: async (tables, { OpenIDConnectProviderArn: arn }, call) => {
    const provider = await findOidcProvider(tables, arn, call.caller.account.accountId);
    if (provider === undefined) return err(noOidcProviderToDelete(arn));
    await tables.oidcProviders.delete(provider.key);
    return ok({ changed: true });
  },
});

const updateThumbprint = defineOperation<UpdateOpenIDConnectProviderThumbprintRequest>({
  name: 'UpdateOpenIDConnectProviderThumbprint',
  action: 'iam:UpdateOpenIDConnectProviderThumbprint',
  readOnly: false,
  check: (input) =>
    malformed(input) ?? noThumbprints(input.ThumbprintList) ?? thumbprintsFault(input.ThumbprintList),
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

/** "You cannot register more than 100 client IDs with a single IAM OIDC provider." */
function clientIdsFault(clientIds: readonly string[]): Fault | undefined {
  return new Set(clientIds).size > clientIdsPerOidcProvider
    ? quotaExceeded('ClientIdsPerOpenIdConnectProvider', clientIdsPerOidcProvider)
    : undefined;
}
