// Managed policies: list them, look at one, read a version.

import { err, ok } from '../../core/lang/result.ts';
import { encodeRfc3986, queryList } from '../../core/wire/query-codec.ts';
import { xml, xmlIf, type XmlElement } from '../../core/wire/xml-writer.ts';
import { isoSeconds } from '../dates.ts';
import { noSuchEntity } from '../fault.ts';
import { defineOperation, type Call, type Operation } from '../operation.ts';
import type { Reading } from '../ports.ts';
import {
  attachmentCount,
  attachmentCounts,
  findAwsPolicy,
  findAwsVersion,
  findOwnPolicy,
  fromAws,
  fromOwn,
  isVisible,
  type ManagedPolicy,
  type ManagedPolicyVersion,
} from './managed-policy.ts';
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
  consult: async (catalog, { scope }) => (scope === 'Local' ? [] : catalog.managedPolicies()),
  apply: async (tables, input, call, { known: ofAws }) => {
    const { accountId } = call.caller.account;
    const own = input.scope === 'AWS' ? [] : await tables.managedPolicies.where('accountId', accountId);
    const counts = await attachmentCounts(tables, accountId);
    const attachments = ({ arn }: ManagedPolicy): number => counts.get(arn) ?? 0;
    const listed = [...own.map(fromOwn), ...ofAws.map(fromAws)]
      .filter((policy) => policy.path.startsWith(input.pathPrefix))
      .filter((policy) => isVisible(policy, attachments(policy)))
      .filter((policy) => !input.onlyAttached || attachments(policy) > 0)
      .sort((a, b) => (a.key < b.key ? -1 : 1));
    const { items, ending } = pageOf(listed, input.page);
    const elements = items.map((policy) => policyElements(policy, attachments(policy)));
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
  consult: async (catalog, { policyArn }) => {
    const policy = await findAwsPolicy(catalog, policyArn);
    if (policy === undefined) return undefined;
    return { policy, description: await catalog.managedPolicyDescription(policyArn) };
  },
  apply: async (tables, input, call, { known: ofAws }) => {
    const found = await lookAt(tables, call, input.policyArn, ofAws?.policy);
    if (found === undefined) return err(noSuchEntity(`Policy ${input.policyArn} was not found.`));
    const { policy, attachments } = found;
    const description = policy.description ?? ofAws?.description;
    // ListPolicies leaves the description out (API_Policy).
    const elements = [...policyElements(policy, attachments), ...xmlIf('Description', description)];
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
  consult: async (catalog, { policyArn }) => {
    const policy = await findAwsPolicy(catalog, policyArn);
    return policy === undefined ? undefined : { policy, version: await findAwsVersion(catalog, policy) };
  },
  apply: async (tables, input, call, { known: ofAws }) => {
    const found = await lookAt(tables, call, input.policyArn, ofAws?.policy);
    if (found === undefined) return err(noSuchEntity(`Policy ${input.policyArn} was not found.`));
    const { policy } = found;
    // Of AWS's policies the catalogue has the default version alone: the others are as if AWS had removed them.
    const versions = ofAws === undefined ? found.versions : [ofAws.version];
    const version = versions.find((each) => each?.versionId === input.versionId);
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

/** The policy as the account sees it: one of AWS's that is retired is there only where it is attached. */
async function lookAt(
  tables: Reading,
  { caller: { account } }: Call,
  arn: string,
  ofAws: ManagedPolicy | undefined,
): Promise<
  | {
      readonly policy: ManagedPolicy;
      readonly attachments: number;
      /** Of the account's own policies. */
      readonly versions: readonly ManagedPolicyVersion[];
    }
  | undefined
> {
  const own = ofAws === undefined ? await findOwnPolicy(tables, arn, account.accountId) : undefined;
  const policy = own === undefined ? ofAws : fromOwn(own);
  if (policy === undefined) return undefined;
  const attachments = await attachmentCount(tables, arn, account.accountId);
  return isVisible(policy, attachments) ? { policy, attachments, versions: own?.versions ?? [] } : undefined;
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
    // AWS says true of those for service-linked roles too, though only a service attaches them.
    xml('IsAttachable', String(policy.attachableTo !== 'nobody-new')),
    xml('CreateDate', isoSeconds(policy.createdAt)),
    xml('UpdateDate', isoSeconds(policy.updatedAt)),
  ];
}
