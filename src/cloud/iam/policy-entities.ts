// Who has a managed policy, and which policies let somebody use a service.

import type {
  ListEntitiesForPolicyRequest,
  ListEntitiesForPolicyResponse,
  ListPoliciesGrantingServiceAccessRequest,
  ListPoliciesGrantingServiceAccessResponse,
  PolicyGrantingServiceAccess,
} from '@aws-sdk/client-iam';
import { err, ok, type Result } from '../../core/lang/result.ts';
import type { Fault } from '../fault.ts';
import { defineOperation, type Operation } from '../operation.ts';
import type { Reading } from '../ports.ts';
import type { Answered } from '../sdk-types.ts';
import { checkOnEntity, entityAt, findEntity, saidAs, type Entity, type EntityKind } from './entities.ts';
import { checkOnPolicy, lookAt, noSuchPolicy } from './find-policy.ts';
import { findHeldPolicies, withTexts, type ReadPolicy } from './held-policies.ts';
import { findAwsPolicy, type ManagedPolicy } from './managed-policy.ts';
import { markerFault, pageOf } from './paging.ts';
import { malformedPolicyArn } from './policy-arn.ts';
import { parsePrincipalArn, policySourceFault } from './principal-arn.ts';

const listEntitiesForPolicy = defineOperation<
  ListEntitiesForPolicyRequest,
  ListEntitiesForPolicyResponse,
  ManagedPolicy | undefined
>({
  name: 'ListEntitiesForPolicy',
  action: 'iam:ListEntitiesForPolicy',
  readOnly: true,
  check: (input) => malformedPolicyArn(input.PolicyArn) ?? markerFault(input),
  plan: async (tables, { PolicyArn }, call) => ({
    authorize: [await checkOnPolicy(tables, call, 'iam:ListEntitiesForPolicy', PolicyArn)],
  }),
  consult: ({ catalog }, { PolicyArn }) => findAwsPolicy(catalog, PolicyArn),
  apply: async (tables, input, call, { known: ofAws }) => {
    const { PolicyArn, EntityFilter, PathPrefix = '/', PolicyUsageFilter } = input;
    if ((await lookAt(tables, call, PolicyArn, ofAws)) === undefined) return err(noSuchPolicy(PolicyArn));
    const { accountId } = call.caller.account;
    const attached =
      PolicyUsageFilter === 'PermissionsBoundary' ? [] : await attachedTo(tables, PolicyArn, accountId);
    const limited =
      PolicyUsageFilter === 'PermissionsPolicy' ? [] : await limitedBy(tables, PolicyArn, accountId);
    // Who has it in both ways is told once.
    const keys = [...new Set([...attached, ...limited])].sort();
    const entities: Entity[] = [];
    for (const key of keys) {
      const entity = await entityAt(tables, kindOf(key), key);
      if (entity?.path.startsWith(PathPrefix) === true) entities.push(entity);
    }
    // A filter by policies, which the enumeration has too, leaves no entity.
    const wanted = entities.filter(
      ({ kind }) => EntityFilter === undefined || EntityFilter.toLowerCase() === kind,
    );
    const { items, ending } = pageOf(wanted, input);
    const page = (kind: EntityKind): readonly Entity[] => items.filter((entity) => entity.kind === kind);
    return ok({
      result: {
        PolicyGroups: page('group').map(({ name, id }) => ({ GroupName: name, GroupId: id })),
        PolicyUsers: page('user').map(({ name, id }) => ({ UserName: name, UserId: id })),
        PolicyRoles: page('role').map(({ name, id }) => ({ RoleName: name, RoleId: id })),
        ...ending,
      },
    });
  },
});

type Granting = Answered<ListPoliciesGrantingServiceAccessResponse>;

const listPoliciesGrantingServiceAccess = defineOperation<
  ListPoliciesGrantingServiceAccessRequest,
  ListPoliciesGrantingServiceAccessResponse,
  Result<Granting, Fault>
>({
  name: 'ListPoliciesGrantingServiceAccess',
  action: 'iam:ListPoliciesGrantingServiceAccess',
  readOnly: true,
  check: (input, call) => policySourceFault(input.Arn, call.caller.account.accountId) ?? markerFault(input),
  plan: async (tables, { Arn }, call) => {
    const { kind, name } = parsePrincipalArn(Arn) ?? nobody;
    return {
      authorize: [
        saidAs(await checkOnEntity(tables, call, 'iam:ListPoliciesGrantingServiceAccess', kind, name), Arn),
      ],
    };
  },
  consult: async (advisers, { Arn, ServiceNamespaces }, call) => {
    const { kind, name } = parsePrincipalArn(Arn) ?? nobody;
    const found = await advisers.read(async (tables) => {
      const entity = await findEntity(tables, call, kind, name);
      return entity.ok ? ok(await findHeldPolicies(tables, entity.value)) : entity;
    });
    if (!found.ok) return found;
    const policies = await withTexts(advisers.catalog, found.value.identity);
    const { grantsAccessTo } = await import('./grants-access-to.ts');
    return ok({
      PoliciesGrantingServiceAccess: ServiceNamespaces.map((service) => ({
        ServiceNamespace: service,
        Policies: policies.filter(({ document }) => grantsAccessTo(document, service)).map(sdkGranting),
      })),
      // No MaxItems: an account's policies are few enough for one page.
      IsTruncated: false,
    });
  },
  apply: (_tables, _input, _call, { known }) => (known.ok ? ok({ result: known.value }) : known),
});

export const policyEntityOperations: readonly Operation[] = [
  listEntitiesForPolicy,
  listPoliciesGrantingServiceAccess,
];

/** INVARIANT: `check` has refused what is no ARN of anybody, so this is never asked about. */
const nobody = { kind: 'user', name: '' } as const;

async function attachedTo(tables: Reading, arn: string, accountId: string): Promise<readonly string[]> {
  const attachments = await tables.attachments.where('policyArn', arn);
  return attachments.filter((each) => each.accountId === accountId).map(({ ownerKey }) => ownerKey);
}

async function limitedBy(tables: Reading, arn: string, accountId: string): Promise<readonly string[]> {
  const users = await tables.users.where('boundaryArn', arn);
  const roles = await tables.roles.where('boundaryArn', arn);
  return [...users, ...roles].filter((each) => each.accountId === accountId).map(({ key }) => key);
}

/** `123456789012/group/admins` → `group` */
function kindOf(key: string): EntityKind {
  return key.split('/', 2)[1] as EntityKind;
}

/** "For each managed policy … the ARN and policy name. For each inline policy, … the policy name and the entity". */
function sdkGranting({ kind, name, arn, owner }: ReadPolicy): Answered<PolicyGrantingServiceAccess> {
  if (kind !== 'inline') return { PolicyName: name, PolicyType: 'MANAGED', PolicyArn: arn };
  const EntityType = ({ user: 'USER', group: 'GROUP', role: 'ROLE' } as const)[owner.kind];
  return { PolicyName: name, PolicyType: 'INLINE', EntityType, EntityName: owner.name };
}
