// The command as bash reads it, and as a real curl sends it.

import { utf8ToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { asCurl } from '../../../../src/client/copy-as/as-curl.ts';
import { verify } from '../../../../src/core/authenticate/verify.ts';
import { canonicalHeaders } from '../../../../src/core/sigv4/canonical-request.ts';
import { presign } from '../../../../src/core/sigv4/presign.ts';
import { sign } from '../../../../src/core/sigv4/sign.ts';
import type { Header, HttpRequest } from '../../../../src/core/wire/message.ts';
import { receive, type Receiver } from './receive.ts';
import { table, type TableRow } from './request-table.ts';
import { isInstalled, run } from './run-process.ts';

const credentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'secret',
  sessionToken: 'to+ken/==',
};
const date = new Date('2026-08-01T12:00:00Z');
const empty = new Uint8Array();

function get(parts: Partial<HttpRequest>): HttpRequest {
  return { method: 'GET', path: '/', query: '', headers: [['Host', 'h.example']], body: empty, ...parts };
}

/** What curl would be called with, and what it would read. */
async function argumentsOf(command: string): Promise<{ arguments: string[]; input: Buffer }> {
  const stub = `curl() { printf '%s\\0' "$@"; [[ "$*" == *'--data-binary @-' ]] && cat; :; }\n`;
  const { stdout, stderr } = await run(['bash', '-s'], `${stub}${command}\n`);
  expect(stderr).toBe('');
  const input = command.endsWith('--data-binary @-')
    ? stdout.subarray(stdout.lastIndexOf('@-\0') + 3)
    : empty;
  const text = stdout.subarray(0, stdout.length - input.length).toString();
  return { arguments: text.split('\0').slice(0, -1), input: Buffer.from(input) };
}

