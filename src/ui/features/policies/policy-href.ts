// The address of a managed policy's page, and which policy an address means.

import type { Answer, IamApi } from '../../../client/aws-api.ts';
import { parseArn } from '../../../core/names/arn.ts';
import { routeHref } from '../../state/router.svelte.ts';

/** AWS managed policies have `aws` in the place of the account id. */
export function isAwsManaged(policyArn: string): boolean {
  return parseArn(policyArn)?.accountId === 'aws';
}

export function policyNameOf(policyArn: string): string {
  return policyArn.split('/').at(-1) ?? policyArn;
}

/**
 * The short form by name for AWS managed policies; a customer managed policy goes by its ARN, because
 * it may bear the name of one of AWS's.
 */
export function policyHref(policyArn: string): string {
  return routeHref(['policies', isAwsManaged(policyArn) ? policyNameOf(policyArn) : policyArn]);
}

// The paths that AWS has given its policies, those of most policies first: of a name AWS has but one.
const awsPaths = ['', 'aws-service-role/', 'service-role/', 'job-function/', 'root-task/'];

/**
 * The ARN that an address means: an ARN itself, or a name, AWS's first; undefined when nobody has it. A name is
 * asked for outright, for a list of all policies is long, and leaves out what AWS has retired.
 */
export async function findPolicyArn(iam: IamApi, address: string): Promise<Answer<string | undefined>> {
  if (parseArn(address) !== undefined) return { kind: 'ok', value: address, requestId: '' };
  for (const path of awsPaths) {
    const policyArn = `arn:aws:iam::aws:policy/${path}${address}`;
    const policy = await iam.getPolicy({ policyArn });
    if (policy.kind === 'ok') return { ...policy, value: policyArn };
    if (policy.kind === 'lost' || policy.code !== 'NoSuchEntity') return policy;
  }
  const own = await iam.listPolicies({ scope: 'Local' });
  if (own.kind !== 'ok') return own;
  return { ...own, value: own.value.find(({ policyName }) => policyName === address)?.arn };
}
