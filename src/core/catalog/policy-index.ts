// AWS's managed policies: which there are. https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html

import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { closest } from '../lang/suggest.ts';
import { makeUniqueId } from '../names/unique-id.ts';
import type { PoliciesFile } from './policies-file.ts';
import { managedPolicyKind } from './policy-kind.ts';
import { fromSteps } from './steps.ts';
import type { AwsManagedPolicy, CatalogProblem } from './types.ts';

export interface PolicyIndex {
  readonly build: string;
  /** By name. */
  readonly policies: readonly IndexedPolicy[];
  readonly byArn: ReadonlyMap<string, IndexedPolicy>;
  readonly byName: ReadonlyMap<string, IndexedPolicy>;
}

export interface IndexedPolicy extends AwsManagedPolicy {
  /** Place among the policies. */
  readonly number: number;
  /** Number of its document. */
  readonly documentNumber: number;
}

export function makePolicyIndex(file: PoliciesFile): PolicyIndex {
  const documents = fromSteps(file.documents);
  const retired = new Set(fromSteps(file.retired));
  const policies = file.names.split(' ').map((name, number): IndexedPolicy => {
    const path = file.paths[Number(file.pathOf[number])] ?? '/';
    const arn = `arn:aws:iam::aws:policy${path}${name}`;
    const created = file.created[number] ?? 0;
    return {
      number,
      documentNumber: documents[number] ?? -1,
      arn,
      name,
      path,
      kind: managedPolicyKind(path, name),
      policyId: policyIdOf(arn, name),
      defaultVersionId: `v${file.versions[number] ?? 1}`,
      createDate: isoDate(created),
      updateDate: isoDate(created + (file.updatedAfter[number] ?? 0)),
      retired: retired.has(number),
    };
  });
  return {
    build: file.build,
    policies,
    byArn: new Map(policies.map((policy) => [policy.arn, policy])),
    byName: new Map(policies.map((policy) => [policy.name.toLowerCase(), policy])),
  };
}

/** By ARN, which is compared with case, or by name, which is not. */
export function findPolicy(index: PolicyIndex, nameOrArn: string): IndexedPolicy | undefined {
  return index.byArn.get(nameOrArn) ?? index.byName.get(nameOrArn.toLowerCase());
}

export function unknownPolicy(index: PolicyIndex, nameOrArn: string): CatalogProblem {
  const name = nameOrArn.split('/').at(-1) ?? nameOrArn;
  const names = index.policies.map((policy) => policy.name);
  return { kind: 'unknown-policy', text: nameOrArn, closest: closest(name, names, 3) };
}

/** Without what is of use to the catalogue alone. */
export function publicPolicy(policy: IndexedPolicy): AwsManagedPolicy {
  const { arn, name, path, kind, policyId, defaultVersionId, createDate, updateDate, retired } = policy;
  return { arn, name, path, kind, policyId, defaultVersionId, createDate, updateDate, retired };
}

/** Ids as AWS shows them, of the policies that its documentation and every account's first steps name. */
const publishedIds: Readonly<Record<string, string>> = {
  AdministratorAccess: 'ANPAIWMBCKSKIEE64ZLYK',
  PowerUserAccess: 'ANPAJYRXTHIB4FOVS3ZXS',
  IAMFullAccess: 'ANPAI7XKCFMBPM3QQRRVQ',
  IAMReadOnlyAccess: 'ANPAJKSO7NDY4T57MWDSQ',
  AmazonS3FullAccess: 'ANPAIFIR6V6BVTRAHWINE',
  AmazonS3ReadOnlyAccess: 'ANPAIZTJ4DXE7G6AGAE6M',
  IAMUserChangePassword: 'ANPAJ4L4MM2A7QIEB56MS',
};

/** No source publishes the others' ids: theirs are made from the ARN, so that they are the same everywhere. */
function policyIdOf(arn: string, name: string): string {
  return publishedIds[name] ?? makeUniqueId('ANPA', sha256(utf8ToBytes(arn)));
}

function isoDate(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}
