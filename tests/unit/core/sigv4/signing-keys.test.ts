// Derived keys that are kept: the same as derived anew, for every scope and secret, however many there are.

import { describe, expect, it } from 'vitest';

import { verify } from '../../../../src/core/authenticate/verify.ts';
import { presign } from '../../../../src/core/sigv4/presign.ts';
import { sign } from '../../../../src/core/sigv4/sign.ts';
import { deriveSigningKey } from '../../../../src/core/sigv4/signing-key.ts';
import { makeSigningKeys } from '../../../../src/core/sigv4/signing-keys.ts';

const scope = { date: '20260801', region: 'us-east-1', service: 'iam' };

describe('makeSigningKeys', () => {
  it('keeps a key as long as it is asked for, and no more than 64 beside', () => {
    const keys = makeSigningKeys();
    const first = keys.keyOf('secret', scope);
    for (let day = 0; day < 63; day++) keys.keyOf('secret', { ...scope, date: `day ${day}` });
    expect(keys.keyOf('secret', scope)).toBe(first);
    for (let day = 0; day < 64; day++) keys.keyOf('secret', { ...scope, date: `later ${day}` });
    const again = keys.keyOf('secret', scope);
    expect(again).not.toBe(first);
    expect(again.keys).toEqual(first.keys);
  });

  it('tells scopes apart whose parts run into each other', () => {
    const keys = makeSigningKeys();
    const odd = [
      { secret: 's', scope },
      { secret: 's","20260801', scope },
      { secret: 's', scope: { ...scope, region: 'us-east-1","iam', service: '' } },
      { secret: 's', scope: { ...scope, region: '', service: 'us-east-1iam' } },
    ];
    for (const { secret, scope: asked } of [...odd, ...odd]) {
      expect(keys.keyOf(secret, asked).keys).toEqual(deriveSigningKey(secret, asked).keys);
    }
  });

  it('changes nothing of what is signed and verified, however often a key is used', () => {
    const keys = makeSigningKeys();
    const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' };
    const options = { credentials, region: 'us-east-1', service: 'iam', date: new Date('2026-08-01') };
    for (const method of ['GET', 'POST', 'PUT']) {
      const request = {
        method,
        path: '/',
        query: 'Action=ListUsers',
        headers: [['Host', 'iam.amazonaws.com'] as const],
        body: new Uint8Array(),
      };
      const signed = sign(request, { ...options, keys });
      expect(signed).toEqual(sign(request, options));
      const url = presign(request, { ...options, expiresIn: 60, keys });
      expect(url).toEqual(presign(request, { ...options, expiresIn: 60 }));
      for (const each of [signed, url]) {
        expect(verify(each.request, () => credentials, options.date, keys).kind).toBe('verified');
        expect(
          verify(each.request, () => ({ ...credentials, secretAccessKey: 'x' }), options.date, keys).kind,
        ).toBe('refused');
      }
    }
  });
});
