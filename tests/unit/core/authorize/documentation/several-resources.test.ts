// Operations that are authorized for several resources or actions: all must be allowed.

import {
  administratorAccess,
  documentation,
  jointDocumentation,
  policy,
  type Case,
  type Context,
  type JointCase,
  type Statement,
} from './cases.ts';
import type { NamedPolicy } from '../../../../../src/core/authorize/types.ts';

const account = '111122223333';
const user = `arn:aws:iam::${account}:user/u`;
const call = (action: string, resource: string, context: Context = {}) => ({
  principal: user,
  action,
  resource,
  resourceAccountId: account,
  context,
});

// ec2:RunInstances
const ec2 = (resource: string) => `arn:aws:ec2:us-east-1:${account}:${resource}`;
const ami = (id: string) => `arn:aws:ec2:us-east-1::image/${id}`;
const launchActions: readonly (readonly [name: string, resource: string])[] = [
  ['image', ami('ami-9e1670f7')],
  ['instance', ec2('instance/*')],
  ['volume', ec2('volume/*')],
  ['key-pair', ec2('key-pair/k')],
  ['security-group', ec2('security-group/sg-1')],
  ['subnet', ec2('subnet/subnet-12345678')],
  ['network-interface', ec2('network-interface/*')],
];
const any = (...types: readonly string[]) =>
  types.map((type) => (type === 'image' ? ami('ami-*') : ec2(`${type}/*`)));
const run = (Sid: string, Resource: unknown, more: Statement = {}): Statement => ({
  Sid,
  Effect: 'Allow',
  Action: 'ec2:RunInstances',
  Resource,
  ...more,
});

interface Launch {
  readonly title: string;
  readonly identity: NamedPolicy;
  /** Instead of the usual resource of that type. */
  readonly resources?: Readonly<Record<string, string>>;
  readonly contexts?: Readonly<Record<string, Context>>;
  /** By which statements each resource is decided; the usual ones where it is not said. */
  readonly usual: readonly string[];
  readonly statements?: Readonly<Record<string, readonly string[]>>;
  /** Which resources are denied, and how. */
  readonly denied?: Readonly<Record<string, 'implicitDeny' | 'explicitDeny'>>;
  /** Besides the launch: ec2:CreateTags. */
  readonly beside?: readonly Case[];
}

function launch({
  title,
  identity,
  resources = {},
  contexts = {},
  usual,
  statements = {},
  denied = {},
  beside = [],
}: Launch): JointCase {
  const parts = launchActions.map(([name, resource]): Case => {
    const outcome = denied[name] ?? 'allowed';
    const bySid = statements[name] ?? (outcome === 'implicitDeny' ? [] : usual);
    return {
      title: name,
      request: call('ec2:RunInstances', resources[name] ?? resource, contexts[name] ?? contexts['all'] ?? {}),
      policies: { identity: [identity] },
      outcome,
      blockedBy: outcome === 'allowed' ? [] : ['identity'],
      statements: bySid.map((sid) => `identity:${sid}`),
    };
  });
  const all = [...parts, ...beside];
  const worst = (['explicitDeny', 'implicitDeny'] as const).find((outcome) =>
    all.some((part) => part.outcome === outcome),
  );
  return { title, parts: all, outcome: worst ?? 'allowed' };
}

