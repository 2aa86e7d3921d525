// What of a policy set is about one action, worked out when the action is first asked for: only statements
// that name its service are looked at, and what they say whatever the request is settled here.

import type { ConditionTable } from '../conditions/condition.ts';
import { matchAction, namesService, splitAction, type RequestAction } from '../match/action.ts';
import type {
  CompiledLayer,
  CompiledPolicySet,
  CompiledStatement,
  LayerIndex,
  StatementTests,
} from './compiled.ts';
import { variablesOf } from '../match/variables.ts';
import { rulesOfAction, type ActionRules } from './action-rules.ts';
import { isSubjectToRcps } from './rcp-services.ts';
import { isSettled, testsOf } from './statement-tests.ts';
import type { LayerTrace, StatementTrace } from './trace.ts';
import { typeBit } from './type-bits.ts';
import type { AuthorizationRequest, PolicyType } from './types.ts';

export interface ActionPlan {
  readonly action: RequestAction;
  readonly rules: ActionRules;
  /** The resource's policy is a role's trust policy. */
  readonly isTrust: boolean;
  readonly isSubjectToRcps: boolean;
  readonly layers: readonly LayerPlan[];
  /** Of all layers: what `decide` looks at first. */
  readonly denies: readonly DenyPlan[];
  /** What statements about the action ask of a request's context; worked out when first wanted. */
  asks: Asks | undefined;
  /** The layers whose allow, or whose want of one, is not settled whatever the request. */
  readonly granting: readonly LayerPlan[];
}

export interface Asks {
  /** The condition keys, in conditions and variables. */
  readonly keys: readonly number[];
  /** Whether a statement names unique ids, which `aws:userid` is compared with. */
  readonly whoCalls: boolean;
}

export interface DenyPlan {
  /** The type of its layer, as a bit. */
  readonly bit: number;
  readonly tests: StatementTests;
}

export interface LayerPlan {
  readonly layer: CompiledLayer;
  readonly type: PolicyType;
  readonly bit: number;
  /** Statements that name the service, or are about all: for the trace. In their order. */
  readonly named: readonly NamedStatement[];
  /** Those whose action matches, each once that says the same. */
  readonly denies: readonly StatementTests[];
  readonly allows: readonly StatementTests[];
  /** Whether one of them allows the action to all, on everything. */
  readonly allowsAll: boolean;
  /** The trace of a layer in which nothing is about the service; made when first wanted. */
  idle: LayerTrace | undefined;
}

export interface NamedStatement {
  readonly statement: CompiledStatement;
  /** Of one whose action does not match, made at the first trace. */
  tests: StatementTests | undefined;
  /** The place of the first pattern that matches the action; -1 when none does. */
  readonly pattern: number;
  readonly actionApplies: boolean;
  /** The trace of a statement to which nothing of a request matters but its action; made when first wanted. */
  trace: StatementTrace | undefined;
}

/** Actions are the requests' text, so what is kept of them has an end. */
const mostPlans = 2_000;
/** And so has what they hold: of thousands of statements each plan may name all. */
const mostNamed = 100_000;

export function planFor(set: CompiledPolicySet, { action, resource }: AuthorizationRequest): ActionPlan {
  const known = set.plans.get(action);
  if (known !== undefined && (known.rules.trust !== 'role' || known.isTrust === isRole(resource)))
    return known;
  const plan = makePlan(set, splitAction(action), resource);
  const named = plan.layers.reduce((sum, layer) => sum + layer.named.length, 0);
  if (set.plans.size >= Math.min(mostPlans, Math.max(1, mostNamed / Math.max(1, named)))) set.plans.clear();
  set.plans.set(action, plan);
  return plan;
}

function isRole(resource: string): boolean {
  return resource.includes(':role/');
}

function makePlan(set: CompiledPolicySet, action: RequestAction, resource: string): ActionPlan {
  const rules = rulesOfAction(action);
  const isTrust = rules.trust === 'always' || (rules.trust === 'role' && isRole(resource));
  // By type and meaning: levels of an organization often say the same, and once is enough.
  const said = new Set<string>();
  const layers = set
    .layersWith(isTrust ? 'trust' : 'resource')
    .map((layer) => planLayer(layer, action, set.conditions, said));
  return {
    action,
    rules,
    isTrust,
    isSubjectToRcps: isSubjectToRcps(action),
    layers,
    asks: undefined,
    denies: layers.flatMap(({ bit, denies }) => denies.map((tests) => ({ bit, tests }))),
    granting: layers.filter(
      // RCPs need not allow.
      ({ type, layer, allowsAll }) => !layer.readable || (type !== 'rcp' && !allowsAll),
    ),
  };
}

