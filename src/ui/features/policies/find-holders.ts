// Which users a managed policy is attached to already. Gatehouse does not carry out ListEntitiesForPolicy, so
// each user is asked about, until all whom the policy counts are found.

import type { IamApi } from '../../../client/aws-api.ts';

/** More users than these are not asked about: whoever is not found is refused nothing by it. */
const mostAsked = 100;

/** Without what AWS does not tell who asks. */
export async function findHolders(
  iam: Pick<IamApi, 'listAttachedUserPolicies'>,
  {
    policyArn,
    userNames,
    count,
  }: { readonly policyArn: string; readonly userNames: readonly string[]; readonly count: number },
): Promise<ReadonlySet<string>> {
  const holders = new Set<string>();
  for (const userName of userNames.slice(0, mostAsked)) {
    if (holders.size >= count) break;
    const attached = await iam.listAttachedUserPolicies({ userName });
    if (attached.kind !== 'ok') break;
    if (attached.value.some((policy) => policy.policyArn === policyArn)) holders.add(userName);
  }
  return holders;
}
