// What the list of policies shows, as its address says it: `#/policies?text=s3&type=aws&sort=attached-down&page=2`.

import { routeHref } from '../../state/router.svelte.ts';
import { policyOrders, type PolicyOrder, type PolicyScope } from './filter-policies.ts';

export interface PolicyListView {
  readonly text: string;
  readonly scope: PolicyScope;
  readonly order: PolicyOrder;
  /** From 0. */
  readonly page: number;
}

export const policyScopes = ['all', 'aws', 'customer', 'job-function'] as const satisfies PolicyScope[];

/** What the address does not say, or says wrongly, is as at the beginning. */
export function readPolicyListView(query: URLSearchParams): PolicyListView {
  const page = Number(query.get('page') ?? '1');
  return {
    text: query.get('text') ?? '',
    scope: policyScopes.find((scope) => scope === query.get('type')) ?? 'all',
    order: policyOrders.find((order) => order === query.get('sort')) ?? 'name',
    page: Number.isInteger(page) && page > 1 ? page - 1 : 0,
  };
}

export function policyListHref({ text, scope, order, page }: PolicyListView): string {
  return routeHref(['policies'], {
    ...(text.trim() === '' ? {} : { text }),
    ...(scope === 'all' ? {} : { type: scope }),
    ...(order === 'name' ? {} : { sort: order }),
    ...(page === 0 ? {} : { page: String(page + 1) }),
  });
}
