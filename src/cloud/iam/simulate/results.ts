// Decisions as the simulator tells them.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_EvaluationResult.html
//
// AWS leaves service control policies out of MatchedStatements and MissingContextValues, and names missing keys of actions
// that nobody asked about. Here every policy that denies is told, and the keys are those that could change the answer.

import type { EvaluationResult, ResourceSpecificResult, Statement } from '@aws-sdk/client-iam';
import type { LayerTrace, PolicyTrace, StatementTrace } from '../../../core/authorize/trace.ts';
import type { Decision, Outcome, PolicyType } from '../../../core/authorize/types.ts';
import type { Answered } from '../../sdk-types.ts';
import { statementPositions } from './positions.ts';

/** What the gate said of one resource. */
export interface Judged {
  readonly resource: string;
  readonly decision: Decision;
  readonly isCrossAccount: boolean;
}

type Result = Answered<EvaluationResult>;
type ResourceResult = Answered<ResourceSpecificResult>;
type Details = NonNullable<Result['EvalDecisionDetails']>;

/** One action. The top level sums up what is told of each resource. */
export function evaluationResult({
  action,
  resourceName,
  namesResources,
  hasBoundary,
  hasOrganization,
  judged,
}: {
  readonly action: string;
  readonly resourceName: string;
  readonly namesResources: boolean;
  readonly hasBoundary: boolean;
  readonly hasOrganization: boolean;
  readonly judged: readonly Judged[];
}): Result {
  const each = judged.map((one) => resourceResult(one, hasBoundary));
  const allowedByOrganization = judged.every(({ decision }) => isAllowedBy(decision, 'scp'));
  // "If an Organizations SCP … denies access, the simulation ends. In this case … this parameter is not returned."
  const tellsDetails = namesResources && allowedByOrganization;
  return {
    EvalActionName: action,
    EvalResourceName: resourceName,
    EvalDecision: mostRestrictive(judged.map(({ decision }) => decision.outcome)),
    MatchedStatements: united(each.flatMap(({ MatchedStatements = [] }) => MatchedStatements)),
    MissingContextValues: missingKeys(each.flatMap(({ MissingContextValues = [] }) => MissingContextValues)),
    ...(hasOrganization
      ? { OrganizationsDecisionDetail: { AllowedByOrganizations: allowedByOrganization } }
      : {}),
    ...(hasBoundary ? boundaryDetail(judged.every(({ decision }) => isAllowedBy(decision, 'boundary'))) : {}),
    // Present and empty where all is in one account (API_EvaluationResult).
    ...(tellsDetails ? { EvalDecisionDetails: summed(each.map((one) => one.EvalDecisionDetails)) } : {}),
    ...(namesResources ? { ResourceSpecificResults: each } : {}),
  };
}

function resourceResult(
  { resource, decision, isCrossAccount }: Judged,
  hasBoundary: boolean,
): ResourceResult {
  const matched = matchedStatements(decision);
  const missing = missingKeys(decision.missingContext);
  return {
    EvalResourceName: resource,
    EvalResourceDecision: decision.outcome,
    // Neither is there where it is empty, unlike at the top level, as others have seen:
    // https://github.com/radkawar/stackd/blob/9dc356f5e5cc49d2d334178a09c1398dd1c62617/testdata/aws/iam/simulation.json
    ...(matched.length === 0 ? {} : { MatchedStatements: matched }),
    ...(missing.length === 0 ? {} : { MissingContextValues: missing }),
    // "This parameter is returned only for cross-account simulations."
    ...(isCrossAccount && isAllowedBy(decision, 'scp')
      ? { EvalDecisionDetails: decisionDetails(decision, hasBoundary) }
      : {}),
    ...(hasBoundary ? boundaryDetail(isAllowedBy(decision, 'boundary')) : {}),
  };
}

/** "the most restrictive decision across all resources" */
function mostRestrictive(outcomes: readonly Outcome[]): Outcome {
  return (
    (['explicitDeny', 'implicitDeny'] as const).find((outcome) => outcomes.includes(outcome)) ?? 'allowed'
  );
}

