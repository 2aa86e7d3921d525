// Principal and NotPrincipal.

import { describe, expect, it } from 'vitest';
import type { PolicySet, PolicyType } from '../../../../../src/core/authorize/types.ts';
import {
  account,
  alice,
  allowAll,
  codesOf,
  named,
  outcomeOf,
  placesOf,
  policyOf,
  version,
  type Context,
  type Json,
  type Request,
} from './outcome-of.ts';

const bucket = 'arn:aws:s3:::amzn-s3-demo-bucket';
const session = `arn:aws:sts::${account}:assumed-role/role-name/role-session-name`;
const federated = `arn:aws:sts::${account}:federated-user/user-name`;

/** Whether a bucket policy of the caller's account with this Principal alone lets the caller in. */
function grants(Principal: unknown, request: Request, Condition?: Json): boolean {
  const statement = { Effect: 'Allow', Principal, Action: 's3:GetObject', Resource: `${bucket}/*` };
  const document = policyOf({ ...statement, ...(Condition === undefined ? {} : { Condition }) });
  expect(codesOf(document, 'resource')).toEqual([]);
  return outcomeOf(request, { identity: [], resource: named(document) }) === 'allowed';
}

/** The same with a caller whose own policies allow everything, and whose account is not the bucket's. */
function grantsAbroad(Principal: unknown, principal: string): boolean {
  const statement = { Effect: 'Allow', Principal, Action: 's3:GetObject', Resource: `${bucket}/*` };
  const policies = { identity: [allowAll], resource: named(policyOf(statement)) };
  return outcomeOf({ principal, resourceAccountId: '999999999999' }, policies) === 'allowed';
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
describe('reference_policies_elements_principal', () => {
  // "defines permissions for the 123456789012 account or the 555555555555 account": "a logical OR".
  const two = { AWS: ['123456789012', '555555555555'] };
  // "The account ARN and the shortened account ID behave the same way. Both delegate permissions to the account.
  // Using the account ARN in the Principal element does not limit permissions to only the root user."
  const byArn = { AWS: 'arn:aws:iam::123456789012:root' };
  const byId = { AWS: '123456789012' };
  const canonicalId = '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be';
  const mixed = { AWS: ['arn:aws:iam::123456789012:root', '999999999999'], CanonicalUser: canonicalId };
  it.each<[unknown, string, boolean]>([
    [two, 'arn:aws:iam::123456789012:user/ana', true],
    [two, 'arn:aws:iam::555555555555:user/ana', true],
    [two, 'arn:aws:iam::444455556666:user/ana', false],
    [byArn, 'arn:aws:iam::123456789012:user/ana', true],
    [byArn, 'arn:aws:iam::123456789012:role/admin', true],
    [byArn, 'arn:aws:sts::123456789012:assumed-role/admin/session', true],
    [byArn, 'arn:aws:iam::123456789012:root', true],
    [byArn, 'arn:aws:iam::555555555555:user/ana', false],
    [byId, 'arn:aws:iam::123456789012:user/ana', true],
    [byId, 'arn:aws:iam::123456789012:role/admin', true],
    [byId, 'arn:aws:sts::123456789012:assumed-role/admin/session', true],
    [byId, 'arn:aws:iam::123456789012:root', true],
    [byId, 'arn:aws:iam::555555555555:user/ana', false],
    [mixed, 'arn:aws:iam::123456789012:user/ana', true],
    [mixed, 'arn:aws:iam::444455556666:user/ana', false],
  ])('%j with the caller of another account %s: %s', (Principal, principal, expected) => {
    expect(grantsAbroad(Principal, principal)).toBe(expected);
  });

  it.each<[string, unknown, string, boolean]>([
    ['role', { AWS: `arn:aws:iam::${account}:role/role-name` }, session, true],
    ['role', { AWS: `arn:aws:iam::${account}:role/other` }, session, false],
    ['role', { AWS: `arn:aws:iam::${account}:role/Role-name` }, session, false],
    ['role session', { AWS: session }, session, true],
    ['role session', { AWS: `${session}2` }, session, false],
    ['user', { AWS: `arn:aws:iam::${account}:user/alice` }, alice, true],
    // "In a Principal element, the user name part of the Amazon Resource Name (ARN) is case sensitive."
    ['user', { AWS: `arn:aws:iam::${account}:user/Alice` }, alice, false],
    [
      'users',
      { AWS: [`arn:aws:iam::${account}:user/user-name-1`, `arn:aws:iam::${account}:user/user-name-2`] },
      `arn:aws:iam::${account}:user/user-name-2`,
      true,
    ],
    [
      'users',
      { AWS: [`arn:aws:iam::${account}:user/user-name-1`, `arn:aws:iam::${account}:user/user-name-2`] },
      `arn:aws:iam::${account}:user/user-name-3`,
      false,
    ],
    ['federated user', { AWS: federated }, federated, true],
    ['federated user', { AWS: federated }, federated.replace('user-name', 'other'), false],
    ['service', { Service: 'sns.amazonaws.com' }, 'sns.amazonaws.com', true],
    ['service', { Service: 'sns.amazonaws.com' }, 'sqs.amazonaws.com', false],
    [
      'services',
      { Service: ['ecs.amazonaws.com', 'elasticloadbalancing.amazonaws.com'] },
      'ecs.amazonaws.com',
      true,
    ],
    [
      'services',
      { Service: ['ecs.amazonaws.com', 'elasticloadbalancing.amazonaws.com'] },
      'ec2.amazonaws.com',
      false,
    ],
    ['service', { AWS: '*' }, 'sns.amazonaws.com', true],
    // "If you specify the non-regionalized version of the S3 service principal, s3.amazonaws.com, in the topic
    // access policy, the sns:Publish request from the bucket to the topic will fail."
    ['service of an opt-in Region', { Service: 's3.amazonaws.com' }, 's3.ap-east-1.amazonaws.com', false],
    [
      'service of an opt-in Region',
      { Service: 's3.ap-east-1.amazonaws.com' },
      's3.ap-east-1.amazonaws.com',
      true,
    ],
    // "using a wildcard (*) with an Allow effect grants access to all users, including anonymous users (public
    // access). For IAM users and role principals within your account, no other permissions are required."
    ['all', '*', 'anonymous', true],
    ['all', { AWS: '*' }, 'anonymous', true],
    ['all', '*', alice, true],
    ['all', '*', session, true],
    ['all', { AWS: '*' }, alice, true],
    // As others have seen (see core/match/principal.ts): whom a provider vouches for, only Federated lets in.
    ['all', { AWS: '*' }, `arn:aws:iam::${account}:oidc-provider/token.example.com`, false],
    ['all', { AWS: '*' }, `arn:aws:iam::${account}:saml-provider/Okta`, false],
    ['all', '*', `arn:aws:iam::${account}:saml-provider/Okta`, true],
    ['no one in particular', { AWS: account }, 'anonymous', false],
    ['no one in particular', { Service: 'sns.amazonaws.com' }, 'anonymous', false],
  ])('%s: %j lets %s in: %s', (_, Principal, principal, expected) => {
    expect(grants(Principal, { principal })).toBe(expected);
  });

  // "For principals in other accounts, they must also have identity-based permissions in their account".
  it('everyone of another account needs permission there', () => {
    const statement = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `${bucket}/*` };
    const resource = named(policyOf(statement));
    const request = { resourceAccountId: '999999999999' };
    expect(outcomeOf(request, { identity: [], resource })).toBe('implicitDeny');
    expect(outcomeOf(request, { identity: [allowAll], resource })).toBe('allowed');
  });

  // A role, named itself: "limited by any policy types that limit permissions for the role. This includes session
  // policies and permissions boundaries"; with aws:PrincipalArn and `*`: "permissions boundaries or session
  // policies, do not limit permissions …, unless the identity-based policies contain an explicit deny".
  const role = `arn:aws:iam::${account}:role/role-name`;
  const elsewhere = named(policyOf({ Effect: 'Allow', Action: 'sqs:*', Resource: '*' }));
  const deny = named(policyOf({ Effect: 'Deny', Action: 's3:*', Resource: '*' }));
  const pinned = { Principal: '*', Condition: { ArnEquals: { 'aws:PrincipalArn': role } } };
  it.each<[string, Json, Partial<PolicySet>, string]>([
    ['the role, no limits', { Principal: { AWS: role } }, {}, 'allowed'],
    ['the role, a boundary', { Principal: { AWS: role } }, { boundary: elsewhere }, 'implicitDeny'],
    ['the role, a session policy', { Principal: { AWS: role } }, { sessions: [elsewhere] }, 'implicitDeny'],
    ['aws:PrincipalArn, a boundary', pinned, { boundary: elsewhere }, 'allowed'],
    ['aws:PrincipalArn, a session policy', pinned, { sessions: [elsewhere] }, 'allowed'],
    ['aws:PrincipalArn, a boundary that denies', pinned, { boundary: deny }, 'explicitDeny'],
    ['aws:PrincipalArn, a session policy that denies', pinned, { sessions: [deny] }, 'explicitDeny'],
    ['aws:PrincipalArn, an identity policy that denies', pinned, { identity: [deny] }, 'explicitDeny'],
  ])('%s', (_, statement, limits, outcome) => {
    const document = policyOf({
      Effect: 'Allow',
      Action: 's3:GetObject',
      Resource: `${bucket}/*`,
      ...statement,
    });
    expect(outcomeOf({ principal: session }, { identity: [], resource: named(document), ...limits })).toBe(
      outcome,
    );
  });

  // "When you specify an AWS account …", "You cannot identify a user group as a principal", "You cannot use a
  // wildcard to match part of a principal name or ARN", "The service principal in an IAM policy can't be
  // "Service": "*"", and the formats of the page.
  it.each<[PolicyType, unknown, readonly string[]]>([
    ['trust', '*', []],
    ['trust', { AWS: '*' }, []],
    ['trust', { Federated: 'cognito-identity.amazonaws.com' }, []],
    ['trust', { Federated: 'www.amazon.com' }, []],
    ['trust', { Federated: 'graph.facebook.com' }, []],
    ['trust', { Federated: 'accounts.google.com' }, []],
    [
      'trust',
      { Federated: `arn:aws:iam::${account}:oidc-provider/tokens.actions.githubusercontent.com` },
      [],
    ],
    [
      'trust',
      { Federated: `arn:aws:iam::${account}:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/A` },
      [],
    ],
    ['trust', { Federated: `arn:aws:iam::${account}:saml-provider/provider-name` }, []],
    ['trust', { Service: ['ecs.amazonaws.com', 'elasticloadbalancing.amazonaws.com'] }, []],
    ['trust', { AWS: session, Service: 'ec2.amazonaws.com' }, []],
    ['trust', { Service: '*' }, ['invalid-principal']],
    ['trust', { Federated: '*' }, ['invalid-principal']],
    ['trust', { AWS: `arn:aws:iam::${account}:user/*` }, ['invalid-principal']],
    ['trust', { AWS: `arn:aws:iam::${account}:user/al?ce` }, ['invalid-principal']],
    ['trust', { AWS: `arn:aws:iam::${account}:*` }, ['invalid-principal']],
    ['trust', { AWS: 'arn:aws:iam::*:root' }, ['invalid-principal']],
    ['trust', { AWS: '1234*' }, ['invalid-principal']],
    ['trust', { AWS: `arn:aws:iam::${account}:group/admins` }, ['invalid-principal']],
    ['trust', { AWS: '1111-2222-3333' }, ['invalid-principal']],
    ['trust', { AWS: '11112222333' }, ['invalid-principal']],
    ['trust', { AWS: ['111122223333', ''] }, ['invalid-principal']],
    ['trust', { Aws: '111122223333' }, ['unknown-element']],
    ['trust', '111122223333', ['invalid-principal']],
    ['trust', ['111122223333'], ['wrong-type']],
    ['trust', null, ['wrong-type']],
    ['resource', { CanonicalUser: canonicalId }, []],
    ['resource', { CanonicalUser: canonicalId.slice(1) }, ['invalid-principal']],
    ['resource', { AWS: 'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1' }, []],
  ])('%s policy with %j: %j', (type, Principal, codes) => {
    const statement = {
      Effect: 'Allow',
      Principal,
      Action: type === 'trust' ? 'sts:AssumeRole' : 's3:GetObject',
    };
    const document = policyOf({ ...statement, ...(type === 'trust' ? {} : { Resource: `${bucket}/*` }) });
    expect(codesOf(document, type)).toEqual(codes);
  });

  // UsePrincipalArnInsteadOfNotPrincipalWithDeny
  it.each<[string, string]>([
    ['arn:aws:iam::444455556666:user/user-name', 'allowed'],
    ['arn:aws:iam::444455556666:user/other', 'explicitDeny'],
    ['arn:aws:iam::444455556666:root', 'explicitDeny'],
    ['arn:aws:sts::444455556666:assumed-role/user-name/user-name', 'explicitDeny'],
  ])('all but one user, by aws:PrincipalArn: %s is %s', (principal, outcome) => {
    const document = policyOf({
      Sid: 'UsePrincipalArnInsteadOfNotPrincipalWithDeny',
      Effect: 'Deny',
      Action: 's3:*',
      Principal: '*',
      Resource: [`${bucket}/*`, bucket],
      Condition: { ArnNotEquals: { 'aws:PrincipalArn': 'arn:aws:iam::444455556666:user/user-name' } },
    });
    const request = { principal, resourceAccountId: '444455556666' };
    expect(outcomeOf(request, { identity: [allowAll], resource: named(document) })).toBe(outcome);
  });
  it('all but one user, by aws:PrincipalArn: the anonymous have none', () => {
    const document = policyOf(
      { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `${bucket}/*` },
      {
        Effect: 'Deny',
        Action: 's3:*',
        Principal: '*',
        Resource: [`${bucket}/*`, bucket],
        Condition: { ArnNotEquals: { 'aws:PrincipalArn': alice } },
      },
    );
    const policies = { identity: [], resource: named(document) };
    expect(outcomeOf({ principal: 'anonymous' }, policies)).toBe('explicitDeny');
    expect(outcomeOf({ principal: alice }, policies)).toBe('allowed');
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
describe('reference_policies_elements_notprincipal', () => {
  // "You cannot use the NotPrincipal element in an IAM identity-based policy nor in an IAM role trust policy";
  // "isn't supported in Service Control Policies (SCP) and Resource Control Policies (RCP)"; "supported in
  // resource-based policies for some AWS services, including VPC endpoints"; "must be used with "Effect":"Deny".
  // Using it with "Effect":"Allow" is not supported."
  it.each<[PolicyType, string, readonly string[]]>([
    ['resource', 'Deny', []],
    ['endpoint', 'Deny', []],
    ['resource', 'Allow', ['not-principal-with-allow']],
    ['endpoint', 'Allow', ['not-principal-with-allow']],
    ['identity', 'Deny', ['element-not-allowed']],
    ['boundary', 'Deny', ['element-not-allowed']],
    ['session', 'Deny', ['element-not-allowed']],
    ['scp', 'Deny', ['element-not-allowed']],
    ['rcp', 'Deny', ['element-not-allowed']],
    ['trust', 'Deny', ['element-not-allowed']],
  ])('%s policy, %s: %j', (type, Effect, codes) => {
    const statement = { Effect, NotPrincipal: { AWS: alice }, Action: 'sts:AssumeRole' };
    const document = policyOf({ ...statement, ...(type === 'trust' ? {} : { Resource: '*' }) });
    expect(codesOf(document, type)).toEqual(codes);
  });

  it('is refused at its place', () => {
    const text = `{
  "Version": "${version}",
  "Statement": {
    "Effect": "Allow",
    "NotPrincipal": { "AWS": "${account}" },
    "Action": "s3:*",
    "Resource": "*"
  }
}`;
    expect(placesOf(text, 'resource')).toEqual(['not-principal-with-allow 5:21']);
    expect(placesOf(text, 'identity')).toEqual(['element-not-allowed 5:5']);
  });

  // "you must also specify the account ARN of the not-denied principal. Otherwise, the policy might deny access to
  // the entire account containing the principal. … AWS might validate the account first, then the role, and then
  // the assumed-role user." "will always deny any IAM principal that has a permissions boundary policy attached".
  const root = `arn:aws:iam::${account}:root`;
  const role = `arn:aws:iam::${account}:role/role-name`;
  it.each<[string, string, readonly string[], boolean, string]>([
    ['a user and its account', alice, [alice, root], false, 'allowed'],
    ['a user without its account', alice, [alice], false, 'explicitDeny'],
    ['another user', alice, [`arn:aws:iam::${account}:user/bob`, root], false, 'explicitDeny'],
    ['a session with role and account', session, [session, role, root], false, 'allowed'],
    ['a session without its role', session, [session, root], false, 'explicitDeny'],
    ['a session by its role and account', session, [role, root], false, 'explicitDeny'],
    ['a user with a boundary', alice, [alice, root], true, 'explicitDeny'],
    ['a session with a boundary', session, [session, role, root], true, 'explicitDeny'],
  ])('%s', (_, principal, AWS, bounded, outcome) => {
    const document = policyOf({
      Effect: 'Deny',
      NotPrincipal: { AWS },
      Action: 's3:*',
      Resource: `${bucket}/*`,
    });
    const policies: PolicySet = {
      identity: [allowAll],
      resource: named(document),
      ...(bounded ? { boundary: allowAll } : {}),
    };
    expect(outcomeOf({ principal }, policies)).toBe(outcome);
  });

  // DenyCrossAuditAccess: "explicitly allow the role read-only-role to access"
  it.each<[string, string]>([
    ['arn:aws:iam::444455556666:role/read-only-role', 'allowed'],
    ['arn:aws:sts::444455556666:assumed-role/read-only-role/s1', 'allowed'],
    ['arn:aws:sts::444455556666:assumed-role/admin/s1', 'explicitDeny'],
    ['arn:aws:iam::444455556666:user/read-only-role', 'explicitDeny'],
  ])('DenyCrossAuditAccess: %s is %s', (principal, outcome) => {
    const audit = 'arn:aws:s3:::Bucket_Account_Audit';
    const document = policyOf({
      Sid: 'DenyCrossAuditAccess',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: [audit, `${audit}/*`],
      Condition: { ArnNotEquals: { 'aws:PrincipalArn': 'arn:aws:iam::444455556666:role/read-only-role' } },
    });
    const request = { principal, resource: `${audit}/a`, resourceAccountId: '444455556666' };
    expect(outcomeOf(request, { identity: [allowAll], resource: named(document) })).toBe(outcome);
  });

  // DenyNotCodeBuildAccess
  it.each<[string, Context, string]>([
    ['codebuild.amazonaws.com', { 'aws:PrincipalServiceName': 'codebuild.amazonaws.com' }, 'allowed'],
    ['codedeploy.amazonaws.com', { 'aws:PrincipalServiceName': 'codedeploy.amazonaws.com' }, 'explicitDeny'],
    // StringNotEqualsIfExists is true without the key: everybody who is no service is denied.
    [alice, {}, 'explicitDeny'],
  ])('DenyNotCodeBuildAccess: %s with %j is %s', (principal, context, outcome) => {
    const document = policyOf(
      { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `${bucket}/*` },
      {
        Sid: 'DenyNotCodeBuildAccess',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: [bucket, `${bucket}/*`],
        Condition: { StringNotEqualsIfExists: { 'aws:PrincipalServiceName': 'codebuild.amazonaws.com' } },
      },
    );
    expect(outcomeOf({ principal, context }, { identity: [], resource: named(document) })).toBe(outcome);
  });
});
