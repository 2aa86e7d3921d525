// Which managed policies a list shows, and in which order.

import type { ManagedPolicy } from '../../../client/aws-api.ts';
import { beginsWord } from '../../../core/catalog/word-starts.ts';
import { attachability, policyType, policyTypeWords, type PolicyType } from './policy-type.ts';

/** `aws`: all of AWS's, those for job functions included. */
export type PolicyScope = 'all' | PolicyType;

/**
 * Policies of a scope whose name, path or type holds every word of the filter, whatever the case; in their order.
 * Their ARNs, of which all hold `iam`, count only where the filter is one.
 */
export function filterPolicies(
  policies: readonly ManagedPolicy[],
  filter: string,
  scope: PolicyScope = 'all',
): readonly ManagedPolicy[] {
  const words = wordsOf(filter);
  const byArn = words[0]?.startsWith('arn:') === true;
  return policies.filter((policy) => {
    const type = policyType(policy.arn);
    if (scope !== 'all' && !isOfScope(type, scope)) return false;
    if (byArn) return words.every((word) => policy.arn.toLowerCase().includes(word));
    const text = `${policy.path} ${policy.policyName}`.toLowerCase();
    return words.every(
      (word) => text.includes(word) || typeStarts[type].some((each) => each.startsWith(word)),
    );
  });
}

/** The words of each type, at whose beginning it is found: within, every letter would be in one of them. */
const typeStarts: Readonly<Record<PolicyType, readonly string[]>> = {
  customer: wordsOf(policyTypeWords.customer),
  aws: wordsOf(policyTypeWords.aws),
  'job-function': [...wordsOf(policyTypeWords['job-function']), 'job-function'],
};

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
 * Policies that match, the likeliest to be wanted first: with a filter by how their name holds it, shorter names
 * before longer ones; without one the account's own and those for job functions. What cannot be attached comes last.
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
  const length = (policy: ManagedPolicy): number => (words.length === 0 ? 0 : policy.policyName.length);
  return filterPolicies(sortPolicies(policies, 'name'), filter)
    .map((policy) => ({ policy, rank: rank(policy), length: length(policy) }))
    .sort((a, b) => a.rank - b.rank || a.length - b.length)
    .map(({ policy }) => policy);
}

function rankByType(type: PolicyType): number {
  return type === 'customer' ? 0 : type === 'job-function' ? 1 : 2;
}

/** Exactly; at its beginning, the vendor's name aside; every word at the beginning of one of its words; within. */
function rankByName(policyName: string, words: readonly string[]): number {
  const name = policyName.toLowerCase();
  const wanted = words.join('');
  if (name === wanted) return 0;
  if (name.startsWith(wanted) || name.replace(/^(?:amazon|aws)/, '').startsWith(wanted)) return 1;
  if (words.every((word) => startsAWord(policyName, name, word))) return 2;
  return words.every((word) => name.includes(word)) ? 3 : 4;
}

/** `read` in `AmazonS3ReadOnlyAccess`, but not in `SpreadSheets`. */
function startsAWord(name: string, lower: string, word: string): boolean {
  for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1))
    if (beginsWord(name, at)) return true;
  return false;
}

function isOfScope(type: PolicyType, scope: PolicyType): boolean {
  return type === scope || (scope === 'aws' && type === 'job-function');
}

function wordsOf(filter: string): readonly string[] {
  return filter
    .toLowerCase()
    .split(/[\s–]+/)
    .filter(Boolean);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
