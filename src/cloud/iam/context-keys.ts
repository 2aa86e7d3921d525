// Which condition keys policies ask for: GetContextKeysForCustomPolicy and GetContextKeysForPrincipalPolicy.

import type {
  GetContextKeysForCustomPolicyRequest,
  GetContextKeysForPolicyResponse,
  GetContextKeysForPrincipalPolicyRequest,
} from '@aws-sdk/client-iam';
import { ok, type Result } from '../../core/lang/result.ts';
import type { Fault } from '../fault.ts';
import { defineOperation, type Operation } from '../operation.ts';
import { checkOnAccount, checkOnEntity, findEntity, saidAs } from './entities.ts';
import { findHeldPolicies, withTexts } from './held-policies.ts';
import { parsePrincipalArn, policySourceFault } from './principal-arn.ts';

type Names = Result<readonly string[], Fault>;

const ofCustomPolicy = defineOperation<
  GetContextKeysForCustomPolicyRequest,
  GetContextKeysForPolicyResponse,
  Names
>({
  name: 'GetContextKeysForCustomPolicy',
  action: 'iam:GetContextKeysForCustomPolicy',
  readOnly: true,
  plan: (_tables, _input, call) => ({
    authorize: [checkOnAccount(call, 'iam:GetContextKeysForCustomPolicy')],
  }),
  consult: async (_advisers, { PolicyInputList }) => {
    const { contextKeysOf } = await import('./simulate/context-key-names.ts');
    return contextKeysOf(PolicyInputList, []);
  },
  apply: (_tables, _input, _call, { known }) =>
    known.ok ? ok({ result: { ContextKeyNames: known.value } }) : known,
});

const ofPrincipalPolicy = defineOperation<
  GetContextKeysForPrincipalPolicyRequest,
  GetContextKeysForPolicyResponse,
  Names
>({
  name: 'GetContextKeysForPrincipalPolicy',
  action: 'iam:GetContextKeysForPrincipalPolicy',
  readOnly: true,
  check: ({ PolicySourceArn }, call) => policySourceFault(PolicySourceArn, call.caller.account.accountId),
  plan: async (tables, { PolicySourceArn }, call) => {
    const { kind, name } = parsePrincipalArn(PolicySourceArn) ?? nobody;
    return {
      authorize: [
        saidAs(
          await checkOnEntity(tables, call, 'iam:GetContextKeysForPrincipalPolicy', kind, name),
          PolicySourceArn,
        ),
      ],
    };
  },
  consult: async (advisers, { PolicySourceArn, PolicyInputList = [] }, call) => {
    const { kind, name } = parsePrincipalArn(PolicySourceArn) ?? nobody;
    const found = await advisers.read(async (tables) => {
      const entity = await findEntity(tables, call, kind, name);
      return entity.ok ? ok(await findHeldPolicies(tables, entity.value)) : entity;
    });
    if (!found.ok) return found;
    // A boundary's keys are asked for in the simulation too.
    const { identity, boundary } = found.value;
    const held = await withTexts(advisers.catalog, [
      ...identity,
      ...(boundary === undefined ? [] : [boundary]),
    ]);
    const { contextKeysOf } = await import('./simulate/context-key-names.ts');
    return contextKeysOf(
      PolicyInputList,
      held.map(({ document }) => document),
    );
  },
  apply: (_tables, _input, _call, { known }) =>
    known.ok ? ok({ result: { ContextKeyNames: known.value } }) : known,
});

export const contextKeyOperations: readonly Operation[] = [ofCustomPolicy, ofPrincipalPolicy];

/** INVARIANT: `check` has refused what is no ARN of anybody, so this is never asked about. */
const nobody = { kind: 'user', name: '' } as const;
