// Signing in to the console: a service behind the wire like AWS's own. It takes e-mail or account and name, password
// and MFA code, or an ARN for learners in a hurry, and gives the credentials of a console session; or it says what
// else it needs. What a session asks for itself (switch role, root's own password) is in `signed.ts`.

import type { HttpResponse } from '../../core/wire/message.ts';
import { parseJsonBody, parseTarget, type JsonObject } from '../../core/wire/aws-json.ts';
import { headerValue } from '../../core/wire/message.ts';
import { err, ok, type Result } from '../../core/lang/result.ts';
import { makeUuid } from '../../core/names/unique-id.ts';
import { answerFault, answerWith } from '../answer.ts';
import { recordEnding } from '../ending.ts';
import { firstAccountId, type Exchange, type Ports } from '../exchange.ts';
import { concurrentModification, type Fault } from '../fault.ts';
import type { Writing } from '../ports.ts';
import type { Refusal, SignInOutcome, Who } from './admission.ts';
import { byActAs } from './act-as.ts';
import { byPassword, type PasswordRequest } from './by-password.ts';
import { keepSession, sessionAnswer } from './session.ts';
import { signinEnding } from './signin-events.ts';

type SignInRequest = PasswordRequest | { readonly kind: 'actAs'; readonly principalArn: string };

export async function signIn(ports: Ports, exchange: Exchange): Promise<HttpResponse> {
  const { request } = exchange;
  const operation = parseTarget(headerValue(request, 'x-amz-target') ?? '')?.operation;
  const body = parseJsonBody(request.body);
  if (request.method !== 'POST' || operation === undefined)
    return refuse(ports, exchange, unknownOperation());
  if (body === undefined) return refuse(ports, exchange, noJson());
  if (operation !== 'SignIn') {
    const { serveSigned } = await import('./signed.ts');
    return (
      (await serveSigned(ports, exchange, operation, body)) ?? refuse(ports, exchange, unknownOperation())
    );
  }
  const asked = readRequest(body);
  if (!asked.ok) return refuse(ports, exchange, asked.error);
  if (asked.value.kind !== 'actAs')
    return end(ports, exchange, await byPassword(ports, exchange, asked.value), {});
  const outcome = await byActAs(ports, exchange, asked.value.principalArn);
  return end(ports, exchange, outcome, { 'gatehouse:actAs': 'true' });
}

/** The body of `X-Amz-Target: GatehouseSignin.SignIn`. */
function readRequest(body: JsonObject): Result<SignInRequest, Fault> {
  const { kind, email, account, userName, password, 'gatehouse:actAs': principalArn } = body;
  if (kind === 'actAs' && typeof principalArn === 'string') return ok({ kind, principalArn });
  const more = optionalTexts(body);
  if (typeof password === 'string' && more !== undefined) {
    if (kind === 'root' && typeof email === 'string') return ok({ kind, email, password, ...more });
    if (kind === 'user' && typeof account === 'string' && typeof userName === 'string') {
      return ok({ kind, account, userName, password, ...more });
    }
  }
  const message =
    'The body must be {"kind":"root","email":…,"password":…}, {"kind":"user","account":…,"userName":…,"password":…} or {"kind":"actAs","gatehouse:actAs":…}; the first two with mfaCode, newPassword and challenge where they are asked for';
  return err({ code: 'ValidationException', status: 400, message });
}

/** Undefined where one of them is no text. */
function optionalTexts({
  mfaCode,
  newPassword,
  challenge,
}: JsonObject): Pick<PasswordRequest, 'mfaCode' | 'newPassword' | 'challenge'> | undefined {
  const given = Object.entries({ mfaCode, newPassword, challenge }).filter(
    ([, value]) => value !== undefined,
  );
  return given.every(([, value]) => typeof value === 'string') ? Object.fromEntries(given) : undefined;
}

