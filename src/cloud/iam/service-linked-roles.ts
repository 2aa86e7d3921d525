// Service-linked roles: made for a service of AWS's, and deleted for it.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html
// What AWS does beyond its pages others have seen ("recorded"):
// https://github.com/radkawar/stackd/blob/9dc356f5e5cc49d2d334178a09c1398dd1c62617/internal/services/iam/testdata/service_linked_roles_aws.json
// https://github.com/radkawar/stackd/blob/9dc356f5e5cc49d2d334178a09c1398dd1c62617/internal/services/iam/testdata/service_linked_membership_aws.json

import type {
  CreateServiceLinkedRoleRequest,
  CreateServiceLinkedRoleResponse,
  DeleteServiceLinkedRoleRequest,
  DeleteServiceLinkedRoleResponse,
  GetServiceLinkedRoleDeletionStatusRequest,
  GetServiceLinkedRoleDeletionStatusResponse,
} from '@aws-sdk/client-iam';
import { err, ok } from '../../core/lang/result.ts';
import { entityArn } from '../../core/names/entity-arn.ts';
import { makeUniqueId, makeUuid, uniqueIdEntropy } from '../../core/names/unique-id.ts';
import { encodeRfc3986 } from '../../core/wire/query-codec.ts';
import { invalidInput, noSuchEntity, quotaExceeded, validationError, type Fault } from '../fault.ts';
import { attachmentKey, jobKey, keysOf, keysUnder, roleKey } from '../keys.ts';
import { defineOperation, type Operation } from '../operation.ts';
import type { RoleRecord } from '../records.ts';
import { checkOnAccount, checkOnEntity, findRole } from './entities.ts';
import { linkedRolePath } from './linked-roles.ts';
import { findLinkedService } from './linked-services.ts';
import { findAwsPolicy, type ManagedPolicy } from './managed-policy.ts';
import { rolesPerAccount } from './quotas.ts';
import { eraseRole, sdkRole } from './role-records.ts';

const createServiceLinkedRole = defineOperation<
  CreateServiceLinkedRoleRequest,
  CreateServiceLinkedRoleResponse,
  ManagedPolicy | undefined
>({
  name: 'CreateServiceLinkedRole',
  action: 'iam:CreateServiceLinkedRole',
  readOnly: false,
  check: ({ AWSServiceName, CustomSuffix }) => serviceFault(AWSServiceName, CustomSuffix),
  plan: (_tables, { AWSServiceName, CustomSuffix }, call) => {
    const { accountId } = call.caller.account;
    const role = { accountId, path: pathOf(AWSServiceName), name: nameOf(AWSServiceName, CustomSuffix) };
    const context = { 'iam:AWSServiceName': AWSServiceName };
    return {
      authorize: [checkOnAccount(call, 'iam:CreateServiceLinkedRole', entityArn('role', role), context)],
    };
  },
  consult: ({ catalog }, { AWSServiceName }) => {
    const policyName = findLinkedService(AWSServiceName)?.policyName ?? '';
    return findAwsPolicy(catalog, `arn:aws:iam::aws:policy${linkedRolePath}${policyName}`);
  },
  apply: async (
    tables,
    { AWSServiceName, CustomSuffix, Description },
    { caller, ids, now },
    { known: policy },
  ) => {
    const { accountId } = caller.account;
    const roleName = nameOf(AWSServiceName, CustomSuffix);
    const key = roleKey(accountId, roleName);
    if ((await tables.roles.get(key)) !== undefined) return err(nameTaken(roleName));
    if ((await tables.roles.countUnder(keysOf(accountId, 'role'))) >= rolesPerAccount) {
      return err(quotaExceeded('RolesPerAccount', rolesPerAccount));
    }
    const role: RoleRecord = {
      key,
      accountId,
      roleName,
      path: pathOf(AWSServiceName),
      roleId: makeUniqueId('AROA', ids.randomBytes(uniqueIdEntropy)),
      createdAt: now,
      // Descriptions such as "Allows ECS to create and manage AWS resources on your behalf." are given by the
      // services that make their roles themselves: IAM adds none.
      ...(Description === undefined ? {} : { description: Description }),
      trustPolicy: trustPolicyFor(AWSServiceName),
      maxSessionDuration: 3600,
      tags: [],
      linkedService: AWSServiceName,
    };
    await tables.roles.put(role);
    if (policy !== undefined) {
      const { arn: policyArn } = policy;
      await tables.attachments.put({
        key: attachmentKey(key, policyArn),
        accountId,
        ownerKey: key,
        policyArn,
      });
    }
    // Here, and nowhere later, the policy has lists where they have one thing in them (recorded).
    const asMade = encodeRfc3986(trustPolicyAsMade(AWSServiceName));
    const Role = { ...(await sdkRole(tables, role)), AssumeRolePolicyDocument: asMade };
    return ok({ result: { Role }, changed: true });
  },
});

/** What is kept of a deletion. */
export interface LinkedRoleDeletion {
  readonly roleName: string;
  readonly service: string;
}

