// Service-specific credentials: a name and password for one service, or an API key for one. The secret is shown
// once and not kept: nothing in the sandbox asks for it.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_service-specific-creds.html
// ("recorded": service-credential-parts.ts has the sources.)

import type {
  CreateServiceSpecificCredentialRequest,
  CreateServiceSpecificCredentialResponse,
  DeleteServiceSpecificCredentialRequest,
  ListServiceSpecificCredentialsRequest,
  ListServiceSpecificCredentialsResponse,
  ResetServiceSpecificCredentialRequest,
  ResetServiceSpecificCredentialResponse,
  UpdateServiceSpecificCredentialRequest,
} from '@aws-sdk/client-iam';
import { err, ok, type Result } from '../../core/lang/result.ts';
import { entityArn } from '../../core/names/entity-arn.ts';
import { makeUniqueId, uniqueIdEntropy } from '../../core/names/unique-id.ts';
import { invalidInput, noSuchEntity, quotaExceeded, validationError, type Fault } from '../fault.ts';
import { defineOperation, type Call, type Check, type Operation } from '../operation.ts';
import type { Reading } from '../ports.ts';
import type { ServiceCredentialRecord } from '../records.ts';
import {
  checkOnAccount,
  checkOnEntity,
  checkOnUser,
  entityAt,
  findOwner,
  findUser,
  unnamedFault,
} from './entities.ts';
import { markerFault, pageOf } from './paging.ts';
import { serviceCredentialsPerService } from './quotas.ts';
import {
  credentialKind,
  freeName,
  makeSecret,
  sdkCredential,
  sdkMetadata,
  serviceFault,
} from './service-credential-parts.ts';
import { expiredStatusFault, statusOf } from './status.ts';

const day = 86_400_000;

const createServiceSpecificCredential = defineOperation<
  CreateServiceSpecificCredentialRequest,
  CreateServiceSpecificCredentialResponse
>({
  name: 'CreateServiceSpecificCredential',
  action: 'iam:CreateServiceSpecificCredential',
  readOnly: false,
  plan: async (tables, { UserName, ServiceName, CredentialAgeDays }, call) => ({
    authorize: [
      await checkOnEntity(tables, call, 'iam:CreateServiceSpecificCredential', 'user', UserName, {
        ...serviceContext(ServiceName),
        ...(CredentialAgeDays === undefined
          ? {}
          : { 'iam:ServiceSpecificCredentialAgeDays': String(CredentialAgeDays) }),
      }),
    ],
  }),
  apply: async (tables, { UserName, CredentialAgeDays, ...input }, call) => {
    const ServiceName = input.ServiceName.toLowerCase();
    const user = await findUser(tables, call, UserName);
    if (!user.ok) return user;
    const kind = credentialKind(ServiceName);
    if (kind === undefined) return err(serviceFault(ServiceName));
    // `CredentialAgeDays`, "only valid for services that support long-term API keys" as the page says, counts for all.
    const { key: ownerKey, accountId, userName } = user.value;
    const all = await tables.serviceCredentials.all();
    const taken = all.filter((each) => each.accountId === accountId && each.serviceName === ServiceName);
    if (taken.filter((each) => each.ownerKey === ownerKey).length >= serviceCredentialsPerService) {
      return err(quotaExceeded('ContextSpecificCredentialsPerUserPerContext', serviceCredentialsPerService));
    }
    const name = freeName(taken, { userName, accountId });
    const record: ServiceCredentialRecord = {
      key: makeUniqueId('ACCA', call.ids.randomBytes(uniqueIdEntropy)),
      accountId,
      ownerKey,
      serviceName: ServiceName,
      ...(kind === 'password' ? { serviceUserName: name } : { credentialAlias: name }),
      status: 'Active',
      createdAt: call.now,
      ...(CredentialAgeDays === undefined ? {} : { expiresAt: call.now + CredentialAgeDays * day }),
    };
    await tables.serviceCredentials.put(record);
    const ServiceSpecificCredential = sdkCredential(record, userName, makeSecret(record, call), call.now);
    return ok({ result: { ServiceSpecificCredential }, changed: true });
  },
});

const listServiceSpecificCredentials = defineOperation<
  ListServiceSpecificCredentialsRequest,
  ListServiceSpecificCredentialsResponse
>({
  name: 'ListServiceSpecificCredentials',
  action: 'iam:ListServiceSpecificCredentials',
  readOnly: true,
  // "This parameter cannot be specified together with UserName" (API_ListServiceSpecificCredentials)
  check: (input, call) => {
    const { ServiceName = '' } = input;
    if (/[^a-zA-Z0-9.-]/.test(ServiceName)) {
      return validationError('ServiceName must match [a-zA-Z0-9.-]*'); // recorded
    }
    if (input.AllUsers !== true) return unnamedFault(input, call) ?? markerFault(input);
    return input.UserName === undefined
      ? markerFault(input)
      : invalidInput('Cannot list credentials for all users if a username is given'); // recorded
  },
  plan: async (tables, { UserName, AllUsers }, call) => {
    const action = 'iam:ListServiceSpecificCredentials';
    const { accountId } = call.caller.account;
    // All users: those who may list them on `user/*`, or on everything (recorded), so that it is asked as by ListUsers.
    const all = entityArn('user', { accountId, path: '/', name: '' });
    return {
      authorize: [
        AllUsers === true
          ? checkOnAccount(call, action, all)
          : await checkOnUser(tables, call, action, UserName),
      ],
    };
  },
  apply: async (tables, input, call) => {
    // With nothing in it, it is as if it were left out (recorded).
    const ServiceName = input.ServiceName?.toLowerCase() || undefined;
    const listed = await credentialsOf(tables, call, input);
    if (!listed.ok) return listed;
    if (ServiceName !== undefined && credentialKind(ServiceName) === undefined) {
      return err(serviceFault(ServiceName));
    }
    const wanted = listed.value.filter(
      ({ serviceName }) => ServiceName === undefined || serviceName === ServiceName,
    );
    const { items, ending } = pageOf(wanted, input);
    const ServiceSpecificCredentials = [];
    for (const record of items) {
      const owner = await entityAt(tables, 'user', record.ownerKey);
      if (owner !== undefined) ServiceSpecificCredentials.push(sdkMetadata(record, owner.name, call.now));
    }
    return ok({ result: { ServiceSpecificCredentials, ...ending } });
  },
});

