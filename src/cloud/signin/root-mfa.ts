// Root's MFA devices. "You cannot enable an MFA device for the AWS account root user with the AWS CLI, AWS API": their
// UserName is required, and root has none. The console can.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_enable_cliapi.html

import { err, ok, type Result } from '../../core/lang/result.ts';
import { entityAlreadyExists, quotaExceeded, type Fault } from '../fault.ts';
import { devicesPerOwner, findDevice, invalidForUser, takeTwoCodes, unassigned } from '../iam/mfa-device.ts';
import type { Writing } from '../ports.ts';
import type { MfaDeviceRecord } from '../records.ts';
import { badBody } from './console-fault.ts';
import { rootUserName, rootWork } from './root-work.ts';
import type { ConsoleRequest, ConsoleWork } from './signed.ts';

export function enableRootMfa(request: ConsoleRequest): Promise<ConsoleWork> {
  return onDevice(request, 'EnableMFADevice', async (tables, device) => {
    const { caller, exchange } = request;
    if (device.ownerKey !== undefined) return err(entityAlreadyExists('MFA Device is already in use.'));
    const ownerKey = caller.account.key;
    if ((await tables.mfaDevices.where('ownerKey', ownerKey)).length >= devicesPerOwner) {
      return err(quotaExceeded('MFADevicesPerUser', devicesPerOwner));
    }
    const lastStep = stepOf(request, device);
    return lastStep.ok
      ? ok({ ...device, ownerKey, enabledAt: exchange.now, lastStep: lastStep.value })
      : lastStep;
  });
}

export function resyncRootMfa(request: ConsoleRequest): Promise<ConsoleWork> {
  return onDevice(request, 'ResyncMFADevice', (_tables, device) => {
    if (device.ownerKey !== request.caller.account.key) return Promise.resolve(err(invalidForUser()));
    const lastStep = stepOf(request, device);
    return Promise.resolve(lastStep.ok ? ok({ ...device, lastStep: lastStep.value }) : lastStep);
  });
}

export function deactivateRootMfa(request: ConsoleRequest): Promise<ConsoleWork> {
  return onDevice(request, 'DeactivateMFADevice', (_tables, device) =>
    Promise.resolve(
      device.ownerKey === request.caller.account.key ? ok(unassigned(device)) : err(invalidForUser()),
    ),
  );
}

function onDevice(
  request: ConsoleRequest,
  name: string,
  change: (tables: Writing, device: MfaDeviceRecord) => Promise<Result<MfaDeviceRecord, Fault>>,
): Promise<ConsoleWork> {
  const { serialNumber } = request.body;
  return rootWork(request, {
    name,
    requestParameters: {
      userName: rootUserName,
      ...(typeof serialNumber === 'string' ? { serialNumber } : {}),
    },
    apply: async (tables) => {
      if (typeof serialNumber !== 'string') return err(badBody('{"serialNumber":…}, with code1 and code2'));
      const device = await findDevice(tables, request.caller.account, serialNumber);
      if (!device.ok) return device;
      const changed = await change(tables, device.value);
      if (!changed.ok) return changed;
      await tables.mfaDevices.put(changed.value);
      return ok({});
    },
  });
}

function stepOf({ body, deviceNow }: ConsoleRequest, device: MfaDeviceRecord): Result<number, Fault> {
  const { code1, code2 } = body;
  if (typeof code1 !== 'string' || typeof code2 !== 'string') {
    return err(badBody('{"serialNumber":…,"code1":…,"code2":…}'));
  }
  return takeTwoCodes(device, { AuthenticationCode1: code1, AuthenticationCode2: code2 }, deviceNow);
}
