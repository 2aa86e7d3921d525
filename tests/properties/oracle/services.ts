// Where services depart from the general rules, each with its page. Names are compared in lower case.

import type { AuthorizationRequest } from '../../../src/core/authorize/types.ts';
import { accountOf, type Asker } from './asker.ts';
import { splitOnce } from './stored-policy.ts';

/**
 * "No permissions are required to perform this operation", also where a policy denies it; GetSessionToken:
 * "you can't use policies to control authentication operations".
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_getsessiontoken.html
 */
export function isNeverDenied(request: AuthorizationRequest): boolean {
  return isAction(request, 'sts', ['getcalleridentity', 'getsessiontoken']);
}

/**
 * Whether the resource's policy is a role's trust policy. The last three actions go with other resources than
 * roles, too. https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html
 */
export function isAssumingRole(request: AuthorizationRequest): boolean {
  return (
    isAction(request, 'sts', ['assumerole', 'assumerolewithsaml', 'assumerolewithwebidentity']) ||
    (isAction(request, 'sts', ['setcontext', 'setsourceidentity', 'tagsession']) &&
      request.resource.includes(':role/'))
  );
}

/** What the request is about. The console's policy allows ListAllMyBuckets on `arn:aws:s3:::*`, which names none.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_s3_home-directory-console.html */
export function resourceOf(request: AuthorizationRequest): string {
  const isOfAllBuckets = isAction(request, 's3', ['listallmybuckets']) && request.resource === '*';
  // In the partition that the caller is in.
  const partition = request.principal.startsWith('arn:') ? (request.principal.split(':')[1] ?? 'aws') : 'aws';
  return isOfAllBuckets ? `arn:${partition}:s3:::*` : request.resource;
}

/** An account's key policy must allow; sts:AssumeRoot is about a root user, who has no policy: our reading. */
export function resourceSideMustAllow(
  request: AuthorizationRequest,
  asker: Asker,
  hasResourcePolicy: boolean,
): boolean {
  // "IAM role trust policies and KMS key policies are exceptions to this logic, because they must explicitly
  // allow access for principals."
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
  if (isAssumingRole(request) || (isAction(request, 'kms') && hasResourcePolicy)) return true;
  if (accountOf(asker) === undefined) return true;
  // "They must sign in as an IAM user or role with the sts:AssumeRoot permission explicitly granted."
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user-privileged-task.html
  return isCrossAccount(request, asker) && !isAction(request, 'sts', ['assumeroot']);
}

export function isCrossAccount(request: AuthorizationRequest, asker: Asker): boolean {
  const account = accountOf(asker);
  return account !== undefined && account !== request.resourceAccountId;
}

/** Whether what the resource's policy allows has no effect for this asker. */
export function isNeverShared(request: AuthorizationRequest, asker: Asker): boolean {
  if (!isCrossAccount(request, asker)) return false;
  // "IAM roles and resource-based policies delegate access across accounts only within a single partition."
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies-cross-account-resource-access.html
  const [, ownPartition] = request.principal.split(':');
  const [, partition] = request.resource.split(':');
  if (partition !== undefined && partition !== ownPartition) return true;
  return (
    isAction(request, 'sqs', queueActionsOfOwners) ||
    (isAction(request, 'kms') && !isAction(request, 'kms', keyActionsForOthers))
  );
}

// "Cross-account permissions don't apply to the following actions".
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-limitations-of-custom-policies.html
const queueActionsOfOwners = [
  ...['addpermission', 'cancelmessagemovetask', 'createqueue', 'deletequeue', 'listmessagemovetasks'],
  ...['listqueues', 'listqueuetags', 'removepermission', 'setqueueattributes', 'startmessagemovetask'],
  ...['tagqueue', 'untagqueue'],
];

// "Cross-account permission is effective only for the following operations", the cryptographic ones first.
// https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
const keyActionsForOthers = [
  ...['encrypt', 'decrypt', 'reencryptfrom', 'reencryptto', 'derivesharedsecret', 'sign', 'verify'],
  ...['generatedatakey', 'generatedatakeywithoutplaintext', 'generatedatakeypair', 'generatemac'],
  ...['generatedatakeypairwithoutplaintext', 'verifymac', 'creategrant', 'describekey', 'getpublickey'],
  ...['getkeyrotationstatus', 'listgrants', 'retiregrant', 'revokegrant'],
];

/**
 * Service prefixes of "RCPs apply to actions for the following AWS services", as far as the random requests
 * use them; the rest of theirs (ec2, iam, lambda) is not on the list.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#rcp-supported-services
 */
const rcpServices = ['s3', 'sts', 'kms', 'sqs', 'logs', 'dynamodb', 'secretsmanager'];

export function isSubjectToRcps(request: AuthorizationRequest, asker: Asker): boolean {
  // "RCPs do not impact the effective permissions of any service-linked role. … the service-linked role's
  // trust policy is also not impacted by RCPs."
  if (isServiceLinkedRole(asker)) return false;
  if (isAssumingRole(request) && request.resource.includes(linkedRolePath)) return false;
  // "RCPs do not impact the kms:RetireGrant permission."
  if (isAction(request, 'kms', ['retiregrant'])) return false;
  return rcpServices.some((service) => isAction(request, service));
}

export function isServiceLinkedRole(asker: Asker): boolean {
  return 'role' in asker && asker.role.includes(linkedRolePath);
}

const linkedRolePath = ':role/aws-service-role/';

/**
 * "The root principal in a bucket owner's AWS account can perform the GetBucketPolicy, PutBucketPolicy, and
 * DeleteBucketPolicy API actions, even if their bucket policy explicitly denies" it; and root can "edit or
 * delete an Amazon SQS resource-based policy that denies all principals", which is one of a queue's attributes.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user.html#root-user-tasks
 */
export function isUnlockedByRoot(request: AuthorizationRequest, asker: Asker): boolean {
  const isUnlocking =
    isAction(request, 's3', ['getbucketpolicy', 'putbucketpolicy', 'deletebucketpolicy']) ||
    isAction(request, 'sqs', ['getqueueattributes', 'setqueueattributes']);
  return asker.kind === 'root' && !isCrossAccount(request, asker) && isUnlocking;
}

function isAction({ action }: AuthorizationRequest, service: string, names?: readonly string[]): boolean {
  const [ownService, name] = splitOnce(action.toLowerCase(), ':');
  return ownService === service && (names === undefined || names.includes(name));
}
