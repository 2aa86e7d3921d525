// The policies that a simulation is given as texts. Fetched when they are read: the reader of policies is not needed before.

import type { NamedPolicy, PolicyLevel } from '../../../core/authorize/types.ts';
import { err, ok, type Result } from '../../../core/lang/result.ts';
import { makeKeyTable, requestContext } from '../../../core/match/context.ts';
import { compileResource, matchResource } from '../../../core/match/resource.ts';
import type { Statement } from '../../../core/policy/document.ts';
import { parsePolicy, policyErrors } from '../../../core/policy/parse.ts';
import type { PolicyType } from '../../../core/policy/policy-type.ts';
import type { PolicyProblem } from '../../../core/policy/problem.ts';
import { invalidInput, type Fault } from '../../fault.ts';
import { parsePrincipalArn } from '../principal-arn.ts';
import { resourcesOf, type SimulationInput } from './input.ts';

export interface GivenPolicies {
  readonly identity: readonly NamedPolicy[];
  readonly boundary: NamedPolicy | undefined;
  readonly resourcePolicy: { readonly policy: NamedPolicy; readonly type: 'resource' | 'trust' } | undefined;
}

interface Levels {
  readonly ServiceControlPolicyInputList?: readonly string[] | undefined;
}

/** What both simulations may be given. Named as their input is: `PolicyInputList.1` (API_Statement, SourcePolicyId). */
export function readGiven(
  input: SimulationInput & { readonly PolicyInputList?: readonly string[] | undefined },
): Result<GivenPolicies, Fault> {
  const identity = readAll(
    input.PolicyInputList ?? [],
    'identity',
    'PolicyInputList',
    (number) => `Policy input list item ${number}`,
  );
  if (!identity.ok) return identity;
  const boundaries = readAll(
    input.PermissionsBoundaryPolicyInputList ?? [],
    'boundary',
    'PermissionsBoundaryPolicyInputList',
    (number) => `Permissions boundary policy input list item ${number}`,
  );
  if (!boundaries.ok) return boundaries;
  const resourcePolicy = readResourcePolicy(input);
  if (!resourcePolicy.ok) return resourcePolicy;
  return ok({
    identity: identity.value,
    boundary: boundaries.value[0],
    resourcePolicy: resourcePolicy.value,
  });
}

function readResourcePolicy(input: SimulationInput): Result<GivenPolicies['resourcePolicy'], Fault> {
  const { ResourcePolicy: document } = input;
  if (document === undefined) return ok(undefined);
  // The policy of roles is a trust policy, which has no `Resource`.
  const areRoles = resourcesOf(input).every((resource) => parsePrincipalArn(resource)?.kind === 'role');
  const type = areRoles ? 'trust' : 'resource';
  const fault = contentFault(document, type, 'Resource policy');
  return fault === undefined ? ok({ policy: { name: 'ResourcePolicy', document }, type }) : err(fault);
}

/**
 * "If you include a ResourcePolicy, then it must be applicable to all of the resources included in the simulation or you
 * receive an invalid input error" (API_SimulateCustomPolicy; the page of its sibling does not say so). The sentence is ours.
 */
export function applicabilityFault(input: SimulationInput, given: GivenPolicies): Fault | undefined {
  if (input.ResourcePolicy === undefined || given.resourcePolicy?.type !== 'resource') return undefined;
  const statements = parsePolicy(input.ResourcePolicy, 'resource').policy?.statements ?? [];
  const other = resourcesOf(input).find((resource) => !statements.some((each) => isAbout(each, resource)));
  return other === undefined
    ? undefined
    : invalidInput(`ResourcePolicy is not applicable to the resource ${other}.`);
}

function isAbout({ resource: element }: Statement, resource: string): boolean {
  if (element === undefined) return false;
  const context = requestContext({});
  const named = element.values.some(
    ({ value }) =>
      // What a variable stands for is not known yet.
      value.includes('${') || matchResource(compileResource(value, undefined), resource, noKeys, context),
  );
  return element.element === 'Resource'
    ? named
    : !named || element.values.some(({ value }) => value.includes('${'));
}

const noKeys = makeKeyTable(() => undefined);

/** Root first, account last. A level without policies allows nothing. */
export function readLevels(levels: readonly Levels[]): Result<readonly PolicyLevel[], Fault> {
  const read: PolicyLevel[] = [];
  for (const [index, { ServiceControlPolicyInputList: texts = [] }] of levels.entries()) {
    const id = `OrderedOrganizationPolicyInputList.${index + 1}`;
    const policies = readAll(
      texts,
      'scp',
      `${id}.ServiceControlPolicyInputList`,
      (number) => `Service control policy input list item ${number} of level ${index + 1}`,
    );
    if (!policies.ok) return policies;
    read.push({ id, policies: policies.value });
  }
  return ok(read);
}

function readAll(
  texts: readonly string[],
  type: PolicyType,
  list: string,
  told: (number: number) => string,
): Result<readonly NamedPolicy[], Fault> {
  for (const [index, text] of texts.entries()) {
    const fault = contentFault(text, type, told(index + 1));
    if (fault !== undefined) return err(fault);
  }
  return ok(texts.map((document, index) => ({ name: `${list}.${index + 1}`, document })));
}

/** AWS's sentence, known for items of PolicyInputList; where it ends we say what is wrong and where. */
export function contentFault(text: string, type: PolicyType, told: string): Fault | undefined {
  const [first] = policyErrors(parsePolicy(text, type).problems);
  return first === undefined ? undefined : faultAt(first, told);
}

export function faultAt({ span: { line, column }, message }: PolicyProblem, told: string): Fault {
  return invalidInput(`${told} has invalid content: line ${line}, column ${column}: ${message}`);
}
