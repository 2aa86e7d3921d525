import { describe, expect, it } from 'vitest';
import type { IamApi, ManagedPolicy } from '../../../src/client/aws-api.ts';
import { filterPolicies } from '../../../src/ui/features/policies/filter-policies.ts';
import { findPolicyArn, isAwsManaged, policyHref } from '../../../src/ui/features/policies/policy-href.ts';
import { parseRoute } from '../../../src/ui/state/router.svelte.ts';

const policy = (arn: string): ManagedPolicy => ({
  arn,
  policyName: arn.split('/').at(-1) ?? '',
  policyId: 'ANPA',
  path: '/',
  defaultVersionId: 'v1',
  attachmentCount: 0,
  isAttachable: true,
  createDate: '2026-01-01T00:00:00Z',
  updateDate: '2026-01-01T00:00:00Z',
});

const ours = 'arn:aws:iam::123456789012:policy/ReadOnlyAccess';
const awss = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const job = 'arn:aws:iam::aws:policy/job-function/Billing';
const own = 'arn:aws:iam::123456789012:policy/team/Own';
const policies = [ours, awss, job, own].map(policy);
const iam = {
  listPolicies: () => Promise.resolve({ kind: 'ok', value: policies, requestId: 'r' }),
} as unknown as IamApi;

describe('the address of a policy', () => {
  it.each([ours, awss, job, own])('leads back to %s', async (arn) => {
    const { segments } = parseRoute(policyHref(arn));
    expect(segments).toHaveLength(2);
    const answer = await findPolicyArn(iam, segments[1] ?? '');
    expect(answer.kind === 'ok' && answer.value).toBe(arn);
  });

  it('is short for AWS managed policies', () => {
    expect(policyHref(job)).toBe('#/policies/Billing');
  });

  it('of nobody is told apart from a refusal', async () => {
    const answer = await findPolicyArn(iam, 'Nobody');
    expect(answer.kind === 'ok' && answer.value === undefined).toBe(true);
    const denied = {
      listPolicies: () =>
        Promise.resolve({ kind: 'error', code: 'AccessDenied', message: '', status: 403, requestId: 'r' }),
    } as unknown as IamApi;
    expect(await findPolicyArn(denied, 'Nobody')).toMatchObject({ code: 'AccessDenied' });
  });
});

describe('filterPolicies', () => {
  it.each([
    ['', 'all', [ours, awss, job, own]],
    ['', 'aws', [awss, job]],
    ['', 'customer', [ours, own]],
    ['readonly', 'all', [ours, awss]],
    ['readonly', 'customer', [ours]],
    ['job bill', 'all', [job]],
    ['nothing', 'all', []],
  ] as const)('by %j in %s', (filter, scope, expected) => {
    expect(filterPolicies(policies, filter, scope).map(({ arn }) => arn)).toEqual(expected);
  });

  it('tells whose a policy is by the account in its ARN', () => {
    expect(isAwsManaged(awss)).toBe(true);
    expect(isAwsManaged(ours)).toBe(false);
    expect(isAwsManaged('AdministratorAccess')).toBe(false);
  });
});
