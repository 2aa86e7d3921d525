// EC2's words for refusals. https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-error-codes.html

import { describe, expect, it } from 'vitest';

import { verify } from '../../../../src/core/authenticate/verify.ts';
import { sign } from '../../../../src/core/sigv4/sign.ts';
import type { HttpRequest } from '../../../../src/core/wire/message.ts';

const now = new Date('2026-08-01T12:00:00Z');
const record = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG' };

function signed(minutesAgo = 0): HttpRequest {
  const request: HttpRequest = {
    method: 'GET',
    path: '/',
    query: 'Action=DescribeRegions&Version=2016-11-15',
    headers: [['Host', 'ec2.eu-west-1.amazonaws.com']],
    body: new Uint8Array(),
  };
  const date = new Date(now.getTime() - minutesAgo * 60_000);
  return sign(request, { credentials: record, region: 'eu-west-1', service: 'ec2', date }).request;
}

describe('EC2', () => {
  it.each([
    ['an unknown key', signed(), 'none', 'unknown-key', 'AuthFailure', 401],
    ['a wrong secret', signed(), 'other', 'signature-mismatch', 'AuthFailure', 401],
    [
      'a changed query',
      { ...signed(), query: 'Action=X' },
      'known',
      'signature-mismatch',
      'AuthFailure',
      401,
    ],
    ['a stale date', signed(6), 'known', 'signature-expired', 'RequestExpired', 400],
    ['a date to come', signed(-6), 'known', 'signature-not-yet-current', 'RequestExpired', 400],
    [
      'an unreadable signature',
      { ...signed(), headers: [...signed().headers.slice(0, 2), ['Authorization', ''] as const] },
      'known',
      'malformed-authorization',
      'IncompleteSignature',
      400,
    ],
  ])('refuses %s', (_, request, key, reason, code, status) => {
    const known = key === 'other' ? { ...record, secretAccessKey: 'another' } : record;
    const lookup = () => (key === 'none' ? undefined : known);
    expect(verify(request, lookup, now)).toMatchObject({ kind: 'refused', reason, code, status });
  });

  it('verifies what is right', () => {
    expect(verify(signed(), () => record, now).kind).toBe('verified');
  });
});
