// What kind of managed policy one is, as the console of AWS tells it, and whether one may attach it.

import type { ManagedPolicy } from '../../../client/aws-api.ts';
import { assertNever } from '../../../core/lang/assert-never.ts';
import { managedPolicyKind } from '../../../core/catalog/policy-kind.ts';
import { isAwsManaged } from './policy-href.ts';

export type PolicyType = 'customer' | 'aws' | 'job-function';

export const policyTypeWords: Readonly<Record<PolicyType, string>> = {
  customer: 'Customer managed',
  aws: 'AWS managed',
  'job-function': 'AWS managed – job function',
};

export function policyType(policyArn: string): PolicyType {
  if (!isAwsManaged(policyArn)) return 'customer';
  const [path, name] = pathAndName(policyArn);
  return managedPolicyKind(path, name) === 'job-function' ? 'job-function' : 'aws';
}

/** `arn:aws:iam::aws:policy/job-function/Billing`: `/job-function/` and `Billing`. */
function pathAndName(policyArn: string): readonly [path: string, name: string] {
  const [, path = '/', name = ''] = /:policy(\/(?:.*\/)?)([^/]*)$/.exec(policyArn) ?? [];
  return [path, name];
}

export type Attachability = 'attachable' | 'service-linked' | 'retired';

/** Whether a policy can be given to a user, and if not, why. */
export function attachability({
  arn,
  isAttachable,
}: Pick<ManagedPolicy, 'arn' | 'isAttachable'>): Attachability {
  if (!isAttachable) return 'retired';
  // ListPolicies calls these attachable too: https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachUserPolicy.html
  return isAwsManaged(arn) && arn.includes(':policy/aws-service-role/') ? 'service-linked' : 'attachable';
}

export function attachabilityWords(standing: Exclude<Attachability, 'attachable'>): {
  readonly mark: string;
  readonly title: string;
  readonly text: string;
} {
  switch (standing) {
    case 'retired':
      return {
        mark: 'Retired',
        title: 'AWS has retired this policy',
        text: 'It keeps working where it is attached. Once detached, it cannot be attached again, and when nobody has it any more, it is gone from this list.',
      };
    case 'service-linked':
      return {
        mark: 'Service-linked roles only',
        title: 'Only for a service-linked role',
        text: 'A service of AWS attaches it to the role that it makes for itself. You cannot attach it to your users, groups or roles.',
      };
    default:
      return assertNever(standing);
  }
}
