// Server certificates: uploaded with a private key, which is looked at and not kept.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_server-certs.html

import type {
  DeleteServerCertificateRequest,
  GetServerCertificateRequest,
  GetServerCertificateResponse,
  ListServerCertificatesRequest,
  ListServerCertificatesResponse,
  ServerCertificateMetadata,
  UpdateServerCertificateRequest,
  UploadServerCertificateRequest,
  UploadServerCertificateResponse,
} from '@aws-sdk/client-iam';
import { err, ok } from '../../core/lang/result.ts';
import { makeUniqueId, uniqueIdEntropy } from '../../core/names/unique-id.ts';
import { entityAlreadyExists, quotaExceeded, type Fault } from '../fault.ts';
import { keysOf } from '../keys.ts';
import { defineOperation, type Operation } from '../operation.ts';
import type { ServerCertificateRecord } from '../records.ts';
import type { Answered } from '../sdk-types.ts';
import { requestTagKeys, sdkTags, sdkTagsIf, tagRecords, tagsFault } from '../tags.ts';
import { checkOnAccount } from './entities.ts';
import {
  checkOnServerCertificate,
  findServerCertificate,
  serverCertificateArn,
  serverCertificateKey,
} from './find-server-certificate.ts';
import { markerFault, pageUnder } from './paging.ts';
import { serverCertificatesPerAccount } from './quotas.ts';
import { bothChecks } from './renaming.ts';
import { examineUpload } from './server-certificate-upload.ts';
import { taggingOperations } from './tagging.ts';

const uploadServerCertificate = defineOperation<
  UploadServerCertificateRequest,
  UploadServerCertificateResponse
>({
  name: 'UploadServerCertificate',
  action: 'iam:UploadServerCertificate',
  readOnly: false,
  check: ({ Tags }) => tagsFault(Tags, 'exact'),
  plan: (_tables, { ServerCertificateName: name, Path = '/', Tags }, call) => {
    const resource = serverCertificateArn({ accountId: call.caller.account.accountId, path: Path, name });
    // As with users, tags on creation need the permission to tag (id_tags_server-certificates).
    const tagging = Tags === undefined || Tags.length === 0 ? [] : ['iam:TagServerCertificate'];
    return {
      authorize: ['iam:UploadServerCertificate', ...tagging].map((action) =>
        checkOnAccount(call, action, resource, requestTagKeys(Tags)),
      ),
    };
  },
  apply: async (tables, input, call) => {
    const { ServerCertificateName: name, Path = '/' } = input;
    const { accountId } = call.caller.account;
    const key = serverCertificateKey(accountId, name);
    if ((await tables.serverCertificates.get(key)) !== undefined) return err(alreadyExists(name));
    const held = await tables.serverCertificates.countUnder(keysOf(accountId, 'server-certificate'));
    if (held >= serverCertificatesPerAccount) {
      return err(quotaExceeded('ServerCertificatesPerAccount', serverCertificatesPerAccount));
    }
    const examined = examineUpload(input, call.now);
    if (!examined.ok) return examined;
    // The private key is left behind here: nothing in the sandbox could use it.
    const record: ServerCertificateRecord = {
      key,
      accountId,
      certificateName: name,
      path: Path,
      certificateId: makeUniqueId('ASCA', call.ids.randomBytes(uniqueIdEntropy)),
      body: input.CertificateBody,
      ...(input.CertificateChain === undefined ? {} : { chain: input.CertificateChain }),
      expiresAt: examined.value.notAfter,
      createdAt: call.now,
      tags: tagRecords(input.Tags),
    };
    await tables.serverCertificates.put(record);
    return ok({
      result: { ServerCertificateMetadata: sdkMetadata(record), ...sdkTagsIf(record.tags) },
      changed: true,
    });
  },
});

const getServerCertificate = defineOperation<GetServerCertificateRequest, GetServerCertificateResponse>({
  name: 'GetServerCertificate',
  action: 'iam:GetServerCertificate',
  readOnly: true,
  plan: async (tables, { ServerCertificateName }, call) => ({
    authorize: [
      await checkOnServerCertificate(tables, call, 'iam:GetServerCertificate', ServerCertificateName),
    ],
  }),
  apply: async (tables, { ServerCertificateName }, call) => {
    const found = await findServerCertificate(tables, call, ServerCertificateName);
    if (!found.ok) return found;
    const { body, chain, tags } = found.value;
    return ok({
      result: {
        ServerCertificate: {
          ServerCertificateMetadata: sdkMetadata(found.value),
          // Without the line break at the end, as others have seen of the certificate:
          // https://github.com/radkawar/stackd/blob/9dc356f5e5cc49d2d334178a09c1398dd1c62617/internal/services/iam/testdata/certificates_aws.json
          CertificateBody: body.trimEnd(),
          ...(chain === undefined ? {} : { CertificateChain: chain.trimEnd() }),
          Tags: sdkTags(tags),
        },
      },
    });
  },
});

