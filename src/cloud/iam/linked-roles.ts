// Roles that belong to AWS's services: "you can't modify or delete" them but through the service.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html

import { unmodifiableEntity, type Fault } from '../fault.ts';
import type { RoleRecord } from '../records.ts';
import type { Entity } from './entities.ts';

/** Under this path are the service-linked roles: `/aws-service-role/<service>/`. */
export const linkedRolePath = '/aws-service-role/';

/** Service-linked roles, and those of IAM Identity Center. */
const reservedPaths = [linkedRolePath, '/aws-reserved/'];

/** Why the entity cannot be changed; undefined where it can. */
export function unmodifiable({
  kind,
  path,
  name,
}: Pick<Entity, 'kind' | 'path' | 'name'>): Fault | undefined {
  return kind === 'role' && reservedPaths.some((reserved) => path.startsWith(reserved))
    ? unmodifiableEntity(
        `Cannot perform the operation on the protected role '${name}' - this role is only modifiable by AWS`,
      )
    : undefined;
}

/** The same of a role. */
export function unmodifiableRole({ path, roleName }: RoleRecord): Fault | undefined {
  return unmodifiable({ kind: 'role', path, name: roleName });
}
