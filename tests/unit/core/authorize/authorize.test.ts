import { describe, expect, it } from 'vitest';
import { authorize, authorizeAll, compile } from '../../../../src/core/authorize/authorize.ts';
import { decide } from '../../../../src/core/authorize/decide.ts';
import type { AuthorizationRequest, NamedPolicy, PolicySet } from '../../../../src/core/authorize/types.ts';

const account = '111122223333';
const other = '444455556666';
const alice = `arn:aws:iam::${account}:user/alice`;
const role = `arn:aws:iam::${account}:role/admin`;
const session = `arn:aws:sts::${account}:assumed-role/admin/s1`;
const bob = `arn:aws:sts::${account}:federated-user/bob`;
const root = `arn:aws:iam::${account}:root`;

type Statement = Readonly<Record<string, unknown>>;
const policy = (name: string, ...statements: readonly Statement[]): NamedPolicy => ({
  name,
  document: { Version: '2012-10-17', Statement: statements },
});
const allow = (more: Statement = {}): Statement => ({
  Sid: 'A',
  Effect: 'Allow',
  Action: '*',
  Resource: '*',
  ...more,
});
const deny = (more: Statement = {}): Statement => ({
  Sid: 'D',
  Effect: 'Deny',
  Action: '*',
  Resource: '*',
  ...more,
});
const nothing = allow({ Action: 'iam:GetUser', Resource: 'arn:aws:iam::999999999999:user/nobody' });
const to = (Principal: unknown, more: Statement = {}) => allow({ Principal, ...more });

const object: AuthorizationRequest = {
  principal: alice,
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::b/k',
  resourceAccountId: account,
  context: {},
};
const granted: PolicySet = { identity: [policy('i', allow())] };
const empty: PolicySet = { identity: [] };

/** `identity/i/A`: the statements that applied. */
function decided(request: Partial<AuthorizationRequest>, set: PolicySet) {
  const whole = { ...object, ...request };
  const compiled = compile(set);
  const decision = authorize(whole, compiled);
  expect(decide(whole, compiled)).toBe(decision.outcome);
  const statements = decision.trace.layers.flatMap((layer) =>
    layer.policies.flatMap(({ name, statements: all }) =>
      all.filter(({ applies }) => applies).map(({ sid }) => `${layer.type}/${name}/${sid ?? ''}`),
    ),
  );
  return { decision, answer: [decision.outcome, decision.blockedBy.join(' '), statements.join(' ')] };
}

type Row = readonly [
  title: string,
  request: Partial<AuthorizationRequest>,
  set: PolicySet,
  ...answer: [string, string, string],
];

