// A set without policies is compiled without the reader of policies, and decides as if it had been there.

import { describe, expect, it } from 'vitest';
import { authorize, compile } from '../../../../src/core/authorize/authorize.ts';
import { compileEmpty } from '../../../../src/core/authorize/policy-set.ts';
import type { NamedPolicy, PolicySet } from '../../../../src/core/authorize/types.ts';

const accountId = '123456789012';
const policy: NamedPolicy = { name: 'p', document: { Version: '2012-10-17', Statement: [] } };

const empty: readonly (readonly [string, PolicySet])[] = [
  ['of nobody', { identity: [] }],
  ['of a federated user without session policies', { identity: [], sessions: [] }],
  ['of a member of an organization', { identity: [], scps: [{ id: 'r-1', policies: [] }], rcps: [] }],
];

const filled: readonly (readonly [string, PolicySet])[] = [
  ['identity', { identity: [policy] }],
  ['boundary', { identity: [], boundary: policy }],
  ['resource', { identity: [], resource: policy }],
  ['endpoint', { identity: [], endpoint: policy }],
  ['session', { identity: [], sessions: [policy] }],
  [
    'SCP',
    {
      identity: [],
      scps: [
        { id: 'r-1', policies: [] },
        { id: 'ou-1', policies: [policy] },
      ],
    },
  ],
  ['RCP', { identity: [], rcps: [{ id: 'r-1', policies: [policy] }] }],
];

describe('compileEmpty', () => {
  it.each(empty)('takes the set %s, which decides as a compiled one does', (_whose, policies) => {
    const compiled = compileEmpty(policies);
    if (compiled === undefined) throw new Error('it has no policy');
    for (const principal of ['root', 'user/alice', 'role/Reader']) {
      for (const action of ['iam:CreateUser', 'sts:AssumeRole', 's3:GetObject', 'sts:GetCallerIdentity']) {
        const request = {
          principal: `arn:aws:iam::${accountId}:${principal}`,
          action,
          resource: action === 'sts:AssumeRole' ? `arn:aws:iam::${accountId}:role/Reader` : '*',
          resourceAccountId: accountId,
          context: {},
        };
        expect(authorize(request, compiled)).toEqual(authorize(request, compile(policies)));
      }
    }
  });

  it.each(filled)('leaves a set with a policy to the reader: %s', (_type, policies) => {
    expect(compileEmpty(policies)).toBeUndefined();
  });
});
