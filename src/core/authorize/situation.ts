// The circumstances of a request that decide which layers apply and what each must say.

import { accountOf } from '../match/caller.ts';
import type { CompiledPolicySet } from './compiled.ts';
import type { Facts } from './facts.ts';

export interface Situation {
  /** False for services, identity providers and the anonymous: no policies of their own stand behind them. */
  readonly hasIdentitySide: boolean;
  readonly isRoot: boolean;
  readonly isServiceLinkedRole: boolean;
  readonly isCrossAccount: boolean;
  /** The resource's policy is a role's trust policy. */
  readonly isTrust: boolean;
  /** The resource's policy must allow, also within the account. */
  readonly resourceMustAllow: boolean;
  /** No policy is asked. */
  readonly needsNoPermission: boolean;
  readonly rootUnlocksBucket: boolean;
}

export function situationOf(facts: Facts, policies: CompiledPolicySet): Situation {
  const { action, caller, request } = facts;
  const account = accountOf(caller);
  const isRoot = caller.kind === 'root';
  const isCrossAccount = account !== undefined && account !== request.resourceAccountId;
  const isTrust = action.service === 'sts' && trustActions.has(action.name);
  return {
    hasIdentitySide: account !== undefined,
    isRoot,
    isServiceLinkedRole: 'roleArn' in caller && caller.roleArn.includes(':role/aws-service-role/'),
    isCrossAccount,
    isTrust,
    // "IAM role trust policies and KMS key policies are exceptions to this logic, because they must
    // explicitly allow access for principals."
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
    resourceMustAllow:
      isTrust ||
      isCrossAccount ||
      account === undefined ||
      (action.service === 'kms' && policies.resource !== undefined),
    needsNoPermission: action.service === 'sts' && unconditional.has(action.name),
    rootUnlocksBucket:
      isRoot && !isCrossAccount && action.service === 's3' && bucketPolicyActions.has(action.name),
  };
}

// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html: "No permissions are
// required to perform this operation", also with a policy that denies it. GetSessionToken: "you can't
// use policies to control authentication operations".
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_getsessiontoken.html
const unconditional: ReadonlySet<string> = new Set(['getcalleridentity', 'getsessiontoken']);

// The actions of STS whose resource is a role, and which its trust policy therefore has to allow.
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html
const trustActions: ReadonlySet<string> = new Set([
  'assumerole',
  'assumerolewithsaml',
  'assumerolewithwebidentity',
  'setcontext',
  'setsourceidentity',
  'tagsession',
]);

// "The root principal in a bucket owner's AWS account can perform the GetBucketPolicy, PutBucketPolicy,
// and DeleteBucketPolicy API actions, even if their bucket policy explicitly denies the root principal's
// access." https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
const bucketPolicyActions: ReadonlySet<string> = new Set([
  'deletebucketpolicy',
  'getbucketpolicy',
  'putbucketpolicy',
]);
