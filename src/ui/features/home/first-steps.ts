// The way through a first request, and how far one has come on it.

import type { TrailEvent } from '../../../client/aws-api.ts';
import type { Profile } from '../../../client/ports.ts';
import { accountIdOfAccessKeyId } from '../../../core/names/access-key-id.ts';

export interface FirstStep {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly href: string;
  readonly done: boolean;
}

export interface Progress {
  readonly users: number;
  readonly profiles: readonly Profile[];
  /** The newest events; the console's own among them. */
  readonly events: readonly TrailEvent[];
}

/** Those whose keys are of an account: the way through one is not gone by what was done in another. */
export function profilesOf(accountId: string, profiles: readonly Profile[]): readonly Profile[] {
  return profiles.filter(({ credentials }) => accountIdOfAccessKeyId(credentials.accessKeyId) === accountId);
}

/** Steps in order; a step counts as done from what the account and this device hold, not from clicks. */
export function firstSteps({ users, profiles, events }: Progress): readonly FirstStep[] {
  const keyIds = new Set(profiles.map((profile) => profile.credentials.accessKeyId));
  const sent = events.filter(({ accessKeyId }) => accessKeyId !== undefined && keyIds.has(accessKeyId));
  return [
    {
      id: 'user',
      title: 'Create an IAM user',
      text: 'Root can do everything, so nobody should work as root. A new user can do nothing yet.',
      action: users > 0 ? 'See users' : 'Create user',
      href: users > 0 ? '#/users' : '#/users?create=1',
      done: users > 0,
    },
    {
      id: 'key',
      title: 'Give it an access key',
      text: 'Issue the key on the user’s page and save it to a profile, so that requests can be signed with it here.',
      action: 'Open users',
      href: '#/users',
      done: profiles.length > 0,
    },
    {
      id: 'request',
      title: 'Send a signed request',
      text: 'Pick an action, see the signature being made, and read the verdict. The first one will be denied.',
      action: 'Build request',
      href: '#/requests',
      done: sent.length > 0,
    },
    {
      id: 'policy',
      title: 'Allow it with a policy',
      text: 'Attach a policy to the user and send the request again. Then tamper with it on the wire.',
      action: 'See policies',
      href: '#/policies',
      done: sent.some(wasAllowed),
    },
  ];
}

/** Whether the event tells of a request without an error. */
function wasAllowed(event: TrailEvent): boolean {
  try {
    const record: unknown = JSON.parse(event.cloudTrailEvent);
    return typeof record === 'object' && record !== null && !('errorCode' in record);
  } catch {
    // Not a record of ours: nothing can be told from it.
    return false;
  }
}
