// The size of a policy as AWS counts it against its quotas.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html

import type { PolicyType } from './policy-type.ts';

// "IAM doesn't count white space when calculating the size of a policy against these quotas."
// A boundary is a managed policy. Session policies, SCPs and RCPs count every character:
// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html
const withoutWhitespace: ReadonlySet<PolicyType> = new Set(['identity', 'trust', 'boundary']);

/** In characters (UTF-16 units). White space is not counted for identity, trust and boundary policies. */
export function policySize(text: string, type: PolicyType): number {
  if (!withoutWhitespace.has(type)) return text.length;
  let size = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code !== 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d) size++;
  }
  return size;
}
