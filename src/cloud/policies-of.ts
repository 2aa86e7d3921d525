// The policies that apply to a principal, gathered from the tables.

import type { NamedPolicy, PolicySet } from '../core/authorize/types.ts';
import { findAwsManagedPolicy } from '../core/catalog/managed-policies.ts';
import type { Principal } from './caller.ts';
import type { Reading } from './ports.ts';

/** A user's inline and managed policies; root has none. */
export async function policiesOf(tables: Reading, principal: Principal): Promise<PolicySet> {
  if (principal.kind === 'root') return { identity: [] };
  const inline = await tables.userPolicies.where('ownerKey', principal.ownerKey);
  const attachments = await tables.attachments.where('ownerKey', principal.ownerKey);
  const managed: NamedPolicy[] = [];
  for (const { policyArn } of attachments) {
    const policy = await managedPolicy(tables, policyArn);
    // INVARIANT: a policy that is attached is not deleted; if it were, it would grant nothing.
    if (policy !== undefined) managed.push(policy);
  }
  return {
    identity: [...inline.map(({ policyName, document }) => ({ name: policyName, document })), ...managed],
  };
}

async function managedPolicy(tables: Reading, arn: string): Promise<NamedPolicy | undefined> {
  const ofAws = findAwsManagedPolicy(arn);
  if (ofAws !== undefined) return { name: ofAws.policyName, arn, document: ofAws.document };
  const [own] = await tables.managedPolicies.where('arn', arn);
  const version = own?.versions.find(({ versionId }) => versionId === own.defaultVersionId);
  return own === undefined || version === undefined
    ? undefined
    : { name: own.policyName, arn, document: version.document };
}
