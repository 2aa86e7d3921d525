// Session policies: one document and up to ten managed policies, which limit a session.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session

import type { PolicyDescriptorType } from '@aws-sdk/client-sts';
import { sizeProblem } from '../../core/policy/size.ts';
import { validationError, type Fault } from '../fault.ts';
import { findAwsPolicy, findOwnPolicy } from '../iam/managed-policy.ts';
import { isAwsPolicyArn, malformedPolicyArn, partsOfPolicyArn } from '../iam/policy-arn.ts';
import type { Catalog, Reading } from '../ports.ts';
import type { SessionFacts } from '../records.ts';
import type { Decoded } from '../sdk-types.ts';

export interface PoliciesInput {
  readonly Policy?: string | undefined;
  readonly PolicyArns?: readonly Decoded<PolicyDescriptorType>[] | undefined;
}

/** "You can provide up to 10 managed policy ARNs" (API_AssumeRole). */
const mostArns = 10;

/** For `check`. Neither code nor words are documented for either limit. */
export function policiesFault({ Policy, PolicyArns = [] }: PoliciesInput): Fault | undefined {
  const arns = arnsOf(PolicyArns);
  if (arns.length > mostArns) {
    return validationError(
      `1 validation error detected: Value at 'policyArns' failed to satisfy constraint: Member must have length less than or equal to ${mostArns}`,
    );
  }
  // "The plaintext that you use for both inline and managed session policies can't exceed 2,048 characters."
  const problem = sizeProblem([...(Policy === undefined ? [] : [Policy]), ...arns], 'session');
  if (problem !== undefined) {
    return validationError(
      `The total size of the plaintext of session policies exceeds ${problem.most} characters: ${problem.size}`,
    );
  }
  const malformed = arns.find((arn) => malformedPolicyArn(arn) !== undefined);
  return malformed === undefined ? undefined : noSuchPolicy(malformed);
}

/** For `consult`: the document's errors, and which of the ARNs AWS has no policy for. */
export async function policiesProblem(
  catalog: Catalog,
  { Policy, PolicyArns = [] }: PoliciesInput,
): Promise<Fault | undefined> {
  if (Policy !== undefined) {
    const { malformedBy } = await import('../iam/malformed-policy.ts');
    const malformed = malformedBy(Policy, 'session');
    if (malformed !== undefined) return malformed;
  }
  for (const arn of arnsOf(PolicyArns)) {
    if (isAwsPolicyArn(arn) && (await findAwsPolicy(catalog, arn)) === undefined) return noSuchPolicy(arn);
  }
  return undefined;
}

/** For `apply`: "The policies must exist in the same account as the role." */
export async function missingOwnPolicy(
  tables: Reading,
  { PolicyArns = [] }: PoliciesInput,
  accountId: string,
): Promise<Fault | undefined> {
  for (const arn of arnsOf(PolicyArns)) {
    if (!isAwsPolicyArn(arn) && (await findOwnPolicy(tables, arn, accountId)) === undefined) {
      return noSuchPolicy(arn);
    }
  }
  return undefined;
}

/** As a session keeps them; undefined where none was given, and nothing limits it. */
export function keptPolicies({ Policy, PolicyArns = [] }: PoliciesInput): SessionFacts['policies'] {
  const managed = arnsOf(PolicyArns).map((arn) => ({ name: partsOfPolicyArn(arn).policyName, arn }));
  const inline = Policy === undefined ? [] : [{ name: inlineName, document: Policy }];
  return inline.length + managed.length === 0 ? undefined : [...inline, ...managed];
}

/** An inline session policy has no name of its own. */
const inlineName = 'SessionPolicy';

function arnsOf(policies: NonNullable<PoliciesInput['PolicyArns']>): readonly string[] {
  return policies.flatMap(({ arn }) => (arn === undefined ? [] : [arn]));
}

/** Not documented. */
function noSuchPolicy(arn: string): Fault {
  return validationError(`Policy ${arn} does not exist or is not attachable.`);
}
