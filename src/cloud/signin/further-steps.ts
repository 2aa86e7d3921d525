// After the password: the code of an MFA device, then the new password of who must choose one. Only an IAM user must;
// root's password neither expires nor is it ever a first one.

import { verifyTotp } from '../../core/totp/verify-totp.ts';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { UserPrincipal } from '../caller.ts';
import type { Exchange, Ports } from '../exchange.ts';
import type { Fault } from '../fault.ts';
import { passwordExpiresAt } from '../iam/password-rules.ts';
import type { Writing } from '../ports.ts';
import type { MfaDeviceRecord } from '../records.ts';
import type { Mfa, NextStep, Settle, SignInOutcome } from './admission.ts';
import { recheck, settlePassword, type PasswordRequest, type PasswordRight } from './by-password.ts';
import { countFailure } from './failures.ts';
import { setNewPassword } from './new-password.ts';
import { issueSession } from './session.ts';
import { signinEnding } from './signin-events.ts';
import { failedAuthentication, incorrect } from './wrong-password.ts';

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
  | { readonly kind: 'challenge'; readonly mfa: Mfa; readonly token: string };

type Passed = Exclude<MfaCheck, { kind: 'wanted' | 'wrong' }>;

export async function furtherSteps(
  ports: Ports,
  exchange: Exchange,
  asked: PasswordRequest,
  right: PasswordRight,
): Promise<SignInOutcome> {
  const { who, attemptKey, deviceNow } = right;
  const { accountId } = who.account;
  const check = checkMfa(asked, right, exchange.now);
  if (check.kind === 'wanted') return nextStep(right, { next: 'mfa' }, (tables) => recheck(tables, right));
  if (check.kind === 'wrong') {
    return {
      ...refusedOf(right, incorrect),
      trailMessage: failedAuthentication,
      mfaUsed: true,
      settle: (tables) => countFailure(tables, { key: attemptKey, accountId }, deviceNow),
    };
  }
  if (who.principal.kind === 'root') return admit(ports, exchange, right, check);
  const { reset, hard } = resetOf(right, exchange.now);
  if (hard) {
    return {
      ...refusedOf(right, passwordExpired),
      mfaUsed: check.kind !== 'none',
      settle: withCode(right, check, nothing),
    };
  }
  if (reset === undefined) return admit(ports, exchange, right, check);
  return asked.newPassword === undefined
    ? askForNewPassword(ports, right, check, reset)
    : replacePassword(ports, exchange, asked, { right, check, principal: who.principal });
}

/** Why a new password is needed; `hard`: the user may not choose one. */
function resetOf(
  { who: { account }, record }: PasswordRight,
  now: number,
): { readonly reset: 'first' | 'expired' | undefined; readonly hard: boolean } {
  const expiresAt = passwordExpiresAt(record, account.passwordPolicy);
  if (expiresAt === undefined || expiresAt > now) {
    return { reset: record.resetRequired ? 'first' : undefined, hard: false };
  }
  // "The IAM user cannot access the console until an administrator resets the password." (HardExpiry)
  return { reset: 'expired', hard: account.passwordPolicy?.hardExpiry === true };
}

function admit(ports: Ports, exchange: Exchange, right: PasswordRight, check: Passed): SignInOutcome {
  const { who } = right;
  const mfa = mfaOf(check);
  return {
    kind: 'admitted',
    who,
    session: issueSession({ who, signedInBy: 'password', now: exchange.now, ids: ports.ids, mfa }),
    settle: withCode(right, check, settlePassword(right, exchange.now)),
    ...(mfa === undefined ? {} : { mfa }),
  };
}

function askForNewPassword(
  { ids }: Ports,
  right: PasswordRight,
  check: Passed,
  reason: 'first' | 'expired',
): SignInOutcome {
  const { who, attemptKey: key, deviceNow } = right;
  const { accountId } = who.account;
  const mfa = mfaOf(check);
  if (mfa === undefined) {
    return nextStep(right, { next: 'new-password', reason }, (tables) => recheck(tables, right));
  }
  const token = check.kind === 'challenge' ? check.token : bytesToHex(ids.randomBytes(challengeBytes));
  const passed = { token, ...mfa, until: deviceNow + challengeMilliseconds };
  return nextStep(
    right,
    { next: 'new-password', reason, challenge: token },
    withCode(right, check, async (tables) => {
      await tables.signInAttempts.put({ key, accountId, failures: 0, lastFailedAt: 0, passed });
      return undefined;
    }),
  );
}

