// sts:GetAccessKeyInfo: which account a key id belongs to. It is read from the id itself, so any id will do, and
// nothing is told of whether the key is active, or there at all.
// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetAccessKeyInfo.html

import { err, ok } from '../../core/lang/result.ts';
import { accountIdOfAccessKeyId } from '../../core/names/access-key-id.ts';
import { xml } from '../../core/wire/xml-writer.ts';
import { validationError } from '../fault.ts';
import { defineOperation } from '../operation.ts';

export const getAccessKeyInfo = defineOperation({
  name: 'GetAccessKeyInfo',
  action: 'sts:GetAccessKeyInfo',
  readOnly: true,
  parse: (parameters) => parameters.required('AccessKeyId', { minLength: 16, maxLength: 128 }),
  plan: (_tables, _input, { caller }) => ({
    authorize: [
      {
        action: 'sts:GetAccessKeyInfo',
        resource: '*',
        resourceAccountId: caller.account.accountId,
      },
    ],
  }),
  apply: (_tables, accessKeyId) => {
    const account = accountIdOfAccessKeyId(accessKeyId);
    // The page says that an id "might return an error that the key doesn't exist", and gives neither code nor words.
    return account === undefined
      ? err(validationError(`The access key ID ${accessKeyId} does not exist.`))
      : ok({ output: { kind: 'query', result: [xml('Account', account)] } });
  },
});
