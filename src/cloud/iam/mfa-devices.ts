// Virtual MFA devices: made, enabled for a user, told the time again, taken off and deleted. Root's are enabled and
// taken off at the console alone (`signin/root-mfa.ts`).
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_enable_cliapi.html
// The API reference gives codes alone; the sentences others have seen:
// https://github.com/radkawar/stackd/blob/9dc356f5e5cc49d2d334178a09c1398dd1c62617/testdata/aws/iam/mfa.json

import type {
  CreateVirtualMFADeviceRequest,
  CreateVirtualMFADeviceResponse,
  DeactivateMFADeviceRequest,
  DeleteVirtualMFADeviceRequest,
  EnableMFADeviceRequest,
  ResyncMFADeviceRequest,
} from '@aws-sdk/client-iam';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { err, ok } from '../../core/lang/result.ts';
import { base32FromBytes } from '../../core/totp/base32.ts';
import { awsIssuer, otpauthUri } from '../../core/totp/otpauth-uri.ts';
import { makeTotpSeed, totpSeedBytes } from '../../core/totp/seed.ts';
import { entityAlreadyExists, quotaExceeded } from '../fault.ts';
import { keysOf, namedKey } from '../keys.ts';
import { defineOperation, type Operation } from '../operation.ts';
import type { MfaDeviceRecord } from '../records.ts';
import { requestTagKeys, sdkTagsIf, tagRecords, tagsFault } from '../tags.ts';
import { checkOnAccount, checkOnUser, findOwner, findUser } from './entities.ts';
import { userNameMissing } from './login-profiles.ts';
import {
  checkOnDevice,
  deviceArn,
  devicesPerOwner,
  findDevice,
  invalidForUser,
  takeTwoCodes,
  unassigned,
  withoutMfaFault,
} from './mfa-device.ts';
import { qrPng } from './qr-png.ts';
import { usersPerAccount } from './quotas.ts';

/** What a new device is made of. */
interface Made {
  readonly seed: Uint8Array;
  readonly png: Uint8Array;
}

const createVirtualMfaDevice = defineOperation<
  CreateVirtualMFADeviceRequest,
  CreateVirtualMFADeviceResponse,
  Made
>({
  name: 'CreateVirtualMFADevice',
  action: 'iam:CreateVirtualMFADevice',
  readOnly: false,
  check: ({ Tags }) => tagsFault(Tags, 'exact'),
  plan: (_tables, { VirtualMFADeviceName, Path = '/', Tags }, call) => {
    const resource = deviceArn(call.caller.account.accountId, Path, VirtualMFADeviceName);
    const context = requestTagKeys(Tags);
    // As with other entities, tags on creation need their own permission (id_tags_virtual-mfa).
    const tagging = Tags === undefined || Tags.length === 0 ? [] : ['iam:TagMFADevice'];
    return {
      authorize: ['iam:CreateVirtualMFADevice', ...tagging].map((action) =>
        checkOnAccount(call, action, resource, context),
      ),
    };
  },
  consult: async (_advisers, { VirtualMFADeviceName }, { caller, ids }) => {
    const seed = makeTotpSeed(ids.randomBytes(totpSeedBytes));
    const { alias, accountId } = caller.account;
    const accountName = `${VirtualMFADeviceName}@${alias ?? accountId}`;
    return { seed, png: await qrPng(otpauthUri({ seed, accountName, issuer: awsIssuer })) };
  },
  apply: async (
    tables,
    { VirtualMFADeviceName, Path = '/', Tags },
    { caller, now },
    { known: { seed, png } },
  ) => {
    const { accountId } = caller.account;
    const key = namedKey(accountId, 'mfa', VirtualMFADeviceName);
    if ((await tables.mfaDevices.get(key)) !== undefined) {
      return err(entityAlreadyExists('MFA device already exists.'));
    }
    // "Equal to the user quota for the account", assigned or not (reference_iam-quotas).
    if ((await tables.mfaDevices.countUnder(keysOf(accountId, 'mfa'))) >= usersPerAccount) {
      return err(quotaExceeded('MFADevices', usersPerAccount));
    }
    const device: MfaDeviceRecord = {
      key,
      accountId,
      serialNumber: deviceArn(accountId, Path, VirtualMFADeviceName),
      deviceName: VirtualMFADeviceName,
      path: Path,
      seed,
      createdAt: now,
      tags: tagRecords(Tags),
    };
    await tables.mfaDevices.put(device);
    return ok({
      result: {
        VirtualMFADevice: {
          SerialNumber: device.serialNumber,
          Base32StringSeed: utf8ToBytes(base32FromBytes(seed)),
          QRCodePNG: png,
          ...sdkTagsIf(device.tags),
        },
      },
      changed: true,
    });
  },
});

