// The policies of a user, group or role with what they are called and whose they are: the simulator tells of it, and so
// does the list of policies that grant access to a service. (`find-policies.ts` has what decides about a caller.)

import type { Catalog, Reading } from '../ports.ts';
import { keysUnder } from '../keys.ts';
import { entityAt, type Entity } from './entities.ts';
import { isAwsPolicyArn, partsOfPolicyArn } from './policy-arn.ts';

export interface HeldPolicy {
  readonly kind: 'inline' | 'managed' | 'aws-managed';
  /** Who holds it: the user itself, or a group that the user is in. */
  readonly owner: Pick<Entity, 'kind' | 'name'>;
  readonly name: string;
  /** Of managed ones. */
  readonly arn?: string;
  /** Absent for AWS's, which the catalogue has. */
  readonly document?: string;
}

export interface HeldPolicies {
  /** Managed ones that come by several ways are told once. */
  readonly identity: readonly HeldPolicy[];
  readonly boundary?: HeldPolicy;
}

export type ReadPolicy = HeldPolicy & { readonly document: string };

/** A user's own policies and those of its groups; a group's; a role's. A group has no boundary. */
export async function findHeldPolicies(tables: Reading, entity: Entity): Promise<HeldPolicies> {
  const holders: Entity[] = [entity];
  if (entity.kind === 'user') {
    for (const { groupKey } of await tables.memberships.where('userKey', entity.key)) {
      const group = await entityAt(tables, 'group', groupKey);
      if (group !== undefined) holders.push(group);
    }
  }
  const identity: HeldPolicy[] = [];
  for (const holder of holders) {
    for (const { policyName, document } of await tables.inlinePolicies.under(keysUnder(holder.key))) {
      identity.push({ kind: 'inline', owner: holder, name: policyName, document });
    }
    for (const { policyArn } of await tables.attachments.under(keysUnder(holder.key))) {
      if (identity.some(({ arn }) => arn === policyArn)) continue;
      identity.push(await managed(tables, holder, policyArn));
    }
  }
  const boundaryArn = await boundaryOf(tables, entity);
  return {
    identity,
    ...(boundaryArn === undefined ? {} : { boundary: await managed(tables, entity, boundaryArn) }),
  };
}

/** With AWS's documents. One that AWS has no longer, not even as retired, is left out. */
export async function withTexts(
  catalog: Catalog,
  policies: readonly HeldPolicy[],
): Promise<readonly ReadPolicy[]> {
  const arns = policies.flatMap(({ kind, arn }) =>
    kind === 'aws-managed' && arn !== undefined ? [arn] : [],
  );
  const texts = arns.length === 0 ? [] : await catalog.managedPolicyDocuments(arns);
  const documents = new Map(arns.map((arn, index) => [arn, texts[index]]));
  return policies.flatMap((policy) => {
    const document = policy.document ?? documents.get(policy.arn ?? '');
    return document === undefined ? [] : [{ ...policy, document }];
  });
}

async function managed(tables: Reading, owner: Entity, arn: string): Promise<HeldPolicy> {
  const { policyName: name } = partsOfPolicyArn(arn);
  if (isAwsPolicyArn(arn)) return { kind: 'aws-managed', owner, name, arn };
  const [own] = await tables.managedPolicies.where('arn', arn);
  const version = own?.versions.find(({ versionId }) => versionId === own.defaultVersionId);
  // INVARIANT: a policy that is attached or a boundary is not deleted; if it were, it would allow nothing.
  return { kind: 'managed', owner, name, arn, document: version?.document ?? allowsNothing };
}

const allowsNothing = '{"Version":"2012-10-17","Statement":[]}';

async function boundaryOf(tables: Reading, { kind, key }: Entity): Promise<string | undefined> {
  if (kind === 'group') return undefined;
  const limited = kind === 'user' ? await tables.users.get(key) : await tables.roles.get(key);
  return limited?.boundaryArn;
}
