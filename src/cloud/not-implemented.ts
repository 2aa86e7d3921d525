// Operations that the service has and Gatehouse does not simulate: authenticated and authorized like any other, then
// answered with a code that IAM does not have, so that nobody takes it for AWS's.

import { err, ok } from '../core/lang/result.ts';
import type { Operation } from './operation.ts';
import { isReadOnly, looksReadOnly } from './read-only.ts';

export function notImplemented(service: string, name: string): Operation {
  const action = `${service}:${name}`;
  return {
    name,
    action,
    readOnly: looksReadOnly(action),
    isReadOnly: (catalog) => isReadOnly(catalog, action),
    prepare: (_input, { caller }) =>
      ok({
        plan: () => ({
          authorize: [{ action, resource: '*', resourceAccountId: caller.account.accountId }],
        }),
        consult: () => () =>
          err({ code: 'NotImplemented', status: 501, message: `${action} is not simulated by Gatehouse.` }),
      }),
  };
}
