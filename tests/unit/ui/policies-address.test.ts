import { describe, expect, it } from 'vitest';
import type { Answer, IamApi, ManagedPolicy } from '../../../src/client/aws-api.ts';
import { findPolicyArn, isAwsManaged, policyHref } from '../../../src/ui/features/policies/policy-href.ts';
import {
  policyListHref,
  readPolicyListView,
  type PolicyListView,
} from '../../../src/ui/features/policies/policy-list-view.ts';
import { parseRoute } from '../../../src/ui/state/router.svelte.ts';
import { compiledCatalog } from '../compiled-catalog.ts';

const ours = 'arn:aws:iam::123456789012:policy/ReadOnlyAccess';
const awss = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const job = 'arn:aws:iam::aws:policy/job-function/Billing';
const own = 'arn:aws:iam::123456789012:policy/team/Own';

/** An account with these policies, and what it was asked. */
function account({ denied = '' }: { readonly denied?: string } = {}) {
  const asked: string[] = [];
  const answer = <Value>(request: string, value: Value | undefined): Promise<Answer<Value>> => {
    asked.push(request);
    const failed = { kind: 'error', message: '', status: 400, requestId: 'r' } as const;
    return Promise.resolve(
      denied !== '' && request.startsWith(denied)
        ? { ...failed, code: 'AccessDenied' }
        : value === undefined
          ? { ...failed, code: 'NoSuchEntity' }
          : { kind: 'ok', value, requestId: 'r' },
    );
  };
  const policy = (arn: string) => ({ arn, policyName: arn.split('/').at(-1) }) as ManagedPolicy;
  const iam = {
    getPolicy: ({ policyArn }: { policyArn: string }) =>
      answer(
        `GetPolicy ${policyArn}`,
        [ours, awss, job, own].includes(policyArn) ? policy(policyArn) : undefined,
      ),
    listPolicies: ({ scope }: { scope: string }) => answer(`ListPolicies ${scope}`, [ours, own].map(policy)),
  } as unknown as IamApi;
  return { iam, asked };
}

describe('the address of a policy', () => {
  it.each([ours, awss, job, own])('leads back to %s', async (arn) => {
    const { segments } = parseRoute(policyHref(arn));
    expect(segments).toHaveLength(2);
    const answer = await findPolicyArn(account().iam, segments[1] ?? '');
    expect(answer.kind === 'ok' && answer.value).toBe(arn);
  });

  it('is short for AWS managed policies', () => {
    expect(policyHref(job)).toBe('#/policies/Billing');
  });

  it('is asked for outright, and never in a list of all policies', async () => {
    const { iam, asked } = account();
    await findPolicyArn(iam, 'ReadOnlyAccess');
    expect(asked).toEqual([`GetPolicy ${awss}`]);
    await findPolicyArn(iam, own);
    expect(asked).toHaveLength(1);
    await findPolicyArn(iam, 'Own');
    expect(asked.filter((request) => request.startsWith('List'))).toEqual(['ListPolicies Local']);
  });

  it('finds the policies of every path that AWS has', async () => {
    const policies = await compiledCatalog().managedPolicies();
    const paths = new Map(policies.map(({ path, arn }) => [path, arn]));
    expect(paths.size).toBeGreaterThan(4);
    for (const arn of paths.values()) {
      const getPolicy = ({ policyArn }: { policyArn: string }) =>
        Promise.resolve(
          policyArn === arn
            ? { kind: 'ok', value: {}, requestId: 'r' }
            : { kind: 'error', code: 'NoSuchEntity' },
        );
      const found = await findPolicyArn({ getPolicy } as unknown as IamApi, arn.split('/').at(-1) ?? '');
      expect(found).toMatchObject({ kind: 'ok', value: arn });
    }
  });

  it('may be the bare name of a policy of the account', async () => {
    expect(await findPolicyArn(account().iam, 'Own')).toMatchObject({ kind: 'ok', value: own });
  });

  it('of nobody is told apart from a refusal', async () => {
    const answer = await findPolicyArn(account().iam, 'Nobody');
    expect(answer.kind === 'ok' && answer.value === undefined).toBe(true);
    for (const denied of ['GetPolicy', 'ListPolicies']) {
      expect(await findPolicyArn(account({ denied }).iam, 'Nobody')).toMatchObject({ code: 'AccessDenied' });
    }
  });

  it('tells whose a policy is by the account in its ARN', () => {
    expect(isAwsManaged(awss)).toBe(true);
    expect(isAwsManaged(ours)).toBe(false);
    expect(isAwsManaged('AdministratorAccess')).toBe(false);
  });
});

describe('the address of the list', () => {
  const start: PolicyListView = { text: '', scope: 'all', order: 'name', page: 0 };

  it.each<[PolicyListView, string]>([
    [start, '#/policies'],
    [{ ...start, text: 'S3 read' }, '#/policies?text=S3+read'],
    [
      { text: 'a&b', scope: 'job-function', order: 'attached-down', page: 2 },
      '#/policies?text=a%26b&type=job-function&sort=attached-down&page=3',
    ],
  ])('says what is shown: %j', (view, href) => {
    expect(policyListHref(view)).toBe(href);
    expect(readPolicyListView(parseRoute(href).query)).toEqual(view);
  });

  it.each(['?page=0', '?page=x', '?page=-1', '?type=mine', '?sort=size', '?text='])(
    'is read as the beginning where it makes no sense: %s',
    (query) => {
      expect(readPolicyListView(parseRoute(`#/policies${query}`).query)).toEqual(start);
    },
  );
});
