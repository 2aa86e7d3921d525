// Signing certificates of users and of root: two at most. Without `UserName` all of these mean the caller.

import type {
  DeleteSigningCertificateRequest,
  ListSigningCertificatesRequest,
  ListSigningCertificatesResponse,
  SigningCertificate,
  UpdateSigningCertificateRequest,
  UploadSigningCertificateRequest,
  UploadSigningCertificateResponse,
} from '@aws-sdk/client-iam';
import { err, ok, type Result } from '../../core/lang/result.ts';
import { base32Text } from '../../core/names/unique-id.ts';
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
    if (certificate === undefined) {
      return err(malformedCertificate(`Certificate ${CertificateBody} is malformed.`));
    }
    const expired = validityFault(certificate, call.now);
    if (expired !== undefined) return err(expired);
    const { accountId } = call.caller.account;
    if (await isTaken(tables, accountId, CertificateBody)) return err(duplicateCertificate());
    const { ownerKey } = owner.value;
    const own = await tables.signingCertificates.where('ownerKey', ownerKey);
    if (own.length >= signingCertificatesPerUser) {
      return err(quotaExceeded('CertificatesPerUser', signingCertificatesPerUser));
    }
    const record: SigningCertificateRecord = {
      key: base32Text(call.ids.randomBytes(certificateIdLength)),
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
  check: (input, call) =>
    unnamedFault(input, call) ?? expiredStatusFault(input.Status, 'a signing certificate'),
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

/** As long as TA7SMP42TDN5Z26OBPJE7EXAMPLE of API_UploadSigningCertificate. */
const certificateIdLength = 28;

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

/** Whether somebody in the account has the certificate. Line breaks make no other one of it. */
async function isTaken(tables: Reading, accountId: string, body: string): Promise<boolean> {
  const bare = (text: string): string => text.replace(/\s+/g, '');
  const all = await tables.signingCertificates.all();
  return all.some((other) => other.accountId === accountId && bare(other.body) === bare(body));
}

/** The page gives the sentence, no more. */
function duplicateCertificate(): Fault {
  const message = 'The same certificate is associated with an IAM user in the account.';
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
