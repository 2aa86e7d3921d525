// The window's side of `aws/`: what is rebuilt of the message, which sandbox answers, and both sides together.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SandboxEntry } from '../../../src/client/storage-ports.ts';
import { err, ok } from '../../../src/core/lang/result.ts';
import type { ForwardedRequest } from '../../../src/core/wire/forwarded.ts';
import { headerValue, type HttpRequest, type HttpResponse } from '../../../src/core/wire/message.ts';
import { answerForwarded, asSent } from '../../../src/pwa/answer-forwarded.ts';
import { connectAwsBridge } from '../../../src/pwa/aws-bridge.ts';
import type { AwsHost } from '../../../src/pwa/ports.ts';
import { forwardAws } from '../../../workers/forward-aws.ts';

beforeEach(() => vi.stubGlobal('navigator', { userAgent: 'Browser/1' }));
afterEach(() => vi.unstubAllGlobals());

const bytes = (text: string): ArrayBuffer => new TextEncoder().encode(text).buffer;

function forwarded(changes: Partial<ForwardedRequest> = {}): ForwardedRequest {
  return {
    sandboxId: 's1',
    mountedAt: '/app/aws/s1',
    method: 'GET',
    url: 'https://example.org/app/aws/s1/bucket/a%20b?x=%2F&y',
    headers: [],
    body: new ArrayBuffer(0),
    ...changes,
  };
}

describe('asSent', () => {
  it('keeps path and query as they were sent, the prefix too', () => {
    const { path, query } = asSent(forwarded());
    expect({ path, query }).toEqual({ path: '/app/aws/s1/bucket/a%20b', query: 'x=%2F&y' });
  });

  it.each([
    ['https://example.org/app/aws/s1/', 'example.org'],
    ['https://example.org:443/app/aws/s1/', 'example.org'],
    ['http://localhost:4173/aws/s1/', 'localhost:4173'],
    ['http://[::1]:8080/aws/s1/', '[::1]:8080'],
  ])('has the host of %s', (url, host) => {
    expect(headerValue(asSent(forwarded({ url })), 'host')).toBe(host);
  });

  it.each([
    ['GET', '', undefined],
    ['HEAD', '', undefined],
    ['DELETE', '', undefined],
    ['POST', '', '0'],
    ['PUT', '', '0'],
    ['POST', 'Action=é', '9'],
    ['DELETE', 'x', '1'],
  ])('states the length of %s with the body `%s` as %s', (method, body, length) => {
    expect(headerValue(asSent(forwarded({ method, body: bytes(body) })), 'content-length')).toBe(length);
  });

  it('reads the bytes of a header as UTF-8, and adds the browser where the worker was not told', () => {
    expect(asSent(forwarded({ headers: [['x-amz-meta-a', 'Ã©']] })).headers).toEqual([
      ['host', 'example.org'],
      ['user-agent', 'Browser/1'],
      ['x-amz-meta-a', 'é'],
    ]);
    const told = asSent(forwarded({ headers: [['user-agent', 'Told/2']] }));
    expect(told.headers.filter(([name]) => name === 'user-agent')).toEqual([['user-agent', 'Told/2']]);
  });
});

const entry: SandboxEntry = {
  id: 's1',
  name: 'One',
  accountId: '111122223333',
  createdAt: 1,
  openedAt: 1,
  clockOffset: 0,
};

function fakeHost(answer: HttpResponse = { status: 200, headers: [], body: new Uint8Array() }) {
  const closed: string[] = [];
  const opened: { readonly entry: SandboxEntry; readonly mountedAt: string }[] = [];
  const sent: HttpRequest[] = [];
  const host = {
    listed: [entry] as readonly SandboxEntry[],
    directory: { list: () => Promise.resolve(ok(host.listed)) } as AwsHost['directory'],
    open(address: (typeof opened)[number]) {
      opened.push(address);
      return {
        send: (request: HttpRequest) => {
          sent.push(request);
          return Promise.resolve(answer);
        },
        close: () => void closed.push(address.entry.id),
      };
    },
  };
  return { host, opened, closed, sent };
}

