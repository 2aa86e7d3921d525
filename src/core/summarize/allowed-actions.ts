// Which actions identity-based policies may allow at all, as IAM's last-accessed reports list them: by their Allow
// statements, less what they deny everywhere and always. On which resources, and under which conditions, is not asked.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed.html

import { actionsIn, addActions, emptyActionSet, type ActionSet } from '../catalog/action-set.ts';
import { expandAction } from '../catalog/expand-action.ts';
import { nameOf, type IndexedService, type ServiceIndex } from '../catalog/service-index.ts';
import type { Statement } from '../policy/document.ts';
import { parsePolicy } from '../policy/parse.ts';

export interface AllowedService {
  readonly prefix: string;
  readonly name: string;
  /** Without the service, by name. */
  readonly actions: readonly string[];
}

/** By prefix. A document that cannot be read allows nothing, and denies nothing. */
export function allowedActions(index: ServiceIndex, documents: readonly string[]): readonly AllowedService[] {
  const statements = documents.flatMap((text) => parsePolicy(text, 'identity').policy?.statements ?? []);
  const allowed = emptyActionSet(index.actionCount);
  for (const statement of statements) {
    if (statement.effect === 'Allow' && !excludesEverything(statement))
      add(allowed, actionsOf(index, statement));
  }
  for (const statement of statements) {
    if (statement.effect === 'Deny' && isUnconditional(statement))
      remove(allowed, actionsOf(index, statement));
  }
  return byService(index, allowed);
}

function byService(index: ServiceIndex, allowed: ActionSet): readonly AllowedService[] {
  const actions = actionsIn(allowed);
  const services: AllowedService[] = [];
  let at = 0;
  for (const service of index.services) {
    const from = at;
    while (at < actions.length && (actions[at] ?? 0) < service.end) at++;
    if (at > from) services.push(allowedService(index, service, actions.slice(from, at)));
  }
  return services.sort((a, b) => (a.prefix < b.prefix ? -1 : 1));
}

function allowedService(
  index: ServiceIndex,
  { prefix, name }: IndexedService,
  actions: readonly number[],
): AllowedService {
  return { prefix, name, actions: actions.map((action) => nameOf(index, action)) };
}

/** What the element's patterns stand for; actions that the reference does not list are not there. */
function actionsOf(index: ServiceIndex, { action }: Statement): ActionSet {
  const named = emptyActionSet(index.actionCount);
  for (const { value } of action.values) {
    const expanded = expandAction(index, value);
    if (expanded.ok) add(named, expanded.value);
  }
  if (action.element === 'Action') return named;
  const others = emptyActionSet(index.actionCount);
  addActions(others, 0, index.actionCount);
  remove(others, named);
  return others;
}

/** `"NotResource": "*"` leaves nothing. */
function excludesEverything({ resource }: Statement): boolean {
  return resource?.element === 'NotResource' && resource.values.some(({ value }) => value === '*');
}

function isUnconditional({ resource, condition }: Statement): boolean {
  return (
    condition === undefined &&
    resource?.element === 'Resource' &&
    resource.values.some(({ value }) => value === '*')
  );
}

function add(set: ActionSet, more: ActionSet): void {
  for (const [place, word] of more.words.entries()) set.words[place] = (set.words[place] ?? 0) | word;
}

function remove(set: ActionSet, gone: ActionSet): void {
  for (const [place, word] of gone.words.entries()) set.words[place] = (set.words[place] ?? 0) & ~word;
}
