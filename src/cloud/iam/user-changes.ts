// What becomes of a user: another name or path, and a permissions boundary.

import type {
  DeleteUserPermissionsBoundaryRequest,
  PutUserPermissionsBoundaryRequest,
  UpdateUserRequest,
} from '@aws-sdk/client-iam';
import { err, ok } from '../../core/lang/result.ts';
import { entityAlreadyExists } from '../fault.ts';
import { userKey } from '../keys.ts';
import { defineOperation, type Operation } from '../operation.ts';
import { boundaryContext, findBoundary, newBoundaryFault, type Boundary } from './boundary.ts';
import { checkOnEntity, checkOnLimited, findUser } from './entities.ts';
import { noBoundary } from './no-boundary.ts';
import { moveOwned } from './owned.ts';
import { checksOnRename } from './renaming.ts';

const updateUser = defineOperation<UpdateUserRequest>({
  name: 'UpdateUser',
  action: 'iam:UpdateUser',
  readOnly: false,
  // "To change a user name, the requester must have appropriate permissions on both the source object and the
  // target object" (API_UpdateUser).
  plan: async (tables, { UserName, NewUserName, NewPath }, call) => ({
    authorize: await checksOnRename(tables, call, 'iam:UpdateUser', 'user', {
      from: UserName,
      name: NewUserName,
      path: NewPath,
    }),
  }),
  apply: async (tables, { UserName, NewUserName, NewPath }, call) => {
    const found = await findUser(tables, call, UserName);
    if (!found.ok) return found;
    const user = found.value;
    const userName = NewUserName ?? user.userName;
    const key = userKey(user.accountId, userName);
    if (key !== user.key && (await tables.users.get(key)) !== undefined) {
      return err(entityAlreadyExists(`User with name ${userName} already exists.`));
    }
    const path = NewPath ?? user.path;
    if (userName === user.userName && path === user.path) return ok({});
    await tables.users.delete(user.key);
    await tables.users.put({ ...user, key, userName, path });
    await moveOwned(tables, { from: user.key, to: key, name: userName });
    return ok({ changed: true });
  },
});

const putUserPermissionsBoundary = defineOperation<PutUserPermissionsBoundaryRequest, undefined, Boundary>({
  name: 'PutUserPermissionsBoundary',
  action: 'iam:PutUserPermissionsBoundary',
  readOnly: false,
  plan: async (tables, { UserName, PermissionsBoundary }, call) => ({
    authorize: [
      await checkOnEntity(
        tables,
        call,
        'iam:PutUserPermissionsBoundary',
        'user',
        UserName,
        boundaryContext(PermissionsBoundary),
      ),
    ],
  }),
  consult: ({ catalog }, { PermissionsBoundary }) => findBoundary(catalog, PermissionsBoundary),
  apply: async (tables, { UserName, PermissionsBoundary }, call, { known }) => {
    const user = await findUser(tables, call, UserName);
    if (!user.ok) return user;
    const fault = await newBoundaryFault(tables, user.value, PermissionsBoundary, known);
    if (fault !== undefined) return err(fault);
    await tables.users.put({ ...user.value, boundaryArn: PermissionsBoundary });
    return ok({ changed: user.value.boundaryArn !== PermissionsBoundary });
  },
});

const deleteUserPermissionsBoundary = defineOperation<DeleteUserPermissionsBoundaryRequest>({
  name: 'DeleteUserPermissionsBoundary',
  action: 'iam:DeleteUserPermissionsBoundary',
  readOnly: false,
  plan: async (tables, { UserName }, call) => ({
    authorize: [await checkOnLimited(tables, call, 'iam:DeleteUserPermissionsBoundary', 'user', UserName)],
  }),
  apply: async (tables, { UserName }, call) => {
    const user = await findUser(tables, call, UserName);
    if (!user.ok) return user;
    const { boundaryArn, ...rest } = user.value;
    if (boundaryArn === undefined) return err(noBoundary('user', UserName));
    await tables.users.put(rest);
    return ok({ changed: true });
  },
});

export const userChangeOperations: readonly Operation[] = [
  updateUser,
  putUserPermissionsBoundary,
  deleteUserPermissionsBoundary,
];
