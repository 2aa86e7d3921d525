// MFA devices: who has which, and their tags.

import type {
  GetMFADeviceRequest,
  GetMFADeviceResponse,
  ListMFADevicesRequest,
  ListMFADevicesResponse,
  ListVirtualMFADevicesRequest,
  ListVirtualMFADevicesResponse,
} from '@aws-sdk/client-iam';
import { err, ok } from '../../core/lang/result.ts';
import { entityArn } from '../../core/names/entity-arn.ts';
import type { RootPrincipal, UserPrincipal } from '../caller.ts';
import { validationError } from '../fault.ts';
import { keysOf } from '../keys.ts';
import { defineOperation, type Operation } from '../operation.ts';
import { checkOnAccount, checkOnUser, findOwner, saidAs } from './entities.ts';
import { checkOnDevice, findDevice, invalidForUser, sdkDevice, sdkVirtualDevice } from './mfa-device.ts';
import { markerFault, pageOf, pageUnder } from './paging.ts';
import { taggingOperations } from './tagging.ts';

const listMfaDevices = defineOperation<ListMFADevicesRequest, ListMFADevicesResponse>({
  name: 'ListMFADevices',
  action: 'iam:ListMFADevices',
  readOnly: true,
  check: markerFault,
  plan: async (tables, input, call) => ({
    authorize: [await checkOnUser(tables, call, 'iam:ListMFADevices', input.UserName)],
  }),
  apply: async (tables, input, call) => {
    const owner = await findOwner(tables, call, input.UserName);
    if (!owner.ok) return owner;
    const devices = await tables.mfaDevices.where('ownerKey', owner.value.ownerKey);
    const { items, ending } = pageOf(devices, input);
    const userName = nameOf(owner.value, call.caller.account.alias);
    return ok({
      result: { MFADevices: items.map((device) => sdkDevice(device, userName)), ...ending },
    });
  },
});

const listVirtualMfaDevices = defineOperation<ListVirtualMFADevicesRequest, ListVirtualMFADevicesResponse>({
  name: 'ListVirtualMFADevices',
  action: 'iam:ListVirtualMFADevices',
  readOnly: true,
  check: markerFault,
  // The action has no resource to be asked about (Service Authorization Reference, IAM), yet its denial names one.
  plan: (_tables, _input, call) => ({
    authorize: [
      saidAs(
        checkOnAccount(call, 'iam:ListVirtualMFADevices'),
        entityArn('mfa', { accountId: call.caller.account.accountId, path: '/', name: '' }),
      ),
    ],
  }),
  apply: async (tables, input, call) => {
    const { AssignmentStatus = 'Any' } = input;
    const prefix = keysOf(call.caller.account.accountId, 'mfa');
    const { items, ending } = await pageUnder(
      tables.mfaDevices,
      prefix,
      input,
      ({ ownerKey }) =>
        AssignmentStatus === 'Any' || (AssignmentStatus === 'Assigned') === (ownerKey !== undefined),
    );
    const devices = [];
    for (const device of items) devices.push(await sdkVirtualDevice(tables, device));
    return ok({ result: { VirtualMFADevices: devices, ...ending } });
  },
});

const getMfaDevice = defineOperation<GetMFADeviceRequest, GetMFADeviceResponse>({
  name: 'GetMFADevice',
  action: 'iam:GetMFADevice',
  readOnly: true,
  plan: async (tables, input, call) => ({
    authorize: [await checkOnUser(tables, call, 'iam:GetMFADevice', input.UserName)],
  }),
  // "For this API, we only accept FIDO security key ARNs", and no account here has such a key. What is said of a virtual
  // device others have seen: https://github.com/radkawar/stackd/blob/9dc356f5e5cc49d2d334178a09c1398dd1c62617/testdata/aws/iam/mfa.json
  apply: async (tables, { UserName, SerialNumber }, call) => {
    const owner = await findOwner(tables, call, UserName);
    if (!owner.ok) return owner;
    return err(
      SerialNumber.includes(':mfa/')
        ? validationError(
            'The MFA device serial number sent in the request is invalid or not supported by this API. Currently, only hardware FIDO security keys are supported. Please use the compatible device or API.',
          )
        : invalidForUser(),
    );
  },
});

export const mfaListOperations: readonly Operation[] = [
  listMfaDevices,
  listVirtualMfaDevices,
  getMfaDevice,
  ...taggingOperations({
    noun: 'MFADevice',
    member: 'SerialNumber',
    permission: checkOnDevice,
    find: async (tables, call, serialNumber) => {
      const found = await findDevice(tables, call.caller.account, serialNumber);
      if (!found.ok) return found;
      const device = found.value;
      return ok({ tags: device.tags, save: (writing, tags) => writing.mfaDevices.put({ ...device, tags }) });
    },
  }),
];

/** Root has a name only where the account has one. */
function nameOf(owner: RootPrincipal | UserPrincipal, alias: string | undefined): string | undefined {
  return owner.kind === 'user' ? owner.user.userName : alias;
}
