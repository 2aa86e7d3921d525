// What who is signed in asks of the sign-in service, signed like any other request.

import type { Answer } from './aws-api.ts';
import { readSession, signinRequest } from './make-signin-api.ts';
import type { CallerClock, ConsoleSession, Signer, Wire } from './ports.ts';
import { readJsonAnswer, type JsonObject } from './read-answer.ts';
import { send } from './send.ts';
import type { SessionApi } from './signin-api.ts';

export function makeSessionApi(
  page: { readonly wire: Wire; readonly signer: Signer; readonly clock: CallerClock },
  { credentials, sandboxId }: ConsoleSession,
): SessionApi {
  const ask = async <Value>(
    operation: string,
    body: object,
    read: (answer: JsonObject) => Value | undefined,
  ): Promise<Answer<Value>> => {
    const signing = { service: 'signin', region: 'us-east-1' };
    const reply = await send({ request: signinRequest(operation, body), signing }, { ...page, credentials });
    return readJsonAnswer(reply, operation, read);
  };
  const session = (answer: JsonObject) => readSession(answer, sandboxId);
  const nothing = () => null;
  return {
    switchRole: (input) => ask('SwitchRole', input, session),
    exitRole: () => ask('ExitRole', {}, session),
    changeRootPassword: (input) => ask('ChangeRootPassword', input, nothing),
    enableRootMfa: (input) => ask('EnableRootMfa', input, nothing),
    resyncRootMfa: (input) => ask('ResyncRootMfa', input, nothing),
    deactivateRootMfa: (input) => ask('DeactivateRootMfa', input, nothing),
    changeRootEmail: (input) => ask('ChangeRootEmail', input, nothing),
    updateBillingAccess: (input) => ask('UpdateBillingAccess', input, nothing),
    closeAccount: (input) => ask('CloseAccount', input, nothing),
    reopenAccount: () => ask('ReopenAccount', {}, nothing),
  };
}
