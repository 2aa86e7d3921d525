// The rules for the names of users and policies, and for paths.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-names

export const maxUserNameLength = 64;
export const maxPolicyNameLength = 128;
export const maxPathLength = 512;

/** Letters, digits and `+=,.@_-`, of any length: user and policy names alike. */
export function isNameText(text: string): boolean {
  return /^[A-Za-z0-9_+=,.@-]+$/.test(text);
}

/** `/`, or printable ASCII between slashes: `/division/team/`. */
export function isPath(text: string): boolean {
  return text === '/' || /^\/[\x21-\x7e]+\/$/.test(text);
}

/** A path prefix begins with a slash; it need not end with one. */
export function isPathPrefix(text: string): boolean {
  return /^\/[\x21-\x7f]*$/.test(text);
}

/** The form under which a name is unique: names differ by more than case. */
export function nameKey(name: string): string {
  return name.toLowerCase();
}

/** `arn:aws:iam::123456789012:user/path/name` */
export function userArn({
  accountId,
  path,
  userName,
}: {
  readonly accountId: string;
  readonly path: string;
  readonly userName: string;
}): string {
  return `arn:aws:iam::${accountId}:user${path}${userName}`;
}

export function rootArn(accountId: string): string {
  return `arn:aws:iam::${accountId}:root`;
}
