// Virtual MFA devices: finding the one that a request is about, and how operations give it.

import type { MFADevice, User, VirtualMFADevice } from '@aws-sdk/client-iam';
import { err, ok, type Result } from '../../core/lang/result.ts';
import { entityArn } from '../../core/names/entity-arn.ts';
import { rootArn } from '../../core/names/user-name.ts';
import { enableTotp } from '../../core/totp/enable-totp.ts';
import { driftSteps } from '../../core/totp/matching-steps.ts';
import { stepOf } from '../../core/totp/totp.ts';
import { noSuchEntity, type Fault } from '../fault.ts';
import type { Call, Check } from '../operation.ts';
import type { Reading } from '../ports.ts';
import type { AccountRecord, MfaDeviceRecord } from '../records.ts';
import type { Answered } from '../sdk-types.ts';
import { resourceTagKeys } from '../tags.ts';
import { checkOnAccount } from './entities.ts';
import { sdkUser } from './users.ts';

/** "MFA devices per IAM user: 8", and for root as many (reference_iam-quotas; id_credentials_mfa). */
export const devicesPerOwner = 8;

export function deviceArn(accountId: string, path: string, name: string): string {
  return entityArn('mfa', { accountId, path, name });
}

export async function findDevice(
  tables: Reading,
  { accountId }: Pick<AccountRecord, 'accountId'>,
  serialNumber: string,
): Promise<Result<MfaDeviceRecord, Fault>> {
  const [device] = await tables.mfaDevices.where('serialNumber', serialNumber);
  return device?.accountId === accountId ? ok(device) : err(noSuchDevice(serialNumber));
}

/** The permission to do something to a device; one that is not there has the ARN that it is called by. */
export async function checkOnDevice(
  tables: Reading,
  call: Call,
  action: string,
  serialNumber: string,
  context: Check['context'] = {},
): Promise<Check> {
  const device = await findDevice(tables, call.caller.account, serialNumber);
  const keys = device.ok ? resourceTagKeys(device.value.tags) : {};
  // The serial number of a hardware device is no ARN.
  const resource = serialNumber.startsWith('arn:') ? serialNumber : '*';
  return checkOnAccount(call, action, resource, { ...keys, ...context });
}

/**
 * Takes two codes, one straight after the other: the step to remember, so that neither counts again.
 * Which of them is wrong, and why, AWS does not say.
 */
export function takeTwoCodes(
  { seed, lastStep }: MfaDeviceRecord,
  codes: { readonly AuthenticationCode1: string; readonly AuthenticationCode2: string },
  deviceNow: number,
): Result<number, Fault> {
  const taken = enableTotp({
    seed,
    code1: codes.AuthenticationCode1,
    code2: codes.AuthenticationCode2,
    now: deviceNow,
  });
  if (taken.kind !== 'enabled') return err(invalidAuthenticationCode());
  // Who tells a device the time again with codes that were taken before would make the later of them count again. A
  // step that has not come yet was taken before the device's clock was put back, which is what telling it is for.
  const isBehind = lastStep !== undefined && lastStep <= stepOf(deviceNow) + driftSteps;
  return isBehind && taken.lastAcceptedStep <= lastStep
    ? err(invalidAuthenticationCode())
    : ok(taken.lastAcceptedStep);
}

// The sentences of these are AWS's; the API reference gives only the codes.

export function noSuchDevice(serialNumber: string): Fault {
  return noSuchEntity(`VirtualMFADevice with serial number ${serialNumber} does not exist.`);
}

/** Of a device that is there, and is another's or nobody's. */
export function invalidForUser(): Fault {
  return noSuchEntity('MFA Device invalid for user.');
}

/**
 * Who has a device enabled enables no other one and takes none off, but with credentials that were got with a code of it,
 * whatever policies allow. No page says so; others have seen it, and that it is not so of somebody else's devices:
 * https://github.com/radkawar/stackd/blob/9dc356f5e5cc49d2d334178a09c1398dd1c62617/testdata/aws/iam/mfa_self_management.json
 */
export async function withoutMfaFault(
  tables: Reading,
  ownerKey: string,
  { caller: { principal, session } }: Call,
): Promise<Fault | undefined> {
  const isOwn = principal.kind === 'user' && principal.ownerKey === ownerKey;
  if (!isOwn || session?.mfaAuthenticated === true) return undefined;
  return (await tables.mfaDevices.where('ownerKey', ownerKey)).length === 0
    ? undefined
    : {
        code: 'AccessDenied',
        status: 403,
        message:
          'To complete this action, please ensure that you are authenticated with an MFA device that is enabled for this user.',
      };
}

function invalidAuthenticationCode(): Fault {
  return {
    code: 'InvalidAuthenticationCode',
    status: 403,
    message: 'Authentication code for device is not valid.',
  };
}

export function sdkDevice({ serialNumber, enabledAt }: MfaDeviceRecord, userName: string | undefined) {
  return {
    UserName: userName,
    SerialNumber: serialNumber,
    EnableDate: enabledAt === undefined ? undefined : new Date(enabledAt),
  } satisfies Answered<MFADevice>;
}

/** As ListVirtualMFADevices has it: neither tags nor what codes are made from. */
export async function sdkVirtualDevice(
  tables: Reading,
  device: MfaDeviceRecord,
): Promise<Answered<VirtualMFADevice>> {
  const user = await ownerOf(tables, device);
  return {
    SerialNumber: device.serialNumber,
    ...(device.enabledAt === undefined ? {} : { EnableDate: new Date(device.enabledAt) }),
    ...(user === undefined ? {} : { User: user }),
  };
}

async function ownerOf(
  tables: Reading,
  { ownerKey, accountId }: MfaDeviceRecord,
): Promise<Answered<User> | undefined> {
  if (ownerKey === undefined) return undefined;
  const user = await tables.users.get(ownerKey);
  if (user !== undefined) return sdkUser(user);
  const account = await tables.account.get(accountId);
  return account?.key === ownerKey ? sdkRoot(account) : undefined;
}

/** Root has neither a name nor a path; AWS lists it by its id and ARN. */
function sdkRoot({ accountId, createdAt, passwordLastUsedAt }: AccountRecord): Answered<User> {
  return {
    Path: undefined,
    UserName: undefined,
    UserId: accountId,
    Arn: rootArn(accountId),
    CreateDate: new Date(createdAt),
    ...(passwordLastUsedAt === undefined ? {} : { PasswordLastUsed: new Date(passwordLastUsedAt) }),
  };
}

/** A virtual device stays when it is taken off, until it is deleted. */
export function unassigned({
  ownerKey: _owner,
  enabledAt: _enabled,
  lastStep: _step,
  ...device
}: MfaDeviceRecord): MfaDeviceRecord {
  return device;
}
