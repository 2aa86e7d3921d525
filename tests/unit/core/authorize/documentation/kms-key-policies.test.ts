// KMS keys: the key policy must allow, or let the account's IAM policies allow.

import { administratorAccess, documentation, level, policy, type Case, type Statement } from './cases.ts';
import type { NamedPolicy } from '../../../../../src/core/authorize/types.ts';

const account = '111122223333';
const key = `arn:aws:kms:us-west-2:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const alice = `arn:aws:iam::${account}:user/alice`;
const keyAdmin = `arn:aws:sts::${account}:assumed-role/ExampleAdminRole/s`;
const keyUser = `arn:aws:sts::${account}:assumed-role/ExampleRole/s`;
const root = `arn:aws:iam::${account}:root`;
const call = (principal: string, action: string, context: Case['request']['context'] = {}) => ({
  principal,
  action,
  resource: key,
  resourceAccountId: account,
  context,
});
const enableIam: Statement = {
  Sid: 'Enable IAM User Permissions',
  Effect: 'Allow',
  Principal: { AWS: root },
  Action: 'kms:*',
  Resource: '*',
};
const administrators: Statement = {
  Sid: 'Allow access for Key Administrators',
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${account}:role/ExampleAdminRole` },
  Action: [
    'kms:Create*',
    'kms:Describe*',
    'kms:Enable*',
    'kms:List*',
    'kms:Put*',
    'kms:Update*',
    'kms:Revoke*',
    'kms:Disable*',
    'kms:Get*',
    'kms:Delete*',
    'kms:TagResource',
    'kms:UntagResource',
    'kms:ScheduleKeyDeletion',
    'kms:CancelKeyDeletion',
    'kms:RotateKeyOnDemand',
  ],
  Resource: '*',
};
const keyUsers = [`arn:aws:iam::${account}:role/ExampleRole`, 'arn:aws:iam::444455556666:root'] as const;
const users: Statement = {
  Sid: 'Allow use of the key',
  Effect: 'Allow',
  Principal: { AWS: keyUsers },
  Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
  Resource: '*',
};
const attachment: Statement = {
  Sid: 'Allow attachment of persistent resources',
  Effect: 'Allow',
  Principal: { AWS: keyUsers },
  Action: ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'],
  Resource: '*',
  Condition: { Bool: { 'kms:GrantIsForAWSResource': true } },
};
const keyPolicy = (...statements: readonly Statement[]): NamedPolicy => policy('key', ...statements);
const byDefault = keyPolicy(enableIam);
const byConsole = keyPolicy(enableIam, administrators, users, attachment);
const withoutIam = keyPolicy(administrators, users);
const iamDecrypt = policy('iam', {
  Sid: 'Decrypt',
  Effect: 'Allow',
  Action: 'kms:Decrypt',
  Resource: key,
});
const enabled = 'resource:Enable IAM User Permissions';

documentation('kms/latest/developerguide/key-policies.html', [
  {
    title: 'an IAM policy has no effect without permission from the key policy',
    request: call(alice, 'kms:Decrypt'),
    policies: { identity: [iamDecrypt], resource: withoutIam },
    outcome: 'implicitDeny',
    blockedBy: ['resource'],
    statements: ['identity:Decrypt'],
  },
  {
    title: 'AdministratorAccess does not help',
    request: call(alice, 'kms:PutKeyPolicy'),
    policies: { identity: [administratorAccess], resource: withoutIam },
    outcome: 'implicitDeny',
    blockedBy: ['resource'],
    statements: ['identity:Admin'],
  },
  {
    title: 'nor does being the root user',
    request: call(root, 'kms:PutKeyPolicy'),
    policies: { identity: [], resource: withoutIam },
    outcome: 'implicitDeny',
    blockedBy: ['resource'],
    statements: [],
  },
  {
    title: 'an IAM policy can deny without permission from the key policy',
    request: call(keyUser, 'kms:Decrypt'),
    policies: {
      identity: [policy('iam', { Sid: 'No', Effect: 'Deny', Action: 'kms:Decrypt', Resource: '*' })],
      resource: withoutIam,
    },
    outcome: 'explicitDeny',
    blockedBy: ['identity'],
    statements: ['identity:No', 'resource:Allow use of the key'],
  },
]);

