// Roles that belong to AWS's services: "you can't modify or delete" them but through the service.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html

import { unmodifiableEntity, type Fault } from '../fault.ts';
import type { RoleRecord } from '../records.ts';
import type { Entity } from './entities.ts';

/** Under this path are the service-linked roles: `/aws-service-role/<service>/`. */
export const linkedRolePath = '/aws-service-role/';

/** Under this one are the roles of IAM Identity Center. */
const reservedPath = '/aws-reserved/';

/** Why the entity cannot be changed; undefined where it can. */
export function unmodifiable({
  kind,
  path,
  name,
}: Pick<Entity, 'kind' | 'path' | 'name'>): Fault | undefined {
  return kind === 'role' && (path.startsWith(linkedRolePath) || path.startsWith(reservedPath))
    ? protectedRole(name)
    : undefined;
}

/** The same of a role. */
export function unmodifiableRole({ path, roleName }: RoleRecord): Fault | undefined {
  return unmodifiable({ kind: 'role', path, name: roleName });
}

/**
 * The same of what says nothing about permissions. Of a service-linked role "you can edit the description … using IAM"
 * (using-service-linked-roles of most services), and its tags: API_TagRole knows no UnmodifiableEntity, and Terraform's
 * aws_iam_service_linked_role has tags, which it puts there by TagRole.
 */
export function undescribableRole({
  path,
  roleName,
}: Pick<RoleRecord, 'path' | 'roleName'>): Fault | undefined {
  return path.startsWith(reservedPath) ? protectedRole(roleName) : undefined;
}

/**
 * Why its sessions' duration cannot be changed: that is the service's to say. The sentence others have seen:
 * https://github.com/radkawar/stackd/blob/9dc356f5e5cc49d2d334178a09c1398dd1c62617/internal/services/iam/testdata/service_linked_roles_aws.json
 */
export function unchangeableDuration({ path, roleName }: RoleRecord): Fault | undefined {
  return path.startsWith(linkedRolePath)
    ? unmodifiableEntity(`${roleName} is an AWS service linked role, max session duration cannot be changed.`)
    : undescribableRole({ path, roleName });
}

function protectedRole(name: string): Fault {
  return unmodifiableEntity(
    `Cannot perform the operation on the protected role '${name}' - this role is only modifiable by AWS`,
  );
}
