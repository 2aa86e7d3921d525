import { describe, expect, it } from 'vitest';
import { authorize, compile } from '../../../src/core/authorize/authorize.ts';
import { counterfactuals, type Counterfactual } from '../../../src/core/authorize/counterfactuals.ts';
import type { Change, StatementPlace } from '../../../src/core/authorize/counterfactuals/change.ts';
import type {
  AuthorizationRequest,
  Outcome,
  PolicySet,
  PolicyType,
} from '../../../src/core/authorize/types.ts';
import {
  changeSentence,
  counterfactualNotes,
  counterfactualsIntro,
  noCounterfactualWords,
  togetherWords,
  type Decided,
} from '../../../src/ui/words/counterfactuals.ts';

const account = '111122223333';
const request: AuthorizationRequest = {
  principal: `arn:aws:iam::${account}:user/alice`,
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::b/k',
  resourceAccountId: account,
  context: { 'aws:RequestedRegion': 'us-east-1', 'aws:TagKeys': ['a', 'b'] },
};

function decided(policies: PolicySet): Decided {
  return { request, decision: authorize(request, compile(policies)) };
}

function policy(name: string, ...statements: readonly Readonly<Record<string, unknown>>[]) {
  const whole = statements.map((statement) => ({
    Effect: 'Allow',
    Action: '*',
    Resource: '*',
    ...statement,
  }));
  return { name, document: JSON.stringify({ Version: '2012-10-17', Statement: whole }) };
}

const denied = decided({
  identity: [policy('MostOfS3', {}, { Sid: 'NoSecrets', Effect: 'Deny' })],
  scps: [{ id: 'r-root', policies: [policy('Guard', { Effect: 'Deny' })] }],
});
const place: StatementPlace = {
  policyType: 'identity',
  policyIndex: 0,
  policyName: 'MostOfS3',
  statement: 1,
  sid: 'NoSecrets',
};

const policyTypes: Readonly<Record<PolicyType, true>> = {
  identity: true,
  resource: true,
  trust: true,
  boundary: true,
  session: true,
  scp: true,
  rcp: true,
  endpoint: true,
};
const types = Object.keys(policyTypes) as PolicyType[];

// Typed so that a kind added to the core fails to compile here until it is listed.
const samples: Readonly<Record<Change['kind'], readonly Change[]>> = {
  'set-context': [
    'aws:MultiFactorAuthPresent',
    'aws:MultiFactorAuthAge',
    'aws:SourceIp',
    'aws:SecureTransport',
    'aws:SourceVpc',
    'aws:SourceVpce',
    'aws:CurrentTime',
    'sts:ExternalId',
    'aws:PrincipalTag/team',
    'aws:ResourceTag/team',
    's3:ExistingObjectTag/team',
    'aws:RequestTag/team',
    'aws:PrincipalArn',
    'aws:userid',
    'aws:ResourceAccount',
    's3:prefix',
    'nonsense',
  ].flatMap((key) => [
    { kind: 'set-context', key, values: ['true'] } as const,
    { kind: 'set-context', key, values: ['false', 'x'] } as const,
    { kind: 'set-context', key, values: [] } as const,
  ]),
  'remove-context': [
    { kind: 'remove-context', key: 'aws:RequestedRegion' },
    { kind: 'remove-context', key: 'aws:SourceIp' },
  ],
  'remove-statement': types.map((policyType) => ({ ...place, kind: 'remove-statement', policyType })),
  'add-action': (['Action', 'NotAction'] as const).map((element) => ({
    ...place,
    kind: 'add-action',
    element,
    action: request.action,
  })),
  'remove-action': (['Action', 'NotAction'] as const).map((element) => ({
    ...place,
    kind: 'remove-action',
    element,
    action: request.action,
  })),
  'add-resource': (['Resource', 'NotResource'] as const).map((element) => ({
    ...place,
    kind: 'add-resource',
    element,
    resource: request.resource,
  })),
  'remove-resource': (['Resource', 'NotResource'] as const).map((element) => ({
    ...place,
    kind: 'remove-resource',
    element,
    resource: request.resource,
  })),
  'add-principal': (['AWS', 'Service', 'Federated', 'CanonicalUser'] as const).flatMap((principalKind) =>
    ['*', 'somebody'].map(
      (principal) => ({ ...place, kind: 'add-principal', principalKind, principal }) as const,
    ),
  ),
  'add-statement': types.flatMap((policyType) =>
    [
      {},
      { Principal: '*' },
      { Principal: { AWS: request.principal } },
      { Resource: '*', Effect: 'Deny' },
    ].flatMap((part) => {
      const statement = { Effect: 'Allow', Action: request.action, ...part };
      return [
        { kind: 'add-statement', policyType, statement } as const,
        { kind: 'add-statement', policyType, levelId: 'r-root', statement } as const,
        { ...place, kind: 'add-statement', policyType, statement } as const,
      ];
    }),
  ),
};

const isSentence = /^[A-Z].*[.]$/;

