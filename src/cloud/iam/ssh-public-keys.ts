// SSH public keys of users, by which CodeCommit knows them: five at most.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_ssh-keys.html
// Sentences, ids and what becomes of comments are as others have seen ("recorded"):
// https://github.com/radkawar/stackd/blob/9dc356f5e5cc49d2d334178a09c1398dd1c62617/internal/services/iam/testdata/certificates_aws.json
// https://github.com/radkawar/stackd/blob/9dc356f5e5cc49d2d334178a09c1398dd1c62617/internal/services/iam/testdata/certificate_edges_aws.json

import type {
  DeleteSSHPublicKeyRequest,
  GetSSHPublicKeyRequest,
  GetSSHPublicKeyResponse,
  ListSSHPublicKeysRequest,
  ListSSHPublicKeysResponse,
  SSHPublicKey,
  UpdateSSHPublicKeyRequest,
  UploadSSHPublicKeyRequest,
  UploadSSHPublicKeyResponse,
} from '@aws-sdk/client-iam';
import { md5 } from '@noble/hashes/legacy.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { err, ok, type Result } from '../../core/lang/result.ts';
import { makeUniqueId, uniqueIdEntropy } from '../../core/names/unique-id.ts';
import {
  bitsOf,
  pemText,
  readPublicKey,
  sshBlob,
  sshText,
  type RsaPublicKey,
} from '../../core/x509/ssh-public-key.ts';
import { noSuchEntity, quotaExceeded, type Fault } from '../fault.ts';
import { defineOperation, type Call, type Operation } from '../operation.ts';
import type { Reading } from '../ports.ts';
import type { SshPublicKeyRecord, UserRecord } from '../records.ts';
import type { Answered } from '../sdk-types.ts';
import { checkOnEntity, checkOnUser, findOwner, findUser, ownerName, unnamedFault } from './entities.ts';
import { markerFault, pageOf } from './paging.ts';
import { sshPublicKeysPerUser } from './quotas.ts';
import { expiredStatusFault, statusOf } from './status.ts';

const uploadSshPublicKey = defineOperation<UploadSSHPublicKeyRequest, UploadSSHPublicKeyResponse>({
  name: 'UploadSSHPublicKey',
  action: 'iam:UploadSSHPublicKey',
  readOnly: false,
  plan: async (tables, { UserName }, call) => ({
    authorize: [await checkOnEntity(tables, call, 'iam:UploadSSHPublicKey', 'user', UserName)],
  }),
  apply: async (tables, { UserName, SSHPublicKeyBody: body }, call) => {
    const user = await findUser(tables, call, UserName);
    if (!user.ok) return user;
    const key = readKey(body);
    if (!key.ok) return key;
    const { key: ownerKey, accountId } = user.value;
    const own = await tables.sshPublicKeys.where('ownerKey', ownerKey);
    const fingerprint = fingerprintOf(key.value);
    if (own.some((other) => other.fingerprint === fingerprint)) return err(duplicateKey());
    if (own.length >= sshPublicKeysPerUser) {
      return err(quotaExceeded('SSHPublicKeysPerUser', sshPublicKeysPerUser));
    }
    const record: SshPublicKeyRecord = {
      // 20 characters, one less than other ids have (recorded).
      key: makeUniqueId('APKA', call.ids.randomBytes(uniqueIdEntropy)).slice(0, 20),
      accountId,
      ownerKey,
      body,
      fingerprint,
      status: 'Active',
      createdAt: call.now,
    };
    await tables.sshPublicKeys.put(record);
    return ok({ result: { SSHPublicKey: sdkKey(record, user.value, body) }, changed: true });
  },
});

const getSshPublicKey = defineOperation<GetSSHPublicKeyRequest, GetSSHPublicKeyResponse>({
  name: 'GetSSHPublicKey',
  action: 'iam:GetSSHPublicKey',
  readOnly: true,
  plan: async (tables, { UserName }, call) => ({
    authorize: [await checkOnEntity(tables, call, 'iam:GetSSHPublicKey', 'user', UserName)],
  }),
  apply: async (tables, { UserName, SSHPublicKeyId, Encoding }, call) => {
    const found = await findKey(tables, call, UserName, SSHPublicKeyId);
    if (!found.ok) return found;
    const { record, user } = found.value;
    return ok({ result: { SSHPublicKey: sdkKey(record, user, encoded(record.body, Encoding)) } });
  },
});

