// Signing in to the console: a service behind the wire like AWS's own. It takes e-mail or account and name, password
// and MFA code, and gives the credentials of a console session; or it says what else it needs. Here is what a first
// visit needs, so that it fetches no more than that; all else is in `other-requests.ts` and `further-steps.ts`.

import type { HttpRequest, HttpResponse } from '../../core/wire/message.ts';
import { parseJsonBody, parseTarget, type JsonObject } from '../../core/wire/aws-json.ts';
import { headerValue } from '../../core/wire/message.ts';
import { makeUuid } from '../../core/names/unique-id.ts';
import { answerWith } from '../answer.ts';
import { recordEnding } from '../ending.ts';
import type { Exchange, Ports } from '../exchange.ts';
import type { Writing } from '../ports.ts';
import type { SignInOutcome } from './admission.ts';
import { byPassword, type PasswordRequest } from './by-password.ts';
import { keepSession, sessionAnswer } from './session.ts';
import { signinEnding } from './signin-events.ts';

export async function signIn(ports: Ports, exchange: Exchange): Promise<HttpResponse> {
  const asked = readPasswordRequest(exchange.request);
  if (asked !== undefined) return finish(ports, exchange, await byPassword(ports, exchange, asked));
  const { serveOther } = await import('./other-requests.ts');
  return serveOther(ports, exchange);
}

/** Undefined where it is another, or none. */
function readPasswordRequest(request: HttpRequest): PasswordRequest | undefined {
  const target = parseTarget(headerValue(request, 'x-amz-target') ?? '');
  const body = parseJsonBody(request.body);
  if (request.method !== 'POST' || target?.operation !== 'SignIn' || body === undefined) return undefined;
  const { kind, email, account, userName, password } = body;
  const more = optionalTexts(body);
  if (typeof password !== 'string' || more === undefined) return undefined;
  if (kind === 'root' && typeof email === 'string') return { kind, email, password, ...more };
  return kind === 'user' && typeof account === 'string' && typeof userName === 'string'
    ? { kind, account, userName, password, ...more }
    : undefined;
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

export async function finish(
  ports: Ports,
  exchange: Exchange,
  outcome: SignInOutcome,
  additional: JsonObject = {},
): Promise<HttpResponse> {
  if (outcome.kind === 'refused') {
    const { refuse } = await import('./refusals.ts');
    return refuse(ports, exchange, outcome, additional);
  }
  const { who } = outcome;
  const unsettled = await ports.store.write(async (tables) => {
    // Hashing took a while: another tab may have changed the password or deleted the user.
    const found = await outcome.settle(tables);
    if (found === undefined) await record(tables, ports, exchange, outcome, additional);
    return found;
  });
  if (unsettled !== undefined) {
    const { faultOf, refuse } = await import('./refusals.ts');
    const { accountId } = who.account;
    const identity = { kind: 'signing-in', caller: who } as const;
    return refuse(ports, exchange, { fault: faultOf(unsettled), identity, accountId }, additional);
  }
  const value = outcome.kind === 'next' ? outcome.step : sessionAnswer(outcome.session, who);
  return answerWith({ kind: 'json', value: { ...value } }, { name: 'SignIn' }, exchange);
}

/** In one transaction with what `settle` wrote. */
async function record(
  tables: Writing,
  { ids }: Ports,
  exchange: Exchange,
  outcome: Exclude<SignInOutcome, { kind: 'refused' }>,
  additional: JsonObject,
): Promise<void> {
  if (outcome.kind === 'next') return recordEnding(tables, exchange, outcome.ending);
  const { who, session, mfa, before } = outcome;
  await keepSession(tables, session, exchange.now);
  if (before !== undefined) {
    await recordEnding(tables, { ...exchange, eventId: makeUuid(ids.randomBytes(16)) }, before);
  }
  const ending = signinEnding({
    event: 'ConsoleLogin',
    identity: { kind: 'signing-in', caller: who, admitted: true },
    accountId: who.account.accountId,
    principalArn: who.principal.arn,
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
