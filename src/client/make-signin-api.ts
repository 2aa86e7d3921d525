// Signing in: the one call that is not signed, for it is how the console comes by its credentials.

import { utf8ToBytes } from '@noble/hashes/utils.js';

import type { Answer } from './aws-api.ts';
import type { ConsoleSession, Wire } from './ports.ts';
import { readJsonAnswer, type JsonObject } from './read-answer.ts';
import { transmit } from './send.ts';
import type { SigninApi } from './signin-api.ts';

/** The sign-in page of one sandbox. */
export function makeSigninApi({
  wire,
  sandboxId,
}: {
  readonly wire: Wire;
  readonly sandboxId: string;
}): SigninApi {
  const signIn = async (body: Readonly<Record<string, string>>): Promise<Answer<ConsoleSession>> => {
    const response = await transmit(
      {
        method: 'POST',
        path: '/',
        query: '',
        headers: [
          ['Host', 'signin.aws.amazon.com'],
          ['Content-Type', 'application/x-amz-json-1.1'],
          ['X-Amz-Target', 'GatehouseSignin.SignIn'],
        ],
        body: utf8ToBytes(JSON.stringify(body)),
      },
      wire,
    );
    const reply = response.ok ? { ok: true as const, value: { response: response.value } } : response;
    return readJsonAnswer(reply, 'SignIn', (answer) => readSession(answer, sandboxId));
  };
  return {
    signInRoot: ({ email, password }) => signIn({ kind: 'root', email, password }),
    actAs: ({ principalArn }) => signIn({ kind: 'actAs', 'gatehouse:actAs': principalArn }),
  };
}

function readSession(answer: JsonObject, sandboxId: string): ConsoleSession | undefined {
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
  };
}
