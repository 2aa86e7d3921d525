// Inline policies of users, groups and roles: the same four operations for each.

import type {
  DeleteUserPolicyRequest,
  GetGroupPolicyResponse,
  GetRolePolicyResponse,
  GetUserPolicyResponse,
  ListUserPoliciesRequest,
  ListUserPoliciesResponse,
  PutUserPolicyRequest,
} from '@aws-sdk/client-iam';
import { err, ok } from '../../core/lang/result.ts';
import { policySize } from '../../core/policy/size.ts';
import { encodeRfc3986 } from '../../core/wire/query-codec.ts';
import { limitExceeded, noSuchEntity, type Fault } from '../fault.ts';
import { inlinePolicyKey, keysUnder } from '../keys.ts';
import { defineOperation, type Operation } from '../operation.ts';
import { checkOnEntity, checkOnLimited, findEntity, type EntityKind } from './entities.ts';
import { unmodifiable } from './linked-roles.ts';
import { markerFault, pageUnder } from './paging.ts';
import { inlinePolicySizePerGroup, inlinePolicySizePerRole, inlinePolicySizePerUser } from './quotas.ts';

/** How each kind is called: `UserName` in what goes in, `Put<User>Policy` as operations. */
const kinds = {
  user: { noun: 'User', member: 'UserName', maxSize: inlinePolicySizePerUser },
  group: { noun: 'Group', member: 'GroupName', maxSize: inlinePolicySizePerGroup },
  role: { noun: 'Role', member: 'RoleName', maxSize: inlinePolicySizePerRole },
} as const satisfies Readonly<Record<EntityKind, object>>;

// The requests of the three differ only in the name of the member that names the owner.
type Put = Omit<PutUserPolicyRequest, 'UserName'> & Owner;
type Named = Omit<DeleteUserPolicyRequest, 'UserName'> & Owner;
type List = Omit<ListUserPoliciesRequest, 'UserName'> & Owner;
type Owner = { readonly [member in (typeof kinds)[EntityKind]['member']]?: string };

type Got = Partial<GetUserPolicyResponse & GetGroupPolicyResponse & GetRolePolicyResponse>;

function operationsOf(kind: EntityKind): readonly Operation[] {
  const { noun, member, maxSize } = kinds[kind];
  const nameIn = (input: Owner): string => input[member] ?? '';

  const put = defineOperation<Put, undefined, Fault | undefined>({
    name: `Put${noun}Policy`,
    action: `iam:Put${noun}Policy`,
    readOnly: false,
    plan: async (tables, input, call) => ({
      authorize: [await checkOnLimited(tables, call, `iam:Put${noun}Policy`, kind, nameIn(input))],
    }),
    // The reader of policies is fetched when the first is written: nobody waits for it before.
    consult: async (_advisers, { PolicyDocument }) => {
      const { malformedBy } = await import('./malformed-policy.ts');
      return malformedBy(PolicyDocument, 'identity');
    },
    apply: async (tables, input, call, { known: malformed }) => {
      const owner = await findEntity(tables, call, kind, nameIn(input));
      if (!owner.ok) return owner;
      const { key: ownerKey, accountId, name } = owner.value;
      const fault = unmodifiable(owner.value) ?? malformed;
      if (fault !== undefined) return err(fault);
      const key = inlinePolicyKey(ownerKey, input.PolicyName);
      const all = await tables.inlinePolicies.under(keysUnder(ownerKey));
      const documents = all.filter((other) => other.key !== key).map(({ document }) => document);
      const size = [...documents, input.PolicyDocument].reduce(
        (sum, each) => sum + policySize(each, 'identity'),
        0,
      );
      if (size > maxSize) {
        return err(limitExceeded(`Maximum policy size of ${maxSize} bytes exceeded for ${kind} ${name}`));
      }
      const document = input.PolicyDocument;
      // "IAM user, group, role, and policy names … are not distinguished by case" (API_UpdateUser), those of inline policies
      // too. The same policy gets another text, and keeps the name that it was given first.
      const policyName = all.find((other) => other.key === key)?.policyName ?? input.PolicyName;
      await tables.inlinePolicies.put({ key, accountId, ownerKey, policyName, document });
      return ok({ changed: true });
    },
  });

  const get = defineOperation<Named, Got>({
    name: `Get${noun}Policy`,
    action: `iam:Get${noun}Policy`,
    readOnly: true,
    plan: async (tables, input, call) => ({
      authorize: [await checkOnEntity(tables, call, `iam:Get${noun}Policy`, kind, nameIn(input))],
    }),
    apply: async (tables, input, call) => {
      const owner = await findEntity(tables, call, kind, nameIn(input));
      if (!owner.ok) return owner;
      const policy = await tables.inlinePolicies.get(inlinePolicyKey(owner.value.key, input.PolicyName));
      if (policy === undefined) return err(noSuchPolicy(kind, input.PolicyName));
      return ok({
        result: {
          [member]: owner.value.name,
          // As it was asked for, where lists have it as it was given first. Others have seen it, and that names are
          // compared without case: https://github.com/radkawar/stackd/blob/9dc356f5e5cc49d2d334178a09c1398dd1c62617/testdata/aws/iam/policy_management.json
          PolicyName: input.PolicyName,
          // "Policies returned by this operation are URL-encoded compliant with RFC 3986" (API_GetUserPolicy)
          PolicyDocument: encodeRfc3986(policy.document),
        },
      });
    },
  });

  const list = defineOperation<List, ListUserPoliciesResponse>({
    name: `List${noun}Policies`,
    action: `iam:List${noun}Policies`,
    readOnly: true,
    check: markerFault,
    plan: async (tables, input, call) => ({
      authorize: [await checkOnEntity(tables, call, `iam:List${noun}Policies`, kind, nameIn(input))],
    }),
    apply: async (tables, input, call) => {
      const owner = await findEntity(tables, call, kind, nameIn(input));
      if (!owner.ok) return owner;
      const { items, ending } = await pageUnder(tables.inlinePolicies, keysUnder(owner.value.key), input);
      return ok({ result: { PolicyNames: items.map(({ policyName }) => policyName), ...ending } });
    },
  });

  const remove = defineOperation<Named>({
    name: `Delete${noun}Policy`,
    action: `iam:Delete${noun}Policy`,
    readOnly: false,
    plan: async (tables, input, call) => ({
      authorize: [await checkOnLimited(tables, call, `iam:Delete${noun}Policy`, kind, nameIn(input))],
    }),
    apply: async (tables, input, call) => {
      const owner = await findEntity(tables, call, kind, nameIn(input));
      if (!owner.ok) return owner;
      const key = inlinePolicyKey(owner.value.key, input.PolicyName);
      const fault = unmodifiable(owner.value);
      if (fault !== undefined) return err(fault);
      if ((await tables.inlinePolicies.get(key)) === undefined)
        return err(noSuchPolicy(kind, input.PolicyName));
      await tables.inlinePolicies.delete(key);
      return ok({ changed: true });
    },
  });

  return [put, get, list, remove];
}

export const inlinePolicyOperations: readonly Operation[] = [
  ...operationsOf('user'),
  ...operationsOf('group'),
  ...operationsOf('role'),
];

function noSuchPolicy(kind: EntityKind, name: string): Fault {
  return noSuchEntity(`The ${kind} policy with name ${name} cannot be found.`);
}
