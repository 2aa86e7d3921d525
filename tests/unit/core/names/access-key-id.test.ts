import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  accountIdOfAccessKeyId,
  isDocumentationKeyId,
  makeAccessKeyId,
  makeSecretAccessKey,
  makeSessionToken,
  maskAccessKeyId,
  maskForeignKeyIds,
} from '../../../../src/core/names/access-key-id.ts';

describe('keys that are not ours', () => {
  const theirs = 'ASIAY34FZKBOKMUTVV7A';

  it('are masked wherever they stand in a text', () => {
    const masked = 'ASIA••••••••••••VV7A';
    expect(maskAccessKeyId(theirs)).toBe(masked);
    for (const [before, after] of [
      ['', ''],
      ['Credential=', '/20260801/us-east-1/iam/aws4_request'],
      ['X-Amz-Credential%3D', '%2F20260801'],
      [String.raw`\n`, String.raw`\n`],
    ] as const) {
      expect(maskForeignKeyIds(before + theirs + after, [])).toBe(before + masked + after);
    }
  });

  it('are told from those of an account of ours, and from AWS’s examples', () => {
    const ours = makeAccessKeyId({
      prefix: 'AKIA',
      accountId: '123456789012',
      random: new Uint8Array(5),
    });
    const text = `${ours} AKIAIOSFODNN7EXAMPLE AKIDEXAMPLE`;
    expect(maskForeignKeyIds(text, ['123456789012'])).toBe(text);
    expect(maskForeignKeyIds(ours, ['999999999999'])).toBe(maskAccessKeyId(ours));
    expect(isDocumentationKeyId('AKIAIOSFODNN7EXAMPLE')).toBe(true);
    expect(isDocumentationKeyId(theirs)).toBe(false);
  });

  it('that are too short to be any are not shown at all', () => {
    expect(maskAccessKeyId('AKIA1234')).toBe('AKIA');
  });
});

describe('accountIdOfAccessKeyId', () => {
  it.each([
    // A published key id whose account sts:GetAccessKeyInfo tells.
    ['ASIAY34FZKBOKMUTVV7A', '609629065308'],
    // The example keys of the documentation are of the old form, which names no account.
    ['AKIAIOSFODNN7EXAMPLE', undefined],
    ['AKIAI44QH8DHBEXAMPLE', undefined],
    ['AIDAY34FZKBOKMUTVV7A', undefined],
    ['ASIAY34FZKBOKMUTVV7', undefined],
    ['ASIAY34FZKBOKMUTVV7a', undefined],
    // All bits set: more than twelve digits.
    ['AKIA7777777777777777', undefined],
    ['', undefined],
  ])('%s → %s', (id, account) => {
    expect(accountIdOfAccessKeyId(id)).toBe(account);
  });
});

describe('makeAccessKeyId', () => {
  it('makes ids in which the account can be read, and which differ with the random bytes', () => {
    const accounts = fc.integer({ min: 0, max: 999_999_999_999 }).map((id) => String(id).padStart(12, '0'));
    const bytes = fc.uint8Array({ minLength: 5, maxLength: 8 });
    fc.assert(
      fc.property(
        accounts,
        bytes,
        fc.constantFrom('AKIA' as const, 'ASIA' as const),
        (accountId, random, prefix) => {
          const id = makeAccessKeyId({ prefix, accountId, random });
          expect(id).toMatch(/^(AKIA|ASIA)[A-Z2-7]{16}$/);
          expect(id.startsWith(prefix)).toBe(true);
          expect(accountIdOfAccessKeyId(id)).toBe(accountId);
          const other = random.map((byte, index) => (index === 4 ? byte ^ 1 : byte));
          expect(makeAccessKeyId({ prefix, accountId, random: other })).not.toBe(id);
        },
      ),
      { seed: 3 },
    );
  });

  it('refuses too few bytes and what is no account id', () => {
    expect(() =>
      makeAccessKeyId({ prefix: 'AKIA', accountId: '123456789012', random: new Uint8Array(4) }),
    ).toThrow('random: expected at least 5 bytes, got 4');
    expect(() => makeAccessKeyId({ prefix: 'AKIA', accountId: '1234', random: new Uint8Array(5) })).toThrow(
      'accountId',
    );
  });
});

it('makes secrets of 40 characters and tokens from all the bytes', () => {
  const random = Uint8Array.from({ length: 96 }, (_, index) => (index * 37) & 255);
  expect(makeSecretAccessKey(random)).toMatch(/^[A-Za-z0-9+/]{40}$/);
  expect(makeSecretAccessKey(random)).toBe(Buffer.from(random.subarray(0, 30)).toString('base64'));
  expect(makeSessionToken(random)).toBe(Buffer.from(random).toString('base64'));
  expect(() => makeSecretAccessKey(new Uint8Array(29))).toThrow(RangeError);
});