describe('asCurl', () => {
  it('leaves a presigned request a URL', () => {
    const { request } = presign(get({ path: '/a b', query: "c='d'" }), {
      credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' },
      region: 'us-east-1',
      service: 's3',
      date,
      expiresIn: 60,
    });
    expect(asCurl(request, { scheme: 'https' })).toMatch(
      /^curl 'https:\/\/h\.example\/a%20b\?c='\\''d'\\''&X-Amz-Algorithm=[^']*&X-Amz-Signature=[0-9a-f]{64}'$/,
    );
  });

  it('writes an option on each line', () => {
    const request = get({
      method: 'POST',
      headers: [
        ['Host', 'iam.amazonaws.com'],
        ['X-Amz-Date', '20260801T120000Z'],
      ],
      body: utf8ToBytes("Action=ListUsers&Note='"),
    });
    expect(asCurl(request, { scheme: 'https' })).toBe(
      [
        "curl 'https://iam.amazonaws.com/' \\",
        "  -H 'X-Amz-Date: 20260801T120000Z' \\",
        "  -H 'Content-Type:' \\",
        "  --data-binary 'Action=ListUsers&Note='\\'''",
      ].join('\n'),
    );
  });

  // What each option is for: curl's manual page.
  const cases: readonly [name: string, HttpRequest, ...string[]][] = [
    ['HEAD', get({ method: 'HEAD' }), '-I'],
    ['DELETE', get({ method: 'DELETE' }), '-X', 'DELETE'],
    [
      'GET with a body',
      get({
        headers: [
          ['Host', 'h.example'],
          ['Content-Type', 'a'],
        ],
        body: utf8ToBytes('b'),
      }),
      '-X',
      'GET',
      '-H',
      'Content-Type: a',
      '--data-binary',
      'b',
    ],
    ['POST without a body', get({ method: 'POST' }), '-H', 'Content-Type:', '--data-binary', ''],
    [
      'a body like the name of a file',
      get({ method: 'POST', body: utf8ToBytes('@/etc/hosts') }),
      '-H',
      'Content-Type:',
      '--data-raw',
      '@/etc/hosts',
    ],
    [
      'an empty header',
      get({
        headers: [
          ['Host', 'h.example'],
          ['X-E', ' \t '],
        ],
      }),
      '-H',
      'X-E;',
    ],
    [
      'a folded header',
      get({
        headers: [
          ['Host', 'h.example'],
          ['X-F', 'a\r\n\t b  c'],
        ],
      }),
      '-H',
      'X-F: a b  c',
    ],
    ['a Host in capitals', get({ headers: [['Host', 'H.example']] }), '-H', 'Host: H.example'],
    [
      'a Host with the port of the scheme',
      get({ headers: [['Host', 'h.example:443']] }),
      '-H',
      'Host: h.example:443',
    ],
    ['a Host that curl reads as 127.0.0.1', get({ headers: [['Host', '127.1']] }), '-H', 'Host: 127.1'],
    ['a Host with a port', get({ headers: [['Host', 'h.example:8443']] })],
    ['an IPv6 Host', get({ headers: [['Host', '[::1]:8443']] }), '--globoff', '-H', 'Host: [::1]:8443'],
    ['brackets', get({ query: 'a[]=1' }), '--globoff'],
    ['dots', get({ path: '/a/../b' }), '--path-as-is'],
    ['encoded dots', get({ path: '/a/%2E%2e/b' }), '--path-as-is'],
    ['a dot in a name', get({ path: '/a.b/c..' })],
  ];
  it.each(cases)('%s', async (_, request, ...expected) => {
    const command = asCurl(request, { scheme: 'https' });
    expect((await argumentsOf(command)).arguments.slice(1)).toEqual(expected);
  });

  it.each([
    ['no Host', []],
    ['a Host that ends the URL', [['Host', 'a/b?c@d']]],
    ['a Host with a line feed', [['Host', 'a\nb']]],
    ['a Host with a port out of range', [['Host', 'a:70000']]],
  ] satisfies [string, Header[]][])('sends nothing anywhere with %s', async (_, headers) => {
    const command = asCurl(get({ headers }), { scheme: 'https' });
    expect(command).toContain('# the request has no Host header that a URL can name');
    expect((await argumentsOf(command)).arguments[0]).toBe('https://no-host.invalid/');
  });

  it('leaves out what HTTP cannot carry, and says so where bash does not run it', async () => {
    const command = asCurl(
      get({
        method: 'A B',
        path: 'a b#c?d\n',
        query: 'e f#\ud800',
        headers: [
          ['Host', 'h.example'],
          ['@/etc/hosts', 'a file'],
          ['X\n touch x', 'b'],
          ['X-Nul', '\0'],
          ['host', 'other.example'],
        ],
      }),
      { scheme: 'https' },
    );
    expect(command.split('\n').slice(0, 5)).toEqual([
      '# the method is no name that HTTP allows',
      "# the header '@/etc/hosts' is left out: HTTP cannot carry its name or its value",
      String.raw`# the header 'X\n touch x' is left out: HTTP cannot carry its name or its value`,
      "# the header 'X-Nul' is left out: HTTP cannot carry its name or its value",
      '# a second Host header is left out: HTTP allows one',
    ]);
    expect((await argumentsOf(command)).arguments).toEqual([
      'https://h.example/a%20b%23c%3Fd%0A?e%20f%23%EF%BF%BD',
      '-X',
      'A%20B',
    ]);
  });

  it('says that curl waits for the body of an answer to HEAD', () => {
    expect(asCurl(get({ method: 'HEAD', body: utf8ToBytes('a') }), { scheme: 'https' })).toMatch(
      /^# curl waits .*\ncurl .* -X HEAD/s,
    );
  });

  it.each([
    ['every byte', Uint8Array.from({ length: 256 }, (_, byte) => byte)],
    ['what is no UTF-8', Uint8Array.of(0xff, 0xc3)],
    ['more than an argument can hold', new Uint8Array(400_000).fill(0x61)],
  ])('sends %s by a pipe', async (_, body) => {
    const { arguments: given, input } = await argumentsOf(
      asCurl(get({ method: 'PUT', body }), { scheme: 'http' }),
    );
    expect(given).toEqual(['http://h.example/', '-X', 'PUT', '-H', 'Content-Type:', '--data-binary', '@-']);
    expect(input.equals(body)).toBe(true);
  });

  // One process for all: each command's arguments end in an empty one that is followed by a mark.
  it('gives curl the arguments that are meant, whatever the texts are', async () => {
    const word = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({
        unit: fc.constantFrom(
          "'",
          '\\',
          '!',
          '\n',
          '\r',
          '\t',
          '$',
          '`',
          '"',
          ';',
          ':',
          '@',
          ' ',
          'ü',
          '\ud800',
        ),
      }),
    );
    const samples = fc.sample(fc.tuple(fc.stringMatching(/^[A-Za-z-]{1,6}$/), word, word), {
      numRuns: 300,
      seed: 5,
    });
    const commands = samples.map(([name, value, body]) =>
      asCurl(
        get({
          method: 'POST',
          headers: [
            ['Host', 'h.example'],
            [`X${name}`, value],
          ],
          body: utf8ToBytes(body),
        }),
        { scheme: 'https' },
      ),
    );
    const stub = `curl() { printf '%s\\0' "$@" '' end; }\n`;
    const { stdout, stderr } = await run(['bash', '-s'], `${stub}${commands.join('\n')}\n`, { LC_ALL: 'C' });
    expect(stderr).toBe('');
    const calls = stdout.toString().split('\0\0end\0').slice(0, -1);
    expect(calls).toHaveLength(samples.length);
    for (const [at, [name, value, body]] of samples.entries()) {
      const wellFormed = value
        .replace(/[ \t\r\n]+/g, (run) => (/[\r\n]/.test(run) ? ' ' : run))
        .replace(/\p{Cs}/gu, '\ufffd');
      expect(calls[at]?.split('\0')).toEqual([
        'https://h.example/',
        '-H',
        /^[ \t]*$/.test(wellFormed) ? `X${name};` : `X${name}: ${wellFormed}`,
        '-H',
        'Content-Type:',
        body.startsWith('@') ? '--data-raw' : '--data-binary',
        body.replace(/\p{Cs}/gu, '\ufffd'),
      ]);
    }
  });
});

