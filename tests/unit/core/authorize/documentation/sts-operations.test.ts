// Operations of STS that ask no policy, or not the one that one would think.

import { documentation, fullAwsAccess, level, policy, type Context } from './cases.ts';

const account = '111122223333';
const denyAll = policy('no', { Sid: 'No', Effect: 'Deny', Action: '*', Resource: '*' });
const nothing = policy('nothing', { Sid: 'S3', Effect: 'Allow', Action: 's3:*', Resource: '*' });
const call = (principal: string, action: string, resource = '*', context: Context = {}) => ({
  principal,
  action,
  resource,
  resourceAccountId: account,
  context,
});
const user = `arn:aws:iam::${account}:user/u`;
const session = `arn:aws:sts::${account}:assumed-role/r/s`;
const federated = `arn:aws:sts::${account}:federated-user/f`;
const root = `arn:aws:iam::${account}:root`;

documentation('IAM/latest/UserGuide/id_credentials_sts-comparison.html: GetCallerIdentity', [
  {
    title: 'a user without any permission',
    request: call(user, 'sts:GetCallerIdentity'),
    policies: { identity: [] },
    outcome: 'allowed',
    blockedBy: [],
    statements: [],
  },
  {
    title: 'a policy of the user that explicitly denies it',
    request: call(user, 'sts:GetCallerIdentity'),
    policies: { identity: [denyAll] },
    outcome: 'allowed',
    blockedBy: [],
    statements: [],
  },
  {
    title: 'a policy of the role that explicitly denies it, with a boundary and a session policy',
    request: call(session, 'sts:GetCallerIdentity'),
    policies: { identity: [denyAll], boundary: nothing, sessions: [nothing] },
    outcome: 'allowed',
    blockedBy: [],
    statements: [],
  },
  {
    title: 'a federated user, to whom it is the one operation of STS that is left',
    request: { ...call(federated, 'sts:GetCallerIdentity'), issuer: user },
    policies: { identity: [], sessions: [] },
    outcome: 'allowed',
    blockedBy: [],
    statements: [],
  },
  {
    title: 'action names have no case',
    request: call(user, 'STS:getcalleridentity'),
    policies: { identity: [denyAll] },
    outcome: 'allowed',
    blockedBy: [],
    statements: [],
  },
  {
    title: 'its neighbour needs a permission',
    request: call(user, 'sts:GetAccessKeyInfo'),
    policies: { identity: [] },
    outcome: 'implicitDeny',
    blockedBy: ['identity'],
    statements: [],
  },
]);

documentation('IAM/latest/UserGuide/id_credentials_temp_control-access_getsessiontoken.html', [
  {
    title: 'no permissions are required',
    request: call(user, 'sts:GetSessionToken'),
    policies: { identity: [] },
    outcome: 'allowed',
    blockedBy: [],
    statements: [],
  },
  {
    title: 'the action in a policy has no effect',
    request: call(user, 'sts:GetSessionToken'),
    policies: {
      identity: [policy('p', { Sid: 'P', Effect: 'Deny', Action: 'sts:GetSessionToken', Resource: '*' })],
    },
    outcome: 'allowed',
    blockedBy: [],
    statements: [],
  },
  {
    title: 'root may too',
    request: call(root, 'sts:GetSessionToken'),
    policies: { identity: [] },
    outcome: 'allowed',
    blockedBy: [],
    statements: [],
  },
  {
    title: 'its credentials have the user\u2019s permissions: what the user may',
    request: call(user, 'iam:CreateUser', `arn:aws:iam::${account}:user/x`, {
      'aws:MultiFactorAuthPresent': 'true',
    }),
    policies: {
      identity: [policy('p', { Sid: 'Create', Effect: 'Allow', Action: 'iam:CreateUser', Resource: '*' })],
    },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:Create'],
  },
]);

// "The policy resource arn:aws:sts::account-id:self represents the caller's AWS session": it has no trust
// policy, an identity-based policy grants the permission.
const setContext = policy('set-context', {
  Sid: 'SetContext',
  Effect: 'Allow',
  Action: 'sts:SetContext',
  Resource: `arn:aws:sts::${account}:self`,
});
documentation('IAM/latest/UserGuide/id_credentials_temp_control-access_sts-setcontext.html', [
  {
    title: 'by default users have no permission',
    request: call(session, 'sts:SetContext', `arn:aws:sts::${account}:self`),
    policies: { identity: [] },
    outcome: 'implicitDeny',
    blockedBy: ['identity'],
    statements: [],
  },
  {
    title: 'an identity-based policy for the own session grants it',
    request: call(session, 'sts:SetContext', `arn:aws:sts::${account}:self`),
    policies: { identity: [setContext] },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:SetContext'],
  },
  {
    title: 'with a wildcard for the account',
    request: call(session, 'sts:SetContext', `arn:aws:sts::${account}:self`),
    policies: {
      identity: [
        policy('set-context', {
          Sid: 'AnyAccount',
          Effect: 'Allow',
          Action: 'sts:SetContext',
          Resource: 'arn:aws:sts::*:self',
        }),
      ],
      scps: [level('r', fullAwsAccess)],
    },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:AnyAccount', 'scp:FullAWSAccess'],
  },
]);
