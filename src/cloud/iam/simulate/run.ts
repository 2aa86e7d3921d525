// A simulation: each action on each resource is put to the gate, which judges as it judges requests.

import type { SimulatePolicyResponse } from '@aws-sdk/client-iam';
import type { AuthorizationRequest, NamedPolicy, PolicySet } from '../../../core/authorize/types.ts';
import { globOf, matchGlob } from '../../../core/lang/glob.ts';
import { parseArn } from '../../../core/names/arn.ts';
import type { Context } from '../../context.ts';
import type { Advisers } from '../../operation.ts';
import type { Answered } from '../../sdk-types.ts';
import { pageOf } from '../paging.ts';
import type { SimulatedCaller } from './caller.ts';
import { givenContext, withGiven } from './context-entries.ts';
import { namesResources, ownerOf, resourcesOf, type SimulationInput } from './input.ts';
import { evaluationResult, type Judged } from './results.ts';
import { asksTrustPolicy, canBeNamed, type TrustPolicies } from './trust.ts';

export interface Simulation {
  readonly input: SimulationInput;
  readonly caller: SimulatedCaller;
  /** Of the caller: identity, boundary, organization. */
  readonly own: PolicySet;
  readonly resourcePolicy?: { readonly policy: NamedPolicy; readonly type: 'resource' | 'trust' } | undefined;
  readonly trustPolicies: TrustPolicies;
}

export async function simulate(
  { gate, catalog }: Pick<Advisers, 'gate' | 'catalog'>,
  simulation: Simulation,
): Promise<Answered<SimulatePolicyResponse>> {
  const { input } = simulation;
  // By place, as the same action may be named twice. Pages are of actions: each comes with all of its resources.
  const actions = input.ActionNames.map((action, index) => ({ key: String(index).padStart(9, '0'), action }));
  const { items, ending } = pageOf(actions, input);
  const resources = resourcesOf(input);
  const ask = makeQuestions(simulation);
  const questions = items.map(({ action }) => resources.map((resource) => ask(action, resource)));
  const all = questions.flat();
  const { decisions } = all.length === 0 ? { decisions: [] } : await gate.authorizeAll(all);
  const results: Answered<SimulatePolicyResponse>['EvaluationResults'] = await Promise.all(
    items.map(async ({ action }, place) =>
      evaluationResult({
        action,
        resourceName: await resourceName(catalog, action, resources),
        namesResources: namesResources(input),
        hasBoundary: simulation.own.boundary !== undefined,
        hasOrganization: simulation.own.scps !== undefined,
        judged: resources.flatMap((resource, index): readonly Judged[] => {
          const question = questions[place]?.[index];
          const decision = decisions[place * resources.length + index];
          return decision === undefined || question === undefined
            ? []
            : [{ resource, decision, isCrossAccount: question.isCrossAccount }];
        }),
      }),
    ),
  );
  return { EvaluationResults: results, ...ending };
}

interface Question {
  readonly request: AuthorizationRequest;
  readonly policies: PolicySet;
  readonly isCrossAccount: boolean;
}

/** Sets are made once: the gate knows them again by being the same, and compiles each once. */
function makeQuestions(simulation: Simulation): (action: string, resource: string) => Question {
  const { caller, own, input } = simulation;
  const given = givenContext(input.ContextEntries);
  const sets = new Map<NamedPolicy, PolicySet>();
  const withPolicy = (resource: NamedPolicy): PolicySet => {
    const set = sets.get(resource) ?? { ...own, resource };
    sets.set(resource, set);
    return set;
  };
  const anybody = trustsAnybodyOf(caller.accountId);
  return (action, resource) => {
    const asksTrust = asksTrustPolicy(action, resource);
    const policy = resourcePolicyFor(simulation, action, resource, asksTrust);
    // Without a policy of the resource its side is not simulated: "The simulation does not automatically retrieve
    // policies for the specified resources". The caller's own decide then, as if the resource were in its account.
    const resourceAccountId =
      policy === undefined ? caller.accountId : (ownerOfResource(resource, input) ?? caller.accountId);
    const policies = policy !== undefined ? withPolicy(policy) : asksTrust ? withPolicy(anybody) : own;
    const derived = { ...caller.context, ...resourceContext(resource, input) };
    return {
      request: {
        principal: caller.arn,
        action,
        resource,
        resourceAccountId,
        context: withGiven(derived, given),
      },
      policies,
      isCrossAccount: resourceAccountId !== caller.accountId,
    };
  };
}

/** "Each resource in the simulation is treated as if it had this policy attached." */
function resourcePolicyFor(
  { resourcePolicy, trustPolicies }: Simulation,
  action: string,
  resource: string,
  asksTrust: boolean,
): NamedPolicy | undefined {
  if (resourcePolicy !== undefined) {
    // A role's policy says nothing about other actions, and no other is asked about assuming it.
    return (resourcePolicy.type === 'trust') === asksTrust ? resourcePolicy.policy : undefined;
  }
  return asksTrust && canBeNamed(action) ? trustPolicies.get(resource) : undefined;
}

/** In the place of a trust policy that does not take part: the engine refuses to assume a role without one. */
function trustsAnybodyOf(accountId: string): NamedPolicy {
  const Statement = [{ Effect: 'Allow', Principal: { AWS: accountId }, Action: 'sts:*' }];
  return { name: '', document: JSON.stringify({ Version: '2012-10-17', Statement }) };
}

/** "If ResourceOwner is specified, it is also used as the account owner of any ResourcePolicy". */
function ownerOfResource(resource: string, input: SimulationInput): string | undefined {
  const { accountId = '' } = parseArn(resource) ?? {};
  return /^\d{12}$/.test(accountId) ? accountId : ownerOf(input);
}

function resourceContext(resource: string, input: SimulationInput): Context {
  const owner = ownerOfResource(resource, input);
  return owner === undefined ? {} : { 'aws:ResourceAccount': owner };
}

/**
 * "The ARN template for the simulated resource type …, or * if no ARN format is defined for the action" (API_EvaluationResult).
 * AWS gives it for several resources; one that is named alone is told as it is, and so is `*`.
 */
async function resourceName(
  catalog: Advisers['catalog'],
  action: string,
  resources: readonly string[],
): Promise<string> {
  const [only = '*'] = resources;
  if (resources.length === 1) return only;
  const found = await catalog.action(action);
  if (!found.ok || found.value.resources.kind === 'none') return '*';
  const asked = found.value.resources;
  const types = asked.kind === 'any-of' ? asked.types : [...asked.required, ...asked.optional];
  const formats = types.flatMap(({ arns }) => arns);
  // In the partition of the account, and the rest with its variables, as others have seen:
  // https://github.com/radkawar/stackd/blob/9dc356f5e5cc49d2d334178a09c1398dd1c62617/testdata/aws/iam/simulation.json
  return closest(formats, only)?.replace('${Partition}', 'aws') ?? '*';
}

/** Of the formats that the ARN has the one that says most; of others, which are not its action's, the first. */
function closest(formats: readonly string[], arn: string): string | undefined {
  const patterns = formats.map((format) => ({ format, pattern: format.replace(/\$\{[^}]*\}/g, '*') }));
  const matching = patterns.filter(({ pattern }) => matchGlob(globOf(pattern), arn));
  const [best] = matching.sort((a, b) => b.pattern.length - a.pattern.length);
  return best?.format ?? formats[0];
}
