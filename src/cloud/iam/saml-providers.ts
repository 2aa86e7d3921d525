// SAML 2.0 identity providers: whose assertions an account takes, as their metadata documents say.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml.html
// Ids, defaults, codes and empty lists are as others have seen them ("recorded"):
// https://github.com/radkawar/stackd/blob/9dc356f5e5cc49d2d334178a09c1398dd1c62617/internal/services/iam/testdata/federation/saml.json

import type {
  CreateSAMLProviderRequest,
  CreateSAMLProviderResponse,
  DeleteSAMLProviderRequest,
  GetSAMLProviderRequest,
  GetSAMLProviderResponse,
  ListSAMLProvidersResponse,
  UpdateSAMLProviderRequest,
  UpdateSAMLProviderResponse,
} from '@aws-sdk/client-iam';
import { err, ok } from '../../core/lang/result.ts';
import { entityAlreadyExists, invalidInput, quotaExceeded, validationError, type Fault } from '../fault.ts';
import { keysOf, namedKey } from '../keys.ts';
import { defineOperation, type Call, type Operation } from '../operation.ts';
import type { Reading } from '../ports.ts';
import { requestTagKeys, sdkTags, sdkTagsIf, tagRecords, tagsFault } from '../tags.ts';
import { checkOnAccount } from './entities.ts';
import {
  checkOnProvider,
  findSamlProvider,
  malformedProviderArn,
  noSuchSamlProvider,
  providerArn,
  sortedTags,
} from './provider-arn.ts';
import { samlProvidersPerAccount } from './quotas.ts';
import { metadataFault, validUntil } from './saml-metadata-document.ts';
import {
  encryptionFault,
  keyMissing,
  makeSamlId,
  newKey,
  privateKeyFault,
  rotatedKeys,
  rotationFault,
  samlIdEntropy,
  type Rotation,
} from './saml-private-keys.ts';
import { taggingOperations } from './tagging.ts';

const kind = 'saml-provider';

interface Which {
  readonly SAMLProviderArn: string;
}

const malformed = ({ SAMLProviderArn }: Which): Fault | undefined =>
  malformedProviderArn(kind, SAMLProviderArn);

const planOf =
  (action: string) =>
  async (tables: Reading, { SAMLProviderArn }: Which, call: Call) => ({
    authorize: [await checkOnProvider(tables, call, kind, action, SAMLProviderArn)],
  });

const createProvider = defineOperation<
  CreateSAMLProviderRequest,
  CreateSAMLProviderResponse,
  Fault | undefined
>({
  name: 'CreateSAMLProvider',
  action: 'iam:CreateSAMLProvider',
  readOnly: false,
  check: ({ Tags, AddPrivateKey, AssertionEncryptionMode }) =>
    tagsFault(Tags, 'exact') ??
    privateKeyFault(AddPrivateKey) ??
    encryptionFault(AssertionEncryptionMode, AddPrivateKey),
  plan: (_tables, { Name, Tags = [] }, call) => {
    const arn = providerArn(call.caller.account.accountId, kind, Name);
    const tagging = Tags.length === 0 ? [] : ['iam:TagSAMLProvider'];
    return {
      authorize: ['iam:CreateSAMLProvider', ...tagging].map((action) =>
        checkOnAccount(call, action, arn, requestTagKeys(Tags)),
      ),
    };
  },
  consult: (_advisers, { SAMLMetadataDocument }) => metadataFault(SAMLMetadataDocument),
  apply: async (tables, input, call, { known: unreadable }) => {
    const { accountId } = call.caller.account;
    const key = namedKey(accountId, kind, input.Name);
    const arn = providerArn(accountId, kind, input.Name);
    // The sentence is not documented.
    if ((await tables.samlProviders.get(key)) !== undefined) {
      return err(entityAlreadyExists(`SAML provider with name ${input.Name} already exists.`));
    }
    if ((await tables.samlProviders.countUnder(keysOf(accountId, kind))) >= samlProvidersPerAccount) {
      return err(quotaExceeded('SAMLProvidersPerAccount', samlProvidersPerAccount));
    }
    if (unreadable !== undefined) return err(unreadable);
    const tags = tagRecords(input.Tags);
    await tables.samlProviders.put({
      key,
      accountId,
      providerName: input.Name,
      providerId: makeSamlId('SAMLSP', call.ids.randomBytes(samlIdEntropy)),
      metadata: input.SAMLMetadataDocument,
      validUntil: validUntil(call.now),
      tags,
      createdAt: call.now,
      ...(input.AssertionEncryptionMode === undefined
        ? {}
        : { assertionEncryption: input.AssertionEncryptionMode }),
      ...(input.AddPrivateKey === undefined ? {} : { privateKeys: [newKey(call)] }),
    });
    // As they came, against the page ("sorted by tag key"); sorted they are when they are asked for (recorded).
    return ok({ result: { SAMLProviderArn: arn, ...sdkTagsIf(tags) }, changed: true });
  },
});

