// Users: create, get, list, delete.

import { err, ok } from '../../core/lang/result.ts';
import { makeUniqueId, uniqueIdEntropy } from '../../core/names/unique-id.ts';
import { userArn } from '../../core/names/user-name.ts';
import type { JsonObject } from '../../core/wire/aws-json.ts';
import { queryList } from '../../core/wire/query-codec.ts';
import { xml, xmlIf, type XmlElement } from '../../core/wire/xml-writer.ts';
import type { Principal } from '../caller.ts';
import { isoSeconds, trailDate } from '../dates.ts';
import { deleteConflict, entityAlreadyExists, quotaExceeded } from '../fault.ts';
import { userKey } from '../keys.ts';
import { defineOperation, type Call, type Operation } from '../operation.ts';
import type { Writing } from '../ports.ts';
import type { UserRecord } from '../records.ts';
import { pageOf, readPage } from './paging.ts';
import { usersPerAccount } from './quotas.ts';
import { newUserName, path, pathPrefix, userName } from './rules.ts';
import { checkOnAccount, checkOnUser, findOwner, findUser } from './target-user.ts';

const createUser = defineOperation({
  name: 'CreateUser',
  action: 'iam:CreateUser',
  readOnly: false,
  parse: (parameters) => {
    parameters.unsupported('PermissionsBoundary', 'Tags');
    return {
      userName: parameters.required('UserName', newUserName),
      path: parameters.optional('Path', path) ?? '/',
    };
  },
  plan: (_tables, input, call) => {
    const { accountId } = call.caller.account;
    return { authorize: [checkOnAccount(call, 'iam:CreateUser', userArn({ accountId, ...input }))] };
  },
  apply: async (tables, input, { caller, ids, now }) => {
    const { accountId } = caller.account;
    const key = userKey(accountId, input.userName);
    const users = await tables.users.where('accountId', accountId);
    if (users.some((user) => user.key === key)) {
      return err(entityAlreadyExists(`User with name ${input.userName} already exists.`));
    }
    if (users.length >= usersPerAccount) return err(quotaExceeded('UsersPerAccount', usersPerAccount));
    const userId = makeUniqueId('AIDA', ids.randomBytes(uniqueIdEntropy));
    const user: UserRecord = { key, accountId, ...input, userId, createdAt: now };
    await tables.users.put(user);
    return ok({
      output: { kind: 'query', result: [xml('User', userElements(user))] },
      changed: true,
      responseElements: { user: trailUser(user) },
    });
  },
});

const getUser = defineOperation({
  name: 'GetUser',
  action: 'iam:GetUser',
  readOnly: true,
  parse: (parameters) => ({ userName: parameters.optional('UserName', userName) }),
  plan: async (tables, input, call) => ({
    authorize: [await checkOnUser(tables, call, 'iam:GetUser', input.userName)],
  }),
  apply: async (tables, input, call) => {
    const owner = await findOwner(tables, call, input.userName);
    if (!owner.ok) return owner;
    return ok({ output: { kind: 'query', result: [xml('User', principalElements(owner.value, call))] } });
  },
});

const listUsers = defineOperation({
  name: 'ListUsers',
  action: 'iam:ListUsers',
  readOnly: true,
  parse: (parameters) => ({
    pathPrefix: parameters.optional('PathPrefix', pathPrefix) ?? '/',
    page: readPage(parameters),
  }),
  // AWS asks for the permission on the users below the prefix: `…:user/` and the prefix.
  plan: (_tables, input, call) => {
    const { accountId } = call.caller.account;
    const resource = userArn({ accountId, path: input.pathPrefix, userName: '' });
    return { authorize: [checkOnAccount(call, 'iam:ListUsers', resource)] };
  },
  apply: async (tables, input, call) => {
    const all = await tables.users.where('accountId', call.caller.account.accountId);
    const { items, ending } = pageOf(
      all.filter((user) => user.path.startsWith(input.pathPrefix)),
      input.page,
    );
    return ok({
      output: { kind: 'query', result: [queryList('Users', items.map(userElements)), ...ending] },
    });
  },
});

const deleteUser = defineOperation({
  name: 'DeleteUser',
  action: 'iam:DeleteUser',
  readOnly: false,
  parse: (parameters) => ({ userName: parameters.required('UserName', userName) }),
  plan: async (tables, input, call) => ({
    authorize: [await checkOnUser(tables, call, 'iam:DeleteUser', input.userName)],
  }),
  apply: async (tables, input, call) => {
    const user = await findUser(tables, call, input.userName);
    if (!user.ok) return user;
    const { key } = user.value;
    const conflict = await conflictOf(tables, key);
    if (conflict !== undefined) return err(deleteConflict(conflict));
    // Console sessions end with their user: one made later under the same name must not inherit them.
    for (const session of await tables.sessions.where('ownerKey', key))
      await tables.sessions.delete(session.key);
    await tables.passwords.delete(key);
    await tables.users.delete(key);
    return ok({ output: { kind: 'query', result: undefined }, changed: true });
  },
});

export const userOperations: readonly Operation[] = [createUser, getUser, listUsers, deleteUser];

// "you must delete the items attached to the user manually, or the deletion fails" (API_DeleteUser)
async function conflictOf(tables: Writing, key: string): Promise<string | undefined> {
  if ((await tables.attachments.where('ownerKey', key)).length > 0) return 'detach all policies first.';
  if ((await tables.userPolicies.where('ownerKey', key)).length > 0) return 'delete policies first.';
  if ((await tables.accessKeys.where('ownerKey', key)).length > 0) return 'delete access keys first.';
  return undefined;
}

function userElements(user: UserRecord): readonly XmlElement[] {
  return [
    xml('Path', user.path),
    xml('UserName', user.userName),
    xml('UserId', user.userId),
    xml('Arn', userArn(user)),
    xml('CreateDate', isoSeconds(user.createdAt)),
  ];
}

/** GetUser answers for root too: its id is the account's, its name the alias, if there is one. */
function principalElements(principal: Principal, { caller }: Call): readonly XmlElement[] {
  if (principal.kind === 'user') return userElements(principal.user);
  const { accountId, alias, createdAt } = caller.account;
  return [
    xml('Path', '/'),
    ...xmlIf('UserName', alias),
    xml('UserId', accountId),
    xml('Arn', principal.arn),
    xml('CreateDate', isoSeconds(createdAt)),
  ];
}

function trailUser(user: UserRecord): JsonObject {
  const { userName, userId } = user;
  return { path: user.path, userName, userId, arn: userArn(user), createDate: trailDate(user.createdAt) };
}
