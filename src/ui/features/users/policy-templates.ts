// What an inline policy can begin with: whole policies that AWS would store as they are.

export interface PolicyTemplate {
  readonly id: string;
  readonly label: string;
  readonly detail: string;
  /** The name that is proposed with it. */
  readonly policyName: string;
  readonly document: string;
}

export const policyTemplates: readonly PolicyTemplate[] = [
  template({
    id: 'one-statement',
    label: 'One statement',
    detail: 'The shortest policy: one action, on everything',
    policyName: 'ListBuckets',
    statements: [{ Sid: 'ListBuckets', Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' }],
  }),
  template({
    id: 'read-one-bucket',
    label: 'Read one bucket',
    detail: 'Listing is asked of the bucket, reading of the objects in it',
    policyName: 'ReadOneBucket',
    statements: [
      {
        Sid: 'ListTheBucket',
        Effect: 'Allow',
        Action: 's3:ListBucket',
        Resource: 'arn:aws:s3:::amzn-s3-demo-bucket',
      },
      {
        Sid: 'ReadItsObjects',
        Effect: 'Allow',
        Action: 's3:GetObject',
        Resource: 'arn:aws:s3:::amzn-s3-demo-bucket/*',
      },
    ],
  }),
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/access-keys_required-permissions.html
  template({
    id: 'own-access-keys',
    label: 'Manage own access keys',
    detail: 'One policy for every user, by the variable aws:username',
    policyName: 'ManageOwnAccessKeys',
    statements: [
      {
        Sid: 'ManageOwnAccessKeys',
        Effect: 'Allow',
        Action: ['iam:CreateAccessKey', 'iam:DeleteAccessKey', 'iam:ListAccessKeys', 'iam:UpdateAccessKey'],
        // The second for users with a path.
        Resource: ['arn:aws:iam::*:user/${aws:username}', 'arn:aws:iam::*:user/*/${aws:username}'],
      },
    ],
  }),
  // BoolIfExists, because the key is absent, not false, for long-term access keys:
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
  template({
    id: 'deny-without-mfa',
    label: 'Deny without MFA',
    detail: 'Takes everything away from requests made without MFA',
    policyName: 'DenyWithoutMFA',
    statements: [
      {
        Sid: 'DenyWithoutMFA',
        Effect: 'Deny',
        NotAction: ['iam:EnableMFADevice', 'iam:ListMFADevices', 'iam:ListVirtualMFADevices'],
        Resource: '*',
        Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
      },
    ],
  }),
  template({
    id: 'deny-outside-network',
    label: 'Deny outside one network',
    detail: 'Takes everything away from other IP addresses',
    policyName: 'DenyOutsideNetwork',
    statements: [
      {
        Sid: 'DenyOutsideNetwork',
        Effect: 'Deny',
        Action: '*',
        Resource: '*',
        Condition: { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
      },
    ],
  }),
];

function template({
  statements,
  ...rest
}: Omit<PolicyTemplate, 'document'> & { readonly statements: readonly object[] }): PolicyTemplate {
  const document = JSON.stringify({ Version: '2012-10-17', Statement: statements }, undefined, 2);
  return { ...rest, document };
}
