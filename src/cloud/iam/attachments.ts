// Managed policies attached to users.

import { err, ok } from '../../core/lang/result.ts';
import { queryList } from '../../core/wire/query-codec.ts';
import { xml } from '../../core/wire/xml-writer.ts';
import { noSuchEntity, policyNotAttachable, quotaExceeded } from '../fault.ts';
import { attachmentKey } from '../keys.ts';
import { defineOperation, type Operation } from '../operation.ts';
import { findAwsPolicy, findOwnPolicy, fromOwn } from './managed-policy.ts';
import { pageOf, readPage } from './paging.ts';
import { partsOfPolicyArn } from './policy-arn.ts';
import { managedPoliciesPerUser } from './quotas.ts';
import { pathPrefix, policyArn, userName } from './rules.ts';
import { checkOnUser, findUser } from './target-user.ts';

const attachUserPolicy = defineOperation({
  name: 'AttachUserPolicy',
  action: 'iam:AttachUserPolicy',
  readOnly: false,
  parse: (parameters) => ({
    userName: parameters.required('UserName', userName),
    policyArn: parameters.required('PolicyArn', policyArn),
  }),
  plan: async (tables, input, call) => {
    const check = await checkOnUser(tables, call, 'iam:AttachUserPolicy', input.userName);
    return { authorize: [{ ...check, context: { 'iam:PolicyARN': input.policyArn } }] };
  },
  consult: (catalog, { policyArn }) => findAwsPolicy(catalog, policyArn),
  apply: async (tables, input, call, { known: ofAws }) => {
    const user = await findUser(tables, call, input.userName);
    if (!user.ok) return user;
    const { accountId, key: ownerKey } = user.value;
    const own = ofAws === undefined ? await findOwnPolicy(tables, input.policyArn, accountId) : undefined;
    const policy = own === undefined ? ofAws : fromOwn(own);
    const attached = await tables.attachments.where('ownerKey', ownerKey);
    const key = attachmentKey(ownerKey, input.policyArn);
    // Attaching twice is no error, and changes nothing.
    if (policy !== undefined && attached.some((attachment) => attachment.key === key)) {
      return ok({ output: { kind: 'query', result: undefined } });
    }
    if (policy === undefined || policy.attachableTo === 'nobody-new') {
      return err(noSuchEntity(`Policy ${input.policyArn} does not exist or is not attachable.`));
    }
    if (policy.attachableTo === 'service-linked-roles') return err(policyNotAttachable());
    if (attached.length >= managedPoliciesPerUser) {
      return err(quotaExceeded('PoliciesPerUser', managedPoliciesPerUser));
    }
    await tables.attachments.put({ key, accountId, ownerKey, policyArn: policy.arn });
    return ok({ output: { kind: 'query', result: undefined }, changed: true });
  },
});

const detachUserPolicy = defineOperation({
  name: 'DetachUserPolicy',
  action: 'iam:DetachUserPolicy',
  readOnly: false,
  parse: (parameters) => ({
    userName: parameters.required('UserName', userName),
    policyArn: parameters.required('PolicyArn', policyArn),
  }),
  plan: async (tables, input, call) => {
    const check = await checkOnUser(tables, call, 'iam:DetachUserPolicy', input.userName);
    return { authorize: [{ ...check, context: { 'iam:PolicyARN': input.policyArn } }] };
  },
  apply: async (tables, input, call) => {
    const user = await findUser(tables, call, input.userName);
    if (!user.ok) return user;
    const key = attachmentKey(user.value.key, input.policyArn);
    if ((await tables.attachments.get(key)) === undefined) {
      return err(noSuchEntity(`Policy ${input.policyArn} was not found.`));
    }
    await tables.attachments.delete(key);
    return ok({ output: { kind: 'query', result: undefined }, changed: true });
  },
});

const listAttachedUserPolicies = defineOperation({
  name: 'ListAttachedUserPolicies',
  action: 'iam:ListAttachedUserPolicies',
  readOnly: true,
  parse: (parameters) => ({
    userName: parameters.required('UserName', userName),
    pathPrefix: parameters.optional('PathPrefix', pathPrefix) ?? '/',
    page: readPage(parameters),
  }),
  plan: async (tables, input, call) => ({
    authorize: [await checkOnUser(tables, call, 'iam:ListAttachedUserPolicies', input.userName)],
  }),
  apply: async (tables, input, call) => {
    const user = await findUser(tables, call, input.userName);
    if (!user.ok) return user;
    const attached = await tables.attachments.where('ownerKey', user.value.key);
    // Path and name are in the ARN: no policy needs to be looked up.
    const policies = attached
      .map(({ key, policyArn: arn }) => ({ key, arn, ...partsOfPolicyArn(arn) }))
      .filter(({ path }) => path.startsWith(input.pathPrefix));
    const { items, ending } = pageOf(policies, input.page);
    const members = items.map(({ policyName, arn }) => [
      xml('PolicyName', policyName),
      xml('PolicyArn', arn),
    ]);
    return ok({ output: { kind: 'query', result: [queryList('AttachedPolicies', members), ...ending] } });
  },
});

export const attachmentOperations: readonly Operation[] = [
  attachUserPolicy,
  detachUserPolicy,
  listAttachedUserPolicies,
];
