// Permissions boundaries: which policy may be one, and how requests and answers speak of it.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html

import type { AttachedPermissionsBoundary } from '@aws-sdk/client-iam';
import { noSuchEntity, policyNotAttachable, type Fault } from '../fault.ts';
import type { Catalog, Reading } from '../ports.ts';
import { findAwsPolicy, findOwnPolicy, type ManagedPolicy } from './managed-policy.ts';
import { malformedPolicyArn } from './policy-arn.ts';

/** AWS's policy, where the boundary is one. */
export type Boundary = ManagedPolicy | undefined;

/** For `consult`. */
export async function findBoundary(catalog: Catalog, arn: string | undefined): Promise<Boundary> {
  return arn === undefined ? undefined : findAwsPolicy(catalog, arn);
}

/** For `apply`: why this cannot be a boundary. What AWS has retired can be nobody's new one. */
export async function boundaryFault(
  tables: Reading,
  accountId: string,
  arn: string | undefined,
  ofAws: Boundary,
): Promise<Fault | undefined> {
  if (arn === undefined || ofAws?.attachableTo === 'all') return undefined;
  const malformed = malformedPolicyArn(arn);
  if (malformed !== undefined) return malformed;
  return ofAws !== undefined || (await findOwnPolicy(tables, arn, accountId)) === undefined
    ? noSuchEntity(`Scope ARN: ${arn} does not exist or is not attachable.`)
    : undefined;
}

/**
 * The same where a boundary is put on somebody who is there: only these pages have PolicyNotAttachable, for the policies
 * of service-linked roles (API_PutUserPermissionsBoundary). The one that is there already is none that is attached.
 */
export async function newBoundaryFault(
  tables: Reading,
  { accountId, boundaryArn }: { readonly accountId: string; readonly boundaryArn?: string },
  arn: string,
  ofAws: Boundary,
): Promise<Fault | undefined> {
  if (ofAws?.attachableTo === 'service-linked-roles') return policyNotAttachable();
  return arn === boundaryArn ? undefined : boundaryFault(tables, accountId, arn, ofAws);
}

/** `iam:PermissionsBoundary`, for requests that set one. */
export function boundaryContext(arn: string | undefined): Readonly<Record<string, string>> {
  return arn === undefined ? {} : { 'iam:PermissionsBoundary': arn };
}

export function boundaryMember(arn: string | undefined): {
  readonly PermissionsBoundary?: AttachedPermissionsBoundary;
} {
  if (arn === undefined) return {};
  return { PermissionsBoundary: { PermissionsBoundaryType: 'Policy' as never, PermissionsBoundaryArn: arn } };
}
