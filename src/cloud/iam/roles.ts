// Roles: create, get, list, delete.

import type {
  CreateRoleRequest,
  CreateRoleResponse,
  DeleteRoleRequest,
  GetRoleRequest,
  GetRoleResponse,
  ListRolesRequest,
  ListRolesResponse,
} from '@aws-sdk/client-iam';
import { err, ok } from '../../core/lang/result.ts';
import { entityArn } from '../../core/names/entity-arn.ts';
import { makeUniqueId, uniqueIdEntropy } from '../../core/names/unique-id.ts';
import { deleteConflict, entityAlreadyExists, invalidInput, quotaExceeded, type Fault } from '../fault.ts';
import { keysOf, keysUnder, roleKey } from '../keys.ts';
import { defineOperation, type Operation } from '../operation.ts';
import type { Reading } from '../ports.ts';
import type { RoleRecord } from '../records.ts';
import { requestTagKeys, tagRecords, tagsFault } from '../tags.ts';
import { boundaryContext, boundaryFault, findBoundary, type Boundary } from './boundary.ts';
import { checkOnAccount, checkOnLimited, findRole } from './entities.ts';
import { unmodifiableRole } from './linked-roles.ts';
import { markerFault, pageUnder } from './paging.ts';
import { rolesPerAccount } from './quotas.ts';
import { eraseRole, lastUsedMember, roleDetails, sdkRole, sdkRoleWithSettings } from './role-records.ts';
import { malformedTrustPolicy, savedTrustPolicy } from './trust-policy.ts';

interface KnownOfCreate {
  readonly malformed: Fault | undefined;
  readonly boundary: Boundary;
}

const createRole = defineOperation<CreateRoleRequest, CreateRoleResponse, KnownOfCreate>({
  name: 'CreateRole',
  action: 'iam:CreateRole',
  readOnly: false,
  check: ({ Path = '/', Tags }) => reservedPath(Path) ?? tagsFault(Tags),
  plan: (_tables, { RoleName, Path = '/', Tags, PermissionsBoundary }, call) => {
    const { accountId } = call.caller.account;
    const resource = entityArn('role', { accountId, path: Path, name: RoleName });
    const tags = requestTagKeys(Tags);
    // A role that is made with tags needs the permission to tag it as well (id_tags_roles), which knows no boundary.
    const tagging = Tags === undefined || Tags.length === 0 ? [] : ['iam:TagRole'];
    return {
      authorize: [
        checkOnAccount(call, 'iam:CreateRole', resource, {
          ...tags,
          ...boundaryContext(PermissionsBoundary),
        }),
        ...tagging.map((action) => checkOnAccount(call, action, resource, tags)),
      ],
    };
  },
  consult: async ({ catalog }, { AssumeRolePolicyDocument, PermissionsBoundary }) => ({
    malformed: await malformedTrustPolicy(AssumeRolePolicyDocument),
    boundary: await findBoundary(catalog, PermissionsBoundary),
  }),
  apply: async (tables, input, { caller, ids, now }, { known }) => {
    const { RoleName, Path = '/', Description, MaxSessionDuration, Tags, PermissionsBoundary } = input;
    const { accountId } = caller.account;
    if (known.malformed !== undefined) return err(known.malformed);
    const key = roleKey(accountId, RoleName);
    if ((await tables.roles.get(key)) !== undefined) {
      return err(entityAlreadyExists(`Role with name ${RoleName} already exists.`));
    }
    if ((await tables.roles.countUnder(keysOf(accountId, 'role'))) >= rolesPerAccount) {
      return err(quotaExceeded('RolesPerAccount', rolesPerAccount));
    }
    const fault = await boundaryFault(tables, accountId, PermissionsBoundary, known.boundary);
    if (fault !== undefined) return err(fault);
    const trustPolicy = await savedTrustPolicy(tables, input.AssumeRolePolicyDocument);
    if (!trustPolicy.ok) return trustPolicy;
    const role: RoleRecord = {
      key,
      accountId,
      roleName: RoleName,
      path: Path,
      roleId: makeUniqueId('AROA', ids.randomBytes(uniqueIdEntropy)),
      createdAt: now,
      ...(Description === undefined ? {} : { description: Description }),
      trustPolicy: trustPolicy.value,
      maxSessionDuration: MaxSessionDuration ?? defaultSessionDuration,
      tags: tagRecords(Tags),
      ...(PermissionsBoundary === undefined ? {} : { boundaryArn: PermissionsBoundary }),
    };
    await tables.roles.put(role);
    // Description and session duration are GetRole's and ListRoles' (the example of API_CreateRole has neither).
    return ok({
      result: { Role: { ...(await sdkRole(tables, role)), ...roleDetails(role) } },
      changed: true,
    });
  },
});

