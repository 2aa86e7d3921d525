import { describe, expect, it } from 'vitest';
import { makeAccessKeyId } from '../../../src/core/names/access-key-id.ts';
import { accountLines, accountWords, keyAccountWords } from '../../../src/ui/words/accounts.ts';

const first = { accountId: '111122223333', alias: 'first' };
const second = { accountId: '444455556666' };

describe('an account in words', () => {
  it.each([
    [first.accountId, '1111-2222-3333 · first'],
    [second.accountId, '4444-5555-6666'],
    ['777788889999', '7777-8888-9999'],
  ])('%s is `%s`', (accountId, words) => expect(accountWords(accountId, [first, second])).toBe(words));

  it('is told by a key’s id, unless that carries none', () => {
    const accessKeyId = makeAccessKeyId({
      prefix: 'ASIA',
      accountId: first.accountId,
      random: new Uint8Array(5),
    });
    expect(keyAccountWords(accessKeyId, [first])).toBe('1111-2222-3333 · first');
    expect(keyAccountWords('AKIAIOSFODNN7EXAMPLE', [first])).toBe('unknown');
  });
});

describe('the accounts of a sandbox', () => {
  const ids = (count: number) => Array.from({ length: count }, (_, index) => `${index}`.padStart(12, '0'));
  it.each([
    [ids(0), []],
    [[first.accountId], ['1111-2222-3333 · first']],
    [
      [first.accountId, second.accountId],
      ['2 accounts', '1111-2222-3333 · first', '4444-5555-6666'],
    ],
    [ids(4), ['4 accounts', '0000-0000-0000', '0000-0000-0001', '0000-0000-0002', '0000-0000-0003']],
    [ids(5), ['5 accounts', '0000-0000-0000', '0000-0000-0001', '0000-0000-0002', 'and 2 more']],
  ])('of %j are told in a few lines', (accountIds, lines) =>
    expect(accountLines(accountIds, [first, second])).toEqual(lines),
  );
});
