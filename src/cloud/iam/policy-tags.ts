// Tags of managed policies of one's own: TagPolicy, UntagPolicy, ListPolicyTags.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags_customer-managed-policies.html

import { ok } from '../../core/lang/result.ts';
import { checkOnPolicy, findChangeable } from './find-policy.ts';
import { malformedPolicyArn } from './policy-arn.ts';
import { taggingOperations } from './tagging.ts';

export const policyTagOperations = taggingOperations({
  noun: 'Policy',
  member: 'PolicyArn',
  check: malformedPolicyArn,
  permission: checkOnPolicy,
  find: async (tables, call, arn) => {
    // "Lists the tags that are attached to the specified IAM customer managed policy" (API_ListPolicyTags): AWS's have
    // none, and what AWS answers for one of them is not documented.
    const found = await findChangeable(tables, call, arn, 'access tags of policies');
    if (!found.ok) return found;
    const policy = found.value;
    return ok({
      tags: policy.tags,
      save: (writing, tags) => writing.managedPolicies.put({ ...policy, tags }),
    });
  },
});
