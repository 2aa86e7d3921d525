// Which managed policies a list shows, and in which order.

import type { ManagedPolicy } from '../../../client/aws-api.ts';
import { attachability, policyType, type PolicyType } from './policy-type.ts';

/** `aws`: all of AWS's, those for job functions included. */
export type PolicyScope = 'all' | PolicyType;

/** Policies of a scope whose name or ARN holds every word of the filter, whatever the case; in their order. */
export function filterPolicies(
  policies: readonly ManagedPolicy[],
  filter: string,
  scope: PolicyScope = 'all',
): readonly ManagedPolicy[] {
  const words = wordsOf(filter);
  return policies.filter(({ arn }) => {
    if (scope !== 'all' && !isOfScope(policyType(arn), scope)) return false;
    // The ARN ends with the name.
    const text = arn.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

export const policyOrders = ['name', 'name-down', 'attached-down', 'attached'] as const;
/** `…-down`: from Z, or from the one that is attached most often. */
export type PolicyOrder = (typeof policyOrders)[number];

export function sortPolicies(
  policies: readonly ManagedPolicy[],
  order: PolicyOrder,
): readonly ManagedPolicy[] {
  const sign = order.endsWith('-down') ? -1 : 1;
  const byCount = order.startsWith('attached');
  return policies
    .map((policy) => ({ policy, name: policy.policyName.toLowerCase() }))
    .sort((a, b) => {
      const counts = byCount ? sign * (a.policy.attachmentCount - b.policy.attachmentCount) : 0;
      return counts === 0 ? (byCount ? 1 : sign) * compare(a.name, b.name) : counts;
    })
    .map(({ policy }) => policy);
}

/**
 * Policies that match, the likeliest to be wanted first: with a filter those whose name begins with it, or else
 * holds it; without one the account's own and those for job functions. What cannot be attached comes last.
 */
export function policiesToChoose(
  policies: readonly ManagedPolicy[],
  filter: string,
): readonly ManagedPolicy[] {
  const words = wordsOf(filter);
  const rank = (policy: ManagedPolicy): number => {
    const likelihood =
      words.length === 0 ? rankByType(policyType(policy.arn)) : rankByName(policy.policyName, words);
    return likelihood + (attachability(policy) === 'attachable' ? 0 : 10);
  };
  return filterPolicies(sortPolicies(policies, 'name'), filter)
    .map((policy) => ({ policy, rank: rank(policy) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ policy }) => policy);
}

function rankByType(type: PolicyType): number {
  return type === 'customer' ? 0 : type === 'job-function' ? 1 : 2;
}

function rankByName(policyName: string, words: readonly string[]): number {
  const name = policyName.toLowerCase();
  if (name === words.join('')) return 0;
  if (name.startsWith(words[0] ?? '')) return 1;
  return words.every((word) => name.includes(word)) ? 2 : 3;
}

function isOfScope(type: PolicyType, scope: PolicyType): boolean {
  return type === scope || (scope === 'aws' && type === 'job-function');
}

function wordsOf(filter: string): readonly string[] {
  return filter.toLowerCase().split(/\s+/).filter(Boolean);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
