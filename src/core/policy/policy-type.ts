/**
 * The kinds of policy that AWS evaluates. `trust` is the resource-based policy of a role; a managed or
 * inline policy of a user, group or role is `identity`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#access_policy-types
 */
export type PolicyType =
  'identity' | 'resource' | 'trust' | 'boundary' | 'session' | 'scp' | 'rcp' | 'endpoint';
