// Tags of users.

import { ok } from '../../core/lang/result.ts';
import type { Operation } from '../operation.ts';
import { checkOnEntity, findUser } from './entities.ts';
import { taggingOperations } from './tagging.ts';

export const userTagOperations: readonly Operation[] = taggingOperations({
  noun: 'User',
  member: 'UserName',
  permission: (tables, call, action, userName, context) =>
    checkOnEntity(tables, call, action, 'user', userName, context),
  find: async (tables, call, userName) => {
    const found = await findUser(tables, call, userName);
    if (!found.ok) return found;
    const user = found.value;
    return ok({ tags: user.tags, save: (writing, tags) => writing.users.put({ ...user, tags }) });
  },
});