// reference_policies_evaluation-logic_policy-eval-denyallow, access_policies_boundaries,
// orgs_manage_policies_scps_evaluation, orgs_manage_policies_rcps
const sameAccount: readonly Row[] = [
  ['nothing grants', {}, empty, 'implicitDeny', 'identity', ''],
  ['an identity policy allows', {}, granted, 'allowed', '', 'identity/i/A'],
  [
    'a deny wins',
    {},
    { identity: [policy('i', allow(), deny())] },
    'explicitDeny',
    'identity',
    'identity/i/A identity/i/D',
  ],
  [
    'a boundary that does not allow',
    {},
    { ...granted, boundary: policy('b', nothing) },
    'implicitDeny',
    'boundary',
    'identity/i/A',
  ],
  [
    'a boundary never grants',
    {},
    { ...empty, boundary: policy('b', allow()) },
    'implicitDeny',
    'identity',
    'boundary/b/A',
  ],
  [
    'neither identity nor boundary',
    {},
    { ...empty, boundary: policy('b', nothing) },
    'implicitDeny',
    'identity boundary',
    '',
  ],
  [
    'explicit denies are told first',
    {},
    { ...empty, boundary: policy('b', deny()) },
    'explicitDeny',
    'boundary identity',
    'boundary/b/D',
  ],
  [
    'an SCP level that does not allow',
    {},
    {
      ...granted,
      scps: [
        { id: 'r-1', policies: [policy('s', allow())] },
        { id: account, policies: [policy('t', nothing)] },
      ],
    },
    'implicitDeny',
    'scp',
    'scp/s/A identity/i/A',
  ],
  [
    'an SCP level without policies',
    {},
    { ...granted, scps: [{ id: 'r-1', policies: [] }] },
    'implicitDeny',
    'scp',
    'identity/i/A',
  ],
  [
    'SCPs that allow at every level',
    {},
    { ...granted, scps: [{ id: 'r-1', policies: [policy('s', allow())] }] },
    'allowed',
    '',
    'scp/s/A identity/i/A',
  ],
  [
    'RCPs beside RCPFullAWSAccess need not allow',
    {},
    { ...granted, rcps: [{ id: 'r-1', policies: [] }] },
    'allowed',
    '',
    'identity/i/A',
  ],
  [
    'an RCP that denies',
    {},
    { ...granted, rcps: [{ id: 'r-1', policies: [policy('r', deny({ Principal: '*', Action: 's3:*' }))] }] },
    'explicitDeny',
    'rcp',
    'rcp/r/D identity/i/A',
  ],
  [
    'an RCP on a service that has none',
    { action: 'ec2:StopInstances', resource: 'arn:aws:ec2:us-east-1:111122223333:instance/i-1' },
    { ...granted, rcps: [{ id: 'r-1', policies: [policy('r', deny({ Principal: '*', Action: 'ec2:*' }))] }] },
    'allowed',
    '',
    'identity/i/A',
  ],
  [
    'an endpoint policy that does not allow',
    {},
    { ...granted, endpoint: policy('e', to({ AWS: other })) },
    'implicitDeny',
    'endpoint',
    'identity/i/A',
  ],
  [
    'an endpoint policy that allows',
    {},
    { ...granted, endpoint: policy('e', to('*')) },
    'allowed',
    '',
    'identity/i/A endpoint/e/A',
  ],
  [
    'a resource policy that is silent',
    {},
    { ...granted, resource: policy('r', to({ AWS: other })) },
    'allowed',
    '',
    'identity/i/A',
  ],
  [
    'a resource policy that denies',
    {},
    { ...granted, resource: policy('r', deny({ Principal: '*' })) },
    'explicitDeny',
    'resource',
    'resource/r/D identity/i/A',
  ],
];

// The table of reference_policies_evaluation-logic_policy-eval-denyallow by what the Principal names.
const limits = { identity: [], boundary: policy('b', nothing), sessions: [policy('s', nothing)] } as const;
const pinned = { Condition: { ArnEquals: { 'aws:PrincipalArn': role } } };
const grants: readonly Row[] = [
  [
    'the user: nothing limits',
    {},
    { identity: [], boundary: limits.boundary, resource: policy('r', to({ AWS: alice })) },
    'allowed',
    '',
    'resource/r/A',
  ],
  [
    'the session: nothing limits',
    { principal: session },
    { ...limits, resource: policy('r', to({ AWS: session })) },
    'allowed',
    '',
    'resource/r/A',
  ],
  [
    'the federated user: nothing limits',
    { principal: bob, issuer: alice },
    { ...limits, resource: policy('r', to({ AWS: bob })) },
    'allowed',
    '',
    'resource/r/A',
  ],
  [
    'the role: boundary and session limit',
    { principal: session },
    { ...limits, resource: policy('r', to({ AWS: role })) },
    'implicitDeny',
    'boundary session',
    'resource/r/A',
  ],
  [
    'the role: identity does not',
    { principal: session },
    { identity: [], resource: policy('r', to({ AWS: role })) },
    'allowed',
    '',
    'resource/r/A',
  ],
  [
    'the issuer: boundary and session limit',
    { principal: bob, issuer: alice },
    { ...limits, resource: policy('r', to({ AWS: alice })) },
    'implicitDeny',
    'boundary session',
    'resource/r/A',
  ],
  [
    'the account: all limit',
    { principal: session },
    { ...limits, resource: policy('r', to({ AWS: account })) },
    'implicitDeny',
    'identity boundary session',
    'resource/r/A',
  ],
  [
    'the account delegates to its policies',
    {},
    { ...granted, resource: policy('r', to({ AWS: root })) },
    'allowed',
    '',
    'resource/r/A identity/i/A',
  ],
  [
    'everyone: identity does not limit',
    {},
    { identity: [], resource: policy('r', to('*')) },
    'allowed',
    '',
    'resource/r/A',
  ],
  [
    'everyone: the boundary does',
    {},
    { identity: [], boundary: limits.boundary, resource: policy('r', to('*')) },
    'implicitDeny',
    'boundary',
    'resource/r/A',
  ],
  [
    'everyone with a pinned role ARN: nothing limits',
    { principal: session },
    { ...limits, resource: policy('r', to('*', pinned)) },
    'allowed',
    '',
    'resource/r/A',
  ],
  [
    'a federated user without session policy',
    { principal: bob, issuer: alice },
    { ...granted, sessions: [] },
    'implicitDeny',
    'session',
    'identity/i/A',
  ],
  [
    'one of several session policies allows',
    { principal: session },
    { ...granted, sessions: [policy('s', nothing), policy('t', allow())] },
    'allowed',
    '',
    'identity/i/A session/t/A',
  ],
  [
    'NotPrincipal denies whoever is not named',
    {},
    { ...granted, resource: policy('r', deny({ NotPrincipal: { AWS: [root, role] } })) },
    'explicitDeny',
    'resource',
    'resource/r/D identity/i/A',
  ],
  [
    'NotPrincipal spares who is, with the account',
    {},
    { ...granted, resource: policy('r', deny({ NotPrincipal: { AWS: [root, alice] } })) },
    'allowed',
    '',
    'identity/i/A',
  ],
  [
    'NotPrincipal denies whoever has a boundary',
    {},
    {
      ...granted,
      boundary: policy('b', allow()),
      resource: policy('r', deny({ NotPrincipal: { AWS: [root, alice] } })),
    },
    'explicitDeny',
    'resource',
    'resource/r/D identity/i/A boundary/b/A',
  ],
];

