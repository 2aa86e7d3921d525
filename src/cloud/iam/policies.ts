// Managed policies: list them, look at one, read a version.

import { err, ok } from '../../core/lang/result.ts';
import { encodeRfc3986, queryList } from '../../core/wire/query-codec.ts';
import { xml, xmlIf, type XmlElement } from '../../core/wire/xml-writer.ts';
import { isoSeconds } from '../dates.ts';
import { noSuchEntity } from '../fault.ts';
import { defineOperation, type Call, type Operation } from '../operation.ts';
import type { Reading } from '../ports.ts';
import { findManagedPolicy, listManagedPolicies, type ManagedPolicy } from './managed-policy.ts';
import { pageOf, readPage } from './paging.ts';
import { pathPrefix, policyArn, versionId } from './rules.ts';
import { checkOnAccount } from './target-user.ts';

const listPolicies = defineOperation({
  name: 'ListPolicies',
  action: 'iam:ListPolicies',
  readOnly: true,
  parse: (parameters) => {
    parameters.unsupported('PolicyUsageFilter');
    return {
      scope: parameters.optional('Scope', { oneOf: ['All', 'AWS', 'Local'] }) ?? 'All',
      onlyAttached: parameters.optional('OnlyAttached', { oneOf: ['true', 'false'] }) === 'true',
      pathPrefix: parameters.optional('PathPrefix', pathPrefix) ?? '/',
      page: readPage(parameters),
    };
  },
  plan: (_tables, _input, call) => ({ authorize: [checkOnAccount(call, 'iam:ListPolicies')] }),
  apply: async (tables, input, call) => {
    const { accountId } = call.caller.account;
    const policies = await listManagedPolicies(tables, accountId, input.scope);
    const members: { readonly key: string; readonly elements: readonly XmlElement[] }[] = [];
    for (const policy of policies) {
      if (!policy.path.startsWith(input.pathPrefix)) continue;
      const attachments = await attachmentCount(tables, policy.arn, call);
      if (input.onlyAttached && attachments === 0) continue;
      members.push({ key: policy.key, elements: policyElements(policy, attachments) });
    }
    const { items, ending } = pageOf(members, input.page);
    const elements = items.map((item) => item.elements);
    return ok({ output: { kind: 'query', result: [queryList('Policies', elements), ...ending] } });
  },
});

const getPolicy = defineOperation({
  name: 'GetPolicy',
  action: 'iam:GetPolicy',
  readOnly: true,
  parse: (parameters) => ({ policyArn: parameters.required('PolicyArn', policyArn) }),
  plan: (_tables, input, call) => ({
    authorize: [checkOnAccount(call, 'iam:GetPolicy', input.policyArn)],
  }),
  apply: async (tables, input, call) => {
    const policy = await findManagedPolicy(tables, input.policyArn, call.caller.account.accountId);
    if (policy === undefined) return err(noSuchEntity(`Policy ${input.policyArn} was not found.`));
    const attachments = await attachmentCount(tables, policy.arn, call);
    // ListPolicies leaves the description out (API_Policy).
    const elements = [...policyElements(policy, attachments), ...xmlIf('Description', policy.description)];
    return ok({ output: { kind: 'query', result: [xml('Policy', elements)] } });
  },
});

const getPolicyVersion = defineOperation({
  name: 'GetPolicyVersion',
  action: 'iam:GetPolicyVersion',
  readOnly: true,
  parse: (parameters) => ({
    policyArn: parameters.required('PolicyArn', policyArn),
    versionId: parameters.required('VersionId', versionId),
  }),
  plan: (_tables, input, call) => ({
    authorize: [checkOnAccount(call, 'iam:GetPolicyVersion', input.policyArn)],
  }),
  apply: async (tables, input, call) => {
    const policy = await findManagedPolicy(tables, input.policyArn, call.caller.account.accountId);
    if (policy === undefined) return err(noSuchEntity(`Policy ${input.policyArn} was not found.`));
    const version = policy.versions.find((each) => each.versionId === input.versionId);
    if (version === undefined) {
      const what = `Policy ${input.policyArn} version ${input.versionId}`;
      return err(noSuchEntity(`${what} does not exist or is not attachable.`));
    }
    return ok({
      output: {
        kind: 'query',
        result: [
          xml('PolicyVersion', [
            xml('Document', encodeRfc3986(version.document)),
            xml('VersionId', version.versionId),
            xml('IsDefaultVersion', String(version.versionId === policy.defaultVersionId)),
            xml('CreateDate', isoSeconds(version.createdAt)),
          ]),
        ],
      },
    });
  },
});

export const policyOperations: readonly Operation[] = [listPolicies, getPolicy, getPolicyVersion];

/** How many principals of this account the policy is attached to. */
async function attachmentCount(tables: Reading, arn: string, call: Call): Promise<number> {
  const attachments = await tables.attachments.where('policyArn', arn);
  return attachments.filter(({ accountId }) => accountId === call.caller.account.accountId).length;
}

function policyElements(policy: ManagedPolicy, attachments: number): readonly XmlElement[] {
  return [
    xml('PolicyName', policy.policyName),
    xml('PolicyId', policy.policyId),
    xml('Arn', policy.arn),
    xml('Path', policy.path),
    xml('DefaultVersionId', policy.defaultVersionId),
    xml('AttachmentCount', String(attachments)),
    xml('PermissionsBoundaryUsageCount', '0'),
    xml('IsAttachable', 'true'),
    xml('CreateDate', isoSeconds(policy.createdAt)),
    xml('UpdateDate', isoSeconds(policy.updatedAt)),
  ];
}
