// Signing in: the one call that is not signed, for it is how the console comes by its credentials.

import { utf8ToBytes } from '@noble/hashes/utils.js';

import type { HttpRequest } from '../core/wire/message.ts';
import type { CallerClock, ConsoleSession, Signer, Wire } from './ports.ts';
import { readJsonAnswer, type JsonObject } from './read-answer.ts';
import { transmit } from './send.ts';
import type { SigninApi, SignInStep } from './signin-api.ts';

/** The sign-in page of one sandbox. `signer` and `clock`: for what a session asks, signed. */
export function makeSigninApi(page: {
  readonly wire: Wire;
  readonly sandboxId: string;
  readonly signer: Signer;
  readonly clock: CallerClock;
}): SigninApi {
  const ask = async <Value>(body: object, read: (answer: JsonObject) => Value | undefined) => {
    const response = await transmit(signinRequest('SignIn', body), page.wire);
    const reply = response.ok ? { ok: true as const, value: { response: response.value } } : response;
    return readJsonAnswer(reply, 'SignIn', read);
  };
  const session = (answer: JsonObject) => readSession(answer, page.sandboxId);
  const signIn = async (body: object) => {
    const answer = await ask(body, (read) => session(read) ?? readStep(read));
    if (answer.kind !== 'ok') return answer;
    const { value, requestId } = answer;
    return 'kind' in value ? { ...value, requestId } : { ...answer, value };
  };
  return {
    signInRoot: (input) => signIn({ kind: 'root', ...input }),
    signInUser: (input) => signIn({ kind: 'user', ...input }),
    actAs: ({ principalArn }) => ask({ kind: 'actAs', 'gatehouse:actAs': principalArn }, session),
    as: async (signedIn) => (await import('./make-session-api.ts')).makeSessionApi(page, signedIn),
  };
}

export function signinRequest(operation: string, body: object): HttpRequest {
  return {
    method: 'POST',
    path: '/',
    query: '',
    headers: [
      ['Host', 'signin.aws.amazon.com'],
      ['Content-Type', 'application/x-amz-json-1.1'],
      ['X-Amz-Target', `GatehouseSignin.${operation}`],
    ],
    body: utf8ToBytes(JSON.stringify(body)),
  };
}

export function readSession(answer: JsonObject, sandboxId: string): ConsoleSession | undefined {
  const { accessKeyId, secretAccessKey, sessionToken, principalArn, accountId, issuedAt, expiresAt } = answer;
  if (typeof accessKeyId !== 'string' || typeof secretAccessKey !== 'string') return undefined;
  if (typeof sessionToken !== 'string' || typeof principalArn !== 'string' || typeof accountId !== 'string') {
    return undefined;
  }
  if (typeof issuedAt !== 'number' || typeof expiresAt !== 'number') return undefined;
  return {
    sandboxId,
    credentials: { accessKeyId, secretAccessKey, sessionToken },
    principalArn,
    accountId,
    issuedAt,
    expiresAt,
    ...(typeof answer['switchedFrom'] === 'string' ? { switchedFrom: answer['switchedFrom'] } : {}),
  };
}

type Unnumbered<Step> = Step extends SignInStep ? Omit<Step, 'requestId'> : never;

function readStep({ next, reason, challenge }: JsonObject): Unnumbered<SignInStep> | undefined {
  if (next === 'mfa') return { kind: next };
  if (next !== 'new-password' || (reason !== 'first' && reason !== 'expired')) return undefined;
  return { kind: next, reason, ...(typeof challenge === 'string' ? { challenge } : {}) };
}