export function asksOf(plan: ActionPlan): Asks {
  return (plan.asks ??= readAsks(plan.layers));
}

function readAsks(layers: readonly LayerPlan[]): Asks {
  const about = layers.flatMap(({ denies, allows }) => [...denies, ...allows]);
  const keys = about.flatMap(({ conditions, resources = [] }) => [
    ...conditions.flatMap(({ test }) => [test.key, ...test.variables]),
    ...resources.flatMap((pattern) => (pattern.kind === 'template' ? variablesOf(pattern.template) : [])),
  ]);
  const whoCalls = about.some(
    ({ principal }) => principal?.hasUserIds === true || principal?.hasRoleIds === true,
  );
  return { keys: [...new Set(keys)], whoCalls };
}

function planLayer(
  layer: CompiledLayer,
  action: RequestAction,
  conditions: ConditionTable,
  said: Set<string>,
): LayerPlan {
  const named = namedStatements(layer, action.service).map((statement): NamedStatement => {
    const { element, values } = statement.source.action;
    const pattern = values.findIndex(({ value }) => matchAction(value, action));
    const actionApplies = pattern >= 0 === (element === 'Action');
    const tests = actionApplies ? testsOf(statement, conditions) : undefined;
    return { statement, tests, pattern, actionApplies, trace: undefined };
  });
  const denies: StatementTests[] = [];
  const allows: StatementTests[] = [];
  let allowsAll = false;
  for (const { statement, tests, actionApplies } of named) {
    if (!actionApplies || tests === undefined) continue;
    if (statement.source.effect === 'Deny') {
      const meaning = meaningOf(statement, tests, layer.type);
      if (meaning !== undefined && said.has(meaning)) continue;
      if (meaning !== undefined) said.add(meaning);
      denies.push(tests);
    } else {
      allows.push(tests);
      allowsAll ||= isSettled(tests);
    }
  }
  return {
    layer,
    type: layer.type,
    bit: typeBit[layer.type],
    named,
    denies,
    allows,
    allowsAll,
    idle: undefined,
  };
}

/** Undefined where nothing else says the same, and for a statement whose Principal has to be looked at. */
function meaningOf(
  { source }: CompiledStatement,
  { principal, conditions, resources }: StatementTests,
  type: PolicyType,
): string | undefined {
  if (type !== 'scp' && type !== 'rcp') return undefined;
  if (principal !== undefined && (principal.element === 'NotPrincipal' || !principal.everyone))
    return undefined;
  // Whether `${…}` is a variable hangs on the version: a template is another pattern than its text.
  const kinds = resources?.map(({ kind }) => kind);
  const texts = source.resource?.values.map(({ value }) => value);
  const numbers = conditions.map(({ test }) => test.number);
  return JSON.stringify([type, source.resource?.element, texts, kinds, numbers]);
}

/** Layers with fewer statements are looked through faster than they are indexed. */
const worthIndexing = 100;

/** In the order of the policies. */
function namedStatements(layer: CompiledLayer, service: string): readonly CompiledStatement[] {
  const { statements } = layer;
  if (statements.length < worthIndexing) return statements.filter((statement) => isAbout(statement, service));
  const { byService, ofAll } = (layer.index ??= indexStatements(statements));
  const naming = byService.get(service);
  if (naming === undefined) return ofAll;
  if (ofAll.length === 0) return naming;
  return [...naming, ...ofAll].sort((a, b) => a.policyPlace - b.policyPlace || a.place - b.place);
}

function isAbout({ source: { action } }: CompiledStatement, service: string): boolean {
  return (
    action.element === 'NotAction' ||
    action.values.some(({ value }) => value === '*' || namesService(value, service))
  );
}

function indexStatements(statements: readonly CompiledStatement[]): LayerIndex {
  const byService = new Map<string, CompiledStatement[]>();
  const ofAll: CompiledStatement[] = [];
  for (const statement of statements) {
    const { element, values } = statement.source.action;
    if (element === 'NotAction' || values.some(({ value }) => value === '*')) {
      ofAll.push(statement);
      continue;
    }
    let last: string | undefined;
    for (const { value } of values) {
      const service = value.slice(0, value.indexOf(':')).toLowerCase();
      if (service === last) continue;
      last = service;
      const naming = byService.get(service);
      if (naming === undefined) byService.set(service, [statement]);
      // Services may take turns in the list.
      else if (naming.at(-1) !== statement) naming.push(statement);
    }
  }
  return { byService, ofAll };
}
