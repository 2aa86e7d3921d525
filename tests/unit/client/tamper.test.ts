import { utf8ToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';

import { canTamper, tamper, tamperings, type TamperingId } from '../../../src/client/tamper.ts';
import { accessKeyCsv } from '../../../src/client/credentials-file.ts';
import { verify } from '../../../src/core/authenticate/verify.ts';
import { sign } from '../../../src/core/sigv4/sign.ts';
import { headerValue, type HttpRequest } from '../../../src/core/wire/message.ts';

const credentials = { accessKeyId: 'ASIAY34FZKBOKMUTVV7A', secretAccessKey: 'secret', sessionToken: 'token' };
const now = new Date('2026-08-01T12:00:00Z');
const request: HttpRequest = {
  method: 'POST',
  path: '/',
  query: '',
  headers: [
    ['Host', 'iam.amazonaws.com'],
    ['Content-Type', 'application/x-www-form-urlencoded; charset=utf-8'],
  ],
  body: utf8ToBytes('Action=ListUsers&Version=2010-05-08'),
};
const signed = sign(request, { credentials, region: 'us-east-1', service: 'iam', date: now }).request;

describe('tamper', () => {
  const reasons: Readonly<Record<TamperingId, string>> = {
    header: 'signature-mismatch',
    path: 'signature-mismatch',
    body: 'signature-mismatch',
    parameter: 'signature-mismatch',
    'stale-date': 'signature-expired',
    'no-token': 'missing-token',
    'access-key': 'unknown-key',
  };

  it.each(tamperings)('$id is found out', (tampering) => {
    const changed = tamper(signed, tampering);
    expect(canTamper(signed, tampering)).toBe(true);
    const verification = verify(
      changed,
      (id) => (id === credentials.accessKeyId ? credentials : undefined),
      now,
    );
    expect(verification).toMatchObject({ kind: 'refused', reason: reasons[tampering.id] });
  });

  it('offers one of every kind', () => {
    expect(tamperings.map(({ id }) => id).sort()).toEqual(Object.keys(reasons).sort());
  });

  it('dates back by the minute', () => {
    expect(headerValue(tamper(signed, { id: 'stale-date', minutes: 90 }), 'x-amz-date')).toBe(
      '20260801T103000Z',
    );
  });

  it('adds a parameter to the query where there is no form', () => {
    const get: HttpRequest = { ...request, headers: [['Host', 'h']], query: 'a=1', body: utf8ToBytes('') };
    expect(tamper(get, { id: 'parameter', name: 'b c', value: '&' }).query).toBe('a=1&b%20c=%26');
  });

  it('says where there is nothing to take away', () => {
    for (const id of ['no-token', 'stale-date', 'access-key'] as const) {
      const tampering = tamperings.find((each) => each.id === id);
      expect(tampering && canTamper(request, tampering)).toBe(false);
    }
  });
});

describe('a new key in a file', () => {
  it('is a .csv as the console downloads it', () => {
    expect(accessKeyCsv({ accessKeyId: 'AKIA1', secretAccessKey: 'a/b+c' })).toBe(
      'Access key ID,Secret access key\r\nAKIA1,a/b+c\r\n',
    );
  });
});