const twoAmis = policy(
  'amis',
  run('TwoAmis', [
    ami('ami-9e1670f7'),
    ami('ami-45cf5c3c'),
    ...any('instance', 'volume', 'key-pair', 'security-group', 'subnet', 'network-interface'),
  ]),
);
const amazonAmis = policy(
  'amazon',
  run('AmazonImages', [ami('ami-*')], { Condition: { StringEquals: { 'ec2:Owner': 'amazon' } } }),
  run('Rest', any('instance', 'subnet', 'volume', 'network-interface', 'key-pair', 'security-group')),
);
const smallOnly = policy(
  'small',
  run('Small', any('instance'), {
    Condition: { StringEquals: { 'ec2:InstanceType': ['t2.micro', 't2.small'] } },
  }),
  run('Rest', any('image', 'subnet', 'network-interface', 'volume', 'key-pair', 'security-group')),
);
const everyType = any(
  'image',
  'network-interface',
  'instance',
  'subnet',
  'volume',
  'key-pair',
  'security-group',
);
const notLarge = policy(
  'not-large',
  run('NotLarge', any('instance'), {
    Effect: 'Deny',
    Condition: { StringNotEquals: { 'ec2:InstanceType': ['t2.micro', 't2.small'] } },
  }),
  run('All', everyType),
);
const oneSubnet = policy(
  'subnet',
  run('OneSubnet', [
    ec2('subnet/subnet-12345678'),
    ...any('network-interface', 'instance', 'volume', 'image', 'key-pair', 'security-group'),
  ]),
);
const noOtherSubnet = policy(
  'subnet-deny',
  run('NoOtherSubnet', any('network-interface'), {
    Effect: 'Deny',
    Condition: { ArnNotEquals: { 'ec2:Subnet': ec2('subnet/subnet-12345678') } },
  }),
  run('All', everyType),
);
const encryptedOnly = policy(
  'encrypted',
  run('Encrypted', ['arn:aws:ec2:*:*:volume/*'], { Condition: { Bool: { 'ec2:Encrypted': 'true' } } }),
  run('Rest', [
    'arn:aws:ec2:*::image/ami-*',
    'arn:aws:ec2:*:*:network-interface/*',
    'arn:aws:ec2:*:*:instance/*',
    'arn:aws:ec2:*:*:subnet/*',
    'arn:aws:ec2:*:*:key-pair/*',
    'arn:aws:ec2:*:*:security-group/*',
  ]),
);
const template = ec2('launch-template/lt-09477bcd97b0d310e');
const fromTemplate = policy('template', {
  ...run('FromTemplate', '*'),
  Condition: {
    ArnLike: { 'ec2:LaunchTemplate': template },
    Bool: { 'ec2:IsLaunchTemplateResource': 'true' },
  },
});
const anyTemplate: Statement = { ArnLike: { 'ec2:LaunchTemplate': ec2('launch-template/*') } };
const noOverride = policy(
  'no-override',
  {
    Sid: 'AllButSubnet',
    Effect: 'Allow',
    Action: 'ec2:RunInstances',
    NotResource: any('subnet', 'network-interface'),
    Condition: anyTemplate,
  },
  run('SubnetOfTemplate', any('subnet', 'network-interface'), {
    Condition: { ...anyTemplate, Bool: { 'ec2:IsLaunchTemplateResource': 'true' } },
  }),
);
const templated: Context = { 'ec2:LaunchTemplate': template, 'ec2:IsLaunchTemplateResource': 'true' };
const overridden: Context = { ...templated, 'ec2:IsLaunchTemplateResource': 'false' };

// Tags on creation.
const tagInstances = policy('tag-instances', run('Run', '*'), {
  Sid: 'TagInstances',
  Effect: 'Allow',
  Action: ['ec2:CreateTags'],
  Resource: ec2('instance/*'),
  Condition: { StringEquals: { 'ec2:CreateAction': 'RunInstances' } },
});
const specificTags = policy(
  'specific-tags',
  run('Launch', any('image', 'subnet', 'network-interface', 'security-group', 'key-pair')),
  run('Tagged', any('volume', 'instance'), {
    Condition: {
      StringEquals: {
        'aws:RequestTag/environment': 'production',
        'aws:RequestTag/purpose': 'webserver',
      },
    },
  }),
  {
    Sid: 'CreateTags',
    Effect: 'Allow',
    Action: ['ec2:CreateTags'],
    Resource: ec2('*/*'),
    Condition: { StringEquals: { 'ec2:CreateAction': 'RunInstances' } },
  },
);
const atLeastOne = policy(
  'at-least-one',
  run('Launch', any('image', 'subnet', 'network-interface', 'security-group', 'key-pair')),
  run('Tagged', any('volume', 'instance'), {
    Condition: { 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['environment', 'webserver'] } },
  }),
);
const ifTagged = policy('if-tagged', run('Run', '*'), {
  Sid: 'OnlyPurpose',
  Effect: 'Allow',
  Action: ['ec2:CreateTags'],
  Resource: ec2('*/*'),
  Condition: {
    StringEquals: { 'aws:RequestTag/purpose': 'test', 'ec2:CreateAction': 'RunInstances' },
    'ForAllValues:StringEquals': { 'aws:TagKeys': 'purpose' },
  },
});
const tagging = (
  title: string,
  resource: string,
  context: Context,
  identity: NamedPolicy,
  sid: string | undefined,
): Case => ({
  title,
  request: call('ec2:CreateTags', resource, context),
  policies: { identity: [identity] },
  ...(sid === undefined
    ? { outcome: 'implicitDeny', blockedBy: ['identity'], statements: [] }
    : { outcome: 'allowed', blockedBy: [], statements: [`identity:${sid}`] }),
});
const onCreation: Context = { 'ec2:CreateAction': 'RunInstances' };
const webserver: Context = {
  'aws:RequestTag/environment': 'production',
  'aws:RequestTag/purpose': 'webserver',
  'aws:TagKeys': ['environment', 'purpose'],
};

