// All that the screens know of the world. `main.ts` makes these from the layers below; a screen
// never sees a database, a worker or a service worker.

import type { AwsApi } from '../client/aws-api.ts';
import type {
  Analysis,
  CallerClock,
  ConsoleSession,
  Profile,
  Reference,
  SigningForms,
  Wire,
} from '../client/ports.ts';
import type { Failure, SandboxShelf, SandboxSummary } from '../client/sandbox-ports.ts';
import type { SigninApi } from '../client/signin-api.ts';
import type { RequestTrace } from '../cloud/request-trace.ts';
import type { Result } from '../core/lang/result.ts';

export type { AccountSummary, Failure, NewSandbox, SandboxSummary } from '../client/sandbox-ports.ts';

export interface Platform {
  readonly storage: StorageKind;
  readonly sandboxes: Sandboxes;
  readonly offline: Offline;
  readonly drafts: Drafts;
  readonly persistence: Persistence;
  readonly reference: Reference;
  readonly analysis: Analysis;
  readonly signer: SigningForms;
  readonly random: (length: number) => Uint8Array;
  /** Hears, in a sentence, of what no call could answer: storage or a worker that went away. */
  onFailure(listener: (message: string) => void): () => void;
}

/** Where this device keeps sandboxes. `memory`: all is lost when the tab closes; `reason` is a sentence. */
export type StorageKind =
  { readonly kind: 'indexeddb' } | { readonly kind: 'memory'; readonly reason: string };

export interface Sandboxes extends SandboxShelf {
  open(id: string): Promise<Result<OpenSandbox, Failure>>;
}

export interface OpenSandbox {
  readonly summary: SandboxSummary;
  readonly clock: CallerClock;
  readonly wire: Wire;
  readonly signin: SigninApi;
  /** The console's view of the account, as who is signed in. */
  apiFor(session: ConsoleSession): AwsApi;
  /** Calls when something in the account has changed, from whatever tab; not when subscribing. */
  onChange(listener: () => void): () => void;
  /** Seen from outside the account: what happened to one request. */
  trace(requestId: string): Promise<RequestTrace | undefined>;

  profiles(): Promise<readonly Profile[]>;
  saveProfile(profile: Profile): Promise<Result<null, Failure>>;
  deleteProfile(name: string): Promise<Result<null, Failure>>;
  session(): Promise<ConsoleSession | undefined>;
  saveSession(session: ConsoleSession): Promise<void>;
  deleteSession(): Promise<void>;
  close(): void;
}

/** What a form holds while it is filled in: kept for this tab, across reloads. Never for secrets. */
export interface Drafts {
  get(screen: string, field: string): string | undefined;
  set(screen: string, field: string, value: string): void;
  clear(screen: string): void;
}

export type OfflineState = 'unsupported' | 'registering' | 'ready' | 'update-ready';

export interface Offline {
  state(): OfflineState;
  /** Whether the service worker answers what this page asks for, so that an SDK can reach the sandbox. */
  isControlled(): boolean;
  canInstall(): boolean;
  /** Safari keeps a site's data for seven days without a visit, unless it is installed. */
  forgetsAfterSevenDays(): boolean;
  subscribe(listener: () => void): () => void;
  /** Every open tab reloads with the new version. */
  applyUpdate(): void;
  install(): Promise<boolean>;
}

export interface Persistence {
  /** Asks the browser not to evict what is stored; false where it will not promise. */
  request(): Promise<boolean>;
  estimate(): Promise<{ readonly usage: number; readonly quota: number } | undefined>;
}
