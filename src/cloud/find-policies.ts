// The policies that apply to a principal. The tables hold the account's own; of AWS's they hold only the
// ARN, and the documents come from the catalogue. That is asked once the tables are read: inside their
// transaction nothing else may be awaited.

import type { NamedPolicy, PolicySet } from '../core/authorize/types.ts';
import { isAwsPolicyArn, partsOfPolicyArn } from './iam/policy-arn.ts';
import type { Principal } from './caller.ts';
import type { Catalog, Reading } from './ports.ts';

export type FoundPolicy =
  | { readonly kind: 'in-tables'; readonly policy: NamedPolicy }
  | { readonly kind: 'of-aws'; readonly arn: string };

/** A user's inline and managed policies, in the order in which they are to be told; root has none. */
export async function findPolicies(tables: Reading, principal: Principal): Promise<readonly FoundPolicy[]> {
  if (principal.kind === 'root') return [];
  const inline = await tables.userPolicies.where('ownerKey', principal.ownerKey);
  const attachments = await tables.attachments.where('ownerKey', principal.ownerKey);
  const found = inline.map(({ policyName, document }): FoundPolicy => {
    return { kind: 'in-tables', policy: { name: policyName, document } };
  });
  for (const { policyArn: arn } of attachments) {
    const policy: FoundPolicy | undefined = isAwsPolicyArn(arn)
      ? { kind: 'of-aws', arn }
      : await ownPolicy(tables, arn);
    // INVARIANT: a policy that is attached is not deleted; if it were, it would grant nothing.
    if (policy !== undefined) found.push(policy);
  }
  return found;
}

/** The policies with AWS's documents in their places. One that AWS has no longer, not even as retired, grants nothing. */
export async function withDocuments(catalog: Catalog, found: readonly FoundPolicy[]): Promise<PolicySet> {
  const arns = found.flatMap((each) => (each.kind === 'of-aws' ? [each.arn] : []));
  const texts = arns.length === 0 ? [] : await catalog.managedPolicyDocuments(arns);
  const documents = new Map(arns.map((arn, index) => [arn, texts[index]]));
  return {
    identity: found.flatMap((each): readonly NamedPolicy[] => {
      if (each.kind === 'in-tables') return [each.policy];
      const { arn } = each;
      const document = documents.get(arn);
      return document === undefined ? [] : [{ name: partsOfPolicyArn(arn).policyName, arn, document }];
    }),
  };
}

async function ownPolicy(tables: Reading, arn: string): Promise<FoundPolicy | undefined> {
  const [own] = await tables.managedPolicies.where('arn', arn);
  const version = own?.versions.find(({ versionId }) => versionId === own.defaultVersionId);
  return own === undefined || version === undefined
    ? undefined
    : { kind: 'in-tables', policy: { name: own.policyName, arn, document: version.document } };
}
