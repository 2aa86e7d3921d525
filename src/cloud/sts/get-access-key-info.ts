// sts:GetAccessKeyInfo: which account a key id belongs to. It is read from the id itself, so any id will do, and
// nothing is told of whether the key is active, or there at all.
// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetAccessKeyInfo.html

import type { GetAccessKeyInfoRequest, GetAccessKeyInfoResponse } from '@aws-sdk/client-sts';
import { err, ok } from '../../core/lang/result.ts';
import { accountIdOfAccessKeyId } from '../../core/names/access-key-id.ts';
import { validationError } from '../fault.ts';
import { defineOperation } from '../operation.ts';

export const getAccessKeyInfo = defineOperation<GetAccessKeyInfoRequest, GetAccessKeyInfoResponse>({
  name: 'GetAccessKeyInfo',
  action: 'sts:GetAccessKeyInfo',
  readOnly: true,
  plan: (_tables, _input, { caller }) => ({
    authorize: [
      {
        action: 'sts:GetAccessKeyInfo',
        resource: '*',
        resourceAccountId: caller.account.accountId,
      },
    ],
  }),
  apply: (_tables, { AccessKeyId }) => {
    const account = accountIdOfAccessKeyId(AccessKeyId);
    // The page says that an id "might return an error that the key doesn't exist", and gives neither code nor words.
    return account === undefined
      ? err(validationError(`The access key ID ${AccessKeyId} does not exist.`))
      : ok({ result: { Account: account } });
  },
});
