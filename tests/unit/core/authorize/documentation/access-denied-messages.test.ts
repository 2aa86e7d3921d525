// What a denial says, with the page's own sentences. Where the page breaks a line there is a blank.

import { administratorAccess, documentation, fullAwsAccess, level, policy, type Case } from './cases.ts';
import type { NamedPolicy, PolicySet } from '../../../../../src/core/authorize/types.ts';

const account = '123456789012';
const john = `arn:aws:iam::${account}:user/John`;
const hr = `arn:aws:iam::${account}:role/HR`;
const deployments = `arn:aws:codedeploy:us-east-1:${account}:deploymentgroup:*`;
const secrets = `arn:aws:secretsmanager:us-east-1:${account}:secret:*`;
const call = (principal: string, action: string, resource = '*', resourceAccountId = account) => ({
  principal,
  action,
  resource,
  resourceAccountId,
});
const listRepositories = call(john, 'codecommit:ListRepositories');
const listDeployments = call(john, 'codedeploy:ListDeployments', deployments);
const getSecret = call(john, 'secretsmanager:GetSecretValue', secrets);
const other = policy('other', { Sid: 'Other', Effect: 'Allow', Action: 'iam:GetUser', Resource: '*' });
const deny = (name: string, action: string, arn?: string, more: object = {}): NamedPolicy => ({
  ...policy(name, { Sid: 'Deny', Effect: 'Deny', Action: action, Resource: '*', ...more }),
  ...(arn === undefined ? {} : { arn }),
});
const admin: PolicySet = { identity: [administratorAccess] };
const orgPolicy = (kind: string, id: string) =>
  `arn:aws:organizations::777788889999:policy/o-exampleorgid/${kind}/${id}`;
const scp = orgPolicy('service_control_policy', 'p-examplepolicyid123');
const rcp = orgPolicy('resource_control_policy', 'p-examplepolicyid456');
const boundary = `arn:aws:iam::${account}:policy/DeveloperPermissionBoundary`;
const sessionPolicy = `arn:aws:iam::${account}:policy/DeveloperSessionPolicy`;
const hrPolicy = `arn:aws:iam::${account}:policy/HRAccessPolicy`;
const everybody = { Principal: '*' };
const implicit = (
  blocker: Case['blockedBy'][number],
  statements: readonly string[],
): Pick<Case, 'outcome' | 'blockedBy' | 'statements'> => ({
  outcome: 'implicitDeny',
  blockedBy: [blocker],
  statements,
});
const explicit = (
  blocker: Case['blockedBy'][number],
  statements: readonly string[],
): Pick<Case, 'outcome' | 'blockedBy' | 'statements'> => ({
  outcome: 'explicitDeny',
  blockedBy: [blocker],
  statements,
});
const page = 'IAM/latest/UserGuide/troubleshoot_access-denied.html';

