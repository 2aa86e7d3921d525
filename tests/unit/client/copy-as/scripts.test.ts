// The scripts, run: every stage that they print against our own signer, and what they send against our verifier.

import { utf8ToBytes } from '@noble/hashes/utils.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { asJavaScript } from '../../../../src/client/copy-as/as-javascript.ts';
import { asPython } from '../../../../src/client/copy-as/as-python.ts';
import type { ScriptInput } from '../../../../src/client/copy-as/script-parts.ts';
import { verify } from '../../../../src/core/authenticate/verify.ts';
import { canonicalHeaders } from '../../../../src/core/sigv4/canonical-request.ts';
import { presign } from '../../../../src/core/sigv4/presign.ts';
import { sign } from '../../../../src/core/sigv4/sign.ts';
import { headerValue, type HttpRequest } from '../../../../src/core/wire/message.ts';
import { receive, type Receiver } from './receive.ts';
import { table } from './request-table.ts';
import { isInstalled, run, type Finished } from './run-process.ts';

const longTerm = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalr/XUtn+FEMI' };
const temporary = {
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'bPxRfi+CYEX/',
  sessionToken: 'FwoG+ZX/token==',
};
const date = new Date('2026-08-01T12:00:00.789Z');

interface Language {
  readonly name: string;
  readonly write: (input: ScriptInput) => string;
  readonly command: readonly [string, ...string[]];
  readonly missing: boolean;
}

const languages: readonly Language[] = [
  {
    name: 'JavaScript',
    write: asJavaScript,
    command: [process.execPath, '--input-type=module', '-'],
    missing: false,
  },
  {
    name: 'Python (skipped where there is no python3)',
    write: asPython,
    command: ['python3', '-'],
    missing: !isInstalled('python3'),
  },
];

function environment(credentials: typeof longTerm | typeof temporary): Record<string, string> {
  return {
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    ...('sessionToken' in credentials ? { AWS_SESSION_TOKEN: credentials.sessionToken } : {}),
  };
}

