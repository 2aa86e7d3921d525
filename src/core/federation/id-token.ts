// What the claims of an OpenID Connect ID token say, and whether AWS takes them at a given time. The signature is
// somebody else's to check.
// https://openid.net/specs/openid-connect-core-1_0.html#IDToken
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif

import { err, ok, type Result } from '../lang/result.ts';
import type { Claims } from './json-web-token.ts';

export interface IdToken {
  /** As the token has it: `https://token.actions.githubusercontent.com`. */
  readonly issuer: string;
  readonly subject: string;
  /** All of `aud`. */
  readonly audiences: readonly string[];
  readonly authorizedParty?: string;
  readonly email?: string;
  readonly methods: readonly string[];
  readonly tags: readonly { readonly key: string; readonly value: string }[];
  readonly transitiveTagKeys: readonly string[];
  readonly sourceIdentity?: string;
}

export type IdTokenProblem =
  | { readonly code: 'missing-claim'; readonly claim: string }
  /** In seconds since the epoch. */
  | { readonly code: 'expired'; readonly now: number; readonly expires: number }
  | { readonly code: 'not-yet'; readonly claim: 'iat' | 'nbf'; readonly from: number }
  | { readonly code: 'bad-tags' }
  | { readonly code: 'bad-source-identity' };

/** How far ahead the provider's clock may be, in seconds; AWS documents no number. */
const leeway = 300;

/** `now`: milliseconds since the epoch. */
export function readIdToken(claims: Claims, now: number): Result<IdToken, IdTokenProblem> {
  const issuer = textOf(claims['iss']);
  const subject = textOf(claims['sub']);
  const audiences = textsOf(claims['aud']);
  if (issuer === undefined) return err({ code: 'missing-claim', claim: 'iss' });
  if (audiences.length === 0) return err({ code: 'missing-claim', claim: 'aud' });
  if (subject === undefined) return err({ code: 'missing-claim', claim: 'sub' });
  const time = timeProblem(claims, Math.floor(now / 1000));
  if (time !== undefined) return err(time);
  const tags = sessionTags(claims);
  if (tags === undefined) return err({ code: 'bad-tags' });
  const authorizedParty = textOf(claims['azp']);
  const email = textOf(claims['email']);
  const sourceIdentity = claims['https://aws.amazon.com/source_identity'];
  if (sourceIdentity !== undefined && !isSourceIdentity(sourceIdentity)) {
    return err({ code: 'bad-source-identity' });
  }
  return ok({
    issuer,
    subject,
    audiences,
    ...(authorizedParty === undefined ? {} : { authorizedParty }),
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

/** "Timestamps in the token must be formatted as either an integer or a long integer" (API_AssumeRoleWithWebIdentity). */
function timeProblem(claims: Claims, now: number): IdTokenProblem | undefined {
  const expires = secondsOf(claims['exp']);
  const issued = secondsOf(claims['iat']);
  const notBefore = secondsOf(claims['nbf']);
  if (expires === undefined) return { code: 'missing-claim', claim: 'exp' };
  if (issued === undefined) return { code: 'missing-claim', claim: 'iat' };
  if (now >= expires) return { code: 'expired', now, expires };
  if (issued > now + leeway) return { code: 'not-yet', claim: 'iat', from: issued };
  return notBefore !== undefined && notBefore > now + leeway
    ? { code: 'not-yet', claim: 'nbf', from: notBefore }
    : undefined;
}

const tagsClaim = 'https://aws.amazon.com/tags';

/**
 * Nested under `https://aws.amazon.com/tags`, or each a claim of its own; undefined where a tag has not one value.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_adding-assume-role-idp
 */
function sessionTags(claims: Claims): Pick<IdToken, 'tags' | 'transitiveTagKeys'> | undefined {
  const nested = objectOf(claims[tagsClaim]);
  const flat = `${tagsClaim}/principal_tags/`;
  const given = [
    ...Object.entries(objectOf(nested['principal_tags'])),
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

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** One text or several. */
function textsOf(value: unknown): readonly string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((each): each is string => typeof each === 'string');
}

function secondsOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;
}
