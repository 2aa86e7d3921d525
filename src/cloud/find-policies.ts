// The policies that apply to a principal. The tables hold the account's own; of AWS's they hold only the
// ARN, and the documents come from the catalogue. That is asked once the tables are read: inside their
// transaction nothing else may be awaited.

import type { NamedPolicy, PolicySet } from '../core/authorize/types.ts';
import { userArn } from '../core/names/user-name.ts';
import type { Principal, RootPrincipal, UserPrincipal } from './caller.ts';
import { isAwsPolicyArn, partsOfPolicyArn } from './iam/policy-arn.ts';
import { keysUnder } from './keys.ts';
import type { Catalog, Reading } from './ports.ts';
import type { SessionFacts, UserRecord } from './records.ts';

export type FoundPolicy =
  | { readonly kind: 'in-tables'; readonly policy: NamedPolicy }
  | { readonly kind: 'of-aws'; readonly arn: string }
  /** A boundary or session policy that is no more: it allows nothing, and limits all the same. */
  | { readonly kind: 'gone'; readonly arn: string };

export interface FoundPolicies {
  /** In the order in which they are to be told. */
  readonly identity: readonly FoundPolicy[];
  readonly boundary?: FoundPolicy;
  /** Absent: no session policy limits the principal. */
  readonly sessions?: readonly FoundPolicy[];
}

/** A user's own policies and those of its groups; a role's; for a session, what limits it. Root has none. */
export async function findPolicies(tables: Reading, principal: Principal): Promise<FoundPolicies> {
  switch (principal.kind) {
    case 'root':
    // Whom a provider vouches for has no policies: the role's trust policy decides.
    case 'provider':
      return { identity: [] };
    case 'user':
      return userPolicies(tables, principal);
    case 'federated':
      return {
        ...(await issuerPolicies(tables, principal.issuer)),
        // "If you do not pass a policy, the resulting session has no permissions" (API_GetFederationToken).
        sessions: await sessionPolicies(tables, principal.session.policies ?? []),
      };
    case 'role': {
      const { role, session } = principal;
      return {
        identity: await policiesOf(tables, principal.ownerKey),
        ...(await boundaryOf(tables, role.boundaryArn)),
        ...(session.policies === undefined
          ? {}
          : { sessions: await sessionPolicies(tables, session.policies) }),
      };
    }
  }
}

/** The policies with AWS's documents in their places. One that AWS has no longer, not even as retired, grants nothing. */
export async function withDocuments(
  catalog: Catalog,
  { identity, boundary, sessions }: FoundPolicies,
): Promise<PolicySet> {
  const all = [...identity, ...(boundary === undefined ? [] : [boundary]), ...(sessions ?? [])];
  const arns = all.flatMap((each) => (each.kind === 'of-aws' ? [each.arn] : []));
  const texts = arns.length === 0 ? [] : await catalog.managedPolicyDocuments(arns);
  const documents = new Map(arns.map((arn, index) => [arn, texts[index]]));
  const named = (found: FoundPolicy): NamedPolicy | undefined => {
    if (found.kind === 'in-tables') return found.policy;
    const { arn } = found;
    const document = found.kind === 'gone' ? emptyDocument : documents.get(arn);
    return document === undefined ? undefined : { name: partsOfPolicyArn(arn).policyName, arn, document };
  };
  // SECURITY: a boundary whose text is not to be had allows nothing; left out, it would allow everything.
  const isLost = boundary?.kind === 'of-aws' && documents.get(boundary.arn) === undefined;
  const limiting =
    boundary === undefined ? undefined : named(isLost ? { ...boundary, kind: 'gone' } : boundary);
  return {
    identity: identity.flatMap((each) => named(each) ?? []),
    ...(limiting === undefined ? {} : { boundary: limiting }),
    ...(sessions === undefined ? {} : { sessions: sessions.flatMap((each) => named(each) ?? []) }),
  };
}

/** Allows nothing. */
const emptyDocument = '{"Version":"2012-10-17","Statement":[]}';

async function issuerPolicies(
  tables: Reading,
  issuer: RootPrincipal | UserPrincipal,
): Promise<Omit<FoundPolicies, 'sessions'>> {
  return issuer.kind === 'root' ? { identity: [] } : userPolicies(tables, issuer);
}

async function userPolicies(
  tables: Reading,
  { ownerKey, user }: UserPrincipal,
): Promise<Omit<FoundPolicies, 'sessions'>> {
  const identity = [...(await policiesOf(tables, ownerKey))];
  for (const { groupKey } of await tables.memberships.where('userKey', ownerKey)) {
    identity.push(...(await policiesOf(tables, groupKey)));
  }
  for (const policy of await accountGrants(tables, user)) identity.push({ kind: 'in-tables', policy });
  return { identity, ...(await boundaryOf(tables, user.boundaryArn)) };
}

/**
 * What the account grants its users by no policy of theirs. "Allow users to change their own password" is such a grant:
 * "This option does not attach a permissions policy to each user. Rather, IAM applies the permissions at the
 * account-level for all users."
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html
 */
export async function accountGrants(tables: Reading, user: UserRecord): Promise<readonly NamedPolicy[]> {
  const account = await tables.account.get(user.accountId);
  if (account?.passwordPolicy?.allowUsersToChange !== true) return [];
  const document = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: 'iam:ChangePassword', Resource: userArn(user) },
      { Effect: 'Allow', Action: 'iam:GetAccountPasswordPolicy', Resource: '*' },
    ],
  });
  return [{ name: 'Account password policy', document }];
}

/** Inline and attached, of one user, group or role. */
async function policiesOf(tables: Reading, ownerKey: string): Promise<readonly FoundPolicy[]> {
  const inline = await tables.inlinePolicies.under(keysUnder(ownerKey));
  const attachments = await tables.attachments.under(keysUnder(ownerKey));
  const found = inline.map(({ policyName, document }): FoundPolicy => {
    return { kind: 'in-tables', policy: { name: policyName, document } };
  });
  for (const { policyArn } of attachments) {
    // INVARIANT: a policy that is attached is not deleted; if it were, it would grant nothing.
    found.push(await byArn(tables, policyArn));
  }
  return found;
}

async function boundaryOf(
  tables: Reading,
  boundaryArn: string | undefined,
): Promise<Pick<FoundPolicies, 'boundary'>> {
  return boundaryArn === undefined ? {} : { boundary: await byArn(tables, boundaryArn) };
}

function sessionPolicies(
  tables: Reading,
  policies: NonNullable<SessionFacts['policies']>,
): Promise<readonly FoundPolicy[]> {
  return Promise.all(
    policies.map(async ({ name, arn, document }): Promise<FoundPolicy> => {
      if (document !== undefined) return { kind: 'in-tables', policy: { name, document } };
      return byArn(tables, arn ?? '');
    }),
  );
}

async function byArn(tables: Reading, arn: string): Promise<FoundPolicy> {
  if (isAwsPolicyArn(arn)) return { kind: 'of-aws', arn };
  const [own] = await tables.managedPolicies.where('arn', arn);
  const version = own?.versions.find(({ versionId }) => versionId === own.defaultVersionId);
  return own === undefined || version === undefined
    ? { kind: 'gone', arn }
    : { kind: 'in-tables', policy: { name: own.policyName, arn, document: version.document } };
}