documentation(page, [
  {
    title: 'permissions boundary, implicit',
    request: listDeployments,
    policies: { ...admin, boundary: other },
    ...implicit('boundary', ['identity:Admin']),
    message: `User: ${john} is not authorized to perform: codedeploy:ListDeployments on resource: ${deployments} because no permissions boundary allows the codedeploy:ListDeployments action`,
  },
  {
    title: 'VPC endpoint policy, explicit',
    request: listDeployments,
    policies: { ...admin, endpoint: deny('endpoint', 'codedeploy:*', undefined, everybody) },
    ...explicit('endpoint', ['identity:Admin', 'endpoint:Deny']),
    message: `User: ${john} is not authorized to perform: codedeploy:ListDeployments on resource: ${deployments} with an explicit deny in a VPC endpoint policy`,
  },
  {
    title: 'session policy, explicit, with the policy\u2019s ARN',
    request: listDeployments,
    policies: { ...admin, sessions: [deny('DeveloperSessionPolicy', 'codedeploy:*', sessionPolicy)] },
    ...explicit('session', ['identity:Admin', 'session:Deny']),
    message: `User: ${john} is not authorized to perform: codedeploy:ListDeployments on resource: ${deployments} with an explicit deny in a session policy: ${sessionPolicy}`,
  },
  {
    title: 'session policy, explicit, without an ARN (an inline session policy has none)',
    request: listDeployments,
    policies: { ...admin, sessions: [deny('inline', 'codedeploy:*')] },
    ...explicit('session', ['identity:Admin', 'session:Deny']),
    message: `User: ${john} is not authorized to perform: codedeploy:ListDeployments on resource: ${deployments} with an explicit deny in a session policy`,
  },
  {
    title: 'resource control policy, explicit, with the policy\u2019s ARN',
    request: getSecret,
    policies: {
      ...admin,
      rcps: [level('r', deny('rcp', 'secretsmanager:GetSecretValue', rcp, everybody))],
    },
    ...explicit('rcp', ['identity:Admin', 'rcp:Deny']),
    message: `User: ${john} is not authorized to perform: secretsmanager:GetSecretValue on resource: ${secrets} with an explicit deny in a resource control policy: ${rcp}`,
  },
  {
    title: 'resource control policy, explicit, without an ARN',
    request: getSecret,
    policies: {
      ...admin,
      rcps: [level('r', deny('rcp', 'secretsmanager:GetSecretValue', undefined, everybody))],
    },
    ...explicit('rcp', ['identity:Admin', 'rcp:Deny']),
    message: `User: ${john} is not authorized to perform: secretsmanager:GetSecretValue on resource: ${secrets} with an explicit deny in a resource control policy`,
  },
  {
    title: 'resource-based policy, explicit',
    request: getSecret,
    policies: { ...admin, resource: deny('secret', 'secretsmanager:GetSecretValue', undefined, everybody) },
    ...explicit('resource', ['identity:Admin', 'resource:Deny']),
    message: `User: ${john} is not authorized to perform: secretsmanager:GetSecretValue on resource: ${secrets} with an explicit deny in a resource-based policy`,
  },
  {
    title: 'identity-based policy, explicit, with the policy\u2019s ARN',
    request: call(hr, 'codedeploy:ListDeployments', deployments),
    policies: { identity: [administratorAccess, deny('HRAccessPolicy', 'codedeploy:*', hrPolicy)] },
    ...explicit('identity', ['identity:Admin', 'identity:Deny']),
    message: `User: ${hr} is not authorized to perform: codedeploy:ListDeployments on resource: ${deployments} with an explicit deny in an identity-based policy: ${hrPolicy}`,
  },
  {
    title: 'identity-based policy, explicit, without an ARN',
    request: call(hr, 'codedeploy:ListDeployments', deployments),
    policies: { identity: [administratorAccess, deny('inline', 'codedeploy:*')] },
    ...explicit('identity', ['identity:Admin', 'identity:Deny']),
    message: `User: ${hr} is not authorized to perform: codedeploy:ListDeployments on resource: ${deployments} with an explicit deny in an identity-based policy`,
  },
  // The page leaves the resource out of these, also where the action has one: only the end is held.
  {
    title: 'resource-based policy, implicit',
    request: call(john, 'secretsmanager:GetSecretValue', secrets, '999999999999'),
    policies: admin,
    ...implicit('resource', ['identity:Admin']),
    messageEnds: ' because no resource-based policy allows the secretsmanager:GetSecretValue action',
  },
  {
    title: 'role trust policy, implicit',
    request: call(john, 'sts:AssumeRole', hr),
    policies: {
      ...admin,
      resource: policy('trust', {
        Sid: 'Ec2',
        Effect: 'Allow',
        Principal: { Service: 'ec2.amazonaws.com' },
        Action: 'sts:AssumeRole',
      }),
    },
    ...implicit('trust', ['identity:Admin']),
    messageEnds: ' because no role trust policy allows the sts:AssumeRole action',
  },
  {
    title: 'role trust policy, explicit',
    request: call(john, 'sts:AssumeRole', hr),
    policies: {
      ...admin,
      resource: policy('trust', {
        Sid: 'Deny',
        Effect: 'Deny',
        Principal: { AWS: account },
        Action: 'sts:AssumeRole',
      }),
    },
    ...explicit('trust', ['identity:Admin', 'trust:Deny']),
    messageEnds: ' with an explicit deny in the role trust policy',
  },
]);

