import { describe, expect, it } from 'vitest';
import { err, ok } from '../../../../src/core/lang/result.ts';
import { readBenchAccounts } from '../../../../src/ui/features/signing/bench-accounts.ts';

const [first, second, other, binned] = ['111122223333', '444455556666', '777788889999', '000011112222'];
const summary = (id: string, accountIds: readonly string[]) => ({
  id,
  name: id,
  accountId: accountIds[0] ?? '',
  accountIds,
  createdAt: 0,
});
const open = { summary: summary('open', [first]) };
const accounts = [
  { accountId: first, alias: 'one', email: 'one@example.com' },
  { accountId: second, email: 'two@example.com' },
];

function sandboxes(listsAccounts: boolean) {
  return {
    accounts: (id: string) =>
      Promise.resolve(listsAccounts && id === 'open' ? ok(accounts) : err({ message: 'no' })),
    list: () => Promise.resolve(ok([open.summary, summary('other', [other])])),
    listBin: () => Promise.resolve(ok([{ ...summary('binned', [binned, second]), deletedAt: 1 }])),
  };
}

describe('the accounts of the bench', () => {
  it('are all of the open sandbox, those made since it was opened too, and all of the others', async () => {
    expect(await readBenchAccounts(sandboxes(true), open)).toEqual({
      own: accounts,
      accountIds: [first, second, other, binned],
    });
  });

  it('are those that the list knows where the sandbox cannot be read', async () => {
    expect(await readBenchAccounts(sandboxes(false), open)).toEqual({
      own: [{ accountId: first }],
      accountIds: [first, other, binned, second],
    });
  });

  it('are nobody’s own where no sandbox is open', async () => {
    expect((await readBenchAccounts(sandboxes(true), undefined)).own).toEqual([]);
  });
});
