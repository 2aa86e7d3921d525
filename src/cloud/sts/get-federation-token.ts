// sts:GetFederationToken: temporary credentials for somebody whom AWS does not know, with at most the permissions of
// the user who asks, and none without a session policy.
// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html

import type { GetFederationTokenRequest, GetFederationTokenResponse } from '@aws-sdk/client-sts';
import { err, ok } from '../../core/lang/result.ts';
import { federatedUserArn } from '../../core/names/entity-arn.ts';
import type { Fault } from '../fault.ts';
import { defineOperation } from '../operation.ts';
import { requestTagKeys } from '../tags.ts';
import { secondsOfOwner } from './duration.ts';
import { issueSession } from './issue-session.ts';
import { keptPolicies, missingOwnPolicy, policiesFault, policiesProblem } from './session-policies.ts';
import { keptTags, sessionTagsFault } from './session-tags.ts';

export const getFederationToken = defineOperation<
  GetFederationTokenRequest,
  GetFederationTokenResponse,
  Fault | undefined
>({
  name: 'GetFederationToken',
  action: 'sts:GetFederationToken',
  readOnly: false,
  check: (input) => policiesFault(input) ?? sessionTagsFault(input.Tags),
  // On the federated user's own ARN (id_credentials_temp_control-access_getfederationtoken).
  plan: (_tables, { Name, Tags = [] }, { caller: { account } }) => ({
    authorize: ['sts:GetFederationToken', ...(Tags.length === 0 ? [] : ['sts:TagSession'])].map((action) => ({
      action,
      resource: federatedUserArn(account.accountId, Name),
      resourceAccountId: account.accountId,
      context: requestTagKeys(Tags),
    })),
  }),
  consult: ({ catalog }, input) => policiesProblem(catalog, input),
  apply: async (tables, input, call, { known }) => {
    const { account, principal } = call.caller;
    const { accountId } = account;
    const fault = known ?? (await missingOwnPolicy(tables, input, accountId));
    if (fault !== undefined) return err(fault);
    const { Name, Tags } = input;
    const issued = await issueSession(
      tables,
      {
        accountId,
        kind: 'federated',
        ownerKey: principal.ownerKey,
        // "MFA is not necessarily associated with a specific user" (id_credentials_mfa_configure-api-require).
        mfaAuthenticated: false,
        // "If you do not pass a policy, the resulting federated user session has no permissions."
        session: {
          name: Name,
          policies: keptPolicies(input) ?? [],
          ...keptTags([], Tags),
          chained: false,
        },
        seconds: secondsOfOwner(principal, input.DurationSeconds),
        MinimumSessionTokenSize: input.MinimumSessionTokenSize,
      },
      call,
    );
    if (!issued.ok) return issued;
    return ok({
      changed: true,
      result: {
        ...issued.value.members,
        ...issued.value.packed,
        FederatedUser: { FederatedUserId: `${accountId}:${Name}`, Arn: federatedUserArn(accountId, Name) },
      },
    });
  },
});
