// SimulatePrincipalPolicy: the policies that a user, group or role has, tried out on actions and resources.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
//
// The account is in no organization: nothing is told of service control policies (OrganizationsDecisionDetail "only
// applies if the simulated user's account is part of an organization").

import type { SimulatePolicyResponse, SimulatePrincipalPolicyRequest } from '@aws-sdk/client-iam';
import type { NamedPolicy } from '../../core/authorize/types.ts';
import { ok, type Result } from '../../core/lang/result.ts';
import type { Fault } from '../fault.ts';
import { defineOperation, type Advisers, type Call, type Operation } from '../operation.ts';
import { accountGrants } from '../find-policies.ts';
import type { Catalog, Reading } from '../ports.ts';
import type { Answered, Decoded } from '../sdk-types.ts';
import { checkOnEntity, findEntity, saidAs, type Entity } from './entities.ts';
import { findHeldPolicies, withTexts, type HeldPolicies, type ReadPolicy } from './held-policies.ts';
import { parsePrincipalArn, policySourceFault } from './principal-arn.ts';
import { excludesBoundary, exclusionFault, isExcluded } from './simulate/exclusions.ts';
import { inputFault } from './simulate/input.ts';
import { findTrustPolicies, trustChecks } from './simulate/trust.ts';

type Input = Decoded<SimulatePrincipalPolicyRequest>;

const simulatePrincipalPolicy = defineOperation<
  SimulatePrincipalPolicyRequest,
  SimulatePolicyResponse,
  Result<Answered<SimulatePolicyResponse>, Fault>
>({
  name: 'SimulatePrincipalPolicy',
  action: 'iam:SimulatePrincipalPolicy',
  readOnly: true,
  check: (input, call) =>
    policySourceFault(input.PolicySourceArn, call.caller.account.accountId) ??
    exclusionFault(input.PolicyExclusionList) ??
    inputFault(input, callerOf(input)),
  plan: async (tables, input, call) => {
    const { kind, name } = parsePrincipalArn(input.PolicySourceArn) ?? nobody;
    return {
      authorize: [
        saidAs(
          await checkOnEntity(tables, call, 'iam:SimulatePrincipalPolicy', kind, name),
          input.PolicySourceArn,
        ),
      ],
      consult: await trustChecks(tables, call, input),
    };
  },
  consult: (advisers, input, call) => simulateHeld(advisers, input, call),
  apply: (_tables, _input, _call, { known }) => (known.ok ? ok({ result: known.value }) : known),
});

export const simulatePrincipalOperations: readonly Operation[] = [simulatePrincipalPolicy];

/** INVARIANT: `check` has refused what is no ARN of anybody, so this is never asked about. */
const nobody = { kind: 'user', name: '' } as const;

/** "If you do not specify a CallerArn, it defaults to the ARN … that you specify in PolicySourceArn." */
function callerOf({ CallerArn, PolicySourceArn }: Input): string {
  return CallerArn ?? PolicySourceArn;
}

async function simulateHeld(
  advisers: Advisers,
  input: Input,
  call: Call,
): Promise<Result<Answered<SimulatePolicyResponse>, Fault>> {
  const { kind, name } = parsePrincipalArn(input.PolicySourceArn) ?? nobody;
  const found = await advisers.read(async (tables) => {
    const entity = await findEntity(tables, call, kind, name);
    if (!entity.ok) return entity;
    return ok({
      entity: entity.value,
      held: await findHeldPolicies(tables, entity.value),
      granted: await grantedTo(tables, entity.value),
      trustPolicies: await findTrustPolicies(tables, call, input, advisers.decisions),
    });
  });
  if (!found.ok) return found;
  const { entity, held, granted, trustPolicies } = found.value;
  const { readGiven } = await import('./simulate/documents.ts');
  const given = readGiven(input);
  if (!given.ok) return given;
  const own = await ownPolicies(advisers.catalog, held, input);
  // "the new permissions boundary policy is used for the simulation"
  const boundary = given.value.boundary ?? own.boundary;
  const [{ simulate }, { simulatedCaller }] = await Promise.all([
    import('./simulate/run.ts'),
    import('./simulate/caller.ts'),
  ]);
  // Names in an ARN are compared with case, while the name that finds an entity is not: the ARN is the entity's own.
  const named = input.CallerArn === undefined ? entity.arn : input.CallerArn;
  return ok(
    await simulate(advisers, {
      input,
      caller: simulatedCaller(
        parsePrincipalArn(named),
        entity.accountId,
        named === entity.arn ? entity : undefined,
      ),
      own: {
        identity: [...own.identity, ...granted, ...given.value.identity],
        ...(boundary === undefined ? {} : { boundary }),
      },
      resourcePolicy: given.value.resourcePolicy,
      trustPolicies,
    }),
  );
}

/** What no policy of the user's says, and a real request gets all the same: no identifier leaves it out. */
async function grantedTo(tables: Reading, { kind, key }: Entity): Promise<readonly NamedPolicy[]> {
  const user = kind === 'user' ? await tables.users.get(key) : undefined;
  return user === undefined ? [] : accountGrants(tables, user);
}

/** Those that are not left out, under the names by which the simulator tells of them. */
async function ownPolicies(
  catalog: Catalog,
  { identity, boundary }: HeldPolicies,
  { PolicyExclusionList }: Input,
): Promise<{ readonly identity: readonly NamedPolicy[]; readonly boundary?: NamedPolicy }> {
  const kept = identity.filter((policy) => !isExcluded(policy, PolicyExclusionList));
  const limiting = boundary === undefined || excludesBoundary(PolicyExclusionList) ? [] : [boundary];
  const [limit] = await withTexts(catalog, limiting);
  const named = (await withTexts(catalog, kept)).map((policy) => namedPolicy(policy, sourceId(policy)));
  return { identity: named, ...(limit === undefined ? {} : { boundary: namedPolicy(limit, limit.name) }) };
}

/** As in the answers that the API reference prints: `user_admin_AdminUser` is admin's inline policy AdminUser. */
function sourceId({ kind, owner, name }: ReadPolicy): string {
  return kind === 'inline' ? `${owner.kind}_${owner.name}_${name}` : name;
}

function namedPolicy({ arn, document }: ReadPolicy, name: string): NamedPolicy {
  return { name, ...(arn === undefined ? {} : { arn }), document };
}
