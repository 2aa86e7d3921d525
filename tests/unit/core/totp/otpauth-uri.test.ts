import { utf8ToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';

import { awsIssuer, otpauthUri } from '../../../../src/core/totp/otpauth-uri.ts';
import { readSeed } from '../../../../src/core/totp/seed.ts';

const seed = new Uint8Array([...utf8ToBytes('Hello!'), 0xde, 0xad, 0xbe, 0xef]);

/** What an app makes of a URI: the label decoded, then parted at its first colon. */
function readUri(uri: string) {
  const url = new URL(uri);
  const label = decodeURIComponent(url.pathname.replace(/^\/+(totp\/)?/, ''));
  const colon = label.indexOf(':');
  return {
    scheme: url.protocol,
    issuer: label.slice(0, colon),
    accountName: label.slice(colon + 1),
    parameters: Object.fromEntries(url.searchParams),
  };
}

describe('otpauthUri', () => {
  it('is the example of the Key Uri Format', () => {
    expect(otpauthUri({ seed, accountName: 'alice@google.com', issuer: 'Example' })).toBe(
      'otpauth://totp/Example:alice@google.com?secret=JBSWY3DPEHPK3PXP&issuer=Example',
    );
  });

  it('is what the console of AWS makes', () => {
    expect(otpauthUri({ seed, accountName: 'alice@123456789012', issuer: awsIssuer })).toBe(
      'otpauth://totp/Amazon%20Web%20Services:alice@123456789012?secret=JBSWY3DPEHPK3PXP&issuer=Amazon%20Web%20Services',
    );
  });

  it('has no padding in the secret', () => {
    expect(otpauthUri({ seed: utf8ToBytes('f'), accountName: 'a', issuer: 'b' })).toContain('secret=MY&');
  });

  it.each([
    // All that the names of IAM users and devices may hold: iam-quotas, "IAM name requirements".
    ['a+b=c,d.e@f_g-h', 'a%2Bb%3Dc%2Cd.e@f_g-h'],
    ['Ünï çødé 日本', '%C3%9Cn%C3%AF%20%C3%A7%C3%B8d%C3%A9%20%E6%97%A5%E6%9C%AC'],
    ['😀', '%F0%9F%98%80'],
    ['a/b?c#d&e', 'a%2Fb%3Fc%23d%26e'],
    ["!'()*~", '%21%27%28%29%2A~'],
    ['100%', '100%25'],
    ['a:b', 'a%3Ab'],
    ['%40', '%2540'],
    ['a\nb\u0000', 'a%0Ab%00'],
  ])('encodes %j, and an app reads it back', (accountName, encoded) => {
    const uri = otpauthUri({ seed, accountName, issuer: awsIssuer });
    expect(uri).toContain(`:${encoded}?secret=`);
    expect(readUri(uri)).toEqual({
      scheme: 'otpauth:',
      issuer: awsIssuer,
      accountName,
      parameters: { secret: 'JBSWY3DPEHPK3PXP', issuer: awsIssuer },
    });
  });

  it('does not throw over half a surrogate pair', () => {
    const uri = otpauthUri({ seed, accountName: 'a\ud83d', issuer: '\ude00b' });
    expect(readUri(uri)).toMatchObject({ issuer: '\ufffdb', accountName: 'a\ufffd' });
  });

  it('carries the seed so that it is read back', () => {
    const made = new Uint8Array(40).map((_, index) => index * 37);
    const { parameters } = readUri(otpauthUri({ seed: made, accountName: 'a', issuer: 'b' }));
    expect(readSeed(parameters['secret'] ?? '')).toEqual({ ok: true, value: made });
  });
});
