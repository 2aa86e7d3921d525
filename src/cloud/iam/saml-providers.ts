// SAML 2.0 identity providers: whose assertions an account takes, as their metadata documents say.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml.html

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
import { err, ok, type Result } from '../../core/lang/result.ts';
import { makeUniqueId, makeUuid, uniqueIdEntropy } from '../../core/names/unique-id.ts';
import { entityAlreadyExists, invalidInput, limitExceeded, quotaExceeded, type Fault } from '../fault.ts';
import { keysOf, namedKey } from '../keys.ts';
import { defineOperation, type Call, type Operation } from '../operation.ts';
import type { Reading } from '../ports.ts';
import type { SamlProviderRecord } from '../records.ts';
import { requestTagKeys, sdkTagsIf, tagRecords, tagsFault } from '../tags.ts';
import { checkOnAccount } from './entities.ts';
import {
  checkOnProvider,
  findSamlProvider,
  malformedProviderArn,
  noSuchSamlProvider,
  providerArn,
  sortedTags,
} from './provider-arn.ts';
import { privateKeysPerSamlProvider, samlProvidersPerAccount } from './quotas.ts';
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

/** What `consult` finds in a metadata document: until when it holds. */
type Metadata = Result<{ readonly validUntil?: number }, Fault>;

const createProvider = defineOperation<CreateSAMLProviderRequest, CreateSAMLProviderResponse, Metadata>({
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
  consult: (_advisers, { SAMLMetadataDocument }) => readMetadata(SAMLMetadataDocument),
  apply: async (tables, input, call, { known: metadata }) => {
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
    if (!metadata.ok) return metadata;
    const tags = tagRecords(input.Tags);
    await tables.samlProviders.put({
      key,
      accountId,
      providerName: input.Name,
      providerId: makeUuid(call.ids.randomBytes(16)),
      metadata: input.SAMLMetadataDocument,
      validUntil: metadata.value.validUntil ?? inHundredYears(call.now),
      tags,
      createdAt: call.now,
      ...(input.AssertionEncryptionMode === undefined
        ? {}
        : { assertionEncryption: input.AssertionEncryptionMode }),
      ...(input.AddPrivateKey === undefined ? {} : { privateKeys: [newKey(call)] }),
    });
    return ok({ result: { SAMLProviderArn: arn, ...sdkTagsIf(sortedTags(tags)) }, changed: true });
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
    const { assertionEncryption, privateKeys = [] } = provider;
    return ok({
      result: {
        SAMLProviderUUID: provider.providerId,
        SAMLMetadataDocument: provider.metadata,
        CreateDate: new Date(provider.createdAt),
        ValidUntil: new Date(provider.validUntil),
        ...sdkTagsIf(sortedTags(provider.tags)),
        ...(assertionEncryption === undefined ? {} : { AssertionEncryptionMode: assertionEncryption }),
        ...(privateKeys.length === 0
          ? {}
          : {
              PrivateKeyList: privateKeys.map(({ keyId, addedAt }) => ({
                KeyId: keyId,
                Timestamp: new Date(addedAt),
              })),
            }),
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
        SAMLProviderList: providers.map(({ providerName, validUntil, createdAt }) => ({
          Arn: providerArn(account.accountId, kind, providerName),
          ValidUntil: new Date(validUntil),
          CreateDate: new Date(createdAt),
        })),
      },
    });
  },
});

const updateProvider = defineOperation<
  UpdateSAMLProviderRequest,
  UpdateSAMLProviderResponse,
  Metadata | undefined
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
    SAMLMetadataDocument === undefined ? undefined : readMetadata(SAMLMetadataDocument),
  apply: async (tables, input, call, { known: metadata }) => {
    const { SAMLProviderArn: arn, SAMLMetadataDocument, AssertionEncryptionMode } = input;
    const provider = await findSamlProvider(tables, arn, call.caller.account.accountId);
    if (provider === undefined) return err(noSuchSamlProvider(arn));
    if (metadata?.ok === false) return metadata;
    const keys = rotatedKeys(provider, input, call);
    if (!keys.ok) return keys;
    const assertionEncryption = AssertionEncryptionMode ?? provider.assertionEncryption;
    if (assertionEncryption === 'Required' && keys.value.length === 0) {
      return err(
        input.RemovePrivateKey === undefined ? keyRequired : invalidInput('Failed to remove private key.'),
      );
    }
    await tables.samlProviders.put({
      ...provider,
      ...(SAMLMetadataDocument === undefined
        ? {}
        : {
            metadata: SAMLMetadataDocument,
            validUntil: metadata?.value.validUntil ?? inHundredYears(call.now),
          }),
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

/** The reader of metadata is fetched with the first document. */
async function readMetadata(document: string): Promise<Metadata> {
  const { readSamlMetadata } = await import('../../core/federation/saml-metadata.ts');
  const read = readSamlMetadata(document);
  return read.ok ? read : err(invalidInput(`Could not parse metadata: ${read.error.message}`));
}

/** Where the document names no end, AWS is known to give a hundred years. */
function inHundredYears(now: number): number {
  const date = new Date(now);
  return date.setUTCFullYear(date.getUTCFullYear() + 100);
}

// The sentences are those of the page; of their codes it says nothing.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html

function privateKeyFault(pem: string | undefined): Fault | undefined {
  return pem === undefined ||
    /^\s*-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]+-----END [A-Z ]*PRIVATE KEY-----\s*$/.test(pem)
    ? undefined
    : invalidInput('Invalid private key.');
}

const keyRequired = invalidInput(
  'Unable to set assertion encryption mode to Required because no private key is provided.',
);

function encryptionFault(mode: string | undefined, key: string | undefined): Fault | undefined {
  return mode === 'Required' && key === undefined ? keyRequired : undefined;
}

type Rotation = Readonly<Partial<Record<'AddPrivateKey' | 'RemovePrivateKey', string | undefined>>>;

function nothingToUpdate(input: Rotation & Readonly<Record<string, unknown>>): Fault | undefined {
  const { SAMLProviderArn: _which, ...updates } = input;
  return Object.values(updates).every((value) => value === undefined)
    ? invalidInput(
        'Unable to update identity provider. No updates are defined for metadata or encryption assertion.',
      )
    : undefined;
}

function rotationFault({ AddPrivateKey, RemovePrivateKey }: Rotation): Fault | undefined {
  return AddPrivateKey !== undefined && RemovePrivateKey !== undefined
    ? invalidInput(
        'Unable to add and remove private keys in the same request. Set a value for only one of the two parameters.',
      )
    : undefined;
}

function rotatedKeys(
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
function newKey({ ids, now }: Call): { readonly keyId: string; readonly addedAt: number } {
  // `[A-Z0-9]+`, 22 to 64 characters; its prefix is not documented.
  const keyId = `ASPK${makeUniqueId('AIDA', ids.randomBytes(uniqueIdEntropy)).slice(4)}0`;
  return { keyId, addedAt: now };
}
