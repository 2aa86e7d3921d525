// Random Action, Resource and Principal elements, made to go with a request.

import fc from 'fast-check';
import type { AuthorizationRequest } from '../../../src/core/authorize/types.ts';
import { account, iam, other, type Make } from './random-conditions.ts';
import { canonicalUserId, roleId, userId } from './random-requests.ts';
import { splitOnce } from './stored-policy.ts';

/** One or a list: a list may also be of one. */
export function oneOrMore<Value>(make: fc.Arbitrary<Make<Value>>): fc.Arbitrary<Make<Value | Value[]>> {
  return fc.oneof(
    { weight: 3, arbitrary: make },
    {
      weight: 1,
      arbitrary: fc.array(make, { minLength: 1, maxLength: 3 }).map(
        (makers): Make<Value[]> =>
          (about) =>
            makers.map((each) => each(about)),
      ),
    },
  );
}

/** Random patterns by what the policy's type takes. */
export interface Patterns {
  /** `keepsService`: trust policies and RCPs take no lone `*`. */
  readonly action: (keepsService: boolean) => fc.Arbitrary<Make<string>>;
  /** `isWhole`: the policy's type takes no ARN of fewer than six parts. */
  readonly resource: (isWhole: boolean) => fc.Arbitrary<Make<string>>;
}

/** Patterns that nearly always mean the request, so that it is the conditions that decide. */
export const closePatterns: Patterns = {
  action: () =>
    fc.constantFrom<Make<string>>(
      ({ action }) => action,
      ({ action }) => `${splitOnce(action, ':')[0]}:*`,
    ),
  resource: () =>
    fc.constantFrom<Make<string>>(
      () => '*',
      () => '*',
      () => '*',
      ({ resource }) => resource,
      ({ resource }) => resource.split('alice').join('${aws:username}'),
      ({ resource }) => resource.split('alice').join('${app:absent}'),
      ({ resource }) => resource.split('alice').join("${app:absent, 'alice'}"),
    ),
};

function randomAction(keepsService: boolean): fc.Arbitrary<Make<string>> {
  const serviceOf = ({ action }: AuthorizationRequest) => splitOnce(action, ':')[0];
  const nameOf = ({ action }: AuthorizationRequest) => splitOnce(action, ':')[1];
  const ofService: readonly Make<string>[] = [
    (about) => `${serviceOf(about)}:*`,
    ({ action }) => action,
    ({ action }) => action.toUpperCase(),
    (about) => `${serviceOf(about)}:${nameOf(about).slice(0, 3)}*`,
    (about) => `${serviceOf(about)}:*${nameOf(about).slice(-4)}`,
    (about) => `${serviceOf(about)}:?${nameOf(about).slice(1).toLowerCase()}`,
    (about) => `${serviceOf(about)}:*${nameOf(about).slice(2, 4)}*`,
    (about) => `${serviceOf(about)}:${nameOf(about).slice(1)}`,
    // What stands before and after the star overlaps in the name, so it is too long for it.
    (about) => `${serviceOf(about)}:${nameOf(about).slice(0, 5)}*${nameOf(about).slice(3)}`,
    (about) => `${serviceOf(about)}:Other*`,
  ];
  const anywhere: readonly Make<string>[] = [() => '*', () => 's3:*', () => 'iam:PassRole'];
  return fc.constantFrom(
    ...(keepsService ? ofService : [...anywhere.slice(0, 1), ...ofService, ...anywhere]),
  );
}

function randomResource(isWhole: boolean): fc.Arbitrary<Make<string>> {
  const fixed = fc.constantFrom<Make<string>>(
    () => '*',
    () => '*',
    ({ resource }) => resource,
    ({ resource }) => `${resource}*`,
    ({ resource }) => resource.split('alice').join('${aws:username}'),
    ({ resource }) => resource.split('alice').join("${app:absent, 'alice'}"),
    ({ resource }) => resource.split('alice').join('${app:absent}'),
    ({ resource }) => resource.split('alice').join("${aws:PrincipalTag/team, 'bob'}"),
    ({ resource }) => resource.split('${aws:').join('${$}{aws:').split('*').join('${*}'),
    ({ resource }) => `${resource.slice(0, -1)}?`,
    ({ resource }) => inSegments(resource, (segment) => `*${segment.slice(1)}`),
    ({ resource }) => inSegments(resource, (segment) => `${segment.slice(0, 2)}*`),
    ({ resource }) => inSegments(resource, () => '*'),
    // Before the fifth colon, where nothing is replaced, though the value would fit.
    ({ resource }) => resource.split(account).join('${aws:PrincipalAccount}'),
    () => 'arn:aws:s3:::b/${aws:username}/*',
    () => 'arn:aws:s3:::c/*',
    () => 'arn:aws:s3:::*',
  );
  // Stretches of the ARN, colons included, give way to wildcards; a negative length leaves an overlap.
  const stretch = fc.record({
    from: fc.nat(40),
    length: fc.integer({ min: -3, max: 12 }),
    wildcard: fc.constantFrom('*', '*', '?', '**', '*?', '?*', ''),
  });
  const cut = fc.array(stretch, { minLength: 1, maxLength: 3 }).map(
    (cuts): Make<string> =>
      ({ resource }) =>
        cuts.reduce(cutOut, resource),
  );
  const shortened = fc.integer({ min: 3, max: 5 }).map(
    (parts): Make<string> =>
      ({ resource }) =>
        resource.split(':').slice(0, parts).join(':'),
  );
  return fc
    .oneof(
      { weight: 6, arbitrary: fixed },
      { weight: 3, arbitrary: cut },
      { weight: 1, arbitrary: shortened },
    )
    .map((make) => (about) => asTaken(make(about), isWhole));
}

