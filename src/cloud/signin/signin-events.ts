// The events of signing in, as CloudTrail has them: neither e-mail nor password nor code is in one. AWS leaves out
// what was typed, which may be a password in the wrong field.
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html

import type { JsonObject } from '../../core/wire/aws-json.ts';
import { withAuthorization, type Authorization, type Ending } from '../ending.ts';
import type { Fault } from '../fault.ts';
import type { Verification } from '../../core/authenticate/verification.ts';
import type { Identity } from '../user-identity.ts';

/** `CheckPassword` is not AWS's, whose trail has nothing of one who has still to choose a new password. */
export type SigninEvent =
  'ConsoleLogin' | 'CheckMfa' | 'CheckPassword' | 'PasswordUpdated' | 'SwitchRole' | 'ExitRole';

/** Where the console begins, which is all that ours knows of the address that was asked for. */
export const consoleHome = 'https://console.aws.amazon.com/console/home';

export function signinEnding({
  event,
  identity,
  accountId,
  additional,
  fault,
  trailMessage,
  principalArn,
  authorization,
  verification = { kind: 'anonymous' },
  changed = false,
}: {
  readonly event: SigninEvent;
  readonly identity: Identity;
  readonly accountId: string;
  readonly additional?: JsonObject;
  readonly fault?: Fault;
  /** CloudTrail's words for the fault; default: its own. CloudTrail gives no error code. */
  readonly trailMessage?: string | undefined;
  readonly principalArn?: string;
  readonly authorization?: Authorization | undefined;
  readonly verification?: Verification;
  readonly changed?: boolean;
}): Ending {
  const ending: Ending = {
    event: {
      identity,
      recipientAccountId: accountId,
      region: 'us-east-1',
      eventName: event,
      eventType: 'AwsConsoleSignIn',
      responseElements: { [event]: fault === undefined ? 'Success' : 'Failure' },
      ...(event === 'ConsoleLogin'
        ? { additionalEventData: { LoginTo: consoleHome, ...additional } }
        : additional === undefined
          ? {}
          : { additionalEventData: additional }),
      ...(fault === undefined ? {} : { error: { message: trailMessage ?? fault.message } }),
    },
    trace: {
      action: `signin:${event}`,
      verification,
      ...(principalArn === undefined ? {} : { principalArn }),
      answer:
        fault === undefined
          ? { status: 200 }
          : { status: fault.status, code: fault.code, message: fault.message },
    },
    changed,
  };
  return authorization === undefined ? ending : withAuthorization(ending, authorization);
}
