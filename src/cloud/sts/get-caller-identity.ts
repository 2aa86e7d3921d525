// sts:GetCallerIdentity: who am I? "No permissions are required to perform this operation", not even
// an explicit deny stops it. https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html

import { ok } from '../../core/lang/result.ts';
import { xml } from '../../core/wire/xml-writer.ts';
import { defineOperation } from '../operation.ts';

export const getCallerIdentity = defineOperation({
  name: 'GetCallerIdentity',
  action: 'sts:GetCallerIdentity',
  readOnly: true,
  parse: () => undefined,
  plan: () => ({ authorize: [] }),
  apply: (_tables, _input, { caller: { account, principal } }) => {
    const userId = principal.kind === 'root' ? account.accountId : principal.user.userId;
    return ok({
      output: {
        kind: 'query',
        result: [xml('Arn', principal.arn), xml('UserId', userId), xml('Account', account.accountId)],
      },
    });
  },
});
