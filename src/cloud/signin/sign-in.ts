// Signing in to the console: a service behind the wire like AWS's own. It takes root's e-mail and
// password, or an ARN for learners in a hurry, and gives the credentials of a console session.

import type { HttpResponse } from '../../core/wire/message.ts';
import { parseJsonBody, parseTarget } from '../../core/wire/aws-json.ts';
import { headerValue } from '../../core/wire/message.ts';
import { err, ok, type Result } from '../../core/lang/result.ts';
import { answerFault, answerWith } from '../answer.ts';
import type { Caller } from '../caller.ts';
import { recordEnding, type Ending } from '../ending.ts';
import { firstAccountId, type Exchange, type Ports } from '../exchange.ts';
import { concurrentModification, type Fault } from '../fault.ts';
import type { Writing } from '../ports.ts';
import type { SessionRecord } from '../records.ts';
import type { Identity } from '../trail-event.ts';
import { byActAs } from './act-as.ts';
import { byPassword } from './root-password.ts';
import { issueSession } from './session.ts';

/** Who may sign in, and how that was found out. */
export interface Admission {
  readonly who: Omit<Caller, 'accessKeyId' | 'session'>;
  readonly signedInBy: SessionRecord['signedInBy'];
  /** Whether all this still holds when the session is written. */
  readonly stillHolds: (tables: Writing) => Promise<boolean>;
}

export interface Rejection {
  readonly fault: Fault;
  /** Whom the attempt was for, when that is known: the event goes to this account. */
  readonly who?: Admission['who'];
}

type SignInRequest =
  | { readonly kind: 'root'; readonly email: string; readonly password: string }
  | { readonly kind: 'actAs'; readonly principalArn: string };

export async function signIn(ports: Ports, exchange: Exchange): Promise<HttpResponse> {
  const asked = readRequest(exchange);
  const admission: Result<Admission, Rejection> = !asked.ok
    ? err({ fault: asked.error })
    : asked.value.kind === 'root'
      ? await byPassword(ports, asked.value)
      : await byActAs(ports, asked.value.principalArn);
  const actAs = asked.ok && asked.value.kind === 'actAs';
  if (!admission.ok) return fail(ports, exchange, { ...admission.error, actAs });
  return admit(ports, exchange, admission.value);
}

/** `X-Amz-Target: GatehouseSignin.SignIn` and its body. */
function readRequest({ request }: Exchange): Result<SignInRequest, Fault> {
  const operation = parseTarget(headerValue(request, 'x-amz-target') ?? '')?.operation;
  if (request.method !== 'POST' || operation !== 'SignIn') {
    const message = 'signing in is POST / with X-Amz-Target: GatehouseSignin.SignIn';
    return err({ code: 'UnknownOperationException', status: 400, message });
  }
  const body = parseJsonBody(request.body);
  if (body === undefined) {
    const message = 'The body is not a JSON object';
    return err({ code: 'SerializationException', status: 400, message });
  }
  const { kind, email, password, 'gatehouse:actAs': principalArn } = body;
  if (kind === 'root' && typeof email === 'string' && typeof password === 'string') {
    return ok({ kind, email, password });
  }
  if (kind === 'actAs' && typeof principalArn === 'string') return ok({ kind, principalArn });
  const message =
    'The body must be {"kind":"root","email":…,"password":…} or {"kind":"actAs","gatehouse:actAs":…}';
  return err({ code: 'ValidationException', status: 400, message });
}

async function admit(
  { store, ids }: Ports,
  exchange: Exchange,
  { who, signedInBy, stillHolds }: Admission,
): Promise<HttpResponse> {
  const { account, principal } = who;
  const session = issueSession({ who, signedInBy, now: exchange.now, ids });
  const actAs = signedInBy === 'actAs';
  const admitted = await store.write(async (tables) => {
    // The hashing took a while: another tab may have changed the password or deleted the user.
    if (!(await stillHolds(tables))) {
      const { code, message, status } = concurrentModification();
      await recordEnding(tables, exchange, ending({ who, actAs, fault: { code, message, status } }));
      return false;
    }
    for (const old of await tables.sessions.where('ownerKey', principal.ownerKey)) {
      if (old.expiresAt <= exchange.now) await tables.sessions.delete(old.key);
    }
    await tables.sessions.put(session);
    await recordEnding(tables, exchange, ending({ who, actAs }));
    return true;
  });
  if (!admitted) return answerFault(concurrentModification(), exchange);
  const { accessKeyId, secretAccessKey, sessionToken, issuedAt, expiresAt } = session;
  return answerWith(
    {
      kind: 'json',
      value: {
        accessKeyId,
        secretAccessKey,
        sessionToken,
        principalArn: principal.arn,
        accountId: account.accountId,
        issuedAt,
        expiresAt,
      },
    },
    'SignIn',
    exchange,
  );
}

async function fail(
  { store }: Ports,
  exchange: Exchange,
  { fault, who, actAs }: Rejection & { readonly actAs: boolean },
): Promise<HttpResponse> {
  const recipientAccountId = who?.account.accountId ?? (await firstAccountId(store));
  await store.write((tables) =>
    recordEnding(
      tables,
      exchange,
      ending({ ...(who === undefined ? { recipientAccountId } : { who }), actAs, fault }),
    ),
  );
  return answerFault(fault, exchange);
}

/**
 * The ConsoleLogin event. Neither e-mail nor password is in it: AWS leaves out what was typed, which
 * may be a password in the wrong field.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html
 */
function ending({
  who,
  recipientAccountId,
  actAs,
  fault,
}: {
  readonly who?: Admission['who'];
  readonly recipientAccountId?: string;
  readonly actAs: boolean;
  readonly fault?: Fault;
}): Ending {
  const identity: Identity =
    who === undefined ? { kind: 'unknown', accessKeyId: undefined } : { kind: 'signing-in', caller: who };
  return {
    event: {
      identity,
      recipientAccountId: who?.account.accountId ?? recipientAccountId ?? '',
      region: 'us-east-1',
      eventName: 'ConsoleLogin',
      eventType: 'AwsConsoleSignIn',
      responseElements: { ConsoleLogin: fault === undefined ? 'Success' : 'Failure' },
      additionalEventData: {
        MobileVersion: 'No',
        MFAUsed: 'No',
        ...(actAs ? { 'gatehouse:actAs': 'true' } : {}),
      },
      ...(fault === undefined ? {} : { error: { message: trailMessage(fault) } }),
    },
    trace: {
      action: 'signin:ConsoleLogin',
      verification: { kind: 'anonymous' },
      ...(who === undefined || fault !== undefined ? {} : { principalArn: who.principal.arn }),
      answer:
        fault === undefined
          ? { status: 200 }
          : { status: fault.status, code: fault.code, message: fault.message },
    },
  };
}

/** CloudTrail's own words for a failed sign-in; it gives no error code. */
function trailMessage(fault: Fault): string {
  return fault.code === 'AuthenticationFailed' ? 'Failed authentication' : fault.message;
}
