import type { ManagedPolicy } from '../../../client/aws-api.ts';
import { isAwsManaged } from './policy-href.ts';

export type PolicyScope = 'all' | 'aws' | 'customer';

/** Policies of a scope whose name or ARN holds every word of the filter, whatever the case; in their order. */
export function filterPolicies(
  policies: readonly ManagedPolicy[],
  filter: string,
  scope: PolicyScope = 'all',
): readonly ManagedPolicy[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return policies.filter(({ arn, policyName }) => {
    if (scope !== 'all' && isAwsManaged(arn) !== (scope === 'aws')) return false;
    const text = `${policyName}\n${arn}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
