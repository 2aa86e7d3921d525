// What the rest of the app may know about running offline and being installed, and what the bridge by which the
// service worker reaches the endpoint needs of it.

import type { Directory, SandboxEntry } from '../client/storage-ports.ts';
import type { HttpRequest, HttpResponse } from '../core/wire/message.ts';

/** `update-ready`: a new version is stored and waits for `applyUpdate`. */
export type OfflineState = 'unsupported' | 'registering' | 'ready' | 'update-ready';

export type ServiceWorkerState =
  | { readonly kind: 'unsupported'; readonly reason: UnsupportedReason }
  | { readonly kind: Exclude<OfflineState, 'unsupported'> };

export type UnsupportedReason =
  /** `npm run dev` has no service worker. */
  | 'development'
  /** Neither https nor localhost. */
  | 'insecure-context'
  /** The browser has none here; Firefox's private windows, for example. */
  | 'no-service-worker'
  /** The browser refused to register it, or its script could not be fetched. */
  | 'registration-failed'
  /** Its files could not all be stored. */
  | 'install-failed';

export interface ServiceWorkerPort {
  state(): ServiceWorkerState;
  /** Calls `listener` at each change; returns what ends it. */
  subscribe(listener: () => void): () => void;
  /** Activates the waiting version, upon which every open tab reloads. Without one, does nothing. */
  applyUpdate(): void;
}

/** How the browser's own question was answered; `unavailable` where it cannot be asked now. */
export type InstallAnswer = 'accepted' | 'dismissed' | 'unavailable';

export interface InstallationPort {
  /** Whether `install` can ask now. Safari and Firefox never can: there it is done by a menu of the browser. */
  canInstall(): boolean;
  /** Whether the app runs in a window of its own. */
  isInstalled(): boolean;
  install(): Promise<InstallAnswer>;
  /** Calls `listener` at each change; returns what ends it. */
  subscribe(listener: () => void): () => void;
}

/** Where the bridge finds the sandboxes of this device. */
export interface AwsHost {
  readonly directory: Pick<Directory, 'list'>;
  open(address: {
    /** Kept up to date for as long as it is open: its clock may be put forward. */
    readonly entry: SandboxEntry;
    /** The path of its endpoint, without a slash at its end. */
    readonly mountedAt: string;
  }): AwsEndpoint;
}

export interface AwsEndpoint {
  send(request: HttpRequest): Promise<HttpResponse>;
  close(): void;
}
