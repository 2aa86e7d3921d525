// The host itself: what is reset, what is refused before the endpoint, and that nothing brings it down.

import { connect, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { CreateUserCommand, GetUserCommand, ListUsersCommand } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sign } from '../../src/core/sigv4/sign.ts';
import { clientsOf, rootKeyOf } from './clients.ts';
import { maxBodyBytes, startHost, type Host } from './host.ts';

const accountId = '123456789012';
let host: Host;

beforeEach(async () => {
  // What the host has to complain of, of itself.
  vi.spyOn(console, 'error');
  host = await startHost({ port: 0, accountId });
});

afterEach(async () => {
  await host.close();
  expect(console.error).not.toHaveBeenCalled();
  vi.restoreAllMocks();
});

describe('reset', () => {
  const reset = (): Promise<Response> => fetch(`${host.url}/_gatehouse/reset`, { method: 'POST' });

  it('empties the account and keeps the key', async () => {
    const { iam, sts } = clientsOf(host);
    await iam.send(new CreateUserCommand({ UserName: 'alice' }));
    expect((await reset()).status).toBe(204);
    expect((await iam.send(new ListUsersCommand())).Users).toEqual([]);
    expect((await sts.send(new GetCallerIdentityCommand())).Account).toBe(accountId);
    // The name is free again.
    await iam.send(new CreateUserCommand({ UserName: 'alice' }));
    expect((await reset()).status).toBe(204);
    await expect(iam.send(new GetUserCommand({ UserName: 'alice' }))).rejects.toMatchObject({
      name: 'NoSuchEntityException',
    });
  });

  it('is nothing but that method and path', async () => {
    const { iam } = clientsOf(host);
    await iam.send(new CreateUserCommand({ UserName: 'alice' }));
    for (const [method, path] of [
      ['GET', '/_gatehouse/reset'],
      ['PUT', '/_gatehouse/reset'],
      ['POST', '/_gatehouse/reset/'],
      ['POST', '/_gatehouse/reset?now'],
      ['POST', '/_gatehouse/RESET'],
      ['POST', '/_gatehouse'],
    ] as const) {
      const { status } = await fetch(host.url + path, { method });
      // To S3 it is a path like any other.
      expect(status, `${method} ${path}`).toBe(403);
    }
    expect((await iam.send(new ListUsersCommand())).Users).toHaveLength(1);
  });

  it('lets a request finish in the account in which it began', async () => {
    const body = 'Action=CreateUser&Version=2010-05-08&UserName=alice';
    const { request } = sign(
      {
        method: 'POST',
        path: '/',
        query: '',
        headers: [
          ['Host', new URL(host.url).host],
          ['Content-Type', 'application/x-www-form-urlencoded'],
        ],
        body: Buffer.from(body),
      },
      { credentials: rootKeyOf(host), region: 'us-east-1', service: 'iam', date: new Date() },
    );
    const { socket, received } = open();
    const head = request.headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
    socket.write(`POST / HTTP/1.1\r\n${head}Content-Length: ${body.length}\r\nConnection: close\r\n\r\n`);
    socket.write(body.slice(0, 10));
    // Another connection's request is answered only after this one's head was read.
    await fetch(host.url);
    expect((await reset()).status).toBe(204);
    socket.write(body.slice(10));
    expect(await received).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*<UserName>alice<\/UserName>/);
    expect((await clientsOf(host).iam.send(new ListUsersCommand())).Users).toEqual([]);
  });
});

