// Users, groups and roles: finding the one that a request is about, and the permission to do something to it.

import { err, ok, type Result } from '../../core/lang/result.ts';
import { entityArn } from '../../core/names/entity-arn.ts';
import { rootArn } from '../../core/names/user-name.ts';
import { findPrincipal, type RootPrincipal, type UserPrincipal } from '../caller.ts';
import { noSuchEntity, validationError, type Fault } from '../fault.ts';
import { namedKey, userKey } from '../keys.ts';
import type { Call, Check } from '../operation.ts';
import type { Reading } from '../ports.ts';
import type { GroupRecord, RoleRecord, TagRecord, UserRecord } from '../records.ts';
import { resourceTagKeys } from '../tags.ts';
import { boundaryContext } from './boundary.ts';

/** What has policies of its own. */
export type EntityKind = 'user' | 'group' | 'role';

/** One of the three in the form in which their operations have it in common. */
export interface Entity {
  readonly kind: EntityKind;
  readonly key: string;
  readonly accountId: string;
  /** As it was written on creation. */
  readonly name: string;
  readonly id: string;
  readonly arn: string;
  readonly path: string;
  readonly tags: readonly TagRecord[];
  /** Of users and roles that have a permissions boundary. */
  readonly boundaryArn?: string;
}

export async function findUser(
  tables: Reading,
  call: Call,
  userName: string,
): Promise<Result<UserRecord, Fault>> {
  const user = await tables.users.get(userKey(call.caller.account.accountId, userName));
  return user === undefined ? err(noSuch('user', userName)) : ok(user);
}

export async function findGroup(
  tables: Reading,
  call: Call,
  groupName: string,
): Promise<Result<GroupRecord, Fault>> {
  const group = await tables.groups.get(namedKey(call.caller.account.accountId, 'group', groupName));
  return group === undefined ? err(noSuch('group', groupName)) : ok(group);
}

export async function findRole(
  tables: Reading,
  call: Call,
  roleName: string,
): Promise<Result<RoleRecord, Fault>> {
  const role = await tables.roles.get(namedKey(call.caller.account.accountId, 'role', roleName));
  return role === undefined ? err(noSuch('role', roleName)) : ok(role);
}

export async function findEntity(
  tables: Reading,
  call: Call,
  kind: EntityKind,
  name: string,
): Promise<Result<Entity, Fault>> {
  const entity = await entityAt(tables, kind, namedKey(call.caller.account.accountId, kind, name));
  return entity === undefined ? err(noSuch(kind, name)) : ok(entity);
}

/** By its key; undefined where there is none. */
export async function entityAt(tables: Reading, kind: EntityKind, key: string): Promise<Entity | undefined> {
  switch (kind) {
    case 'user': {
      const user = await tables.users.get(key);
      return user === undefined ? undefined : entityOf(kind, user, user.userName, user.userId);
    }
    case 'group': {
      const group = await tables.groups.get(key);
      return group === undefined ? undefined : entityOf(kind, group, group.groupName, group.groupId);
    }
    case 'role': {
      const role = await tables.roles.get(key);
      return role === undefined ? undefined : entityOf(kind, role, role.roleName, role.roleId);
    }
  }
}

function entityOf(
  kind: EntityKind,
  record: UserRecord | GroupRecord | RoleRecord,
  name: string,
  id: string,
): Entity {
  const { key, accountId, path } = record;
  const { tags = [], boundaryArn }: Partial<UserRecord | RoleRecord> = record;
  const arn = entityArn(kind, { accountId, path, name });
  return {
    kind,
    key,
    accountId,
    name,
    id,
    arn,
    path,
    tags,
    ...(boundaryArn === undefined ? {} : { boundaryArn }),
  };
}

/** AWS's sentence where something of that name is not there. */
export function noSuch(kind: EntityKind, name: string): Fault {
  return noSuchEntity(`The ${kind} with name ${name} cannot be found.`);
}

/** The named user, or the caller as it now is: where AWS allows to leave `UserName` out. */
export async function findOwner(
  tables: Reading,
  call: Call,
  userName: string | undefined,
): Promise<Result<RootPrincipal | UserPrincipal, Fault>> {
  const { account, principal } = call.caller;
  const ownerKey = userName === undefined ? principal.ownerKey : userKey(account.accountId, userName);
  // A role has no keys and no password of its own, nor has whom somebody federated.
  const mayOwn = userName !== undefined || principal.kind === 'root' || principal.kind === 'user';
  const owner = mayOwn ? await findPrincipal(tables, account, ownerKey) : undefined;
  if (owner !== undefined) return ok(owner);
  const unnamed = unnamedFault({ UserName: userName }, call);
  return unnamed === undefined
    ? err(noSuch('user', userName ?? (principal.kind === 'user' ? principal.user.userName : 'root')))
    : err(unnamed);
}

