// What the ARN of a managed policy says by itself: whose it is, its path and its name.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns

import { parseArn } from '../../core/names/arn.ts';
import { invalidInput, validationError, type Fault } from '../fault.ts';

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

/**
 * For `check`: what is no ARN of a managed policy. The code tells whether it is an ARN at all: so IAM was recorded to
 * answer in February 2026, with `ValidationError` for a name and `InvalidInput` for `arn:aws:iam::…:not_a_policy/x`.
 */
export function malformedPolicyArn(arn: string): Fault | undefined {
  const parsed = parseArn(arn);
  const message = `ARN ${arn} is not valid.`;
  if (parsed === undefined) return validationError(message);
  // Users report it of policies of `aws` that are named in the partition of China, and the other way round.
  if (parsed.partition !== 'aws') return validationError('Invalid ARN partition');
  return parsed.service === 'iam' && parsed.resource.startsWith('policy/')
    ? undefined
    : invalidInput(message);
}
