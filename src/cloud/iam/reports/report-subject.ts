// What a last-accessed report is about, by its ARN: a user, group, role or managed policy; its policies, and whose use
// of them counts.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_GenerateServiceLastAccessedDetails.html

import { err, ok, type Result } from '../../../core/lang/result.ts';
import { invalidInput, type Fault } from '../../fault.ts';
import { keysOf } from '../../keys.ts';
import type { Call, Check } from '../../operation.ts';
import type { Catalog, Reading } from '../../ports.ts';
import {
  checkOnAccount,
  checkOnEntity,
  entityAt,
  findEntity,
  noSuch,
  saidAs,
  type Entity,
} from '../entities.ts';
import { checkOnPolicy, lookAt, noSuchPolicy, type SeenPolicy } from '../find-policy.ts';
import { findHeldPolicies, withTexts } from '../held-policies.ts';
import { findAwsPolicy, findAwsVersion, type ManagedPolicy } from '../managed-policy.ts';
import { malformedPolicyArn } from '../policy-arn.ts';
import { parsePrincipalArn } from '../principal-arn.ts';

export type Subject =
  | { readonly kind: 'entity'; readonly entity: Entity }
  | { readonly kind: 'policy'; readonly arn: string; readonly seen: SeenPolicy };

/** For `check`: what is the ARN of none of the four. */
export function subjectFault(arn: string): Fault | undefined {
  if (parsePrincipalArn(arn) !== undefined || malformedPolicyArn(arn) === undefined) return undefined;
  return invalidInput(`Invalid Entity Arn: ${arn} is not supported.`);
}

export async function checkOnSubject(
  tables: Reading,
  call: Call,
  action: string,
  arn: string,
): Promise<Check> {
  const named = parsePrincipalArn(arn);
  if (named === undefined) return checkOnPolicy(tables, call, action, arn);
  const check = await checkOnEntity(tables, call, action, named.kind, named.name);
  // Another path, or another account, is somebody else.
  return check.resource === arn ? saidAs(check, arn) : checkOnAccount(call, action, arn);
}

/** For `consult`: AWS's policy, where it is one. */
export function findAwsSubject(catalog: Catalog, arn: string): Promise<ManagedPolicy | undefined> {
  return findAwsPolicy(catalog, arn);
}

/** What there is of that ARN in the account. Names in ARNs are compared with case and path. */
export async function findSubject(
  tables: Reading,
  call: Call,
  arn: string,
  ofAws: ManagedPolicy | undefined,
): Promise<Result<Subject, Fault>> {
  const named = parsePrincipalArn(arn);
  if (named !== undefined) {
    const entity = await findEntity(tables, call, named.kind, named.name);
    if (!entity.ok) return entity;
    return entity.value.arn === arn
      ? ok({ kind: 'entity', entity: entity.value })
      : err(noSuch(named.kind, named.name));
  }
  const seen = await lookAt(tables, call, arn, ofAws);
  return seen === undefined ? err(noSuchPolicy(arn)) : ok({ kind: 'policy', arn, seen });
}

/**
 * For `consult`: the documents by which the subject could use services. "It only applies permissions policy logic":
 * no boundary, no session policy, no policy of a resource.
 */
export async function documentsOf(
  catalog: Catalog,
  read: <Value>(work: (tables: Reading) => Promise<Value>) => Promise<Value>,
  subject: Subject,
): Promise<readonly string[]> {
  if (subject.kind === 'entity') {
    const { identity } = await read((tables) => findHeldPolicies(tables, subject.entity));
    return (await withTexts(catalog, identity)).map(({ document }) => document);
  }
  const { policy, versions } = subject.seen;
  const version =
    versions.find(({ versionId }) => versionId === policy.defaultVersionId) ??
    (await findAwsVersion(catalog, policy));
  return version === undefined ? [] : [version.document];
}

/**
 * Whose attempts count: the user or role itself, a group's members, and whoever has a policy, be it through a group.
 * Users before roles, by name.
 */
export async function usersOfSubject(
  tables: Reading,
  subject: Subject,
  accountId: string,
): Promise<readonly Entity[]> {
  if (subject.kind === 'entity') {
    const { entity } = subject;
    return entity.kind === 'group' ? entitiesAt(tables, await membersOf(tables, entity.key)) : [entity];
  }
  const attachments = await tables.attachments.where('policyArn', subject.arn);
  const keys: string[] = [];
  for (const { ownerKey, accountId: owner } of attachments) {
    if (owner !== accountId) continue;
    const isGroup = ownerKey.startsWith(keysOf(accountId, 'group'));
    keys.push(...(isGroup ? await membersOf(tables, ownerKey) : [ownerKey]));
  }
  return entitiesAt(tables, keys);
}

async function membersOf(tables: Reading, groupKey: string): Promise<readonly string[]> {
  return (await tables.memberships.under(`${groupKey}/`)).map(({ userKey }) => userKey);
}

async function entitiesAt(tables: Reading, keys: readonly string[]): Promise<readonly Entity[]> {
  const found: Entity[] = [];
  for (const key of [...new Set(keys)].sort()) {
    const entity = (await entityAt(tables, 'user', key)) ?? (await entityAt(tables, 'role', key));
    if (entity !== undefined) found.push(entity);
  }
  return [...found.filter(({ kind }) => kind === 'user'), ...found.filter(({ kind }) => kind === 'role')];
}