/**
 * For `check`: a role, and whom somebody federated, is no user to be meant where `UserName` is left out. To them it is a
 * required parameter, and missed before anybody is asked for a permission.
 */
export function unnamedFault(
  { UserName }: { readonly UserName?: string | undefined },
  { caller }: Call,
): Fault | undefined {
  const { kind } = caller.principal;
  return UserName !== undefined || kind === 'root' || kind === 'user'
    ? undefined
    : validationError('Must specify userName when calling with non-User credentials');
}

/** The `UserName` of what an owner has; root has no name. */
export function ownerName(owner: RootPrincipal | UserPrincipal): string | undefined {
  return owner.kind === 'user' ? owner.user.userName : undefined;
}

/**
 * The permission to do `action` to a user, group or role. Of one that does not exist the path is unknown and taken
 * for `/`; a denial names none, so that one without the permission cannot tell whether it exists.
 */
export async function checkOnEntity(
  tables: Reading,
  call: Call,
  action: string,
  kind: EntityKind,
  name: string,
  context: Check['context'] = {},
): Promise<Check> {
  const { accountId } = call.caller.account;
  const entity = await entityAt(tables, kind, namedKey(accountId, kind, name));
  return checkOn(entity, call, action, { accountId, kind, name }, context);
}

/**
 * The same with `iam:PermissionsBoundary`, for the actions on users and roles that have the key and set no boundary
 * (Service Authorization Reference, IAM): it is of the one that the user or role has now. Who has none, and who is not
 * there, has no such key.
 */
export async function checkOnLimited(
  tables: Reading,
  call: Call,
  action: string,
  kind: EntityKind,
  name: string,
  context: Check['context'] = {},
): Promise<Check> {
  const { accountId } = call.caller.account;
  const entity = await entityAt(tables, kind, namedKey(accountId, kind, name));
  const keys = { ...boundaryContext(entity?.boundaryArn), ...context };
  return checkOn(entity, call, action, { accountId, kind, name }, keys);
}

function checkOn(
  entity: Entity | undefined,
  { caller }: Call,
  action: string,
  { accountId, kind, name }: { readonly accountId: string; readonly kind: EntityKind; readonly name: string },
  context: Check['context'],
): Check {
  return {
    action,
    resource: entity?.arn ?? entityArn(kind, { accountId, path: '/', name }),
    resourceAccountId: caller.account.accountId,
    said: saidOf(kind, name),
    context: { ...resourceTagKeys(entity?.tags ?? []), ...context },
  };
}

/**
 * What IAM's denials call whom a request names: `user alice`, `role admin`; what is yet to be, a path that is listed and
 * a role that is passed have their ARN. No page says so: it is what IAM is known to answer.
 */
export function saidOf(kind: EntityKind | 'instance profile' | 'policy', name: string): string {
  return `${kind} ${name}`;
}

/** A check whose denial calls the resource otherwise. */
export function saidAs({ said: _said, ...check }: Check, said: string): Check {
  return said === check.resource ? check : { ...check, said };
}

/** The same of a user who may be left out, and is the caller then. */
export async function checkOnUser(
  tables: Reading,
  call: Call,
  action: string,
  userName: string | undefined,
  context: Check['context'] = {},
): Promise<Check> {
  if (userName !== undefined) return checkOnEntity(tables, call, action, 'user', userName, context);
  const { account, principal } = call.caller;
  if (principal.kind === 'user') {
    return checkOnEntity(tables, call, action, 'user', principal.user.userName, context);
  }
  return { action, resource: rootArn(account.accountId), resourceAccountId: account.accountId, context };
}

/** The permission to do `action` to the account as a whole, or to something that is yet to be. */
export function checkOnAccount(
  call: Call,
  action: string,
  resource = '*',
  context: Check['context'] = {},
): Check {
  const check = { action, resource, resourceAccountId: call.caller.account.accountId, context };
  // Other services' denials leave out a resource that is none; IAM's say `on resource: *`.
  return resource === '*' ? { ...check, said: resource } : check;
}