describe('the wire', () => {
  it('answers HEAD with the head alone', async () => {
    const answer = await talk('HEAD / HTTP/1.1\r\nHost: s3.amazonaws.com\r\nConnection: close\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 403 Forbidden\r\n/);
    expect(answer).toMatch(/\r\n\r\n$/);
  });

  it('reads header values as UTF-8 and signs what was sent', async () => {
    const userAgent = 'prüfung/1 日本';
    const { request } = sign(
      {
        method: 'GET',
        path: '/',
        query: 'Action=GetCallerIdentity&Version=2011-06-15',
        headers: [
          ['Host', 'sts.amazonaws.com'],
          ['User-Agent', userAgent],
        ],
        body: new Uint8Array(),
      },
      { credentials: rootKeyOf(host), region: 'us-east-1', service: 'sts', date: new Date() },
    );
    const head = request.headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
    for (const target of [
      `/?${request.query}`,
      `http://sts.amazonaws.com/?${request.query}`,
      `http://sts.amazonaws.com?${request.query}`,
    ]) {
      const answer = await talk(`GET ${target} HTTP/1.1\r\n${head}Connection: close\r\n\r\n`);
      expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
      expect(answer).toContain(`<Arn>arn:aws:iam::${accountId}:root</Arn>`);
    }
  });

  it('reads a body in chunks, after a word that it may come', async () => {
    const { socket, received } = open();
    socket.write(
      'POST / HTTP/1.1\r\nHost: sts.amazonaws.com\r\nContent-Type: application/x-www-form-urlencoded\r\n' +
        'Expect: 100-continue\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n',
    );
    await new Promise<void>((resolve) => socket.once('data', () => resolve()));
    socket.write('8\r\nAction=G\r\n11\r\netCallerIdentity&\r\n12\r\nVersion=2011-06-15\r\n0\r\n\r\n');
    expect(await received).toMatch(
      /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 403 Forbidden\r\n[^]*MissingAuthenticationToken/,
    );
  });

  it('refuses a body over its limit', async () => {
    const answer = await fetch(host.url, { method: 'PUT', body: new Uint8Array(maxBodyBytes + 1) });
    expect(answer.status).toBe(413);
    expect(await answer.text()).toBe(`a body has at most ${maxBodyBytes} bytes here\n`);
    expect((await fetch(host.url, { method: 'PUT', body: new Uint8Array(maxBodyBytes) })).status).toBe(403);
  });

  it('listens to this machine alone', async () => {
    const { port } = new URL(host.url);
    const others = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4');
    for (const { address } of others) {
      await expect(fetch(`http://${address}:${port}`)).rejects.toThrow('fetch failed');
    }
  });

  const hostile: readonly (readonly [what: string, message: string, answer: RegExp])[] = [
    ['bad percent-encoding in the path', get('/%zz%'), /^HTTP\/1\.1 403 /],
    ['half a character in the path', get('/%e3%81'), /^HTTP\/1\.1 403 /],
    ['bad percent-encoding in the query', get('/?a=%zz&%'), /^HTTP\/1\.1 403 /],
    [
      'bad percent-encoding in the query of STS',
      get('/?Action=%zz', 'sts.amazonaws.com'),
      /^HTTP\/1\.1 403 /,
    ],
    ['a question mark and nothing', get('/?'), /^HTTP\/1\.1 403 /],
    ['two slashes', get('//a/../b'), /^HTTP\/1\.1 403 /],
    ['bytes that are no ASCII in the target', get('/\xff?\xc3\xa4'), /^HTTP\/1\.1 400 /],
    ['bytes that are no UTF-8 in a header', get('/', '\xff.example'), /^HTTP\/1\.1 403 /],
    [
      'an asterisk',
      'OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
      /^HTTP\/1\.1 400 [^]*begins with/,
    ],
    ['another scheme', get('ftp://x/y'), /^HTTP\/1\.1 400 [^]*begins with/],
    ['an absolute target', get('http://x/y?z'), /^HTTP\/1\.1 403 /],
    ['a tunnel', 'CONNECT x:443 HTTP/1.1\r\nHost: x\r\n\r\n', /^$/],
    ['an upgrade', get('/', 'x', 'Upgrade: websocket\r\nConnection: upgrade\r\n'), /^HTTP\/1\.1 403 /],
    ['no host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n', /^HTTP\/1\.1 400 /],
    ['two hosts', get('/', 'a', 'Host: b\r\n'), /^HTTP\/1\.1 40[03] /],
    ['HTTP/1.0', 'GET / HTTP/1.0\r\n\r\n', /^HTTP\/1\.1 403 /],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', /^HTTP\/1\.1 (400|505) /],
    ['an unknown method', 'BREW / HTTP/1.1\r\nHost: x\r\n\r\n', /^HTTP\/1\.1 400 /],
    ['huge headers', get('/', 'x', `A: ${'a'.repeat(100_000)}\r\n`), /^HTTP\/1\.1 431 /],
    ['many headers', get('/', 'x', 'A: a\r\n'.repeat(2_500)), /^HTTP\/1\.1 (403|431) /],
    [
      'names of the prototype',
      get('/?__proto__=1&constructor=2', 'x', '__proto__: 1\r\n'),
      /^HTTP\/1\.1 403 /,
    ],
    [
      'a foul credential',
      get('/', 'x', 'Authorization: AWS4-HMAC-SHA256 Credential=////,,=\r\n'),
      /^HTTP\/1\.1 40[03] /,
    ],
    ['an empty credential', get('/', 'x', 'Authorization:\r\n'), /^HTTP\/1\.1 40[03] /],
    ['a foul target', get('/', 'x', 'X-Amz-Target: ....\r\n'), /^HTTP\/1\.1 40[03] /],
    ['an expectation', get('/', 'x', 'Expect: roses\r\n'), /^HTTP\/1\.1 417 /],
    ['a length that is none', get('/', 'x', 'Content-Length: -1\r\n'), /^HTTP\/1\.1 400 /],
    ['two lengths', get('/', 'x', 'Content-Length: 0\r\nTransfer-Encoding: chunked\r\n'), /^HTTP\/1\.1 400 /],
    ['noise', '\x00\x01\x02\r\n\r\n', /^HTTP\/1\.1 400 /],
  ];

  it.each(hostile)('survives %s', async (_what, message, expected) => {
    expect(await talk(message)).toMatch(expected);
    expect((await clientsOf(host).sts.send(new GetCallerIdentityCommand())).Account).toBe(accountId);
  });

  it('survives callers who hang up', async () => {
    for (const part of [
      '',
      'GET ',
      get('/'),
      'PUT /a HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf',
    ]) {
      const { socket, received } = open();
      socket.write(part, 'latin1');
      await fetch(host.url);
      socket.destroy();
      await received;
    }
    expect((await clientsOf(host).sts.send(new GetCallerIdentityCommand())).Account).toBe(accountId);
  });

  it('says whose port it is not', async () => {
    const port = Number(new URL(host.url).port);
    await expect(startHost({ port, accountId })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});

function get(target: string, name = 's3.amazonaws.com', more = ''): string {
  return `GET ${target} HTTP/1.1\r\nHost: ${name}\r\nConnection: close\r\n${more}\r\n`;
}

/** A connection of its own, and all that is heard on it until it ends, each byte as one character. */
function open(): { readonly socket: Socket; readonly received: Promise<string> } {
  const { hostname, port } = new URL(host.url);
  const socket = connect({ host: hostname, port: Number(port) });
  let text = '';
  const received = new Promise<string>((resolve) => {
    socket.setEncoding('utf8').on('data', (chunk) => (text += String(chunk)));
    // A server that refuses may do so before it has read all, and reset the connection: what it said counts.
    socket.on('error', () => undefined).on('close', () => resolve(text));
  });
  return { socket, received };
}

/** `message`: one byte a character, unless it holds others, which go as UTF-8. */
async function talk(message: string): Promise<string> {
  const { socket, received } = open();
  socket.write(message, /[^\x00-\xff]/.test(message) ? 'utf8' : 'latin1');
  return received;
}
