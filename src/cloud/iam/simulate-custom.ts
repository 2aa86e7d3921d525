// SimulateCustomPolicy: policies given as texts, tried out on actions and resources.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html

import type { SimulateCustomPolicyRequest, SimulatePolicyResponse } from '@aws-sdk/client-iam';
import { err, ok, type Result } from '../../core/lang/result.ts';
import type { Fault } from '../fault.ts';
import { defineOperation, type Advisers, type Call, type Operation } from '../operation.ts';
import type { Answered, Decoded } from '../sdk-types.ts';
import { checkOnAccount } from './entities.ts';
import { parsePrincipalArn } from './principal-arn.ts';
import { inputFault } from './simulate/input.ts';
import { findTrustPolicies, noTrustPolicies, trustChecks } from './simulate/trust.ts';

const simulateCustomPolicy = defineOperation<
  SimulateCustomPolicyRequest,
  SimulatePolicyResponse,
  Result<Answered<SimulatePolicyResponse>, Fault>
>({
  name: 'SimulateCustomPolicy',
  action: 'iam:SimulateCustomPolicy',
  readOnly: true,
  check: (input) => inputFault(input, input.CallerArn),
  plan: async (tables, input, call) => ({
    authorize: [checkOnAccount(call, 'iam:SimulateCustomPolicy')],
    // Of whom a trust policy speaks is asked only where somebody is named as the caller.
    consult: input.CallerArn === undefined ? [] : await trustChecks(tables, call, input),
  }),
  consult: (advisers, input, call) => simulateTexts(advisers, input, call),
  apply: (_tables, _input, _call, { known }) => (known.ok ? ok({ result: known.value }) : known),
});

export const simulateCustomOperations: readonly Operation[] = [simulateCustomPolicy];

async function simulateTexts(
  advisers: Advisers,
  input: Decoded<SimulateCustomPolicyRequest>,
  call: Call,
): Promise<Result<Answered<SimulatePolicyResponse>, Fault>> {
  const { applicabilityFault, readLevels, readGiven } = await import('./simulate/documents.ts');
  const given = readGiven(input);
  if (!given.ok) return given;
  const fault = applicabilityFault(input, given.value);
  if (fault !== undefined) return err(fault);
  const levels = input.OrderedOrganizationPolicyInputList ?? [];
  const scps = readLevels(levels);
  if (!scps.ok) return scps;
  const { identity, boundary, resourcePolicy } = given.value;
  const trustPolicies =
    input.CallerArn === undefined
      ? noTrustPolicies
      : await advisers.read((tables) => findTrustPolicies(tables, call, input, advisers.decisions));
  const { accountId } = call.caller.account;
  const named = input.CallerArn === undefined ? undefined : parsePrincipalArn(input.CallerArn);
  const [{ simulate }, { simulatedCaller }] = await Promise.all([
    import('./simulate/run.ts'),
    import('./simulate/caller.ts'),
  ]);
  return ok(
    await simulate(advisers, {
      input,
      caller: simulatedCaller(named, accountId),
      own: {
        identity,
        ...(boundary === undefined ? {} : { boundary }),
        ...(levels.length === 0 ? {} : { scps: scps.value }),
      },
      resourcePolicy,
      trustPolicies,
    }),
  );
}
