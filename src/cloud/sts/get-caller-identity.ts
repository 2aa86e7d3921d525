// sts:GetCallerIdentity: who am I? "No permissions are required to perform this operation", not even
// an explicit deny stops it. https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html

import type { GetCallerIdentityRequest, GetCallerIdentityResponse } from '@aws-sdk/client-sts';
import { ok } from '../../core/lang/result.ts';
import { userIdOf } from '../caller.ts';
import { defineOperation } from '../operation.ts';

export const getCallerIdentity = defineOperation<GetCallerIdentityRequest, GetCallerIdentityResponse>({
  name: 'GetCallerIdentity',
  action: 'sts:GetCallerIdentity',
  readOnly: true,
  plan: () => ({ authorize: [] }),
  apply: (_tables, _input, { caller: { account, principal } }) =>
    ok({
      result: {
        UserId: userIdOf(account.accountId, principal),
        Account: account.accountId,
        Arn: principal.arn,
      },
    }),
});
