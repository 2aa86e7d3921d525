// Signing a message and sending it: the two steps of every call, in this order, on the caller's side.

import { err, ok, type Result } from '../core/lang/result.ts';
import type { Credentials, Signed } from '../core/sigv4/credentials.ts';
import type { HttpResponse } from '../core/wire/message.ts';
import type { BuiltRequest } from './build-request.ts';
import type { CallerClock, Signer, Wire } from './ports.ts';

export interface Caller {
  readonly signer: Signer;
  readonly wire: Wire;
  readonly clock: CallerClock;
  readonly credentials: Credentials;
}

/** The signer, the wire or what answers on it is gone; `message` says which. */
export interface Lost {
  readonly message: string;
}

/** Signs a built request with the caller's credentials, dated now, and sends it. An error of AWS's is a response. */
export async function send(
  { request, signing }: BuiltRequest,
  caller: Caller,
): Promise<Result<{ readonly signed: Signed; readonly response: HttpResponse }, Lost>> {
  const signed = await settled('signer', () =>
    caller.signer.sign(request, {
      ...signing,
      credentials: caller.credentials,
      date: new Date(caller.clock.now()),
    }),
  );
  if (!signed.ok) return signed;
  const response = await transmit(signed.value.request, caller.wire);
  return response.ok ? ok({ signed: signed.value, response: response.value }) : response;
}

/** Sends a message as it is: signed elsewhere, tampered with, or not signed at all. */
export function transmit(request: Signed['request'], wire: Wire): Promise<Result<HttpResponse, Lost>> {
  return settled('wire', () => wire.send(request));
}

// The one place where the rejections of the two ports become answers.
async function settled<Value>(what: string, work: () => Promise<Value>): Promise<Result<Value, Lost>> {
  try {
    return ok(await work());
  } catch (error) {
    return err({ message: `${what}: ${error instanceof Error ? error.message : String(error)}` });
  }
}
