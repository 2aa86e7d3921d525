// Actions to which AWS's general rules of evaluation do not apply as they are. Names in lower case.

/** The part of an action's rules that is the same for every request. */
export interface ActionRules {
  /** No policy is asked. */
  readonly needsNoPermission: boolean;
  /** Whether the resource's policy is a role's trust policy: `role` where the resource decides. */
  readonly trust: 'always' | 'role' | 'never';
  /** The caller's own side decides alone, whosever the resource is. */
  readonly ownSideDecides: boolean;
  /** No policy of the resource gives it to other accounts. */
  readonly neverAcrossAccounts: boolean;
  /** What a request that names no resource is about, where AWS asks about more than `*`: without `arn:…:`. */
  readonly wholeResource: string | undefined;
  /** What the root user may do though the policy of its bucket or queue denies everybody. */
  readonly unlocksForRoot: boolean;
}

export function rulesOfAction({
  service,
  name,
}: {
  readonly service: string;
  readonly name: string;
}): ActionRules {
  return {
    needsNoPermission: service === 'sts' && unconditional.has(name),
    trust: service === 'sts' ? (trustActions.get(name) ?? 'never') : 'never',
    // "the `sts:AssumeRoot` permission explicitly granted" is what it takes: a root user has no policy that
    // could name the caller, so its own side decides, our reading.
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user-privileged-task.html
    ownSideDecides: service === 'sts' && name === 'assumeroot',
    neverAcrossAccounts:
      service === 'sqs' ? ownersOfQueues.has(name) : service === 'kms' && !keyActionsForOthers.has(name),
    // AWS's own policies for the S3 console allow it on `arn:aws:s3:::*`.
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_s3_home-directory-console.html
    wholeResource: service === 's3' && name === 'listallmybuckets' ? 's3:::*' : undefined,
    unlocksForRoot: rootUnlocks.get(service)?.has(name) ?? false,
  };
}

// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html: "No permissions are
// required to perform this operation", also with a policy that denies it. GetSessionToken: "you can't
// use policies to control authentication operations".
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_getsessiontoken.html
const unconditional: ReadonlySet<string> = new Set(['getcalleridentity', 'getsessiontoken']);

// The actions of STS whose resource is a role, and which its trust policy therefore has to allow. TagSession
// goes with GetFederationToken too, and a console session sets its own context (`arn:aws:sts::…:self`).
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html
const trustActions: ReadonlyMap<string, 'always' | 'role'> = new Map([
  ['assumerole', 'always'],
  ['assumerolewithsaml', 'always'],
  ['assumerolewithwebidentity', 'always'],
  ['setcontext', 'role'],
  ['setsourceidentity', 'role'],
  ['tagsession', 'role'],
]);

// "The root principal in a bucket owner's AWS account can perform the GetBucketPolicy, PutBucketPolicy,
// and DeleteBucketPolicy API actions, even if their bucket policy explicitly denies the root principal's
// access." https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
// "Edit or delete an Amazon SQS resource-based policy that denies all principals": by its attributes, where
// the policy is kept. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user.html
const rootUnlocks: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['s3', new Set(['deletebucketpolicy', 'getbucketpolicy', 'putbucketpolicy'])],
  ['sqs', new Set(['getqueueattributes', 'setqueueattributes'])],
]);

// "Cross-account permissions don't apply to the following actions".
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-limitations-of-custom-policies.html
const ownersOfQueues: ReadonlySet<string> = namesIn([
  'addpermission cancelmessagemovetask createqueue deletequeue listmessagemovetasks listqueues',
  'listqueuetags removepermission setqueueattributes startmessagemovetask tagqueue untagqueue',
]);

// "If you give a user in a different account permission for other operations, those permissions have no
// effect." ReEncrypt is two actions.
// https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
const keyActionsForOthers: ReadonlySet<string> = namesIn([
  'creategrant decrypt derivesharedsecret describekey encrypt generatedatakey generatedatakeypair',
  'generatedatakeypairwithoutplaintext generatedatakeywithoutplaintext generatemac',
  'getkeyrotationstatus getpublickey listgrants reencryptfrom reencryptto retiregrant revokegrant',
  'sign verify verifymac',
]);

/** Lines of names, which is how they are shortest. */
function namesIn(lines: readonly string[]): ReadonlySet<string> {
  return new Set(lines.flatMap((line) => line.split(' ')));
}
