// After the password: the code of an MFA device, then the new password of who must choose one. Only an IAM user must;
// root's password neither expires nor is it ever a first one.

import { verifyTotp } from '../../core/totp/verify-totp.ts';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { UserPrincipal } from '../caller.ts';
import type { Exchange, Ports } from '../exchange.ts';
import type { Fault } from '../fault.ts';
import type { Writing } from '../ports.ts';
import type { MfaDeviceRecord } from '../records.ts';
import type { Mfa, Settle, SignInOutcome } from './admission.ts';
import { countFailure } from './attempts.ts';
import {
  failedAuthentication,
  settlePassword,
  type PasswordRequest,
  type PasswordRight,
} from './by-password.ts';
import { setNewPassword } from './new-password.ts';
import { issueSession } from './session.ts';

/** How long somebody may think about a new password before the MFA code must be given again. */
const challengeMilliseconds = 10 * 60_000;
const challengeBytes = 32;

/** A code that is right for a device, and the step it was of. */
interface Code {
  readonly device: MfaDeviceRecord;
  readonly step: number;
}

type MfaCheck =
  | { readonly kind: 'none' }
  | { readonly kind: 'wanted' }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'code'; readonly mfa: Mfa; readonly code: Code }
  /** Given before. */
  | { readonly kind: 'challenge'; readonly mfa: Mfa };

export async function furtherSteps(
  ports: Ports,
  exchange: Exchange,
  asked: PasswordRequest,
  right: PasswordRight,
): Promise<SignInOutcome> {
  const { ids, clock } = ports;
  const { now } = exchange;
  const { who, attemptKey } = right;
  const { accountId } = who.account;
  const deviceNow = clock.device();
  const check = checkMfa(asked, right, { now, deviceNow });
  if (check.kind === 'wanted') return { kind: 'next', who, step: { next: 'mfa' }, settle: unchanged };
  if (check.kind === 'wrong') {
    return {
      kind: 'refused',
      fault: wrongCode,
      identity: { kind: 'signing-in', caller: who },
      accountId,
      trailMessage: failedAuthentication,
      mfaUsed: true,
      count: (tables) => countFailure(tables, { key: attemptKey, accountId }, deviceNow),
    };
  }
  const mfa = check.kind === 'none' ? undefined : check.mfa;
  const code = check.kind === 'code' ? check.code : undefined;
  const session = issueSession({ who, signedInBy: 'password', now, ids, mfa });
  const { reset } = right;
  if (reset === undefined || who.principal.kind === 'root') {
    const settle = both((tables) => takeCode(tables, code), settlePassword(right, now));
    return { kind: 'admitted', who, session, settle, ...(mfa === undefined ? {} : { mfa }) };
  }
  if (asked.newPassword === undefined) {
    if (mfa === undefined) {
      return { kind: 'next', who, step: { next: 'new-password', reason: reset }, settle: unchanged };
    }
    const challenge =
      check.kind === 'challenge' ? (asked.challenge ?? '') : bytesToHex(ids.randomBytes(challengeBytes));
    const until = deviceNow + challengeMilliseconds;
    const settle: Settle = both(
      (tables) => takeCode(tables, code),
      async (tables) => {
        const passed = { token: challenge, ...mfa, until };
        await tables.signInAttempts.put({ key: attemptKey, accountId, failures: 0, lastFailedAt: 0, passed });
        return true;
      },
    );
    return { kind: 'next', who, step: { next: 'new-password', reason: reset, challenge }, settle };
  }
  const changed = await setNewPassword(ports, exchange, {
    right,
    principal: who.principal satisfies UserPrincipal,
    newPassword: asked.newPassword,
    oldPassword: asked.password,
    session,
  });
  if (!changed.ok) return { kind: 'refused', ...changed.error };
  return {
    kind: 'admitted',
    who,
    session,
    passwordUpdated: changed.value.authorization,
    settle: both((tables) => takeCode(tables, code), both(settlePassword(right, now), changed.value.settle)),
    ...(mfa === undefined ? {} : { mfa }),
  };
}

function checkMfa(
  { mfaCode, challenge }: PasswordRequest,
  { devices, attempt }: PasswordRight,
  { now, deviceNow }: { readonly now: number; readonly deviceNow: number },
): MfaCheck {
  if (devices.length === 0) return { kind: 'none' };
  const passed = attempt?.passed;
  if (challenge !== undefined && passed?.token === challenge && deviceNow < passed.until) {
    // A device that was taken off meanwhile no longer counts.
    const { serialNumber, at } = passed;
    if (devices.some((device) => device.serialNumber === serialNumber)) {
      return { kind: 'challenge', mfa: { serialNumber, at } };
    }
  }
  if (mfaCode === undefined) return { kind: 'wanted' };
  for (const device of devices) {
    const verified = verifyTotp({
      seed: device.seed,
      code: mfaCode.trim(),
      now: deviceNow,
      lastAcceptedStep: device.lastStep,
    });
    if (verified.kind === 'accepted') {
      const mfa = { serialNumber: device.serialNumber, at: now };
      return { kind: 'code', mfa, code: { device, step: verified.step } };
    }
  }
  return { kind: 'wrong' };
}

/** No code is taken twice: false where another tab has just taken this one, or the device is gone. */
async function takeCode(tables: Writing, code: Code | undefined): Promise<boolean> {
  if (code === undefined) return true;
  const { device, step } = code;
  const current = await tables.mfaDevices.get(device.key);
  if (current === undefined || current.ownerKey !== device.ownerKey) return false;
  if (current.lastStep !== device.lastStep) return false;
  await tables.mfaDevices.put({ ...current, lastStep: step });
  return true;
}

const unchanged: Settle = () => Promise.resolve(true);

// INVARIANT of `Settle`: where the second is false, the first has written nothing that could not stay: a code that is
// taken is taken whatever becomes of the sign-in.
function both(first: Settle, second: Settle): Settle {
  return async (tables) => (await first(tables)) && (await second(tables));
}

/** Told only to who knows the password. AWS documents no sentence. */
const wrongCode: Fault = {
  code: 'InvalidMfaCode',
  status: 400,
  message: 'The MFA code is incorrect, or was used before. Wait for the next one and try again.',
};
