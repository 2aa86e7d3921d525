// What the ARN of a managed policy says by itself: whose it is, its path and its name.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns

import { parseArn } from '../../core/names/arn.ts';
import { invalidInput, type Fault } from '../fault.ts';

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

/** For `check`: what is no ARN of a managed policy. */
export function malformedPolicyArn(arn: string): Fault | undefined {
  const parsed = parseArn(arn);
  return parsed?.service === 'iam' && parsed.resource.startsWith('policy/')
    ? undefined
    : invalidInput(`ARN ${arn} is not valid.`);
}
