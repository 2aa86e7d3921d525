// Managed policies attached to users, groups and roles: the same three operations for each.

import type {
  AttachUserPolicyRequest,
  ListAttachedUserPoliciesRequest,
  ListAttachedUserPoliciesResponse,
} from '@aws-sdk/client-iam';
import { err, ok } from '../../core/lang/result.ts';
import { noSuchEntity, policyNotAttachable, quotaExceeded } from '../fault.ts';
import { attachmentKey, keysUnder } from '../keys.ts';
import { defineOperation, type Operation } from '../operation.ts';
import { checkOnEntity, checkOnLimited, findEntity, type EntityKind } from './entities.ts';
import { unmodifiable } from './linked-roles.ts';
import { findAwsPolicy, findOwnPolicy, fromOwn, type ManagedPolicy } from './managed-policy.ts';
import { markerFault, pageOf } from './paging.ts';
import { malformedPolicyArn, partsOfPolicyArn } from './policy-arn.ts';
import { managedPoliciesPerGroup, managedPoliciesPerRole, managedPoliciesPerUser } from './quotas.ts';

const kinds = {
  user: { noun: 'User', member: 'UserName', most: managedPoliciesPerUser },
  group: { noun: 'Group', member: 'GroupName', most: managedPoliciesPerGroup },
  role: { noun: 'Role', member: 'RoleName', most: managedPoliciesPerRole },
} as const satisfies Readonly<Record<EntityKind, object>>;

// The requests of the three differ only in the name of the member that names the owner.
type Attachment = Omit<AttachUserPolicyRequest, 'UserName'> & Owner;
type List = Omit<ListAttachedUserPoliciesRequest, 'UserName'> & Owner;
type Owner = { readonly [member in (typeof kinds)[EntityKind]['member']]?: string };

function operationsOf(kind: EntityKind): readonly Operation[] {
  const { noun, member, most } = kinds[kind];
  const nameIn = (input: Owner): string => input[member] ?? '';

  const attach = defineOperation<Attachment, undefined, ManagedPolicy | undefined>({
    name: `Attach${noun}Policy`,
    action: `iam:Attach${noun}Policy`,
    readOnly: false,
    check: ({ PolicyArn }) => malformedPolicyArn(PolicyArn),
    plan: async (tables, input, call) => ({
      authorize: [
        await checkOnLimited(tables, call, `iam:Attach${noun}Policy`, kind, nameIn(input), {
          'iam:PolicyARN': input.PolicyArn,
        }),
      ],
    }),
    consult: ({ catalog }, { PolicyArn }) => findAwsPolicy(catalog, PolicyArn),
    apply: async (tables, input, call, { known: ofAws }) => {
      const owner = await findEntity(tables, call, kind, nameIn(input));
      if (!owner.ok) return owner;
      const { accountId, key: ownerKey } = owner.value;
      const fault = unmodifiable(owner.value);
      if (fault !== undefined) return err(fault);
      const own = ofAws === undefined ? await findOwnPolicy(tables, input.PolicyArn, accountId) : undefined;
      const policy = own === undefined ? ofAws : fromOwn(own);
      const attached = await tables.attachments.under(keysUnder(ownerKey));
      const key = attachmentKey(ownerKey, input.PolicyArn);
      // Attaching twice is no error, and changes nothing.
      if (policy !== undefined && attached.some((attachment) => attachment.key === key)) return ok({});
      if (policy === undefined || policy.attachableTo === 'nobody-new') {
        return err(noSuchEntity(`Policy ${input.PolicyArn} does not exist or is not attachable.`));
      }
      if (policy.attachableTo === 'service-linked-roles') return err(policyNotAttachable(kind));
      if (attached.length >= most) return err(quotaExceeded(`PoliciesPer${noun}`, most));
      await tables.attachments.put({ key, accountId, ownerKey, policyArn: policy.arn });
      return ok({ changed: true });
    },
  });

  const detach = defineOperation<Attachment>({
    name: `Detach${noun}Policy`,
    action: `iam:Detach${noun}Policy`,
    readOnly: false,
    check: ({ PolicyArn }) => malformedPolicyArn(PolicyArn),
    plan: async (tables, input, call) => ({
      authorize: [
        await checkOnLimited(tables, call, `iam:Detach${noun}Policy`, kind, nameIn(input), {
          'iam:PolicyARN': input.PolicyArn,
        }),
      ],
    }),
    apply: async (tables, input, call) => {
      const owner = await findEntity(tables, call, kind, nameIn(input));
      if (!owner.ok) return owner;
      const fault = unmodifiable(owner.value);
      if (fault !== undefined) return err(fault);
      const key = attachmentKey(owner.value.key, input.PolicyArn);
      if ((await tables.attachments.get(key)) === undefined) {
        return err(noSuchEntity(`Policy ${input.PolicyArn} was not found.`));
      }
      await tables.attachments.delete(key);
      return ok({ changed: true });
    },
  });

  const list = defineOperation<List, ListAttachedUserPoliciesResponse>({
    name: `ListAttached${noun}Policies`,
    action: `iam:ListAttached${noun}Policies`,
    readOnly: true,
    check: markerFault,
    plan: async (tables, input, call) => ({
      authorize: [await checkOnEntity(tables, call, `iam:ListAttached${noun}Policies`, kind, nameIn(input))],
    }),
    apply: async (tables, input, call) => {
      const owner = await findEntity(tables, call, kind, nameIn(input));
      if (!owner.ok) return owner;
      const attached = await tables.attachments.under(keysUnder(owner.value.key));
      // Path and name are in the ARN: no policy needs to be looked up.
      const policies = attached
        .map(({ key, policyArn: arn }) => ({ key, arn, ...partsOfPolicyArn(arn) }))
        .filter(({ path }) => path.startsWith(input.PathPrefix ?? '/'));
      const { items, ending } = pageOf(policies, input);
      return ok({
        result: {
          AttachedPolicies: items.map(({ policyName, arn }) => ({ PolicyName: policyName, PolicyArn: arn })),
          ...ending,
        },
      });
    },
  });

  return [attach, detach, list];
}

export const attachmentOperations: readonly Operation[] = [
  ...operationsOf('user'),
  ...operationsOf('group'),
  ...operationsOf('role'),
];
