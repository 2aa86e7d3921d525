// What `compile` makes of a policy set. It holds functions and what it has worked out so far, so it stays
// inside its worker.

import type { CompiledCondition, ConditionTable } from '../conditions/condition.ts';
import type { CompiledPrincipal } from '../match/principal.ts';
import type { ResourcePattern } from '../match/resource.ts';
import type { PolicyVersion, Statement } from '../policy/document.ts';
import type { ParsedPolicy } from '../policy/parse.ts';
import type { PolicyProblem } from '../policy/problem.ts';
import type { ActionPlan } from './action-plan.ts';
import type { ElementTrace, PolicyTrace, StatementTrace } from './trace.ts';
import type { DecisionProblem, NamedPolicy, PolicySet, PolicyType } from './types.ts';

export interface CompiledPolicySet {
  readonly conditions: ConditionTable;
  /** In AWS's order; the resource's policy read as what it is for the action. */
  readonly layersWith: (resourceType: 'resource' | 'trust') => readonly CompiledLayer[];
  /** Whether the resource's policy is public, in the sense of S3 Block Public Access. */
  readonly isPublic: () => boolean;
  readonly hasBoundary: boolean;
  readonly hasResourcePolicy: boolean;
  readonly s3: PolicySet['s3'];
  /** What of the policies is about an action, worked out when the action is first asked for. */
  readonly plans: Map<string, ActionPlan>;
}

export interface CompiledLayer {
  readonly type: PolicyType;
  /** SCP and RCP: the root, unit or account that the policies are attached to. */
  readonly levelId: string | undefined;
  readonly policies: readonly CompiledPolicy[];
  /** Of all its policies. */
  readonly statements: readonly CompiledStatement[];
  /** False: one of its policies cannot be read, and the layer allows nothing. */
  readonly readable: boolean;
  /** Of a layer with many statements; worked out at the first request. */
  index: LayerIndex | undefined;
  /** The traces of its policies when none of them is about the action; worked out at the first trace. */
  idle: readonly PolicyTrace[] | undefined;
  /** What of its policies could not be read or does not count; worked out at the first trace. */
  problems: readonly DecisionProblem[] | undefined;
}

/** Which statements can be about an action. */
export interface LayerIndex {
  /** Statements that name the service, in their order. */
  readonly byService: ReadonlyMap<string, readonly CompiledStatement[]>;
  /** Statements about actions of every service: a lone `*`, or a `NotAction`. */
  readonly ofAll: readonly CompiledStatement[];
}

export interface CompiledPolicy {
  readonly name: string;
  readonly arn: string | undefined;
  /** By which rules its text was read. */
  readonly storedAs: PolicyType;
  readonly given: NamedPolicy['document'];
  /** False: AWS would not have stored it. It has no statements, and nothing its layer applies to is allowed. */
  readonly readable: boolean;
  readonly version: PolicyVersion | undefined;
  readonly statements: readonly CompiledStatement[];
  /** Reads it with its problems and the places in its text. */
  readonly readText: (text: string) => ParsedPolicy;
  /** With the places in the text; worked out at the first trace. */
  details: PolicyDetails | undefined;
}

export interface PolicyDetails {
  /** The document's text, into which the spans point. */
  readonly text: string;
  readonly problems: readonly PolicyProblem[];
  /** As in the compiled policy, with their places. */
  readonly statements: readonly Statement[];
}

export interface CompiledStatement {
  /** The places in it count only where the document came as text. */
  readonly source: Statement;
  readonly policy: CompiledPolicy;
  /** Where the policy stands in its layer, and the statement in its policy. */
  readonly policyPlace: number;
  readonly place: number;
  /** Worked out when the statement first can be about a request. */
  tests: StatementTests | undefined;
  parts: TraceParts | undefined;
}

/** A statement ready to match. */
export interface StatementTests {
  /** Undefined in trust policies, which are about their role. */
  readonly resources: readonly ResourcePattern[] | undefined;
  /** Whether every resource is meant, whatever the patterns. */
  readonly anyResource: boolean;
  readonly excludesResources: boolean;
  /** Whether a pattern has variables. */
  readonly resourcesVary: boolean;
  readonly principal: CompiledPrincipal | undefined;
  readonly conditions: readonly CompiledCondition[];
  /** Whether a condition demands certain values of `aws:PrincipalArn`. */
  readonly pinsPrincipalArn: boolean;
}

/** The parts of a statement's traces that are the same for all requests. */
export interface TraceParts {
  readonly base: Pick<StatementTrace, 'index' | 'sid' | 'effect' | 'span'>;
  readonly principal: Verdicts | undefined;
  /** By the place of the pattern that matched; the last is for none. */
  readonly action: readonly ElementTrace[];
  readonly resource: readonly ElementTrace[] | undefined;
  readonly condition:
    | {
        readonly path: ElementTrace['path'];
        readonly span: ElementTrace['span'];
        /** Of each condition, in the order of the tests. */
        readonly spans: readonly ElementTrace['span'][];
      }
    | undefined;
  /** The whole trace, when the statement is about other services. */
  readonly idle: StatementTrace;
}

export interface Verdicts {
  readonly matched: ElementTrace;
  readonly missed: ElementTrace;
}
