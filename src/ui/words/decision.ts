// A decision in sentences: what each layer of policies is for, why a statement counts or does not.
// The core gives codes and positions; everything that is said about them is said here.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html

import type { LayerTrace, RuleTrace, StatementElement } from '../../core/authorize/trace.ts';
import type { Outcome, PolicyType } from '../../core/authorize/types.ts';
import { assertNever } from '../../core/lang/assert-never.ts';

export const outcomeWords: Readonly<Record<Outcome, string>> = {
  allowed: 'Every layer of policies that applies to this request lets it through.',
  implicitDeny:
    'Nothing said Deny, but nothing said Allow either. In AWS everything is denied until a policy allows it.',
  explicitDeny: 'A statement says Deny. That always wins, whatever other statements allow.',
};

export interface PolicyTypeWords {
  /** As AWS names the type, at the head of its layer. */
  readonly name: string;
  /** What the layer does, in one sentence. */
  readonly role: string;
  /** Why it denies when none of its statements says Allow. */
  readonly silent: string;
}

export const policyTypeWords: Readonly<Record<PolicyType, PolicyTypeWords>> = {
  identity: {
    name: 'Identity-based policies',
    role: 'What the caller has been given: its own policies, and those of its groups.',
    silent: 'No identity-based policy of the caller allows this action on this resource.',
  },
  resource: {
    name: 'Resource-based policy',
    role: 'What the resource says about who may use it.',
    silent: 'The policy on the resource does not allow this caller.',
  },
  trust: {
    name: 'Role trust policy',
    role: 'Who may assume the role.',
    silent: 'The role’s trust policy does not allow this caller to assume it.',
  },
  boundary: {
    name: 'Permissions boundary',
    role: 'The most that the caller’s identity-based policies can grant. It grants nothing itself.',
    silent: 'The permissions boundary does not reach as far as this action, so no other policy can grant it.',
  },
  session: {
    name: 'Session policies',
    role: 'A limit handed over when the session was made. It grants nothing itself.',
    silent: 'The session policies leave this action out, so the session cannot use it.',
  },
  scp: {
    name: 'Service control policies',
    role: 'What the organization lets its accounts do at all. They grant nothing themselves.',
    silent: 'At this level of the organization no service control policy allows the action.',
  },
  rcp: {
    name: 'Resource control policies',
    role: 'What the organization lets anybody do with its resources. They grant nothing themselves.',
    silent: 'At this level of the organization no resource control policy allows the action.',
  },
  endpoint: {
    name: 'VPC endpoint policy',
    role: 'What may pass through the VPC endpoint that the request came by.',
    silent: 'The policy of the VPC endpoint does not let this request pass.',
  },
};

export const layerOutcomeWords: Readonly<Record<LayerTrace['outcome'], string>> = {
  allow: 'Allows',
  explicitDeny: 'Denies explicitly',
  implicitDeny: 'Does not allow',
  notApplicable: 'Does not apply',
};

export interface RuleWords {
  readonly title: string;
  readonly why: string;
}

export const ruleWords: Readonly<Record<RuleTrace['kind'], RuleWords>> = {
  'root-user': {
    title: 'The caller is the account’s root user',
    why: 'Root needs no policy: it can do everything in its account. Only an organization’s policies, or an explicit deny on a resource, bind it. That is why one does not work as root.',
  },
  'root-unlocks-bucket': {
    title: 'Root may unlock a bucket or queue',
    why: 'A policy that denies everybody would lock the account out for good. So AWS lets the account’s root user change or delete the policy of a bucket or queue, whatever that policy denies.',
  },
  'unknown-principal': {
    title: 'AWS knows no such principal',
    why: 'Its ARN is none of a user, a role, a session, a federated user or an account’s root, so no policy can let it in.',
  },
  'never-across-accounts': {
    title: 'The resource cannot be shared this way',
    why: 'AWS lets no resource-based policy give this action to another account, or to an account of another partition such as AWS China. A role in the resource’s account is the way.',
  },
  acl: {
    title: 'An access control list grants it',
    why: 'S3 lets the list of a bucket or an object grant access to other accounts, or to everybody, beside the policies. The caller’s own account still has to allow it.',
  },
  'acl-ignored': {
    title: 'An access control list would grant it, but does not count',
    why: 'Either the bucket’s Object Ownership turns its lists off, or Block Public Access ignores what they grant to everybody.',
  },
  'public-access-block': {
    title: 'Block Public Access refuses it',
    why: 'The bucket’s policy is public, and RestrictPublicBuckets then keeps out everybody but AWS services and the bucket’s own account, whatever the policy says.',
  },
  'no-permission-needed': {
    title: 'This action needs no permission',
    why: 'AWS answers it for whoever signs correctly, and no policy can deny it.',
  },
};

/** What of the request or the bucket the rule was about, where the kind does not say it. */
export function ruleDetail(rule: RuleTrace): string | undefined {
  switch (rule.kind) {
    case 'root-user':
    case 'root-unlocks-bucket':
    case 'no-permission-needed':
    case 'unknown-principal':
      return undefined;
    case 'never-across-accounts':
      return rule.because === 'action'
        ? 'No other account can be given this action.'
        : 'The caller and the resource are in different partitions.';
    case 'acl':
      return `The list grants “${rule.permission}” to ${granteeWords(rule.grantee)}.`;
    case 'acl-ignored': {
      const grant = `The list grants “${rule.permission}” to ${granteeWords(rule.grantee)}`;
      return rule.because.kind === 'acls-disabled'
        ? `${grant}; Object Ownership is BucketOwnerEnforced.`
        : `${grant}; ${settingWords(rule.because)}.`;
    }
    case 'public-access-block':
      return `${settingWords(rule)}.`;
    default:
      return assertNever(rule);
  }
}

function settingWords({ setting, levels }: Extract<RuleTrace, { kind: 'public-access-block' }>): string {
  return `${setting} is on for the ${levels.join(' and the ')}`;
}

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#specifying-grantee-predefined-groups
function granteeWords(grantee: string): string {
  if (grantee.endsWith('/groups/global/AllUsers')) return 'everybody';
  if (grantee.endsWith('/groups/global/AuthenticatedUsers')) return 'every AWS account';
  return grantee.endsWith('/groups/s3/LogDelivery') ? 'S3’s log delivery' : `“${grantee}”`;
}

/** The line behind which statements about other services are folded away; `others`: of the same policy, not among them. */
export function otherServicesWords(count: number, others: number): string {
  if (others > 0)
    return count === 1 ? '1 statement about another service' : `${count} statements about other services`;
  return count === 1
    ? 'Its only statement is about another service'
    : `All of its ${count} statements are about other services`;
}

/** Names of the elements as a sentence uses them. */
export const elementWords: Readonly<Record<StatementElement, string>> = {
  Principal: 'who it is for',
  NotPrincipal: 'who it leaves out',
  Action: 'which actions',
  NotAction: 'which actions it leaves out',
  Resource: 'which resources',
  NotResource: 'which resources it leaves out',
  Condition: 'under which conditions',
};

/** What a missing context key means for an answer, said once above the list of keys. */
export const undeterminedWords =
  'A condition asks for something this request did not carry. The verdict holds for the request as it was; with these keys it could be another one.';
