// Whether a request was signed near enough to now, or is a presigned one that still holds.

import { longestExpiry, signsLikeS3 } from '../sigv4/constants.ts';
import { basicDate } from '../sigv4/date.ts';
import type { Fault } from './fault.ts';
import type { Authorization } from './parse-authorization.ts';

// The Query and JSON services say "5 min." in their message, S3 says 900,000 ms. Of the services other
// than S3, a presigned request without an expiry of its own is good for fifteen minutes.
const skewMinutes = 5;
const s3SkewMinutes = 15;
const presignedSkewMinutes = 15;

/** What is wrong with the date of a request; `signedAt` and `now` in milliseconds since the epoch. */
export function dateFaultOf({
  authorization,
  service,
  signedAt,
  now,
}: {
  authorization: Authorization;
  service: string;
  signedAt: number;
  now: number;
}): Fault | undefined {
  const s3 = signsLikeS3(service);
  const presigned = authorization.kind === 'query';
  const minutes = s3 ? s3SkewMinutes : presigned ? presignedSkewMinutes : skewMinutes;
  const earliest = now - minutes * 60_000;
  const latest = now + minutes * 60_000;
  const skew = (limit: number) => ({ date: text(signedAt), limit: text(limit), now: text(now), minutes });

  if (presigned && (s3 || authorization.expires !== undefined)) {
    const { expires } = authorization;
    if (expires === undefined || !/^\d{1,15}$/.test(expires) || Number(expires) > longestExpiry) {
      return { kind: 'presigned-expiry-invalid', expires };
    }
    const until = signedAt + Number(expires) * 1000;
    if (signedAt > latest) return { kind: 'presigned-not-yet-valid', skew: skew(latest) };
    return until < now ? { kind: 'presigned-expired', until: text(until), now: text(now) } : undefined;
  }
  if (signedAt < earliest) return { kind: 'expired', skew: skew(earliest) };
  return signedAt > latest ? { kind: 'not-yet-current', skew: skew(latest) } : undefined;
}

function text(time: number): string {
  return basicDate(new Date(time));
}
