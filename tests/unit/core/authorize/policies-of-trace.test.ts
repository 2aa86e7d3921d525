import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { authorize, compile } from '../../../../src/core/authorize/authorize.ts';
import { policiesOfTrace } from '../../../../src/core/authorize/policies-of-trace.ts';
import type { RuleTrace } from '../../../../src/core/authorize/trace.ts';
import type { AuthorizationRequest, NamedPolicy, PolicySet } from '../../../../src/core/authorize/types.ts';
import { policySet, request as anyRequest, seed } from '../../../properties/policy-arbitraries.ts';

const account = '111122223333';
const request: AuthorizationRequest = {
  principal: `arn:aws:iam::${account}:user/alice`,
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::b/k',
  resourceAccountId: account,
  context: {},
};

/** As text, which is how a trace has it. */
function policy(name: string, more: Readonly<Record<string, unknown>> = {}): NamedPolicy {
  const statement = { Effect: 'Allow', Action: '*', Resource: '*', ...more };
  return { name, document: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }) };
}
const forEverybody = { Principal: '*' };

/** What is left of a set after a decision. */
function through(policies: PolicySet, asked: Partial<AuthorizationRequest> = {}): PolicySet | undefined {
  const whole = { ...request, ...asked };
  return policiesOfTrace(whole, authorize(whole, compile(policies)));
}

describe('policiesOfTrace', () => {
  it('gives back every layer, with its policies in their order', () => {
    const policies: PolicySet = {
      identity: [policy('a'), { ...policy('b'), arn: `arn:aws:iam::${account}:policy/b` }, policy('a')],
      boundary: policy('boundary'),
      resource: policy('bucket', forEverybody),
      endpoint: policy('endpoint', forEverybody),
      sessions: [policy('session'), policy('tags')],
      scps: [
        { id: 'r-root', policies: [policy('FullAWSAccess'), policy('more')] },
        { id: account, policies: [policy('FullAWSAccess')] },
      ],
      rcps: [{ id: 'r-root', policies: [policy('rcp', { ...forEverybody, Effect: 'Deny' })] }],
    };
    expect(through(policies)).toEqual(policies);
  });

  it('takes the trust policy of a role for its resource’s', () => {
    const policies: PolicySet = {
      identity: [],
      resource: policy('trust', {
        Resource: undefined,
        Principal: { AWS: account },
        Action: 'sts:AssumeRole',
      }),
    };
    const role = `arn:aws:iam::${account}:role/r`;
    expect(through(policies, { action: 'sts:AssumeRole', resource: role })).toEqual(policies);
  });

  it('keeps the text of a policy that cannot be read', () => {
    const policies: PolicySet = { identity: [{ name: 'broken', document: '{' }] };
    expect(through(policies)).toEqual(policies);
  });

  it('tells a session without a policy from none', () => {
    expect(through({ identity: [], sessions: [] })).toEqual({ identity: [], sessions: [] });
    expect(through({ identity: [] })).toEqual({ identity: [] });
  });

  it('leaves out what AWS does not ask', () => {
    const root = { principal: `arn:aws:iam::${account}:root` };
    expect(through({ identity: [policy('a')], resource: policy('bucket', forEverybody) }, root)).toEqual({
      identity: [],
      resource: policy('bucket', forEverybody),
    });
  });

  it.each<RuleTrace>([
    { kind: 'acl', grantee: 'id', permission: 'READ' },
    { kind: 'acl-ignored', grantee: 'id', permission: 'READ', because: { kind: 'acls-disabled' } },
    { kind: 'public-access-block', setting: 'RestrictPublicBuckets', levels: ['account'] },
  ])('is silent where something else took part: $kind', (rule) => {
    const decision = authorize(request, compile({ identity: [] }));
    const { layers } = decision.trace;
    expect(policiesOfTrace(request, { ...decision, trace: { layers, rules: [rule] } })).toBeUndefined();
  });

  it('is silent about strangers whom a bucket denies: whether it may be public is not known', () => {
    const stranger = { principal: 'anonymous' };
    expect(through({ identity: [] }, stranger)).toBeUndefined();
    expect(through({ identity: [], resource: policy('bucket', forEverybody) }, stranger)).toBeDefined();
  });

  it('gives a set that decides as the one before', () => {
    fc.assert(
      fc.property(anyRequest, policySet, (asked, policies) => {
        const before = authorize(asked, compile(policies));
        const read = policiesOfTrace(asked, before);
        if (read === undefined) return;
        const after = authorize(asked, compile(read));
        expect(after.outcome).toBe(before.outcome);
        expect(after.blockedBy).toEqual(before.blockedBy);
        expect(after.missingContext).toEqual(before.missingContext);
      }),
      { seed, numRuns: 500 },
    );
  });
});
