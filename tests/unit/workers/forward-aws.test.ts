// Which requests under `aws/` are forwarded, to which window, and what the browser gets when none answers.

import { describe, expect, it, vi } from 'vitest';
import { forwardOffer } from '../../../src/core/wire/forwarded.ts';
import type { ForwardedAnswer, ForwardedRequest } from '../../../src/core/wire/forwarded.ts';
import { awsAddress, forwardAws, isReadByScript } from '../../../workers/forward-aws.ts';
import type { AppWindow } from '../../../workers/forward-aws.ts';

const origin = 'https://example.org';
const base = '/app/';
const address = { sandboxId: 's1', mountedAt: '/app/aws/s1' };
const security = {
  'content-security-policy': "sandbox; default-src 'none'",
  'x-content-type-options': 'nosniff',
};

describe('awsAddress', () => {
  it.each([
    ['/app/aws/s1/', address],
    ['/app/aws/s1', address],
    ['/app/aws/s1//bucket/key', address],
    ['/app/aws/0b1f-4a_2/x', { sandboxId: '0b1f-4a_2', mountedAt: '/app/aws/0b1f-4a_2' }],
    ['/app/aws/', undefined],
    ['/app/aws', undefined],
    ['/app/aws//x', undefined],
    ['/app/aws/%73%31/', undefined],
    ['/app/aws/s1%2Fx', undefined],
    ['/app/%61ws/s1/', undefined],
    ['/other/aws/s1/', undefined],
  ])('%s', (path, expected) => expect(awsAddress(path, base)).toEqual(expected));
});

describe('isReadByScript', () => {
  it.each(['cors', 'same-origin', 'no-cors'] as const)('what a script fetches, %s', (mode) =>
    expect(isReadByScript({ mode, destination: '' })).toBe(true),
  );
  it('no page, however it is asked for', () => {
    expect(isReadByScript({ mode: 'navigate', destination: 'document' })).toBe(false);
    expect(isReadByScript({ mode: 'navigate', destination: '' })).toBe(false);
  });
  it.each(['document', 'iframe', 'image', 'script', 'style', 'worker', 'object', 'xslt'] as const)(
    'no %s',
    (destination) => expect(isReadByScript({ mode: 'no-cors', destination })).toBe(false),
  );
});

const answered: ForwardedAnswer = {
  kind: 'answered',
  status: 200,
  headers: [
    ['Content-Type', 'text/html'],
    ['Content-Security-Policy', 'script-src *'],
  ],
  body: new TextEncoder().encode('<b>').buffer,
};

/** A window that answers, or that only takes, or that says nothing at all. */
function fakeWindow(
  id: string,
  behaviour: ForwardedAnswer | 'takes' | 'is silent',
  path = '/app/',
): AppWindow & { readonly offers: unknown[]; readonly requests: ForwardedRequest[] } {
  const offers: unknown[] = [];
  const requests: ForwardedRequest[] = [];
  return {
    id,
    url: `${origin}${path}`,
    offers,
    requests,
    postMessage(message, [port]) {
      offers.push(message);
      if (behaviour === 'is silent' || !(port instanceof MessagePort)) return;
      port.onmessage = ({ data }: MessageEvent<ForwardedRequest>) => {
        requests.push(data);
        if (behaviour !== 'takes') port.postMessage(behaviour);
        port.close();
      };
      port.postMessage(forwardOffer);
    },
  };
}

function forward(
  windows: readonly AppWindow[],
  { clientId = 'asking', init = {} }: { clientId?: string; init?: RequestInit } = {},
): Promise<Response> {
  const request = new Request(`${origin}/app/aws/s1/bucket/key?a=1`, init);
  const patience = { askingFirst: 30, answer: 300 };
  return forwardAws(request, { address, windows, clientId, base, patience });
}

/** The sentence of an error as XML. */
const toldBy = async (response: Response) => /<Message>(.+)<\/Message>/s.exec(await response.text())?.[1];