jointDocumentation('AWSEC2/latest/UserGuide/ExamplePolicies_EC2.html#iam-example-runinstances', [
  launch({ title: 'AMIs: one of the two', identity: twoAmis, usual: ['TwoAmis'] }),
  launch({
    title: 'AMIs: another',
    identity: twoAmis,
    resources: { image: ami('ami-00000000') },
    usual: ['TwoAmis'],
    denied: { image: 'implicitDeny' },
  }),
  launch({
    title: 'AMIs of Amazon',
    identity: amazonAmis,
    contexts: { image: { 'ec2:Owner': 'amazon' } },
    usual: ['Rest'],
    statements: { image: ['AmazonImages'] },
  }),
  launch({
    title: 'AMIs of somebody else',
    identity: amazonAmis,
    contexts: { image: { 'ec2:Owner': '999999999999' } },
    usual: ['Rest'],
    denied: { image: 'implicitDeny' },
  }),
  launch({
    title: 'Instance types: small',
    identity: smallOnly,
    contexts: { instance: { 'ec2:InstanceType': 't2.small' } },
    usual: ['Rest'],
    statements: { instance: ['Small'] },
  }),
  launch({
    title: 'Instance types: larger',
    identity: smallOnly,
    contexts: { instance: { 'ec2:InstanceType': 'm5.xlarge' } },
    usual: ['Rest'],
    denied: { instance: 'implicitDeny' },
  }),
  launch({
    title: 'Instance types by a deny: small',
    identity: notLarge,
    contexts: { instance: { 'ec2:InstanceType': 't2.micro' } },
    usual: ['All'],
  }),
  launch({
    title: 'Instance types by a deny: larger',
    identity: notLarge,
    contexts: { instance: { 'ec2:InstanceType': 'm5.xlarge' } },
    usual: ['All'],
    statements: { instance: ['NotLarge', 'All'] },
    denied: { instance: 'explicitDeny' },
  }),
  launch({ title: 'Subnets: the one', identity: oneSubnet, usual: ['OneSubnet'] }),
  launch({
    title: 'Subnets: another',
    identity: oneSubnet,
    resources: { subnet: ec2('subnet/subnet-99999999') },
    usual: ['OneSubnet'],
    denied: { subnet: 'implicitDeny' },
  }),
  launch({
    title: 'Subnets by a deny: the one',
    identity: noOtherSubnet,
    contexts: { 'network-interface': { 'ec2:Subnet': ec2('subnet/subnet-12345678') } },
    usual: ['All'],
  }),
  launch({
    title: 'Subnets by a deny: another',
    identity: noOtherSubnet,
    resources: { subnet: ec2('subnet/subnet-99999999') },
    contexts: { 'network-interface': { 'ec2:Subnet': ec2('subnet/subnet-99999999') } },
    usual: ['All'],
    statements: { 'network-interface': ['NoOtherSubnet', 'All'] },
    denied: { 'network-interface': 'explicitDeny' },
  }),
  launch({
    title: 'EBS volumes: encrypted',
    identity: encryptedOnly,
    contexts: { volume: { 'ec2:Encrypted': 'true' } },
    usual: ['Rest'],
    statements: { volume: ['Encrypted'] },
  }),
  launch({
    title: 'EBS volumes: not encrypted',
    identity: encryptedOnly,
    contexts: { volume: { 'ec2:Encrypted': 'false' } },
    usual: ['Rest'],
    denied: { volume: 'implicitDeny' },
  }),
  launch({
    title: 'Tags: an instance tagged on creation',
    identity: tagInstances,
    usual: ['Run'],
    beside: [tagging('tag', ec2('instance/*'), onCreation, tagInstances, 'TagInstances')],
  }),
  launch({
    title: 'Tags: volumes cannot be',
    identity: tagInstances,
    usual: ['Run'],
    beside: [tagging('tag', ec2('volume/*'), onCreation, tagInstances, undefined)],
  }),
  {
    title: 'Tags: an existing instance cannot be',
    parts: [tagging('tag', ec2('instance/i-1'), {}, tagInstances, undefined)],
    outcome: 'implicitDeny',
  },
  launch({
    title: 'Tags: the two that are required',
    identity: specificTags,
    contexts: { instance: webserver, volume: webserver },
    usual: ['Launch'],
    statements: { instance: ['Tagged'], volume: ['Tagged'] },
    beside: [tagging('tag', ec2('volume/*'), { ...onCreation, ...webserver }, specificTags, 'CreateTags')],
  }),
  launch({
    title: 'Tags: none, although two are required',
    identity: specificTags,
    usual: ['Launch'],
    denied: { instance: 'implicitDeny', volume: 'implicitDeny' },
  }),
  launch({
    title: 'Tags: at least one of two keys',
    identity: atLeastOne,
    contexts: {
      instance: { 'aws:TagKeys': ['environment', 'other'] },
      volume: { 'aws:TagKeys': ['webserver'] },
    },
    usual: ['Launch'],
    statements: { instance: ['Tagged'], volume: ['Tagged'] },
  }),
  launch({
    title: 'Tags: at least one of two keys, and the volume has neither',
    identity: atLeastOne,
    contexts: { instance: { 'aws:TagKeys': ['environment'] }, volume: { 'aws:TagKeys': ['other'] } },
    usual: ['Launch'],
    statements: { instance: ['Tagged'] },
    denied: { volume: 'implicitDeny' },
  }),
  launch({ title: 'Tags: none are needed', identity: ifTagged, usual: ['Run'] }),
  launch({
    title: 'Tags: if any, then purpose=test',
    identity: ifTagged,
    usual: ['Run'],
    beside: [
      tagging(
        'tag',
        ec2('instance/*'),
        { ...onCreation, 'aws:RequestTag/purpose': 'test', 'aws:TagKeys': ['purpose'] },
        ifTagged,
        'OnlyPurpose',
      ),
    ],
  }),
  launch({
    title: 'Tags: and no other beside',
    identity: ifTagged,
    usual: ['Run'],
    beside: [
      tagging(
        'tag',
        ec2('instance/*'),
        { ...onCreation, 'aws:RequestTag/purpose': 'test', 'aws:TagKeys': ['purpose', 'owner'] },
        ifTagged,
        undefined,
      ),
    ],
  }),
  launch({
    title: 'Launch templates: everything as in the template',
    identity: fromTemplate,
    contexts: { all: templated },
    usual: ['FromTemplate'],
  }),
  launch({
    title: 'Launch templates: a security group overridden',
    identity: fromTemplate,
    contexts: { all: templated, 'security-group': overridden },
    usual: ['FromTemplate'],
    denied: { 'security-group': 'implicitDeny' },
  }),
  launch({
    title: 'Launch templates: none used',
    identity: fromTemplate,
    contexts: { all: {} },
    usual: ['FromTemplate'],
    denied: {
      image: 'implicitDeny',
      instance: 'implicitDeny',
      volume: 'implicitDeny',
      'key-pair': 'implicitDeny',
      'security-group': 'implicitDeny',
      subnet: 'implicitDeny',
      'network-interface': 'implicitDeny',
    },
  }),
  launch({
    title: 'Launch templates: the image may be overridden',
    identity: noOverride,
    contexts: { all: templated, image: overridden },
    usual: ['AllButSubnet'],
    statements: { subnet: ['SubnetOfTemplate'], 'network-interface': ['SubnetOfTemplate'] },
  }),
  launch({
    title: 'Launch templates: the subnet may not',
    identity: noOverride,
    contexts: { all: templated, subnet: overridden },
    usual: ['AllButSubnet'],
    statements: { 'network-interface': ['SubnetOfTemplate'] },
    denied: { subnet: 'implicitDeny' },
  }),
]);

