// Requests that nobody could send: nothing throws, and every script still runs and signs what it would send.

import fc from 'fast-check';
import { expect, it } from 'vitest';

import { asCurl } from '../../../../src/client/copy-as/as-curl.ts';
import { asJavaScript } from '../../../../src/client/copy-as/as-javascript.ts';
import { asPython } from '../../../../src/client/copy-as/as-python.ts';
import { asSigningCurl } from '../../../../src/client/copy-as/as-signing-curl.ts';
import { pythonString } from '../../../../src/client/copy-as/string-literals.ts';
import { sendableRequest } from '../../../../src/client/copy-as/sendable-request.ts';
import { withoutSignature } from '../../../../src/client/copy-as/without-signature.ts';
import { sign } from '../../../../src/core/sigv4/sign.ts';
import { headerValue, type HttpRequest } from '../../../../src/core/wire/message.ts';
import { isInstalled, run } from './run-process.ts';

const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' };
const environment = { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' };
const date = new Date('2026-08-01T12:00:00Z');

const nasty = fc.constantFrom(
  "'",
  '"',
  '\\',
  '\n',
  '\r',
  '\0',
  '\t',
  '$',
  '`',
  '!',
  '/',
  '.',
  '?',
  '#',
  '&',
  '=',
  '%',
  '\ud800',
  '\u2028',
  'ü',
  ' ',
  ':',
  ';',
  '@',
  '*/',
  '<!--',
  '</script>',
);
const text = fc.oneof(
  fc.string({ unit: nasty, maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const name = fc.oneof(
  fc.constantFrom(
    'Host',
    'host',
    'Authorization',
    'X-Amz-Date',
    'x-amz-content-sha256',
    'Content-Type',
    'Content-Length',
    'Connection',
    'Expect',
    'User-Agent',
    '__proto__',
    'constructor',
  ),
  text,
);
const request: fc.Arbitrary<HttpRequest> = fc.record({
  method: fc.oneof(fc.constantFrom('GET', 'POST', 'HEAD', ''), text),
  path: fc.oneof(
    text.map((each) => `/${each}`),
    text,
  ),
  query: text,
  headers: fc.array(fc.tuple(name, text), { maxLength: 5 }),
  body: fc.oneof(
    fc.uint8Array({ maxLength: 20 }),
    text.map((each) => new TextEncoder().encode(each)),
  ),
});
const scope = fc.record({ region: text, service: fc.oneof(fc.constantFrom('s3', 'iam'), text) });
const samples = fc.sample(fc.record({ request, scope }), { numRuns: 300, seed: 5 });

const wellFormed = (each: string): string => each.replace(/\p{Cs}/gu, '\ufffd');

const expected = samples.map((sample) => {
  const { request: sent } = sendableRequest(withoutSignature(sample.request));
  const headers = sent.headers.filter(([each]) => !/^(connection|expect)$/i.test(each));
  const region = wellFormed(sample.scope.region);
  const service = wellFormed(sample.scope.service);
  const signed = sign({ ...sent, headers }, { credentials, region, service, date });
  return (
    `--- canonical request\n${signed.canonicalRequest}\n` +
    `--- string to sign\n${signed.stringToSign}\n` +
    `--- Authorization header\n${headerValue(signed.request, 'authorization') ?? ''}\n`
  );
});

it('is signed by the JavaScript', async () => {
  const scripts = samples.map((sample) => asJavaScript({ ...sample, date, scheme: 'https' }));
  const all = `for (const script of ${JSON.stringify(scripts)}) await import('data:text/javascript,' + encodeURIComponent(script));`;
  const { stdout, stderr } = await run(
    [process.execPath, '--input-type=module', '-', '--print'],
    all,
    environment,
  );
  expect(stderr).toBe('');
  expect(stdout.toString().split(/^(?=--- canonical)/m)).toEqual(expected);
});

it.skipIf(!isInstalled('python3'))(
  'is signed by the Python (skipped where there is no python3)',
  async () => {
    const scripts = samples.map((sample) => asPython({ ...sample, date, scheme: 'https' }));
    const all = `import json\nfor script in json.loads(${pythonString(JSON.stringify(scripts))}):\n    exec(compile(script, "script", "exec"), {})\n`;
    const { stdout, stderr } = await run(['python3', '-', '--print'], all, environment);
    expect(stderr).toBe('');
    expect(stdout.toString().split(/^(?=--- canonical)/m)).toEqual(expected);
  },
);

it('runs nothing but curl in bash, with a URL first', async () => {
  const commands = samples.flatMap((sample) => [
    asCurl(sample.request, { scheme: 'https' }),
    asSigningCurl(sample.request, sample.scope),
  ]);
  const stub = `PATH= ; echo() { :; }; base64() { :; }; curl() { printf '%s\\0' "$1" "\${@: -1}"; }\n`;
  const { stdout, stderr } = await run(['bash', '-s'], `${stub}${commands.join('\n')}\n`, environment);
  expect(stderr).toBe('');
  const words = stdout.toString().split('\0').slice(0, -1);
  expect(words).toHaveLength(2 * commands.length);
  for (let at = 0; at < words.length; at += 2) {
    expect(words[at]).toMatch(/^https:\/\/[\w.:[\]-]+\/[!"$-~]*$/);
  }
});