const abroad = { resourceAccountId: other };
const scpDenies: PolicySet['scps'] = [{ id: 'r-1', policies: [policy('s', deny())] }];
// reference_policies_evaluation-logic-cross-account
const crossAccount: readonly Row[] = [
  ['neither side', abroad, empty, 'implicitDeny', 'resource identity', ''],
  ['only the caller\u2019s side', abroad, granted, 'implicitDeny', 'resource', 'identity/i/A'],
  [
    'only the resource\u2019s side',
    abroad,
    { ...empty, resource: policy('r', to({ AWS: alice })) },
    'implicitDeny',
    'identity',
    'resource/r/A',
  ],
  [
    'both sides',
    abroad,
    { ...granted, resource: policy('r', to({ AWS: account })) },
    'allowed',
    '',
    'resource/r/A identity/i/A',
  ],
  [
    'the boundary limits also a grant to the user',
    abroad,
    { ...granted, boundary: limits.boundary, resource: policy('r', to({ AWS: alice })) },
    'implicitDeny',
    'boundary',
    'resource/r/A identity/i/A',
  ],
  [
    'everyone still needs the own side',
    abroad,
    { ...empty, resource: policy('r', to('*')) },
    'implicitDeny',
    'identity',
    'resource/r/A',
  ],
  [
    'root needs the resource\u2019s side only',
    { ...abroad, principal: root },
    { ...empty, resource: policy('r', to({ AWS: account })) },
    'allowed',
    '',
    'resource/r/A',
  ],
];

const key = { action: 'kms:Decrypt', resource: `arn:aws:kms:us-east-1:${account}:key/k` };
const assume = { action: 'sts:AssumeRole', resource: `arn:aws:iam::${account}:role/r` };
const trust = (Principal: unknown, Action = 'sts:AssumeRole') =>
  policy('t', { Sid: 'T', Effect: 'Allow', Principal, Action });
