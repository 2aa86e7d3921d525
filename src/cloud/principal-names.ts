// Users and roles in the Principal of a policy that is a resource's. They are saved by their unique ids, and shown and
// judged by the ARNs of those that live.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html

import { err, ok, type Result } from '../core/lang/result.ts';
import { parseArn } from '../core/names/arn.ts';
import { userArn } from '../core/names/user-name.ts';
import {
  awsPrincipals,
  isEntityArn,
  isPrincipalId,
  withPrincipalArns,
  withPrincipalIds,
} from '../core/policy/principal-ids.ts';
import { roleArnOf } from './caller.ts';
import { roleKey, userKey } from './keys.ts';
import type { Reading } from './ports.ts';

/** The saved text as it is shown. The id of who was deleted stays, and matches nobody, though the name be used again. */
export async function withShownPrincipals(tables: Reading, saved: string): Promise<string> {
  const arns = new Map<string, string>();
  for (const id of new Set(awsPrincipals(saved).filter(isPrincipalId))) {
    const arn = await arnOfId(tables, id);
    if (arn !== undefined) arns.set(id, arn);
  }
  return withPrincipalArns(saved, (id) => arns.get(id));
}

/** The text as it is saved; an error is the first name behind which there is nobody. */
export async function withSavedPrincipals(
  tables: Reading,
  document: string,
): Promise<Result<string, string>> {
  const ids = new Map<string, string>();
  for (const name of new Set(awsPrincipals(document))) {
    const meant = await whoIs(tables, name);
    if (meant === 'nobody') return err(name);
    if (meant !== 'as-written') ids.set(name, meant.id);
  }
  return ok(withPrincipalIds(document, (arn) => ids.get(arn)));
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
