// Managed policies: list them, look at one.

import type {
  GetPolicyRequest,
  GetPolicyResponse,
  ListPoliciesRequest,
  ListPoliciesResponse,
  Policy,
} from '@aws-sdk/client-iam';
import type { AwsManagedPolicy } from '../../core/catalog/types.ts';
import { err, ok } from '../../core/lang/result.ts';
import { keysOf } from '../keys.ts';
import { defineOperation, type Operation } from '../operation.ts';
import type { Answered } from '../sdk-types.ts';
import { sdkTags } from '../tags.ts';
import { checkOnAccount, saidAs } from './entities.ts';
import { checkOnPolicy, lookAt, noSuchPolicy } from './find-policy.ts';
import {
  findAwsPolicy,
  fromAws,
  fromOwn,
  isVisible,
  policyUses,
  unused,
  type ManagedPolicy,
  type PolicyUses,
} from './managed-policy.ts';
import { markerFault, pageOf } from './paging.ts';
import { malformedPolicyArn } from './policy-arn.ts';

const listPolicies = defineOperation<ListPoliciesRequest, ListPoliciesResponse, readonly AwsManagedPolicy[]>({
  name: 'ListPolicies',
  action: 'iam:ListPolicies',
  readOnly: true,
  check: markerFault,
  plan: (_tables, { PathPrefix = '/' }, call) => ({
    authorize: [saidAs(checkOnAccount(call, 'iam:ListPolicies'), `policy path ${PathPrefix}`)],
  }),
  consult: async ({ catalog }, { Scope }) => (Scope === 'Local' ? [] : catalog.managedPolicies()),
  apply: async (tables, input, call, { known: ofAws }) => {
    const { accountId } = call.caller.account;
    const { PathPrefix = '/', OnlyAttached = false, PolicyUsageFilter } = input;
    const own = input.Scope === 'AWS' ? [] : await tables.managedPolicies.under(keysOf(accountId, 'policy'));
    const uses = await policyUses(tables, accountId);
    const usesOf = ({ arn }: ManagedPolicy): PolicyUses => uses.get(arn) ?? unused;
    const counted = (policy: ManagedPolicy): number => {
      const { attachments, boundaries } = usesOf(policy);
      if (PolicyUsageFilter === undefined) return attachments + boundaries;
      return PolicyUsageFilter === 'PermissionsBoundary' ? boundaries : attachments;
    };
    const listed = [...own.map(fromOwn), ...ofAws.map(fromAws)]
      .filter((policy) => policy.path.startsWith(PathPrefix))
      .filter((policy) => isVisible(policy, usesOf(policy)))
      // PolicyUsageFilter "to list only" policies that are used so, as the page has it, counts with OnlyAttached alone, as
      // others have seen: https://github.com/radkawar/stackd/blob/9dc356f5e5cc49d2d334178a09c1398dd1c62617/testdata/aws/iam/policy_management.json
      .filter((policy) => !OnlyAttached || counted(policy) > 0)
      .sort((a, b) => (a.key < b.key ? -1 : 1));
    const { items, ending } = pageOf(listed, input);
    return ok({ result: { Policies: items.map((policy) => sdkPolicy(policy, usesOf(policy))), ...ending } });
  },
});

interface FoundAwsPolicy {
  readonly policy: ManagedPolicy;
  readonly description: string | undefined;
}

const getPolicy = defineOperation<GetPolicyRequest, GetPolicyResponse, FoundAwsPolicy | undefined>({
  name: 'GetPolicy',
  action: 'iam:GetPolicy',
  readOnly: true,
  check: ({ PolicyArn }) => malformedPolicyArn(PolicyArn),
  plan: async (tables, { PolicyArn }, call) => ({
    authorize: [await checkOnPolicy(tables, call, 'iam:GetPolicy', PolicyArn)],
  }),
  consult: async ({ catalog }, { PolicyArn }) => {
    const policy = await findAwsPolicy(catalog, PolicyArn);
    if (policy === undefined) return undefined;
    return { policy, description: await catalog.managedPolicyDescription(PolicyArn) };
  },
  apply: async (tables, { PolicyArn }, call, { known: ofAws }) => {
    const found = await lookAt(tables, call, PolicyArn, ofAws?.policy);
    if (found === undefined) return err(noSuchPolicy(PolicyArn));
    const { policy, uses } = found;
    // ListPolicies leaves description and tags out (API_Policy).
    const description = policy.description ?? ofAws?.description;
    return ok({
      result: {
        Policy: {
          ...sdkPolicy(policy, uses),
          ...(description === undefined ? {} : { Description: description }),
          // With an empty list where there are none, unlike GetUser and GetRole: as IAM was recorded to answer.
          Tags: sdkTags(found.tags),
        },
      },
    });
  },
});

export const policyOperations: readonly Operation[] = [listPolicies, getPolicy];

/** A policy as lists have it. */
export function sdkPolicy(policy: ManagedPolicy, uses: PolicyUses): Answered<Policy> {
  return {
    PolicyName: policy.policyName,
    PolicyId: policy.policyId,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: policy.defaultVersionId,
    AttachmentCount: uses.attachments,
    PermissionsBoundaryUsageCount: uses.boundaries,
    // AWS says true of those for service-linked roles too, though only a service attaches them.
    IsAttachable: policy.attachableTo !== 'nobody-new',
    CreateDate: new Date(policy.createdAt),
    UpdateDate: new Date(policy.updatedAt),
  };
}
