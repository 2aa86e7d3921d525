// Tags of roles and instance profiles.

import { ok } from '../../core/lang/result.ts';
import type { Operation } from '../operation.ts';
import { checkOnEntity, findRole } from './entities.ts';
import { checkOnInstanceProfile, findInstanceProfile } from './instance-profile-records.ts';
import { undescribableRole } from './linked-roles.ts';
import { taggingOperations } from './tagging.ts';

export const roleTagOperations: readonly Operation[] = [
  ...taggingOperations({
    noun: 'Role',
    member: 'RoleName',
    permission: (tables, call, action, roleName, context) =>
      checkOnEntity(tables, call, action, 'role', roleName, context),
    find: async (tables, call, roleName) => {
      const found = await findRole(tables, call, roleName);
      if (!found.ok) return found;
      const role = found.value;
      return ok({
        tags: role.tags,
        unmodifiable: undescribableRole(role),
        save: (writing, tags) => writing.roles.put({ ...role, tags }),
      });
    },
  }),
  ...taggingOperations({
    noun: 'InstanceProfile',
    member: 'InstanceProfileName',
    permission: checkOnInstanceProfile,
    find: async (tables, call, name) => {
      const found = await findInstanceProfile(tables, call, name);
      if (!found.ok) return found;
      const profile = found.value;
      return ok({
        tags: profile.tags,
        save: (writing, tags) => writing.instanceProfiles.put({ ...profile, tags }),
      });
    },
  }),
];
