// Policies that a simulation leaves out. https://docs.aws.amazon.com/IAM/latest/APIReference/API_PolicyIdentifier.html

import type { PolicyIdentifier } from '@aws-sdk/client-iam';
import { globOf, matchGlob } from '../../../core/lang/glob.ts';
import { parseArn } from '../../../core/names/arn.ts';
import { invalidInput, type Fault } from '../../fault.ts';
import type { Decoded } from '../../sdk-types.ts';
import type { HeldPolicy } from '../held-policies.ts';

type Identifier = Decoded<Omit<PolicyIdentifier.PolicyTypeMember, never>> | Decoded<PolicyIdentifier>;

/** "Syntactically invalid identifiers, such as malformed ARNs or wildcards in disallowed positions". */
export function exclusionFault(identifiers: readonly Identifier[] = []): Fault | undefined {
  for (const identifier of identifiers) {
    const { PolicyType, PolicyArn, InlinePolicyIdentifier: inline } = identifier;
    const given = [PolicyType, PolicyArn, inline].filter((member) => member !== undefined).length;
    if (given !== 1) {
      // "Specify exactly one"; what AWS answers is not documented.
      return invalidInput(
        'A policy identifier must have exactly one of PolicyType, PolicyArn and InlinePolicyIdentifier.',
      );
    }
    if (PolicyArn !== undefined && !isPolicyPattern(PolicyArn)) {
      return invalidInput(`ARN ${PolicyArn} is not valid.`);
    }
    if (inline !== undefined && starsIn(inline.AttachmentName) > 1) {
      return invalidInput(`AttachmentName ${inline.AttachmentName} is not valid.`);
    }
  }
  return undefined;
}

/** Identifiers that match nothing, and those of RCPs and SCPs, leave nothing out. */
export function isExcluded(policy: HeldPolicy, identifiers: readonly Identifier[] = []): boolean {
  return identifiers.some(({ PolicyType, PolicyArn, InlinePolicyIdentifier: inline }) => {
    if (PolicyType !== undefined) return PolicyType === types[policy.kind];
    if (PolicyArn !== undefined) return policy.arn !== undefined && matches(PolicyArn, policy.arn);
    return (
      inline !== undefined &&
      policy.kind === 'inline' &&
      inline.AttachmentType === policy.owner.kind &&
      inline.PolicyName.toLowerCase() === policy.name.toLowerCase() &&
      matches(inline.AttachmentName.toLowerCase(), policy.owner.name.toLowerCase())
    );
  });
}

/** By its type alone: an ARN means what "is attached to an IAM user, group, or role". */
export function excludesBoundary(identifiers: readonly Identifier[] = []): boolean {
  return identifiers.some(({ PolicyType }) => PolicyType === 'permission-boundary');
}

const types = { inline: 'inline', managed: 'user-managed', 'aws-managed': 'aws-managed' } as const;

/** "Wildcard characters are supported in the resource name portion of the ARN …: use at most one *". */
function isPolicyPattern(text: string): boolean {
  const arn = parseArn(text);
  return (
    arn?.service === 'iam' &&
    arn.region === '' &&
    /^[a-z0-9-]+$/.test(arn.partition) &&
    /^(\d{12}|aws)$/.test(arn.accountId) &&
    /^policy\/./.test(arn.resource) &&
    starsIn(text) <= 1
  );
}

function starsIn(text: string): number {
  return text.split('*').length - 1;
}

function matches(pattern: string, text: string): boolean {
  return matchGlob(globOf(pattern), text);
}
