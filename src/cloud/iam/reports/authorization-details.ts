// GetAccountAuthorizationDetails: users, roles, groups and managed policies with all that says what they may do, in
// pages that go across the lists.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html

import type {
  GetAccountAuthorizationDetailsRequest,
  GetAccountAuthorizationDetailsResponse,
} from '@aws-sdk/client-iam';
import type { AwsManagedPolicy } from '../../../core/catalog/types.ts';
import { ok } from '../../../core/lang/result.ts';
import { validationError } from '../../fault.ts';
import { keysOf } from '../../keys.ts';
import { defineOperation, type Operation } from '../../operation.ts';
import type { Catalog, Reading } from '../../ports.ts';
import type { Answered } from '../../sdk-types.ts';
import { checkOnAccount } from '../entities.ts';
import { findAwsVersion, fromAws, policyUses, type PolicyUses } from '../managed-policy.ts';
import { decodeMarker, pageOf } from '../paging.ts';
import { isAwsPolicyArn } from '../policy-arn.ts';
import { groupDetail, ownPolicyDetail, policyDetail, roleDetail, userDetail } from './entity-details.ts';

type Details = Answered<GetAccountAuthorizationDetailsResponse>;
type DetailMember = 'UserDetailList' | 'RoleDetailList' | 'GroupDetailList' | 'Policies';
type Filter = NonNullable<GetAccountAuthorizationDetailsRequest['Filter']>[number];

/** One of the account's, of which nothing is looked up until it is known to be on the page. */
interface Listed {
  /** The section's letter and the record's key: the order of the pages. */
  readonly key: string;
  readonly detail: () => Promise<Pick<Details, DetailMember>>;
}

interface Source {
  readonly tables: Reading;
  readonly accountId: string;
  readonly uses: ReadonlyMap<string, PolicyUses>;
  readonly ofAws: readonly AwsDetails[];
}

/** Where a page begins, and how many it takes to know that there is another. */
interface Part {
  readonly after?: string;
  readonly most: number;
}

/** AWS gives users first, then roles, groups and policies, whatever the order of the filters. */
const sections: readonly {
  readonly letter: string;
  readonly filter: Filter;
  readonly list: (source: Source, part: Part) => Promise<readonly Listed[]>;
}[] = [
  {
    letter: 'a',
    filter: 'User',
    list: async ({ tables, accountId }, part) =>
      (await tables.users.under(keysOf(accountId, 'user'), part)).map((user) => ({
        key: user.key,
        detail: async () => ({ UserDetailList: [await userDetail(tables, user)] }),
      })),
  },
  {
    letter: 'b',
    filter: 'Role',
    list: async ({ tables, accountId }, part) =>
      (await tables.roles.under(keysOf(accountId, 'role'), part)).map((role) => ({
        key: role.key,
        detail: async () => ({ RoleDetailList: [await roleDetail(tables, role)] }),
      })),
  },
  {
    letter: 'c',
    filter: 'Group',
    list: async ({ tables, accountId }, part) =>
      (await tables.groups.under(keysOf(accountId, 'group'), part)).map((group) => ({
        key: group.key,
        detail: async () => ({ GroupDetailList: [await groupDetail(tables, group)] }),
      })),
  },
  {
    letter: 'd',
    filter: 'LocalManagedPolicy',
    list: async ({ tables, accountId, uses }, part) =>
      (await tables.managedPolicies.under(keysOf(accountId, 'policy'), part)).map((policy) => ({
        key: policy.key,
        detail: () => Promise.resolve({ Policies: [ownPolicyDetail(policy, uses.get(policy.arn))] }),
      })),
  },
  {
    letter: 'e',
    filter: 'AWSManagedPolicy',
    // Those alone that somebody uses: AWS has more than a thousand.
    list: ({ uses, ofAws }) =>
      Promise.resolve(
        ofAws
          .filter(({ policy }) => uses.has(policy.arn))
          .map(({ policy, version }) => ({
            key: policy.key,
            detail: () =>
              Promise.resolve({ Policies: [policyDetail(policy, [version], uses.get(policy.arn))] }),
          })),
      ),
  },
];

