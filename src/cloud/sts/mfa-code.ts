// The MFA code that may come with AssumeRole and GetSessionToken: of a device of the caller's own, and taken once.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html

import { err, ok, type Result } from '../../core/lang/result.ts';
import { verifyTotp } from '../../core/totp/verify-totp.ts';
import type { Fault } from '../fault.ts';
import type { Call } from '../operation.ts';
import type { Reading, Writing } from '../ports.ts';
import type { MfaDeviceRecord } from '../records.ts';

export interface MfaInput {
  readonly SerialNumber?: string | undefined;
  readonly TokenCode?: string | undefined;
}

/** A code that is right, and what is to be kept once the request succeeds. */
export interface AcceptedCode {
  readonly device: MfaDeviceRecord;
  readonly step: number;
}

/** Undefined where no code was given. The codes follow the device's clock, whatever the sandbox's says. */
export async function acceptedCode(
  tables: Reading,
  { SerialNumber, TokenCode }: MfaInput,
  { caller, deviceNow }: Pick<Call, 'caller' | 'deviceNow'>,
): Promise<Result<AcceptedCode | undefined, Fault>> {
  if (SerialNumber === undefined && TokenCode === undefined) return ok(undefined);
  if (SerialNumber === undefined || TokenCode === undefined) return err(failed(bothNeeded));
  const found = await tables.mfaDevices.where('serialNumber', SerialNumber);
  const device = found.find(({ ownerKey }) => ownerKey === caller.principal.ownerKey);
  // A role has no device, nor has whom somebody federated: those of others count for nobody else.
  if (device === undefined || !mayHaveDevice(caller)) return err(failed(notValidated));
  const verified = verifyTotp({
    seed: device.seed,
    code: TokenCode,
    now: deviceNow,
    lastAcceptedStep: device.lastStep,
  });
  return verified.kind === 'accepted' ? ok({ device, step: verified.step }) : err(failed(wrongCode));
}

/** In `apply`: no code is taken twice. */
export async function keepCode(tables: Writing, accepted: AcceptedCode | undefined): Promise<void> {
  if (accepted !== undefined) {
    await tables.mfaDevices.put({ ...accepted.device, lastStep: accepted.step });
  }
}

function mayHaveDevice({ principal }: Call['caller']): boolean {
  return principal.kind === 'user' || principal.kind === 'root';
}

// "An incorrect MFA code causes the API to return an access denied error" (API_GetSessionToken). The sentences are
// not documented; they are what AWS is known to send, the two spaces included.
const bothNeeded = 'must provide both MFA serial number and one time pass code. ';
const notValidated =
  'unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.';
const wrongCode = 'with invalid MFA one time pass code. ';

function failed(how: string): Fault {
  const comma = how === wrongCode ? '' : ',';
  return { code: 'AccessDenied', status: 403, message: `MultiFactorAuthentication failed${comma} ${how}` };
}