/**
 * The statements that determine the result: of a denial the Deny statements, of all policies; of an allow those that
 * grant it. A boundary and an organization grant nothing.
 */
function matchedStatements({ outcome, trace }: Decision): readonly Answered<Statement>[] {
  if (outcome === 'implicitDeny') return [];
  const effect = outcome === 'allowed' ? 'Allow' : 'Deny';
  const layers = outcome === 'allowed' ? trace.layers.filter(({ type }) => grants.has(type)) : trace.layers;
  return layers.flatMap(({ type, policies }) =>
    policies.flatMap((policy) =>
      policy.statements
        // A policy without a name stands in for one that does not take part.
        .filter((statement) => policy.name !== '' && statement.applies && statement.effect === effect)
        .map((statement) => sdkStatement(policy, statement, type)),
    ),
  );
}

const grants: ReadonlySet<PolicyType> = new Set(['identity', 'resource', 'trust']);

function sdkStatement(policy: PolicyTrace, { span }: StatementTrace, type: PolicyType): Answered<Statement> {
  const { start, end } = statementPositions(policy.text, span);
  return {
    SourcePolicyId: policy.name,
    // The words of the answers that the API reference prints, and that AWS sends; they are none of the enumeration.
    SourcePolicyType: (policyTypeNames[type] ?? type) as never,
    StartPosition: start,
    EndPosition: end,
  };
}

const policyTypeNames: Readonly<Partial<Record<PolicyType, string>>> = {
  identity: 'IAM Policy',
  resource: 'Resource Policy',
  trust: 'Resource Policy',
  boundary: 'Permissions Boundary Policy',
  // AWS tells of none.
  scp: 'Service Control Policy',
};

/** "how each policy type contributes to the final evaluation decision" */
function decisionDetails(decision: Decision, hasBoundary: boolean): Details {
  return {
    'IAM Policy': outcomeOf(decision, 'identity'),
    'Resource Policy': outcomeOf(decision, 'resource', 'trust'),
    ...(hasBoundary ? { 'Permissions Boundary Policy': outcomeOf(decision, 'boundary') } : {}),
  };
}

/** "In the top-level result, this map reports the most restrictive decision per policy type". */
function summed(each: readonly (Details | undefined)[]): Details {
  const types = new Set(each.flatMap((details) => Object.keys(details ?? {})));
  return Object.fromEntries(
    [...types].map((type) => [type, mostRestrictive(each.flatMap((details) => details?.[type] ?? []))]),
  );
}

function boundaryDetail(allowed: boolean): Pick<ResourceResult, 'PermissionsBoundaryDecisionDetail'> {
  return { PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: allowed } };
}

/** Whether no layer of the type stands in the way. Where AWS asks no policy, none does. */
function isAllowedBy(decision: Decision, type: PolicyType): boolean {
  return outcomeOf(decision, type) === 'allowed';
}

function outcomeOf({ trace }: Decision, ...types: readonly PolicyType[]): Outcome {
  const layers = trace.layers.filter(({ type }) => types.includes(type));
  return mostRestrictive(layers.map(({ outcome }) => layerOutcomes[outcome]));
}

const layerOutcomes: Readonly<Record<LayerTrace['outcome'], Outcome>> = {
  allow: 'allowed',
  notApplicable: 'allowed',
  explicitDeny: 'explicitDeny',
  implicitDeny: 'implicitDeny',
};

/** Each once: the same statement may have decided about several resources. */
function united(statements: readonly Answered<Statement>[]): readonly Answered<Statement>[] {
  return [...new Map(statements.map((statement) => [JSON.stringify(statement), statement])).values()];
}

/** Each once, by its name without regard to case. */
function missingKeys(names: readonly string[]): readonly string[] {
  const keys = new Map<string, string>();
  for (const name of names) if (!keys.has(name.toLowerCase())) keys.set(name.toLowerCase(), name);
  return [...keys.values()];
}
