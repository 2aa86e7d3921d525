// sts:GetDelegatedAccessToken: credentials for what somebody approved that a product of a partner's may do. "This API
// requires the tradeInToken provided upon request delegation approval and is intended to be used only by Amazon or AWS
// Partners" (service reference). Nobody here is one, so that no token was ever issued, and none is good.
// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetDelegatedAccessToken.html

import type { GetDelegatedAccessTokenRequest, GetDelegatedAccessTokenResponse } from '@aws-sdk/client-sts';
import { err } from '../../core/lang/result.ts';
import { defineOperation, type Operation } from '../operation.ts';

const action = 'sts:GetDelegatedAccessToken';

const getDelegatedAccessToken = defineOperation<
  GetDelegatedAccessTokenRequest,
  GetDelegatedAccessTokenResponse
>({
  name: 'GetDelegatedAccessToken',
  action,
  readOnly: false,
  plan: (_tables, _input, { caller: { account } }) => ({
    authorize: [{ action, resource: '*', resourceAccountId: account.accountId }],
  }),
  // The page has no other error for a token that is not good.
  apply: () =>
    err({
      code: 'ExpiredTradeInTokenException',
      status: 400,
      message:
        'The trade-in token provided in the request has expired and can no longer be exchanged for credentials. Request a new token and retry the operation.',
    }),
});

export const delegatedAccessOperations: readonly Operation[] = [getDelegatedAccessToken];