const listSshPublicKeys = defineOperation<ListSSHPublicKeysRequest, ListSSHPublicKeysResponse>({
  name: 'ListSSHPublicKeys',
  action: 'iam:ListSSHPublicKeys',
  readOnly: true,
  check: (input, call) => unnamedFault(input, call) ?? markerFault(input),
  plan: async (tables, { UserName }, call) => ({
    authorize: [await checkOnUser(tables, call, 'iam:ListSSHPublicKeys', UserName)],
  }),
  apply: async (tables, input, call) => {
    const owner = await findOwner(tables, call, input.UserName);
    if (!owner.ok) return owner;
    const own = await tables.sshPublicKeys.where('ownerKey', owner.value.ownerKey);
    const { items, ending } = pageOf(own, input);
    const SSHPublicKeys = items.map(({ key, status, createdAt }) => ({
      UserName: ownerName(owner.value),
      SSHPublicKeyId: key,
      Status: status,
      UploadDate: new Date(createdAt),
    }));
    return ok({ result: { SSHPublicKeys, ...ending } });
  },
});

const updateSshPublicKey = defineOperation<UpdateSSHPublicKeyRequest>({
  name: 'UpdateSSHPublicKey',
  action: 'iam:UpdateSSHPublicKey',
  readOnly: false,
  check: ({ Status }) => expiredStatusFault(Status),
  plan: async (tables, { UserName }, call) => ({
    authorize: [await checkOnEntity(tables, call, 'iam:UpdateSSHPublicKey', 'user', UserName)],
  }),
  apply: async (tables, { UserName, SSHPublicKeyId, Status }, call) => {
    const found = await findKey(tables, call, UserName, SSHPublicKeyId);
    if (!found.ok) return found;
    const { record } = found.value;
    const status = statusOf(Status);
    await tables.sshPublicKeys.put({ ...record, status });
    return ok({ changed: record.status !== status });
  },
});

const deleteSshPublicKey = defineOperation<DeleteSSHPublicKeyRequest>({
  name: 'DeleteSSHPublicKey',
  action: 'iam:DeleteSSHPublicKey',
  readOnly: false,
  plan: async (tables, { UserName }, call) => ({
    authorize: [await checkOnEntity(tables, call, 'iam:DeleteSSHPublicKey', 'user', UserName)],
  }),
  apply: async (tables, { UserName, SSHPublicKeyId }, call) => {
    const found = await findKey(tables, call, UserName, SSHPublicKeyId);
    if (!found.ok) return found;
    await tables.sshPublicKeys.delete(found.value.record.key);
    return ok({ changed: true });
  },
});

export const sshPublicKeyOperations: readonly Operation[] = [
  uploadSshPublicKey,
  getSshPublicKey,
  listSshPublicKeys,
  updateSshPublicKey,
  deleteSshPublicKey,
];

async function findKey(
  tables: Reading,
  call: Call,
  userName: string,
  id: string,
): Promise<Result<{ readonly record: SshPublicKeyRecord; readonly user: UserRecord }, Fault>> {
  const user = await findUser(tables, call, userName);
  if (!user.ok) return user;
  const record = await tables.sshPublicKeys.get(id);
  return record?.ownerKey === user.value.key
    ? ok({ record, user: user.value })
    : err(noSuchEntity(`User has no Public Key with id ${id}.`)); // recorded
}

/** "The minimum bit-length of the public key is 2048 bits, and the maximum length is 16384 bits" (id_credentials_ssh-keys) */
function readKey(body: string): Result<RsaPublicKey, Fault> {
  const read = readPublicKey(body);
  if (read.kind === 'unrecognized') {
    const message = 'Invalid public key uploaded.'; // recorded
    return err({ code: 'UnrecognizedPublicKeyEncoding', status: 400, message });
  }
  return read.kind === 'read' && bitsOf(read.key) >= 2048 && bitsOf(read.key) <= 16_384
    ? ok(read.key)
    : err({
        code: 'InvalidPublicKey',
        status: 400,
        message: 'Invalid body for public key', // recorded
      });
}

/** Without the comment that it came with; PEM ends in a line break (recorded). */
function encoded(body: string, encoding: 'SSH' | 'PEM'): string {
  const read = readPublicKey(body);
  if (read.kind !== 'read') return body;
  return encoding === 'SSH' ? sshText(read.key) : `${pemText(read.key)}\n`;
}

/** "The MD5 message digest of the SSH public key" (API_SSHPublicKey): of what SSH sends, as ssh-keygen shows it. */
function fingerprintOf(key: RsaPublicKey): string {
  return (bytesToHex(md5(sshBlob(key))).match(/../g) ?? []).join(':');
}

function duplicateKey(): Fault {
  const message = 'Duplicate SSH public key uploaded.'; // recorded
  return { code: 'DuplicateSSHPublicKey', status: 400, message };
}

function sdkKey(record: SshPublicKeyRecord, user: UserRecord, body: string): Answered<SSHPublicKey> {
  return {
    UserName: user.userName,
    SSHPublicKeyId: record.key,
    Fingerprint: record.fingerprint,
    SSHPublicKeyBody: body,
    Status: record.status,
    UploadDate: new Date(record.createdAt),
  };
}