describe.skipIf(!isInstalled('curl'))('a real curl (skipped where there is none)', () => {
  let receiver: Receiver;
  beforeAll(async () => {
    receiver = await receive();
  });
  afterAll(() => {
    receiver.stop();
  });

  async function sent(request: HttpRequest): Promise<HttpRequest | undefined> {
    const { stderr, code } = await run(['bash', '-s'], `${asCurl(request, { scheme: 'http' })}\n`);
    expect([stderr.replaceAll(/^ .*\n|^\r.*/gm, ''), code]).toEqual([
      expect.not.stringContaining('curl:'),
      0,
    ]);
    return receiver.received.pop();
  }

  function here({ request }: TableRow): HttpRequest {
    return {
      ...request,
      headers: request.headers.map(([name, value]) => [name, name === 'Host' ? receiver.host : value]),
    };
  }

  it.each(table)('sends $name as it was signed', async (row) => {
    const options = { credentials, region: 'us-east-1', service: row.service, date };
    const { request } = sign(here(row), options);
    const arrived = await sent(request);
    expect(arrived).toMatchObject({ method: request.method, path: request.path, query: request.query });
    expect(Buffer.from(arrived?.body ?? '').equals(request.body)).toBe(true);
    const headers = canonicalHeaders(arrived?.headers ?? []);
    expect(Object.fromEntries(headers)).toMatchObject(Object.fromEntries(canonicalHeaders(request.headers)));
    // What curl adds, and nothing else.
    const added = [...headers.keys()].filter((name) => !canonicalHeaders(request.headers).has(name));
    expect(['accept', 'content-length', 'user-agent']).toEqual(expect.arrayContaining(added));
    expect(arrived && verify(arrived, () => credentials, date)).toMatchObject({ kind: 'verified' });
  });

  it('sends a presigned request as it was signed', async () => {
    const s3 = table.filter(({ service, request }) => service === 's3' && request.method === 'GET');
    for (const row of s3) {
      const options = { credentials, region: 'us-east-1', service: 's3', date, expiresIn: 60 };
      const arrived = await sent(presign(here(row), options).request);
      expect(arrived && verify(arrived, () => credentials, date)).toMatchObject({
        kind: 'verified',
        presigned: true,
      });
    }
    expect(s3.length).toBeGreaterThan(0);
  });
});
