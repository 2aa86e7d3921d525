// Trust policies: whom a role trusts. What is given is checked and saved with unique ids in the place of users' and
// roles' ARNs; what is shown, and what the engine judges by, has the ARNs of those that live.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html

import type { NamedPolicy } from '../../core/authorize/types.ts';
import { err, ok, type Result } from '../../core/lang/result.ts';
import { parseArn } from '../../core/names/arn.ts';
import { userArn } from '../../core/names/user-name.ts';
import {
  awsPrincipals,
  isEntityArn,
  isPrincipalId,
  withPrincipalArns,
  withPrincipalIds,
} from '../../core/policy/principal-ids.ts';
import { sizeProblem } from '../../core/policy/size.ts';
import { encodeRfc3986 } from '../../core/wire/query-codec.ts';
import { roleArnOf } from '../caller.ts';
import { malformedPolicyDocument, quotaExceeded, type Fault } from '../fault.ts';
import { roleKey, userKey } from '../keys.ts';
import type { Reading } from '../ports.ts';
import type { RoleRecord } from '../records.ts';

/** The policy as the engine is to judge by it. The id of who was deleted matches nobody, though the name be used again. */
export async function trustPolicyOf(tables: Reading, role: RoleRecord): Promise<NamedPolicy> {
  return { name: trustPolicyName, document: await shownTrustPolicy(tables, role) };
}

/** IAM's own name of the element; a trust policy has none that a customer chose. */
const trustPolicyName = 'AssumeRolePolicyDocument';

/** The policy's text as it is shown. */
export async function shownTrustPolicy(
  tables: Reading,
  { trustPolicy }: Pick<RoleRecord, 'trustPolicy'>,
): Promise<string> {
  const arns = new Map<string, string>();
  for (const id of new Set(awsPrincipals(trustPolicy).filter(isPrincipalId))) {
    const arn = await arnOfId(tables, id);
    if (arn !== undefined) arns.set(id, arn);
  }
  return withPrincipalArns(trustPolicy, (id) => arns.get(id));
}

/** "Policies returned by this operation are URL-encoded compliant with RFC 3986" (API_GetRole). */
export async function encodedTrustPolicy(tables: Reading, role: RoleRecord): Promise<string> {
  return encodeRfc3986(await shownTrustPolicy(tables, role));
}

/** For `consult`: why AWS would not store the text, whoever there is. The reader of policies is fetched when it is needed. */
export async function malformedTrustPolicy(document: string): Promise<Fault | undefined> {
  const { malformedBy } = await import('./malformed-policy.ts');
  return malformedBy(document, 'trust');
}

/** For `apply`: the text as it is saved, of a document that is not malformed. */
export async function savedTrustPolicy(tables: Reading, document: string): Promise<Result<string, Fault>> {
  const tooLarge = sizeProblem([document], 'trust');
  if (tooLarge !== undefined) return err(quotaExceeded('ACLSizePerRole', tooLarge.most));
  const ids = new Map<string, string>();
  for (const name of new Set(awsPrincipals(document))) {
    const meant = await whoIs(tables, name);
    if (meant === 'nobody') return err(invalidPrincipal(name));
    if (meant !== 'as-written') ids.set(name, meant.id);
  }
  return ok(withPrincipalIds(document, (arn) => ids.get(arn)));
}

/** Not documented: what IAM is known to answer. */
function invalidPrincipal(name: string): Fault {
  return malformedPolicyDocument(`Invalid principal in policy: "AWS":"${name}"`);
}

/**
 * What AWS finds behind a name of a Principal.
 *
 * AWS refuses users, roles and accounts that do not exist anywhere. A sandbox knows its own accounts only; the
 * trust of a partner's account or of a role in it is what lessons about access between accounts begin with, and no
 * second account should be needed to write it. So an account that is not in the sandbox is taken to exist, as is
 * whoever is named in it, and the text is kept. What is not there in an account of the sandbox is refused, as by AWS.
 *
 * Sessions (`assumed-role`, `federated-user`) come and go: their ARNs are names, not ids, and stay text.
 *
 * "If you edit the resource-based policy, you must either remove the principal ID or replace it" with an ARN: the
 * id of who was deleted is refused (https://repost.aws/knowledge-center/iam-resource-policy-format). The id of
 * somebody who lives stands for its ARN.
 */
async function whoIs(
  tables: Reading,
  name: string,
): Promise<'as-written' | 'nobody' | { readonly id: string }> {
  if (isPrincipalId(name)) return (await arnOfId(tables, name)) === undefined ? 'nobody' : 'as-written';
  if (!isEntityArn(name)) return 'as-written';
  const accountId = parseArn(name)?.accountId ?? '';
  if ((await tables.account.get(accountId)) === undefined) return 'as-written';
  const id = await idOfArn(tables, name);
  return id === undefined ? 'nobody' : { id };
}

/** Names in ARNs are compared with case and path ("the user name part of the ARN is case sensitive"). */
async function idOfArn(tables: Reading, arn: string): Promise<string | undefined> {
  const { accountId = '', resource = '' } = parseArn(arn) ?? {};
  const name = resource.slice(resource.lastIndexOf('/') + 1);
  if (resource.startsWith('user/')) {
    const user = await tables.users.get(userKey(accountId, name));
    return user !== undefined && userArn(user) === arn ? user.userId : undefined;
  }
  const role = await tables.roles.get(roleKey(accountId, name));
  return role !== undefined && roleArnOf(role) === arn ? role.roleId : undefined;
}

async function arnOfId(tables: Reading, id: string): Promise<string | undefined> {
  if (id.startsWith('AIDA')) {
    const [user] = await tables.users.where('userId', id);
    return user === undefined ? undefined : userArn(user);
  }
  const [role] = await tables.roles.where('roleId', id);
  return role === undefined ? undefined : roleArnOf(role);
}
