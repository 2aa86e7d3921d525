// What kind of managed policy of AWS's one is: most say so by their path.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html

import type { ManagedPolicyKind } from './types.ts';

const kindOfPath: ReadonlyMap<string, ManagedPolicyKind> = new Map([
  ['/job-function/', 'job-function'],
  ['/service-role/', 'service-role'],
  ['/aws-service-role/', 'service-linked'],
  ['/root-task/', 'root-task'],
]);

/**
 * Job functions whose path does not say so.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_job-functions.html
 */
const otherJobFunctions: ReadonlySet<string> = new Set([
  'AdministratorAccess',
  'PowerUserAccess',
  'ReadOnlyAccess',
  'SecurityAudit',
]);

/** Of a policy whose account id is `aws`. */
export function managedPolicyKind(path: string, name: string): ManagedPolicyKind {
  return kindOfPath.get(path) ?? (path === '/' && otherJobFunctions.has(name) ? 'job-function' : 'other');
}
