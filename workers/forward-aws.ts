// Requests of real clients under `aws/`: which of them may be answered, and the way to the window that
// answers. The endpoint is in the window, not here (DESIGN §3).

import { forwardOffer, type ForwardedAnswer, type ForwardedRequest } from '../src/core/wire/forwarded.ts';

/** What is used of a window; a `WindowClient`. */
export interface AppWindow {
  readonly id: string;
  readonly url: string;
  postMessage(message: unknown, transfer: Transferable[]): void;
}

export interface AwsAddress {
  readonly sandboxId: string;
  readonly mountedAt: string;
}

/** How long to wait, in milliseconds. */
export interface Patience {
  /** For the asking window to say that it is there, before the others are asked too. */
  readonly askingFirst: number;
  /** For the answer, in all. */
  readonly answer: number;
}

const patienceOfUsers: Patience = { askingFirst: 1_000, answer: 10_000 };

/** The sandbox that a path under `<base>aws/` is for; undefined where it names none as it should. */
export function awsAddress(pathname: string, base: string): AwsAddress | undefined {
  const start = `${base}aws/`;
  if (!pathname.startsWith(start)) return undefined;
  const sandboxId = /^[\w-]+(?=\/|$)/.exec(pathname.slice(start.length))?.[0];
  return sandboxId === undefined ? undefined : { sandboxId, mountedAt: start + sandboxId };
}

/**
 * SECURITY: only what a script asked for, to read, is answered with what a sandbox holds. What the browser
 * would show or run, as a page, frame, image, script or style, never is.
 */
export function isReadByScript({ mode, destination }: Pick<Request, 'mode' | 'destination'>): boolean {
  return mode !== 'navigate' && destination === '';
}

/** Has a window answer, the asking one first. Always resolves: 503 with a sentence where none does. */
export async function forwardAws(
  request: Request,
  {
    address,
    windows,
    clientId,
    base,
    patience = patienceOfUsers,
  }: {
    readonly address: AwsAddress;
    readonly windows: readonly AppWindow[];
    /** Of the page that asks. */
    readonly clientId: string;
    readonly base: string;
    readonly patience?: Patience;
  },
): Promise<Response> {
  const unavailable = (sentence: string) => unavailableTo(request, sentence);
  const able = windows.filter(({ url }) => showsApp(url, base));
  if (able.length === 0) return unavailable('No Gatehouse window is open to answer: open one and try again.');
  let timer: ReturnType<typeof setTimeout> | undefined;
  let port: MessagePort | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), patience.answer);
  });
  try {
    const ready = firstReady(able, clientId, patience);
    const [taken, body] = await Promise.all([Promise.race([ready.port, late]), request.arrayBuffer()]);
    port = taken;
    ready.release(port);
    const answer =
      port && (await Promise.race([ask(port, { ...address, ...messageOf(request), body }), late]));
    if (answer === undefined) {
      return unavailable(
        `No Gatehouse window answered within ${patience.answer / 1000} seconds. Where the request changes something, look whether it has been done before sending it again.`,
      );
    }
    return answer.kind === 'answered'
      ? responseOf(answer, request.method)
      : unavailable(`Gatehouse could not answer: ${answer.message}`);
  } catch (error) {
    return unavailable(
      `Gatehouse could not answer: ${error instanceof Error ? error.message : String(error)}`,
    );
  } finally {
    clearTimeout(timer);
    port?.close();
  }
}

/** The plain answers of the worker itself. */
export function plainAnswer(status: number, sentence: string): Response {
  return textAnswer(status, 'text/plain; charset=utf-8', `${sentence}\n`);
}

/**
 * As AWS words an error in the protocol of the request, so far as its content type tells it: an SDK that cannot
 * parse an answer shows nothing of it.
 * https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
function unavailableTo(request: Request, message: string): Response {
  const type = request.headers.get('content-type') ?? '';
  if (/^application\/x-amz-json-/i.test(type)) {
    return textAnswer(503, type, JSON.stringify({ __type: 'ServiceUnavailable', message }));
  }
  const written = message.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const fault = `<Code>ServiceUnavailable</Code><Message>${written}</Message>`;
  const xml = /^application\/x-www-form-urlencoded/i.test(type)
    ? `<ErrorResponse><Error><Type>Receiver</Type>${fault}</Error></ErrorResponse>`
    : `<Error>${fault}</Error>`;
  return textAnswer(503, 'text/xml; charset=utf-8', xml);
}

function textAnswer(status: number, type: string, text: string): Response {
  const headers = { 'content-type': type, 'cache-control': 'no-store' };
  return new Response(text, { status, headers: harmless(new Headers(headers)) });
}

/** SECURITY: stored objects are on the app's own origin; whatever is answered here may never run there. */
function harmless(headers: Headers): Headers {
  headers.set('content-security-policy', "sandbox; default-src 'none'");
  headers.set('x-content-type-options', 'nosniff');
  return headers;
}

/** As the navigation fallback: the app's page, not a text file of the app's in a tab of its own. */
function showsApp(url: string, base: string): boolean {
  const { pathname } = new URL(url);
  return pathname.startsWith(base) && /^(?:index\.html|[^/.]*)$/.test(pathname.slice(base.length));
}

/**
 * Offers a request to the asking window, and after a while without a word, in which it may be starting, to all
 * others too: the first that says a word has it. `release` lets go of all but one.
 */
function firstReady(
  windows: readonly AppWindow[],
  clientId: string,
  { askingFirst }: Patience,
): { readonly port: Promise<MessagePort>; release(but: MessagePort | undefined): void } {
  const ports: MessagePort[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const port = new Promise<MessagePort>((resolve) => {
    const offer = (to: readonly AppWindow[]): void => {
      for (const window of to) {
        const { port1, port2 } = new MessageChannel();
        ports.push(port1);
        port1.onmessage = () => resolve(port1);
        window.postMessage(forwardOffer, [port2]);
      }
    };
    const asking = windows.filter(({ id }) => id === clientId);
    const others = windows.filter(({ id }) => id !== clientId);
    offer(asking.length > 0 ? asking : others);
    if (asking.length > 0) timer = setTimeout(() => offer(others), askingFirst);
  });
  return {
    port,
    release(but) {
      clearTimeout(timer);
      for (const port of ports) if (port !== but) port.close();
    },
  };
}

function ask(port: MessagePort, request: ForwardedRequest): Promise<ForwardedAnswer> {
  return new Promise((resolve, reject) => {
    port.onmessage = ({ data }: MessageEvent<ForwardedAnswer>) => resolve(data);
    port.onmessageerror = () => reject(new Error('its answer could not be read'));
    port.postMessage(request, [request.body]);
  });
}

function messageOf({ method, url, headers }: Request): Pick<ForwardedRequest, 'method' | 'url' | 'headers'> {
  return { method, url, headers: [...headers] };
}

// Fetch standard, "null body status": such a response cannot be made with a body.
const withoutBody = [101, 204, 205, 304];

function responseOf(answer: Extract<ForwardedAnswer, { kind: 'answered' }>, method: string): Response {
  const { status, body } = answer;
  const headers = new Headers();
  for (const [name, value] of answer.headers) headers.append(name, value);
  const empty = method === 'HEAD' || withoutBody.includes(status);
  return new Response(empty ? null : body, { status, headers: harmless(headers) });
}
