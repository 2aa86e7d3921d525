// Without the secret, the same texts as the signer computed.

import { utf8ToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';

import { deriveCanonical } from '../../../../src/core/authenticate/derive-canonical.ts';
import { presign } from '../../../../src/core/sigv4/presign.ts';
import { sign } from '../../../../src/core/sigv4/sign.ts';
import type { HttpRequest } from '../../../../src/core/wire/message.ts';

const date = new Date('2026-08-01T12:00:00Z');
const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret', sessionToken: 't' };

function messageTo(service: string): HttpRequest {
  return {
    method: 'POST',
    path: '/a%20b//c',
    query: 'b=2&a',
    headers: [['Host', `${service}.eu-west-1.amazonaws.com`]],
    body: utf8ToBytes('body'),
  };
}

describe.each(['iam', 's3', 'dynamodb'])('for %s', (service) => {
  const options = { credentials, region: 'eu-west-1', service, date };

  it.each([
    ['header', sign(messageTo(service), options)],
    ['query', presign(messageTo(service), { ...options, expiresIn: 60 })],
  ])('signed by %s', (form, signed) => {
    expect(deriveCanonical(signed.request)).toMatchObject({
      form,
      accessKeyId: credentials.accessKeyId,
      scope: { date: '20260801', region: 'eu-west-1', service },
      canonicalRequest: signed.canonicalRequest,
      stringToSign: signed.stringToSign,
      signedAt: date.getTime(),
      signature: signed.signature,
    });
  });
});

it('needs neither a date nor a signature for the canonical request', () => {
  const { request, canonicalRequest } = sign(messageTo('iam'), {
    credentials,
    region: 'us-east-1',
    service: 'iam',
    date,
  });
  const headers = request.headers.map(
    ([name, value]) => [name, value.replace(/, Signature=.*/, '').replace(/^20260801T.*/, 'today')] as const,
  );
  const derived = deriveCanonical({ ...request, headers });
  expect(derived?.canonicalRequest).toBe(canonicalRequest.replace(/x-amz-date:.*/, 'x-amz-date:today'));
  expect(derived).toHaveProperty('signature', undefined);
  expect(derived).not.toHaveProperty('stringToSign');
});

it.each([
  ['an unsigned one', []],
  ['an empty Authorization', [['Authorization', '']]],
  ['another scheme', [['Authorization', 'Bearer abc']]],
  [
    'a credential without a scope',
    [['Authorization', 'AWS4-HMAC-SHA256 Credential=AKIA, SignedHeaders=host']],
  ],
  ['no list of headers', [['Authorization', 'AWS4-HMAC-SHA256 Credential=a/b/c/d/e']]],
] as const)('has nothing to derive from %s', (_, headers) => {
  expect(deriveCanonical({ ...messageTo('iam'), headers })).toBeUndefined();
});
