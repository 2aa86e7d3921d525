// What the service worker and a window of the app say to each other about a request under `aws/`: the one
// wire by which a real client in the browser reaches a sandbox.

import type { Header } from './message.ts';

/** Worker to window, with a port: who can take a request answers anything on the port, at once. */
export const forwardOffer = 'gatehouse-aws';

/** Worker to window on the port: the request as the browser gives it to the worker. */
export interface ForwardedRequest {
  readonly sandboxId: string;
  /** The path of the sandbox's endpoint, without a slash at its end: `/gatehouse/aws/<sandbox id>`. */
  readonly mountedAt: string;
  readonly method: string;
  readonly url: string;
  /** Names in lower case, a value's characters its bytes; without `host` and `content-length`, which the browser adds later. */
  readonly headers: readonly Header[];
  readonly body: ArrayBuffer;
}

/** Window to worker on the port. */
export type ForwardedAnswer =
  | {
      readonly kind: 'answered';
      readonly status: number;
      /** A value's characters are its bytes. */
      readonly headers: readonly Header[];
      readonly body: ArrayBuffer;
    }
  /** Nothing of AWS answered; `message` says why. */
  | { readonly kind: 'failed'; readonly message: string };
