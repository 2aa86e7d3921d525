// Users: create, get, list, delete.

import type {
  CreateUserRequest,
  CreateUserResponse,
  DeleteUserRequest,
  GetUserRequest,
  GetUserResponse,
  ListUsersRequest,
  ListUsersResponse,
  User,
} from '@aws-sdk/client-iam';
import { err, ok } from '../../core/lang/result.ts';
import { makeUniqueId, uniqueIdEntropy } from '../../core/names/unique-id.ts';
import { userArn } from '../../core/names/user-name.ts';
import type { RootPrincipal, UserPrincipal } from '../caller.ts';
import { deleteConflict, entityAlreadyExists, quotaExceeded } from '../fault.ts';
import { keysOf, keysUnder, userKey } from '../keys.ts';
import { defineOperation, type Call, type Operation } from '../operation.ts';
import type { Writing } from '../ports.ts';
import type { UserRecord } from '../records.ts';
import type { Answered } from '../sdk-types.ts';
import { requestTagKeys, sdkTagsIf, tagRecords, tagsFault } from '../tags.ts';
import { boundaryContext, boundaryFault, boundaryMember, findBoundary, type Boundary } from './boundary.ts';
import { checkOnAccount, checkOnUser, findOwner, findUser, unnamedFault } from './entities.ts';
import { deleteLeftBehind } from './owned.ts';
import { markerFault, pageUnder } from './paging.ts';
import { usersPerAccount } from './quotas.ts';

const createUser = defineOperation<CreateUserRequest, CreateUserResponse, Boundary>({
  name: 'CreateUser',
  action: 'iam:CreateUser',
  readOnly: false,
  check: ({ Tags }) => tagsFault(Tags),
  plan: (_tables, { UserName, Path = '/', Tags, PermissionsBoundary }, call) => {
    const { accountId } = call.caller.account;
    const resource = userArn({ accountId, path: Path, userName: UserName });
    const tags = requestTagKeys(Tags);
    // A user that is made with tags needs the permission to tag it as well (id_tags_users), which knows no boundary.
    const tagging = Tags === undefined || Tags.length === 0 ? [] : ['iam:TagUser'];
    return {
      authorize: [
        checkOnAccount(call, 'iam:CreateUser', resource, {
          ...tags,
          ...boundaryContext(PermissionsBoundary),
        }),
        ...tagging.map((action) => checkOnAccount(call, action, resource, tags)),
      ],
    };
  },
  consult: ({ catalog }, { PermissionsBoundary }) => findBoundary(catalog, PermissionsBoundary),
  apply: async (
    tables,
    { UserName, Path = '/', Tags, PermissionsBoundary },
    { caller, ids, now },
    { known },
  ) => {
    const { accountId } = caller.account;
    const key = userKey(accountId, UserName);
    if ((await tables.users.get(key)) !== undefined) {
      return err(entityAlreadyExists(`User with name ${UserName} already exists.`));
    }
    if ((await tables.users.countUnder(keysOf(accountId, 'user'))) >= usersPerAccount) {
      return err(quotaExceeded('UsersPerAccount', usersPerAccount));
    }
    const fault = await boundaryFault(tables, accountId, PermissionsBoundary, known);
    if (fault !== undefined) return err(fault);
    const user: UserRecord = {
      key,
      accountId,
      userName: UserName,
      path: Path,
      userId: makeUniqueId('AIDA', ids.randomBytes(uniqueIdEntropy)),
      createdAt: now,
      tags: tagRecords(Tags),
      ...(PermissionsBoundary === undefined ? {} : { boundaryArn: PermissionsBoundary }),
    };
    await tables.users.put(user);
    return ok({ result: { User: { ...sdkUser(user), ...userDetails(user) } }, changed: true });
  },
});

const getUser = defineOperation<GetUserRequest, GetUserResponse>({
  name: 'GetUser',
  action: 'iam:GetUser',
  readOnly: true,
  check: unnamedFault,
  plan: async (tables, input, call) => ({
    authorize: [await checkOnUser(tables, call, 'iam:GetUser', input.UserName)],
  }),
  apply: async (tables, input, call) => {
    const owner = await findOwner(tables, call, input.UserName);
    if (!owner.ok) return owner;
    return ok({ result: { User: sdkPrincipal(owner.value, call) } });
  },
});

