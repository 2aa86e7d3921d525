// Instance profiles: the boxes in which roles are handed to EC2 instances.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-ec2_instance-profiles.html

import type {
  AddRoleToInstanceProfileRequest,
  CreateInstanceProfileRequest,
  CreateInstanceProfileResponse,
  DeleteInstanceProfileRequest,
  GetInstanceProfileRequest,
  GetInstanceProfileResponse,
  ListInstanceProfilesForRoleRequest,
  ListInstanceProfilesForRoleResponse,
  ListInstanceProfilesRequest,
  ListInstanceProfilesResponse,
  RemoveRoleFromInstanceProfileRequest,
} from '@aws-sdk/client-iam';
import { err, ok } from '../../core/lang/result.ts';
import { entityArn } from '../../core/names/entity-arn.ts';
import { makeUniqueId, uniqueIdEntropy } from '../../core/names/unique-id.ts';
import { deleteConflict, entityAlreadyExists, noSuchEntity, quotaExceeded } from '../fault.ts';
import { keysOf } from '../keys.ts';
import { defineOperation, type Operation } from '../operation.ts';
import type { InstanceProfileRecord } from '../records.ts';
import { requestTagKeys, sdkTags, sdkTagsIf, tagRecords, tagsFault } from '../tags.ts';
import { checkOnAccount, checkOnEntity, findRole, saidAs } from './entities.ts';
import {
  checkOnInstanceProfile,
  findInstanceProfile,
  profileArn,
  profileKey,
  sdkInstanceProfile,
} from './instance-profile-records.ts';
import { unmodifiableRole } from './linked-roles.ts';
import { markerFault, pageOf, pageUnder } from './paging.ts';
import { instanceProfilesPerAccount } from './quotas.ts';

const createInstanceProfile = defineOperation<CreateInstanceProfileRequest, CreateInstanceProfileResponse>({
  name: 'CreateInstanceProfile',
  action: 'iam:CreateInstanceProfile',
  readOnly: false,
  check: ({ Tags }) => tagsFault(Tags, 'exact'),
  plan: (_tables, { InstanceProfileName, Path = '/', Tags }, call) => {
    const { accountId } = call.caller.account;
    const resource = profileArn({ accountId, path: Path, name: InstanceProfileName });
    // One that is made with tags needs the permission to tag it as well (id_tags_instance-profiles).
    const tagging = Tags === undefined || Tags.length === 0 ? [] : ['iam:TagInstanceProfile'];
    return {
      authorize: ['iam:CreateInstanceProfile', ...tagging].map((action) =>
        checkOnAccount(call, action, resource, requestTagKeys(Tags)),
      ),
    };
  },
  apply: async (tables, { InstanceProfileName, Path = '/', Tags }, call) => {
    const { accountId } = call.caller.account;
    const key = profileKey(call, InstanceProfileName);
    if ((await tables.instanceProfiles.get(key)) !== undefined) {
      return err(entityAlreadyExists(`Instance Profile ${InstanceProfileName} already exists.`));
    }
    const count = await tables.instanceProfiles.countUnder(keysOf(accountId, 'instance-profile'));
    if (count >= instanceProfilesPerAccount) {
      return err(quotaExceeded('InstanceProfilesPerAccount', instanceProfilesPerAccount));
    }
    const profile: InstanceProfileRecord = {
      key,
      accountId,
      instanceProfileName: InstanceProfileName,
      path: Path,
      instanceProfileId: makeUniqueId('AIPA', call.ids.randomBytes(uniqueIdEntropy)),
      createdAt: call.now,
      tags: tagRecords(Tags),
    };
    await tables.instanceProfiles.put(profile);
    return ok({
      result: {
        InstanceProfile: { ...(await sdkInstanceProfile(tables, profile)), ...sdkTagsIf(profile.tags) },
      },
      changed: true,
    });
  },
});

const getInstanceProfile = defineOperation<GetInstanceProfileRequest, GetInstanceProfileResponse>({
  name: 'GetInstanceProfile',
  action: 'iam:GetInstanceProfile',
  readOnly: true,
  plan: async (tables, { InstanceProfileName }, call) => ({
    authorize: [await checkOnInstanceProfile(tables, call, 'iam:GetInstanceProfile', InstanceProfileName)],
  }),
  apply: async (tables, { InstanceProfileName }, call) => {
    const profile = await findInstanceProfile(tables, call, InstanceProfileName);
    if (!profile.ok) return profile;
    // With an empty list of tags where there are none, unlike GetRole.
    const tags = sdkTags(profile.value.tags);
    return ok({
      result: { InstanceProfile: { ...(await sdkInstanceProfile(tables, profile.value)), Tags: tags } },
    });
  },
});

const listInstanceProfiles = defineOperation<ListInstanceProfilesRequest, ListInstanceProfilesResponse>({
  name: 'ListInstanceProfiles',
  action: 'iam:ListInstanceProfiles',
  readOnly: true,
  check: markerFault,
  // As of users: AWS asks for the permission on what is below the prefix.
  plan: (_tables, { PathPrefix = '/' }, call) => {
    const { accountId } = call.caller.account;
    const resource = profileArn({ accountId, path: PathPrefix, name: '' });
    return { authorize: [checkOnAccount(call, 'iam:ListInstanceProfiles', resource)] };
  },
  apply: async (tables, input, call) => {
    const { PathPrefix = '/' } = input;
    const prefix = keysOf(call.caller.account.accountId, 'instance-profile');
    const { items, ending } = await pageUnder(tables.instanceProfiles, prefix, input, ({ path }) =>
      path.startsWith(PathPrefix),
    );
    const profiles = await Promise.all(items.map((profile) => sdkInstanceProfile(tables, profile)));
    return ok({ result: { InstanceProfiles: profiles, ...ending } });
  },
});