documentation('kms/latest/developerguide/key-policy-default.html', [
  {
    title: 'IAM policies are enabled: one that allows',
    request: call(alice, 'kms:Decrypt'),
    policies: { identity: [iamDecrypt], resource: byDefault },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:Decrypt', enabled],
  },
  {
    title: 'the statement gives no IAM principal permission',
    request: call(alice, 'kms:Decrypt'),
    policies: { identity: [], resource: byDefault },
    outcome: 'implicitDeny',
    blockedBy: ['identity'],
    statements: [enabled],
  },
  {
    title: 'it gives the account, of which the root user is an administrator, full access',
    request: call(root, 'kms:PutKeyPolicy'),
    policies: { identity: [], resource: byDefault },
    outcome: 'allowed',
    blockedBy: [],
    statements: [enabled],
  },
  {
    title: 'a key administrator changes the key policy',
    request: call(keyAdmin, 'kms:PutKeyPolicy'),
    policies: { identity: [], resource: byConsole },
    outcome: 'allowed',
    blockedBy: [],
    statements: [enabled, 'resource:Allow access for Key Administrators'],
  },
  {
    title: 'kms:Disable* covers the key\u2019s rotation',
    request: call(keyAdmin, 'kms:DisableKeyRotation'),
    policies: { identity: [], resource: withoutIam },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['resource:Allow access for Key Administrators'],
  },
  {
    title: 'key administrators do not use the key',
    request: call(keyAdmin, 'kms:Decrypt'),
    policies: { identity: [], resource: withoutIam },
    outcome: 'implicitDeny',
    blockedBy: ['resource'],
    statements: [],
  },
  {
    title: 'kms:Delete* does not let them delete the key; another line does',
    request: call(keyAdmin, 'kms:ScheduleKeyDeletion'),
    policies: {
      identity: [],
      resource: keyPolicy({ ...administrators, Action: ['kms:Delete*', 'kms:Put*'] }),
    },
    outcome: 'implicitDeny',
    blockedBy: ['resource'],
    statements: [],
  },
  {
    title: 'a key user decrypts',
    request: call(keyUser, 'kms:Decrypt'),
    policies: { identity: [], resource: byConsole },
    outcome: 'allowed',
    blockedBy: [],
    statements: [enabled, 'resource:Allow use of the key'],
  },
  {
    title: 'kms:GenerateDataKey* stands for several operations',
    request: call(keyUser, 'kms:GenerateDataKeyWithoutPlaintext'),
    policies: { identity: [], resource: withoutIam },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['resource:Allow use of the key'],
  },
  {
    title: 'a key user has no permission to manage it',
    request: call(keyUser, 'kms:DisableKey'),
    policies: { identity: [], resource: byConsole },
    outcome: 'implicitDeny',
    blockedBy: ['identity'],
    statements: [enabled],
  },
  {
    title: 'a grant for a service of AWS',
    request: call(keyUser, 'kms:CreateGrant', { 'kms:GrantIsForAWSResource': 'true' }),
    policies: { identity: [], resource: byConsole },
    outcome: 'allowed',
    blockedBy: [],
    statements: [enabled, 'resource:Allow attachment of persistent resources'],
  },
  {
    title: 'a key user does not call the grant operations directly',
    request: call(keyUser, 'kms:CreateGrant', { 'kms:GrantIsForAWSResource': 'false' }),
    policies: { identity: [], resource: byConsole },
    outcome: 'implicitDeny',
    blockedBy: ['identity'],
    statements: [enabled],
  },
  {
    title: 'the external account needs IAM policies of its own',
    request: call('arn:aws:iam::444455556666:user/out', 'kms:Decrypt'),
    policies: { identity: [], resource: byConsole },
    outcome: 'implicitDeny',
    blockedBy: ['identity'],
    statements: ['resource:Allow use of the key'],
  },
  {
    title: 'kms:ListKeys is valid in IAM policies only: it has no key',
    request: { ...call(alice, 'kms:ListKeys'), resource: '*' },
    policies: {
      identity: [policy('iam', { Sid: 'List', Effect: 'Allow', Action: 'kms:List*', Resource: '*' })],
    },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:List'],
  },
  {
    title: 'kms:CreateKey as well',
    request: { ...call(alice, 'kms:CreateKey'), resource: '*' },
    policies: {
      identity: [policy('iam', { Sid: 'Create', Effect: 'Allow', Action: 'kms:CreateKey', Resource: '*' })],
    },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:Create'],
  },
]);