const listUsers = defineOperation<ListUsersRequest, ListUsersResponse>({
  name: 'ListUsers',
  action: 'iam:ListUsers',
  readOnly: true,
  check: markerFault,
  // AWS asks for the permission on the users below the prefix: `…:user/` and the prefix.
  plan: (_tables, { PathPrefix = '/' }, call) => {
    const { accountId } = call.caller.account;
    const resource = userArn({ accountId, path: PathPrefix, userName: '' });
    return { authorize: [checkOnAccount(call, 'iam:ListUsers', resource)] };
  },
  apply: async (tables, input, call) => {
    const { PathPrefix = '/' } = input;
    const prefix = keysOf(call.caller.account.accountId, 'user');
    const { items, ending } = await pageUnder(tables.users, prefix, input, ({ path }) =>
      path.startsWith(PathPrefix),
    );
    // Tags and boundary are GetUser's alone (API_ListUsers).
    return ok({ result: { Users: items.map(sdkUser), ...ending } });
  },
});

const deleteUser = defineOperation<DeleteUserRequest>({
  name: 'DeleteUser',
  action: 'iam:DeleteUser',
  readOnly: false,
  plan: async (tables, input, call) => ({
    authorize: [await checkOnUser(tables, call, 'iam:DeleteUser', input.UserName)],
  }),
  apply: async (tables, input, call) => {
    const user = await findUser(tables, call, input.UserName);
    if (!user.ok) return user;
    const { key } = user.value;
    const conflict = await conflictOf(tables, key);
    if (conflict !== undefined) return err(deleteConflict(conflict));
    await deleteLeftBehind(tables, key);
    await tables.users.delete(key);
    return ok({ changed: true });
  },
});

export const userOperations: readonly Operation[] = [createUser, getUser, listUsers, deleteUser];

// "you must delete the items attached to the user manually, or the deletion fails" (API_DeleteUser)
async function conflictOf(tables: Writing, key: string): Promise<string | undefined> {
  const under = keysUnder(key);
  if ((await tables.attachments.countUnder(under)) > 0) return 'detach all policies first.';
  if ((await tables.inlinePolicies.countUnder(under)) > 0) return 'delete policies first.';
  if ((await tables.accessKeys.where('ownerKey', key)).length > 0) return 'delete access keys first.';
  if ((await tables.passwords.get(key)) !== undefined) return 'delete login profile first.';
  if ((await tables.memberships.where('userKey', key)).length > 0) return 'remove users from group first.';
  if ((await tables.mfaDevices.where('ownerKey', key)).length > 0)
    return 'remove tokens from principal first.';
  if ((await tables.signingCertificates.where('ownerKey', key)).length > 0) {
    return 'delete certificates first.';
  }
  if ((await tables.sshPublicKeys.where('ownerKey', key)).length > 0) return 'delete SSH public keys first.';
  return (await tables.serviceCredentials.where('ownerKey', key)).length > 0
    ? 'remove referenced objects first.'
    : undefined;
}

/** A user as lists have it. */
export function sdkUser(user: UserRecord): Answered<User> {
  return {
    Path: user.path,
    UserName: user.userName,
    UserId: user.userId,
    Arn: userArn(user),
    CreateDate: new Date(user.createdAt),
    ...(user.passwordLastUsedAt === undefined ? {} : { PasswordLastUsed: new Date(user.passwordLastUsedAt) }),
  };
}

/** What only an operation about this one user says. */
export function userDetails(user: UserRecord): Pick<Answered<User>, 'PermissionsBoundary' | 'Tags'> {
  return { ...boundaryMember(user.boundaryArn), ...sdkTagsIf(user.tags) };
}

/** GetUser answers for root too: its id is the account's, its name the alias, if there is one. */
function sdkPrincipal(principal: RootPrincipal | UserPrincipal, { caller }: Call): Answered<User> {
  if (principal.kind === 'user') return { ...sdkUser(principal.user), ...userDetails(principal.user) };
  const { accountId, alias, createdAt, passwordLastUsedAt } = caller.account;
  return {
    Path: '/',
    UserName: alias,
    UserId: accountId,
    Arn: principal.arn,
    CreateDate: new Date(createdAt),
    ...(passwordLastUsedAt === undefined ? {} : { PasswordLastUsed: new Date(passwordLastUsedAt) }),
  };
}
