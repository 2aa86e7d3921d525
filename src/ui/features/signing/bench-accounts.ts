// The accounts whose keys the bench takes for its own: those of the open sandbox, and those of all others here.

import type { OpenSandbox, Sandboxes } from '../../ports.ts';
import type { NamedAccount } from '../../words/accounts.ts';

export interface BenchAccounts {
  /** Of the open sandbox, the oldest first; none where none is open. */
  readonly own: readonly NamedAccount[];
  /** Of all sandboxes on this device, those in the bin included. */
  readonly accountIds: readonly string[];
}

export async function readBenchAccounts(
  sandboxes: Pick<Sandboxes, 'accounts' | 'list' | 'listBin'>,
  sandbox: Pick<OpenSandbox, 'summary'> | undefined,
): Promise<BenchAccounts> {
  const [read, list, bin] = await Promise.all([
    sandbox === undefined ? undefined : sandboxes.accounts(sandbox.summary.id),
    sandboxes.list(),
    sandboxes.listBin(),
  ]);
  const own = read?.ok === true ? read.value : summaryAccounts(sandbox);
  const listed = [...(list.ok ? list.value : []), ...(bin.ok ? bin.value : [])];
  const all = [...own.map(({ accountId }) => accountId), ...listed.flatMap(({ accountIds }) => accountIds)];
  return { own, accountIds: [...new Set(all)] };
}

/** Those that the list knew of when the sandbox was opened. */
export function summaryAccounts(sandbox: Pick<OpenSandbox, 'summary'> | undefined): readonly NamedAccount[] {
  return (sandbox?.summary.accountIds ?? []).map((accountId) => ({ accountId }));
}