// iam:PassRole
const passXyz = policy('pass', {
  Sid: 'Xyz',
  Effect: 'Allow',
  Action: ['iam:GetRole', 'iam:PassRole'],
  Resource: `arn:aws:iam::${account}:role/EC2-roles-for-XYZ-*`,
});
const launchAnything = policy('launch', {
  Sid: 'Launch',
  Effect: 'Allow',
  Action: 'ec2:RunInstances',
  Resource: '*',
});
const roleArn = (name: string) => `arn:aws:iam::${account}:role/${name}`;
const passing = (name: string, identity: readonly NamedPolicy[], sid: string | undefined): Case => ({
  title: 'pass',
  request: call('iam:PassRole', roleArn(name), { 'iam:PassedToService': 'ec2.amazonaws.com' }),
  policies: { identity },
  ...(sid === undefined
    ? { outcome: 'implicitDeny', blockedBy: ['identity'], statements: [] }
    : { outcome: 'allowed', blockedBy: [], statements: [`identity:${sid}`] }),
});
const launching = (identity: readonly NamedPolicy[]): Case => ({
  title: 'launch',
  request: call('ec2:RunInstances', ec2('instance/*')),
  policies: { identity },
  outcome: 'allowed',
  blockedBy: [],
  statements: ['identity:Launch'],
});
const enhanced = policy(
  'rds',
  { Sid: 'PolicyStatementToAllowUserToListRoles', Effect: 'Allow', Action: ['iam:ListRoles'], Resource: '*' },
  {
    Sid: 'PolicyStatementToAllowUserToPassOneSpecificRole',
    Effect: 'Allow',
    Action: ['iam:PassRole'],
    Resource: roleArn('RDS-Monitoring-Role'),
  },
);
const passRole = 'IAM/latest/UserGuide/id_roles_use_passrole.html';
jointDocumentation(passRole, [
  {
    title: 'Example 1: an instance with an approved role',
    parts: [
      launching([passXyz, launchAnything]),
      passing('EC2-roles-for-XYZ-web', [passXyz, launchAnything], 'Xyz'),
    ],
    outcome: 'allowed',
  },
  {
    title: 'Example 1: an instance with another role',
    parts: [launching([passXyz, launchAnything]), passing('Admin', [passXyz, launchAnything], undefined)],
    outcome: 'implicitDeny',
  },
  {
    title: 'launching does not include passing',
    parts: [launching([launchAnything]), passing('EC2-roles-for-XYZ-web', [launchAnything], undefined)],
    outcome: 'implicitDeny',
  },
  {
    title: 'a boundary that leaves out iam:PassRole',
    parts: [
      launching([launchAnything]),
      {
        ...passing('Admin', [administratorAccess], 'Admin'),
        policies: { identity: [administratorAccess], boundary: launchAnything },
        outcome: 'implicitDeny',
        blockedBy: ['boundary'],
      },
    ],
    outcome: 'implicitDeny',
  },
]);
documentation(passRole, [
  {
    title: 'Example 2: lists the roles',
    request: call('iam:ListRoles', `arn:aws:iam::${account}:role/`),
    policies: { identity: [enhanced] },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:PolicyStatementToAllowUserToListRoles'],
  },
  {
    title: 'Example 2: passes the one role',
    request: call('iam:PassRole', roleArn('RDS-Monitoring-Role')),
    policies: { identity: [enhanced] },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:PolicyStatementToAllowUserToPassOneSpecificRole'],
  },
  {
    title: 'Example 2: passes no other',
    request: call('iam:PassRole', roleArn('RDS-Other-Role')),
    policies: { identity: [enhanced] },
    outcome: 'implicitDeny',
    blockedBy: ['identity'],
    statements: [],
  },
  {
    title: 'a service-linked role needs the permission too when it is specified',
    request: call(
      'iam:PassRole',
      roleArn('aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling'),
    ),
    policies: { identity: [passXyz] },
    outcome: 'implicitDeny',
    blockedBy: ['identity'],
    statements: [],
  },
]);

