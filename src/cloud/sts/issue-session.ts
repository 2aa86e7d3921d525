// Temporary credentials: made, kept, and given to who asked for them. What has expired of the same owner goes.

import type { Credentials } from '@aws-sdk/client-sts';
import { err, ok, type Result } from '../../core/lang/result.ts';
import {
  accessKeyIdBytes,
  makeAccessKeyId,
  makeSecretAccessKey,
  secretAccessKeyBytes,
} from '../../core/names/access-key-id.ts';
import type { JsonObject } from '../../core/wire/aws-json.ts';
import { trailDate } from '../dates.ts';
import type { Fault } from '../fault.ts';
import type { Call } from '../operation.ts';
import type { Writing } from '../ports.ts';
import type { SessionRecord } from '../records.ts';
import type { Answered } from '../sdk-types.ts';
import { makeToken, tokenSize, tokenTooLarge, utilization } from './session-token.ts';

export interface Issued {
  readonly session: SessionRecord;
  /** What every operation that gives credentials answers with. */
  readonly members: {
    readonly Credentials: Answered<Credentials>;
    readonly SessionTokenSize: number;
    readonly SessionTokenUtilization: number;
  };
  /** Of policies and tags; absent where there are none. "This field is deprecated." */
  readonly packed: { readonly PackedPolicySize?: number };
  /** For the trail: CloudTrail has what was given of these operations too, which it calls reads. */
  readonly responseElements: JsonObject;
}

interface Wanted extends Pick<
  SessionRecord,
  'accountId' | 'kind' | 'ownerKey' | 'mfaAuthenticated' | 'mfaAt' | 'session'
> {
  readonly seconds: number;
  readonly MinimumSessionTokenSize?: number | undefined;
}

/** For `apply`: writes nothing where the token would be too large. */
export async function issueSession(
  tables: Writing,
  { seconds, MinimumSessionTokenSize, ...wanted }: Wanted,
  { now, ids }: Pick<Call, 'now' | 'ids'>,
): Promise<Result<Issued, Fault>> {
  const facts = wanted.session ?? { name: '', tags: [] };
  const size = tokenSize(facts, MinimumSessionTokenSize);
  const tooLarge = tokenTooLarge(size);
  if (tooLarge !== undefined) return err(tooLarge);

  const { accountId, ownerKey } = wanted;
  const accessKeyId = makeAccessKeyId({
    prefix: 'ASIA',
    accountId,
    random: ids.randomBytes(accessKeyIdBytes),
  });
  const session: SessionRecord = {
    key: accessKeyId,
    ...wanted,
    accessKeyId,
    secretAccessKey: makeSecretAccessKey(ids.randomBytes(secretAccessKeyBytes)),
    sessionToken: makeToken(size, ids),
    issuedAt: now,
    expiresAt: now + seconds * 1000,
  };
  await sweepExpired(tables, ownerKey, now);
  await tables.sessions.put(session);
  const limited = (wanted.session?.policies ?? []).length > 0 || facts.tags.length > 0;
  return ok({
    session,
    members: {
      Credentials: {
        AccessKeyId: accessKeyId,
        SecretAccessKey: session.secretAccessKey,
        SessionToken: session.sessionToken,
        Expiration: new Date(session.expiresAt),
      },
      SessionTokenSize: size,
      SessionTokenUtilization: utilization(size),
    },
    packed: limited ? { PackedPolicySize: utilization(size) } : {},
    // Without the secret, as by CloudTrail, and without the token, which CloudTrail does print.
    responseElements: { credentials: { accessKeyId, expiration: trailDate(session.expiresAt) } },
  });
}

async function sweepExpired(tables: Writing, ownerKey: string, now: number): Promise<void> {
  for (const old of await tables.sessions.where('ownerKey', ownerKey)) {
    if (old.expiresAt <= now) await tables.sessions.delete(old.key);
  }
}
