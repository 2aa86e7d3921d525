// Changes of roles: description, session duration, trust policy, permissions boundary.

import type {
  DeleteRolePermissionsBoundaryRequest,
  PutRolePermissionsBoundaryRequest,
  UpdateAssumeRolePolicyRequest,
  UpdateRoleDescriptionRequest,
  UpdateRoleDescriptionResponse,
  UpdateRoleRequest,
  UpdateRoleResponse,
} from '@aws-sdk/client-iam';
import { err, ok, type Result } from '../../core/lang/result.ts';
import type { Fault } from '../fault.ts';
import { defineOperation, type Call, type Operation } from '../operation.ts';
import type { Reading, Writing } from '../ports.ts';
import type { RoleRecord } from '../records.ts';
import { boundaryContext, findBoundary, newBoundaryFault, type Boundary } from './boundary.ts';
import { checkOnEntity, checkOnLimited, findRole } from './entities.ts';
import { unchangeableDuration, undescribableRole, unmodifiableRole } from './linked-roles.ts';
import { sdkRole } from './role-records.ts';
import { noBoundary } from './no-boundary.ts';
import { malformedTrustPolicy, savedTrustPolicy } from './trust-policy.ts';

const updateRole = defineOperation<UpdateRoleRequest, UpdateRoleResponse>({
  name: 'UpdateRole',
  action: 'iam:UpdateRole',
  readOnly: false,
  plan: async (tables, { RoleName }, call) => ({
    authorize: [await checkOnLimited(tables, call, 'iam:UpdateRole', 'role', RoleName)],
  }),
  apply: async (tables, { RoleName, Description, MaxSessionDuration }, call) => {
    const refused = MaxSessionDuration === undefined ? undescribableRole : unchangeableDuration;
    const role = await findOwnRole(tables, call, RoleName, refused);
    if (!role.ok) return role;
    // What is left out stays as it is: "the default value of one hour is applied" (API_UpdateRole) is CreateRole's
    // sentence, and not what IAM does.
    const changed = await save(tables, role.value, {
      ...role.value,
      ...(Description === undefined ? {} : { description: Description }),
      maxSessionDuration: MaxSessionDuration ?? role.value.maxSessionDuration,
    });
    return ok({ result: {}, changed });
  },
});

const updateRoleDescription = defineOperation<UpdateRoleDescriptionRequest, UpdateRoleDescriptionResponse>({
  name: 'UpdateRoleDescription',
  action: 'iam:UpdateRoleDescription',
  readOnly: false,
  plan: async (tables, { RoleName }, call) => ({
    authorize: [await checkOnLimited(tables, call, 'iam:UpdateRoleDescription', 'role', RoleName)],
  }),
  apply: async (tables, { RoleName, Description }, call) => {
    const role = await findOwnRole(tables, call, RoleName, undescribableRole);
    if (!role.ok) return role;
    const updated = { ...role.value, description: Description };
    const changed = await save(tables, role.value, updated);
    return ok({ result: { Role: { ...(await sdkRole(tables, updated)), Description } }, changed });
  },
});

const updateAssumeRolePolicy = defineOperation<UpdateAssumeRolePolicyRequest, undefined, Fault | undefined>({
  name: 'UpdateAssumeRolePolicy',
  action: 'iam:UpdateAssumeRolePolicy',
  readOnly: false,
  plan: async (tables, { RoleName }, call) => ({
    authorize: [await checkOnLimited(tables, call, 'iam:UpdateAssumeRolePolicy', 'role', RoleName)],
  }),
  consult: (_advisers, { PolicyDocument }) => malformedTrustPolicy(PolicyDocument),
  apply: async (tables, { RoleName, PolicyDocument }, call, { known: malformed }) => {
    const role = await findOwnRole(tables, call, RoleName);
    if (!role.ok) return role;
    if (malformed !== undefined) return err(malformed);
    const trustPolicy = await savedTrustPolicy(tables, PolicyDocument);
    if (!trustPolicy.ok) return trustPolicy;
    return ok({ changed: await save(tables, role.value, { ...role.value, trustPolicy: trustPolicy.value }) });
  },
});

const putBoundary = defineOperation<PutRolePermissionsBoundaryRequest, undefined, Boundary>({
  name: 'PutRolePermissionsBoundary',
  action: 'iam:PutRolePermissionsBoundary',
  readOnly: false,
  // The key is of the boundary that is set: so is one who may only set a certain one kept to it
  // (access_policies_boundaries, "Delegating responsibility to others using permissions boundaries").
  plan: async (tables, { RoleName, PermissionsBoundary }, call) => ({
    authorize: [
      await checkOnEntity(
        tables,
        call,
        'iam:PutRolePermissionsBoundary',
        'role',
        RoleName,
        boundaryContext(PermissionsBoundary),
      ),
    ],
  }),
  consult: ({ catalog }, { PermissionsBoundary }) => findBoundary(catalog, PermissionsBoundary),
  apply: async (tables, { RoleName, PermissionsBoundary }, call, { known }) => {
    const role = await findOwnRole(tables, call, RoleName);
    if (!role.ok) return role;
    const fault = await newBoundaryFault(tables, role.value, PermissionsBoundary, known);
    if (fault !== undefined) return err(fault);
    return ok({
      changed: await save(tables, role.value, { ...role.value, boundaryArn: PermissionsBoundary }),
    });
  },
});

const deleteBoundary = defineOperation<DeleteRolePermissionsBoundaryRequest>({
  name: 'DeleteRolePermissionsBoundary',
  action: 'iam:DeleteRolePermissionsBoundary',
  readOnly: false,
  plan: async (tables, { RoleName }, call) => ({
    authorize: [await checkOnLimited(tables, call, 'iam:DeleteRolePermissionsBoundary', 'role', RoleName)],
  }),
  apply: async (tables, { RoleName }, call) => {
    const role = await findOwnRole(tables, call, RoleName);
    if (!role.ok) return role;
    const { boundaryArn, ...rest } = role.value;
    if (boundaryArn === undefined) return err(noBoundary('role', RoleName));
    await tables.roles.put(rest);
    return ok({ changed: true });
  },
});

export const roleChangeOperations: readonly Operation[] = [
  updateRole,
  updateRoleDescription,
  updateAssumeRolePolicy,
  putBoundary,
  deleteBoundary,
];

/** A role that its account may change. */
async function findOwnRole(
  tables: Reading,
  call: Call,
  roleName: string,
  refused: (role: RoleRecord) => Fault | undefined = unmodifiableRole,
): Promise<Result<RoleRecord, Fault>> {
  const role = await findRole(tables, call, roleName);
  if (!role.ok) return role;
  const fault = refused(role.value);
  return fault === undefined ? role : err(fault);
}

/** Whether there was something to save. */
async function save(tables: Writing, before: RoleRecord, after: RoleRecord): Promise<boolean> {
  const changed = JSON.stringify(before) !== JSON.stringify(after);
  if (changed) await tables.roles.put(after);
  return changed;
}
