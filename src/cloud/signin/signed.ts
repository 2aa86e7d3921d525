// What a console session asks of the sign-in service: to switch to a role and back, and what root can do nowhere but
// at the console. These requests are signed with the session's credentials, as any other.

import { isStillThere, type Caller } from '../caller.ts';
import type { HttpResponse } from '../../core/wire/message.ts';
import type { JsonObject } from '../../core/wire/aws-json.ts';
import type { Result } from '../../core/lang/result.ts';
import { accessDeniedFault, answerFault, answerWith, missingTokenFault, refusalFault } from '../answer.ts';
import { authenticate, type Authentication } from '../authenticate.ts';
import { recordEnding, type Ending, type Signed } from '../ending.ts';
import { firstAccountId, type Exchange, type Ports } from '../exchange.ts';
import { concurrentModification, type Fault } from '../fault.ts';
import type { Writing } from '../ports.ts';
import { updateBillingAccess } from './billing-switch.ts';
import { closeAccount, reopenAccount } from './close-account.ts';
import { exitRole } from './exit-role.ts';
import { isPermanentlyClosed } from './find-account.ts';
import { changeRootEmail } from './root-email.ts';
import { changeRootPassword } from './root-password.ts';
import { deactivateRootMfa, enableRootMfa, resyncRootMfa } from './root-mfa.ts';
import { switchRole } from './switch-role.ts';

/** A request of a console session whose signature is right. */
export interface ConsoleRequest {
  readonly ports: Ports;
  readonly exchange: Exchange;
  readonly signed: Signed;
  readonly caller: Caller & Required<Pick<Caller, 'session'>>;
  readonly body: JsonObject;
  readonly deviceNow: number;
}

/** What is to be done, found out outside the transaction; and its event either way. */
export interface ConsoleWork {
  /** Writes, or says why not without having written. */
  readonly apply: (tables: Writing) => Promise<Result<JsonObject, Fault>>;
  readonly ending: (fault: Fault | undefined) => Ending;
  /** Where the event is one of IAM's, as CloudTrail has it of root. */
  readonly eventSource?: string;
}

type ConsoleOperation = (request: ConsoleRequest) => Promise<ConsoleWork>;

const operations: ReadonlyMap<string, ConsoleOperation> = new Map([
  ['SwitchRole', switchRole],
  ['ExitRole', exitRole],
  ['ChangeRootPassword', changeRootPassword],
  ['ChangeRootEmail', changeRootEmail],
  ['EnableRootMfa', enableRootMfa],
  ['ResyncRootMfa', resyncRootMfa],
  ['DeactivateRootMfa', deactivateRootMfa],
  ['UpdateBillingAccess', updateBillingAccess],
  ['CloseAccount', closeAccount],
  ['ReopenAccount', reopenAccount],
]);

/** Undefined: there is no such operation. */
export async function serveSigned(
  ports: Ports,
  exchange: Exchange,
  name: string,
  body: JsonObject,
): Promise<HttpResponse | undefined> {
  const operation = operations.get(name);
  if (operation === undefined) return undefined;
  const authentication = await authenticate(ports, exchange.request);
  const { verification, named, clock } = authentication;
  if (verification.kind !== 'verified' || named === undefined) {
    return refuse(ports, exchange, name, authentication);
  }
  const { session } = named;
  if (session?.kind !== 'console') {
    const message = 'Only a session of the console may ask this of the sign-in service.';
    return refuse(ports, exchange, name, authentication, accessDeniedFault(exchange.protocol, message));
  }
  if (named.account.closedAt !== undefined && !isRootOf(named, exchange.now)) {
    return refuse(
      ports,
      exchange,
      name,
      authentication,
      accessDeniedFault(exchange.protocol, 'The account is closed.'),
    );
  }
  const caller = { ...named, session };
  const work = await operation({
    ports,
    exchange,
    signed: { verification, clock, caller, region: 'us-east-1' },
    caller,
    body,
    deviceNow: ports.clock.device(),
  });
  const told = work.eventSource === undefined ? exchange : ofSource(exchange, work.eventSource);
  const result = await ports.store.write(async (tables): Promise<Result<JsonObject, Fault>> => {
    const applied: Result<JsonObject, Fault> = (await isStillThere(tables, caller))
      ? await work.apply(tables)
      : { ok: false, error: concurrentModification() };
    await recordEnding(tables, told, work.ending(applied.ok ? undefined : applied.error));
    return applied;
  });
  return result.ok
    ? answerWith({ kind: 'json', value: result.value }, { name }, exchange)
    : answerFault(result.error, exchange);
}

/** Whom a closed account still lets in. */
function isRootOf({ account, principal }: Caller, now: number): boolean {
  return principal.kind === 'root' && !isPermanentlyClosed(account, now);
}

/** Authentication failed, nobody signed, or it is no session of the console. */
async function refuse(
  { store }: Ports,
  exchange: Exchange,
  name: string,
  { verification, named, clock }: Authentication,
  denied?: Fault,
): Promise<HttpResponse> {
  const refused = verification.kind === 'refused' ? verification : undefined;
  const fault =
    denied ?? (refused === undefined ? missingTokenFault(exchange.protocol) : refusalFault(refused));
  const { code, message, status } = fault;
  const recipientAccountId = named?.account.accountId ?? (await firstAccountId(store));
  await store.write((tables) =>
    recordEnding(tables, exchange, {
      event: {
        identity:
          denied !== undefined && named !== undefined
            ? { kind: 'caller', caller: named }
            : refused === undefined
              ? { kind: 'anonymous' }
              : { kind: 'unknown', accessKeyId: refused.accessKeyId },
        recipientAccountId,
        region: 'us-east-1',
        eventName: name,
        eventType: 'AwsConsoleSignIn',
        error: { code, message },
        additionalEventData: {
          'gatehouse:refused': refused?.reason ?? 'anonymous',
          'gatehouse:clock': clock,
        },
      },
      trace: { verification, answer: { status, code, message } },
    }),
  );
  return answerFault(fault, exchange);
}

function ofSource(exchange: Exchange, eventSource: string): Exchange {
  return { ...exchange, route: { ...exchange.route, service: { ...exchange.route.service, eventSource } } };
}