const listServerCertificates = defineOperation<ListServerCertificatesRequest, ListServerCertificatesResponse>(
  {
    name: 'ListServerCertificates',
    action: 'iam:ListServerCertificates',
    readOnly: true,
    check: markerFault,
    // As with ListUsers, on the certificates below the prefix.
    plan: (_tables, { PathPrefix = '/' }, call) => {
      const resource = serverCertificateArn({
        accountId: call.caller.account.accountId,
        path: PathPrefix,
        name: '',
      });
      return { authorize: [checkOnAccount(call, 'iam:ListServerCertificates', resource)] };
    },
    apply: async (tables, input, call) => {
      const { PathPrefix = '/' } = input;
      const prefix = keysOf(call.caller.account.accountId, 'server-certificate');
      const { items, ending } = await pageUnder(tables.serverCertificates, prefix, input, ({ path }) =>
        path.startsWith(PathPrefix),
      );
      return ok({ result: { ServerCertificateMetadataList: items.map(sdkMetadata), ...ending } });
    },
  },
);

const updateServerCertificate = defineOperation<UpdateServerCertificateRequest>({
  name: 'UpdateServerCertificate',
  action: 'iam:UpdateServerCertificate',
  readOnly: false,
  // "must have permission to change the server certificate with the old name and the new name" (API_UpdateServerCertificate)
  plan: async (tables, input, call) => {
    const from = input.ServerCertificateName;
    const { accountId } = call.caller.account;
    const record = await tables.serverCertificates.get(serverCertificateKey(accountId, from));
    const check = await checkOnServerCertificate(tables, call, 'iam:UpdateServerCertificate', from);
    const arnBy = (path: string, name: string): string =>
      serverCertificateArn({
        accountId,
        path: input.NewPath ?? path,
        name: input.NewServerCertificateName ?? name,
      });
    return {
      authorize: bothChecks(check, {
        resource: arnBy(record?.path ?? '/', record?.certificateName ?? from),
        said: arnBy('/', from),
      }),
    };
  },
  apply: async (tables, input, call) => {
    const found = await findServerCertificate(tables, call, input.ServerCertificateName);
    if (!found.ok) return found;
    const record = found.value;
    const certificateName = input.NewServerCertificateName ?? record.certificateName;
    const key = serverCertificateKey(record.accountId, certificateName);
    if (key !== record.key && (await tables.serverCertificates.get(key)) !== undefined) {
      return err(alreadyExists(certificateName));
    }
    const path = input.NewPath ?? record.path;
    if (certificateName === record.certificateName && path === record.path) return ok({});
    await tables.serverCertificates.delete(record.key);
    await tables.serverCertificates.put({ ...record, key, certificateName, path });
    return ok({ changed: true });
  },
});

const deleteServerCertificate = defineOperation<DeleteServerCertificateRequest>({
  name: 'DeleteServerCertificate',
  action: 'iam:DeleteServerCertificate',
  readOnly: false,
  plan: async (tables, { ServerCertificateName }, call) => ({
    authorize: [
      await checkOnServerCertificate(tables, call, 'iam:DeleteServerCertificate', ServerCertificateName),
    ],
  }),
  apply: async (tables, { ServerCertificateName }, call) => {
    const found = await findServerCertificate(tables, call, ServerCertificateName);
    if (!found.ok) return found;
    await tables.serverCertificates.delete(found.value.key);
    return ok({ changed: true });
  },
});

export const serverCertificateOperations: readonly Operation[] = [
  uploadServerCertificate,
  getServerCertificate,
  listServerCertificates,
  updateServerCertificate,
  deleteServerCertificate,
  ...taggingOperations({
    noun: 'ServerCertificate',
    member: 'ServerCertificateName',
    permission: checkOnServerCertificate,
    find: async (tables, call, name) => {
      const found = await findServerCertificate(tables, call, name);
      if (!found.ok) return found;
      const record = found.value;
      return ok({
        tags: record.tags,
        save: (writing, tags) => writing.serverCertificates.put({ ...record, tags }),
      });
    },
  }),
];

function alreadyExists(name: string): Fault {
  return entityAlreadyExists(`The Server Certificate with name ${name} already exists.`);
}

function sdkMetadata(record: ServerCertificateRecord): Answered<ServerCertificateMetadata> {
  const { accountId, path, certificateName, certificateId, createdAt, expiresAt } = record;
  return {
    Path: path,
    ServerCertificateName: certificateName,
    ServerCertificateId: certificateId,
    Arn: serverCertificateArn({ accountId, path, name: certificateName }),
    UploadDate: new Date(createdAt),
    ...(expiresAt === undefined ? {} : { Expiration: new Date(expiresAt) }),
  };
}