async function replacePassword(
  ports: Ports,
  exchange: Exchange,
  { password: oldPassword, newPassword = '' }: PasswordRequest,
  {
    right,
    check,
    principal,
  }: { readonly right: PasswordRight; readonly check: Passed; readonly principal: UserPrincipal },
): Promise<SignInOutcome> {
  const { who } = right;
  const mfa = mfaOf(check);
  const session = issueSession({ who, signedInBy: 'password', now: exchange.now, ids: ports.ids, mfa });
  const changed = await setNewPassword(ports, exchange, {
    right,
    principal,
    newPassword,
    oldPassword,
    session,
  });
  if (!changed.ok) {
    return {
      ...refusedOf(right, changed.error.fault),
      ...changed.error,
      settle: withCode(right, check, nothing),
    };
  }
  const { before, settle } = changed.value;
  return {
    kind: 'admitted',
    who,
    session,
    before,
    settle: withCode(right, check, async (tables) => {
      const unsettled = await settlePassword(right, exchange.now)(tables);
      return unsettled ?? settle(tables);
    }),
    ...(mfa === undefined ? {} : { mfa }),
  };
}

function checkMfa(
  { mfaCode, challenge }: PasswordRequest,
  { devices, attempt, deviceNow }: PasswordRight,
  now: number,
): MfaCheck {
  if (devices.length === 0) return { kind: 'none' };
  const passed = attempt?.passed;
  if (challenge !== undefined && passed?.token === challenge && deviceNow < passed.until) {
    // A device that was taken off meanwhile no longer counts.
    const { serialNumber, at } = passed;
    if (devices.some((device) => device.serialNumber === serialNumber)) {
      return { kind: 'challenge', mfa: { serialNumber, at }, token: challenge };
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

function mfaOf(check: Passed): Mfa | undefined {
  return check.kind === 'none' ? undefined : check.mfa;
}

/**
 * All that the answer rests on is looked at again, then the code is taken, whatever else becomes of the sign-in: RFC
 * 6238 §5.2, "MUST NOT accept the second attempt of the OTP after the successful validation".
 */
function withCode(right: PasswordRight, check: Passed, settle: Settle): Settle {
  return async (tables) => {
    const unsettled = await recheck(tables, right);
    if (unsettled !== undefined) return unsettled;
    const taken = check.kind !== 'code' || (await takeCode(tables, check.code));
    return taken ? settle(tables) : { kind: 'changed' };
  };
}

/** False where another tab has just taken this one, or the device is gone. */
async function takeCode(tables: Writing, { device, step }: Code): Promise<boolean> {
  const current = await tables.mfaDevices.get(device.key);
  if (current === undefined || current.ownerKey !== device.ownerKey) return false;
  if (current.lastStep !== device.lastStep) return false;
  await tables.mfaDevices.put({ ...current, lastStep: step });
  return true;
}

const nothing: Settle = () => Promise.resolve(undefined);

function nextStep(
  { who }: PasswordRight,
  step: NextStep,
  settle: Settle,
): Extract<SignInOutcome, { kind: 'next' }> {
  const about = { identity: { kind: 'signing-in', caller: who }, accountId: who.account.accountId } as const;
  const ending =
    step.next === 'mfa'
      ? signinEnding({ ...about, event: 'CheckMfa', additional: { MfaType: 'Virtual MFA' } })
      : signinEnding({
          ...about,
          event: 'CheckPassword',
          additional: { 'gatehouse:newPassword': step.reason },
        });
  return { kind: 'next', who, step, ending, settle };
}

function refusedOf({ who }: PasswordRight, fault: Fault): Extract<SignInOutcome, { kind: 'refused' }> {
  const identity = { kind: 'signing-in', caller: who } as const;
  return { kind: 'refused', fault, identity, accountId: who.account.accountId };
}

/** Told only to who knows the password and has the code. AWS documents no sentence. */
const passwordExpired: Fault = {
  code: 'PasswordExpired',
  status: 400,
  message: 'Your password has expired. Contact your administrator to reset your password.',
};