const callers: readonly Row[] = [
  ['root is not subject to implicit deny', { principal: root }, empty, 'allowed', '', ''],
  [
    'root is bound by SCPs',
    { principal: root },
    { ...empty, scps: scpDenies },
    'explicitDeny',
    'scp',
    'scp/s/D',
  ],
  [
    'root is bound by a resource policy\u2019s deny',
    { principal: root },
    { ...empty, resource: policy('r', deny({ Principal: '*' })) },
    'explicitDeny',
    'resource',
    'resource/r/D',
  ],
  [
    'root may replace a bucket\u2019s policy',
    { principal: root, action: 's3:PutBucketPolicy', resource: 'arn:aws:s3:::b' },
    { ...empty, resource: policy('r', deny({ Principal: '*' })) },
    'allowed',
    '',
    '',
  ],
  [
    'a service-linked role is exempt from SCPs',
    { principal: `arn:aws:iam::${account}:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX` },
    { ...granted, scps: scpDenies },
    'allowed',
    '',
    'identity/i/A',
  ],
  [
    'sts:GetCallerIdentity cannot be denied',
    { action: 'sts:GetCallerIdentity', resource: '*' },
    { identity: [policy('i', deny())], scps: scpDenies },
    'allowed',
    '',
    '',
  ],
  [
    'anonymous, nobody named',
    { principal: 'anonymous' },
    { ...empty, resource: policy('r', to({ AWS: account })) },
    'implicitDeny',
    'resource',
    '',
  ],
  [
    'anonymous, everyone named',
    { principal: 'anonymous' },
    { ...empty, resource: policy('r', to({ AWS: '*' })) },
    'allowed',
    '',
    'resource/r/A',
  ],
  [
    'anonymous has no SCPs',
    { principal: 'anonymous' },
    { ...empty, scps: scpDenies, resource: policy('r', to('*')) },
    'allowed',
    '',
    'resource/r/A',
  ],
  [
    'a service needs the resource policy',
    { principal: 'sns.amazonaws.com' },
    { ...empty, resource: policy('r', to({ Service: 'sns.amazonaws.com' })) },
    'allowed',
    '',
    'resource/r/A',
  ],
  [
    'a key policy must allow',
    key,
    { ...granted, resource: policy('r', to({ AWS: other })) },
    'implicitDeny',
    'resource',
    'identity/i/A',
  ],
  [
    'a key policy may delegate',
    key,
    { ...granted, resource: policy('r', to({ AWS: root })) },
    'allowed',
    '',
    'resource/r/A identity/i/A',
  ],
  [
    'a trust policy names the caller',
    assume,
    { ...empty, resource: trust({ AWS: alice }) },
    'allowed',
    '',
    'trust/t/T',
  ],
  [
    'a trust policy names the account',
    assume,
    { ...empty, resource: trust({ AWS: account }) },
    'implicitDeny',
    'identity',
    'trust/t/T',
  ],
  [
    'a trust policy names the account, which allows',
    assume,
    { ...granted, resource: trust({ AWS: account }) },
    'allowed',
    '',
    'trust/t/T identity/i/A',
  ],
  [
    'a trust policy names others',
    assume,
    { ...granted, resource: trust({ AWS: other }) },
    'implicitDeny',
    'trust',
    'identity/i/A',
  ],
  ['a role without trust policy', assume, granted, 'implicitDeny', 'trust', 'identity/i/A'],
  [
    'neither trust nor identity across accounts',
    { ...assume, ...abroad },
    { ...empty, resource: trust({ AWS: other }) },
    'implicitDeny',
    'trust identity',
    '',
  ],
  [
    'an identity provider',
    { ...assume, principal: 'accounts.google.com', action: 'sts:AssumeRoleWithWebIdentity' },
    { ...empty, resource: trust({ Federated: 'accounts.google.com' }, 'sts:AssumeRoleWithWebIdentity') },
    'allowed',
    '',
    'trust/t/T',
  ],
];

describe.each([
  ['within an account', sameAccount],
  ['a resource policy of the same account names', grants],
  ['across accounts', crossAccount],
  ['callers and resources of their own kind', callers],
])('%s', (_, rows) => {
  it.each(rows)('%s', (_title, request, set, ...answer) => {
    expect(decided(request, set).answer).toEqual(answer);
  });
});

