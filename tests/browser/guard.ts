// Watches everything a browser context does, and keeps a list of what must never happen: a broken content
// security policy, an error in the console or uncaught, a request that leaves the app's origin.

import type { BrowserContext } from '@playwright/test';

export interface Guard {
  /** What went wrong so far, a sentence each. A test that provokes something takes it out again. */
  readonly problems: string[];
}

interface GuardOptions {
  readonly context: BrowserContext;
  readonly origin: string;
  /** Console errors that a test expects: the browser itself logs a refused request, for example. */
  readonly allowedConsoleErrors: readonly RegExp[];
}

/** Call before the context's first page. */
export async function watchContext({ context, origin, allowedConsoleErrors }: GuardOptions): Promise<Guard> {
  const problems: string[] = [];
  const allowed = (text: string): boolean => allowedConsoleErrors.some((pattern) => pattern.test(text));

  await context.exposeBinding('reportPolicyViolation', ({ page }, violation: string) => {
    problems.push(`content security policy violated on ${page.url()}: ${violation}`);
  });
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const { violatedDirective, blockedURI, sourceFile, lineNumber } = event;
      const text = `${violatedDirective} blocked ${blockedURI} (${sourceFile}:${lineNumber})`;
      void (
        globalThis as unknown as { reportPolicyViolation(violation: string): Promise<void> }
      ).reportPolicyViolation(text);
    });
  });
  context.on('console', (message) => {
    if (message.type() === 'error' && !allowed(message.text()))
      problems.push(`console error: ${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => {
    problems.push(`uncaught error: ${error.error().stack ?? error.error().message}`);
  });
  context.on('request', (request) => {
    const { protocol, origin: target } = new URL(request.url());
    if (protocol !== 'data:' && protocol !== 'blob:' && target !== origin)
      problems.push(`a request left the origin: ${request.method()} ${request.url()}`);
  });
  context.on('page', (page) => {
    page.on('websocket', (socket) => problems.push(`a web socket was opened: ${socket.url()}`));
  });
  return { problems };
}
