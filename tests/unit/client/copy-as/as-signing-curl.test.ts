// curl signs for itself: what it is told, and whether our verifier believes what it sends.

import { utf8ToBytes } from '@noble/hashes/utils.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { asSigningCurl } from '../../../../src/client/copy-as/as-signing-curl.ts';
import { verify } from '../../../../src/core/authenticate/verify.ts';
import { sign } from '../../../../src/core/sigv4/sign.ts';
import type { HttpRequest } from '../../../../src/core/wire/message.ts';
import { receive, type Receiver } from './receive.ts';
import { table } from './request-table.ts';
import { isInstalled, run } from './run-process.ts';

const credentials = {
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'sec/ret+',
  sessionToken: 'to+ken/==',
};
const environment = {
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
};

const upload: HttpRequest = {
  method: 'PUT',
  path: '/a%2a//b',
  query: 'tagging&a=2&a=1',
  headers: [
    ['Host', 'examplebucket.s3.amazonaws.com'],
    ['X-Amz-Meta-A', ' b '],
    ['Content-Type', 'text/plain'],
    ['x-amz-meta-a', 'c'],
  ],
  body: utf8ToBytes('hello'),
};

const uploadCommand = [
  "curl 'https://examplebucket.s3.amazonaws.com/a%2A//b?a=1&a=2&tagging=' \\",
  "  --aws-sigv4 'aws:amz:eu-west-1:s3' \\",
  '  --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" \\',
  '  ${AWS_SESSION_TOKEN:+-H "x-amz-security-token: $AWS_SESSION_TOKEN"} \\',
  '  -X PUT \\',
  "  -H 'X-Amz-Meta-A: b,c' \\",
  "  -H 'Content-Type: text/plain' \\",
  // The SHA-256 of `hello`.
  "  -H 'X-Amz-Content-Sha256: 2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824' \\",
  "  --data-binary 'hello'",
].join('\n');

describe('asSigningCurl', () => {
  const scope = { region: 'eu-west-1', service: 's3' };

  it('writes path, query and repeated headers in canonical form', () => {
    expect(asSigningCurl(upload, scope)).toBe(uploadCommand);
  });

  it('takes out what signing has put in, the session token above all', () => {
    const { request } = sign(
      { ...upload, headers: [...upload.headers, ['X-Amz-Content-Sha256', 'UNSIGNED-PAYLOAD']] },
      { credentials, ...scope, date: new Date('2026-08-01T12:00:00Z') },
    );
    const command = asSigningCurl(request, scope);
    expect(command).not.toContain(credentials.sessionToken);
    expect(command).toBe(uploadCommand.replace(/(X-Amz-Content-Sha256): \w*/, '$1: UNSIGNED-PAYLOAD'));
  });

  it.each([
    ['segments that curl resolves', { ...upload, path: '/a/../b' }, 's3', '# curl resolves the segments'],
    [
      'a path to encode twice',
      { ...upload, path: '/a%3Ab' },
      'lambda',
      '# older curls sign a path that is to be encoded',
    ],
    [
      'an empty header',
      { ...upload, headers: [['X-E', '']] as const },
      's3',
      '# older curls sign an empty header',
    ],
    [
      'a body without a type',
      { ...upload, headers: [] },
      's3',
      '# older curls sign a body without a content type',
    ],
  ])('says what some curls cannot sign: %s', (_, request, service, note) => {
    expect(asSigningCurl(request, { region: 'us-east-1', service })).toContain(note);
  });

  it('quotes the scope', () => {
    expect(asSigningCurl(upload, { region: "x'y", service: '$(id)' })).toContain(
      String.raw`--aws-sigv4 'aws:amz:x'\''y:$(id)' `,
    );
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

  // What every curl that knows `--aws-sigv4` signs: no path to encode twice, no empty header, no dots.
  const rows = table.filter(({ name }) => !/encode twice|empty$|and dots/.test(name));

  it.each(rows)('signs $name so that it verifies', async ({ request, service }) => {
    const headers = request.headers.map(
      ([name, value]) => [name, name === 'Host' ? receiver.host : value] as const,
    );
    const command = asSigningCurl(
      { ...request, headers },
      { region: 'us-east-1', service },
      { scheme: 'http' },
    );
    for (const token of [undefined, credentials.sessionToken]) {
      const { code } = await run(['bash', '-s'], `${command}\n`, {
        ...environment,
        ...(token === undefined ? {} : { AWS_SESSION_TOKEN: token }),
      });
      expect(code).toBe(0);
      const arrived = receiver.received.pop();
      const { sessionToken, ...key } = credentials;
      const record = token === undefined ? key : { ...key, sessionToken };
      expect(arrived && verify(arrived, () => record, new Date())).toMatchObject({ kind: 'verified' });
      expect(arrived && Buffer.from(arrived.body).equals(request.body)).toBe(true);
    }
  });
});
