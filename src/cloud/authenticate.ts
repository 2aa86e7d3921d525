// The first step of every request: whose key is it signed with, and is the signature right? The
// arithmetic is the gate's; here AWS's own copy of the key is looked up, and the clock chosen.

import { accessKeyIdOf, parseAuthorization } from '../core/authenticate/parse-authorization.ts';
import type { SecretRecord, Verification } from '../core/authenticate/verification.ts';
import { parseBasicDate, parseHttpDate } from '../core/sigv4/date.ts';
import type { HttpRequest } from '../core/wire/message.ts';
import { findCredential, type Caller, type Credential } from './caller.ts';
import type { Clock, Gate, Store } from './ports.ts';

export interface Authentication {
  readonly verification: Verification;
  /** Whose key the request names, whether or not its signature is right; absent when nobody's. */
  readonly named: Caller | undefined;
  /** Which clock the date of the request was held against. */
  readonly clock: 'sandbox' | 'device';
}

export async function authenticate(
  { store, gate, clock }: { readonly store: Store; readonly gate: Gate; readonly clock: Clock },
  request: HttpRequest,
): Promise<Authentication> {
  const accessKeyId = accessKeyIdOf(request);
  const credential =
    accessKeyId === undefined ? undefined : await store.read((tables) => findCredential(tables, accessKeyId));
  const held = nearerClock(request, clock);
  const verification = await gate.verify({
    request,
    record: recordByClock(credential, clock, held.name),
    now: held.now,
  });
  return { verification, named: credential?.caller, clock: held.name };
}

/**
 * Our own client dates by the sandbox's clock, foreign ones by the device's: the date of a request is
 * held against the nearer of the two, so that both can sign in a sandbox whose clock was put forward.
 */
function nearerClock(
  request: HttpRequest,
  clock: Clock,
): { readonly name: 'sandbox' | 'device'; readonly now: number } {
  const [sandbox, device] = [clock.sandbox(), clock.device()];
  const dated = dateOf(request) ?? sandbox;
  return Math.abs(dated - device) < Math.abs(dated - sandbox)
    ? { name: 'device', now: device }
    : { name: 'sandbox', now: sandbox };
}

function dateOf(request: HttpRequest): number | undefined {
  const parsed = parseAuthorization(request);
  const authorization = parsed.kind === 'both' ? parsed.header : parsed;
  if (authorization.kind !== 'header' && authorization.kind !== 'query') return undefined;
  const { date } = authorization;
  return date === undefined ? undefined : (parseBasicDate(date) ?? parseHttpDate(date));
}

/** Sessions expire by the sandbox's clock; held against the device's, their end moves by as much as the clocks differ. */
function recordByClock(
  credential: Credential | undefined,
  clock: Clock,
  held: 'sandbox' | 'device',
): SecretRecord | undefined {
  if (credential === undefined) return undefined;
  const { expiresAt, ...rest } = credential.secret;
  if (expiresAt === undefined) return rest;
  const ahead = held === 'device' ? clock.sandbox() - clock.device() : 0;
  return { ...rest, expiresAt: new Date(expiresAt.getTime() - ahead) };
}
