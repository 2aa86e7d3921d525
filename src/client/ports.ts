// The ports of the caller's machine: where it signs, sends, and keeps its credentials. The caller
// knows nothing of the cloud but what comes back over the wire.

import type { Credentials, Signed, SignOptions } from '../core/sigv4/credentials.ts';
import type { HttpRequest, HttpResponse } from '../core/wire/message.ts';

/** Signing, in a worker of its own. */
export interface Signer {
  sign(request: HttpRequest, options: SignOptions): Promise<Signed>;
}

/** The wire. Resolves with whatever AWS answers, errors included; rejects only when nothing answers. */
export interface Wire {
  send(request: HttpRequest): Promise<HttpResponse>;
}

/** Milliseconds since the epoch, on the clock of the sandbox that is open. */
export interface CallerClock {
  now(): number;
}

/** A named set of credentials, as in `~/.aws/credentials`. */
export interface Profile {
  readonly sandboxId: string;
  readonly name: string;
  readonly credentials: Credentials;
  readonly region: string;
}

/** What the console holds for who is signed in: credentials that `cloud/signin` issued. */
export interface ConsoleSession {
  readonly sandboxId: string;
  readonly credentials: Credentials;
  /** ARN of the signed-in principal, as `cloud/signin` stated it. */
  readonly principalArn: string;
  readonly accountId: string;
  /** Milliseconds since the epoch, by the sandbox's clock. */
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** The caller's own store, in a database that never joins the cloud's. */
export interface MachineStore {
  profiles(sandboxId: string): Promise<readonly Profile[]>;
  saveProfile(profile: Profile): Promise<void>;
  deleteProfile(sandboxId: string, name: string): Promise<void>;
  session(sandboxId: string): Promise<ConsoleSession | undefined>;
  saveSession(session: ConsoleSession): Promise<void>;
  deleteSession(sandboxId: string): Promise<void>;
}
