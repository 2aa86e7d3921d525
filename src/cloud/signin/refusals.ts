// A sign-in that comes to nothing: its event and its answer.

import type { HttpResponse } from '../../core/wire/message.ts';
import type { JsonObject } from '../../core/wire/aws-json.ts';
import { answerFault } from '../answer.ts';
import { recordEnding } from '../ending.ts';
import { firstAccountId, type Exchange, type Ports } from '../exchange.ts';
import { concurrentModification, type Fault } from '../fault.ts';
import type { Refusal, Unsettled } from './admission.ts';
import { signinEnding } from './signin-events.ts';

export async function refuse(
  { store }: Ports,
  exchange: Exchange,
  refusal: Refusal,
  additional: JsonObject = {},
): Promise<HttpResponse> {
  const { identity, event = 'ConsoleLogin', mfaUsed = false, authorization } = refusal;
  const accountId = refusal.accountId ?? (await firstAccountId(store));
  const login = event === 'ConsoleLogin' ? { MobileVersion: 'No', MFAUsed: mfaUsed ? 'Yes' : 'No' } : {};
  const said = await store.write(async (tables) => {
    const unsettled = await refusal.settle?.(tables);
    const fault = unsettled === undefined ? refusal.fault : faultOf(unsettled);
    const slowedDown = fault.code === slowedDownCode;
    await recordEnding(
      tables,
      exchange,
      signinEnding({
        event,
        identity,
        accountId,
        fault,
        trailMessage: slowedDown
          ? 'Failed authentication'
          : unsettled === undefined
            ? refusal.trailMessage
            : undefined,
        authorization,
        additional: { ...login, ...(slowedDown ? { 'gatehouse:slowedDown': 'true' } : {}), ...additional },
      }),
    );
    return fault;
  });
  return answerFault(said, exchange);
}

export function faultOf(unsettled: Unsettled): Fault {
  return unsettled.kind === 'changed' ? concurrentModification() : tooManyAttempts(unsettled.milliseconds);
}

const slowedDownCode = 'TooManyAttempts';

export function tooManyAttempts(wait: number): Fault {
  const seconds = Math.ceil(wait / 1000);
  const time =
    seconds < 120
      ? `${seconds} ${seconds === 1 ? 'second' : 'seconds'}`
      : `${Math.ceil(seconds / 60)} minutes`;
  return {
    code: slowedDownCode,
    status: 429,
    message: `Too many failed attempts. Try again in ${time}.`,
  };
}
