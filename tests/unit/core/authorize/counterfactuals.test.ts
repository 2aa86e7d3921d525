import { beforeEach, describe, expect, it, vi } from 'vitest';
import { authorize, compile } from '../../../../src/core/authorize/authorize.ts';
import {
  applyChanges,
  counterfactuals,
  type Change,
} from '../../../../src/core/authorize/counterfactuals.ts';
import type { AuthorizationRequest, NamedPolicy, PolicySet } from '../../../../src/core/authorize/types.ts';

const evaluations = vi.hoisted(() => ({ count: 0 }));
vi.mock('../../../../src/core/authorize/decide.ts', async (original) => {
  const { decide } = await original<typeof import('../../../../src/core/authorize/decide.ts')>();
  const counted: typeof decide = (...given) => {
    evaluations.count++;
    return decide(...given);
  };
  return { decide: counted };
});
vi.mock('../../../../src/core/authorize/authorize.ts', async (original) => {
  const module = await original<typeof import('../../../../src/core/authorize/authorize.ts')>();
  const counted: typeof module.authorize = (...given) => {
    evaluations.count++;
    return module.authorize(...given);
  };
  return { ...module, authorize: counted };
});
beforeEach(() => {
  evaluations.count = 0;
});

const account = '111122223333';
const other = '444455556666';
const alice = `arn:aws:iam::${account}:user/alice`;
const session = `arn:aws:sts::${account}:assumed-role/admin/s1`;
const bob = `arn:aws:sts::${account}:federated-user/bob`;

type Statement = Readonly<Record<string, unknown>>;
const policy = (name: string, ...statements: readonly Statement[]): NamedPolicy => ({
  name,
  document: { Version: '2012-10-17', Statement: statements },
});
const allow = (more: Statement = {}): Statement => ({ Effect: 'Allow', Action: '*', Resource: '*', ...more });
const deny = (more: Statement = {}): Statement => ({ Effect: 'Deny', Action: '*', Resource: '*', ...more });
const when = (operator: string, key: string, ...values: readonly unknown[]) => ({
  Condition: { [operator]: { [key]: values.length === 1 ? values[0] : values } },
});
const object: AuthorizationRequest = {
  principal: alice,
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::b/k',
  resourceAccountId: account,
  context: {},
};
const granted: PolicySet = { identity: [policy('i', allow())] };
const full: NamedPolicy = {
  ...policy('FullAWSAccess', allow()),
  arn: 'arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess',
};
const scps = (...policies: readonly NamedPolicy[]): PolicySet => ({
  ...granted,
  scps: [
    { id: 'r-1', policies: [full] },
    { id: account, policies },
  ],
});

/** `identity/i#0 + Action s3:GetObject` */
function say(change: Change): string {
  if (change.kind === 'set-context') return `${change.key} = ${change.values.join(', ')}`;
  if (change.kind === 'remove-context') return `no ${change.key}`;
  const layer = [change.policyType, ...(change.levelId === undefined ? [] : [change.levelId])].join(' ');
  const where = `${layer}/${'policyName' in change ? change.policyName : 'new'}`;
  switch (change.kind) {
    case 'add-statement': {
      const { Effect, Principal, Action } = change.statement;
      const who = Principal === undefined ? '' : ` to ${JSON.stringify(Principal)}`;
      return `${where} + ${String(Effect)} ${String(Action)}${who}`;
    }
    case 'remove-statement':
      return `${where} - #${change.statement}`;
    case 'add-action':
    case 'remove-action':
      return `${where}#${change.statement} ${change.kind === 'add-action' ? '+' : '-'} ${change.element} ${change.action}`;
    case 'add-resource':
    case 'remove-resource':
      return `${where}#${change.statement} ${change.kind === 'add-resource' ? '+' : '-'} ${change.element} ${change.resource}`;
    case 'add-principal':
      return `${where}#${change.statement} + ${change.principalKind} ${change.principal}`;
  }
}

