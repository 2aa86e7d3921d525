// Access keys: at most two for a user, and for root. Without `UserName` all of these mean the caller.

import { err, ok } from '../../core/lang/result.ts';
import {
  accessKeyIdBytes,
  makeAccessKeyId,
  makeSecretAccessKey,
  secretAccessKeyBytes,
} from '../../core/names/access-key-id.ts';
import { queryList } from '../../core/wire/query-codec.ts';
import { xml, xmlIf, type XmlElement } from '../../core/wire/xml-writer.ts';
import type { Principal } from '../caller.ts';
import { isoSeconds, trailDate } from '../dates.ts';
import { noSuchEntity, quotaExceeded, type Fault } from '../fault.ts';
import { defineOperation, type Operation } from '../operation.ts';
import type { AccessKeyRecord } from '../records.ts';
import { pageOf, readPage } from './paging.ts';
import { accessKeysPerUser } from './quotas.ts';
import { accessKeyId, userName } from './rules.ts';
import { checkOnUser, findOwner } from './target-user.ts';

const createAccessKey = defineOperation({
  name: 'CreateAccessKey',
  action: 'iam:CreateAccessKey',
  readOnly: false,
  parse: (parameters) => ({ userName: parameters.optional('UserName', userName) }),
  plan: async (tables, input, call) => ({
    authorize: [await checkOnUser(tables, call, 'iam:CreateAccessKey', input.userName)],
  }),
  apply: async (tables, input, call) => {
    const owner = await findOwner(tables, call, input.userName);
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
    const name = nameOf(owner.value);
    return ok({
      output: {
        kind: 'query',
        result: [
          xml('AccessKey', [
            ...xmlIf('UserName', name),
            xml('AccessKeyId', id),
            xml('Status', key.status),
            xml('SecretAccessKey', key.secretAccessKey),
            xml('CreateDate', isoSeconds(key.createdAt)),
          ]),
        ],
      },
      changed: true,
      responseElements: {
        accessKey: {
          ...(name === undefined ? {} : { userName: name }),
          accessKeyId: id,
          status: key.status,
          createDate: trailDate(key.createdAt),
        },
      },
    });
  },
});

const listAccessKeys = defineOperation({
  name: 'ListAccessKeys',
  action: 'iam:ListAccessKeys',
  readOnly: true,
  parse: (parameters) => ({
    userName: parameters.optional('UserName', userName),
    page: readPage(parameters),
  }),
  plan: async (tables, input, call) => ({
    authorize: [await checkOnUser(tables, call, 'iam:ListAccessKeys', input.userName)],
  }),
  apply: async (tables, input, call) => {
    const owner = await findOwner(tables, call, input.userName);
    if (!owner.ok) return owner;
    const keys = await tables.accessKeys.where('ownerKey', owner.value.ownerKey);
    const { items, ending } = pageOf(keys, input.page);
    const members = items.map((key): readonly XmlElement[] => [
      ...xmlIf('UserName', nameOf(owner.value)),
      xml('AccessKeyId', key.accessKeyId),
      xml('Status', key.status),
      xml('CreateDate', isoSeconds(key.createdAt)),
    ]);
    return ok({
      output: { kind: 'query', result: [queryList('AccessKeyMetadata', members), ...ending] },
    });
  },
});

const updateAccessKey = defineOperation({
  name: 'UpdateAccessKey',
  action: 'iam:UpdateAccessKey',
  readOnly: false,
  parse: (parameters) => ({
    userName: parameters.optional('UserName', userName),
    accessKeyId: parameters.required('AccessKeyId', accessKeyId),
    status: parameters.required('Status', { oneOf: ['Active', 'Inactive'] }),
  }),
  plan: async (tables, input, call) => ({
    authorize: [await checkOnUser(tables, call, 'iam:UpdateAccessKey', input.userName)],
  }),
  apply: async (tables, input, call) => {
    const owner = await findOwner(tables, call, input.userName);
    if (!owner.ok) return owner;
    const key = await tables.accessKeys.get(input.accessKeyId);
    if (key?.ownerKey !== owner.value.ownerKey) return err(noSuchKey(input.accessKeyId));
    const status = input.status === 'Active' ? 'Active' : 'Inactive';
    await tables.accessKeys.put({ ...key, status });
    return ok({ output: { kind: 'query', result: undefined }, changed: key.status !== status });
  },
});

const deleteAccessKey = defineOperation({
  name: 'DeleteAccessKey',
  action: 'iam:DeleteAccessKey',
  readOnly: false,
  parse: (parameters) => ({
    userName: parameters.optional('UserName', userName),
    accessKeyId: parameters.required('AccessKeyId', accessKeyId),
  }),
  plan: async (tables, input, call) => ({
    authorize: [await checkOnUser(tables, call, 'iam:DeleteAccessKey', input.userName)],
  }),
  apply: async (tables, input, call) => {
    const owner = await findOwner(tables, call, input.userName);
    if (!owner.ok) return owner;
    const key = await tables.accessKeys.get(input.accessKeyId);
    if (key?.ownerKey !== owner.value.ownerKey) return err(noSuchKey(input.accessKeyId));
    await tables.accessKeys.delete(key.key);
    return ok({ output: { kind: 'query', result: undefined }, changed: true });
  },
});

export const accessKeyOperations: readonly Operation[] = [
  createAccessKey,
  listAccessKeys,
  updateAccessKey,
  deleteAccessKey,
];

function noSuchKey(id: string): Fault {
  return noSuchEntity(`The Access Key with id ${id} cannot be found.`);
}

/** Root's keys have no user name. */
function nameOf(owner: Principal): string | undefined {
  return owner.kind === 'user' ? owner.user.userName : undefined;
}
