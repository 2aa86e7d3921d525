// Access keys: at most two for a user, and for root. Without `UserName` all of these mean the caller.

import type {
  AccessKeyMetadata,
  CreateAccessKeyRequest,
  CreateAccessKeyResponse,
  DeleteAccessKeyRequest,
  GetAccessKeyLastUsedRequest,
  GetAccessKeyLastUsedResponse,
  ListAccessKeysRequest,
  ListAccessKeysResponse,
  UpdateAccessKeyRequest,
} from '@aws-sdk/client-iam';
import { err, ok } from '../../core/lang/result.ts';
import {
  accessKeyIdBytes,
  makeAccessKeyId,
  makeSecretAccessKey,
  secretAccessKeyBytes,
} from '../../core/names/access-key-id.ts';
import { noSuchEntity, quotaExceeded, type Fault } from '../fault.ts';
import { defineOperation, type Operation } from '../operation.ts';
import type { AccessKeyRecord } from '../records.ts';
import type { Answered } from '../sdk-types.ts';
import {
  checkOnAccount,
  checkOnEntity,
  checkOnUser,
  entityAt,
  findOwner,
  ownerName,
  saidAs,
  unnamedFault,
} from './entities.ts';
import { markerFault, pageOf } from './paging.ts';
import { accessKeysPerUser } from './quotas.ts';
import { expiredStatusFault, statusOf } from './status.ts';

const createAccessKey = defineOperation<CreateAccessKeyRequest, CreateAccessKeyResponse>({
  name: 'CreateAccessKey',
  action: 'iam:CreateAccessKey',
  readOnly: false,
  check: unnamedFault,
  plan: async (tables, input, call) => ({
    authorize: [await checkOnUser(tables, call, 'iam:CreateAccessKey', input.UserName)],
  }),
  apply: async (tables, input, call) => {
    const owner = await findOwner(tables, call, input.UserName);
    if (!owner.ok) return owner;
    const { ownerKey } = owner.value;
    // Inactive keys count too (API_CreateAccessKey).
    const keys = await tables.accessKeys.where('ownerKey', ownerKey);
    if (keys.length >= accessKeysPerUser) return err(quotaExceeded('AccessKeysPerUser', accessKeysPerUser));
    const { accountId } = call.caller.account;
    const random = call.ids.randomBytes(accessKeyIdBytes);
    const id = makeAccessKeyId({ prefix: 'AKIA', accountId, random });
    const key: AccessKeyRecord = {
      key: id,
      accountId,
      ownerKey,
      accessKeyId: id,
      secretAccessKey: makeSecretAccessKey(call.ids.randomBytes(secretAccessKeyBytes)),
      status: 'Active',
      createdAt: call.now,
    };
    await tables.accessKeys.put(key);
    return ok({
      result: {
        AccessKey: {
          UserName: ownerName(owner.value),
          ...metadataOf(key),
          SecretAccessKey: key.secretAccessKey,
        },
      },
      changed: true,
    });
  },
});

const listAccessKeys = defineOperation<ListAccessKeysRequest, ListAccessKeysResponse>({
  name: 'ListAccessKeys',
  action: 'iam:ListAccessKeys',
  readOnly: true,
  check: (input, call) => unnamedFault(input, call) ?? markerFault(input),
  plan: async (tables, input, call) => ({
    authorize: [await checkOnUser(tables, call, 'iam:ListAccessKeys', input.UserName)],
  }),
  apply: async (tables, input, call) => {
    const owner = await findOwner(tables, call, input.UserName);
    if (!owner.ok) return owner;
    const keys = await tables.accessKeys.where('ownerKey', owner.value.ownerKey);
    const { items, ending } = pageOf(keys, input);
    const UserName = ownerName(owner.value);
    return ok({
      result: { AccessKeyMetadata: items.map((key) => ({ UserName, ...metadataOf(key) })), ...ending },
    });
  },
});