/** What names the request, what nearly does, and wildcards in every place. */
export const widePatterns: Patterns = { action: randomAction, resource: randomResource };

/** Changes the region's and the account's segments, which stand between the service and the resource. */
function inSegments(resource: string, change: (segment: string) => string): string {
  const parts = resource.split(':');
  return parts.map((part, index) => (index === 3 || index === 4 ? change(part) : part)).join(':');
}

function cutOut(
  resource: string,
  { from, length, wildcard }: { readonly from: number; readonly length: number; readonly wildcard: string },
): string {
  const [arn = '', partition = '', service = '', ...rest] = resource.split(':');
  const tail = rest.join(':');
  const at = tail.length === 0 ? 0 : from % tail.length;
  const kept = tail.slice(Math.max(0, at + length));
  return [arn, partition, service, tail.slice(0, at) + wildcard + kept].join(':');
}

/** AWS refuses what is no ARN, and in most policies what is no whole one. */
function asTaken(text: string, isWhole: boolean): string {
  const parts = text.split(':');
  if (text === '*' || parts[0] !== 'arn') return '*';
  return isWhole && parts.length < 6 ? `${text}${':*'.repeat(6 - parts.length)}` : text;
}

const root = `${iam}root`;
const roleArn = `${iam}role/admin`;

/** The caller itself, under the kind that it is. */
const itself: Make<unknown> = ({ principal }) => {
  if (principal === 'anonymous') return '*';
  if (isProvider(principal)) return { Federated: principal };
  return principal.startsWith('arn:') ? { AWS: principal } : { Service: [principal] };
};

/** Providers, services and strangers cannot stand under `AWS`. */
const underAws: Make<string> = ({ principal }) =>
  principal.startsWith('arn:') && !isProvider(principal) ? principal : other;

function isProvider(principal: string): boolean {
  return principal.includes('-provider/') || principal === 'accounts.google.com';
}

export const randomPrincipal: fc.Arbitrary<Make<unknown>> = fc.constantFrom<Make<unknown>>(
  () => '*',
  () => '*',
  () => ({ AWS: '*' }),
  itself,
  itself,
  itself,
  () => ({ AWS: account }),
  () => ({ AWS: root }),
  () => ({ AWS: roleArn }),
  () => ({ AWS: [`${iam}role/path/admin`, roleArn] }),
  ({ issuer }) => ({ AWS: issuer ?? `${iam}user/alice` }),
  () => ({ AWS: [other, `${iam}user/Alice`] }),
  () => ({ AWS: userId }),
  () => ({ AWS: [roleId] }),
  // Another id, with which the role's begins.
  () => ({ AWS: [roleId.slice(0, -1), userId.slice(0, -1)] }),
  () => ({ AWS: ['*', account] }),
  () => ({ AWS: ['*', roleArn] }),
  () => ({ Service: ['sns.amazonaws.com', 'ecs.amazonaws.com'] }),
  () => ({ Federated: `${iam}saml-provider/okta`, AWS: other }),
  () => ({ CanonicalUser: [canonicalUserId.toUpperCase()] }),
);

/** NotPrincipal spares who is named with account and role. */
export const randomNotPrincipal: fc.Arbitrary<Make<unknown>> = fc.oneof(
  randomPrincipal,
  fc.constantFrom<Make<unknown>>(
    (about) => ({ AWS: [root, roleArn, underAws(about)] }),
    (about) => ({ AWS: [account, underAws(about)] }),
    () => ({ AWS: [account, roleArn], Service: 'ecs.amazonaws.com' }),
    () => ({ AWS: [account, roleId, userId] }),
  ),
);