const getProvider = defineOperation<GetSAMLProviderRequest, GetSAMLProviderResponse>({
  name: 'GetSAMLProvider',
  action: 'iam:GetSAMLProvider',
  readOnly: true,
  check: malformed,
  plan: planOf('iam:GetSAMLProvider'),
  apply: async (tables, { SAMLProviderArn: arn }, call) => {
    const provider = await findSamlProvider(tables, arn, call.caller.account.accountId);
    if (provider === undefined) return err(noSuchSamlProvider(arn));
    // Neither mode nor lists are left out (recorded).
    const { assertionEncryption = 'Allowed', privateKeys = [] } = provider;
    return ok({
      result: {
        SAMLProviderUUID: provider.providerId,
        SAMLMetadataDocument: provider.metadata,
        CreateDate: new Date(provider.createdAt),
        ValidUntil: new Date(provider.validUntil),
        Tags: sdkTags(sortedTags(provider.tags)),
        AssertionEncryptionMode: assertionEncryption,
        PrivateKeyList: privateKeys.map(({ keyId, addedAt }) => ({
          KeyId: keyId,
          Timestamp: new Date(addedAt),
        })),
      },
    });
  },
});

const listProviders = defineOperation<object, ListSAMLProvidersResponse>({
  name: 'ListSAMLProviders',
  action: 'iam:ListSAMLProviders',
  readOnly: true,
  plan: (_tables, _input, call) => ({ authorize: [checkOnAccount(call, 'iam:ListSAMLProviders')] }),
  // Not in pages (API_ListSAMLProviders).
  apply: async (tables, _input, { caller: { account } }) => {
    const providers = await tables.samlProviders.under(keysOf(account.accountId, kind));
    return ok({
      result: {
        SAMLProviderList: providers.map(({ providerName, createdAt, validUntil: ends }) => ({
          Arn: providerArn(account.accountId, kind, providerName),
          ValidUntil: new Date(ends),
          CreateDate: new Date(createdAt),
        })),
      },
    });
  },
});

const updateProvider = defineOperation<
  UpdateSAMLProviderRequest,
  UpdateSAMLProviderResponse,
  Fault | undefined
>({
  name: 'UpdateSAMLProvider',
  action: 'iam:UpdateSAMLProvider',
  readOnly: false,
  check: (input) =>
    malformed(input) ??
    nothingToUpdate({ ...input }) ??
    privateKeyFault(input.AddPrivateKey) ??
    rotationFault(input),
  plan: planOf('iam:UpdateSAMLProvider'),
  consult: async (_advisers, { SAMLMetadataDocument }) =>
    SAMLMetadataDocument === undefined ? undefined : metadataFault(SAMLMetadataDocument),
  apply: async (tables, input, call, { known: unreadable }) => {
    const { SAMLProviderArn: arn, SAMLMetadataDocument, AssertionEncryptionMode } = input;
    const provider = await findSamlProvider(tables, arn, call.caller.account.accountId);
    if (provider === undefined) return err(noSuchSamlProvider(arn));
    if (unreadable !== undefined) return err(unreadable);
    const keys = rotatedKeys(provider, input, call);
    if (!keys.ok) return keys;
    const assertionEncryption = AssertionEncryptionMode ?? provider.assertionEncryption;
    if (assertionEncryption === 'Required' && keys.value.length === 0) {
      return err(
        input.RemovePrivateKey === undefined ? keyMissing : invalidInput('Failed to remove private key.'),
      );
    }
    await tables.samlProviders.put({
      ...provider,
      ...(SAMLMetadataDocument === undefined
        ? {}
        : { metadata: SAMLMetadataDocument, validUntil: validUntil(call.now) }),
      ...(assertionEncryption === undefined ? {} : { assertionEncryption }),
      privateKeys: keys.value,
    });
    return ok({ result: { SAMLProviderArn: arn }, changed: true });
  },
});

const deleteProvider = defineOperation<DeleteSAMLProviderRequest>({
  name: 'DeleteSAMLProvider',
  action: 'iam:DeleteSAMLProvider',
  readOnly: false,
  check: malformed,
  plan: planOf('iam:DeleteSAMLProvider'),
  // "does not update any roles that reference the provider" (API_DeleteSAMLProvider)
  apply: async (tables, { SAMLProviderArn: arn }, call) => {
    const provider = await findSamlProvider(tables, arn, call.caller.account.accountId);
    if (provider === undefined) return err(noSuchSamlProvider(arn));
    await tables.samlProviders.delete(provider.key);
    return ok({ changed: true });
  },
});

export const samlProviderOperations: readonly Operation[] = [
  createProvider,
  getProvider,
  listProviders,
  updateProvider,
  deleteProvider,
  ...taggingOperations({
    noun: 'SAMLProvider',
    member: 'SAMLProviderArn',
    check: (arn) => malformedProviderArn(kind, arn),
    permission: (tables, call, action, arn, context) =>
      checkOnProvider(tables, call, kind, action, arn, context),
    find: async (tables, call, arn) => {
      const provider = await findSamlProvider(tables, arn, call.caller.account.accountId);
      if (provider === undefined) return err(noSuchSamlProvider(arn));
      return ok({
        tags: provider.tags,
        save: (writing, tags) => writing.samlProviders.put({ ...provider, tags }),
      });
    },
  }),
];

/** The sentence is of troubleshoot_saml; its code is recorded. */
function nothingToUpdate(input: Rotation & Readonly<Record<string, unknown>>): Fault | undefined {
  const { SAMLProviderArn: _which, ...updates } = input;
  return Object.values(updates).every((value) => value === undefined)
    ? validationError(
        'Unable to update identity provider. No updates are defined for metadata or encryption assertion.',
      )
    : undefined;
}
