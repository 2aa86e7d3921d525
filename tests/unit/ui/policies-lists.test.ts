import { describe, expect, it } from 'vitest';
import type { ManagedPolicy } from '../../../src/client/aws-api.ts';
import {
  filterPolicies,
  policiesToChoose,
  sortPolicies,
} from '../../../src/ui/features/policies/filter-policies.ts';
import { attachability, policyType } from '../../../src/ui/features/policies/policy-type.ts';
import { compiledCatalog } from '../compiled-catalog.ts';

const policy = (arn: string, attachmentCount = 0, isAttachable = true): ManagedPolicy => ({
  arn,
  policyName: arn.split('/').at(-1) ?? '',
  policyId: 'ANPA',
  path: /:policy(\/(?:.*\/)?)/.exec(arn)?.[1] ?? '/',
  defaultVersionId: 'v1',
  attachmentCount,
  isAttachable,
  createDate: '2026-01-01T00:00:00Z',
  updateDate: '2026-01-01T00:00:00Z',
});

const ours = 'arn:aws:iam::123456789012:policy/ReadOnlyAccess';
const own = 'arn:aws:iam::123456789012:policy/team/Own';
const awss = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const s3 = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
const job = 'arn:aws:iam::aws:policy/job-function/Billing';
const linked = 'arn:aws:iam::aws:policy/aws-service-role/AWSSupportServiceRolePolicy';

describe('filterPolicies', () => {
  const policies = [ours, awss, job, own].map((arn) => policy(arn));

  it.each([
    ['', 'all', [ours, awss, job, own]],
    ['', 'aws', [awss, job]],
    ['', 'customer', [ours, own]],
    ['', 'job-function', [awss, job]],
    ['readonly', 'all', [ours, awss]],
    ['readonly', 'customer', [ours]],
    ['job bill', 'all', [job]],
    ['job function', 'all', [awss, job]],
    ['job-function', 'all', [awss, job]],
    ['customer', 'all', [ours, own]],
    ['team', 'all', [own]],
    // Every ARN holds it, and no name here.
    ['iam', 'all', []],
    ['arn:aws:iam::aws:', 'all', [awss, job]],
    ['arn:aws:iam::123456789012:policy/team/Own', 'all', [own]],
    ['nothing', 'all', []],
  ] as const)('by %j in %s', (filter, scope, expected) => {
    expect(filterPolicies(policies, filter, scope).map(({ arn }) => arn)).toEqual(expected);
  });
});

describe('sortPolicies', () => {
  const policies = [policy(job, 1), policy(awss), policy(own, 2), policy(s3, 1)];

  it.each([
    ['name', [s3, job, own, awss]],
    ['name-down', [awss, own, job, s3]],
    // Those that are attached equally often by name, whatever the direction.
    ['attached-down', [own, s3, job, awss]],
    ['attached', [awss, s3, job, own]],
  ] as const)('by %s', (order, expected) => {
    expect(sortPolicies(policies, order).map(({ arn }) => arn)).toEqual(expected);
  });

  it('does not regard case', () => {
    const arns = ['b', 'A', 'a', 'C'].map((name) => `arn:aws:iam::aws:policy/${name}`);
    const sorted = sortPolicies(arns.map((arn) => policy(arn)), 'name'); // prettier-ignore
    expect(sorted.map(({ policyName }) => policyName)).toEqual(['A', 'a', 'b', 'C']);
  });
});

describe('policiesToChoose', () => {
  const retired = 'arn:aws:iam::aws:policy/AARetired';
  const runner = 'arn:aws:iam::aws:policy/RunsJobs';
  const policies = [s3, linked, awss, job, own].map((arn) => policy(arn));

  it.each([
    // The account's own, then those for job functions, then the rest.
    ['', [own, job, awss, s3, retired, linked]],
    ['readonly', [awss, s3]],
    ['s3 read', [s3]],
    // What only path or type holds comes after what the name holds; what cannot be attached at the end.
    ['job', [runner, job, awss]],
    ['support', [linked]],
  ])('by %j', (filter, expected) => {
    const more = filter === 'job' ? [policy(runner)] : [policy(retired, 0, false)];
    const all = [...policies, ...more];
    const chosen = policiesToChoose(all, filter).map(({ arn }) => arn);
    expect(chosen).toEqual(expected);
  });

  it('puts the name that was typed in full before all others', () => {
    const names = ['ReadOnlyAccessForMany', 'ReadOnlyAccess', 'AReadOnlyAccess'];
    const all = names.map((name) => policy(`arn:aws:iam::aws:policy/${name}`));
    const chosen = policiesToChoose(all, 'readonlyaccess').map(({ policyName }) => policyName);
    expect(chosen).toEqual(['ReadOnlyAccess', 'ReadOnlyAccessForMany', 'AReadOnlyAccess']);
  });
});

describe('the managed policies of AWS', () => {
  const all = async () =>
    (await compiledCatalog().managedPolicies())
      .filter(({ retired }) => !retired)
      .map(({ arn }) => policy(arn));
  const named = (policies: readonly ManagedPolicy[]) => policies.map(({ policyName }) => policyName);

  it.each([
    ['S3 read', 'AmazonS3ReadOnlyAccess'],
    ['s3readonly', 'AmazonS3ReadOnlyAccess'],
    ['admin', 'AdministratorAccess'],
    ['ec2 full', 'AmazonEC2FullAccess'],
    ['readonlyaccess', 'ReadOnlyAccess'],
  ])('`%s` finds %s first', async (filter, name) => {
    expect(named(policiesToChoose(await all(), filter))[0]).toBe(name);
  });

  it('for job functions are all found by that', async () => {
    const policies = await all();
    const jobs = filterPolicies(policies, '', 'job-function');
    expect(filterPolicies(policies, 'job function')).toEqual(jobs);
    expect(jobs.length).toBeGreaterThan(9);
  });

  it('are not all of IAM', async () => {
    const policies = await all();
    const found = filterPolicies(policies, 'iam');
    expect(named(found)).toContain('IAMFullAccess');
    expect(found.length).toBeLessThan(policies.length / 10);
  });
});

describe('the type of a policy', () => {
  it.each([
    [ours, 'customer'],
    [own, 'customer'],
    [s3, 'aws'],
    [linked, 'aws'],
    [job, 'job-function'],
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_job-functions.html
    [awss, 'job-function'],
    ['arn:aws:iam::aws:policy/AdministratorAccess', 'job-function'],
    ['arn:aws:iam::123456789012:policy/job-function/Mine', 'customer'],
  ])('%s', (arn, expected) => {
    expect(policyType(arn)).toBe(expected);
  });

  it('agrees with the catalogue on what AWS has', async () => {
    for (const { arn, kind, retired } of await compiledCatalog().managedPolicies()) {
      if (kind === 'job-function') expect(policyType(arn)).toBe('job-function');
      const expected = retired ? 'retired' : kind === 'service-linked' ? 'service-linked' : 'attachable';
      expect(attachability(policy(arn, 0, !retired))).toBe(expected);
    }
  });

  it('says whether it can be attached', () => {
    expect(attachability(policy(s3))).toBe('attachable');
    expect(attachability(policy(linked))).toBe('service-linked');
    expect(attachability(policy(s3, 1, false))).toBe('retired');
    expect(attachability(policy(own))).toBe('attachable');
  });
});
