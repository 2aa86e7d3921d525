// A virtual MFA device to practise with, and AWS's side of it: what it shows, and what AWS would take.

import { base32FromBytes } from '../../../core/totp/base32.ts';
import { enableTotp, type TotpEnabling } from '../../../core/totp/enable-totp.ts';
import { awsIssuer, otpauthUri } from '../../../core/totp/otpauth-uri.ts';
import { makeTotpSeed, totpSeedBytes } from '../../../core/totp/seed.ts';
import { stepMilliseconds, stepOf, totpCode, totpStages } from '../../../core/totp/totp.ts';
import { verifyTotp, type TotpVerification } from '../../../core/totp/verify-totp.ts';

/** As AWS labels a device, but with a name that nobody takes for their own account's. */
export const practiceName = 'practice@gatehouse';

/** Attempts that are still shown. */
const mostAttempts = 6;

export interface Attempt {
  readonly id: number;
  readonly code: string;
  readonly verification: TotpVerification;
}

export interface DeviceOptions {
  /** The device's own time, in milliseconds: codes follow it, never a sandbox's clock. */
  readonly now: () => number;
  readonly random: (length: number) => Uint8Array;
}

export class OneTimeDevice {
  #options: DeviceOptions;
  #seed = $state.raw<Uint8Array>();
  #time = $state(0);
  #lastAcceptedStep = $state<number>();
  #enabling = $state.raw<TotpEnabling>();
  #attempts = $state.raw<readonly Attempt[]>([]);
  #tried = 0;

  #step = $derived(stepOf(this.#time));
  #stages = $derived(
    this.#seed === undefined ? undefined : totpStages(this.#seed, this.#step * stepMilliseconds),
  );
  #secret = $derived(this.#seed === undefined ? undefined : base32FromBytes(this.#seed));
  #uri = $derived(
    this.#seed === undefined
      ? undefined
      : otpauthUri({ seed: this.#seed, accountName: practiceName, issuer: awsIssuer }),
  );

  constructor(options: DeviceOptions) {
    this.#options = options;
    this.#time = options.now();
  }

  get exists(): boolean {
    return this.#seed !== undefined;
  }

  /** The seed in base 32. */
  get secret(): string | undefined {
    return this.#secret;
  }

  get uri(): string | undefined {
    return this.#uri;
  }

  /** How the code of now comes about. */
  get stages() {
    return this.#stages;
  }

  /** Until the next code: 30 to 1. */
  get secondsLeft(): number {
    return Math.ceil(((this.#step + 1) * stepMilliseconds - this.#time) / 1000);
  }

  /** What became of the last try to enable it. */
  get enabling(): TotpEnabling | undefined {
    return this.#enabling;
  }

  get enabled(): boolean {
    return this.#enabling?.kind === 'enabled';
  }

  /** What AWS remembers of the codes it took. */
  get lastAcceptedStep(): number | undefined {
    return this.#lastAcceptedStep;
  }

  /** Codes tried since it was enabled, the newest first. */
  get attempts(): readonly Attempt[] {
    return this.#attempts;
  }

  /** Makes a device with a fresh seed; one that was there is forgotten. */
  make(): void {
    this.forget();
    const random = this.#options.random(totpSeedBytes);
    this.#seed = makeTotpSeed(random);
    random.fill(0);
    this.tick();
  }

  /** Overwrites the seed: it is nowhere else. */
  forget(): void {
    this.#seed?.fill(0);
    this.#seed = undefined;
    this.#lastAcceptedStep = undefined;
    this.#enabling = undefined;
    this.#attempts = [];
  }

  /** Looks at the clock; answers in how many milliseconds the next second begins. */
  tick(): number {
    const time = this.#options.now();
    // Not read back: an effect that ticks would run again for what it just wrote.
    this.#time = time;
    return 1000 - (time % 1000);
  }

  /** The code that the device shows some steps from now, for who has no phone at hand. */
  codeAt(steps: number): string {
    if (this.#seed === undefined) return '';
    return totpCode(this.#seed, Math.max(0, this.#options.now() + steps * stepMilliseconds));
  }

  /** Two codes, as typed. Once enabled it stays so. */
  enable(typed1: string, typed2: string): void {
    if (this.#seed === undefined || this.enabled) return;
    const [code1, code2] = [withoutSpaces(typed1), withoutSpaces(typed2)];
    this.#enabling = enableTotp({ seed: this.#seed, code1, code2, now: this.#options.now() });
    if (this.#enabling.kind === 'enabled') this.#lastAcceptedStep = this.#enabling.lastAcceptedStep;
  }

  /** One code, as at sign-in. */
  check(typed: string): void {
    if (this.#seed === undefined || !this.enabled) return;
    const code = withoutSpaces(typed);
    const verification = verifyTotp({
      seed: this.#seed,
      code,
      now: this.#options.now(),
      lastAcceptedStep: this.#lastAcceptedStep,
    });
    if (verification.kind === 'accepted') this.#lastAcceptedStep = verification.step;
    this.#attempts = [{ id: this.#tried++, code, verification }, ...this.#attempts].slice(0, mostAttempts);
  }
}

/** Apps show `123 456`, and people copy it so. */
function withoutSpaces(typed: string): string {
  return typed.replace(/\s/g, '');
}
