// sts:GetSessionToken: temporary credentials that act as the user or root itself, with or without an MFA code. "No
// permissions are required for users to perform this operation", and no policy can deny it.
// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html

import type { GetSessionTokenRequest, GetSessionTokenResponse } from '@aws-sdk/client-sts';
import { ok } from '../../core/lang/result.ts';
import { defineOperation } from '../operation.ts';
import { issueSession } from './issue-session.ts';
import { acceptedCode, keepCode } from './mfa-code.ts';
import { secondsOfOwner } from './duration.ts';

export const getSessionToken = defineOperation<GetSessionTokenRequest, GetSessionTokenResponse>({
  name: 'GetSessionToken',
  action: 'sts:GetSessionToken',
  readOnly: false,
  plan: async (tables, input, call) => {
    const code = await acceptedCode(tables, input, call);
    return code.ok ? { authorize: [] } : { authorize: [], refused: code.error };
  },
  apply: async (tables, input, call) => {
    const { account, principal } = call.caller;
    const code = await acceptedCode(tables, input, call);
    if (!code.ok) return code;
    const issued = await issueSession(
      tables,
      {
        accountId: account.accountId,
        kind: 'token',
        ownerKey: principal.ownerKey,
        mfaAuthenticated: code.value !== undefined,
        seconds: secondsOfOwner(principal, input.DurationSeconds),
        MinimumSessionTokenSize: input.MinimumSessionTokenSize,
      },
      call,
    );
    if (!issued.ok) return issued;
    await keepCode(tables, code.value);
    const { members, responseElements } = issued.value;
    return ok({ changed: true, result: members, responseElements });
  },
});
