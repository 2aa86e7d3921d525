// What the search has found, in words.

import type { SearchAnswer } from '../../../core/catalog/types.ts';
import { countOf } from '../../words/count.ts';
import type { Found } from './find-in-reference.ts';
import { findingSentence } from './finding-words.ts';
import type { MatchKind } from './reference-href.ts';

type Counts = SearchAnswer['counts'];

const kinds = [
  { kind: 'service', one: 'service', many: 'services', of: 'services' },
  { kind: 'action', one: 'action', many: 'actions', of: 'actions' },
  { kind: 'policy', one: 'managed policy', many: 'managed policies', of: 'policies' },
] as const;

/** `No service matches; 133 actions and 1 managed policy do`. */
export function noneOfKind(kind: MatchKind, counts: Counts): string {
  const none = kinds.find((each) => each.kind === kind)?.one ?? kind;
  const others = kinds.filter(({ of }) => counts[of] > 0);
  const parts = others.map(({ one, many, of }) => countOf(counts[of], one, many));
  const alone = others.length === 1 && others.every(({ of }) => counts[of] === 1);
  return `No ${none} matches; ${parts.join(' and ')} ${alone ? 'does' : 'do'}`;
}

/** For those who do not see the list: the finding first, then how much matches. */
export function foundSentence({ answer: { counts }, finding }: Found): string {
  const parts = kinds.map(({ one, many, of }) => countOf(counts[of], one, many));
  const total = counts.services + counts.actions + counts.policies;
  const matches = total > 0 ? `${parts.join(', ')} found.` : 'Nothing matches.';
  if (finding === undefined) return matches;
  return total > 0 ? `${findingSentence(finding)} ${matches}` : findingSentence(finding);
}
