// Managed policies, those of AWS and those of the account, in one shape.

import {
  awsManagedPolicies,
  findAwsManagedPolicy,
  type AwsManagedPolicy,
} from '../../core/catalog/managed-policies.ts';
import type { Reading } from '../ports.ts';

export interface ManagedPolicy {
  /** Orders lists, and is unique in them. */
  readonly key: string;
  readonly arn: string;
  readonly policyName: string;
  readonly policyId: string;
  readonly path: string;
  readonly description?: string;
  readonly defaultVersionId: string;
  readonly versions: readonly {
    readonly versionId: string;
    readonly document: string;
    readonly createdAt: number;
  }[];
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** The policy with this ARN, if it is AWS's or the account's own. */
export async function findManagedPolicy(
  tables: Reading,
  arn: string,
  accountId: string,
): Promise<ManagedPolicy | undefined> {
  const ofAws = findAwsManagedPolicy(arn);
  if (ofAws !== undefined) return fromAws(ofAws);
  const found = await tables.managedPolicies.where('arn', arn);
  return found.find((policy) => policy.accountId === accountId);
}

/** `All`, those of `AWS`, or the account's own (`Local`); in the order of their keys. */
export async function listManagedPolicies(
  tables: Reading,
  accountId: string,
  scope: string,
): Promise<readonly ManagedPolicy[]> {
  const own = scope === 'AWS' ? [] : await tables.managedPolicies.where('accountId', accountId);
  const ofAws = scope === 'Local' ? [] : awsManagedPolicies.map(fromAws);
  return [...own, ...ofAws].sort((a, b) => (a.key < b.key ? -1 : 1));
}

function fromAws(policy: AwsManagedPolicy): ManagedPolicy {
  const { arn, policyName, policyId, path, defaultVersionId, document } = policy;
  const updatedAt = Date.parse(policy.updateDate);
  return {
    key: `aws/${policyName.toLowerCase()}`,
    arn,
    policyName,
    policyId,
    path,
    defaultVersionId,
    versions: [{ versionId: defaultVersionId, document, createdAt: updatedAt }],
    createdAt: Date.parse(policy.createDate),
    updatedAt,
  };
}
