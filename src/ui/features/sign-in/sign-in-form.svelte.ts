// One attempt to sign in by password, step by step: what was typed, what is asked for next, and how it was refused.

import type { ConsoleSession } from '../../../client/ports.ts';
import type { PasswordInput, SignInAnswer, SigninApi } from '../../../client/signin-api.ts';
import type { Refusal } from '../../state/signed-write.svelte.ts';
import { accountOf, type Way } from './sign-in-address.ts';

export type Step =
  | { readonly kind: 'password' }
  | { readonly kind: 'mfa' }
  | { readonly kind: 'new-password'; readonly reason: 'first' | 'expired'; readonly challenge?: string };

export class SignInForm {
  email = $state('');
  /** Id or alias. */
  account = $state('');
  userName = $state('');
  password = $state('');
  code = $state('');
  newPassword = $state('');
  repeated = $state('');

  #signin: Pick<SigninApi, 'signInRoot' | 'signInUser'>;
  #step = $state.raw<Step>({ kind: 'password' });
  #refusal = $state.raw<Refusal | undefined>();
  #slow = $state(false);
  #run = 0;
  #running = false;

  constructor(signin: Pick<SigninApi, 'signInRoot' | 'signInUser'>) {
    this.#signin = signin;
  }

  get step(): Step {
    return this.#step;
  }

  /** The last refusal, until the next try. */
  get refusal(): Refusal | undefined {
    return this.#refusal;
  }

  /** True once the answer is late enough to say so: 400 ms. */
  get busy(): boolean {
    return this.#slow;
  }

  /** To the beginning, with nothing kept that is secret. What is still on its way no longer counts. */
  restart(): void {
    this.#run += 1;
    this.#running = false;
    this.#slow = false;
    this.#refusal = undefined;
    this.#step = { kind: 'password' };
    this.#forgetSecrets();
  }

  /** Somebody else's way of signing in was refused, or what was refused is being mended. */
  refuse(refusal: Refusal | undefined): void {
    this.#refusal = refusal;
  }

  /** The session when one is in; undefined when a further step is asked for, it was refused, or one has left. */
  async submit(way: Way): Promise<ConsoleSession | undefined> {
    if (this.#running) return undefined;
    const run = ++this.#run;
    this.#running = true;
    this.#refusal = undefined;
    const timer = setTimeout(() => (this.#slow = run === this.#run), 400);
    const answer = await this.#ask(way);
    clearTimeout(timer);
    // RACE: somebody else may sign in by now, for whom this answer is not.
    if (run !== this.#run) return undefined;
    this.#running = false;
    this.#slow = false;
    return this.#take(answer);
  }

  #ask(way: Way): Promise<SignInAnswer> {
    const input = this.#input();
    return way === 'root'
      ? this.#signin.signInRoot({ email: this.email.trim(), ...input })
      : this.#signin.signInUser({
          account: accountOf(this.account),
          userName: this.userName.trim(),
          ...input,
        });
  }

  #input(): PasswordInput {
    const { password, newPassword } = this;
    switch (this.#step.kind) {
      case 'password':
        return { password };
      case 'mfa':
        return { password, mfaCode: this.code };
      case 'new-password': {
        const { challenge } = this.#step;
        return { password, newPassword, ...(challenge === undefined ? {} : { challenge }) };
      }
    }
  }

  #take(answer: SignInAnswer): ConsoleSession | undefined {
    // Each counts once, and the next one is another.
    this.code = '';
    switch (answer.kind) {
      case 'ok':
        this.#forgetSecrets();
        return answer.value;
      case 'mfa':
        this.#step = { kind: 'mfa' };
        return undefined;
      case 'new-password': {
        const { kind, reason, challenge } = answer;
        this.#step = { kind, reason, ...(challenge === undefined ? {} : { challenge }) };
        return undefined;
      }
      case 'error':
      case 'lost':
        this.#refusal = answer;
        return undefined;
    }
  }

  #forgetSecrets(): void {
    this.password = this.code = this.newPassword = this.repeated = '';
  }
}

/** The digits of what was typed or pasted for a code: apps show it as `123 456`. */
export function codeDigits(text: string): string {
  return text.replace(/\D/g, '').slice(0, 6);
}