const toEc2 = policy('to-ec2', {
  Sid: 'ToEc2',
  Effect: 'Allow',
  Action: 'iam:PassRole',
  Resource: '*',
  Condition: {
    StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' },
    ArnLike: { 'iam:AssociatedResourceARN': ['arn:aws:ec2:*:111122223333:instance/*'] },
  },
});
documentation('IAM/latest/UserGuide/reference_policies_iam-condition-keys.html', [
  {
    title: 'a role for instances of the account',
    request: call('iam:PassRole', roleArn('r'), {
      'iam:PassedToService': 'ec2.amazonaws.com',
      'iam:AssociatedResourceArn': ec2('instance/i-1'),
    }),
    policies: { identity: [toEc2] },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:ToEc2'],
  },
  {
    title: 'a role for another service',
    request: call('iam:PassRole', roleArn('r'), {
      'iam:PassedToService': 'lambda.amazonaws.com',
      'iam:AssociatedResourceArn': ec2('instance/i-1'),
    }),
    policies: { identity: [toEc2] },
    outcome: 'implicitDeny',
    blockedBy: ['identity'],
    statements: [],
  },
  {
    title: 'creating the service-linked role of the service named',
    request: call('iam:CreateServiceLinkedRole', '*', {
      'iam:AWSServiceName': 'access-analyzer.amazonaws.com',
    }),
    policies: {
      identity: [
        policy('slr', {
          Sid: 'Analyzer',
          Effect: 'Allow',
          Action: 'iam:CreateServiceLinkedRole',
          Resource: '*',
          Condition: { StringLike: { 'iam:AWSServiceName': 'access-analyzer.amazonaws.com' } },
        }),
      ],
    },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:Analyzer'],
  },
  {
    title: 'deleting a user that is tagged as terminated',
    request: call('iam:DeleteUser', `arn:aws:iam::${account}:user/gone`, {
      'iam:ResourceTag/status': 'terminated',
    }),
    policies: {
      identity: [
        policy('terminated', {
          Sid: 'Terminated',
          Effect: 'Allow',
          Action: 'iam:DeleteUser',
          Resource: '*',
          Condition: { StringEquals: { 'iam:ResourceTag/status': 'terminated' } },
        }),
      ],
    },
    outcome: 'allowed',
    blockedBy: [],
    statements: ['identity:Terminated'],
  },
]);

