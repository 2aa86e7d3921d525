// The sign-in page's side of `cloud/signin`: what it asks, and what comes back over the wire.

import type { ConsoleSession } from './ports.ts';
import type { Answer } from './aws-api.ts';

export interface SigninApi {
  /** Root: the account's e-mail address and password. */
  signInRoot(input: { email: string; password: string }): Promise<Answer<ConsoleSession>>;
  /**
   * For learners in a hurry: no password asked; the event is marked `gatehouse:actAs`.
   * `principalArn` is the account's root or one of its users.
   */
  actAs(input: { principalArn: string }): Promise<Answer<ConsoleSession>>;
}
