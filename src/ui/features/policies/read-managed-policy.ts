// A managed policy with the document of its default version: two requests, of which the second may be
// denied while the first is not.

import type { Answer, IamApi, ManagedPolicy, PolicyVersion } from '../../../client/aws-api.ts';

export interface ManagedPolicyWithDocument {
  readonly policy: ManagedPolicy;
  readonly version: Answer<PolicyVersion>;
}

/** ListPolicies says no description; GetPolicy does. */
export async function readManagedPolicy(
  iam: IamApi,
  policyArn: string,
): Promise<Answer<ManagedPolicyWithDocument>> {
  const policy = await iam.getPolicy({ policyArn });
  if (policy.kind !== 'ok') return policy;
  const version = await iam.getPolicyVersion({ policyArn, versionId: policy.value.defaultVersionId });
  return { ...policy, value: { policy: policy.value, version } };
}
