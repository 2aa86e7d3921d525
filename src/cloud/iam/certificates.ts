// Signing certificates of users and of root: two at most. Without `UserName` all of these mean the caller.
// Where the pages say nothing, or something else, as others have seen AWS answer ("recorded"):
// https://github.com/radkawar/stackd/blob/9dc356f5e5cc49d2d334178a09c1398dd1c62617/internal/services/iam/testdata/certificates_aws.json
// https://github.com/radkawar/stackd/blob/9dc356f5e5cc49d2d334178a09c1398dd1c62617/internal/services/iam/testdata/certificate_edges_aws.json

import type {
  DeleteSigningCertificateRequest,
  ListSigningCertificatesRequest,
  ListSigningCertificatesResponse,
  SigningCertificate,
  UpdateSigningCertificateRequest,
  UploadSigningCertificateRequest,
  UploadSigningCertificateResponse,
} from '@aws-sdk/client-iam';
import { sha1 } from '@noble/hashes/legacy.js';
import { err, ok, type Result } from '../../core/lang/result.ts';
import { base32FromBytes } from '../../core/totp/base32.ts';
import { readPem } from '../../core/x509/pem.ts';
import type { RootPrincipal, UserPrincipal } from '../caller.ts';
import { noSuchEntity, quotaExceeded, type Fault } from '../fault.ts';
import { defineOperation, type Call, type Operation } from '../operation.ts';
import type { Reading } from '../ports.ts';
import type { SigningCertificateRecord } from '../records.ts';
import type { Answered } from '../sdk-types.ts';
import { malformedCertificate, readCertificateBody, validityFault } from './certificate-faults.ts';
import { checkOnUser, findOwner, ownerName, unnamedFault } from './entities.ts';
import { markerFault, pageOf } from './paging.ts';
import { signingCertificatesPerUser } from './quotas.ts';
import { expiredStatusFault, statusOf } from './status.ts';

const uploadSigningCertificate = defineOperation<
  UploadSigningCertificateRequest,
  UploadSigningCertificateResponse
>({
  name: 'UploadSigningCertificate',
  action: 'iam:UploadSigningCertificate',
  readOnly: false,
  check: unnamedFault,
  plan: async (tables, { UserName }, call) => ({
    authorize: [await checkOnUser(tables, call, 'iam:UploadSigningCertificate', UserName)],
  }),
  apply: async (tables, { UserName, CertificateBody }, call) => {
    const owner = await findOwner(tables, call, UserName);
    if (!owner.ok) return owner;
    const certificate = readCertificateBody(CertificateBody);
    // One that has ended is told of as one that is none (recorded).
    if (certificate === undefined || validityFault(certificate, call.now) !== undefined) {
      return err(malformedCertificate(`Certificate ${CertificateBody} is malformed.`));
    }
    const { accountId } = call.caller.account;
    const { ownerKey } = owner.value;
    const same = await sameCertificate(tables, accountId, CertificateBody);
    if (same !== undefined) {
      // Once more from whom it is, it stays as it is, and is told of as active (recorded).
      return same.ownerKey === ownerKey
        ? ok({ result: { Certificate: sdkCertificate({ ...same, status: 'Active' }, owner.value) } })
        : err(duplicateCertificate());
    }
    const own = await tables.signingCertificates.where('ownerKey', ownerKey);
    if (own.length >= signingCertificatesPerUser) {
      return err(quotaExceeded('CertificatesPerUser', signingCertificatesPerUser));
    }
    const record: SigningCertificateRecord = {
      key: await newCertificateId(tables, CertificateBody, call),
      accountId,
      ownerKey,
      body: CertificateBody,
      status: 'Active',
      createdAt: call.now,
    };
    await tables.signingCertificates.put(record);
    return ok({ result: { Certificate: sdkCertificate(record, owner.value) }, changed: true });
  },
});

const listSigningCertificates = defineOperation<
  ListSigningCertificatesRequest,
  ListSigningCertificatesResponse