const listInstanceProfilesForRole = defineOperation<
  ListInstanceProfilesForRoleRequest,
  ListInstanceProfilesForRoleResponse
>({
  name: 'ListInstanceProfilesForRole',
  action: 'iam:ListInstanceProfilesForRole',
  readOnly: true,
  check: markerFault,
  plan: async (tables, { RoleName }, call) => ({
    authorize: [await checkOnEntity(tables, call, 'iam:ListInstanceProfilesForRole', 'role', RoleName)],
  }),
  apply: async (tables, input, call) => {
    const role = await findRole(tables, call, input.RoleName);
    if (!role.ok) return role;
    const { items, ending } = pageOf(await tables.instanceProfiles.where('roleKey', role.value.key), input);
    const profiles = await Promise.all(items.map((profile) => sdkInstanceProfile(tables, profile)));
    return ok({ result: { InstanceProfiles: profiles, ...ending } });
  },
});

const addRoleToInstanceProfile = defineOperation<AddRoleToInstanceProfileRequest>({
  name: 'AddRoleToInstanceProfile',
  action: 'iam:AddRoleToInstanceProfile',
  readOnly: false,
  plan: async (tables, { InstanceProfileName, RoleName }, call) => ({
    authorize: [
      await checkOnInstanceProfile(tables, call, 'iam:AddRoleToInstanceProfile', InstanceProfileName),
      // "The caller of this operation must be granted the PassRole permission on the IAM role", and
      // iam:AssociatedResourceArn names no Region and no instance (API_AddRoleToInstanceProfile).
      saidAs(
        await checkOnEntity(tables, call, 'iam:PassRole', 'role', RoleName, {
          'iam:PassedToService': 'ec2.amazonaws.com',
          'iam:AssociatedResourceArn': `arn:aws:ec2:*:${call.caller.account.accountId}:instance/*`,
        }),
        entityArn('role', { accountId: call.caller.account.accountId, path: '/', name: RoleName }),
      ),
    ],
  }),
  apply: async (tables, { InstanceProfileName, RoleName }, call) => {
    const profile = await findInstanceProfile(tables, call, InstanceProfileName);
    if (!profile.ok) return profile;
    const role = await findRole(tables, call, RoleName);
    if (!role.ok) return role;
    const fault = unmodifiableRole(role.value);
    if (fault !== undefined) return err(fault);
    // "An instance profile can contain only one role, and this quota cannot be increased."
    if (profile.value.roleKey !== undefined) {
      return err(quotaExceeded('InstanceSessionsPerInstanceProfile', rolesPerInstanceProfile));
    }
    await tables.instanceProfiles.put({ ...profile.value, roleKey: role.value.key });
    return ok({ changed: true });
  },
});

const removeRoleFromInstanceProfile = defineOperation<RemoveRoleFromInstanceProfileRequest>({
  name: 'RemoveRoleFromInstanceProfile',
  action: 'iam:RemoveRoleFromInstanceProfile',
  readOnly: false,
  plan: async (tables, { InstanceProfileName }, call) => ({
    authorize: [
      await checkOnInstanceProfile(tables, call, 'iam:RemoveRoleFromInstanceProfile', InstanceProfileName),
    ],
  }),
  apply: async (tables, { InstanceProfileName, RoleName }, call) => {
    const profile = await findInstanceProfile(tables, call, InstanceProfileName);
    if (!profile.ok) return profile;
    const role = await findRole(tables, call, RoleName);
    if (!role.ok) return role;
    const fault = unmodifiableRole(role.value);
    if (fault !== undefined) return err(fault);
    const { roleKey, ...rest } = profile.value;
    if (roleKey !== role.value.key) {
      const message = `Role ${RoleName} in Instance Profile ${InstanceProfileName} cannot be found.`;
      return err(noSuchEntity(message));
    }
    await tables.instanceProfiles.put(rest);
    return ok({ changed: true });
  },
});

const deleteInstanceProfile = defineOperation<DeleteInstanceProfileRequest>({
  name: 'DeleteInstanceProfile',
  action: 'iam:DeleteInstanceProfile',
  readOnly: false,
  plan: async (tables, { InstanceProfileName }, call) => ({
    authorize: [await checkOnInstanceProfile(tables, call, 'iam:DeleteInstanceProfile', InstanceProfileName)],
  }),
  apply: async (tables, { InstanceProfileName }, call) => {
    const profile = await findInstanceProfile(tables, call, InstanceProfileName);
    if (!profile.ok) return profile;
    if (profile.value.roleKey !== undefined) {
      return err(deleteConflict('remove roles from instance profile first.'));
    }
    await tables.instanceProfiles.delete(profile.value.key);
    return ok({ changed: true });
  },
});

export const instanceProfileOperations: readonly Operation[] = [
  createInstanceProfile,
  getInstanceProfile,
  listInstanceProfiles,
  listInstanceProfilesForRole,
  addRoleToInstanceProfile,
  removeRoleFromInstanceProfile,
  deleteInstanceProfile,
];

const rolesPerInstanceProfile = 1;
