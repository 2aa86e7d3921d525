// The credentials of a console session: a temporary key that acts as the user, root or role itself.

import {
  accessKeyIdBytes,
  makeAccessKeyId,
  makeSecretAccessKey,
  makeSessionToken,
  secretAccessKeyBytes,
  sessionTokenBytes,
} from '../../core/names/access-key-id.ts';
import type { JsonObject } from '../../core/wire/aws-json.ts';
import type { Ids, Writing } from '../ports.ts';
import type { SessionRecord } from '../records.ts';
import type { Mfa, Who } from './admission.ts';

/** "By default, your session expires after 12 hours" (AWS Management Console, getting started guide). */
export const consoleSessionMilliseconds = 12 * 60 * 60 * 1000;

export function issueSession({
  who: { account, principal },
  now,
  ids,
  milliseconds = consoleSessionMilliseconds,
  mfa,
  ...how
}: {
  readonly who: Who;
  readonly signedInBy: NonNullable<SessionRecord['signedInBy']>;
  readonly switchedFrom?: string;
  readonly mfa?: Mfa | undefined;
  readonly milliseconds?: number;
  /** Milliseconds since the epoch, by the sandbox's clock. */
  readonly now: number;
  readonly ids: Ids;
}): SessionRecord {
  const { accountId } = account;
  const accessKeyId = makeAccessKeyId({
    prefix: 'ASIA',
    accountId,
    random: ids.randomBytes(accessKeyIdBytes),
  });
  return {
    key: accessKeyId,
    accountId,
    kind: 'console',
    ownerKey: principal.ownerKey,
    accessKeyId,
    secretAccessKey: makeSecretAccessKey(ids.randomBytes(secretAccessKeyBytes)),
    sessionToken: makeSessionToken(ids.randomBytes(sessionTokenBytes)),
    issuedAt: now,
    expiresAt: now + milliseconds,
    mfaAuthenticated: mfa !== undefined,
    ...(mfa === undefined ? {} : { mfaAt: mfa.at }),
    ...how,
    ...(principal.kind === 'role' ? { session: principal.session } : {}),
  };
}

/** Keeps it, and clears away what of the same owner has expired. */
export async function keepSession(tables: Writing, session: SessionRecord, now: number): Promise<void> {
  for (const old of await tables.sessions.where('ownerKey', session.ownerKey)) {
    if (old.expiresAt <= now) await tables.sessions.delete(old.key);
  }
  await tables.sessions.put(session);
}

/** As the console gets it. */
export function sessionAnswer(
  { accessKeyId, secretAccessKey, sessionToken, issuedAt, expiresAt }: SessionRecord,
  { account, principal }: Who,
): JsonObject {
  return {
    accessKeyId,
    secretAccessKey,
    sessionToken,
    principalArn: principal.arn,
    accountId: account.accountId,
    issuedAt,
    expiresAt,
  };
}