async function end(
  ports: Ports,
  exchange: Exchange,
  outcome: SignInOutcome,
  additional: JsonObject,
): Promise<HttpResponse> {
  if (outcome.kind === 'refused') return refuse(ports, exchange, outcome.fault, outcome, additional);
  const { who } = outcome;
  const settled = await ports.store.write(async (tables) => {
    // Hashing took a while: another tab may have changed the password or deleted the user.
    if (await outcome.settle(tables)) {
      await record(tables, ports, exchange, outcome, additional);
      return true;
    }
    await recordRefusal(
      tables,
      exchange,
      concurrentModification(),
      { identity: signingIn(who) },
      {
        accountId: who.account.accountId,
        additional,
      },
    );
    return false;
  });
  if (!settled) return answerFault(concurrentModification(), exchange);
  const value = outcome.kind === 'next' ? outcome.step : sessionAnswer(outcome.session, who);
  return answerWith({ kind: 'json', value: { ...value } }, { name: 'SignIn' }, exchange);
}

/** In one transaction with what `settle` wrote. A new password is an event of its own, before that of the sign-in. */
async function record(
  tables: Writing,
  ports: Ports,
  exchange: Exchange,
  outcome: Exclude<SignInOutcome, { kind: 'refused' }>,
  additional: JsonObject,
): Promise<void> {
  const { who } = outcome;
  const about = { identity: signingIn(who), accountId: who.account.accountId };
  if (outcome.kind === 'next') {
    const ending =
      outcome.step.next === 'mfa'
        ? signinEnding({ ...about, event: 'CheckMfa', additional: { MfaType: 'Virtual MFA' } })
        : signinEnding({
            ...about,
            event: 'CheckPassword',
            additional: { 'gatehouse:newPassword': outcome.step.reason },
          });
    return recordEnding(tables, exchange, ending);
  }
  const { session, mfa, passwordUpdated } = outcome;
  await keepSession(tables, session, exchange.now);
  const principalArn = who.principal.arn;
  if (passwordUpdated !== undefined) {
    const ending = signinEnding({
      ...about,
      event: 'PasswordUpdated',
      principalArn,
      authorization: passwordUpdated,
      changed: true,
    });
    await recordEnding(tables, { ...exchange, eventId: makeUuid(ports.ids.randomBytes(16)) }, ending);
  }
  const ending = signinEnding({
    ...about,
    event: 'ConsoleLogin',
    principalArn,
    // When a password was last used is part of a user.
    changed: session.signedInBy === 'password',
    additional: {
      MobileVersion: 'No',
      ...(mfa === undefined ? {} : { MFAIdentifier: mfa.serialNumber }),
      MFAUsed: mfa === undefined ? 'No' : 'Yes',
      ...additional,
    },
  });
  await recordEnding(tables, exchange, ending);
}

async function refuse(
  { store }: Ports,
  exchange: Exchange,
  fault: Fault,
  refusal: Omit<Refusal, 'fault'> = { identity: { kind: 'unknown', accessKeyId: undefined } },
  additional: JsonObject = {},
): Promise<HttpResponse> {
  const accountId = refusal.accountId ?? (await firstAccountId(store));
  await store.write(async (tables) => {
    await refusal.count?.(tables);
    await recordRefusal(tables, exchange, fault, refusal, { accountId, additional });
  });
  return answerFault(fault, exchange);
}

function recordRefusal(
  tables: Writing,
  exchange: Exchange,
  fault: Fault,
  {
    identity,
    trailMessage,
    event = 'ConsoleLogin',
    mfaUsed = false,
    additional: more,
    authorization,
  }: Omit<Refusal, 'fault'>,
  { accountId, additional }: { readonly accountId: string; readonly additional: JsonObject },
): Promise<void> {
  const login = event === 'ConsoleLogin' ? { MobileVersion: 'No', MFAUsed: mfaUsed ? 'Yes' : 'No' } : {};
  return recordEnding(
    tables,
    exchange,
    signinEnding({
      event,
      identity,
      accountId,
      fault,
      trailMessage,
      authorization,
      additional: { ...login, ...more, ...additional },
    }),
  );
}

function signingIn(who: Who): Refusal['identity'] {
  return { kind: 'signing-in', caller: who };
}

function unknownOperation(): Fault {
  const message = 'signing in is POST / with X-Amz-Target: GatehouseSignin.SignIn';
  return { code: 'UnknownOperationException', status: 400, message };
}

function noJson(): Fault {
  return { code: 'SerializationException', status: 400, message: 'The body is not a JSON object' };
}
