// What the ARN of a managed policy says by itself: whose it is, its path and its name.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns

import { parseArn } from '../../core/names/arn.ts';

/** AWS managed policies have `aws` in the place of the account id. */
export function isAwsPolicyArn(arn: string): boolean {
  return parseArn(arn)?.accountId === 'aws';
}

/** `arn:aws:iam::aws:policy/job-function/Billing` → `/job-function/` and `Billing`. */
export function partsOfPolicyArn(arn: string): { readonly path: string; readonly policyName: string } {
  const resource = parseArn(arn)?.resource ?? '';
  const nameAt = resource.lastIndexOf('/') + 1;
  return { path: resource.slice('policy'.length, nameAt), policyName: resource.slice(nameAt) };
}
