// How a request ends that does nothing: its event is written, and it is answered with a fault.

import type { WireResponse } from '../core/wire/message.ts';
import { answerFault, inProtocol, missingTokenFault, refusalFault } from './answer.ts';
import type { Authentication } from './authenticate.ts';
import { recordEnding, withFault, type Ending } from './ending.ts';
import { firstAccountId, type Exchange, type Ports } from './exchange.ts';
import { internalFailure, type Fault } from './fault.ts';
import { protocolOfRefusal } from './refusal-protocol.ts';

/** Authentication failed, or nobody signed. AWS's trail would not have such a request; ours marks it. */
export async function refuse(
  ports: Ports,
  exchange: Exchange,
  { verification, named, clock }: Authentication,
): Promise<WireResponse> {
  const refused = verification.kind === 'refused' ? verification : undefined;
  const protocol =
    refused === undefined ? exchange.protocol : protocolOfRefusal(exchange.request, refused.reason);
  const fault = refused === undefined ? missingTokenFault(protocol) : refusalFault(refused);
  const reason = refused?.reason ?? 'anonymous';
  return endWithFault(ports, { ...exchange, protocol }, fault, {
    event: {
      identity:
        refused === undefined ? { kind: 'anonymous' } : { kind: 'unknown', accessKeyId: refused.accessKeyId },
      recipientAccountId: named?.account.accountId ?? (await firstAccountId(ports.store)),
      region: 'us-east-1',
      additionalEventData: { 'gatehouse:refused': reason, 'gatehouse:clock': clock },
    },
    trace: { verification, answer: { status: fault.status } },
  });
}

export async function endWithFault(
  { store }: Ports,
  exchange: Exchange,
  fault: Fault,
  ending: Ending,
): Promise<WireResponse> {
  const said = inProtocol(fault, exchange.protocol);
  await store.write((tables) => recordEnding(tables, exchange, withFault(ending, said)));
  return answerFault(said, exchange);
}

/** `onBug` is told: what was thrown is a bug of ours. */
export async function failInternally(
  ports: Ports & { readonly onBug?: (error: unknown) => void },
  exchange: Exchange,
  error: unknown,
  known: Ending,
): Promise<WireResponse> {
  ports.onBug?.(error);
  const fault = inProtocol(internalFailure(), exchange.protocol);
  // The cause is for the trace, which is seen from outside the account; the caller does not get it.
  const cause = error instanceof Error ? error.message : String(error);
  const { event, trace } = withFault(known, fault);
  const told = { ...trace, answer: { ...trace.answer, message: `${fault.message} (${cause})` } };
  await ports.store.write((tables) => recordEnding(tables, exchange, { event, trace: told }));
  return answerFault(fault, exchange);
}
