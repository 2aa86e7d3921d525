// All inline policies of a user with their documents: IAM's quota is on their sizes together.

import type { Answer, IamApi } from '../../../client/aws-api.ts';
import { policySize } from '../../../core/policy/size.ts';

export interface InlinePolicy {
  readonly policyName: string;
  readonly document: string;
}

/**
 * "Inline user policies: 2,048 characters" together, white space not counted.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const inlinePolicyQuota = 2048;

/** Every inline policy of the user, or the first refusal. One that goes in the meantime is left out. */
export async function readInlinePolicies(
  iam: IamApi,
  userName: string,
): Promise<Answer<readonly InlinePolicy[]>> {
  const names = await iam.listUserPolicies({ userName });
  if (names.kind !== 'ok') return names;
  const policies: InlinePolicy[] = [];
  for (const policyName of names.value) {
    const policy = await iam.getUserPolicy({ userName, policyName });
    if (policy.kind === 'ok') policies.push({ policyName, document: policy.value.document });
    else if (policy.kind === 'lost' || policy.code !== 'NoSuchEntity') return policy;
  }
  return { ...names, value: policies };
}

/** What the user's inline policies would take up together, with this document in the place of `replacing`. */
export function inlineSize(
  document: string,
  others: readonly InlinePolicy[],
  replacing: string | undefined,
): { readonly own: number; readonly total: number } {
  const own = policySize(document, 'identity');
  const rest = others
    .filter(({ policyName }) => policyName !== replacing)
    .reduce((sum, policy) => sum + policySize(policy.document, 'identity'), 0);
  return { own, total: own + rest };
}
