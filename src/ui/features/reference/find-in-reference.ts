// Everything that the reference can say of a text: what matches it, and what it is when it is a name, a
// pattern or an ARN.

import type { Reference } from '../../../client/ports.ts';
import type {
  AwsManagedPolicy,
  CatalogProblem,
  ConditionKey,
  MatchedResourceType,
  SearchAnswer,
} from '../../../core/catalog/types.ts';
import { readSearch } from './read-search.ts';

export type Finding =
  | { readonly kind: 'pattern'; readonly pattern: string; readonly actions: readonly string[] }
  | { readonly kind: 'arn'; readonly arn: string; readonly types: readonly MatchedResourceType[] }
  | { readonly kind: 'policy'; readonly policy: AwsManagedPolicy }
  | { readonly kind: 'key'; readonly typed: string; readonly key: ConditionKey }
  | { readonly kind: 'problem'; readonly problem: CatalogProblem };

export interface Found {
  /** What was asked about, as typed. */
  readonly text: string;
  readonly answer: SearchAnswer;
  readonly finding: Finding | undefined;
}

const nothing: SearchAnswer = { matches: [], counts: { services: 0, actions: 0, policies: 0 } };

export async function findInReference(reference: Reference, typed: string, most: number): Promise<Found> {
  const search = readSearch(typed);
  switch (search.kind) {
    case 'empty':
      return { text: typed, answer: nothing, finding: undefined };
    case 'arn':
      return { text: typed, answer: nothing, finding: await findArn(reference, search.text) };
    case 'pattern':
      return { text: typed, answer: nothing, finding: await findPattern(reference, search.text) };
    case 'name': {
      const [answer, key] = await Promise.all([
        reference.search(search.text, { most }),
        reference.conditionKey(search.text),
      ]);
      if (key.ok)
        return { text: typed, answer, finding: { kind: 'key', typed: search.text, key: key.value } };
      if (answer.matches.length > 0) return { text: typed, answer, finding: undefined };
      const action = await reference.action(search.text);
      const problem = action.ok ? key.error : moreTelling(action.error, key.error);
      return { text: typed, answer, finding: { kind: 'problem', problem } };
    }
    case 'words': {
      const answer = await reference.search(search.text, { most });
      // Where a service matches, it is the answer itself.
      const finding =
        answer.counts.services > 0 ? undefined : await findNearest(reference, search.text, answer);
      return { text: typed, answer, finding };
    }
  }
}

async function findArn(reference: Reference, arn: string): Promise<Finding> {
  if (/^arn:[^:]*:iam::aws:/i.test(arn)) {
    const policy = await reference.managedPolicy(arn);
    return policy.ok ? { kind: 'policy', policy: policy.value } : { kind: 'problem', problem: policy.error };
  }
  const types = await reference.resourceTypesOf(arn);
  return types.ok ? { kind: 'arn', arn, types: types.value } : { kind: 'problem', problem: types.error };
}

async function findPattern(reference: Reference, pattern: string): Promise<Finding> {
  const actions = await reference.expandAction(pattern);
  return actions.ok
    ? { kind: 'pattern', pattern, actions: actions.value }
    : { kind: 'problem', problem: actions.error };
}

/** Global condition keys have no service: what is said of `aws:` as an action helps nobody. */
function moreTelling(ofAction: CatalogProblem, ofKey: CatalogProblem): CatalogProblem {
  const keyIsNear = ofKey.kind === 'unknown-condition-key' && ofKey.closest.length > 0;
  const actionIsNear = ofAction.kind === 'unknown-action' && ofAction.closest.length > 0;
  return ofAction.kind === 'unknown-service' || (keyIsNear && !actionIsNear) ? ofKey : ofAction;
}

/**
 * For one word: that it is a service without a page, and when nothing matches it, the service or the policy
 * that it comes nearest to.
 */
async function findNearest(
  reference: Reference,
  word: string,
  { matches }: SearchAnswer,
): Promise<Finding | undefined> {
  if (/\s/.test(word)) return undefined;
  const service = await reference.service(word);
  if (!service.ok && service.error.kind === 'unlisted-service')
    return { kind: 'problem', problem: service.error };
  if (matches.length > 0) return undefined;
  for (const found of [service, await reference.managedPolicy(word)]) {
    if (!found.ok && 'closest' in found.error && found.error.closest.length > 0)
      return { kind: 'problem', problem: found.error };
  }
  return undefined;
}
