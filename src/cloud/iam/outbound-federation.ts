// Outbound identity federation: whether an account issues tokens about its principals, and by which issuer.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_outbound.html

import type {
  EnableOutboundWebIdentityFederationResponse,
  GetOutboundWebIdentityFederationInfoResponse,
} from '@aws-sdk/client-iam';
import { err, ok } from '../../core/lang/result.ts';
import { makeUuid } from '../../core/names/unique-id.ts';
import type { Fault } from '../fault.ts';
import { defineOperation, type Operation } from '../operation.ts';
import { checkOnAccount } from './entities.ts';

const enable = defineOperation<object, EnableOutboundWebIdentityFederationResponse>({
  name: 'EnableOutboundWebIdentityFederation',
  action: 'iam:EnableOutboundWebIdentityFederation',
  readOnly: false,
  plan: (_tables, _input, call) => ({
    authorize: [checkOnAccount(call, 'iam:EnableOutboundWebIdentityFederation')],
  }),
  apply: async (tables, _input, { caller, ids }) => {
    const account = (await tables.account.get(caller.account.key)) ?? caller.account;
    if (account.outboundFederation?.enabled === true) return err(alreadyEnabled);
    // "a unique issuer URL for your AWS account"; that it stays the same when switched on again is our reading.
    const issuer =
      account.outboundFederation?.issuer ??
      `https://${makeUuid(ids.randomBytes(16))}.tokens.sts.global.api.aws`;
    await tables.account.put({ ...account, outboundFederation: { issuer, enabled: true } });
    return ok({ result: { IssuerIdentifier: issuer }, changed: true });
  },
});

const disable = defineOperation<object>({
  name: 'DisableOutboundWebIdentityFederation',
  action: 'iam:DisableOutboundWebIdentityFederation',
  readOnly: false,
  plan: (_tables, _input, call) => ({
    authorize: [checkOnAccount(call, 'iam:DisableOutboundWebIdentityFederation')],
  }),
  apply: async (tables, _input, { caller }) => {
    const account = (await tables.account.get(caller.account.key)) ?? caller.account;
    const { outboundFederation } = account;
    if (outboundFederation?.enabled !== true) return err(alreadyDisabled);
    await tables.account.put({ ...account, outboundFederation: { ...outboundFederation, enabled: false } });
    return ok({ changed: true });
  },
});

const getInfo = defineOperation<object, GetOutboundWebIdentityFederationInfoResponse>({
  name: 'GetOutboundWebIdentityFederationInfo',
  action: 'iam:GetOutboundWebIdentityFederationInfo',
  readOnly: true,
  plan: (_tables, _input, call) => ({
    authorize: [checkOnAccount(call, 'iam:GetOutboundWebIdentityFederationInfo')],
  }),
  apply: async (tables, _input, { caller }) => {
    const account = await tables.account.get(caller.account.key);
    const federation = account?.outboundFederation;
    // It has both an error for "disabled" and a member that says so: the error where there has never been an issuer,
    // the member where there is one.
    return federation === undefined
      ? err(alreadyDisabled)
      : ok({ result: { IssuerIdentifier: federation.issuer, JwtVendingEnabled: federation.enabled } });
  },
});

export const outboundFederationOperations: readonly Operation[] = [enable, disable, getInfo];

// Sentences of API_EnableOutboundWebIdentityFederation and API_DisableOutboundWebIdentityFederation.

const alreadyEnabled: Fault = {
  code: 'FeatureEnabled',
  status: 409,
  message:
    'The request failed because outbound identity federation is already enabled for your AWS account. You cannot enable the feature multiple times. To fetch the current configuration (including the unique issuer URL), use the GetOutboundWebIdentityFederationInfo operation.',
};

const alreadyDisabled: Fault = {
  code: 'FeatureDisabled',
  status: 404,
  message:
    'The request failed because outbound identity federation is already disabled for your AWS account. You cannot disable the feature multiple times',
};
