import type { User } from '../../../client/aws-api.ts';

/** Users whose name, path, ARN or id holds every word of the filter, whatever the case; in their order. */
export function filterUsers(users: readonly User[], filter: string): readonly User[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return users;
  return users.filter((user) => {
    // The ARN ends with path and name.
    const text = `${user.arn}\n${user.userId}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
