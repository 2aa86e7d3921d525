// Managed policies attached to users.

import { err, ok } from '../../core/lang/result.ts';
import { queryList } from '../../core/wire/query-codec.ts';
import { xml, type XmlElement } from '../../core/wire/xml-writer.ts';
import { noSuchEntity, quotaExceeded } from '../fault.ts';
import { attachmentKey } from '../keys.ts';
import { defineOperation, type Operation } from '../operation.ts';
import { findManagedPolicy } from './managed-policy.ts';
import { pageOf, readPage } from './paging.ts';
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
  apply: async (tables, input, call) => {
    const user = await findUser(tables, call, input.userName);
    if (!user.ok) return user;
    const policy = await findManagedPolicy(tables, input.policyArn, user.value.accountId);
    if (policy === undefined) {
      return err(noSuchEntity(`Policy ${input.policyArn} does not exist or is not attachable.`));
    }
    const ownerKey = user.value.key;
    const attached = await tables.attachments.where('ownerKey', ownerKey);
    const key = attachmentKey(ownerKey, policy.arn);
    // Attaching twice is no error, and changes nothing.
    if (attached.some((attachment) => attachment.key === key)) {
      return ok({ output: { kind: 'query', result: undefined } });
    }
    if (attached.length >= managedPoliciesPerUser) {
      return err(quotaExceeded('PoliciesPerUser', managedPoliciesPerUser));
    }
    await tables.attachments.put({
      key,
      accountId: user.value.accountId,
      ownerKey,
      policyArn: policy.arn,
    });
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
    const policies: { readonly key: string; readonly elements: readonly XmlElement[] }[] = [];
    for (const attachment of attached) {
      const policy = await findManagedPolicy(tables, attachment.policyArn, user.value.accountId);
      if (policy === undefined || !policy.path.startsWith(input.pathPrefix)) continue;
      const elements = [xml('PolicyName', policy.policyName), xml('PolicyArn', policy.arn)];
      policies.push({ key: attachment.key, elements });
    }
    const { items, ending } = pageOf(policies, input.page);
    const members = items.map(({ elements }) => elements);
    return ok({ output: { kind: 'query', result: [queryList('AttachedPolicies', members), ...ending] } });
  },
});

export const attachmentOperations: readonly Operation[] = [
  attachUserPolicy,
  detachUserPolicy,
  listAttachedUserPolicies,
];
