// What the claims of an OpenID Connect ID token say, and whether AWS takes them at a given time. The signature is
// somebody else's to check.
// https://openid.net/specs/openid-connect-core-1_0.html#IDToken
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
// Where AWS's pages are silent, as it was seen to answer ("recorded"):
// https://github.com/radkawar/stackd/tree/9dc356f5e5cc49d2d334178a09c1398dd1c62617/internal/services/sts/testdata/oidc

import { err, ok, type Result } from '../lang/result.ts';
import type { Claims } from './json-web-token.ts';

export interface IdToken {
  /** As the token has it: `https://token.actions.githubusercontent.com`. */
  readonly issuer: string;
  /** May be empty (recorded). */
  readonly subject: string;
  /** All of `aud`. */
  readonly audiences: readonly string[];
  /** An empty one counts (recorded). */
  readonly authorizedParty?: string;
  readonly email?: string;
  readonly methods: readonly string[];
  readonly tags: readonly { readonly key: string; readonly value: string }[];
  readonly transitiveTagKeys: readonly string[];
  readonly sourceIdentity?: string;
}

export type IdTokenProblem =
  | { readonly code: 'missing-claim' | 'empty-claim'; readonly claim: string }
  | { readonly code: 'several-audiences' }
  | { readonly code: 'bad-time' }
  /** In seconds since the epoch; `now` with the tolerance in the token's favour. */
  | { readonly code: 'expired'; readonly now: number; readonly expires: number }
  | { readonly code: 'issued-later'; readonly issued: number }
  | { readonly code: 'not-yet'; readonly now: number; readonly from: number }
  | { readonly code: 'bad-tags' }
  | { readonly code: 'bad-source-identity' };

/** How far the provider's clock may be ahead or behind, in seconds (recorded of `exp`, `iat` and `nbf`). */
const leeway = 300;

/** `now`: milliseconds since the epoch. */
export function readIdToken(claims: Claims, now: number): Result<IdToken, IdTokenProblem> {
  const issuer = textOf(claims['iss']);
  const subject = subjectOf(claims['sub']);
  const audiences = textsOf(claims['aud']);
  const authorizedParty = claims['azp'];
  if (issuer === undefined) return err({ code: 'missing-claim', claim: 'iss' });
  if (audiences.length === 0) {
    return err({ code: Array.isArray(claims['aud']) ? 'empty-claim' : 'missing-claim', claim: 'aud' });
  }
  if (subject === undefined) return err({ code: 'missing-claim', claim: 'sub' });
  if (audiences.length > 1 && authorizedParty === undefined) return err({ code: 'several-audiences' });
  const time = timeProblem(claims, Math.floor(now / 1000));
  if (time !== undefined) return err(time);
  const tags = sessionTags(claims);
  if (tags === undefined) return err({ code: 'bad-tags' });
  const email = textOf(claims['email']);
  const sourceIdentity = claims['https://aws.amazon.com/source_identity'];
  if (sourceIdentity !== undefined && !isSourceIdentity(sourceIdentity)) {
    return err({ code: 'bad-source-identity' });
  }
  return ok({
    issuer,
    subject,
    audiences,
    ...(typeof authorizedParty === 'string' ? { authorizedParty } : {}),
    ...(email === undefined ? {} : { email }),
    methods: textsOf(claims['amr']),
    ...tags,
    ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
  });
}

/** "Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with "aws:"" (troubleshoot_saml). */
export function isSourceIdentity(value: unknown): value is string {
  return typeof value === 'string' && /^[\w+=,.@-]{2,64}$/.test(value) && !/^aws:/i.test(value);
}

function timeProblem(claims: Claims, now: number): IdTokenProblem | undefined {
  for (const claim of ['exp', 'iat']) {
    if (claims[claim] === undefined) return { code: 'missing-claim', claim };
  }
  const expires = secondsOf(claims['exp']);
  const issued = secondsOf(claims['iat']);
  const notBefore = claims['nbf'] === undefined ? 0 : secondsOf(claims['nbf']);
  if (expires === undefined || issued === undefined || notBefore === undefined) return { code: 'bad-time' };
  const [earliest, latest] = [now - leeway, now + leeway];
  if (earliest >= expires) return { code: 'expired', now: earliest, expires };
  if (issued > latest) return { code: 'issued-later', issued };
  return notBefore > latest ? { code: 'not-yet', now: latest, from: notBefore } : undefined;
}

const tagsClaim = 'https://aws.amazon.com/tags';

/**
 * Nested under `https://aws.amazon.com/tags`, or each a claim of its own; undefined where a tag has not one value, which
 * has to be in a list if it is nested (recorded).
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_adding-assume-role-idp
 */
function sessionTags(claims: Claims): Pick<IdToken, 'tags' | 'transitiveTagKeys'> | undefined {
  const nested = objectOf(claims[tagsClaim]);
  const flat = `${tagsClaim}/principal_tags/`;
  const given = [
    ...Object.entries(objectOf(nested['principal_tags'])).map(
      ([key, value]) => [key, Array.isArray(value) ? value : []] as const,
    ),
    ...Object.entries(claims).flatMap(([claim, value]) =>
      claim.startsWith(flat) ? [[claim.slice(flat.length), value] as const] : [],
    ),
  ];
  const tags = given.map(([key, value]) => {
    const [only, ...more] = textsOf(value);
    return only === undefined || more.length > 0 ? undefined : { key, value: only };
  });
  if (tags.includes(undefined)) return undefined;
  return {
    tags: tags.flatMap((tag) => tag ?? []),
    transitiveTagKeys: [
      ...textsOf(nested['transitive_tag_keys']),
      ...textsOf(claims[`${tagsClaim}/transitive_tag_keys`]),
    ],
  };
}

function objectOf(value: unknown): Claims {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Claims) : {};
}

/** A number becomes a text (recorded). Of one that is null AWS fails; here it is missing. */
function subjectOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** One text or several. */
function textsOf(value: unknown): readonly string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((each): each is string => typeof each === 'string');
}

/**
 * "Timestamps in the token must be formatted as either an integer or a long integer" (API_AssumeRoleWithWebIdentity); as
 * text too (recorded).
 */
function secondsOf(value: unknown): number | undefined {
  const seconds = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  return typeof seconds === 'number' && Number.isSafeInteger(seconds) ? seconds : undefined;
}
