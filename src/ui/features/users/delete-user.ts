// Deleting a user as AWS's console does: IAM refuses with DeleteConflict while anything hangs on the
// user, so the console takes each thing away first, by a request of its own.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_users_remove.html

import type { Answer, AttachedPolicy, IamApi } from '../../../client/aws-api.ts';

export interface Obstacles {
  readonly accessKeyIds: readonly string[];
  readonly inlinePolicies: readonly string[];
  readonly attachedPolicies: readonly AttachedPolicy[];
}

export function countObstacles({ accessKeyIds, inlinePolicies, attachedPolicies }: Obstacles): number {
  return accessKeyIds.length + inlinePolicies.length + attachedPolicies.length;
}

/** What stands in the way, or the first refusal to say so. */
export async function findObstacles(iam: IamApi, userName: string): Promise<Answer<Obstacles>> {
  const [keys, inline, attached] = await Promise.all([
    iam.listAccessKeys({ userName }),
    iam.listUserPolicies({ userName }),
    iam.listAttachedUserPolicies({ userName }),
  ]);
  if (keys.kind !== 'ok') return keys;
  if (inline.kind !== 'ok') return inline;
  if (attached.kind !== 'ok') return attached;
  return {
    ...attached,
    value: {
      accessKeyIds: keys.value.map(({ accessKeyId }) => accessKeyId),
      inlinePolicies: inline.value,
      attachedPolicies: attached.value,
    },
  };
}

/** Removes the obstacles one after the other, then the user. Stops at the first refusal and answers it. */
export async function deleteUserWith(
  iam: IamApi,
  userName: string,
  { accessKeyIds, inlinePolicies, attachedPolicies }: Obstacles,
): Promise<Answer<null>> {
  const steps: (() => Promise<Answer<null>>)[] = [
    ...accessKeyIds.map((accessKeyId) => () => iam.deleteAccessKey({ userName, accessKeyId })),
    ...inlinePolicies.map((policyName) => () => iam.deleteUserPolicy({ userName, policyName })),
    ...attachedPolicies.map(
      ({ policyArn }) =>
        () =>
          iam.detachUserPolicy({ userName, policyArn }),
    ),
  ];
  for (const step of steps) {
    const answer = await step();
    // Gone already is as good as removed: another tab may have been faster.
    if (answer.kind !== 'ok' && !(answer.kind === 'error' && answer.code === 'NoSuchEntity')) return answer;
  }
  return iam.deleteUser({ userName });
}
