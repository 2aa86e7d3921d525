// Whose request a simulation is about, and the condition keys that follow from it. Everything else is a key that the
// simulation is not given, and is reported as missing: "The policy simulator doesn't consider real context key values in
// production". https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_testing-policies.html

import type { Context } from '../../context.ts';
import { principalTagKeys } from '../../tags.ts';
import type { Entity } from '../entities.ts';
import type { PrincipalArn } from '../principal-arn.ts';

export interface SimulatedCaller {
  /** As the engine takes a principal. */
  readonly arn: string;
  readonly accountId: string;
  readonly context: Context;
}

/**
 * `named`: absent where nobody is named, in SimulateCustomPolicy. `entity`: who that is, where the request was allowed
 * to look at it: its id and tags are told to nobody else.
 */
export function simulatedCaller(
  named: PrincipalArn | undefined,
  accountId: string,
  entity?: Entity,
): SimulatedCaller {
  if (named === undefined) return standIn(accountId);
  // A group makes no requests: its policies are simulated for a user that has nothing but them.
  if (named.kind === 'group') return standIn(named.accountId);
  const common = {
    'aws:PrincipalArn': named.arn,
    'aws:PrincipalAccount': named.accountId,
    'aws:PrincipalIsAWSService': 'false',
    ...principalTagKeys(entity?.tags ?? []),
  };
  const context: Context =
    named.kind === 'user'
      ? {
          ...common,
          'aws:PrincipalType': 'User',
          'aws:username': named.name,
          // AWS puts the ARN here, which no request has. A role's ends in the session's name, which nobody knows.
          ...(entity === undefined ? {} : { 'aws:userid': entity.id }),
        }
      : { ...common, 'aws:PrincipalType': 'AssumedRole' };
  return { arn: named.arn, accountId: named.accountId, context };
}

/** Somebody of the account, named by no policy. The engine takes an empty key for absent: nothing is known of the ARN. */
function standIn(accountId: string): SimulatedCaller {
  return {
    arn: `arn:aws:iam::${accountId}:user/STUB_PRINCIPAL_FOR_POLICY_SIMULATOR`,
    accountId,
    context: {
      'aws:PrincipalArn': [],
      'aws:PrincipalAccount': accountId,
      'aws:PrincipalIsAWSService': 'false',
    },
  };
}
