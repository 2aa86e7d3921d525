// Inline policies of users.

import { err, ok } from '../../core/lang/result.ts';
import { policySize } from '../../core/policy/size.ts';
import { encodeRfc3986, queryList } from '../../core/wire/query-codec.ts';
import { xml } from '../../core/wire/xml-writer.ts';
import { limitExceeded, noSuchEntity, type Fault } from '../fault.ts';
import { userPolicyKey } from '../keys.ts';
import { defineOperation, type Operation } from '../operation.ts';
import { pageOf, readPage } from './paging.ts';
import { inlinePolicySizePerUser } from './quotas.ts';
import { policyDocument, policyName, userName } from './rules.ts';
import { checkOnUser, findUser } from './target-user.ts';

const putUserPolicy = defineOperation({
  name: 'PutUserPolicy',
  action: 'iam:PutUserPolicy',
  readOnly: false,
  parse: (parameters) => ({
    userName: parameters.required('UserName', userName),
    policyName: parameters.required('PolicyName', policyName),
    document: parameters.required('PolicyDocument', policyDocument),
  }),
  plan: async (tables, input, call) => ({
    authorize: [await checkOnUser(tables, call, 'iam:PutUserPolicy', input.userName)],
  }),
  // The reader of policies is fetched when the first is written: nobody waits for it before.
  consult: async (_catalog, { document }) => {
    const { malformedBy } = await import('./malformed-policy.ts');
    return malformedBy(document, 'identity');
  },
  apply: async (tables, input, call, { known: malformed }) => {
    const user = await findUser(tables, call, input.userName);
    if (!user.ok) return user;
    if (malformed !== undefined) return err(malformed);
    const ownerKey = user.value.key;
    const key = userPolicyKey(ownerKey, input.policyName);
    const others = (await tables.userPolicies.where('ownerKey', ownerKey)).filter(
      (other) => other.key !== key,
    );
    const size = [...others, input].reduce((sum, { document }) => sum + policySize(document, 'identity'), 0);
    if (size > inlinePolicySizePerUser) {
      const message = `Maximum policy size of ${inlinePolicySizePerUser} bytes exceeded for user ${user.value.userName}`;
      return err(limitExceeded(message));
    }
    await tables.userPolicies.put({
      key,
      accountId: user.value.accountId,
      ownerKey,
      policyName: input.policyName,
      document: input.document,
    });
    return ok({ output: { kind: 'query', result: undefined }, changed: true });
  },
});

const getUserPolicy = defineOperation({
  name: 'GetUserPolicy',
  action: 'iam:GetUserPolicy',
  readOnly: true,
  parse: (parameters) => ({
    userName: parameters.required('UserName', userName),
    policyName: parameters.required('PolicyName', policyName),
  }),
  plan: async (tables, input, call) => ({
    authorize: [await checkOnUser(tables, call, 'iam:GetUserPolicy', input.userName)],
  }),
  apply: async (tables, input, call) => {
    const user = await findUser(tables, call, input.userName);
    if (!user.ok) return user;
    const policy = await tables.userPolicies.get(userPolicyKey(user.value.key, input.policyName));
    if (policy === undefined) return err(noSuchPolicy(input.policyName));
    return ok({
      output: {
        kind: 'query',
        result: [
          xml('UserName', user.value.userName),
          xml('PolicyName', policy.policyName),
          // "Policies returned by this operation are URL-encoded compliant with RFC 3986" (API_GetUserPolicy)
          xml('PolicyDocument', encodeRfc3986(policy.document)),
        ],
      },
    });
  },
});

const listUserPolicies = defineOperation({
  name: 'ListUserPolicies',
  action: 'iam:ListUserPolicies',
  readOnly: true,
  parse: (parameters) => ({
    userName: parameters.required('UserName', userName),
    page: readPage(parameters),
  }),
  plan: async (tables, input, call) => ({
    authorize: [await checkOnUser(tables, call, 'iam:ListUserPolicies', input.userName)],
  }),
  apply: async (tables, input, call) => {
    const user = await findUser(tables, call, input.userName);
    if (!user.ok) return user;
    const policies = await tables.userPolicies.where('ownerKey', user.value.key);
    const { items, ending } = pageOf(policies, input.page);
    const names = items.map((policy) => policy.policyName);
    return ok({ output: { kind: 'query', result: [queryList('PolicyNames', names), ...ending] } });
  },
});

const deleteUserPolicy = defineOperation({
  name: 'DeleteUserPolicy',
  action: 'iam:DeleteUserPolicy',
  readOnly: false,
  parse: (parameters) => ({
    userName: parameters.required('UserName', userName),
    policyName: parameters.required('PolicyName', policyName),
  }),
  plan: async (tables, input, call) => ({
    authorize: [await checkOnUser(tables, call, 'iam:DeleteUserPolicy', input.userName)],
  }),
  apply: async (tables, input, call) => {
    const user = await findUser(tables, call, input.userName);
    if (!user.ok) return user;
    const key = userPolicyKey(user.value.key, input.policyName);
    if ((await tables.userPolicies.get(key)) === undefined) return err(noSuchPolicy(input.policyName));
    await tables.userPolicies.delete(key);
    return ok({ output: { kind: 'query', result: undefined }, changed: true });
  },
});

export const inlinePolicyOperations: readonly Operation[] = [
  putUserPolicy,
  getUserPolicy,
  listUserPolicies,
  deleteUserPolicy,
];

function noSuchPolicy(name: string): Fault {
  return noSuchEntity(`The user policy with name ${name} cannot be found.`);
}