const enableMfaDevice = defineOperation<EnableMFADeviceRequest>({
  name: 'EnableMFADevice',
  action: 'iam:EnableMFADevice',
  readOnly: false,
  // Of the condition keys of this action `iam:RegisterSecurityKey` and `iam:FIDO-…` tell of passkeys and security keys
  // (reference_policies_iam-condition-keys); a virtual device has none of them.
  plan: async (tables, input, call) => ({
    authorize: [await checkOnUser(tables, call, 'iam:EnableMFADevice', input.UserName)],
  }),
  apply: async (tables, input, call) => {
    const user = await findUser(tables, call, input.UserName);
    if (!user.ok) return user;
    const { key, userName } = user.value;
    const unauthenticated = await withoutMfaFault(tables, key, call);
    if (unauthenticated !== undefined) return err(unauthenticated);
    const device = await findDevice(tables, call.caller.account, input.SerialNumber);
    if (!device.ok) return device;
    if (device.value.ownerKey !== undefined) {
      const isOwn = device.value.ownerKey === key;
      const message = isOwn
        ? `MFA Device for user ${userName} already exists.`
        : 'MFA Device is already in use.';
      return err(entityAlreadyExists(message));
    }
    if ((await tables.mfaDevices.where('ownerKey', key)).length >= devicesPerOwner) {
      return err(quotaExceeded('MFADevicesPerUser', devicesPerOwner));
    }
    const lastStep = takeTwoCodes(device.value, input, call.deviceNow);
    if (!lastStep.ok) return lastStep;
    await tables.mfaDevices.put({
      ...device.value,
      ownerKey: key,
      enabledAt: call.now,
      lastStep: lastStep.value,
    });
    return ok({ changed: true });
  },
});

const resyncMfaDevice = defineOperation<ResyncMFADeviceRequest>({
  name: 'ResyncMFADevice',
  action: 'iam:ResyncMFADevice',
  readOnly: false,
  plan: async (tables, input, call) => ({
    authorize: [await checkOnUser(tables, call, 'iam:ResyncMFADevice', input.UserName)],
  }),
  apply: async (tables, input, call) => {
    const user = await findUser(tables, call, input.UserName);
    if (!user.ok) return user;
    const device = await findDevice(tables, call.caller.account, input.SerialNumber);
    if (!device.ok) return device;
    if (device.value.ownerKey !== user.value.key) return err(invalidForUser());
    const lastStep = takeTwoCodes(device.value, input, call.deviceNow);
    if (!lastStep.ok) return lastStep;
    await tables.mfaDevices.put({ ...device.value, lastStep: lastStep.value });
    return ok({ changed: true });
  },
});

const deactivateMfaDevice = defineOperation<DeactivateMFADeviceRequest>({
  name: 'DeactivateMFADevice',
  action: 'iam:DeactivateMFADevice',
  readOnly: false,
  plan: async (tables, input, call) => ({
    authorize: [await checkOnUser(tables, call, 'iam:DeactivateMFADevice', input.UserName)],
  }),
  apply: async (tables, input, call) => {
    const owner = await findOwner(tables, call, input.UserName);
    if (!owner.ok) return owner;
    // "with root user credentials, you must use an AssumeRoot session to omit the user name"
    if (owner.value.kind === 'root') return err(userNameMissing());
    const unauthenticated = await withoutMfaFault(tables, owner.value.ownerKey, call);
    if (unauthenticated !== undefined) return err(unauthenticated);
    const device = await findDevice(tables, call.caller.account, input.SerialNumber);
    if (!device.ok) return device;
    if (device.value.ownerKey !== owner.value.ownerKey) return err(invalidForUser());
    await tables.mfaDevices.put(unassigned(device.value));
    return ok({ changed: true });
  },
});

const deleteVirtualMfaDevice = defineOperation<DeleteVirtualMFADeviceRequest>({
  name: 'DeleteVirtualMFADevice',
  action: 'iam:DeleteVirtualMFADevice',
  readOnly: false,
  plan: async (tables, { SerialNumber }, call) => ({
    authorize: [await checkOnDevice(tables, call, 'iam:DeleteVirtualMFADevice', SerialNumber)],
  }),
  apply: async (tables, { SerialNumber }, call) => {
    const device = await findDevice(tables, call.caller.account, SerialNumber);
    if (!device.ok) return device;
    if (device.value.ownerKey !== undefined) {
      const message = 'MFA VirtualDevice in use. Must deactivate first.';
      return err({ code: 'DeleteConflict', status: 409, message });
    }
    await tables.mfaDevices.delete(device.value.key);
    return ok({ changed: true });
  },
});

export const mfaDeviceOperations: readonly Operation[] = [
  createVirtualMfaDevice,
  enableMfaDevice,
  resyncMfaDevice,
  deactivateMfaDevice,
  deleteVirtualMfaDevice,
];
