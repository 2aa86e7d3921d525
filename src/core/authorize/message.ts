// AWS's AccessDenied sentence.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html#access-denied-error-examples

import { policyTypeNames, withArticle } from '../policy/element-rules.ts';
import type { PolicyType } from '../policy/policy-type.ts';
import type { ActionPlan } from './action-plan.ts';
import type { Evaluation } from './evaluation.ts';
import type { Situation } from './situation.ts';
import type { PolicyTrace, Trace } from './trace.ts';
import type { Outcome } from './types.ts';

/**
 * "If multiple policy types deny an authorization request, AWS includes only one of those policy types
 * in the error message": the first that blocks.
 */
export function accessDenied(denial: {
  readonly evaluation: Evaluation;
  readonly plan: ActionPlan;
  readonly situation: Situation;
  readonly outcome: Outcome;
  readonly blockedBy: readonly PolicyType[];
  readonly trace: Trace;
}): string {
  const { action, resource, principal } = denial.evaluation.request;
  const [type] = denial.blockedBy;
  // S3 puts the resource in quotation marks; actions that are about none leave it out.
  const named = denial.plan.action.service === 's3' ? `"${resource}"` : resource;
  const on = resource === '*' ? '' : ` on resource: ${named}`;
  const sentence = `User: ${principal} is not authorized to perform: ${action}${on}`;
  if (type === undefined) return sentence;
  if (denial.outcome === 'explicitDeny')
    return `${sentence} with an explicit deny in ${sayDenier(type)}${policyArn(type, denial)}`;
  // No sentence is published for an implicit deny by RCPs, which there can be only by an unreadable one.
  if (type === 'rcp') return sentence;
  return `${sentence} because no ${policyTypeNames[type]} allows the ${action} action`;
}

function sayDenier(type: PolicyType): string {
  return type === 'trust' ? 'the role trust policy' : withArticle(policyTypeNames[type]);
}

// Resource-based, trust and endpoint policies have no ARN.
const typesWithArn: ReadonlySet<PolicyType> = new Set(['scp', 'rcp', 'boundary', 'session', 'identity']);

/** `: <policy ARN>`, where the denying policy has one and the request stays in the account or organization. */
function policyArn(
  type: PolicyType,
  {
    evaluation,
    situation,
    trace,
  }: { readonly evaluation: Evaluation; readonly situation: Situation; readonly trace: Trace },
): string {
  if (!typesWithArn.has(type) || (situation.isCrossAccount && !isInOneOrganization(evaluation))) return '';
  const denying = firstDenying(type, trace);
  return denying?.arn === undefined ? '' : `: ${denying.arn}`;
}

/** The first policy of the type with a Deny that applies. */
function firstDenying(type: PolicyType, { layers }: Trace): PolicyTrace | undefined {
  for (const layer of layers) {
    if (layer.type !== type || layer.outcome !== 'explicitDeny') continue;
    for (const policy of layer.policies)
      for (const { applies, effect } of policy.statements) if (applies && effect === 'Deny') return policy;
  }
  return undefined;
}

/** Read from the request itself: the policies need not ask for these keys. */
function isInOneOrganization({ request }: Evaluation): boolean {
  const only = (key: string) => {
    const [name] = Object.keys(request.context).filter((given) => given.toLowerCase() === key);
    const values = name === undefined ? undefined : request.context[name];
    return typeof values === 'string' ? values : values?.[0];
  };
  const own = only('aws:principalorgid');
  return own !== undefined && own === only('aws:resourceorgid');
}