// Actions that name no resource: the page's sentences have no "on resource".
documentation(`${page}: actions without a resource`, [
  {
    title: 'service control policy, implicit',
    request: listRepositories,
    policies: { ...admin, scps: [level('r', other)] },
    ...implicit('scp', ['identity:Admin']),
    message: `User: ${john} is not authorized to perform: codecommit:ListRepositories because no service control policy allows the codecommit:ListRepositories action`,
  },
  {
    title: 'service control policy, explicit, with the policy\u2019s ARN',
    request: listRepositories,
    policies: { ...admin, scps: [level('r', fullAwsAccess, deny('scp', 'codecommit:*', scp))] },
    ...explicit('scp', ['identity:Admin', 'scp:FullAWSAccess', 'scp:Deny']),
    message: `User: ${john} is not authorized to perform: codecommit:ListRepositories with an explicit deny in a service control policy: ${scp}`,
  },
  {
    title: 'service control policy, explicit, without an ARN',
    request: listRepositories,
    policies: { ...admin, scps: [level('r', fullAwsAccess, deny('scp', 'codecommit:*'))] },
    ...explicit('scp', ['identity:Admin', 'scp:FullAWSAccess', 'scp:Deny']),
    message: `User: ${john} is not authorized to perform: codecommit:ListRepositories with an explicit deny in a service control policy`,
  },
  {
    title: 'VPC endpoint policy, implicit',
    request: listRepositories,
    policies: {
      ...admin,
      endpoint: policy('endpoint', {
        Sid: 'S3',
        Effect: 'Allow',
        Principal: '*',
        Action: 's3:*',
        Resource: '*',
      }),
    },
    ...implicit('endpoint', ['identity:Admin']),
    message: `User: ${john} is not authorized to perform: codecommit:ListRepositories because no VPC endpoint policy allows the codecommit:ListRepositories action`,
  },
  {
    title: 'permissions boundary, explicit, with the policy\u2019s ARN',
    request: call(john, 'sagemaker:ListModels'),
    policies: { ...admin, boundary: deny('DeveloperPermissionBoundary', 'sagemaker:*', boundary) },
    ...explicit('boundary', ['identity:Admin', 'boundary:Deny']),
    message: `User: ${john} is not authorized to perform: sagemaker:ListModels with an explicit deny in a permissions boundary: ${boundary}`,
  },
  {
    title: 'permissions boundary, explicit, without an ARN',
    request: call(john, 'sagemaker:ListModels'),
    policies: { ...admin, boundary: deny('DeveloperPermissionBoundary', 'sagemaker:*') },
    ...explicit('boundary', ['identity:Admin', 'boundary:Deny']),
    message: `User: ${john} is not authorized to perform: sagemaker:ListModels with an explicit deny in a permissions boundary`,
  },
  {
    title: 'session policy, implicit',
    request: listRepositories,
    policies: { ...admin, sessions: [other] },
    ...implicit('session', ['identity:Admin']),
    message: `User: ${john} is not authorized to perform: codecommit:ListRepositories because no session policy allows the codecommit:ListRepositories action`,
  },
  {
    title: 'identity-based policy, implicit',
    request: call(hr, 'codecommit:ListRepositories'),
    policies: { identity: [] },
    ...implicit('identity', []),
    message: `User: ${hr} is not authorized to perform: codecommit:ListRepositories because no identity-based policy allows the codecommit:ListRepositories action`,
  },
]);

documentation(`${page}: several policies`, [
  {
    title: 'several policies of one type: their number is not told',
    request: listDeployments,
    policies: {
      identity: [administratorAccess, deny('one', 'codedeploy:*'), deny('two', 'codedeploy:List*')],
    },
    ...explicit('identity', ['identity:Admin', 'identity:Deny', 'identity:Deny']),
    message: `User: ${john} is not authorized to perform: codedeploy:ListDeployments on resource: ${deployments} with an explicit deny in an identity-based policy`,
  },
  {
    title: 'several types: one of them is told, and an explicit deny before an implicit one (our reading)',
    request: listDeployments,
    policies: { identity: [administratorAccess, deny('one', 'codedeploy:*')], boundary: other },
    outcome: 'explicitDeny',
    blockedBy: ['identity', 'boundary'],
    statements: ['identity:Admin', 'identity:Deny'],
    messageEnds: ' with an explicit deny in an identity-based policy',
  },
]);
