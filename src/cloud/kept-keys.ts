// What is kept of access keys that no account here issued: a real one may have been pasted by mistake, or its
// secret where its id should stand. Nothing in the store may name them.

import type { Verification } from '../core/authenticate/verification.ts';
import { maskForeignKeyIds } from '../core/names/access-key-id.ts';
import type { RequestTrace } from './request-trace.ts';
import type { EventFacts } from './trail-event.ts';

export interface KeptKeys {
  /** A text with every foreign key id masked. */
  text(text: string): string;
  facts(facts: EventFacts): EventFacts;
  trace(trace: RequestTrace): RequestTrace;
}

/** `accountIds`: of the accounts of the sandbox. */
export function keptKeys(accountIds: readonly string[]): KeptKeys {
  const text = (each: string): string => maskForeignKeyIds(each, accountIds);
  const id = (named: string): string => (isKeyId(named) ? text(named) : leftOut);
  const message = (each: string): string => text(withoutCredential(each));

  return {
    text,
    facts(facts) {
      const { identity, error } = facts;
      const unknown = identity.kind === 'unknown' && identity.accessKeyId !== undefined;
      return {
        ...facts,
        ...(unknown ? { identity: { ...identity, accessKeyId: id(identity.accessKeyId) } } : {}),
        ...(error === undefined ? {} : { error: { ...error, message: message(error.message) } }),
      };
    },
    trace(trace) {
      const { verification, answer } = trace;
      if (verification.kind !== 'refused') return trace;
      const kept = answer.message === undefined ? answer : { ...answer, message: message(answer.message) };
      return { ...trace, verification: keptRefusal(verification, { text, id, message }), answer: kept };
    },
  };
}

type Refused = Extract<Verification, { kind: 'refused' }>;

/** A signature of a key that is not ours is not kept at all. */
function keptRefusal(
  verification: Refused,
  kept: Readonly<Record<'text' | 'id' | 'message', (text: string) => string>>,
): Refused {
  const { accessKeyId, providedSignature, computed, ...rest } = verification;
  const ours = accessKeyId !== undefined && kept.id(accessKeyId) === accessKeyId;
  return {
    ...rest,
    message: kept.message(rest.message),
    ...(accessKeyId === undefined ? {} : { accessKeyId: kept.id(accessKeyId) }),
    ...(ours && providedSignature !== undefined ? { providedSignature } : {}),
    ...(computed === undefined
      ? {}
      : { computed: { ...computed, canonicalRequest: kept.text(computed.canonicalRequest) } }),
  };
}

const leftOut = 'left-out';

/** API_AccessKey: 16 to 128 word characters; AWS makes them of capitals and digits, secrets have small letters too. */
function isKeyId(text: string): boolean {
  return /^[A-Z0-9]{16,128}$/.test(text);
}

/** AWS’s message about a credential that is none repeats it. */
function withoutCredential(message: string): string {
  return message.replace(/(, got ')[^']*(')/, `$1${leftOut}$2`);
}