const getRole = defineOperation<GetRoleRequest, GetRoleResponse>({
  name: 'GetRole',
  action: 'iam:GetRole',
  readOnly: true,
  plan: async (tables, { RoleName }, call) => ({
    authorize: [await checkOnLimited(tables, call, 'iam:GetRole', 'role', RoleName)],
  }),
  apply: async (tables, { RoleName }, call) => {
    const found = await findRole(tables, call, RoleName);
    if (!found.ok) return found;
    const role = found.value;
    return ok({
      result: {
        Role: {
          ...(await sdkRoleWithSettings(tables, role)),
          ...roleDetails(role),
          ...(await lastUsedMember(tables, role)),
        },
      },
    });
  },
});

const listRoles = defineOperation<ListRolesRequest, ListRolesResponse>({
  name: 'ListRoles',
  action: 'iam:ListRoles',
  readOnly: true,
  check: markerFault,
  // As of users: AWS asks for the permission on the roles below the prefix.
  plan: (_tables, { PathPrefix = '/' }, call) => {
    const { accountId } = call.caller.account;
    const resource = entityArn('role', { accountId, path: PathPrefix, name: '' });
    return { authorize: [checkOnAccount(call, 'iam:ListRoles', resource)] };
  },
  apply: async (tables, input, call) => {
    const { PathPrefix = '/' } = input;
    const prefix = keysOf(call.caller.account.accountId, 'role');
    const { items, ending } = await pageUnder(tables.roles, prefix, input, ({ path }) =>
      path.startsWith(PathPrefix),
    );
    // "This operation does not return … PermissionsBoundary, RoleLastUsed, Tags" (API_ListRoles).
    const roles = await Promise.all(items.map((role) => sdkRoleWithSettings(tables, role)));
    return ok({ result: { Roles: roles, ...ending } });
  },
});

const deleteRole = defineOperation<DeleteRoleRequest>({
  name: 'DeleteRole',
  action: 'iam:DeleteRole',
  readOnly: false,
  plan: async (tables, { RoleName }, call) => ({
    authorize: [await checkOnLimited(tables, call, 'iam:DeleteRole', 'role', RoleName)],
  }),
  apply: async (tables, { RoleName }, call) => {
    const role = await findRole(tables, call, RoleName);
    if (!role.ok) return role;
    const fault = unmodifiableRole(role.value);
    if (fault !== undefined) return err(fault);
    const conflict = await conflictOf(tables, role.value.key);
    if (conflict !== undefined) return err(deleteConflict(conflict));
    await eraseRole(tables, role.value.key);
    return ok({ changed: true });
  },
});

export const roleOperations: readonly Operation[] = [createRole, getRole, listRoles, deleteRole];

/** "the default value of one hour is applied" (API_CreateRole) */
const defaultSessionDuration = 3600;

/** Not documented: what IAM is known to answer. That IAM Identity Center's path is refused in the same words is our reading. */
function reservedPath(path: string): Fault | undefined {
  if (path.startsWith('/aws-service-role/')) {
    return invalidInput("Path prefix '/aws-service-role/' can only be used for AWS Service linked Roles");
  }
  return path.startsWith('/aws-reserved/')
    ? invalidInput("Path prefix '/aws-reserved/' can only be used for AWS reserved Roles")
    : undefined;
}

// "you must delete the items attached to the role manually, or the deletion fails" (API_DeleteRole)
async function conflictOf(tables: Reading, key: string): Promise<string | undefined> {
  const under = keysUnder(key);
  if ((await tables.attachments.countUnder(under)) > 0) return 'detach all policies first.';
  if ((await tables.inlinePolicies.countUnder(under)) > 0) return 'delete policies first.';
  return (await tables.instanceProfiles.where('roleKey', key)).length > 0
    ? 'remove roles from instance profile first.'
    : undefined;
}
