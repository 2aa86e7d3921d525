// The credentials of a console session: a temporary key that acts as the user or root itself.

import {
  accessKeyIdBytes,
  makeAccessKeyId,
  makeSecretAccessKey,
  makeSessionToken,
  secretAccessKeyBytes,
  sessionTokenBytes,
} from '../../core/names/access-key-id.ts';
import type { Ids } from '../ports.ts';
import type { SessionRecord } from '../records.ts';
import type { Admission } from './sign-in.ts';

/** "By default, your session expires after 12 hours" (AWS Management Console, getting started guide). */
export const consoleSessionMilliseconds = 12 * 60 * 60 * 1000;

export function issueSession({
  who: { account, principal },
  signedInBy,
  now,
  ids,
}: {
  readonly who: Admission['who'];
  readonly signedInBy: SessionRecord['signedInBy'];
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
    expiresAt: now + consoleSessionMilliseconds,
    mfaAuthenticated: false,
    signedInBy,
  };
}