const updateAccessKey = defineOperation<UpdateAccessKeyRequest>({
  name: 'UpdateAccessKey',
  action: 'iam:UpdateAccessKey',
  readOnly: false,
  check: (input, call) => unnamedFault(input, call) ?? expiredStatusFault(input.Status),
  plan: async (tables, input, call) => ({
    authorize: [await checkOnUser(tables, call, 'iam:UpdateAccessKey', input.UserName)],
  }),
  apply: async (tables, input, call) => {
    const owner = await findOwner(tables, call, input.UserName);
    if (!owner.ok) return owner;
    const key = await tables.accessKeys.get(input.AccessKeyId);
    if (key?.ownerKey !== owner.value.ownerKey) return err(noSuchKey(input.AccessKeyId));
    const status = statusOf(input.Status);
    await tables.accessKeys.put({ ...key, status });
    return ok({ changed: key.status !== status });
  },
});

const deleteAccessKey = defineOperation<DeleteAccessKeyRequest>({
  name: 'DeleteAccessKey',
  action: 'iam:DeleteAccessKey',
  readOnly: false,
  check: unnamedFault,
  plan: async (tables, input, call) => ({
    authorize: [await checkOnUser(tables, call, 'iam:DeleteAccessKey', input.UserName)],
  }),
  apply: async (tables, input, call) => {
    const owner = await findOwner(tables, call, input.UserName);
    if (!owner.ok) return owner;
    const key = await tables.accessKeys.get(input.AccessKeyId);
    if (key?.ownerKey !== owner.value.ownerKey) return err(noSuchKey(input.AccessKeyId));
    await tables.accessKeys.delete(key.key);
    await tables.lastUsed.delete(key.key);
    return ok({ changed: true });
  },
});

const getAccessKeyLastUsed = defineOperation<GetAccessKeyLastUsedRequest, GetAccessKeyLastUsedResponse>({
  name: 'GetAccessKeyLastUsed',
  action: 'iam:GetAccessKeyLastUsed',
  readOnly: true,
  // Asked for on the user whose key it is (Service Authorization Reference, IAM); of an unknown key, on any.
  plan: async (tables, { AccessKeyId }, call) => {
    const key = await tables.accessKeys.get(AccessKeyId);
    const owner = key === undefined ? undefined : await entityAt(tables, 'user', key.ownerKey);
    const action = 'iam:GetAccessKeyLastUsed';
    const check =
      owner?.accountId === call.caller.account.accountId
        ? await checkOnEntity(tables, call, action, 'user', owner.name)
        : checkOnAccount(call, action);
    // Whose it is, a denial does not tell.
    return { authorize: [saidAs(check, `access key ${AccessKeyId}`)] };
  },
  apply: async (tables, { AccessKeyId }, call) => {
    const key = await tables.accessKeys.get(AccessKeyId);
    // The page gives no code for a key of another account or of none; AWS is known to deny it.
    if (key?.accountId !== call.caller.account.accountId) {
      const message = `User: ${call.caller.principal.arn} is not authorized to perform iam:GetAccessKeyLastUsed on resource: access key ${AccessKeyId}`;
      return err({ code: 'AccessDenied', status: 403, message });
    }
    const owner = await entityAt(tables, 'user', key.ownerKey);
    const used = await tables.lastUsed.get(AccessKeyId);
    return ok({
      result: {
        UserName: owner?.name,
        // "N/A" where the key has not been used (API_AccessKeyLastUsed).
        AccessKeyLastUsed:
          used === undefined
            ? { LastUsedDate: undefined, ServiceName: 'N/A', Region: 'N/A' }
            : { LastUsedDate: new Date(used.lastUsedAt), ServiceName: used.serviceName, Region: used.region },
      },
    });
  },
});

export const accessKeyOperations: readonly Operation[] = [
  createAccessKey,
  listAccessKeys,
  updateAccessKey,
  deleteAccessKey,
  getAccessKeyLastUsed,
];

function metadataOf({ accessKeyId, status, createdAt }: AccessKeyRecord) {
  return {
    AccessKeyId: accessKeyId,
    Status: status,
    CreateDate: new Date(createdAt),
  } satisfies Answered<AccessKeyMetadata>;
}

function noSuchKey(id: string): Fault {
  return noSuchEntity(`The Access Key with id ${id} cannot be found.`);
}
