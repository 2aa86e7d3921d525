// The one managed policy that a request is about, AWS's or the account's own, and the permission to do something to it.

import { err, ok, type Result } from '../../core/lang/result.ts';
import { parseArn } from '../../core/names/arn.ts';
import type { Call, Check } from '../operation.ts';
import type { Reading } from '../ports.ts';
import type { ManagedPolicyRecord, TagRecord } from '../records.ts';
import { resourceTagKeys } from '../tags.ts';
import { noSuchEntity, type Fault } from '../fault.ts';
import { checkOnAccount, saidAs, saidOf } from './entities.ts';
import {
  findOwnPolicy,
  fromOwn,
  isVisible,
  usesOfPolicy,
  type ManagedPolicy,
  type ManagedPolicyVersion,
  type PolicyUses,
} from './managed-policy.ts';

export interface SeenPolicy {
  readonly policy: ManagedPolicy;
  readonly uses: PolicyUses;
  /** Of the account's own policies, oldest first. */
  readonly versions: readonly ManagedPolicyVersion[];
  readonly tags: readonly TagRecord[];
}

/** The permission to do `action` to a managed policy, AWS's included. */
export async function checkOnPolicy(
  tables: Reading,
  call: Call,
  action: string,
  arn: string,
  context: Check['context'] = {},
): Promise<Check> {
  const own = await findOwnPolicy(tables, arn, call.caller.account.accountId);
  const check = checkOnAccount(call, action, arn, { ...resourceTagKeys(own?.tags ?? []), ...context });
  return saidAs(check, saidOf('policy', arn));
}

/** The policy as the account sees it: one of AWS's that is retired is there only where it is attached. */
export async function lookAt(
  tables: Reading,
  { caller: { account } }: Call,
  arn: string,
  ofAws: ManagedPolicy | undefined,
): Promise<SeenPolicy | undefined> {
  const own = ofAws === undefined ? await findOwnPolicy(tables, arn, account.accountId) : undefined;
  const policy = own === undefined ? ofAws : fromOwn(own);
  if (policy === undefined) return undefined;
  const uses = await usesOfPolicy(tables, arn, account.accountId);
  return isVisible(policy, uses)
    ? { policy, uses, versions: own?.versions ?? [], tags: own?.tags ?? [] }
    : undefined;
}

/**
 * A policy of the account's own. `doing`: what AWS says cannot be done to others. AWS's documentation only says that
 * "you can't change" its own policies (access_policies_managed-vs-inline); these sentences are what it is known to answer.
 */
export async function findChangeable(
  tables: Reading,
  { caller }: Call,
  arn: string,
  doing: string,
): Promise<Result<ManagedPolicyRecord, Fault>> {
  const { accountId } = caller.account;
  if (parseArn(arn)?.accountId !== accountId) {
    return err({
      code: 'AccessDenied',
      status: 403,
      message: `Cannot ${doing} outside your own account.`,
    });
  }
  const policy = await findOwnPolicy(tables, arn, accountId);
  return policy === undefined ? err(noSuchPolicy(arn)) : ok(policy);
}

export function noSuchPolicy(arn: string): Fault {
  return noSuchEntity(`Policy ${arn} was not found.`);
}

export function noSuchVersion(arn: string, versionId: string): Fault {
  return noSuchEntity(`Policy ${arn} version ${versionId} does not exist or is not attachable.`);
}
