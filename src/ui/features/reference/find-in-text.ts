// The names in a piece of a policy or of an error message, as far as the reference knows them.

import type { Reference } from '../../../client/ports.ts';
import type { NamesInText } from './read-search.ts';
import { mostNames } from './read-search.ts';

export interface Mentions {
  /** As AWS writes them. */
  readonly actions: readonly string[];
  /** Patterns for actions, as written. */
  readonly patterns: readonly string[];
  /** Of a known service, but not among its actions. */
  readonly unknown: readonly string[];
  readonly arns: readonly string[];
  /** As written. */
  readonly keys: readonly string[];
  /** The one request that the text is of. */
  readonly request: { readonly action: string; readonly resources: readonly string[] } | undefined;
}

/** Undefined where it knows none of them. */
export async function findInText(reference: Reference, names: NamesInText): Promise<Mentions | undefined> {
  const [read, keys] = await Promise.all([
    Promise.all(names.actions.map((name) => readAction(reference, name))),
    Promise.all(names.keys.map((name) => readKey(reference, name))),
  ]);
  const of = (kind: Read['kind']): readonly string[] => [
    ...new Set(read.filter((each) => each.kind === kind).map(({ name }) => name)),
  ];
  const actions = of('action');
  const [first, ...more] = actions;
  const mentions: Mentions = {
    actions,
    patterns: of('pattern'),
    unknown: of('unknown'),
    arns: names.arns,
    keys: [...of('key'), ...keys.filter((key) => key !== undefined)],
    request:
      first === undefined || more.length > 0 || names.resources.length === 0
        ? undefined
        : { action: first, resources: names.resources },
  };
  const { patterns, unknown, arns } = mentions;
  const total = [actions, patterns, unknown, arns, mentions.keys].flat().length;
  return total === 0 ? undefined : atMost(mentions, mostNames);
}

interface Read {
  readonly kind: 'action' | 'pattern' | 'key' | 'unknown' | 'nothing';
  readonly name: string;
}

async function readAction(reference: Reference, name: string): Promise<Read> {
  const actions = await reference.expandAction(name);
  if (actions.ok && actions.value.length > 0) {
    return /[*?]/.test(name) ? { kind: 'pattern', name } : { kind: 'action', name: actions.value[0] ?? name };
  }
  const key = await readKey(reference, name);
  if (key !== undefined) return { kind: 'key', name: key };
  return { kind: actions.ok ? 'unknown' : 'nothing', name };
}

async function readKey(reference: Reference, name: string): Promise<string | undefined> {
  for (const each of [name, `${name}/x`]) if ((await reference.conditionKey(each)).ok) return name;
  return undefined;
}

/** The first of each kind, so many altogether. */
function atMost(mentions: Mentions, most: number): Mentions {
  let left = most;
  const take = (names: readonly string[]): readonly string[] => {
    const taken = names.slice(0, left);
    left -= taken.length;
    return taken;
  };
  return {
    actions: take(mentions.actions),
    patterns: take(mentions.patterns),
    arns: take(mentions.arns),
    keys: take(mentions.keys),
    unknown: take(mentions.unknown),
    request: mentions.request,
  };
}