describe('answerForwarded', () => {
  it('opens a sandbox once, for requests side by side too', async () => {
    const { host, opened, sent } = fakeHost();
    const answer = answerForwarded(host);
    await Promise.all([answer(forwarded()), answer(forwarded())]);
    await answer(forwarded());
    expect(opened).toHaveLength(1);
    expect(opened[0]).toMatchObject({ entry: { id: 's1' }, mountedAt: '/app/aws/s1' });
    expect(sent).toHaveLength(3);
  });

  it('follows the clock of the sandbox, which another tab may put forward', async () => {
    const { host, opened } = fakeHost();
    const answer = answerForwarded(host);
    await answer(forwarded());
    host.listed = [{ ...entry, clockOffset: 5000 }];
    await answer(forwarded());
    expect(opened[0]?.entry.clockOffset).toBe(5000);
  });

  it('has no sandbox that is not listed, and closes one that is no longer', async () => {
    const { host, closed, opened } = fakeHost();
    const answer = answerForwarded(host);
    expect(await answer(forwarded({ sandboxId: 's2' }))).toMatchObject({ kind: 'answered', status: 404 });
    await answer(forwarded());
    host.listed = [];
    const gone = await answer(forwarded());
    expect(gone).toMatchObject({ kind: 'answered', status: 404 });
    expect(gone.kind === 'answered' && new TextDecoder().decode(gone.body)).toMatch(
      /^This device has no sandbox s1\. /,
    );
    expect(closed).toEqual(['s1']);
    host.listed = [entry];
    await answer(forwarded());
    expect(opened).toHaveLength(2);
  });

  it('says why the list cannot be read', async () => {
    const { host } = fakeHost();
    host.directory = { list: () => Promise.resolve(err({ kind: 'lost', message: 'storage went away' })) };
    expect(await answerForwarded(host)(forwarded())).toEqual({
      kind: 'failed',
      message: 'storage went away',
    });
  });

  it('gives bytes of its own, and the bytes of a header', async () => {
    const whole = new TextEncoder().encode('..text..');
    const { host } = fakeHost({ status: 200, headers: [['x', 'é']], body: whole.subarray(2, 6) });
    const given = await answerForwarded(host)(forwarded());
    expect(given).toMatchObject({ headers: [['x', 'Ã©']] });
    expect(given.kind === 'answered' && new TextDecoder().decode(given.body)).toBe('text');
    expect(given.kind === 'answered' && given.body).not.toBe(whole.buffer);
  });
});

describe('the bridge', () => {
  const base = '/app/';
  const address = { sandboxId: 's1', mountedAt: '/app/aws/s1' };

  function windowWith(host: Promise<AwsHost>) {
    const container = new EventTarget();
    connectAwsBridge(host, container);
    return {
      id: 'asking',
      url: 'https://example.org/app/',
      postMessage(data: unknown, transfer: Transferable[]) {
        const event = Object.assign(new Event('message'), { data, ports: transfer });
        container.dispatchEvent(event);
      },
    };
  }

  it('answers what the worker forwards', async () => {
    const body = new TextEncoder().encode('<Users/>');
    const { host, sent } = fakeHost({ status: 403, headers: [['Content-Type', 'text/xml']], body });
    const window = windowWith(Promise.resolve(host));
    const request = new Request('https://example.org/app/aws/s1/', {
      method: 'POST',
      body: 'Action=ListUsers',
    });
    const response = await forwardAws(request, { address, windows: [window], clientId: 'asking', base });
    expect(response.status).toBe(403);
    expect(response.headers.get('content-type')).toBe('text/xml');
    expect(await response.text()).toBe('<Users/>');
    expect(new TextDecoder().decode(sent[0]?.body)).toBe('Action=ListUsers');
  });

  it('is there before storage is', async () => {
    const { host } = fakeHost();
    let open: (host: AwsHost) => void = () => undefined;
    const window = windowWith(new Promise((resolve) => (open = resolve)));
    setTimeout(() => open(host), 50);
    const response = await forwardAws(new Request('https://example.org/app/aws/s1/'), {
      address,
      windows: [window],
      clientId: 'asking',
      base,
      patience: { askingFirst: 10, answer: 5000 },
    });
    expect(response.status).toBe(200);
  });

  it('takes nothing that is no offer', () => {
    const window = windowWith(Promise.resolve(fakeHost().host));
    const { port1, port2 } = new MessageChannel();
    const heard = vi.spyOn(port2, 'postMessage');
    window.postMessage({ type: 'CACHE_UPDATED' }, [port2]);
    window.postMessage('gatehouse-aws', []);
    expect(heard).not.toHaveBeenCalled();
    port1.close();
  });

  it('does without where the browser has no service workers', () => {
    expect(() => connectAwsBridge(Promise.resolve(fakeHost().host), undefined)).not.toThrow();
  });
});
