// Which actions the value of an `Action` element stands for.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html

import { globOf, matchGlob, type Glob } from '../lang/glob.ts';
import { err, ok, type Result } from '../lang/result.ts';
import { addAction, addActions, emptyActionSet, type ActionSet } from './action-set.ts';
import { unknownService } from './catalog-problem.ts';
import { firstFrom, type IndexedService, type ServiceIndex } from './service-index.ts';
import type { CatalogProblem } from './types.ts';

/** No service and name are longer together, so that a longer pattern is no sensible one. */
const longestPattern = 256;

/**
 * `s3:Get*`, `*`; also `*:Get*`, which IAM refuses in a policy and a reader may well ask for. A pattern of a
 * known service that matches nothing is the empty set.
 */
export function expandAction(index: ServiceIndex, pattern: string): Result<ActionSet, CatalogProblem> {
  const set = emptyActionSet(index.actionCount);
  // Several stars are one star.
  const wanted = pattern
    .slice(0, longestPattern + 1)
    .toLowerCase()
    .replace(/\*+/g, '*');
  if (wanted === '*') {
    addActions(set, 0, index.actionCount);
    return ok(set);
  }
  const colon = wanted.indexOf(':');
  if (pattern.length > longestPattern || colon <= 0 || colon === wanted.length - 1 || /\s/.test(wanted)) {
    return err({ kind: 'malformed-action', text: pattern });
  }
  const [prefix, name] = [wanted.slice(0, colon), wanted.slice(colon + 1)];
  if (!/[*?]/.test(prefix)) {
    const service = index.byPrefix.get(prefix);
    if (service === undefined) return err(unknownService(index, prefix));
    addMatching(index, service, name, set);
    return ok(set);
  }
  if (/^\*+$/.test(prefix) && /^[*?]/.test(name)) {
    addMatchingIn(index, { first: 0, end: index.actionCount, head: 0, pattern: name }, set);
    return ok(set);
  }
  const glob = globOf(prefix);
  for (const service of index.services) {
    if (matchGlob(glob, service.prefix)) addMatching(index, service, name, set);
  }
  return ok(set);
}

/** Adds the service's actions that match. The names are in order, so those that begin alike stand together. */
function addMatching(index: ServiceIndex, service: IndexedService, pattern: string, set: ActionSet): void {
  const head = /^[^*?]*/.exec(pattern)?.[0] ?? '';
  const first = firstFrom(index, service, head);
  // Names are letters, digits and hyphens, all of which come before `~`.
  const end = firstFrom(index, service, `${head}~`);
  const rest = pattern.slice(head.length);
  if (/^\*+$/.test(rest)) return addActions(set, first, end);
  if (rest !== '') return addMatchingIn(index, { first, end, head: head.length, pattern: rest }, set);
  // The name itself, which comes before all that are longer.
  if (first < end && lengthOf(index, first) === head.length) addAction(set, first);
}

/**
 * Of the actions from `first` to before `end`, adds those whose names match from their character `head` on.
 * Goes from one place of the pattern's longest literal to the next, and looks at nothing between.
 */
function addMatchingIn(
  index: ServiceIndex,
  { first, end, head, pattern }: { first: number; end: number; head: number; pattern: string },
  set: ActionSet,
): void {
  const glob = globOf(pattern);
  const literal = longestLiteral(pattern);
  if (literal === '') {
    for (let action = first; action < end; action++) {
      if (matchesFrom(index, glob, action, head)) addAction(set, action);
    }
    return;
  }
  const isAll = new RegExp(`^\\*+${literal}\\*+$`).test(pattern);
  const { text, starts } = index;
  const limit = starts[end] ?? 0;
  let action = first;
  for (let place = text.indexOf(literal, starts[first]); place >= 0 && place < limit;) {
    while ((starts[action + 1] ?? limit) <= place) action++;
    // What lies within the head is no part of what the pattern is for.
    const isIn = isAll && place >= (starts[action] ?? 0) + head;
    if (isIn || matchesFrom(index, glob, action, head)) addAction(set, action);
    place = text.indexOf(literal, starts[action + 1]);
  }
}

function matchesFrom(index: ServiceIndex, glob: Glob, action: number, from: number): boolean {
  const start = index.starts[action] ?? 0;
  return matchGlob(glob, index.text, { start: start + from, end: start + lengthOf(index, action) });
}

function lengthOf(index: ServiceIndex, action: number): number {
  return (index.starts[action + 1] ?? 0) - (index.starts[action] ?? 0) - 1;
}

/** Letters, digits and hyphens only: what else is typed stands in no name, and matches nothing by the glob. */
function longestLiteral(pattern: string): string {
  return (pattern.match(/[a-z0-9-]+/g) ?? []).reduce(
    (longest, literal) => (literal.length > longest.length ? literal : longest),
    '',
  );
}