// s3:CopyObject reads the source and writes the destination.
const readSource = policy('read', {
  Sid: 'Read',
  Effect: 'Allow',
  Action: 's3:GetObject',
  Resource: 'arn:aws:s3:::source/*',
});
const writeDestination = policy('write', {
  Sid: 'Write',
  Effect: 'Allow',
  Action: 's3:PutObject',
  Resource: 'arn:aws:s3:::destination/*',
});
const copy = (identity: readonly NamedPolicy[], read: boolean, write: boolean): readonly Case[] => [
  {
    title: 'source',
    request: call('s3:GetObject', 'arn:aws:s3:::source/k'),
    policies: { identity },
    ...(read
      ? { outcome: 'allowed', blockedBy: [], statements: ['identity:Read'] }
      : { outcome: 'implicitDeny', blockedBy: ['identity'], statements: [] }),
  },
  {
    title: 'destination',
    request: call('s3:PutObject', 'arn:aws:s3:::destination/k'),
    policies: { identity },
    ...(write
      ? { outcome: 'allowed', blockedBy: [], statements: ['identity:Write'] }
      : { outcome: 'implicitDeny', blockedBy: ['identity'], statements: [] }),
  },
];
jointDocumentation('AmazonS3/latest/API/API_CopyObject.html', [
  {
    title: 'read access to the source and write access to the destination',
    parts: copy([readSource, writeDestination], true, true),
    outcome: 'allowed',
  },
  { title: 'only the source', parts: copy([readSource], true, false), outcome: 'implicitDeny' },
  { title: 'only the destination', parts: copy([writeDestination], false, true), outcome: 'implicitDeny' },
  {
    title: 'a source of another account, whose bucket policy is silent',
    parts: [
      {
        title: 'source',
        request: { ...call('s3:GetObject', 'arn:aws:s3:::source/k'), resourceAccountId: '999999999999' },
        policies: { identity: [readSource, writeDestination] },
        outcome: 'implicitDeny',
        blockedBy: ['resource'],
        statements: ['identity:Read'],
      },
      {
        title: 'destination',
        request: call('s3:PutObject', 'arn:aws:s3:::destination/k'),
        policies: { identity: [readSource, writeDestination] },
        outcome: 'allowed',
        blockedBy: [],
        statements: ['identity:Write'],
      },
    ],
    outcome: 'implicitDeny',
  },
]);
