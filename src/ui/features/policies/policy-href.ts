// The address of a managed policy's page, and which policy an address means.

import type { Answer, IamApi } from '../../../client/aws-api.ts';
import { parseArn } from '../../../core/names/arn.ts';
import { routeHref } from '../../state/router.svelte.ts';

/** AWS managed policies have `aws` in the place of the account id. */
export function isAwsManaged(policyArn: string): boolean {
  return parseArn(policyArn)?.accountId === 'aws';
}

/**
 * The short form by name for AWS managed policies; a customer managed policy goes by its ARN, because
 * it may bear the name of one of AWS's.
 */
export function policyHref(policyArn: string): string {
  const name = policyArn.split('/').at(-1) ?? policyArn;
  return routeHref(['policies', isAwsManaged(policyArn) ? name : policyArn]);
}

/** The ARN that an address means: an ARN itself, or a name, AWS's first; undefined when nobody has it. */
export async function findPolicyArn(iam: IamApi, address: string): Promise<Answer<string | undefined>> {
  if (parseArn(address) !== undefined) return { kind: 'ok', value: address, requestId: '' };
  const policies = await iam.listPolicies({ scope: 'All' });
  if (policies.kind !== 'ok') return policies;
  const named = policies.value.filter(({ policyName }) => policyName === address);
  const found = named.find(({ arn }) => isAwsManaged(arn)) ?? named[0];
  return { ...policies, value: found?.arn };
}
