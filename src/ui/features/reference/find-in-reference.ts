// Everything that the reference can say of a text: what matches it, and what it is when it is a name, a
// pattern, an ARN, or text with such names in it.

import type { Reference } from '../../../client/ports.ts';
import type {
  AwsManagedPolicy,
  CatalogProblem,
  ConditionKey,
  MatchedResourceType,
  SearchAnswer,
} from '../../../core/catalog/types.ts';
import { findInText, type Mentions } from './find-in-text.ts';
import { beginsKey, keysLike, type GlobalKeys } from './global-keys.ts';
import { principalOf, type PrincipalKind } from './principal-of.ts';
import { readSearch } from './read-search.ts';

export type Finding =
  | { readonly kind: 'pattern'; readonly pattern: string; readonly actions: readonly string[] }
  | { readonly kind: 'arn'; readonly arn: string; readonly types: readonly MatchedResourceType[] }
  /** Who asks. Users and roles are resources too; sessions are not. */
  | {
      readonly kind: 'principal';
      readonly arn: string;
      readonly principal: PrincipalKind;
      readonly types: readonly MatchedResourceType[];
    }
  | { readonly kind: 'policy'; readonly policy: AwsManagedPolicy }
  | { readonly kind: 'key'; readonly typed: string; readonly key: ConditionKey }
  | { readonly kind: 'keys'; readonly typed: string; readonly keys: readonly ConditionKey[] }
  | { readonly kind: 'mentions'; readonly mentions: Mentions }
  | { readonly kind: 'problem'; readonly problem: CatalogProblem };

export interface Found {
  /** What was asked about, as typed. */
  readonly text: string;
  readonly answer: SearchAnswer;
  readonly finding: Finding | undefined;
}

export interface Sources {
  readonly reference: Reference;
  readonly globalKeys: GlobalKeys;
}

const nothing: SearchAnswer = { matches: [], counts: { services: 0, actions: 0, policies: 0 } };

export async function findInReference(sources: Sources, typed: string, most: number): Promise<Found> {
  const { reference } = sources;
  const search = readSearch(typed);
  const alone = (finding: Finding | undefined): Found => ({ text: typed, answer: nothing, finding });
  switch (search.kind) {
    case 'empty':
      return alone(undefined);
    case 'arn':
      return alone(await findArn(reference, search.text));
    case 'pattern':
      return alone(await findPattern(reference, search.text));
    case 'key':
      return alone(await findKey(sources, search.text));
    case 'name': {
      const answer = await reference.search(search.text, { most });
      return { text: typed, answer, finding: await findName(reference, search.text, answer) };
    }
    case 'passage': {
      const [answer, mentions] = await Promise.all([
        reference.search(search.text, { most }),
        findInText(reference, search.names),
      ]);
      return {
        text: typed,
        answer,
        finding:
          mentions === undefined || idle(mentions, answer) ? undefined : { kind: 'mentions', mentions },
      };
    }
    case 'words': {
      const [answer, keys] = await Promise.all([
        reference.search(search.text, { most }),
        sources.globalKeys.named(search.text),
      ]);
      return { text: typed, answer, finding: await findBeside(reference, search.text, { answer, keys }) };
    }
  }
}

/** Half a name before more words is no unknown action: what matches is the answer. */
function idle({ actions, patterns, arns, keys }: Mentions, { matches }: SearchAnswer): boolean {
  return matches.length > 0 && [actions, patterns, arns, keys].flat().length === 0;
}

async function findArn(reference: Reference, arn: string): Promise<Finding> {
  if (/^arn:[^:]*:iam::aws:/i.test(arn)) {
    const policy = await reference.managedPolicy(arn);
    return policy.ok ? { kind: 'policy', policy: policy.value } : { kind: 'problem', problem: policy.error };
  }
  const [types, principal] = [await reference.resourceTypesOf(arn), principalOf(arn)];
  if (principal !== undefined)
    return { kind: 'principal', arn, principal, types: types.ok ? types.value : [] };
  return types.ok ? { kind: 'arn', arn, types: types.value } : { kind: 'problem', problem: types.error };
}