function answers(request: Partial<AuthorizationRequest>, set: PolicySet): readonly string[] {
  const asked = { ...object, ...request };
  const found = counterfactuals(asked, set);
  expect(evaluations.count).toBeLessThan(60);
  const before = authorize(asked, compile(set)).outcome;
  return found.map(({ changes, outcome }) => {
    const changed = applyChanges(asked, set, changes);
    expect(authorize(changed.request, compile(changed.policies)).outcome).toBe(outcome);
    expect(outcome === 'allowed').not.toBe(before === 'allowed');
    return changes.map(say).join(' & ');
  });
}

type Row = readonly [
  title: string,
  request: Partial<AuthorizationRequest>,
  set: PolicySet,
  answers: readonly string[],
];

const only = (...statements: readonly Statement[]): PolicySet => ({ identity: [policy('i', ...statements)] });
const bucket = (...statements: readonly Statement[]) => ({ resource: policy('bp', ...statements) });
const addition = 'identity/i + Allow s3:GetObject';

const silent: readonly Row[] = [
  ['no policy at all: a new one', {}, { identity: [] }, ['identity/new + Allow s3:GetObject']],
  [
    'the action is missing',
    {},
    only(allow({ Action: 's3:PutObject', Resource: 'arn:aws:s3:::b/*' })),
    ['identity/i#0 + Action s3:GetObject', addition],
  ],
  [
    'the resource is missing',
    {},
    only(allow({ Action: ['s3:Get*'], Resource: ['arn:aws:s3:::c/*'] })),
    ['identity/i#0 + Resource arn:aws:s3:::b/k', addition],
  ],
  [
    'both are: a statement of its own is one change, widening the other two',
    {},
    only(allow({ Action: 's3:PutObject', Resource: 'arn:aws:s3:::c/*' })),
    [addition, 'identity/i#0 + Action s3:GetObject & identity/i#0 + Resource arn:aws:s3:::b/k'],
  ],
  [
    'a statement about another service that is about every resource',
    {},
    only(allow({ Action: 'ec2:*' })),
    ['identity/i#0 + Action s3:GetObject', addition],
  ],
  [
    'a statement about another service and its resources is left alone',
    {},
    only(allow({ Action: 'ec2:*', Resource: 'arn:aws:ec2:*:*:instance/*' })),
    [addition],
  ],
  [
    'NotAction that names the action among others',
    {},
    only({ Effect: 'Allow', NotAction: ['iam:*', 'S3:getobject'], Resource: '*' }),
    ['identity/i#0 - NotAction S3:getobject', addition],
  ],
  [
    'NotAction with a pattern is there for more than this action',
    {},
    only({ Effect: 'Allow', NotAction: ['iam:*', 's3:*'], Resource: '*' }),
    [addition],
  ],
  [
    'NotResource that names the resource among others',
    {},
    only({ Effect: 'Allow', Action: '*', NotResource: ['arn:aws:s3:::b/k', 'arn:aws:s3:::c/*'] }),
    ['identity/i#0 - NotResource arn:aws:s3:::b/k', addition],
  ],
  [
    'AWS managed policies are not edited',
    {},
    {
      identity: [
        {
          ...policy('AmazonEC2FullAccess', allow({ Action: 'ec2:*' })),
          arn: 'arn:aws:iam::aws:policy/AmazonEC2FullAccess',
        },
      ],
    },
    ['identity/new + Allow s3:GetObject'],
  ],
  [
    'the boundary is silent',
    {},
    { ...granted, boundary: policy('b', allow({ Action: 's3:Put*' })) },
    ['boundary/b#0 + Action s3:GetObject', 'boundary/b + Allow s3:GetObject'],
  ],
  [
    'identity policy and boundary are: one change each',
    {},
    { identity: [], boundary: policy('b', allow({ Action: 'iam:*', Resource: 'arn:aws:iam::*:role/*' })) },
    ['identity/new + Allow s3:GetObject & boundary/b + Allow s3:GetObject'],
  ],
  [
    'within the account a grant of the bucket policy to the user by name stands for both',
    {},
    {
      identity: [],
      boundary: policy('b', allow({ Action: 'iam:*', Resource: 'arn:aws:iam::*:role/*' })),
      ...bucket(allow({ Principal: { AWS: account }, Action: 's3:GetObject' })),
    },
    [
      `resource/bp#0 + AWS ${alice}`,
      `resource/bp + Allow s3:GetObject to {"AWS":"${alice}"}`,
      'identity/new + Allow s3:GetObject & boundary/b + Allow s3:GetObject',
    ],
  ],
  [
    'a level of the organization is silent: FullAWSAccess of another level does not help',
    {},
    scps(policy('list', allow({ Action: ['ec2:*', 's3:PutObject'] }))),
    [`scp ${account}/list#0 + Action s3:GetObject`, `scp ${account}/list + Allow s3:GetObject`],
  ],
  ['a level without any policy', {}, scps(), [`scp ${account}/new + Allow s3:GetObject`]],
  [
    'a federated user without session policy',
    { principal: bob, issuer: alice },
    { ...granted, sessions: [] },
    ['session/new + Allow s3:GetObject'],
  ],
  [
    'a VPC endpoint policy takes * as its Principal',
    {},
    {
      ...granted,
      endpoint: policy('e', allow({ Principal: '*', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::b' })),
    },
    [
      'endpoint/e + Allow s3:GetObject to "*"',
      'endpoint/e#0 + Action s3:GetObject & endpoint/e#0 + Resource arn:aws:s3:::b/k',
    ],
  ],
  [
    'another account: no bucket policy',
    { resourceAccountId: other },
    granted,
    [`resource/new + Allow s3:GetObject to {"AWS":"${alice}"}`],
  ],
  [
    'another account: the bucket policy names somebody else, for a session its role first',
    { principal: session, resourceAccountId: other },
    { ...granted, ...bucket(allow({ Principal: { AWS: other }, Action: 's3:GetObject' })) },
    [
      `resource/bp#0 + AWS arn:aws:iam::${account}:role/admin`,
      `resource/bp + Allow s3:GetObject to {"AWS":"arn:aws:iam::${account}:role/admin"}`,
    ],
  ],
  [
    'another account, and all that the caller has is silent: more grants over there are no help',
    { principal: session, resourceAccountId: other },
    {
      identity: [],
      boundary: policy('b', allow({ Action: 'iam:*', Resource: 'arn:aws:iam::*:role/*' })),
      sessions: [policy('s', allow({ Action: 'iam:*', Resource: 'arn:aws:iam::*:role/*' }))],
      ...bucket(allow({ Principal: '*', Action: 's3:GetObject' }), allow({ Principal: { AWS: other } })),
    },
    ['identity/new + Allow s3:GetObject & boundary/b + Allow s3:GetObject & session/s + Allow s3:GetObject'],
  ],
  [
    'a trust policy that names a service only',
    { action: 'sts:AssumeRole', resource: `arn:aws:iam::${account}:role/app` },
    {
      identity: [],
      resource: policy('trust', {
        Effect: 'Allow',
        Principal: { Service: 'ec2.amazonaws.com' },
        Action: 'sts:AssumeRole',
      }),
    },
    [`trust/trust#0 + AWS ${alice}`, `trust/trust + Allow sts:AssumeRole to {"AWS":"${alice}"}`],
  ],
  [
    'an identity provider is added as one',
    {
      principal: 'accounts.google.com',
      action: 'sts:AssumeRoleWithWebIdentity',
      resource: `arn:aws:iam::${account}:role/app`,
    },
    {
      identity: [],
      resource: policy('trust', {
        Effect: 'Allow',
        Principal: { Federated: 'www.amazon.com' },
        Action: 'sts:AssumeRoleWithWebIdentity',
      }),
    },
    [
      'trust/trust#0 + Federated accounts.google.com',
      'trust/trust + Allow sts:AssumeRoleWithWebIdentity to {"Federated":"accounts.google.com"}',
    ],
  ],
  [
    'the trust policy of a service-linked role is AWS’s own',
    { action: 'sts:AssumeRole', resource: `arn:aws:iam::${account}:role/aws-service-role/x.amazonaws.com/r` },
    {
      ...granted,
      resource: policy('trust', {
        Effect: 'Allow',
        Principal: { Service: 'x.amazonaws.com' },
        Action: 'sts:AssumeRole',
      }),
    },
    [],
  ],
  [
    'an unsigned request',
    { principal: 'anonymous' },
    { identity: [], ...bucket(allow({ Principal: { AWS: alice }, Action: 's3:*' })) },
    ['resource/bp#0 + AWS *', 'resource/bp + Allow s3:GetObject to "*"'],
  ],
];

const unless = (operator: string, key: string, ...values: readonly string[]) =>
  only(allow(), deny(when(operator, key, ...values)));

const explicit: readonly Row[] = [
  [
    'without MFA',
    {},
    unless('BoolIfExists', 'aws:MultiFactorAuthPresent', 'false'),
    ['aws:MultiFactorAuthPresent = true', 'identity/i - #1'],
  ],
  [
    'without MFA, by Null',
    {},
    unless('Null', 'aws:MultiFactorAuthAge', 'true'),
    ['aws:MultiFactorAuthAge = 60', 'identity/i - #1'],
  ],
  [
    'NotAction: the action is exempted',
    {},
    only(allow(), { Effect: 'Deny', NotAction: 'iam:*', Resource: '*' }),
    ['identity/i#1 + NotAction s3:GetObject', 'identity/i - #1'],
  ],
  [
    'NotResource: the resource is exempted',
    {},
    only(allow(), { Effect: 'Deny', Action: 's3:*', NotResource: 'arn:aws:s3:::c/*' }),
    ['identity/i#1 + NotResource arn:aws:s3:::b/k', 'identity/i - #1'],
  ],
  [
    'an action among others is taken out before the statement is',
    {},
    only(allow(), deny({ Action: ['s3:GetObject', 's3:PutObject'] })),
    ['identity/i#1 - Action s3:GetObject', 'identity/i - #1'],
  ],
  [
    'a Region that the SCP takes; FullAWSAccess is never touched',
    { context: { 'aws:RequestedRegion': 'us-east-1' } },
    scps(
      full,
      policy('regions', deny(when('StringNotEquals', 'aws:RequestedRegion', 'eu-west-1', 'eu-north-1'))),
    ),
    ['aws:RequestedRegion = eu-west-1', `scp ${account}/regions - #0`],
  ],
  [
    'a value that suits an SCP and a condition of the Allow',
    { context: { 'aws:RequestedRegion': 'us-east-1' } },
    {
      ...scps(
        full,
        policy('regions', deny(when('StringNotEquals', 'aws:RequestedRegion', 'eu-west-1', 'eu-north-1'))),
      ),
      ...only(allow(when('StringEquals', 'aws:RequestedRegion', 'us-west-2', 'eu-north-1'))),
    },
    ['aws:RequestedRegion = eu-north-1', `scp ${account}/regions - #0 & ${addition}`],
  ],
  [
    'two denies, in two layers',
    {},
    { ...only(allow(), deny()), ...bucket(deny({ Principal: '*' })) },
    ['resource/bp - #0 & identity/i - #1'],
  ],
  [
    'the last statement of a boundary: it needs another one',
    {},
    { ...granted, boundary: policy('b', deny()) },
    ['boundary/b - #0 & boundary/b + Allow s3:GetObject'],
  ],
  [
    'a customer can detach, not edit, an AWS managed policy that denies: nothing to say',
    {},
    {
      identity: [
        policy('i', allow()),
        { ...policy('AWSDenyAll', deny()), arn: 'arn:aws:iam::aws:policy/AWSDenyAll' },
      ],
    },
    [],
  ],
];

const given = (operator: string, key: string, ...values: readonly unknown[]) =>
  only(allow(when(operator, key, ...values)));

const contexts: readonly Row[] = [
  ['equal text', {}, given('StringEquals', 's3:prefix', 'home/', 'public/'), ['s3:prefix = home/', addition]],
  [
    'a pattern filled in',
    {},
    given('StringLike', 's3:prefix', 'home/*/x?'),
    ['s3:prefix = home/example/xx', addition],
  ],
  [
    'a tag that somebody else sets comes after the edits that the statement would take',
    { action: 's3:PutObject' },
    {
      identity: [
        policy('i', allow({ Action: 's3:*', ...when('StringEquals', 'aws:ResourceTag/team', 'red') })),
        policy('j', allow({ Action: 's3:GetObject' })),
      ],
    },
    ['identity/j#0 + Action s3:PutObject', 'aws:ResourceTag/team = red', 'identity/i + Allow s3:PutObject'],
  ],
  [
    'not this text',
    { context: { 's3:prefix': 'home/' } },
    given('StringNotEquals', 's3:prefix', 'home/'),
    ['s3:prefix = other', addition],
  ],
  [
    'a key that must be absent',
    { context: { 'aws:SourceVpce': 'vpce-1' } },
    given('Null', 'aws:SourceVpce', 'true'),
    ['no aws:SourceVpce', addition],
  ],
  [
    'below a number',
    {},
    given('NumericLessThan', 'aws:MultiFactorAuthAge', 300),
    ['aws:MultiFactorAuthAge = 299', addition],
  ],
  ['above a number', {}, given('NumericGreaterThan', 's3:max-keys', '5'), ['s3:max-keys = 6', addition]],
  [
    'within two dates',
    {},
    only(
      allow({
        Condition: {
          DateGreaterThan: { 'aws:CurrentTime': '2026-02-01T00:00:00Z' },
          DateLessThan: { 'aws:CurrentTime': '2026-03-01T00:00:00Z' },
        },
      }),
    ),
    ['aws:CurrentTime = 2026-02-01T00:00:01Z', addition],
  ],
  [
    'before epoch seconds',
    {},
    given('DateLessThan', 'aws:EpochTime', '1700000000'),
    ['aws:EpochTime = 1699999999', addition],
  ],
  [
    'inside a block',
    { context: { 'aws:SourceIp': '192.0.2.9' } },
    given('IpAddress', 'aws:SourceIp', '10.0.0.0/8'),
    ['aws:SourceIp = 10.0.0.1', addition],
  ],
  [
    'outside of blocks',
    { context: { 'aws:SourceIp': '10.1.2.3' } },
    given('NotIpAddress', 'aws:SourceIp', '10.0.0.0/8', '198.51.100.0/24'),
    ['aws:SourceIp = 203.0.113.1', addition],
  ],
  [
    'an ARN from a pattern',
    {},
    given('ArnLike', 'aws:SourceArn', 'arn:aws:sns:*:*:topic-*'),
    ['aws:SourceArn = arn:aws:sns:us-east-1:123456789012:topic-example', addition],
  ],
  [
    'all values of a list',
    { context: { 'aws:TagKeys': ['team', 'cost'] } },
    given('ForAllValues:StringEquals', 'aws:TagKeys', 'team', 'name'),
    ['aws:TagKeys = team', addition],
  ],
  [
    'one value for each of two conditions on a list',
    {},
    only(
      allow({
        Condition: {
          'ForAnyValue:StringEquals': { 'aws:TagKeys': 'team' },
          'ForAllValues:StringEquals': { 'aws:TagKeys': ['name', 'team'] },
        },
      }),
    ),
    ['aws:TagKeys = team', addition],
  ],
  [
    'a condition that compares two tags',
    { context: { 'aws:ResourceTag/team': 'red' } },
    given('StringEquals', 'aws:ResourceTag/team', '${aws:PrincipalTag/team}'),
    ['aws:PrincipalTag/team = red', addition],
  ],
  [
    'neither tag is there',
    {},
    given('StringEquals', 'aws:ResourceTag/team', '${aws:PrincipalTag/team}'),
    [addition, 'aws:PrincipalTag/team = example & aws:ResourceTag/team = example'],
  ],
  [
    'the variable of a resource; who calls comes last',
    { context: { 'aws:username': 'bob' }, resource: 'arn:aws:s3:::b/home/alice/x' },
    only(allow({ Action: 's3:*', Resource: 'arn:aws:s3:::b/home/${aws:username}/*' })),
    ['identity/i#0 + Resource arn:aws:s3:::b/home/alice/x', addition, 'aws:username = alice'],
  ],
  [
    'two keys, and both are the caller’s',
    { context: { 'aws:requestedregion': 'us-east-1' } },
    only(
      allow({
        Condition: {
          Bool: { 'aws:MultiFactorAuthPresent': 'true' },
          StringEquals: { 'aws:RequestedRegion': 'eu-west-1' },
        },
      }),
    ),
    [addition, 'aws:MultiFactorAuthPresent = true & aws:RequestedRegion = eu-west-1'],
  ],
];

const denial = 'identity/i + Deny s3:GetObject';

const allowed: readonly Row[] = [
  ['its only statement', {}, granted, ['identity/i - #0', denial]],
  [
    'by MFA, of one action among others',
    { context: { 'aws:MultiFactorAuthPresent': 'true' } },
    only(
      allow({
        Action: ['s3:GetObject', 's3:PutObject'],
        ...when('Bool', 'aws:MultiFactorAuthPresent', 'true'),
      }),
    ),
    ['aws:MultiFactorAuthPresent = false', 'identity/i#0 - Action s3:GetObject', 'identity/i - #0', denial],
  ],
  [
    'NotAction',
    {},
    only({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }),
    ['identity/i#0 + NotAction s3:GetObject', 'identity/i - #0', denial],
  ],
  [
    'a deny that does not apply yet',
    { context: { 'aws:RequestedRegion': 'eu-west-1' } },
    scps(full, policy('regions', deny(when('StringNotEquals', 'aws:RequestedRegion', 'eu-west-1')))),
    ['aws:RequestedRegion = us-east-1', 'identity/i - #0', denial],
  ],
  [
    'two sides grant: both must stop, or one deny',
    {},
    { ...granted, ...bucket(allow({ Principal: { AWS: alice }, Action: 's3:*' })) },
    [denial, 'resource/bp - #0 & identity/i - #0'],
  ],
  [
    'root has no policies of its own',
    { principal: `arn:aws:iam::${account}:root` },
    scps(full, policy('more', allow({ Action: 'ec2:*' }))),
    [`scp ${account}/more + Deny s3:GetObject`],
  ],
  ['no policy is asked', { action: 'sts:GetCallerIdentity' }, { identity: [] }, []],
];

describe('counterfactuals', () => {
  it.each([...silent, ...explicit, ...contexts, ...allowed])('%s', (_title, request, set, expected) => {
    const all = answers(request, set);
    expect(all).toEqual(expected);
  });

  it('nothing is said where a policy cannot be read: its text needs the repair', () => {
    expect(answers({}, { identity: [{ name: 'i', document: '{' }] })).toEqual([]);
    expect(answers({}, { identity: [policy('i', deny()), { name: 'j', document: undefined }] })).toEqual([]);
  });

  it('a policy made to be hard comes to an end', () => {
    const many = <Value>(value: (index: number) => Value) =>
      Array.from({ length: 150 }, (_, index) => value(index));
    const keys = (index: number) =>
      Object.fromEntries([1, 2, 3, 4].map((key) => [`k${index}-${key}`, ['a', 'b']]));
    const hard: readonly PolicySet[] = [
      only(...many((index) => allow({ Action: 's3:*', Condition: { StringEquals: keys(index) } }))),
      only(...many((index) => deny({ Action: 's3:*', Condition: { StringNotEquals: keys(index) } }))),
      only(...many(() => deny({ Action: 's3:*' }))),
      only(...many(() => allow({ Action: 's3:*', Resource: `arn:aws:s3:::${'*a${x}/'.repeat(40)}` }))),
      only(...many(() => allow({ Condition: { 'ForAnyValue:StringLike': { k: '${x}*'.repeat(100) } } }))),
    ];
    for (const set of hard) {
      evaluations.count = 0;
      for (const { outcome } of counterfactuals(object, set)) expect(outcome).toBe('allowed');
      expect(evaluations.count).toBeLessThanOrEqual(2000);
    }
  });
});

describe('applyChanges', () => {
  const place = { policyType: 'identity', policyIndex: 0, policyName: 'i', statement: 0 } as const;
  const apply = (document: unknown, ...changes: readonly Change[]) =>
    applyChanges(object, { identity: [{ name: 'i', document }] }, changes).policies.identity[0]?.document;
  const text = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["s3:GetObject", "s3:PutObject"],
      "Resource": [
        "arn:aws:s3:::b/*"
      ],
      "Condition": { "NumericLessThan": { "k": 1.50 } }
    },
    { "Effect": "Deny", "Action": "s3:*", "Resource": "*" }
  ]
}`;

  it('leaves the rest of a text as it was, to the character', () => {
    const action = { ...place, element: 'Action', action: 's3:PutObject' } as const;
    expect(apply(text, { ...action, kind: 'remove-action' })).toBe(text.replace(', "s3:PutObject"', ''));
    expect(apply(text, { ...action, kind: 'remove-action', action: 's3:GetObject' })).toBe(
      text.replace('"s3:GetObject", ', ''),
    );
    expect(apply(text, { ...action, kind: 'add-action', action: 's3:List*' })).toBe(
      text.replace('"s3:PutObject"]', '"s3:PutObject", "s3:List*"]'),
    );
    expect(apply(text, { ...action, statement: 1, kind: 'add-action', action: 'ec2:*' })).toBe(
      text.replace('"s3:*"', '["s3:*", "ec2:*"]'),
    );
    expect(
      apply(text, { ...place, kind: 'add-resource', element: 'Resource', resource: 'arn:aws:s3:::\u4e2d/*' }),
    ).toBe(text.replace('b/*"', 'b/*",\n        "arn:aws:s3:::\\u4e2d/*"'));
    expect(apply(text, { ...place, statement: 1, kind: 'remove-statement' })).toBe(
      text.replace(',\n    { "Effect": "Deny", "Action": "s3:*", "Resource": "*" }', ''),
    );
    const statement = { Effect: 'Deny', Action: 'ec2:*', Resource: '*' };
    expect(apply(text, { ...place, kind: 'add-statement', statement })).toBe(
      text.replace(
        '"Resource": "*" }',
        '"Resource": "*" },\n    {\n      "Effect": "Deny",\n      "Action": "ec2:*",\n      "Resource": "*"\n    }',
      ),
    );
  });

  it('takes a document as an object, and a statement that stands in no list', () => {
    const document = {
      Version: '2012-10-17',
      Id: 'x',
      Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' },
    };
    const statement = { Effect: 'Deny', Action: 'ec2:*', Resource: '*' };
    const before = structuredClone(document);
    const withId = { ...place, policyType: 'resource' } as const;
    expect(apply({ ...document, Id: undefined }, { ...place, kind: 'add-statement', statement })).toEqual({
      Version: '2012-10-17',
      Statement: [document.Statement, statement],
    });
    expect(document).toEqual(before);
    const named = { ...document, Statement: { ...document.Statement, Principal: { AWS: account } } };
    const { policies } = applyChanges(
      object,
      { identity: [], resource: { name: 'r', arn: 'a', document: named } },
      [
        { ...withId, kind: 'add-principal', principalKind: 'Service', principal: 'sns.amazonaws.com' },
        { ...withId, kind: 'add-principal', principalKind: 'AWS', principal: alice },
      ],
    );
    expect(policies).toEqual({
      identity: [],
      resource: {
        name: 'r',
        arn: 'a',
        document: {
          ...named,
          Statement: {
            ...named.Statement,
            Principal: { AWS: [account, alice], Service: 'sns.amazonaws.com' },
          },
        },
      },
    });
  });

  it('names places of the set as it is given, in any order of changes', () => {
    const set = only(allow(), deny({ Action: 's3:*' }), allow({ Action: 'ec2:*' }), deny());
    const changes: readonly Change[] = [
      { ...place, statement: 1, kind: 'remove-statement' },
      { ...place, kind: 'add-statement', statement: allow({ Action: 'iam:*' }) },
      { ...place, statement: 3, kind: 'remove-statement' },
      { ...place, statement: 2, kind: 'add-action', element: 'Action', action: 'sqs:*' },
    ];
    const expected = only(allow(), allow({ Action: ['ec2:*', 'sqs:*'] }), allow({ Action: 'iam:*' }));
    expect(applyChanges(object, set, changes).policies).toEqual(expected);
    expect(applyChanges(object, set, changes.toReversed()).policies).toEqual(expected);
  });

  it('a policy without a statement left goes, where there may be none', () => {
    const gone = (policyType: 'identity' | 'resource' | 'boundary', set: PolicySet, action = object.action) =>
      applyChanges({ ...object, action }, set, [{ ...place, policyType, kind: 'remove-statement' }]).policies;
    const resource = policy('r', deny({ Principal: '*' }));
    expect(gone('identity', { identity: [policy('i', deny()), policy('j', allow())] })).toEqual({
      identity: [policy('j', allow())],
    });
    expect(gone('resource', { identity: [], resource })).toEqual({ identity: [] });
    expect(gone('resource', { identity: [], resource }, 'kms:Decrypt').resource).toEqual(policy('r'));
    expect(gone('boundary', { identity: [], boundary: policy('b', deny()) }).boundary).toEqual(policy('b'));
  });

  it('sets and removes keys whatever their case, and leaves the others', () => {
    const asked = {
      ...object,
      context: { 'AWS:SourceIp': '10.0.0.1', 'aws:sourceip': '10.0.0.2', k: ['a', 'b'] },
    };
    const after = (...changes: readonly Change[]) => applyChanges(asked, granted, changes).request.context;
    expect(after({ kind: 'set-context', key: 'aws:SourceIp', values: ['192.0.2.1'] })).toEqual({
      'aws:SourceIp': '192.0.2.1',
      k: ['a', 'b'],
    });
    expect(
      after(
        { kind: 'remove-context', key: 'AWS:SOURCEIP' },
        { kind: 'set-context', key: 'K', values: ['c', 'd'] },
      ),
    ).toEqual({
      K: ['c', 'd'],
    });
  });

  it('changes nothing where there is nothing of the kind', () => {
    const changes: readonly Change[] = [
      { ...place, statement: 7, kind: 'remove-statement' },
      { ...place, policyIndex: 7, kind: 'remove-statement' },
      { ...place, kind: 'add-action', element: 'NotAction', action: 's3:*' },
      { ...place, kind: 'remove-action', element: 'Action', action: '*' },
      { ...place, kind: 'add-principal', principalKind: 'AWS', principal: alice },
      { ...place, policyType: 'scp', levelId: 'r-1', kind: 'remove-statement' },
    ];
    for (const change of changes) expect(applyChanges(object, granted, [change]).policies).toEqual(granted);
    const unreadable: PolicySet = { identity: [{ name: 'i', document: '{' }] };
    expect(applyChanges(object, unreadable, changes).policies).toEqual(unreadable);
  });
});
