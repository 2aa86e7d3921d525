// The versions of a managed policy: read one, list them. Of AWS's policies the catalogue has the default version alone:
// the others are as if AWS had removed them.

import type {
  GetPolicyVersionRequest,
  GetPolicyVersionResponse,
  ListPolicyVersionsRequest,
  ListPolicyVersionsResponse,
  PolicyVersion,
} from '@aws-sdk/client-iam';
import { err, ok } from '../../core/lang/result.ts';
import { encodeRfc3986 } from '../../core/wire/query-codec.ts';
import { defineOperation, type Operation } from '../operation.ts';
import type { Catalog } from '../ports.ts';
import type { Answered } from '../sdk-types.ts';
import { checkOnPolicy, lookAt, noSuchPolicy, noSuchVersion } from './find-policy.ts';
import {
  findAwsPolicy,
  findAwsVersion,
  type ManagedPolicy,
  type ManagedPolicyVersion,
} from './managed-policy.ts';
import { markerFault, pageOf } from './paging.ts';
import { malformedPolicyArn } from './policy-arn.ts';

interface FoundAwsVersion {
  readonly policy: ManagedPolicy;
  readonly version: ManagedPolicyVersion | undefined;
}

const getPolicyVersion = defineOperation<
  GetPolicyVersionRequest,
  GetPolicyVersionResponse,
  FoundAwsVersion | undefined
>({
  name: 'GetPolicyVersion',
  action: 'iam:GetPolicyVersion',
  readOnly: true,
  check: ({ PolicyArn }) => malformedPolicyArn(PolicyArn),
  plan: async (tables, { PolicyArn }, call) => ({
    authorize: [await checkOnPolicy(tables, call, 'iam:GetPolicyVersion', PolicyArn)],
  }),
  consult: ({ catalog }, { PolicyArn }) => findInCatalog(catalog, PolicyArn),
  apply: async (tables, { PolicyArn, VersionId }, call, { known: ofAws }) => {
    const found = await lookAt(tables, call, PolicyArn, ofAws?.policy);
    // Of a policy that is not there IAM says that the version is not.
    if (found === undefined) return err(noSuchVersion(PolicyArn, VersionId));
    const versions = ofAws === undefined ? found.versions : [ofAws.version];
    const version = versions.find((each) => each?.versionId === VersionId);
    if (version === undefined) return err(noSuchVersion(PolicyArn, VersionId));
    return ok({
      result: {
        PolicyVersion: {
          Document: encodeRfc3986(version.document),
          ...sdkVersion(version, found.policy.defaultVersionId),
        },
      },
    });
  },
});

const listPolicyVersions = defineOperation<
  ListPolicyVersionsRequest,
  ListPolicyVersionsResponse,
  FoundAwsVersion | undefined
>({
  name: 'ListPolicyVersions',
  action: 'iam:ListPolicyVersions',
  readOnly: true,
  check: (input) => malformedPolicyArn(input.PolicyArn) ?? markerFault(input),
  plan: async (tables, { PolicyArn }, call) => ({
    authorize: [await checkOnPolicy(tables, call, 'iam:ListPolicyVersions', PolicyArn)],
  }),
  consult: ({ catalog }, { PolicyArn }) => findInCatalog(catalog, PolicyArn),
  apply: async (tables, input, call, { known: ofAws }) => {
    const found = await lookAt(tables, call, input.PolicyArn, ofAws?.policy);
    if (found === undefined) return err(noSuchPolicy(input.PolicyArn));
    const versions =
      ofAws === undefined ? found.versions : ofAws.version === undefined ? [] : [ofAws.version];
    const { items, ending } = pageOf(newestFirst(versions), input);
    return ok({
      result: {
        Versions: items.map(({ version }) => sdkVersion(version, found.policy.defaultVersionId)),
        ...ending,
      },
    });
  },
});

export const policyVersionOperations: readonly Operation[] = [getPolicyVersion, listPolicyVersions];

/** A version as lists have it: the document is in the answer of GetPolicyVersion alone (API_PolicyVersion). */
export function sdkVersion(
  { versionId, createdAt }: ManagedPolicyVersion,
  defaultVersionId: string,
): Answered<PolicyVersion> {
  return {
    VersionId: versionId,
    IsDefaultVersion: versionId === defaultVersionId,
    CreateDate: new Date(createdAt),
  };
}

/** As AWS lists them. The keys put them in that order, for paging. */
function newestFirst(
  versions: readonly ManagedPolicyVersion[],
): readonly { readonly key: string; readonly version: ManagedPolicyVersion }[] {
  return versions
    .map((version) => ({ key: countdown(version.versionId), version }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** `v12` → a text that sorts before that of `v11`. */
function countdown(versionId: string): string {
  return String(1e9 - Number.parseInt(versionId.slice(1), 10)).padStart(10, '0');
}

async function findInCatalog(catalog: Catalog, arn: string): Promise<FoundAwsVersion | undefined> {
  const policy = await findAwsPolicy(catalog, arn);
  return policy === undefined ? undefined : { policy, version: await findAwsVersion(catalog, policy) };
}