const updateServiceSpecificCredential = defineOperation<UpdateServiceSpecificCredentialRequest>({
  name: 'UpdateServiceSpecificCredential',
  action: 'iam:UpdateServiceSpecificCredential',
  readOnly: false,
  // "Sets the status of a service-specific credential to Active or Inactive" (API_UpdateServiceSpecificCredential)
  check: (input, call) => unnamedFault(input, call) ?? expiredStatusFault(input.Status),
  plan: async (tables, input, call) => ({
    authorize: [await checkOnCredential(tables, call, 'iam:UpdateServiceSpecificCredential', input)],
  }),
  apply: async (tables, input, call) => {
    const found = await findCredential(tables, call, input);
    if (!found.ok) return found;
    const { record } = found.value;
    const status = statusOf(input.Status);
    await tables.serviceCredentials.put({ ...record, status });
    return ok({ changed: record.status !== status });
  },
});

const resetServiceSpecificCredential = defineOperation<
  ResetServiceSpecificCredentialRequest,
  ResetServiceSpecificCredentialResponse
>({
  name: 'ResetServiceSpecificCredential',
  action: 'iam:ResetServiceSpecificCredential',
  readOnly: false,
  check: unnamedFault,
  plan: async (tables, input, call) => ({
    authorize: [await checkOnCredential(tables, call, 'iam:ResetServiceSpecificCredential', input)],
  }),
  apply: async (tables, input, call) => {
    const found = await findCredential(tables, call, input);
    if (!found.ok) return found;
    const { record, userName } = found.value;
    // The old secret was not kept, so nothing changes but what is shown.
    const ServiceSpecificCredential = sdkCredential(record, userName, makeSecret(record, call), call.now);
    return ok({ result: { ServiceSpecificCredential } });
  },
});

const deleteServiceSpecificCredential = defineOperation<DeleteServiceSpecificCredentialRequest>({
  name: 'DeleteServiceSpecificCredential',
  action: 'iam:DeleteServiceSpecificCredential',
  readOnly: false,
  check: unnamedFault,
  plan: async (tables, input, call) => ({
    authorize: [await checkOnCredential(tables, call, 'iam:DeleteServiceSpecificCredential', input)],
  }),
  apply: async (tables, input, call) => {
    const found = await findCredential(tables, call, input);
    if (!found.ok) return found;
    await tables.serviceCredentials.delete(found.value.record.key);
    return ok({ changed: true });
  },
});

export const serviceCredentialOperations: readonly Operation[] = [
  createServiceSpecificCredential,
  listServiceSpecificCredentials,
  updateServiceSpecificCredential,
  resetServiceSpecificCredential,
  deleteServiceSpecificCredential,
];

interface Named {
  readonly UserName?: string | undefined;
  readonly ServiceSpecificCredentialId: string;
}

async function findCredential(
  tables: Reading,
  call: Call,
  { UserName, ServiceSpecificCredentialId: id }: Named,
): Promise<Result<{ readonly record: ServiceCredentialRecord; readonly userName: string }, Fault>> {
  const owner = await findOwner(tables, call, UserName);
  if (!owner.ok) return owner;
  const record = await tables.serviceCredentials.get(id);
  if (record === undefined || record.accountId !== call.caller.account.accountId) {
    return err(noSuchEntity(`No such credential ${id} exists`));
  }
  // Of somebody else's the page has NoSuchEntity too; AWS answers so (recorded).
  const userName = owner.value.kind === 'user' ? owner.value.user.userName : 'root';
  return record.ownerKey === owner.value.ownerKey
    ? ok({ record, userName })
    : err(validationError(`User ${userName} does not have a service specific credential with id ${id}`));
}

/** With the service of the credential, if the user has it. */
async function checkOnCredential(tables: Reading, call: Call, action: string, input: Named): Promise<Check> {
  const found = await findCredential(tables, call, input);
  const context = found.ok ? serviceContext(found.value.record.serviceName) : {};
  return checkOnUser(tables, call, action, input.UserName, context);
}

function serviceContext(serviceName: string): NonNullable<Check['context']> {
  return { 'iam:ServiceSpecificCredentialServiceName': serviceName.toLowerCase() }; // recorded
}

/** Of one user, or of all in the account. */
async function credentialsOf(
  tables: Reading,
  call: Call,
  { UserName, AllUsers }: { readonly UserName?: string | undefined; readonly AllUsers?: boolean | undefined },
): Promise<Result<readonly ServiceCredentialRecord[], Fault>> {
  if (AllUsers === true) {
    const all = await tables.serviceCredentials.all();
    return ok(all.filter(({ accountId }) => accountId === call.caller.account.accountId));
  }
  const owner = await findOwner(tables, call, UserName);
  return owner.ok ? ok(await tables.serviceCredentials.where('ownerKey', owner.value.ownerKey)) : owner;
}
