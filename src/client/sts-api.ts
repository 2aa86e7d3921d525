// AWS STS, by the Query protocol.
// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html

import { xmlText } from '../core/wire/xml-reader.ts';
import type { AwsApi } from './aws-api.ts';
import type { Call } from './make-aws-api.ts';
import { readQueryAnswer } from './read-answer.ts';

/** STS as `call`'s principal sees it. */
export function makeStsApi(call: Call): AwsApi['sts'] {
  return {
    getCallerIdentity: async () => {
      const action = 'GetCallerIdentity';
      return readQueryAnswer(await call({ service: 'sts', action }), action, (result) => {
        const userId = xmlText(result, 'UserId');
        const account = xmlText(result, 'Account');
        const arn = xmlText(result, 'Arn');
        if (userId === undefined || account === undefined || arn === undefined) return undefined;
        return { userId, account, arn };
      });
    },
  };
}