const otherKey = 'arn:aws:kms:us-west-2:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const cryptographic = [
  'kms:Encrypt',
  'kms:Decrypt',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:DescribeKey',
];
const account2 = keyPolicy(
  {
    Sid: 'PermissionUseIAMpolicies',
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::444455556666:root' },
    Action: 'kms:*',
    Resource: '*',
  },
  {
    Sid: 'AllowAccount1UseThisKMSKeys',
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: cryptographic,
    Resource: '*',
  },
);
const engineering = policy('Engineering', {
  Sid: 'Crypto',
  Effect: 'Allow',
  Action: cryptographic,
  Resource: [otherKey],
});
const engineer = (action: string) => ({
  principal: `arn:aws:sts::${account}:assumed-role/Engineering/bob`,
  action,
  resource: otherKey,
  resourceAccountId: '444455556666',
});
documentation('kms/latest/developerguide/policy-evaluation.html', [
  {
    title: 'Example 1: the key policy lets IAM policies decide, and none gives Alice permission',
    request: call(alice, 'kms:Encrypt'),
    policies: {
      identity: [],
      resource: keyPolicy({ ...enableIam, Sid: 'DelegateToIAMPolicies' }),
    },
    outcome: 'implicitDeny',
    blockedBy: ['identity'],
    statements: ['resource:DelegateToIAMPolicies'],
  },
  {
    title: 'Example 2: Bob assumes Engineering, whose trust policy names him',
    request: {
      principal: `arn:aws:iam::${account}:user/bob`,
      action: 'sts:AssumeRole',
      resource: `arn:aws:iam::${account}:role/Engineering`,
      resourceAccountId: account,
    },
    policies: {
      identity: [],
      resource: policy('trust', {
        Sid: 'Bob',
        Principal: { AWS: `arn:aws:iam::${account}:user/bob` },
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
      }),
    },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['trust:Bob'],
  },
  {
    title: 'Example 2: and decrypts with the other account\u2019s key',
    request: engineer('kms:Decrypt'),
    policies: { identity: [engineering], resource: account2 },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:Crypto', 'resource:AllowAccount1UseThisKMSKeys'],
  },
  {
    title: 'Example 2: nobody in account 1 may until it has IAM policies for it',
    request: engineer('kms:Decrypt'),
    policies: { identity: [], resource: account2 },
    outcome: 'implicitDeny',
    blockedBy: ['identity'],
    statements: ['resource:AllowAccount1UseThisKMSKeys'],
  },
  {
    title: 'Example 2: the IAM policy gives no more than the key policy gave',
    request: engineer('kms:CreateGrant'),
    policies: { identity: [administratorAccess], resource: account2 },
    outcome: 'implicitDeny',
    blockedBy: ['resource'],
    statements: ['identity:Admin'],
  },
  {
    title: 'an SCP may restrict what is otherwise given',
    request: call(keyUser, 'kms:Decrypt'),
    policies: {
      identity: [],
      resource: byConsole,
      scps: [level('r', policy('scp', { Sid: 'S3', Effect: 'Allow', Action: 's3:*', Resource: '*' }))],
    },
    outcome: 'implicitDeny',
    blockedBy: ['scp'],
    statements: [enabled, 'resource:Allow use of the key'],
  },
  {
    title: 'so may a VPC endpoint policy',
    request: call(keyUser, 'kms:Decrypt'),
    policies: {
      identity: [],
      resource: byConsole,
      endpoint: policy('endpoint', {
        Sid: 'Describe',
        Effect: 'Allow',
        Principal: '*',
        Action: 'kms:DescribeKey',
        Resource: '*',
      }),
    },
    outcome: 'implicitDeny',
    blockedBy: ['endpoint'],
    statements: [enabled, 'resource:Allow use of the key'],
  },
]);

const externalRole = keyPolicy({
  Sid: 'Allow an external account to use this KMS key',
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::444455556666:role/ExampleRole' },
  Action: ['kms:*'],
  Resource: '*',
});
const external = (action: string, role = 'ExampleRole') => ({
  ...call(`arn:aws:sts::444455556666:assumed-role/${role}/s`, action),
});
const kmsAll = policy('kms', { Sid: 'Kms', Effect: 'Allow', Action: 'kms:*', Resource: '*' });
const externalSid = 'resource:Allow an external account to use this KMS key';
documentation('kms/latest/developerguide/key-policy-modifying-external-accounts.html', [
  ...[
    'Decrypt',
    'GenerateDataKey',
    'DescribeKey',
    'CreateGrant',
    'GetPublicKey',
    'ListGrants',
    'RevokeGrant',
    'GetKeyRotationStatus',
  ].map((operation) => ({
    title: `${operation} works across accounts`,
    request: external(`kms:${operation}`),
    policies: { identity: [kmsAll], resource: externalRole },
    outcome: 'allowed' as const,
    blockedBy: [],
    statements: ['identity:Kms', externalSid],
  })),
  {
    title: 'neither policy alone is sufficient: the key policy',
    request: external('kms:Decrypt'),
    policies: { identity: [], resource: externalRole },
    outcome: 'implicitDeny',
    blockedBy: ['identity'],
    statements: [externalSid],
  },
  {
    title: 'neither policy alone is sufficient: the IAM policy',
    request: external('kms:Decrypt'),
    policies: { identity: [kmsAll], resource: byDefault },
    outcome: 'implicitDeny',
    blockedBy: ['resource'],
    statements: ['identity:Kms'],
  },
  {
    title: 'an IAM policy of another role of that account has no effect',
    request: external('kms:Decrypt', 'Other'),
    policies: { identity: [kmsAll], resource: externalRole },
    outcome: 'implicitDeny',
    blockedBy: ['resource'],
    statements: ['identity:Kms'],
  },
  // "If you give a user in a different account permission for other operations, those permissions have no
  // effect." That it is the key policy which blocks is our reading.
  ...['ScheduleKeyDeletion', 'PutKeyPolicy', 'DisableKey', 'EnableKeyRotation', 'TagResource'].map(
    (operation) => ({
      title: `${operation} does not work across accounts, whatever the policies say`,
      request: external(`kms:${operation}`),
      policies: { identity: [kmsAll], resource: externalRole },
      outcome: 'implicitDeny' as const,
      blockedBy: ['resource' as const],
      statements: ['identity:Kms', externalSid],
    }),
  ),
]);
