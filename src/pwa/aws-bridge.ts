// The window's side of `aws/`: takes requests that the service worker forwards. Small, since it is there from
// the start; what reads and answers them is loaded with the first.

import { forwardOffer, type ForwardedAnswer, type ForwardedRequest } from '../core/wire/forwarded.ts';
import type { AwsHost } from './ports.ts';

/** Listens from now on; requests wait for `host`. */
export function connectAwsBridge(
  host: Promise<AwsHost>,
  container: Pick<ServiceWorkerContainer, 'addEventListener'> | undefined = navigator.serviceWorker,
): void {
  let loaded: Promise<(request: ForwardedRequest) => Promise<ForwardedAnswer>> | undefined;
  async function load() {
    const { answerForwarded } = await import('./answer-forwarded.ts');
    return answerForwarded(await host);
  }

  async function answer(port: MessagePort, request: ForwardedRequest): Promise<void> {
    const post = (message: ForwardedAnswer): void =>
      port.postMessage(message, message.kind === 'answered' ? [message.body] : []);
    try {
      loaded ??= load();
      post(await (await loaded)(request));
    } catch (error) {
      post({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
      // main.ts tells of storage or a worker that went away; anything else is our bug.
      throw error;
    }
  }

  container?.addEventListener('message', ({ data, ports: [port] }) => {
    if (data !== forwardOffer || port === undefined) return;
    port.onmessage = ({ data: request }: MessageEvent<ForwardedRequest>) => void answer(port, request);
    port.postMessage(forwardOffer);
  });
}