describe('changeSentence', () => {
  it.each(Object.entries(samples))('has a sentence for every %s', (_, changes) => {
    for (const change of changes) {
      const sentence = changeSentence(change, denied);
      expect(sentence).toMatch(isSentence);
      expect(sentence).not.toMatch(/undefined|\[object| {2}/);
    }
  });

  it.each<[Change, string]>([
    [
      { kind: 'set-context', key: 'aws:MultiFactorAuthPresent', values: ['true'] },
      'Sign in with MFA (“aws:MultiFactorAuthPresent” is not in the request now).',
    ],
    [
      { kind: 'set-context', key: 'aws:RequestedRegion', values: ['eu-west-1'] },
      'Send it to the Region “eu-west-1” (“aws:RequestedRegion” is “us-east-1” now).',
    ],
    [
      { kind: 'set-context', key: 'aws:PrincipalTag/Team', values: ['blue'] },
      'Tag the caller with “Team”: “blue” (“aws:PrincipalTag/Team” is not in the request now).',
    ],
    [
      { kind: 'remove-context', key: 'aws:tagkeys' },
      'Send it without “aws:tagkeys” (which is “a” and “b” now).',
    ],
    [
      { ...place, kind: 'remove-statement' },
      'Remove the statement “NoSecrets” (Deny) from the policy “MostOfS3”.',
    ],
    [
      {
        kind: 'remove-statement',
        policyType: 'scp',
        levelId: 'r-root',
        policyIndex: 0,
        policyName: 'Guard',
        statement: 0,
      },
      'Remove statement 1 (Deny) from the service control policy “Guard”, attached to “r-root”.',
    ],
    [
      { ...place, kind: 'add-resource', element: 'NotResource', resource: 'arn:aws:s3:::b/k' },
      'Add “arn:aws:s3:::b/k” to NotResource of the statement “NoSecrets” (Deny) in the policy “MostOfS3”, so that the statement leaves it out.',
    ],
    [
      {
        kind: 'add-statement',
        policyType: 'identity',
        statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/k' },
      },
      'Give “alice” a policy that allows “s3:GetObject” on “arn:aws:s3:::b/k”.',
    ],
    [
      {
        kind: 'add-statement',
        policyType: 'trust',
        policyIndex: 0,
        policyName: 'Trust',
        statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } },
      },
      'Add a statement to the role’s trust policy “Trust” that allows “sts:AssumeRole” for the service “ec2.amazonaws.com”.',
    ],
  ])('says where and what: %o', (change, sentence) => {
    expect(changeSentence(change, denied)).toBe(sentence);
  });
});

describe('the words around them', () => {
  const remove = (policyType: PolicyType, more: object = {}): Change => ({
    kind: 'remove-statement',
    policyType,
    policyIndex: 0,
    policyName: 'p',
    statement: 0,
    ...more,
  });
  const notes = (changes: readonly Change[], outcome: Outcome = 'allowed') =>
    counterfactualNotes({ changes, outcome }, denied).join(' ');

  it('say whose an SCP is, and that it goes when nothing is left of it', () => {
    const told = notes([remove('scp', { levelId: 'r-root', policyName: 'Guard' })]);
    expect(told).toContain('organization');
    expect(told).toContain('Nothing would be left of the service control policy “Guard”');
  });

  it('do not say so of a policy that keeps or gets a statement', () => {
    expect(notes([{ ...place, kind: 'remove-statement' }])).toBe('');
    const level = { levelId: 'r-root', policyName: 'Guard' };
    const added: Change = {
      kind: 'add-statement',
      policyType: 'scp',
      policyIndex: 0,
      statement: {},
      ...level,
    };
    expect(notes([remove('scp', level), added])).not.toContain('Nothing would be left');
  });

  it.each([
    ['explicitDeny', /Deny/],
    ['implicitDeny', /No Allow/],
  ] as const)('say how another context is denied: %s', (outcome, words) => {
    expect(notes([{ kind: 'set-context', key: 'k', values: ['v'] }], outcome)).toMatch(words);
  });

  it.each([1, 2, 9])('say what they are: %d of them', (count) => {
    for (const outcome of ['allowed', 'implicitDeny', 'explicitDeny'] as const)
      expect(counterfactualsIntro(count, outcome)).toMatch(isSentence);
    expect(togetherWords(count)).not.toContain('undefined');
  });

  it('say why there are none', () => {
    const broken = decided({ identity: [{ name: 'broken', document: '{' }] });
    expect(noCounterfactualWords(broken.decision)).toMatch(/cannot be read/);
    expect(noCounterfactualWords(denied.decision)).toMatch(/allow it/);
  });
});

describe('what the core finds', () => {
  it.each<[string, PolicySet]>([
    ['nothing allows', { identity: [] }],
    ['a Deny', { identity: [policy('P', {}, { Effect: 'Deny', Action: undefined, NotAction: 'iam:*' })] }],
    [
      'a condition',
      { identity: [policy('P', { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } })] },
    ],
    ['allowed', { identity: [policy('P', {})] }],
  ])('can all be said: %s', (_, policies) => {
    const found: readonly Counterfactual[] = counterfactuals(request, policies);
    expect(found.length).toBeGreaterThan(0);
    const sentences = found.map(({ changes }) =>
      changes.map((change) => changeSentence(change, decided(policies))).join(' '),
    );
    expect(new Set(sentences).size).toBe(sentences.length);
  });
});