type AwsDetails = Awaited<ReturnType<typeof awsPolicies>>[number];

const getAccountAuthorizationDetails = defineOperation<
  GetAccountAuthorizationDetailsRequest,
  GetAccountAuthorizationDetailsResponse,
  readonly AwsDetails[]
>({
  name: 'GetAccountAuthorizationDetails',
  action: 'iam:GetAccountAuthorizationDetails',
  readOnly: true,
  // AWS's sentence, whatever is wrong with the marker.
  check: ({ Marker, Filter }) =>
    Marker !== undefined && sectionOf(Marker, Filter) === undefined
      ? validationError('Marker and Filter do not match')
      : undefined,
  plan: (_tables, _input, call) => ({
    authorize: [checkOnAccount(call, 'iam:GetAccountAuthorizationDetails')],
  }),
  consult: async ({ catalog, read }, { Filter }, { caller }) => {
    if (!isAsked('AWSManagedPolicy', Filter)) return [];
    const uses = await read((tables) => policyUses(tables, caller.account.accountId));
    return awsPolicies(catalog, [...uses.keys()]);
  },
  apply: async (tables, input, { caller }, { known: ofAws }) => {
    const { accountId } = caller.account;
    const { Marker, MaxItems = 100, Filter } = input;
    const source = { tables, accountId, uses: await policyUses(tables, accountId), ofAws };
    const begin = Marker === undefined ? undefined : sectionOf(Marker, Filter);
    const found: Listed[] = [];
    for (const { letter, filter, list } of sections) {
      if (!isAsked(filter, Filter) || letter < (begin?.letter ?? '') || found.length > MaxItems) continue;
      const after = letter === begin?.letter ? { after: begin.key } : {};
      const listed = await list(source, { ...after, most: MaxItems + 1 - found.length });
      found.push(...listed.map(({ key, detail }) => ({ key: `${letter}/${key}`, detail })));
    }
    const { items, ending } = pageOf(found, { Marker, MaxItems });
    const details = await Promise.all(items.map(({ detail }) => detail()));
    const listOf = <Member extends DetailMember>(member: Member): Details[Member] =>
      details.flatMap((each) => (each[member] ?? []) as readonly never[]);
    return ok({
      result: {
        UserDetailList: listOf('UserDetailList'),
        GroupDetailList: listOf('GroupDetailList'),
        RoleDetailList: listOf('RoleDetailList'),
        Policies: listOf('Policies'),
        ...ending,
      },
    });
  },
});

export const authorizationDetailOperations: readonly Operation[] = [getAccountAuthorizationDetails];

function isAsked(filter: Filter, filters: readonly Filter[] | undefined): boolean {
  return filters === undefined || filters.length === 0 || filters.includes(filter);
}

/** Where the page before ended, by its marker; undefined where these filters have no such place. */
function sectionOf(
  marker: string,
  filters: readonly Filter[] | undefined,
): { readonly letter: string; readonly key: string } | undefined {
  const text = decodeMarker(marker) ?? '';
  const section = sections.find(({ letter }) => text.startsWith(`${letter}/`));
  return section !== undefined && isAsked(section.filter, filters)
    ? { letter: section.letter, key: text.slice(section.letter.length + 1) }
    : undefined;
}

/** AWS's policies among the ARNs, with their documents, in the order of their keys. Of their versions the catalogue has one. */
async function awsPolicies(catalog: Catalog, arns: readonly string[]) {
  const wanted = new Set(arns.filter(isAwsPolicyArn));
  if (wanted.size === 0) return [];
  const policies = (await catalog.managedPolicies())
    .filter(({ arn }: AwsManagedPolicy) => wanted.has(arn))
    .map(fromAws);
  const details = await Promise.all(
    policies.map(async (policy) => ({ policy, version: await findAwsVersion(catalog, policy) })),
  );
  return details
    .flatMap(({ policy, version }) => (version === undefined ? [] : [{ policy, version }]))
    .sort((a, b) => (a.policy.key < b.policy.key ? -1 : 1));
}
