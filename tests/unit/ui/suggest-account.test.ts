import { expect, it } from 'vitest';
import { aliasProblem, emailProblem } from '../../../src/cloud/create-account.ts';
import { suggestAccount } from '../../../src/ui/features/welcome/suggestions.ts';

it('suggests an account that can be made, of other dice for its name and for its password', () => {
  const dice = Uint8Array.from({ length: 20 }, (_, index) => 13 * index);
  const account = suggestAccount(dice);
  expect(aliasProblem(account.alias)).toBeUndefined();
  expect(emailProblem(account.email)).toBeUndefined();
  expect(account.email).toBe(`root@${account.alias}.example.com`);
  expect(account.password).toMatch(/^(?:[A-Za-z2-9]{4}-){3}[A-Za-z2-9]{4}$/);
  const other = suggestAccount(dice.map((each, index) => (index < 4 ? each + 1 : each)));
  expect(other.alias).not.toBe(account.alias);
  expect(other.password).toBe(account.password);
});
