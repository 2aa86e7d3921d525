// The operations that the simulated AWS models, as the request builder's form shows them. The names are AWS's.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html

export interface OperationParameter {
  readonly name: string;
  /** What it is, in a few words. */
  readonly label: string;
  readonly required: boolean;
}

export interface Operation {
  readonly service: string;
  readonly action: string;
  /** Where it is, how the request names what it is about: by parameters, by the ARN of the resource, or not at all. */
  readonly names: 'parameters' | 'resource' | 'nothing';
  readonly parameters: readonly OperationParameter[];
}

const required = (name: string, label: string): OperationParameter => ({ name, label, required: true });
const optional = (name: string, label: string): OperationParameter => ({ name, label, required: false });

const userName = required('UserName', 'name of the user');
const ownUserName = optional('UserName', 'name of the user; without it, the caller');
const policyName = required('PolicyName', 'name of the inline policy');
const policyArn = required('PolicyArn', 'ARN of the managed policy');
const accessKeyId = required('AccessKeyId', 'id of the access key');
const paging = [
  optional('MaxItems', '1 to 1,000; 100 by default'),
  optional('Marker', 'where the page before ended'),
];

function iam(action: string, ...parameters: OperationParameter[]): Operation {
  return { service: 'iam', action, names: parameters.length > 0 ? 'parameters' : 'nothing', parameters };
}

/** Every modelled operation, in the order in which the form lists them. */
export const operations: readonly Operation[] = [
  iam('CreateUser', userName, optional('Path', 'begins and ends with a slash; / by default')),
  iam('ListUsers', optional('PathPrefix', 'only users whose path begins so'), ...paging),
  iam('GetUser', ownUserName),
  iam('DeleteUser', userName),
  iam('CreateAccessKey', ownUserName),
  iam('ListAccessKeys', ownUserName, ...paging),
  iam('UpdateAccessKey', ownUserName, accessKeyId, required('Status', 'Active or Inactive')),
  iam('DeleteAccessKey', ownUserName, accessKeyId),
  iam('PutUserPolicy', userName, policyName, required('PolicyDocument', 'the policy, as JSON')),
  iam('GetUserPolicy', userName, policyName),
  iam('ListUserPolicies', userName, ...paging),
  iam('DeleteUserPolicy', userName, policyName),
  iam('AttachUserPolicy', userName, policyArn),
  iam('DetachUserPolicy', userName, policyArn),
  iam('ListAttachedUserPolicies', userName, ...paging),
  iam('ListPolicies', optional('Scope', 'All, AWS or Local; All by default'), ...paging),
  iam('GetPolicy', policyArn),
  iam('GetPolicyVersion', policyArn, required('VersionId', 'such as v1')),
  iam('ListAccountAliases', ...paging),
  iam('GetAccountSummary'),
  { service: 'sts', action: 'GetCallerIdentity', names: 'nothing', parameters: [] },
  { service: 'sts', action: 'GetAccessKeyInfo', names: 'parameters', parameters: [accessKeyId] },
  { service: 's3', action: 'ListAllMyBuckets', names: 'nothing', parameters: [] },
  { service: 's3', action: 'GetObject', names: 'resource', parameters: [] },
  {
    service: 'cloudtrail',
    action: 'LookupEvents',
    names: 'parameters',
    parameters: [
      optional('MaxResults', '1 to 50; 50 by default'),
      optional('NextToken', 'where the page before ended'),
    ],
  },
];

/** The modelled operation of that name, compared without regard to case as IAM compares actions. */
export function findOperation(service: string, action: string): Operation | undefined {
  return operations.find(
    (operation) => operation.service === service && operation.action.toLowerCase() === action.toLowerCase(),
  );
}