async function findPattern(reference: Reference, pattern: string): Promise<Finding> {
  const actions = await reference.expandAction(pattern);
  return actions.ok
    ? { kind: 'pattern', pattern, actions: actions.value }
    : { kind: 'problem', problem: actions.error };
}

/** `aws:` is the prefix of condition keys alone. */
async function findKey({ reference, globalKeys }: Sources, text: string): Promise<Finding> {
  const key = await reference.conditionKey(text);
  if (key.ok) return { kind: 'key', typed: text, key: key.value };
  const keys = keysFinding(text, await globalKeys.like(text));
  return keys ?? (await findTagged(reference, text)) ?? { kind: 'problem', problem: key.error };
}

async function findName(
  reference: Reference,
  text: string,
  { matches }: SearchAnswer,
): Promise<Finding | undefined> {
  const key = await reference.conditionKey(text);
  if (key.ok) return { kind: 'key', typed: text, key: key.value };
  const tagged = await findTagged(reference, text);
  if (tagged !== undefined) return tagged;
  if (matches.length > 0) return undefined;
  const action = await reference.action(text);
  if (action.ok) return { kind: 'problem', problem: key.error };
  const keys = action.error.kind === 'unknown-action' ? await keysOfService(reference, text) : undefined;
  return keys ?? { kind: 'problem', problem: moreTelling(action.error, key.error) };
}

/** A key with a part that the policy's author adds, written without it: `s3:ExistingObjectTag`. */
async function findTagged(reference: Reference, text: string): Promise<Finding | undefined> {
  if (text.includes('/')) return undefined;
  const key = await reference.conditionKey(`${text}/x`);
  return key.ok ? { kind: 'key', typed: text, key: key.value } : undefined;
}

/** `s3:x-amz` is no action's beginning, but that of several keys. */
async function keysOfService(reference: Reference, text: string): Promise<Finding | undefined> {
  const service = await reference.service(text.replace(/:.*$/, ''));
  return service.ok ? keysFinding(text, keysLike(service.value.conditionKeys, text)) : undefined;
}

function keysFinding(typed: string, keys: readonly ConditionKey[]): Finding | undefined {
  const [first, ...more] = keys;
  if (first === undefined) return undefined;
  return more.length === 0 ? { kind: 'key', typed, key: first } : { kind: 'keys', typed, keys };
}

/** What reads as an action is one, unless a key is nearer. */
function moreTelling(ofAction: CatalogProblem, ofKey: CatalogProblem): CatalogProblem {
  const keyIsNear = ofKey.kind === 'unknown-condition-key' && ofKey.closest.length > 0;
  const actionIsNear = ofAction.kind === 'unknown-action' && ofAction.closest.length > 0;
  return keyIsNear && !actionIsNear ? ofKey : ofAction;
}

/**
 * Beside what matches words: the global keys of such a name; that a service has no page; and when nothing
 * matches, the service or the policy that one word comes nearest to.
 */
async function findBeside(
  reference: Reference,
  words: string,
  { answer, keys }: { readonly answer: SearchAnswer; readonly keys: readonly ConditionKey[] },
): Promise<Finding | undefined> {
  const oneWord = !/\s/.test(words);
  const nothingMatches = answer.matches.length === 0;
  // Where a service matches it is the answer itself, unless a key begins so; several words are rarely a key.
  const within = oneWord ? answer.counts.services === 0 : nothingMatches;
  const ofKeys = keysFinding(
    words,
    keys.filter((key) => within || beginsKey(key, words)),
  );
  if (ofKeys !== undefined || answer.counts.services > 0 || !oneWord) return ofKeys;
  const service = await reference.service(words);
  if (!service.ok && service.error.kind === 'unlisted-service')
    return { kind: 'problem', problem: service.error };
  if (!nothingMatches) return undefined;
  for (const found of [service, await reference.managedPolicy(words)]) {
    if (!found.ok && 'closest' in found.error && found.error.closest.length > 0)
      return { kind: 'problem', problem: found.error };
  }
  return undefined;
}
