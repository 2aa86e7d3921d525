// sts:DecodeAuthorizationMessage: what an encoded message says, for whom may know it.
// https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html

import type {
  DecodeAuthorizationMessageRequest,
  DecodeAuthorizationMessageResponse,
} from '@aws-sdk/client-sts';
import { err, ok } from '../../core/lang/result.ts';
import { traceOfEncoded } from '../encoded-message.ts';
import { defineOperation, type Operation } from '../operation.ts';
import { decodedMessage } from './decoded-message.ts';

const action = 'sts:DecodeAuthorizationMessage';

const decodeAuthorizationMessage = defineOperation<
  DecodeAuthorizationMessageRequest,
  DecodeAuthorizationMessageResponse
>({
  name: 'DecodeAuthorizationMessage',
  action,
  readOnly: false,
  // "Resource": "*"
  plan: (_tables, _input, { caller: { account } }) => ({
    authorize: [{ action, resource: '*', resourceAccountId: account.accountId }],
  }),
  apply: async (tables, { EncodedMessage }, { caller: { account } }) => {
    const record = await traceOfEncoded(tables, EncodedMessage, account.accountId);
    const denied = record?.trace.authorization?.checks.find(({ decision }) => decision.outcome !== 'allowed');
    if (denied === undefined) {
      // The sentence is not documented; it is what AWS is known to say.
      return err({
        code: 'InvalidAuthorizationMessageException',
        status: 400,
        message: 'Message is not valid',
      });
    }
    return ok({
      result: { DecodedMessage: JSON.stringify(decodedMessage(denied)) },
      // Who reads the trail need not be one of those who may decode.
      responseElements: {},
    });
  },
});

export const authorizationMessageOperations: readonly Operation[] = [decodeAuthorizationMessage];
