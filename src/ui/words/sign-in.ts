// What the sign-in page says beside AWS's own sentences: nothing by which a stranger could tell whether an account,
// a user or a password exists.

import type { SignInReason } from '../state/app.svelte.ts';

type StepKind = 'password' | 'mfa' | 'new-password';

/** A sentence of ours below AWS's refusal, by its code. */
export function signInHint(code: string, step: StepKind): string | undefined {
  switch (code) {
    case 'AuthenticationFailed':
      return step === 'mfa'
        ? 'A code is good for half a minute and counts once. Wait for the next one, and see that the clocks of both devices are right.'
        : 'AWS says the same whatever it is that does not match, so that nobody can find out who has an account.';
    case 'TooManyAttempts':
      return 'Each further failure makes the wait longer. It ends by itself: nobody is locked out for good.';
    case 'AccessDenied':
    case 'AccessDeniedException':
      return 'To choose a password of one’s own takes the permission iam:ChangePassword. An administrator gives it by the password policy (“Allow users to change their own password”) or by the AWS managed policy IAMUserChangePassword.';
    case 'SwitchRoleFailed':
      return 'AWS says no more, so that nobody can find out which roles exist. Two things have to allow a switch: a policy of yours, sts:AssumeRole on the role, and the role’s trust policy, you.';
    case 'NoSuchEntity':
      return 'A user that has a path is written with it here: team/alice.';
    default:
      return undefined;
  }
}

export interface EndWords {
  readonly title: string;
  readonly text: string;
}

/** Why somebody is asked to sign in; `who`: the name of who was signed in. Undefined where nothing has happened. */
export function endWords(why: SignInReason, who: string | undefined): EndWords | undefined {
  const name = who === undefined ? '' : ` as ${who}`;
  switch (why) {
    case 'first':
      return undefined;
    case 'expired':
      return {
        title: 'Your console session has expired',
        text: `The time of your session${name} is over. Sign in to go on where you were: drafts are kept.`,
      };
    case 'gone':
      return {
        title: 'Whom you were signed in as is gone',
        text: `Your session${name} no longer counts: the identity was deleted, in another tab perhaps.`,
      };
    case 'imported':
      return {
        title: 'The sandbox from your file is open',
        text: 'A file without secrets brings no passwords along, and its access keys have new secrets: continue as root without a password.',
      };
  }
}