describe('the worked example of reference_policies_evaluation-logic-cross-account', () => {
  const carlos = 'arn:aws:sts::111111111111:assumed-role/Demo/carlos';
  const demo = policy(
    'Demo',
    { Sid: 'AllowS3ListRead', Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' },
    {
      Sid: 'AllowS3ProductionObjectActions',
      Effect: 'Allow',
      Action: 's3:*Object*',
      Resource: 'arn:aws:s3:::amzn-s3-demo-bucket-production/*',
    },
    {
      Sid: 'DenyS3Logs',
      Effect: 'Deny',
      Action: 's3:*',
      Resource: ['arn:aws:s3:::*log*', 'arn:aws:s3:::*log*/*'],
    },
  );
  const bucket = policy('bucket', {
    Sid: 'Bucket',
    Effect: 'Allow',
    Action: ['s3:GetObject*', 's3:PutObject*', 's3:ReplicateObject', 's3:RestoreObject'],
    Principal: { AWS: 'arn:aws:iam::111111111111:role/Demo' },
    Resource: 'arn:aws:s3:::amzn-s3-demo-bucket-production/*',
  });
  const put = { principal: carlos, action: 's3:PutObject', resourceAccountId: '222222222222' };
  it('denies the logs bucket', () => {
    const resource = 'arn:aws:s3:::amzn-s3-demo-bucket-production-logs/file';
    expect(decided({ ...put, resource }, { identity: [demo] }).answer).toEqual([
      'explicitDeny',
      'identity resource',
      'identity/Demo/DenyS3Logs',
    ]);
  });
  it('allows the production bucket, but not to delete', () => {
    const resource = 'arn:aws:s3:::amzn-s3-demo-bucket-production/file';
    const set = { identity: [demo], resource: bucket };
    expect(decided({ ...put, resource }, set).answer).toEqual([
      'allowed',
      '',
      'resource/bucket/Bucket identity/Demo/AllowS3ProductionObjectActions',
    ]);
    expect(decided({ ...put, resource, action: 's3:DeleteObject' }, set).answer.slice(0, 2)).toEqual([
      'implicitDeny',
      'resource',
    ]);
  });
});

describe('the trace', () => {
  it('says of every element whether it matched and why not, at its place in the text', () => {
    const text = `{ "Version": "2012-10-17", "Statement": [{
  "Effect": "Allow", "Action": ["s3:PutObject", "s3:Get*"], "Resource": "arn:aws:s3:::b/\${aws:username}",
  "Condition": { "StringEquals": { "aws:PrincipalTag/Team": ["x", "y"] }, "Bool": { "aws:SecureTransport": "true" } } }] }`;
    const { decision } = decided(
      { context: { 'AWS:SecureTransport': 'false' } },
      { identity: [{ name: 'i', document: text }] },
    );
    const [layer] = decision.trace.layers;
    const [statement] = layer?.policies[0]?.statements ?? [];
    expect(layer).toMatchObject({
      type: 'identity',
      outcome: 'implicitDeny',
      policies: [{ text, readable: true }],
    });
    expect(statement).toMatchObject({
      applies: false,
      elements: [
        { element: 'Action', matched: true, reason: 'matched', pattern: 's3:Get*' },
        {
          element: 'Resource',
          matched: false,
          reason: 'empty-variable',
          pattern: 'arn:aws:s3:::b/${aws:username}',
        },
        {
          element: 'Condition',
          matched: false,
          reason: 'missing-context-key',
          path: ['Statement', 0, 'Condition'],
          conditions: [
            {
              operator: 'StringEquals',
              key: 'aws:PrincipalTag/Team',
              reason: 'missing-context-key',
              expected: ['x', 'y'],
              actual: [],
            },
            { operator: 'Bool', matched: false, reason: 'condition-false', actual: ['false'] },
          ],
        },
      ],
    });
    const span = statement?.elements[0]?.span;
    expect(text.slice(span?.start, span?.end)).toBe('"s3:Get*"');
  });

  it('prints a document that is given as an object, and points into that', () => {
    const { decision } = decided({}, granted);
    const [traced] = decision.trace.layers[0]?.policies ?? [];
    const span = traced?.statements[0]?.elements[0]?.span;
    expect(traced?.text.slice(span?.start, span?.end)).toBe('"*"');
  });

  it('names the rules that are no policies', () => {
    expect(decided({ principal: root }, empty).decision.trace).toMatchObject({
      rules: [{ kind: 'root-user' }],
      layers: [{ type: 'identity', outcome: 'notApplicable' }],
    });
    expect(decided({ action: 'sts:GetCallerIdentity' }, empty).decision.trace).toEqual({
      layers: [],
      rules: [{ kind: 'no-permission-needed' }],
    });
  });
});

describe('documents that AWS would not have stored', () => {
  const broken: NamedPolicy = { name: 'broken', document: '{ "Statement": ' };
  const cycle: Record<string, unknown> = {};
  cycle['self'] = cycle;
  it.each<[string, PolicySet, string]>([
    ['identity', { identity: [policy('i', allow()), broken] }, 'identity'],
    ['boundary', { ...granted, boundary: broken }, 'boundary'],
    ['resource', { ...granted, resource: broken }, 'resource'],
    ['endpoint', { ...granted, endpoint: broken }, 'endpoint'],
    ['rcp', { ...granted, rcps: [{ id: 'r', policies: [broken] }] }, 'rcp'],
    ['a cycle', { ...granted, boundary: { name: 'broken', document: cycle } }, 'boundary'],
    ['undefined', { ...granted, boundary: { name: 'broken', document: undefined } }, 'boundary'],
    ['a bigint', { ...granted, boundary: { name: 'broken', document: 1n } }, 'boundary'],
  ])('%s: nothing that the layer applies to is allowed', (_, set, type) => {
    const { decision } = decided({}, set);
    expect(decision.outcome).toBe('implicitDeny');
    expect(decision.blockedBy).toEqual([type]);
    expect(decision.problems).toMatchObject([{ policyType: type, policyName: 'broken', severity: 'error' }]);
  });

  it('a deny elsewhere in the layer still denies', () => {
    expect(decided({}, { identity: [broken, policy('i', deny())] }).decision.outcome).toBe('explicitDeny');
  });

  it('tells what is stored and does not count', () => {
    const odd = allow({
      Resource: 'arn:aws:s3::${aws:x}:b',
      Condition: { IpAddress: { 'aws:SourceIp': '300.0.0.1' } },
    });
    expect(decided({}, { identity: [policy('i', odd)] }).decision.problems).toMatchObject([
      { severity: 'warning', code: 'misplaced-variable' },
      { severity: 'warning', code: 'malformed-value' },
    ]);
  });
});

describe('missingContext', () => {
  const mfa = { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } };
  const org = { Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' } } };
  it.each<[string, Partial<AuthorizationRequest>, PolicySet, readonly string[]]>([
    ['an allow hangs on it', {}, { identity: [policy('i', allow(mfa))] }, ['aws:MultiFactorAuthPresent']],
    ['another statement allows anyway', {}, { identity: [policy('i', allow(mfa), allow({ Sid: 'B' }))] }, []],
    [
      'a deny hangs on it',
      {},
      { identity: [policy('i', allow(), deny(mfa))] },
      ['aws:MultiFactorAuthPresent'],
    ],
    [
      'a negated deny that applies because it is absent',
      {},
      { identity: [policy('i', allow(), deny(org))] },
      ['aws:PrincipalOrgID'],
    ],
    ['denied for certain elsewhere', {}, { identity: [policy('i', allow(mfa), deny())] }, []],
    ['another action', {}, { identity: [policy('i', allow({ ...mfa, Action: 'iam:*' }))] }, []],
    [
      'another resource',
      {},
      { identity: [policy('i', allow({ ...mfa, Resource: 'arn:aws:s3:::c/*' }))] },
      [],
    ],
    [
      'the key is given',
      { context: { 'AWS:multifactorauthpresent': 'false' } },
      { identity: [policy('i', allow(mfa))] },
      [],
    ],
    [
      'the boundary blocks whatever it is',
      {},
      { identity: [policy('i', allow(mfa))], boundary: policy('b', nothing) },
      [],
    ],
    [
      'an SCP hangs on it',
      {},
      { ...granted, scps: [{ id: 'r', policies: [policy('s', allow(mfa))] }] },
      ['aws:MultiFactorAuthPresent'],
    ],
    [
      'a variable of the resource',
      {},
      { identity: [policy('i', allow({ Resource: 'arn:aws:s3:::b/${aws:Username}' }))] },
      ['aws:Username'],
    ],
    [
      'a variable that cannot help',
      {},
      { identity: [policy('i', allow({ Resource: 'arn:aws:s3:::c/${aws:Username}' }))] },
      [],
    ],
    [
      'either side could grant',
      {},
      { identity: [policy('i', allow(mfa))], resource: policy('r', to('*', org)) },
      ['aws:PrincipalOrgID', 'aws:MultiFactorAuthPresent'],
    ],
    [
      'aws:PrincipalArn is never missing',
      {},
      { identity: [policy('i', allow({ Condition: { ArnLike: { 'aws:PrincipalArn': alice } } }))] },
      [],
    ],
    [
      'a condition that is false anyway',
      { context: { k: 'x' } },
      { identity: [policy('i', allow({ Condition: { StringEquals: { k: 'y', 'aws:a': 'b' } } }))] },
      [],
    ],
  ])('%s', (_, request, set, keys) => {
    expect(decided(request, set).decision.missingContext).toEqual(keys);
  });
});

describe('the message', () => {
  const managed = (document: NamedPolicy, arn: string): NamedPolicy => ({ ...document, arn });
  const create = { action: 'iam:CreateUser', resource: `arn:aws:iam::${account}:user/carol` };
  const start = `User: ${alice} is not authorized to perform: iam:CreateUser on resource: arn:aws:iam::${account}:user/carol`;
  // troubleshoot_access-denied, "Access denied error message examples"
  it.each<[string, PolicySet, string]>([
    ['identity', empty, 'because no identity-based policy allows the iam:CreateUser action'],
    [
      'scp',
      { ...granted, scps: [{ id: 'r', policies: [] }] },
      'because no service control policy allows the iam:CreateUser action',
    ],
    [
      'boundary',
      { ...granted, boundary: policy('b', nothing) },
      'because no permissions boundary allows the iam:CreateUser action',
    ],
    ['session', { ...granted, sessions: [] }, 'because no session policy allows the iam:CreateUser action'],
    [
      'endpoint',
      { ...granted, endpoint: policy('e', to('*', { Action: 's3:*' })) },
      'because no VPC endpoint policy allows the iam:CreateUser action',
    ],
    [
      'identity, explicit',
      { identity: [policy('i', deny())] },
      'with an explicit deny in an identity-based policy',
    ],
    [
      'identity, managed',
      { identity: [managed(policy('i', deny()), 'arn:aws:iam::111122223333:policy/P')] },
      'with an explicit deny in an identity-based policy: arn:aws:iam::111122223333:policy/P',
    ],
    ['scp, explicit', { ...granted, scps: scpDenies }, 'with an explicit deny in a service control policy'],
    [
      'boundary, explicit',
      { ...granted, boundary: policy('b', deny()) },
      'with an explicit deny in a permissions boundary',
    ],
    [
      'session, explicit',
      { ...granted, sessions: [policy('s', deny())] },
      'with an explicit deny in a session policy',
    ],
    [
      'endpoint, explicit',
      { ...granted, endpoint: policy('e', deny({ Principal: '*' })) },
      'with an explicit deny in a VPC endpoint policy',
    ],
    [
      'resource, explicit',
      { ...granted, resource: policy('r', deny({ Principal: '*' })) },
      'with an explicit deny in a resource-based policy',
    ],
  ])('%s', (_, set, end) => {
    expect(decided(create, set).decision.message).toBe(`${start} ${end}`);
  });

  it('names the role trust policy, resource control policies and resource-based policies', () => {
    const denied = policy('t', { Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole' });
    expect(decided(assume, { ...granted, resource: denied }).decision.message).toMatch(
      / with an explicit deny in the role trust policy$/,
    );
    expect(decided(assume, granted).decision.message).toMatch(
      / because no role trust policy allows the sts:AssumeRole action$/,
    );
    expect(decided(abroad, granted).decision.message).toBe(
      `User: ${alice} is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::b/k" because no resource-based policy allows the s3:GetObject action`,
    );
    const rcps = [{ id: 'r', policies: [policy('r', deny({ Principal: '*', Action: 's3:*' }))] }];
    expect(decided({}, { ...granted, rcps }).decision.message).toMatch(
      / with an explicit deny in a resource control policy$/,
    );
  });

  it('is absent when allowed', () => {
    expect(decided({}, granted).decision).not.toHaveProperty('message');
  });
});

describe('authorizeAll', () => {
  const one = (set: PolicySet) => ({ request: object, policies: compile(set) });
  it('allows when all are allowed, and else gives the most restrictive outcome', () => {
    const denied = one({ identity: [policy('i', deny())] });
    expect(authorizeAll([one(granted), one(granted)]).outcome).toBe('allowed');
    expect(authorizeAll([one(granted), one(empty)]).outcome).toBe('implicitDeny');
    expect(authorizeAll([one(empty), denied, one(granted)])).toMatchObject({
      outcome: 'explicitDeny',
      decisions: [{ outcome: 'implicitDeny' }, { outcome: 'explicitDeny' }, { outcome: 'allowed' }],
    });
    expect(() => authorizeAll([])).toThrow(RangeError);
  });
});
