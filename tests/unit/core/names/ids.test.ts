import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAccountId, makeAccountId } from '../../../../src/core/names/account-id.ts';
import { makeUniqueId, makeUuid } from '../../../../src/core/names/unique-id.ts';
import { isNameText, isPath, isPathPrefix, userArn } from '../../../../src/core/names/user-name.ts';

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

describe('ids made of random bytes', () => {
  it('account ids have twelve digits, of which the first is not 0', () => {
    fc.assert(
      fc.property(bytes(8), (random) => {
        const id = makeAccountId(random);
        expect(id).toMatch(/^[1-9]\d{11}$/);
        expect(isAccountId(id)).toBe(true);
      }),
      { seed: 3 },
    );
    expect(makeAccountId(new Uint8Array(8))).toBe('100000000000');
  });

  it('unique ids have 21 characters, and every byte counts', () => {
    fc.assert(
      fc.property(bytes(17), fc.nat(16), (random, at) => {
        const id = makeUniqueId('AIDA', random);
        expect(id).toMatch(/^AIDA[A-Z2-7]{17}$/);
        const other = random.with(at, (random[at] ?? 0) ^ 1);
        expect(makeUniqueId('AIDA', other)).not.toBe(id);
      }),
      { seed: 3 },
    );
  });

  it('UUIDs are of version 4 (RFC 9562 section 5.4)', () => {
    expect(makeUuid(new Uint8Array(16).fill(255))).toBe('ffffffff-ffff-4fff-bfff-ffffffffffff');
    expect(makeUuid(new Uint8Array(16))).toBe('00000000-0000-4000-8000-000000000000');
  });

  it('too few bytes are refused', () => {
    expect(() => makeAccountId(new Uint8Array(7))).toThrow(RangeError);
    expect(() => makeUniqueId('ANPA', new Uint8Array(16))).toThrow(RangeError);
    expect(() => makeUuid(new Uint8Array(15))).toThrow(RangeError);
  });
});

// reference_iam-quotas, "IAM name requirements"
describe('names and paths', () => {
  it.each(['alice', 'a.b@c', 'A+b=c,d_e-f', '1'])('`%s` is a name', (text) => {
    expect(isNameText(text)).toBe(true);
  });
  it.each(['', 'a b', 'a/b', 'ä', 'a:b', 'a*'])('`%s` is none', (text) => {
    expect(isNameText(text)).toBe(false);
  });
  it.each(['/', '/team/', '/a/b/', '/!~/'])('`%s` is a path', (text) => {
    expect(isPath(text)).toBe(true);
  });
  it.each(['', 'team', '/team', 'team/', '//x y//', '/ä/'])('`%s` is none', (text) => {
    expect(isPath(text)).toBe(false);
  });
  it('a prefix need not end with a slash', () => {
    expect(isPathPrefix('/te')).toBe(true);
    expect(isPathPrefix('te')).toBe(false);
  });
  it('a user’s ARN holds its path', () => {
    expect(userArn({ accountId: '123456789012', path: '/a/', userName: 'b' })).toBe(
      'arn:aws:iam::123456789012:user/a/b',
    );
  });
});