describe('forwardAws', () => {
  it('sends the message as it is, and gives the answer, which can never run', async () => {
    const window = fakeWindow('asking', answered);
    const response = await forward([window], {
      init: { method: 'PUT', body: 'text', headers: { 'X-Amz-Date': 'now', 'Content-Type': 'text/plain' } },
    });
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toEqual({ ...security, 'content-type': 'text/html' });
    expect(await response.text()).toBe('<b>');
    const [request] = window.requests;
    expect(request).toMatchObject({
      ...address,
      method: 'PUT',
      url: `${origin}/app/aws/s1/bucket/key?a=1`,
      headers: [
        ['content-type', 'text/plain'],
        ['x-amz-date', 'now'],
      ],
    });
    expect(new TextDecoder().decode(request?.body)).toBe('text');
  });

  it('asks the window that asks, and no other', async () => {
    const windows = [fakeWindow('other', answered), fakeWindow('asking', answered)];
    expect((await forward(windows)).status).toBe(200);
    expect(windows.map(({ requests }) => requests.length)).toEqual([0, 1]);
    expect(windows[0]?.offers).toEqual([]);
  });

  it('asks the others where the asking one is silent, and gives the request to one of them', async () => {
    const windows = [fakeWindow('asking', 'is silent'), fakeWindow('b', answered), fakeWindow('c', answered)];
    expect((await forward(windows)).status).toBe(200);
    expect(windows.flatMap(({ requests }) => requests)).toHaveLength(1);
  });

  it('asks another where a page that is not the app asks', async () => {
    const plain = fakeWindow('asking', answered, '/app/notice.txt');
    const app = fakeWindow('b', answered, '/app/index.html');
    expect((await forward([plain, app])).status).toBe(200);
    expect(plain.offers).toEqual([]);
    expect(app.requests).toHaveLength(1);
  });

  it.each([
    ['none', []],
    ['a file of the app', [fakeWindow('asking', answered, '/app/notice.txt')]],
    ['a page deeper', [fakeWindow('asking', answered, '/app/lessons/')]],
    ['another app on the origin', [fakeWindow('asking', answered, '/elsewhere/')]],
  ])('says at once that no window is open: %s', async (_name, windows) => {
    const response = await forward(windows);
    expect(response.status).toBe(503);
    expect(Object.fromEntries(response.headers)).toMatchObject(security);
    expect(await toldBy(response)).toBe('No Gatehouse window is open to answer: open one and try again.');
  });

  const none = 'No Gatehouse window is open to answer: open one and try again.';
  const fault = `<Code>ServiceUnavailable</Code><Message>${none}</Message>`;
  const asXml = 'text/xml; charset=utf-8';
  const asQuery = `<ErrorResponse><Error><Type>Receiver</Type>${fault}</Error></ErrorResponse>`;
  // Each as the SDK that asks reads it: of another form it says nothing but that it could not be parsed.
  it.each([
    ['application/x-www-form-urlencoded', asXml, asQuery],
    ['application/x-www-form-urlencoded; charset=utf-8', asXml, asQuery],
    ['Application/X-WWW-Form-Urlencoded', asXml, asQuery],
    ['application/octet-stream', asXml, `<Error>${fault}</Error>`],
    [undefined, asXml, `<Error>${fault}</Error>`],
    [
      'application/x-amz-json-1.0',
      'application/x-amz-json-1.0',
      JSON.stringify({ __type: 'ServiceUnavailable', message: none }),
    ],
    [
      'application/x-amz-json-1.1',
      'application/x-amz-json-1.1',
      JSON.stringify({ __type: 'ServiceUnavailable', message: none }),
    ],
  ])('says so in the form of the request: %s', async (type, contentType, text) => {
    const headers = type === undefined ? {} : { 'Content-Type': type };
    const response = await forward([], { init: { method: 'POST', headers } });
    expect(response.status).toBe(503);
    expect(Object.fromEntries(response.headers)).toEqual({
      ...security,
      'content-type': contentType,
      'cache-control': 'no-store',
    });
    expect(await response.text()).toBe(text);
  });

  it('writes a message as text, whatever is in it', async () => {
    const failed = fakeWindow('asking', { kind: 'failed', message: 'a < b & "c" ]]> \u00e9' });
    expect(await toldBy(await forward([failed]))).toBe(
      'Gatehouse could not answer: a &#60; b &#38; "c" ]]&#62; \u00e9',
    );
  });

  it.each(['takes', 'is silent'] as const)('gives up in the end on a window that %s', async (behaviour) => {
    const response = await forward([fakeWindow('asking', behaviour)]);
    expect(response.status).toBe(503);
    expect(await toldBy(response)).toMatch(/^No Gatehouse window answered within 0\.3 seconds\. .+\.$/);
  });

  it('waits for a window that is only slow to start', async () => {
    const window = fakeWindow('asking', answered);
    const slow: AppWindow = {
      ...window,
      postMessage: (message, transfer) => void setTimeout(() => window.postMessage(message, transfer), 100),
    };
    expect((await forward([slow])).status).toBe(200);
  });

  it('says why a window could not answer', async () => {
    const failed = fakeWindow('asking', { kind: 'failed', message: 'storage for this site is full' });
    const response = await forward([failed]);
    expect(response.status).toBe(503);
    expect(await toldBy(response)).toBe('Gatehouse could not answer: storage for this site is full');
  });

  it.each([
    [204, 'GET'],
    [304, 'GET'],
    [200, 'HEAD'],
  ])('has no body for %i to %s', async (status, method) => {
    const response = await forward([fakeWindow('asking', { ...answered, status })], { init: { method } });
    expect(response.status).toBe(status);
    expect(response.body).toBeNull();
  });

  it('turns an answer that no browser could give into a sentence', async () => {
    for (const odd of [
      { ...answered, status: 42 },
      { ...answered, headers: [['x', 'a\nb']] as const },
    ]) {
      const response = await forward([fakeWindow('asking', odd)]);
      expect(response.status).toBe(503);
      expect(Object.fromEntries(response.headers)).toMatchObject(security);
    }
  });

  it('lets go of what it does not wait for', async () => {
    const clear = vi.spyOn(globalThis, 'clearTimeout');
    const set = vi.spyOn(globalThis, 'setTimeout');
    await forward([fakeWindow('asking', answered), fakeWindow('b', answered)]);
    const cleared = new Set(clear.mock.calls.map(([timer]) => timer));
    const ours = set.mock.results
      .filter((_, at) => [30, 300].includes(set.mock.calls[at]?.[1] ?? 0))
      .map(({ value }) => value as NodeJS.Timeout);
    expect(ours).toHaveLength(2);
    expect(ours.every((timer) => cleared.has(timer))).toBe(true);
    vi.restoreAllMocks();
  });
});
