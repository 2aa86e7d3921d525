import { expect, it } from 'vitest';
import { err, ok } from '../../../src/core/lang/result.ts';
import { mostOpened, sandboxDetails } from '../../../src/ui/shell/sandbox-details.ts';

const [first, second] = ['111122223333', '444455556666'];
const summary = (id: string, accountIds: readonly string[] = [first]) => ({
  id,
  name: id,
  accountId: first,
  accountIds,
  createdAt: 0,
});
const account = (accountId: string, alias: string) => ({ accountId, alias, email: 'root@example.com' });

it('tells the ids at once, and the aliases of all accounts when they are read', async () => {
  const told: (readonly [string, string])[][] = [];
  await sandboxDetails(
    [summary('a', [first, second]), summary('b'), summary('gone')],
    {
      accounts: (id) =>
        Promise.resolve(
          id === 'a'
            ? ok([account(first, 'one'), account(second, 'two')])
            : // One more than the list knows of.
              id === 'b'
              ? ok([account(first, 'one'), account(second, 'more')])
              : err({ message: 'this sandbox is no longer on this device' }),
        ),
    },
    (details) => told.push([...details]),
  );
  expect(told).toEqual([
    [
      ['a', '2 accounts\n1111-2222-3333\n4444-5555-6666'],
      ['b', '1111-2222-3333'],
      ['gone', '1111-2222-3333'],
    ],
    [
      ['a', '2 accounts\n1111-2222-3333 · one\n4444-5555-6666 · two'],
      ['b', '2 accounts\n1111-2222-3333 · one\n4444-5555-6666 · more'],
      ['gone', '1111-2222-3333'],
    ],
  ]);
});

it('opens no more than a few sandboxes of a long list', async () => {
  const opened: string[] = [];
  const sandboxes = Array.from({ length: 100 }, (_, index) => summary(`${index}`));
  let details: ReadonlyMap<string, string> = new Map();
  await sandboxDetails(
    sandboxes,
    {
      accounts(id) {
        opened.push(id);
        return Promise.resolve(ok([account(first, `alias-${id}`)]));
      },
    },
    (told) => (details = told),
  );
  expect(opened).toEqual(sandboxes.slice(0, mostOpened).map(({ id }) => id));
  expect(details.get('0')).toBe('1111-2222-3333 · alias-0');
  expect(details.get('99')).toBe('1111-2222-3333');
});
