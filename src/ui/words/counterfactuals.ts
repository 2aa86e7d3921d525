// The smallest changes that would turn a decision, in sentences: what one would have to do, with the
// policy and the statement by name.

import type { Counterfactual } from '../../core/authorize/counterfactuals.ts';
import type {
  AddedStatement,
  Change,
  LayerPlace,
  PolicyPlace,
  StatementChange,
  StatementPlace,
} from '../../core/authorize/counterfactuals/change.ts';
import type { AuthorizationRequest, Decision } from '../../core/authorize/types.ts';
import { assertNever } from '../../core/lang/assert-never.ts';
import { changedContextSentence, removedContextSentence } from './counterfactual-context.ts';
import { cut } from './cut.ts';
import { principalWords } from './principal.ts';

/** The request and the decision on it that would be turned. */
export interface Decided {
  readonly request: AuthorizationRequest;
  readonly decision: Decision;
}

/** What one would do, in a sentence. */
export function changeSentence(change: Change, { request, decision }: Decided): string {
  switch (change.kind) {
    case 'set-context':
      return changedContextSentence(change, request);
    case 'remove-context':
      return removedContextSentence(change, request);
    case 'remove-statement':
      return `Remove ${statementPhrase(change, decision)} from ${policyPhrase(change)}.`;
    case 'add-action':
      return `Add ${quote(change.action)} to ${change.element} of ${placePhrase(change, decision)}${effectOf(change)}.`;
    case 'remove-action':
      return `Take ${quote(change.action)} out of ${change.element} of ${placePhrase(change, decision)}${effectOf(change)}.`;
    case 'add-resource':
      return `Add ${quote(change.resource)} to ${change.element} of ${placePhrase(change, decision)}${effectOf(change)}.`;
    case 'remove-resource':
      return `Take ${quote(change.resource)} out of ${change.element} of ${placePhrase(change, decision)}${effectOf(change)}.`;
    case 'add-principal': {
      const named = principalPhrase({ [change.principalKind]: change.principal });
      return `Name ${named} in Principal of ${placePhrase(change, decision)}.`;
    }
    case 'add-statement':
      return `${additionPhrase(change, request)} that ${grantPhrase(change.statement)}.`;
    default:
      return assertNever(change);
  }
}

/** What somebody should know who thinks of making these changes: whose the policies are, what would be left. */
export function counterfactualNotes(
  { changes, outcome }: Counterfactual,
  { decision }: Decided,
): readonly string[] {
  const types = new Set(changes.flatMap((change) => ('policyType' in change ? [change.policyType] : [])));
  const notes = emptiedPolicies(changes, decision).map(
    (policy) => `Nothing would be left of ${policy}, so it goes as a whole.`,
  );
  if (types.has('scp') || types.has('rcp'))
    notes.push('That policy is the organization’s: whoever manages the organization can change it.');
  if (types.has('session'))
    notes.push('A session keeps the policies that it was started with: this takes a new one.');
  // A change of a policy says by itself whether a Deny comes or an Allow goes.
  if (outcome !== 'allowed' && changes.every(isOfContext))
    notes.push(
      outcome === 'explicitDeny'
        ? 'A Deny statement would match then.'
        : 'No Allow statement would match any more.',
    );
  return notes;
}

/** At the head of the list of ways. */
export function counterfactualsIntro(count: number, outcome: Decision['outcome']): string {
  const [withThese, are] =
    count === 1 ? ['With this', 'It is one way'] : ['With any one of these', 'They are ways'];
  return outcome === 'allowed'
    ? `${withThese}, the request would be denied: that is what the yes hangs on.`
    : `${withThese}, the request would be allowed. ${are}, not advice: the smallest change is not always the right one.`;
}

/** Where no way was found. */
export function noCounterfactualWords({ outcome, trace }: Decision): string {
  if (trace.layers.some(({ policies }) => policies.some(({ readable }) => !readable)))
    return 'A policy here cannot be read. Its text has to be repaired before any other change could help.';
  return outcome === 'allowed'
    ? 'No small change of the request or of its policies was found that would deny it.'
    : 'No small change of the request or of its policies was found that would allow it.';
}

/** Before several changes that belong together. */
export function togetherWords(count: number): string {
  return count === 2 ? 'Both of these together:' : `All ${count} of these together:`;
}

/** A `Not…` list turns round what adding to it does, which nobody reads in passing. */
function effectOf({ kind, element }: Extract<StatementChange, { readonly element: string }>): string {
  if (!element.startsWith('Not')) return '';
  return kind.startsWith('add-')
    ? ', so that the statement leaves it out'
    : ', so that the statement is about it too';
}

function placePhrase(place: StatementPlace, decision: Decision): string {
  return `${statementPhrase(place, decision)} in ${policyPhrase(place)}`;
}

