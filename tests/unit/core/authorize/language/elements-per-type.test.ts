// Which elements each type of policy takes, by the pages on its type.

import { describe, expect, it } from 'vitest';
import type { PolicySet, PolicyType } from '../../../../../src/core/authorize/types.ts';
import {
  account,
  allowAll,
  codesOf,
  named,
  outcomeOf,
  placesOf,
  policyOf,
  version,
  type Context,
  type Json,
} from './outcome-of.ts';

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html and the pages of the elements
describe('the elements', () => {
  type Verdicts = Readonly<Record<PolicyType, readonly string[]>>;
  const types: readonly PolicyType[] = [
    'identity',
    'boundary',
    'session',
    'scp',
    'resource',
    'endpoint',
    'trust',
    'rcp',
  ];
  const ofIdentity = (codes: readonly string[]) => ({
    identity: codes,
    boundary: codes,
    session: codes,
    scp: codes,
  });
  const none: readonly string[] = [];
  const refused = ['element-not-allowed'];
  /** A statement that each type takes. */
  function plain(type: PolicyType): Json {
    if (type === 'trust') return { Effect: 'Allow', Principal: { AWS: account }, Action: 'sts:AssumeRole' };
    const principal = ['resource', 'endpoint', 'rcp'].includes(type) ? { Principal: '*' } : {};
    return { Effect: 'Deny', ...principal, Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' };
  }
  const without = (statement: Json, name: string): Json =>
    Object.fromEntries(Object.entries(statement).filter(([other]) => other !== name));

  const rows: readonly (readonly [string, (type: PolicyType) => Json, Verdicts])[] = [
    [
      'what it needs',
      (type) => policyOf(plain(type)),
      { ...ofIdentity(none), resource: none, endpoint: none, trust: none, rcp: none },
    ],
    [
      // "The id_block is optional in resource-based policies. It must not be included in identity-based policies."
      // It is not among the elements of the pages on SCP and RCP syntax.
      'Id',
      (type) => ({ Version: version, Id: 'x', Statement: [plain(type)] }),
      { ...ofIdentity(refused), resource: none, endpoint: none, trust: none, rcp: refused },
    ],
    [
      // "The principal_block element is required in resource-based policies … and in trust policies for IAM roles.
      // It must not be included in identity-based policies."
      'Principal',
      (type) => policyOf({ ...plain(type), Principal: '*' }),
      { ...ofIdentity(refused), resource: none, endpoint: none, trust: none, rcp: none },
    ],
    [
      'no Principal',
      (type) => policyOf(without(plain(type), 'Principal')),
      {
        ...ofIdentity(none),
        resource: ['missing-principal'],
        endpoint: ['missing-principal'],
        trust: ['missing-principal'],
        rcp: ['missing-principal'],
      },
    ],
    [
      'both Principal and NotPrincipal',
      (type) => policyOf({ ...plain(type), Effect: 'Deny', Principal: '*', NotPrincipal: '*' }),
      {
        ...ofIdentity(['conflicting-elements']),
        resource: ['conflicting-elements'],
        endpoint: ['conflicting-elements'],
        trust: ['conflicting-elements'],
        rcp: ['conflicting-elements'],
      },
    ],
    [
      // "NotAction" among the "Unsupported elements" of RCPs
      'NotAction',
      (type) =>
        policyOf({
          ...without(plain(type), 'Action'),
          NotAction: type === 'trust' ? 'sts:TagSession' : 's3:GetObject',
        }),
      { ...ofIdentity(none), resource: none, endpoint: none, trust: none, rcp: refused },
    ],
    [
      'NotResource',
      (type) => policyOf({ ...without(plain(type), 'Resource'), NotResource: 'arn:aws:s3:::b/*' }),
      { ...ofIdentity(none), resource: none, endpoint: none, trust: refused, rcp: none },
    ],
    [
      'no Resource',
      (type) => policyOf(without(plain(type), 'Resource')),
      {
        ...ofIdentity(['missing-resource']),
        resource: ['missing-resource'],
        endpoint: ['missing-resource'],
        trust: none,
        rcp: ['missing-resource'],
      },
    ],
    [
      'Condition',
      (type) => policyOf({ ...plain(type), Condition: { Bool: { 'aws:SecureTransport': 'true' } } }),
      { ...ofIdentity(none), resource: none, endpoint: none, trust: none, rcp: none },
    ],
    [
      'no Effect',
      (type) => policyOf(without(plain(type), 'Effect')),
      {
        ...ofIdentity(['missing-effect']),
        resource: ['missing-effect'],
        endpoint: ['missing-effect'],
        trust: ['missing-effect'],
        rcp: ['missing-effect'],
      },
    ],
    [
      'no Statement',
      () => ({ Version: version }),
      {
        ...ofIdentity(['missing-statement']),
        resource: ['missing-statement'],
        endpoint: ['missing-statement'],
        trust: ['missing-statement'],
        rcp: ['missing-statement'],
      },
    ],
  ];
  describe.each(rows)('%s', (_, document, verdicts) => {
    it.each(types)('in a policy of type %s', (type) => {
      expect(codesOf(document(type), type)).toEqual(verdicts[type]);
    });
  });
});

// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html, whose table of
// elements is that of September 2025: conditions, resources and NotAction also with Allow, NotResource, and
// wildcards anywhere in an action. (Its text still has `Resource` of an Allow limited to "*", against the table and
// https://aws.amazon.com/blogs/security/unlock-new-possibilities-aws-organizations-service-control-policy-now-supports-full-iam-language/.)
describe('service control policies', () => {
  const services = ['ec2:*', 's3:*', 'rds:*', 'lambda:*', 'cloudformation:*', 'iam:*', 'cloudwatch:*'];
  const roleArn = 'arn:aws:iam::123456789012:role/specific-role';
  it.each<[string, Json, readonly string[]]>([
    [
      'an allow list',
      { Effect: 'Allow', Action: ['ec2:DescribeInstances', 'ec2:RunInstances'], Resource: '*' },
      [],
    ],
    ['a deny list', { Effect: 'Deny', Action: ['iam:*', 'ec2:*', 'rds:*'], Resource: '*' }, []],
    [
      'NotAction with Deny',
      {
        Sid: 'LimitActionsInRegion',
        Effect: 'Deny',
        NotAction: 'iam:*',
        Resource: '*',
        Condition: { StringNotEquals: { 'aws:RequestedRegion': 'us-west-1' } },
      },
      [],
    ],
    ['NotAction with Allow', { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }, []],
    [
      'Condition with Allow',
      {
        Sid: 'AllowServicesForSpecificPrincipal',
        Effect: 'Allow',
        Action: services,
        Resource: '*',
        Condition: { StringEquals: { 'aws:PrincipalArn': [roleArn] } },
      },
      [],
    ],
    ['a resource with Allow', { Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::b/*' }, []],
    [
      'a resource with Deny',
      { Effect: 'Deny', Action: 'iam:DeleteRole', Resource: ['arn:aws:iam::*:role/x'] },
      [],
    ],
    ['NotResource with Allow', { Effect: 'Allow', Action: 's3:*', NotResource: 'arn:aws:s3:::b/*' }, []],
    [
      'NotResource with Deny',
      {
        Sid: 'Statement1',
        Effect: 'Deny',
        Action: ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'],
        NotResource: ['arn:aws:bedrock:*::foundation-model/model-to-permit'],
      },
      [],
    ],
    ['all actions', { Sid: 'AllowsAllActions', Effect: 'Allow', Action: '*', Resource: '*' }, []],
    [
      'a wildcard before the end',
      { Effect: 'Allow', Action: ['s3:*Object', 's3:Get*Tagging'], Resource: '*' },
      [],
    ],
    ['a question mark', { Effect: 'Allow', Action: 's3:GetObjec?', Resource: '*' }, []],
    ['Principal', { Effect: 'Deny', Action: '*', Resource: '*', Principal: '*' }, ['element-not-allowed']],
    [
      'NotPrincipal',
      { Effect: 'Deny', Action: '*', Resource: '*', NotPrincipal: '*' },
      ['element-not-allowed'],
    ],
    // "Each statement in an SCP must include a Resource or NotResource element."
    ['no resource', { Effect: 'Deny', Action: '*' }, ['missing-resource']],
    ['no action', { Effect: 'Deny', Resource: '*' }, ['missing-action']],
    // "Each statement must contain one Effect element. The value can be either Allow or Deny."
    ['no effect', { Action: '*', Resource: '*' }, ['missing-effect']],
    ['another effect', { Effect: 'Audit', Action: '*', Resource: '*' }, ['invalid-effect']],
  ])('%s', (_, statement, codes) => {
    expect(codesOf(policyOf(statement), 'scp')).toEqual(codes);
  });

  // The page's example of `"Effect": "Allow"` has no Version, against its "Every SCP must include a Version element
  // with the value "2012-10-17"".
  it('takes the example without Version', () => {
    expect(codesOf({ Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' } }, 'scp')).toEqual([]);
  });
  it('takes no other Version', () => {
    const document = { Version: '2024-10-17', Statement: { Effect: 'Deny', Action: 's3:*', Resource: '*' } };
    expect(codesOf(document, 'scp')).toEqual(['invalid-version']);
  });

  // https://docs.aws.amazon.com/organizations/latest/userguide/org_troubleshoot_policies.html
  it.each<[string, string, readonly string[]]>([
    [
      'two policies',
      '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"ec2:Describe*","Resource":"*"}}\n{"Version":"2012-10-17"}',
      ['json-syntax 2:1'],
    ],
    [
      'two Statements',
      '{"Version":"2012-10-17",\n"Statement":{"Effect":"Allow","Action":"ec2:Describe*","Resource":"*"},\n"Statement":{"Effect":"Deny","Action":"s3:*","Resource":"*"}}',
      ['duplicate-key 3:1'],
    ],
    [
      'a list of two',
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ec2:Describe*","Resource":"*"},{"Effect":"Deny","Action":"s3:*","Resource":"*"}]}',
      [],
    ],
  ])('%s', (_, text, places) => {
    expect(placesOf(text, 'scp')).toEqual(places);
  });

  // The examples in effect. "SCPs act as filters": they grant nothing, and limit whoever they allow less.
  const beside = (statement: Json): PolicySet => ({
    identity: [allowAll],
    scps: [{ id: 'r-1', policies: [allowAll, named(policyOf(statement))] }],
  });
  const instead = (statement: Json): PolicySet => ({
    identity: [allowAll],
    scps: [{ id: 'r-1', policies: [named(policyOf(statement))] }],
  });
  const region = (value: string): Context => ({ 'aws:RequestedRegion': value });
  const europe = {
    Sid: 'DenyAllOutsideEU',
    Effect: 'Deny',
    NotAction: ['cloudfront:*', 'iam:*', 'route53:*', 'support:*'],
    Resource: '*',
    Condition: { StringNotEquals: { 'aws:RequestedRegion': ['eu-central-1', 'eu-west-1'] } },
  };
  const micro = {
    Effect: 'Deny',
    Action: 'ec2:RunInstances',
    Resource: 'arn:aws:ec2:*:*:instance/*',
    Condition: { StringNotEquals: { 'ec2:InstanceType': 't2.micro' } },
  };
  const onlyS3 = { Effect: 'Allow', Action: 's3:*', Resource: '*' };
  const admin = {
    Sid: 'DenyAccessToAdminRole',
    Effect: 'Deny',
    Action: ['iam:AttachRolePolicy', 'iam:DeleteRole', 'iam:UpdateAssumeRolePolicy'],
    Resource: ['arn:aws:iam::*:role/role-to-deny'],
  };
  const model = {
    Effect: 'Deny',
    Action: ['bedrock:InvokeModel'],
    NotResource: ['arn:aws:bedrock:*::foundation-model/model-to-permit'],
  };
  const forRole = {
    Effect: 'Allow',
    Action: services,
    Resource: '*',
    Condition: { StringEquals: { 'aws:PrincipalArn': [`arn:aws:iam::${account}:role/specific-role`] } },
  };
  const instance = `arn:aws:ec2:eu-west-1:${account}:instance/*`;
  const foundation = 'arn:aws:bedrock:us-east-1::foundation-model';
  const specific = `arn:aws:sts::${account}:assumed-role/specific-role/s1`;
  it.each<[string, PolicySet, string, string, Context, string, string?]>([
    ['DenyAllOutsideEU', beside(europe), 'sqs:SendMessage', '*', region('eu-west-1'), 'allowed'],
    ['DenyAllOutsideEU', beside(europe), 'sqs:SendMessage', '*', region('us-east-1'), 'explicitDeny'],
    ['DenyAllOutsideEU', beside(europe), 'iam:ListUsers', '*', region('us-east-1'), 'allowed'],
    ['t2.micro', beside(micro), 'ec2:RunInstances', instance, { 'ec2:InstanceType': 't2.micro' }, 'allowed'],
    [
      't2.micro',
      beside(micro),
      'ec2:RunInstances',
      instance,
      { 'ec2:InstanceType': 'm5.large' },
      'explicitDeny',
    ],
    ['only S3', instead(onlyS3), 's3:ListAllMyBuckets', '*', {}, 'allowed'],
    ['only S3', instead(onlyS3), 'sqs:ListQueues', '*', {}, 'implicitDeny'],
    [
      'the admin role',
      beside(admin),
      'iam:DeleteRole',
      `arn:aws:iam::${account}:role/role-to-deny`,
      {},
      'explicitDeny',
    ],
    ['the admin role', beside(admin), 'iam:DeleteRole', `arn:aws:iam::${account}:role/other`, {}, 'allowed'],
    ['one model', beside(model), 'bedrock:InvokeModel', `${foundation}/model-to-permit`, {}, 'allowed'],
    ['one model', beside(model), 'bedrock:InvokeModel', `${foundation}/other`, {}, 'explicitDeny'],
    ['one role', instead(forRole), 'rds:DescribeDBInstances', '*', {}, 'allowed', specific],
    ['one role', instead(forRole), 'rds:DescribeDBInstances', '*', {}, 'implicitDeny'],
    ['one role', instead(forRole), 'sqs:ListQueues', '*', {}, 'implicitDeny', specific],
  ])('%s: %j %s on %s with %j is %s', (_, policies, action, resource, context, outcome, principal) => {
    const request = { action, resource, context, ...(principal === undefined ? {} : { principal }) };
    expect(outcomeOf(request, policies)).toBe(outcome);
  });
});

// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
describe('resource control policies', () => {
  const deny = { Effect: 'Deny', Principal: '*', Action: 's3:PutBucketPublicAccessBlock', Resource: '*' };
  it.each<[string, Json, readonly string[]]>([
    ['the first example', deny, []],
    ['a Sid', { ...deny, Sid: 'DenyBPAConfigurations' }, []],
    ['a list of actions', { ...deny, Action: ['s3:Get*', 'sqs:*', 'sts:AssumeRol?'] }, []],
    ['a condition', { ...deny, Condition: { BoolIfExists: { 'aws:SecureTransport': 'false' } } }, []],
    ['NotResource', { Effect: 'Deny', Principal: '*', Action: 's3:*', NotResource: 'arn:aws:s3:::b/*' }, []],
    // "You can only specify “*” in the Principal element of an RCP."
    ['a principal', { ...deny, Principal: { AWS: '111122223333' } }, ['invalid-principal']],
    ['a service', { ...deny, Principal: { Service: 's3.amazonaws.com' } }, ['invalid-principal']],
    ['no principal', { Effect: 'Deny', Action: 's3:*', Resource: '*' }, ['missing-principal']],
    // "Each statement must contain the Action element."
    ['no action', { Effect: 'Deny', Principal: '*', Resource: '*' }, ['missing-action']],
    [
      'NotAction',
      { Effect: 'Deny', Principal: '*', NotAction: 's3:*', Resource: '*' },
      ['element-not-allowed'],
    ],
    [
      'NotPrincipal',
      { Effect: 'Deny', NotPrincipal: '*', Action: 's3:*', Resource: '*' },
      ['element-not-allowed'],
    ],
    ['no resource', { Effect: 'Deny', Principal: '*', Action: 's3:*' }, ['missing-resource']],
    // "For RCPs that you create, the value must be Deny."
    ['Allow', { ...deny, Effect: 'Allow' }, ['rcp-allow']],
    // "In a customer managed RCP, you can't use "*" as the entire Action value."
    ['all actions', { ...deny, Action: '*' }, ['rcp-all-actions']],
    ['all actions in a list', { ...deny, Action: ['s3:*', '*'] }, ['rcp-all-actions']],
    // "The effect of Allow is only supported for the RCPFullAWSAccess policy."
    ['RCPFullAWSAccess', { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }, []],
  ])('%s', (_, statement, codes) => {
    expect(codesOf(policyOf(statement), 'rcp')).toEqual(codes);
  });

  it('denies without TLS', () => {
    const statement = {
      ...deny,
      Action: 's3:*',
      Condition: { BoolIfExists: { 'aws:SecureTransport': 'false' } },
    };
    const policies = { identity: [allowAll], rcps: [{ id: 'r-1', policies: [named(policyOf(statement))] }] };
    expect(outcomeOf({ context: { 'aws:SecureTransport': 'true' } }, policies)).toBe('allowed');
    expect(outcomeOf({ context: { 'aws:SecureTransport': 'false' } }, policies)).toBe('explicitDeny');
    expect(outcomeOf({ context: {} }, policies)).toBe('explicitDeny');
  });
});

// https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
describe('VPC endpoint policies', () => {
  it.each<[string, Json, readonly string[]]>([
    ['the default policy', { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }, []],
    [
      'a principal by condition',
      {
        Effect: 'Allow',
        Principal: '*',
        Action: 's3:*',
        Resource: '*',
        Condition: { StringEquals: { 'aws:PrincipalArn': 'arn:aws:iam::123456789012:user/endpointuser' } },
      },
      [],
    ],
    ['an account', { Effect: 'Allow', Principal: { AWS: account }, Action: 's3:*', Resource: '*' }, []],
    // "It must contain a Principal element."
    ['no principal', { Effect: 'Allow', Action: '*', Resource: '*' }, ['missing-principal']],
  ])('%s', (_, statement, codes) => {
    expect(codesOf({ Statement: [statement] }, 'endpoint')).toEqual(codes);
  });

  // "An endpoint policy does not override or replace identity-based policies or resource-based policies."; "The
  // default endpoint policy grants full access to the endpoint."
  const full = named({ Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] });
  const oneUser = named(
    policyOf({
      Effect: 'Allow',
      Principal: '*',
      Action: '*',
      Resource: '*',
      Condition: { StringEquals: { 'aws:PrincipalArn': `arn:aws:iam::${account}:user/alice` } },
    }),
  );
  it.each<[string, PolicySet, string, string]>([
    ['full access', { identity: [allowAll], endpoint: full }, 'alice', 'allowed'],
    ['full access, and no other policy', { identity: [], endpoint: full }, 'alice', 'implicitDeny'],
    ['one user', { identity: [allowAll], endpoint: oneUser }, 'alice', 'allowed'],
    ['one user', { identity: [allowAll], endpoint: oneUser }, 'bob', 'implicitDeny'],
  ])('%s: %j for %s is %s', (_, policies, name, outcome) => {
    expect(outcomeOf({ principal: `arn:aws:iam::${account}:user/${name}` }, policies)).toBe(outcome);
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: "Policy documents can contain only the
// following Unicode characters: horizontal tab (U+0009), linefeed (U+000A), carriage return (U+000D), and characters
// in the range U+0020 to U+00FF."
describe('characters', () => {
  const text = (character: string) =>
    `{\n"Statement":{"Effect":"Deny","Action":"s3:*","Resource":"arn:aws:s3:::${character}"}}`;
  it.each<[PolicyType, string, readonly string[]]>([
    ['identity', 'a', []],
    ['identity', '~', []],
    ['identity', '\u007f', []],
    ['identity', 'é', []],
    ['identity', 'ÿ', []],
    ['identity', 'Ā', ['invalid-character 2:71']],
    ['identity', '中', ['invalid-character 2:71']],
    ['identity', '\u2028', ['invalid-character 2:71']],
    ['identity', '😀', ['invalid-character 2:71']],
    ['boundary', '中', ['invalid-character 2:71']],
    ['session', '中', ['invalid-character 2:71']],
    ['identity', '\\u4e2d', []],
  ])('%s policy with %s: %j', (type, character, places) => {
    expect(placesOf(text(character), type)).toEqual(places);
  });
});