/**
 * AWS asks the service whether the role is still used, and deletes it when it is not; that takes seconds to minutes.
 * No service is simulated that could still use one: the role is gone at once, and the task has succeeded by the time
 * that its status is asked for.
 */
const deleteServiceLinkedRole = defineOperation<
  DeleteServiceLinkedRoleRequest,
  DeleteServiceLinkedRoleResponse
>({
  name: 'DeleteServiceLinkedRole',
  action: 'iam:DeleteServiceLinkedRole',
  readOnly: false,
  plan: async (tables, { RoleName }, call) => ({
    authorize: [await checkOnEntity(tables, call, 'iam:DeleteServiceLinkedRole', 'role', RoleName)],
  }),
  apply: async (tables, { RoleName }, call) => {
    const found = await findRole(tables, call, RoleName);
    if (!found.ok) return found;
    const { key, accountId, roleName, linkedService } = found.value;
    if (linkedService === undefined) {
      return err(noSuchEntity(`${RoleName} exists but is not a service role.`)); // recorded
    }
    for (const attachment of await tables.attachments.under(keysUnder(key))) {
      await tables.attachments.delete(attachment.key);
    }
    await eraseRole(tables, key);
    const id = `task${pathOf(linkedService)}${roleName}/${makeUuid(call.ids.randomBytes(16))}`;
    await tables.jobs.put({
      key: jobKey(accountId, 'role-deletion', id),
      accountId,
      kind: 'role-deletion',
      createdAt: call.now,
      content: JSON.stringify({ roleName, service: linkedService } satisfies LinkedRoleDeletion),
    });
    return ok({ result: { DeletionTaskId: id }, changed: true });
  },
});

const getDeletionStatus = defineOperation<
  GetServiceLinkedRoleDeletionStatusRequest,
  GetServiceLinkedRoleDeletionStatusResponse
>({
  name: 'GetServiceLinkedRoleDeletionStatus',
  action: 'iam:GetServiceLinkedRoleDeletionStatus',
  readOnly: true,
  check: ({ DeletionTaskId }) =>
    taskShape.test(DeletionTaskId) ? undefined : invalidInput('Invalid task id'), // recorded
  plan: (_tables, { DeletionTaskId }, call) => {
    const [, path = '/', name = ''] = taskShape.exec(DeletionTaskId) ?? [];
    const resource = entityArn('role', { accountId: call.caller.account.accountId, path, name });
    return { authorize: [checkOnAccount(call, 'iam:GetServiceLinkedRoleDeletionStatus', resource)] };
  },
  apply: async (tables, { DeletionTaskId }, { caller }) => {
    const job = await tables.jobs.get(jobKey(caller.account.accountId, 'role-deletion', DeletionTaskId));
    return job === undefined
      ? err(noSuchEntity('Cannot find deletion status for given id.')) // recorded
      : ok({ result: { Status: 'SUCCEEDED' } });
  },
});

export const serviceLinkedRoleOperations: readonly Operation[] = [
  createServiceLinkedRole,
  deleteServiceLinkedRole,
  getDeletionStatus,
];

/** `task/aws-service-role/<service-principal-name>/<role-name>/<task-uuid>` (API_DeleteServiceLinkedRole) */
const taskShape = /^task(\/aws-service-role\/[^/]+\/)([^/]+)\/[0-9a-f-]{36}$/;

/** `/aws-service-role/ecs.amazonaws.com/` */
function pathOf(service: string): string {
  return `${linkedRolePath}${service}/`;
}

/** "A string that you provide, which is combined with the service-provided prefix to form the complete role name." */
function nameOf(service: string, suffix: string | undefined): string {
  const name = findLinkedService(service)?.roleName ?? '';
  return suffix === undefined ? name : `${name}_${suffix}`;
}

function trustPolicyFor(service: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
  });
}

function trustPolicyAsMade(service: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Action: ['sts:AssumeRole'], Effect: 'Allow', Principal: { Service: [service] } }],
  });
}

// The page names InvalidInput for all three; the sentences about the suffix and the name that is taken are those
// that IAM is known to send. What it says of a service without such a role is not known: ours says what we know.
function serviceFault(service: string, suffix: string | undefined): Fault | undefined {
  const known = findLinkedService(service);
  if (known === undefined) return invalidInput(`No service-linked role is known for ${service}.`);
  if (suffix === undefined) return undefined;
  if (!known.takesSuffix) return invalidInput(`Custom suffix is not allowed for ${service}`);
  const name = nameOf(service, suffix);
  return name.length > longestRoleName
    ? validationError(
        `1 validation error detected: Value '${name}' at 'roleName' failed to satisfy constraint: Member must have length less than or equal to ${longestRoleName}`,
      )
    : undefined;
}

const longestRoleName = 64;

function nameTaken(roleName: string): Fault {
  return invalidInput(
    `Service role name ${roleName} has been taken in this account, please try a different suffix.`,
  );
}