function statementPhrase(place: StatementPlace, decision: Decision): string {
  const { effect } =
    policyAt(place, decision)?.statements.find(({ index }) => index === place.statement) ?? {};
  const name =
    place.sid === undefined || place.sid === ''
      ? `statement ${place.statement + 1}`
      : `the statement ${quote(place.sid)}`;
  return effect === undefined ? name : `${name} (${effect})`;
}

function policyPhrase({ policyType, levelId, policyName }: PolicyPlace): string {
  const name = quote(policyName);
  const where = levelId === undefined ? '' : `, attached to ${quote(levelId)}`;
  switch (policyType) {
    case 'identity':
      return `the policy ${name}`;
    case 'resource':
      return `the resource’s policy ${name}`;
    case 'trust':
      return `the role’s trust policy ${name}`;
    case 'boundary':
      return `the permissions boundary ${name}`;
    case 'session':
      return `the session policy ${name}`;
    case 'scp':
      return `the service control policy ${name}${where}`;
    case 'rcp':
      return `the resource control policy ${name}${where}`;
    case 'endpoint':
      return `the VPC endpoint’s policy ${name}`;
    default:
      return assertNever(policyType);
  }
}

/** Up to `that allows …`: where the new statement stands, or what new policy holds it. */
function additionPhrase(change: AddedStatement, request: AuthorizationRequest): string {
  if ('policyIndex' in change) return `Add a statement to ${policyPhrase(change)}`;
  const { policyType, levelId } = change;
  const level = levelId === undefined ? 'the organization' : quote(levelId);
  switch (policyType) {
    case 'identity':
      return `Give ${quote(principalWords(request.principal).name)} a policy`;
    case 'resource':
      return 'Give the resource a policy';
    case 'trust':
      return 'Give the role a trust policy';
    case 'boundary':
      return 'Set a permissions boundary';
    case 'session':
      return 'Start the session with a session policy';
    case 'scp':
      return `Attach a service control policy to ${level}`;
    case 'rcp':
      return `Attach a resource control policy to ${level}`;
    case 'endpoint':
      return 'Give the VPC endpoint a policy';
    default:
      return assertNever(policyType);
  }
}

/** `allows “s3:GetObject” on “arn:…” for “arn:…”` */
function grantPhrase(statement: AddedStatement['statement']): string {
  const { Effect: effect, Action: action, Resource: resource, Principal: principal } = statement;
  const verb = effect === 'Deny' ? 'denies' : 'allows';
  const where =
    typeof resource === 'string' ? (resource === '*' ? ' on everything' : ` on ${quote(resource)}`) : '';
  const who = principal === undefined ? '' : ` for ${principalPhrase(principal)}`;
  return `${verb} ${quote(String(action))}${where}${who}`;
}

/** Of a `Principal` element with one entry. */
function principalPhrase(principal: unknown): string {
  const entry =
    typeof principal === 'object' && principal !== null
      ? Object.entries(principal)[0]
      : (['AWS', principal] as const);
  const [kind, value] = entry ?? ['AWS', '*'];
  if (value === '*') return 'everybody (“*”)';
  const name = quote(String(value));
  if (kind === 'Service') return `the service ${name}`;
  if (kind === 'Federated') return `the identity provider ${name}`;
  return kind === 'CanonicalUser' ? `the canonical user ${name}` : name;
}

/** Policies all statements of which would be removed, and that get none. */
function emptiedPolicies(changes: readonly Change[], decision: Decision): string[] {
  const removed = changes.filter((change) => change.kind === 'remove-statement');
  const isAdded = (place: LayerPlace & { readonly policyIndex: number }) =>
    changes.some(
      (change) => change.kind === 'add-statement' && 'policyIndex' in change && isSamePolicy(change, place),
    );
  const emptied = removed.filter((change) => {
    const all = policyAt(change, decision)?.statements.length;
    return removed.filter((other) => isSamePolicy(other, change)).length === all && !isAdded(change);
  });
  return [...new Set(emptied.map(policyPhrase))];
}

function isSamePolicy(a: PolicyIndex, b: PolicyIndex): boolean {
  return a.policyType === b.policyType && a.levelId === b.levelId && a.policyIndex === b.policyIndex;
}

type PolicyIndex = Pick<PolicyPlace, 'policyType' | 'levelId' | 'policyIndex'>;

function policyAt({ policyType, levelId, policyIndex }: PolicyIndex, { trace }: Decision) {
  const layer = trace.layers.find((each) => each.type === policyType && each.levelId === levelId);
  return layer?.policies[policyIndex];
}

function isOfContext({ kind }: Change): boolean {
  return kind === 'set-context' || kind === 'remove-context';
}

function quote(text: string): string {
  return `“${cut(text, 200)}”`;
}
