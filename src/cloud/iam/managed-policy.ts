// Managed policies, those of AWS and those of the account, in one shape. AWS's come from the catalogue,
// which is consulted before `apply`; the account's are in the tables, which are read in it.

import type { AwsManagedPolicy } from '../../core/catalog/types.ts';
import { keysOf, keysUnder } from '../keys.ts';
import type { Catalog, Reading } from '../ports.ts';
import type { ManagedPolicyRecord } from '../records.ts';
import { isAwsPolicyArn } from './policy-arn.ts';

export interface ManagedPolicy {
  /** Orders lists, and is unique in them. */
  readonly key: string;
  readonly arn: string;
  readonly policyName: string;
  readonly policyId: string;
  readonly path: string;
  readonly description?: string;
  readonly defaultVersionId: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly attachableTo: AttachableTo;
}

export type AttachableTo =
  | 'all'
  /** "You cannot attach this policy to your users, groups, or roles" (AWS Managed Policy Reference, AWSSupportServiceRolePolicy). */
  | 'service-linked-roles'
  /**
   * A deprecated policy "cannot be attached to any new identities"; it continues to work where it is attached, and
   * "after you detach it from all current entities, it is no longer visible".
   * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/about-managed-policy-reference.html#deprecated-managed-policies
   */
  | 'nobody-new';

export interface ManagedPolicyVersion {
  readonly versionId: string;
  readonly document: string;
  readonly createdAt: number;
}

/** For `consult`: AWS's policy with this ARN; undefined for one of the account's. ARNs match with case. */
export async function findAwsPolicy(catalog: Catalog, arn: string): Promise<ManagedPolicy | undefined> {
  if (!isAwsPolicyArn(arn)) return undefined;
  const policies = await catalog.managedPolicies();
  const found = policies.find((policy) => policy.arn === arn);
  return found === undefined ? undefined : fromAws(found);
}

/** For `consult`: the only version that the catalogue has of a policy of AWS's. */
export async function findAwsVersion(
  catalog: Catalog,
  { arn, defaultVersionId, updatedAt }: ManagedPolicy,
): Promise<ManagedPolicyVersion | undefined> {
  const [document] = await catalog.managedPolicyDocuments([arn]);
  return document === undefined ? undefined : { versionId: defaultVersionId, document, createdAt: updatedAt };
}

/** The account's own policy with this ARN. */
export async function findOwnPolicy(
  tables: Reading,
  arn: string,
  accountId: string,
): Promise<ManagedPolicyRecord | undefined> {
  const found = await tables.managedPolicies.where('arn', arn);
  return found.find((policy) => policy.accountId === accountId);
}

/** Whether who looks at the account's policies finds it among them. */
export function isVisible({ attachableTo }: ManagedPolicy, { attachments, boundaries }: PolicyUses): boolean {
  return attachableTo !== 'nobody-new' || attachments + boundaries > 0;
}

/** How many users, groups and roles a policy is attached to, and how many it is the boundary of. */
export interface PolicyUses {
  readonly attachments: number;
  readonly boundaries: number;
}

export const unused: PolicyUses = { attachments: 0, boundaries: 0 };

/** Of all policies of the account; one that is not used is not in the map. */
export async function policyUses(
  tables: Reading,
  accountId: string,
): Promise<ReadonlyMap<string, PolicyUses>> {
  const uses = new Map<string, PolicyUses>();
  const add = (arn: string, more: PolicyUses): void => {
    const { attachments, boundaries } = uses.get(arn) ?? unused;
    uses.set(arn, {
      attachments: attachments + more.attachments,
      boundaries: boundaries + more.boundaries,
    });
  };
  // One read of the whole table: to ask for each of AWS's policies would be more than a thousand.
  for (const { policyArn } of await tables.attachments.under(keysUnder(accountId))) {
    add(policyArn, { attachments: 1, boundaries: 0 });
  }
  const limited = [
    ...(await tables.users.under(keysOf(accountId, 'user'))),
    ...(await tables.roles.under(keysOf(accountId, 'role'))),
  ];
  for (const { boundaryArn } of limited) {
    if (boundaryArn !== undefined) add(boundaryArn, { attachments: 0, boundaries: 1 });
  }
  return uses;
}

export async function usesOfPolicy(tables: Reading, arn: string, accountId: string): Promise<PolicyUses> {
  const ours = (record: { readonly accountId: string }): boolean => record.accountId === accountId;
  const attachments = await tables.attachments.where('policyArn', arn);
  const users = await tables.users.where('boundaryArn', arn);
  const roles = await tables.roles.where('boundaryArn', arn);
  return {
    attachments: attachments.filter(ours).length,
    boundaries: [...users, ...roles].filter(ours).length,
  };
}

export function fromAws(policy: AwsManagedPolicy): ManagedPolicy {
  const { arn, name, policyId, path, defaultVersionId } = policy;
  return {
    key: `aws/${name.toLowerCase()}`,
    arn,
    policyName: name,
    policyId,
    path,
    defaultVersionId,
    createdAt: Date.parse(policy.createDate),
    updatedAt: Date.parse(policy.updateDate),
    attachableTo: attachableTo(policy),
  };
}

export function fromOwn(record: ManagedPolicyRecord): ManagedPolicy {
  return { ...record, attachableTo: 'all' };
}

function attachableTo({ retired, kind }: AwsManagedPolicy): AttachableTo {
  if (retired) return 'nobody-new';
  return kind === 'service-linked' ? 'service-linked-roles' : 'all';
}
