// Who may assume a role, and with what: the actions of STS that a role's trust policy must allow.

import {
  administratorAccess,
  documentation,
  jointDocumentation,
  level,
  policy,
  type Case,
  type Context,
  type Statement,
} from './cases.ts';
import type { NamedPolicy, PolicySet } from '../../../../../src/core/authorize/types.ts';

const account = '123456789012';
const other = '111122223333';
const roleArn = `arn:aws:iam::${account}:role/r`;
const trust = (...statements: readonly Statement[]) => policy('trust', ...statements);
const ask = (principal: string, context: Context = {}, action = 'sts:AssumeRole', resource = roleArn) => ({
  principal,
  action,
  resource,
  resourceAccountId: resource.split(':')[4] ?? '',
  context,
});
const mayAssume = policy('assume', { Sid: 'MayAssume', Effect: 'Allow', Action: 'sts:*', Resource: '*' });
const nothingMuch = policy('s3', { Sid: 'S3', Effect: 'Allow', Action: 's3:*', Resource: '*' });

// What the evaluation logic says of resource-based policies holds for trust policies, which must allow.
const jane = `arn:aws:iam::${account}:user/jane`;
const chain = `arn:aws:sts::${account}:assumed-role/first/s`;
const allowTrust = (AWS: unknown, more: Statement = {}): NamedPolicy =>
  trust({ Sid: 'Trust', Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole', ...more });

documentation(
  'IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html: trust policies',
  [
    {
      title: 'a trust policy must explicitly allow, whatever the identity-based policy says',
      request: ask(jane),
      policies: {
        identity: [administratorAccess],
        resource: allowTrust(`arn:aws:iam::${account}:user/paul`),
      },
      outcome: 'implicitDeny',
      blockedBy: ['trust'],
      statements: ['identity:Admin'],
    },
    {
      title: 'the user named is limited neither by silence of its policies nor of its boundary',
      request: ask(jane),
      policies: { identity: [nothingMuch], boundary: nothingMuch, resource: allowTrust(jane) },
      outcome: 'allowed',
      blockedBy: [],
      statements: ['trust:Trust'],
    },
    {
      title: 'an explicit deny of the user\u2019s policies counts',
      request: ask(jane),
      policies: {
        identity: [policy('no', { Sid: 'No', Effect: 'Deny', Action: 'sts:*', Resource: '*' })],
        resource: allowTrust(jane),
      },
      outcome: 'explicitDeny',
      blockedBy: ['identity'],
      statements: ['identity:No', 'trust:Trust'],
    },
    {
      title: 'role chaining: the role named is limited by its boundary',
      request: ask(chain),
      policies: {
        identity: [nothingMuch],
        boundary: nothingMuch,
        resource: allowTrust(`arn:aws:iam::${account}:role/first`),
      },
      outcome: 'implicitDeny',
      blockedBy: ['boundary'],
      statements: ['trust:Trust'],
    },
    {
      title: 'role chaining: the role named is limited by a session policy',
      request: ask(chain),
      policies: {
        identity: [nothingMuch],
        sessions: [nothingMuch],
        resource: allowTrust(`arn:aws:iam::${account}:role/first`),
      },
      outcome: 'implicitDeny',
      blockedBy: ['session'],
      statements: ['trust:Trust'],
    },
    {
      title: 'role chaining: the session named is not',
      request: ask(chain),
      policies: {
        identity: [nothingMuch],
        boundary: nothingMuch,
        sessions: [nothingMuch],
        resource: allowTrust(chain),
      },
      outcome: 'allowed',
      blockedBy: [],
      statements: ['trust:Trust'],
    },
    {
      title: 'the account named delegates',
      request: ask(chain),
      policies: { identity: [nothingMuch], resource: allowTrust(account) },
      outcome: 'implicitDeny',
      blockedBy: ['identity'],
      statements: ['trust:Trust'],
    },
    {
      title: 'the account named, and an identity-based policy',
      request: ask(chain),
      policies: { identity: [mayAssume], resource: allowTrust(account) },
      outcome: 'allowed',
      blockedBy: [],
      statements: ['identity:MayAssume', 'trust:Trust'],
    },
    {
      title: 'an SCP of the account limits assuming its own roles',
      request: ask(jane),
      policies: { identity: [], resource: allowTrust(jane), scps: [level('r', nothingMuch)] },
      outcome: 'implicitDeny',
      blockedBy: ['scp'],
      statements: ['trust:Trust'],
    },
    {
      title: 'across accounts the user named needs its own side too',
      request: ask(`arn:aws:iam::${other}:user/out`),
      policies: { identity: [nothingMuch], resource: allowTrust(`arn:aws:iam::${other}:user/out`) },
      outcome: 'implicitDeny',
      blockedBy: ['identity'],
      statements: ['trust:Trust'],
    },
    {
      title: 'a deny in the trust policy',
      request: ask(jane),
      policies: {
        identity: [mayAssume],
        resource: trust(
          { Sid: 'Trust', Effect: 'Allow', Principal: { AWS: account }, Action: 'sts:AssumeRole' },
          { Sid: 'NotJane', Effect: 'Deny', Principal: { AWS: jane }, Action: 'sts:AssumeRole' },
        ),
      },
      outcome: 'explicitDeny',
      blockedBy: ['trust'],
      statements: ['identity:MayAssume', 'trust:Trust', 'trust:NotJane'],
      messageEnds: ' with an explicit deny in the role trust policy',
    },
  ],
);

const testRoles = policy('switch', {
  Sid: 'Test',
  Effect: 'Allow',
  Action: 'sts:AssumeRole',
  Resource: `arn:aws:iam::${other}:role/Test*`,
});
documentation('IAM/latest/UserGuide/id_roles_use_permissions-to-switch.html', [
  {
    title: 'a role whose name begins with Test',
    request: ask(jane, {}, 'sts:AssumeRole', `arn:aws:iam::${other}:role/TestRunner`),
    policies: { identity: [testRoles], resource: allowTrust(account) },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:Test', 'trust:Trust'],
  },
  {
    title: 'another role',
    request: ask(jane, {}, 'sts:AssumeRole', `arn:aws:iam::${other}:role/Production`),
    policies: { identity: [testRoles], resource: allowTrust(account) },
    outcome: 'implicitDeny',
    blockedBy: ['identity'],
    statements: ['trust:Trust'],
  },
  {
    title: 'the trusted account may potentially; a user without permission may not',
    request: ask(jane, {}, 'sts:AssumeRole', `arn:aws:iam::${other}:role/TestRunner`),
    policies: { identity: [], resource: allowTrust(account) },
    outcome: 'implicitDeny',
    blockedBy: ['identity'],
    statements: ['trust:Trust'],
  },
  {
    title: 'a permission for every resource ends at roles that do not trust the account',
    request: ask(jane, {}, 'sts:AssumeRole', `arn:aws:iam::${other}:role/TestRunner`),
    policies: { identity: [mayAssume], resource: allowTrust('999999999999') },
    outcome: 'implicitDeny',
    blockedBy: ['trust'],
    statements: ['identity:MayAssume'],
  },
]);

const exampleCorp = '444455556666';
const externalId = allowTrust(exampleCorp, {
  Condition: { StringEquals: { 'sts:ExternalId': '12345' } },
});
const corp = (context: Context) => ask(`arn:aws:iam::${exampleCorp}:user/deputy`, context);
documentation('IAM/latest/UserGuide/confused-deputy.html', [
  {
    title: 'Example Corp with the customer\u2019s external ID',
    request: corp({ 'sts:ExternalId': '12345' }),
    policies: { identity: [mayAssume], resource: externalId },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:MayAssume', 'trust:Trust'],
  },
  {
    title: 'with the other customer\u2019s',
    request: corp({ 'sts:ExternalId': '67890' }),
    policies: { identity: [mayAssume], resource: externalId },
    outcome: 'implicitDeny',
    blockedBy: ['trust'],
    statements: ['identity:MayAssume'],
    missingContext: [],
  },
  {
    title: 'without any',
    request: corp({}),
    policies: { identity: [mayAssume], resource: externalId },
    outcome: 'implicitDeny',
    blockedBy: ['trust'],
    statements: ['identity:MayAssume'],
    missingContext: ['sts:ExternalId'],
  },
  {
    title: 'the right external ID from another account',
    request: { ...corp({ 'sts:ExternalId': '12345' }), principal: `arn:aws:iam::${other}:user/other` },
    policies: { identity: [mayAssume], resource: externalId },
    outcome: 'implicitDeny',
    blockedBy: ['trust'],
    statements: ['identity:MayAssume'],
  },
  {
    title: 'Example Corp\u2019s own side must allow too',
    request: corp({ 'sts:ExternalId': '12345' }),
    policies: { identity: [], resource: externalId },
    outcome: 'implicitDeny',
    blockedBy: ['identity'],
    statements: ['trust:Trust'],
  },
]);

// MFA in trust policies, in identity-based policies and at a bucket.
const mfaTrust = allowTrust(other, { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } });
const richard = (context: Context) => ask(`arn:aws:iam::${other}:user/Richard`, context);
const assumeCross = policy('richard', {
  Sid: 'Cross',
  Effect: 'Allow',
  Action: ['sts:AssumeRole'],
  Resource: [roleArn],
});
const ec2Admins = policy('EC2-Admins', {
  Sid: 'StopAndTerminate',
  Effect: 'Allow',
  Action: ['ec2:StopInstances', 'ec2:TerminateInstances'],
  Resource: ['*'],
  Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
});
const sofia = (context: Context): Case['request'] => ({
  principal: `arn:aws:iam::${account}:user/Sofia`,
  action: 'ec2:StopInstances',
  resource: `arn:aws:ec2:us-east-1:${account}:instance/i-1`,
  resourceAccountId: account,
  context,
});
const mfaBucket = policy('bucket', {
  Sid: 'ThreeAccounts',
  Effect: 'Allow',
  Principal: { AWS: [account, other, '777788889999'] },
  Action: ['s3:PutObject', 's3:DeleteObject'],
  Resource: ['arn:aws:s3:::account-a-bucket/*'],
  Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
});
const s3All = policy('s3', { Sid: 'S3', Effect: 'Allow', Action: 's3:*', Resource: '*' });
const put = (principal: string, context: Context): Case['request'] => ({
  principal,
  action: 's3:PutObject',
  resource: 'arn:aws:s3:::account-a-bucket/file',
  resourceAccountId: account,
  context,
});
const withMfa: Context = { 'aws:MultiFactorAuthPresent': 'true' };
const withoutMfa: Context = { 'aws:MultiFactorAuthPresent': 'false' };

documentation('IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html', [
  {
    title: 'Richard with MFA',
    request: richard(withMfa),
    policies: { identity: [assumeCross], resource: mfaTrust },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:Cross', 'trust:Trust'],
  },
  {
    title: 'Richard with a session without MFA',
    request: richard(withoutMfa),
    policies: { identity: [assumeCross], resource: mfaTrust },
    outcome: 'implicitDeny',
    blockedBy: ['trust'],
    statements: ['identity:Cross'],
  },
  {
    title: 'Richard with his access key, where the key is not included',
    request: richard({}),
    policies: { identity: [assumeCross], resource: mfaTrust },
    outcome: 'implicitDeny',
    blockedBy: ['trust'],
    statements: ['identity:Cross'],
    missingContext: ['aws:MultiFactorAuthPresent'],
  },
  {
    title: 'once assumed, no further MFA checks are made',
    request: {
      principal: `arn:aws:sts::${account}:assumed-role/r/richard`,
      action: 'dynamodb:GetItem',
      resource: `arn:aws:dynamodb:us-east-1:${account}:table/Books`,
      resourceAccountId: account,
    },
    policies: {
      identity: [
        policy('books', {
          Sid: 'TableActions',
          Effect: 'Allow',
          Action: 'dynamodb:*',
          Resource: `arn:aws:dynamodb:*:${account}:table/Books`,
        }),
      ],
    },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:TableActions'],
  },
  {
    title: 'Sofía with the credentials of GetSessionToken with MFA',
    request: sofia(withMfa),
    policies: { identity: [ec2Admins] },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:StopAndTerminate'],
  },
  {
    title: 'Sofía without',
    request: sofia({}),
    policies: { identity: [ec2Admins] },
    outcome: 'implicitDeny',
    blockedBy: ['identity'],
    statements: [],
  },
  {
    title: 'Nikhil of a trusted account puts with MFA',
    request: put(`arn:aws:iam::${other}:user/Nikhil`, withMfa),
    policies: { identity: [s3All], resource: mfaBucket },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:S3', 'resource:ThreeAccounts'],
  },
  {
    title: 'the credentials of AssumeRole carry no MFA information and do not work',
    request: put(`arn:aws:sts::${other}:assumed-role/some/nikhil`, {}),
    policies: { identity: [s3All], resource: mfaBucket },
    outcome: 'implicitDeny',
    blockedBy: ['resource'],
    statements: ['identity:S3'],
    missingContext: ['aws:MultiFactorAuthPresent'],
  },
  {
    title: 'an account that is not trusted',
    request: put('arn:aws:iam::999999999999:user/Nikhil', withMfa),
    policies: { identity: [s3All], resource: mfaBucket },
    outcome: 'implicitDeny',
    blockedBy: ['resource'],
    statements: ['identity:S3'],
  },
]);

// Session tags: sts:TagSession beside the action that assumes.
const testUser = `arn:aws:iam::${account}:user/test-session-tags`;
const assumeTagged: Statement = {
  Sid: 'AllowIamUserAssumeRole',
  Effect: 'Allow',
  Action: 'sts:AssumeRole',
  Principal: { AWS: testUser },
  Condition: {
    StringLike: {
      'aws:RequestTag/Project': '*',
      'aws:RequestTag/CostCenter': '*',
      'aws:RequestTag/Department': '*',
    },
    StringEquals: { 'sts:ExternalId': 'Example987' },
  },
};
const tagSession: Statement = {
  Sid: 'AllowPassSessionTagsAndTransitive',
  Effect: 'Allow',
  Action: 'sts:TagSession',
  Principal: { AWS: testUser },
  Condition: {
    StringLike: { 'aws:RequestTag/Project': '*', 'aws:RequestTag/CostCenter': '*' },
    StringEquals: { 'aws:RequestTag/Department': ['Engineering', 'Marketing'] },
    'ForAllValues:StringEquals': { 'sts:TransitiveTagKeys': ['Project', 'Department'] },
  },
};
const tags = (department: string, more: Context = {}): Context => ({
  'aws:RequestTag/Project': 'Automation',
  'aws:RequestTag/CostCenter': '12345',
  'aws:RequestTag/Department': department,
  'aws:TagKeys': ['Project', 'CostCenter', 'Department'],
  'sts:ExternalId': 'Example987',
  'sts:TransitiveTagKeys': ['Project', 'Department'],
  ...more,
});
const part = (
  title: string,
  action: string,
  context: Context,
  resource: NamedPolicy,
  allowedBy: string | undefined,
): Case => ({
  title,
  request: ask(testUser, context, action),
  policies: { identity: [], resource },
  ...(allowedBy === undefined
    ? { outcome: 'implicitDeny', blockedBy: ['trust'], statements: [] }
    : { outcome: 'allowed', blockedBy: [], statements: [`trust:${allowedBy}`] }),
});
const both = trust(assumeTagged, tagSession);
const [assumes, tagsIt] = ['AllowIamUserAssumeRole', 'AllowPassSessionTagsAndTransitive'];
const engineering = tags('Engineering');
const sales = tags('Sales');
const tooTransitive = tags('Engineering', { 'sts:TransitiveTagKeys': ['Project', 'CostCenter'] });
const noneTransitive = tags('Engineering', { 'sts:TransitiveTagKeys': [] });
const wrongId = tags('Engineering', { 'sts:ExternalId': 'Example986' });
const untagged: Context = { 'sts:ExternalId': 'Example987' };

jointDocumentation('IAM/latest/UserGuide/id_session-tags.html', [
  {
    title: 'the example request',
    parts: [
      part('assume', 'sts:AssumeRole', engineering, both, assumes),
      part('tag', 'sts:TagSession', engineering, both, tagsIt),
    ],
    outcome: 'allowed',
  },
  {
    title: 'a department that is not listed',
    parts: [
      part('assume', 'sts:AssumeRole', sales, both, assumes),
      part('tag', 'sts:TagSession', sales, both, undefined),
    ],
    outcome: 'implicitDeny',
  },
  {
    title: 'a transitive tag that is not listed',
    parts: [
      part('assume', 'sts:AssumeRole', tooTransitive, both, assumes),
      part('tag', 'sts:TagSession', tooTransitive, both, undefined),
    ],
    outcome: 'implicitDeny',
  },
  {
    title: 'no transitive tag at all',
    parts: [
      part('assume', 'sts:AssumeRole', noneTransitive, both, assumes),
      part('tag', 'sts:TagSession', noneTransitive, both, tagsIt),
    ],
    outcome: 'allowed',
  },
  {
    title: 'another external ID',
    parts: [
      part('assume', 'sts:AssumeRole', wrongId, both, undefined),
      part('tag', 'sts:TagSession', wrongId, both, tagsIt),
    ],
    outcome: 'implicitDeny',
  },
  {
    title: 'no tags: the operation fails',
    parts: [part('assume', 'sts:AssumeRole', untagged, both, undefined)],
    outcome: 'implicitDeny',
  },
  {
    title: 'with the first statement only the user cannot assume the role',
    parts: [
      part('assume', 'sts:AssumeRole', engineering, trust(assumeTagged), assumes),
      part('tag', 'sts:TagSession', engineering, trust(assumeTagged), undefined),
    ],
    outcome: 'implicitDeny',
  },
]);

// GetFederationToken takes session tags as well: "in addition to the action that matches the API operation,
// you must have" sts:TagSession. There is no role here, so no trust policy; the resource is our reading.
const federator = `arn:aws:iam::${account}:user/federator`;
const fedUser = `arn:aws:sts::${account}:federated-user/my-fed-user`;
const fedTags: Context = {
  'aws:RequestTag/Project': 'Automation',
  'aws:RequestTag/Department': 'Engineering',
  'aws:TagKeys': ['Project', 'Department'],
};
const mayFederate: Statement = {
  Sid: 'Federate',
  Effect: 'Allow',
  Action: 'sts:GetFederationToken',
  Resource: '*',
};
const mayTag: Statement = { Sid: 'Tag', Effect: 'Allow', Action: 'sts:TagSession', Resource: '*' };
const federating = (...identity: readonly Statement[]): Case => ({
  title: 'federate',
  request: ask(federator, fedTags, 'sts:GetFederationToken', fedUser),
  policies: { identity: [policy('p', ...identity)] },
  outcome: 'allowed',
  blockedBy: [],
  statements: ['identity:Federate'],
});
jointDocumentation('IAM/latest/UserGuide/id_session-tags.html: GetFederationToken', [
  {
    title: 'both actions are permitted',
    parts: [
      federating(mayFederate, mayTag),
      {
        title: 'tag',
        request: ask(federator, fedTags, 'sts:TagSession', fedUser),
        policies: { identity: [policy('p', mayFederate, mayTag)] },
        outcome: 'allowed',
        blockedBy: [],
        statements: ['identity:Tag'],
      },
    ],
    outcome: 'allowed',
  },
  {
    title: 'without sts:TagSession',
    parts: [
      federating(mayFederate),
      {
        title: 'tag',
        request: ask(federator, fedTags, 'sts:TagSession', fedUser),
        policies: { identity: [policy('p', mayFederate)] },
        outcome: 'implicitDeny',
        blockedBy: ['identity'],
        statements: [],
      },
    ],
    outcome: 'implicitDeny',
  },
]);

// Source identity: sts:SetSourceIdentity beside the action that assumes.
const devUser = `arn:aws:iam::${account}:user/DevUser`;
const developerRole = `arn:aws:iam::${account}:role/Developer_Role`;
const devIdentity = policy(
  'DevUser',
  { Sid: 'AssumeRole', Effect: 'Allow', Action: 'sts:AssumeRole', Resource: developerRole },
  {
    Sid: 'SetAwsUserNameAsSourceIdentity',
    Effect: 'Allow',
    Action: 'sts:SetSourceIdentity',
    Resource: developerRole,
    Condition: { StringLike: { 'sts:SourceIdentity': '${aws:username}' } },
  },
);
const devTrust = (AWS: string) =>
  trust({
    Sid: 'AllowDevUserAssumeRole',
    Effect: 'Allow',
    Principal: { AWS },
    Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'],
    Condition: { StringEquals: { 'sts:SourceIdentity': 'DevUser' } },
  });
const dev = (action: string, sourceIdentity: string): Case['request'] =>
  ask(devUser, { 'aws:username': 'DevUser', 'sts:SourceIdentity': sourceIdentity }, action, developerRole);
const devSet: PolicySet = { identity: [devIdentity], resource: devTrust(devUser) };
const delegated: PolicySet = {
  identity: [devIdentity],
  resource: trust({
    Sid: 'Account',
    Effect: 'Allow',
    Principal: { AWS: account },
    Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'],
  }),
};
const critical2 = 'arn:aws:iam::222222222222:role/CriticalRole_2';
const criticalPermissions = policy('CriticalRole', {
  Sid: 'AssumeRoleAndSetSourceIdentity',
  Effect: 'Allow',
  Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'],
  Resource: critical2,
});
const criticalTrust = trust({
  Sid: 'Critical',
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::111111111111:role/CriticalRole' },
  Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'],
  Condition: { StringLike: { 'aws:SourceIdentity': ['Saanvi', 'Diego'] } },
});
const chained = (action: string, who: string): Case['request'] =>
  ask(
    'arn:aws:sts::111111111111:assumed-role/CriticalRole/s',
    { 'aws:SourceIdentity': who, 'sts:SourceIdentity': who },
    action,
    critical2,
  );

const monitor = 'IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html';
jointDocumentation(monitor, [
  {
    title: 'DevUser sets its own name',
    parts: [
      {
        title: 'assume',
        request: dev('sts:AssumeRole', 'DevUser'),
        policies: devSet,
        outcome: 'allowed',
        blockedBy: [],
        statements: ['identity:AssumeRole', 'trust:AllowDevUserAssumeRole'],
      },
      {
        title: 'set',
        request: dev('sts:SetSourceIdentity', 'DevUser'),
        policies: devSet,
        outcome: 'allowed',
        blockedBy: [],
        statements: ['identity:SetAwsUserNameAsSourceIdentity', 'trust:AllowDevUserAssumeRole'],
      },
    ],
    outcome: 'allowed',
  },
  {
    title: 'DevUser sets another name, which the trust policy does not accept',
    parts: [
      {
        title: 'assume',
        request: dev('sts:AssumeRole', 'Admin'),
        policies: { identity: [mayAssume], resource: devTrust(devUser) },
        outcome: 'implicitDeny',
        blockedBy: ['trust'],
        statements: ['identity:MayAssume'],
      },
      {
        title: 'set',
        request: dev('sts:SetSourceIdentity', 'Admin'),
        policies: { identity: [mayAssume], resource: devTrust(devUser) },
        outcome: 'implicitDeny',
        blockedBy: ['trust'],
        statements: ['identity:MayAssume'],
      },
    ],
    outcome: 'implicitDeny',
  },
  {
    title: 'DevUser sets another name, which its own policy does not accept',
    parts: [
      {
        title: 'assume',
        request: dev('sts:AssumeRole', 'Admin'),
        policies: delegated,
        outcome: 'allowed',
        blockedBy: [],
        statements: ['identity:AssumeRole', 'trust:Account'],
      },
      {
        title: 'set',
        request: dev('sts:SetSourceIdentity', 'Admin'),
        policies: delegated,
        outcome: 'implicitDeny',
        blockedBy: ['identity'],
        statements: ['trust:Account'],
      },
    ],
    outcome: 'implicitDeny',
  },
  {
    title: 'chaining across accounts: both sides give both permissions',
    parts: ['sts:AssumeRole', 'sts:SetSourceIdentity'].map((action) => ({
      title: action,
      request: chained(action, 'Saanvi'),
      policies: { identity: [criticalPermissions], resource: criticalTrust },
      outcome: 'allowed' as const,
      blockedBy: [],
      statements: ['identity:AssumeRoleAndSetSourceIdentity', 'trust:Critical'],
    })),
    outcome: 'allowed',
  },
  {
    title: 'chaining across accounts: another source identity',
    parts: ['sts:AssumeRole', 'sts:SetSourceIdentity'].map((action) => ({
      title: action,
      request: chained(action, 'Mallory'),
      policies: { identity: [criticalPermissions], resource: criticalTrust },
      outcome: 'implicitDeny' as const,
      blockedBy: ['trust' as const],
      statements: ['identity:AssumeRoleAndSetSourceIdentity'],
    })),
    outcome: 'implicitDeny',
  },
  {
    title: 'chaining across accounts: sts:SetSourceIdentity must be granted on both sides',
    parts: [
      {
        title: 'assume',
        request: chained('sts:AssumeRole', 'Saanvi'),
        policies: {
          identity: [
            policy('p', { Sid: 'Only', Effect: 'Allow', Action: 'sts:AssumeRole', Resource: critical2 }),
          ],
          resource: criticalTrust,
        },
        outcome: 'allowed',
        blockedBy: [],
        statements: ['identity:Only', 'trust:Critical'],
      },
      {
        title: 'set',
        request: chained('sts:SetSourceIdentity', 'Saanvi'),
        policies: {
          identity: [
            policy('p', { Sid: 'Only', Effect: 'Allow', Action: 'sts:AssumeRole', Resource: critical2 }),
          ],
          resource: criticalTrust,
        },
        outcome: 'implicitDeny',
        blockedBy: ['identity'],
        statements: ['trust:Critical'],
      },
    ],
    outcome: 'implicitDeny',
  },
]);

const samlProvider = `arn:aws:iam::${other}:saml-provider/name-of-identity-provider`;
const oidcProvider = `arn:aws:iam::${other}:oidc-provider/server.example.com`;
const criticalRole = `arn:aws:iam::${other}:role/CriticalRole`;
const samlTrust = trust(
  {
    Sid: 'SAMLProviderAssumeRoleWithSAML',
    Effect: 'Allow',
    Principal: { Federated: samlProvider },
    Action: ['sts:AssumeRoleWithSAML'],
    Condition: { StringEquals: { 'SAML:aud': 'https://us-east-1.signin.aws.amazon.com/saml' } },
  },
  {
    Sid: 'SetSourceIdentitySrEngs',
    Effect: 'Allow',
    Principal: { Federated: samlProvider },
    Action: ['sts:SetSourceIdentity'],
    Condition: { StringLike: { 'sts:SourceIdentity': ['Saanvi', 'Diego'] } },
  },
);
const oidcTrust = trust({
  Sid: 'Oidc',
  Effect: 'Allow',
  Principal: { Federated: oidcProvider },
  Action: ['sts:AssumeRoleWithWebIdentity', 'sts:SetSourceIdentity'],
  Condition: {
    StringEquals: { 'server.example.com:aud': 'oidc-audience-id' },
    StringLike: { 'sts:SourceIdentity': ['Saanvi', 'Diego'] },
  },
});
const saml = (action: string, who: string): Case['request'] =>
  ask(
    samlProvider,
    { 'saml:aud': 'https://us-east-1.signin.aws.amazon.com/saml', 'sts:SourceIdentity': who },
    action,
    criticalRole,
  );
const oidc = (action: string, who: string): Case['request'] =>
  ask(
    oidcProvider,
    { 'server.example.com:aud': 'oidc-audience-id', 'sts:SourceIdentity': who },
    action,
    criticalRole,
  );

documentation(`${monitor}: identity providers`, [
  {
    title: 'SAML: assume',
    request: saml('sts:AssumeRoleWithSAML', 'Saanvi'),
    policies: { identity: [], resource: samlTrust },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['trust:SAMLProviderAssumeRoleWithSAML'],
  },
  {
    title: 'SAML: set the source identity of a senior developer',
    request: saml('sts:SetSourceIdentity', 'Diego'),
    policies: { identity: [], resource: samlTrust },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['trust:SetSourceIdentitySrEngs'],
  },
  {
    title: 'SAML: of somebody else',
    request: saml('sts:SetSourceIdentity', 'Mallory'),
    policies: { identity: [], resource: samlTrust },
    outcome: 'implicitDeny',
    blockedBy: ['trust'],
    statements: [],
  },
  {
    title: 'OIDC: assume',
    request: oidc('sts:AssumeRoleWithWebIdentity', 'Saanvi'),
    policies: { identity: [], resource: oidcTrust },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['trust:Oidc'],
  },
  {
    title: 'OIDC: set',
    request: oidc('sts:SetSourceIdentity', 'Saanvi'),
    policies: { identity: [], resource: oidcTrust },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['trust:Oidc'],
  },
  {
    title: 'OIDC: somebody else can do neither',
    request: oidc('sts:AssumeRoleWithWebIdentity', 'Mallory'),
    policies: { identity: [], resource: oidcTrust },
    outcome: 'implicitDeny',
    blockedBy: ['trust'],
    statements: [],
  },
]);

const samlRole = trust({
  Sid: 'Saml',
  Effect: 'Allow',
  Action: 'sts:AssumeRoleWithSAML',
  Principal: { Federated: `arn:aws:iam::${other}:saml-provider/PROVIDER-NAME` },
  Condition: { StringEquals: { 'SAML:aud': 'https://eu-west-1.signin.aws.amazon.com/saml' } },
});
const samlAsk = (principal: string, aud: string, action = 'sts:AssumeRoleWithSAML') =>
  ask(principal, { 'saml:aud': aud }, action, criticalRole);
const providerName = `arn:aws:iam::${other}:saml-provider/PROVIDER-NAME`;
documentation('IAM/latest/UserGuide/id_roles_create_for-idp_saml.html', [
  {
    title: 'the provider, with the right audience',
    request: samlAsk(providerName, 'https://eu-west-1.signin.aws.amazon.com/saml'),
    policies: { identity: [], resource: samlRole },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['trust:Saml'],
  },
  {
    title: 'another audience',
    request: samlAsk(providerName, 'https://signin.aws.amazon.com/saml'),
    policies: { identity: [], resource: samlRole },
    outcome: 'implicitDeny',
    blockedBy: ['trust'],
    statements: [],
  },
  {
    title: 'another provider',
    request: samlAsk(
      `arn:aws:iam::${other}:saml-provider/OTHER`,
      'https://eu-west-1.signin.aws.amazon.com/saml',
    ),
    policies: { identity: [], resource: samlRole },
    outcome: 'implicitDeny',
    blockedBy: ['trust'],
    statements: [],
  },
  {
    title: 'another action of STS',
    request: samlAsk(
      providerName,
      'https://eu-west-1.signin.aws.amazon.com/saml',
      'sts:AssumeRoleWithWebIdentity',
    ),
    policies: { identity: [], resource: samlRole },
    outcome: 'implicitDeny',
    blockedBy: ['trust'],
    statements: [],
  },
]);

const webTrust = (Federated: string, Sid: string, Condition: Statement) =>
  trust({
    Sid,
    Effect: 'Allow',
    Principal: { Federated },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition,
  });
const web = (principal: string, context: Context) =>
  ask(principal, context, 'sts:AssumeRoleWithWebIdentity', criticalRole);
const builtIn: readonly (readonly [
  provider: string,
  sid: string,
  condition: Statement,
  right: Context,
  wrong: Context,
])[] = [
  [
    'cognito-identity.amazonaws.com',
    'Cognito',
    {
      StringEquals: {
        'cognito-identity.amazonaws.com:aud': 'us-east-2:12345678-abcd-abcd-abcd-123456',
      },
      'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'unauthenticated' },
    },
    {
      'cognito-identity.amazonaws.com:aud': 'us-east-2:12345678-abcd-abcd-abcd-123456',
      'cognito-identity.amazonaws.com:amr': ['unauthenticated'],
    },
    {
      'cognito-identity.amazonaws.com:aud': 'us-east-2:12345678-abcd-abcd-abcd-123456',
      'cognito-identity.amazonaws.com:amr': ['authenticated', 'graph.facebook.com'],
    },
  ],
  [
    'www.amazon.com',
    'RoleForLoginWithAmazon',
    { StringEquals: { 'www.amazon.com:app_id': 'amzn1.application-oa2-123456' } },
    { 'www.amazon.com:app_id': 'amzn1.application-oa2-123456' },
    { 'www.amazon.com:app_id': 'amzn1.application-oa2-999999' },
  ],
  [
    'graph.facebook.com',
    'RoleForFacebook',
    { StringEquals: { 'graph.facebook.com:app_id': '111222333444555' } },
    { 'graph.facebook.com:app_id': '111222333444555' },
    { 'graph.facebook.com:app_id': '555444333222111' },
  ],
  [
    'accounts.google.com',
    'RoleForGoogle',
    { StringEquals: { 'accounts.google.com:aud': '666777888999000' } },
    { 'accounts.google.com:aud': '666777888999000' },
    {},
  ],
];
documentation(
  'IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html',
  builtIn.flatMap(([provider, sid, condition, right, wrong]): readonly Case[] => [
    {
      title: `${provider}: this app`,
      request: web(provider, right),
      policies: { identity: [], resource: webTrust(provider, sid, condition) },
      outcome: 'allowed',
      blockedBy: [],
      statements: [`trust:${sid}`],
    },
    {
      title: `${provider}: another`,
      request: web(provider, wrong),
      policies: { identity: [], resource: webTrust(provider, sid, condition) },
      outcome: 'implicitDeny',
      blockedBy: ['trust'],
      statements: [],
    },
    {
      title: `${provider} named, and another provider asks`,
      request: web(oidcProvider, right),
      policies: { identity: [], resource: webTrust(provider, sid, condition) },
      outcome: 'implicitDeny',
      blockedBy: ['trust'],
      statements: [],
    },
  ]),
);

// Services.
const twoServices = trust({
  Sid: 'EmrAndPipeline',
  Effect: 'Allow',
  Principal: { Service: ['elasticmapreduce.amazonaws.com', 'datapipeline.amazonaws.com'] },
  Action: 'sts:AssumeRole',
});
const ec2Service: NamedPolicy = {
  name: 'trust',
  document: {
    Version: '2012-10-17',
    Statement: {
      Sid: 'TrustPolicyStatementThatAllowsEC2ServiceToAssumeTheAttachedRole',
      Effect: 'Allow',
      Principal: { Service: 'ec2.amazonaws.com' },
      Action: 'sts:AssumeRole',
    },
  },
};
documentation('IAM/latest/UserGuide/id_roles_create_policy-examples.html: access to services', [
  ...['elasticmapreduce.amazonaws.com', 'datapipeline.amazonaws.com'].map((principal) => ({
    title: `${principal} assumes the role`,
    request: ask(principal),
    policies: { identity: [], resource: twoServices },
    outcome: 'allowed' as const,
    blockedBy: [],
    statements: ['trust:EmrAndPipeline'],
  })),
  {
    title: 'another service does not',
    request: ask('ec2.amazonaws.com'),
    policies: { identity: [], resource: twoServices },
    outcome: 'implicitDeny',
    blockedBy: ['trust'],
    statements: [],
  },
  {
    title: 'nor a user of the account, however many permissions it has',
    request: ask(jane),
    policies: { identity: [administratorAccess], resource: twoServices },
    outcome: 'implicitDeny',
    blockedBy: ['trust'],
    statements: ['identity:Admin'],
  },
  {
    title: 'EC2 assumes the role of an instance (id_roles_use_passrole)',
    request: ask('ec2.amazonaws.com'),
    policies: { identity: [], resource: ec2Service },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['trust:TrustPolicyStatementThatAllowsEC2ServiceToAssumeTheAttachedRole'],
  },
]);