describe.each(languages)('a script in $name', ({ write, command, missing }) => {
  const runScript = (
    script: string,
    flags: readonly string[],
    credentials: typeof longTerm | typeof temporary = longTerm,
  ): Promise<Finished> => run([...command, ...flags], script, environment(credentials));

  async function printed(script: string, credentials: typeof longTerm | typeof temporary): Promise<string> {
    const { stdout, stderr, code } = await runScript(script, ['--print'], credentials);
    expect([stderr, code]).toEqual(['', 0]);
    return stdout.toString();
  }

  function expected(
    request: HttpRequest,
    service: string,
    credentials: typeof longTerm | typeof temporary,
  ): string {
    const signed = sign(request, { credentials, region: 'eu-west-1', service, date });
    const authorization = headerValue(signed.request, 'authorization') ?? '';
    // The signature is the last stage: it is the same only when the four keys are.
    expect(authorization).toContain(signed.signature);
    return (
      `--- canonical request\n${signed.canonicalRequest}\n` +
      `--- string to sign\n${signed.stringToSign}\n` +
      `--- Authorization header\n${authorization}\n`
    );
  }

  describe.skipIf(missing)('at every stage', () => {
    it.each(table)('agrees with our signer on $name', async ({ request, service }) => {
      const script = write({ request, scope: { region: 'eu-west-1', service }, date, scheme: 'https' });
      expect(await printed(script, longTerm)).toBe(expected(request, service, longTerm));
    });

    it.each(table.slice(0, 1))('signs a session token', async ({ request, service }) => {
      const script = write({ request, scope: { region: 'eu-west-1', service }, date, scheme: 'https' });
      expect(await printed(script, temporary)).toBe(expected(request, service, temporary));
    });

    it('agrees on what HTTP cannot carry, once that is left out', async () => {
      const request: HttpRequest = {
        method: 'POST',
        path: '/a b/ü#\ud800',
        query: 'c d=ü&#',
        headers: [
          ['Host', 'lambda.amazonaws.com'],
          ['X-Fold', 'a\r\n  b\ud800'],
          ['Bad\nname', 'a'],
          ['X-Control', 'a\u0001'],
          ['Transfer-Encoding', 'chunked'],
        ],
        body: utf8ToBytes('\ufeffa'),
      };
      const carried: HttpRequest = {
        ...request,
        path: '/a%20b/%C3%BC%23%EF%BF%BD',
        headers: [
          ['Host', 'lambda.amazonaws.com'],
          ['X-Fold', 'a b\ufffd'],
        ],
      };
      const script = write({
        request,
        scope: { region: 'eu-west-1', service: 'lambda' },
        date,
        scheme: 'https',
      });
      expect(script).toContain(String.raw`Note: the header 'Bad\nname' is left out`);
      expect(script).toContain("Note: the header 'X-Control' is left out");
      expect(await printed(script, longTerm)).toBe(expected(carried, 'lambda', longTerm));
    });

    it('signs with the time of day when no date is pinned', async () => {
      const [row] = table;
      if (row === undefined) throw new Error('the table is empty');
      const script = write({
        request: row.request,
        scope: { region: 'eu-west-1', service: 'iam' },
        date: 'now',
        scheme: 'https',
      });
      const before = Math.floor(Date.now() / 1000);
      const [, text = ''] = /\nx-amz-date:(\d{8}T\d{6}Z)\n/.exec(await printed(script, longTerm)) ?? [];
      const time = Date.parse(text.replace(/^(....)(..)(..T..)(..)/, '$1-$2-$3:$4:')) / 1000;
      expect(time).toBeGreaterThanOrEqual(before);
      expect(time).toBeLessThanOrEqual(Date.now() / 1000);
    });

    it('asks for the credentials where there are none', async () => {
      const [row] = table;
      if (row === undefined) throw new Error('the table is empty');
      const script = write({
        request: row.request,
        scope: { region: 'eu-west-1', service: 'iam' },
        date,
        scheme: 'https',
      });
      const { stdout, stderr, code } = await run([...command, '--print'], script);
      expect([stdout.toString(), stderr.trim(), code]).toEqual([
        '',
        'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
        1,
      ]);
    });
  });

  describe.skipIf(missing)('that sends', () => {
    let receiver: Receiver;
    beforeAll(async () => {
      receiver = await receive();
    });
    afterAll(() => {
      receiver.stop();
    });

    it.each(table)('sends $name as it was signed', async ({ request, service }) => {
      const headers = request.headers.map(
        ([name, value]) => [name, name === 'Host' ? receiver.host : value] as const,
      );
      const script = write({
        request: { ...request, headers },
        scope: { region: 'eu-west-1', service },
        date,
        scheme: 'http',
      });
      const { stdout, stderr, code } = await runScript(script, [], temporary);
      expect([stderr, code]).toEqual(['', 0]);
      expect(stdout.toString()).toBe(request.method === 'HEAD' ? '200 OK\n' : '200 OK\nreceived');
      const arrived = receiver.received.pop();
      expect(arrived).toMatchObject({ method: request.method, path: request.path, query: request.query });
      expect(Buffer.from(arrived?.body ?? '').equals(request.body)).toBe(true);
      expect(Object.fromEntries(canonicalHeaders(arrived?.headers ?? []))).toMatchObject(
        Object.fromEntries(canonicalHeaders(headers)),
      );
      expect(arrived && verify(arrived, () => temporary, date)).toMatchObject({ kind: 'verified' });
    });

    it('says why, and fails, when nobody answers', async () => {
      const request: HttpRequest = {
        method: 'GET',
        path: '/',
        query: '',
        headers: [['Host', '127.0.0.1:1']],
        body: utf8ToBytes(''),
      };
      const script = write({
        request,
        scope: { region: 'eu-west-1', service: 'iam' },
        date,
        scheme: 'https',
      });
      const { stderr, code } = await runScript(script, []);
      expect(stderr).toMatch(/refused/i);
      expect(code).toBe(1);
    });
  });

  it('holds no secret, though it is made of a signed request', () => {
    const plain: HttpRequest = {
      method: 'GET',
      path: '/a',
      query: 'x=1',
      headers: [['Host', 'examplebucket.s3.amazonaws.com']],
      body: utf8ToBytes(''),
    };
    const options = { credentials: temporary, region: 'eu-west-1', service: 's3', date };
    const scope = { region: 'eu-west-1', service: 's3' };
    const signed = sign(plain, options);
    const presigned = presign(plain, { ...options, expiresIn: 60 });
    for (const { request, signature } of [signed, presigned]) {
      const script = write({ request, scope, date, scheme: 'https' });
      for (const secret of [
        temporary.sessionToken,
        encodeURIComponent(temporary.sessionToken),
        temporary.accessKeyId,
        temporary.secretAccessKey,
        signature,
      ]) {
        expect(script).not.toContain(secret);
      }
    }
    expect(write({ request: presigned.request, scope, date, scheme: 'https' })).toBe(
      write({ request: plain, scope, date, scheme: 'https' }),
    );
  });

  it('says that chunks signed before cannot be sent again', () => {
    const request: HttpRequest = {
      method: 'PUT',
      path: '/a',
      query: '',
      headers: [
        ['Host', 'h.example'],
        ['x-amz-content-sha256', 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD'],
      ],
      body: utf8ToBytes('0;chunk-signature=00\r\n\r\n'),
    };
    expect(
      write({ request, scope: { region: 'eu-west-1', service: 's3' }, date, scheme: 'https' }),
    ).toContain('Note: the chunks of the body are signed for another date');
  });
});