>({
  name: 'ListSigningCertificates',
  action: 'iam:ListSigningCertificates',
  readOnly: true,
  check: (input, call) => unnamedFault(input, call) ?? markerFault(input),
  plan: async (tables, { UserName }, call) => ({
    authorize: [await checkOnUser(tables, call, 'iam:ListSigningCertificates', UserName)],
  }),
  apply: async (tables, input, call) => {
    const owner = await findOwner(tables, call, input.UserName);
    if (!owner.ok) return owner;
    const own = await tables.signingCertificates.where('ownerKey', owner.value.ownerKey);
    const { items, ending } = pageOf(own, input);
    const Certificates = items.map((record) => sdkCertificate(record, owner.value));
    return ok({ result: { Certificates, ...ending } });
  },
});

const updateSigningCertificate = defineOperation<UpdateSigningCertificateRequest>({
  name: 'UpdateSigningCertificate',
  action: 'iam:UpdateSigningCertificate',
  readOnly: false,
  check: (input, call) => unnamedFault(input, call) ?? expiredStatusFault(input.Status),
  plan: async (tables, { UserName }, call) => ({
    authorize: [await checkOnUser(tables, call, 'iam:UpdateSigningCertificate', UserName)],
  }),
  apply: async (tables, { UserName, CertificateId, Status }, call) => {
    const found = await findCertificate(tables, call, UserName, CertificateId);
    if (!found.ok) return found;
    const status = statusOf(Status);
    await tables.signingCertificates.put({ ...found.value, status });
    return ok({ changed: found.value.status !== status });
  },
});

const deleteSigningCertificate = defineOperation<DeleteSigningCertificateRequest>({
  name: 'DeleteSigningCertificate',
  action: 'iam:DeleteSigningCertificate',
  readOnly: false,
  check: unnamedFault,
  plan: async (tables, { UserName }, call) => ({
    authorize: [await checkOnUser(tables, call, 'iam:DeleteSigningCertificate', UserName)],
  }),
  apply: async (tables, { UserName, CertificateId }, call) => {
    const found = await findCertificate(tables, call, UserName, CertificateId);
    if (!found.ok) return found;
    await tables.signingCertificates.delete(found.value.key);
    return ok({ changed: true });
  },
});

export const certificateOperations: readonly Operation[] = [
  uploadSigningCertificate,
  listSigningCertificates,
  updateSigningCertificate,
  deleteSigningCertificate,
];

/**
 * The SHA-1 of the certificate in base 32, 32 characters (recorded). The accounts of a sandbox have one table: where
 * another of them has the certificate, the id is one of chance.
 */
async function newCertificateId(tables: Reading, body: string, { ids }: Call): Promise<string> {
  const [pem] = readPem(body) ?? [];
  const id = base32FromBytes(sha1(pem?.bytes ?? new Uint8Array()));
  const isTaken = (await tables.signingCertificates.get(id)) !== undefined;
  return isTaken ? base32FromBytes(ids.randomBytes(20)) : id;
}

async function findCertificate(
  tables: Reading,
  call: Call,
  userName: string | undefined,
  id: string,
): Promise<Result<SigningCertificateRecord, Fault>> {
  const owner = await findOwner(tables, call, userName);
  if (!owner.ok) return owner;
  const record = await tables.signingCertificates.get(id);
  return record?.ownerKey === owner.value.ownerKey
    ? ok(record)
    : err(noSuchEntity(`The Certificate with id ${id} cannot be found.`));
}

/** That somebody in the account has. Line breaks make no other one of it. */
async function sameCertificate(
  tables: Reading,
  accountId: string,
  body: string,
): Promise<SigningCertificateRecord | undefined> {
  const bare = (text: string): string => text.replace(/\s+/g, '');
  const all = await tables.signingCertificates.all();
  return all.find((other) => other.accountId === accountId && bare(other.body) === bare(body));
}

function duplicateCertificate(): Fault {
  const message = 'Duplicate certificate uploaded.'; // recorded
  return { code: 'DuplicateCertificate', status: 409, message };
}

function sdkCertificate(
  record: SigningCertificateRecord,
  owner: RootPrincipal | UserPrincipal,
): Answered<SigningCertificate> {
  return {
    UserName: ownerName(owner),
    CertificateId: record.key,
    CertificateBody: record.body,
    Status: record.status,
    UploadDate: new Date(record.createdAt),
  };
}
