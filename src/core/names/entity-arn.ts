// The ARNs of what an account holds: `arn:aws:iam::123456789012:role/path/name`.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns

export type EntityType =
  'user' | 'group' | 'role' | 'policy' | 'instance-profile' | 'mfa' | 'server-certificate';

/** `path` begins and ends with a slash. */
export function entityArn(
  type: EntityType,
  { accountId, path, name }: { readonly accountId: string; readonly path: string; readonly name: string },
): string {
  return `arn:aws:iam::${accountId}:${type}${path}${name}`;
}

/** `arn:aws:sts::123456789012:assumed-role/<role name>/<session name>`: the role's path is not in it. */
export function assumedRoleArn(accountId: string, roleName: string, sessionName: string): string {
  return `arn:aws:sts::${accountId}:assumed-role/${roleName}/${sessionName}`;
}

export function federatedUserArn(accountId: string, name: string): string {
  return `arn:aws:sts::${accountId}:federated-user/${name}`;
}
