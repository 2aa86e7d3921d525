// The ways to tamper with a signed message: what each does, as the label of its button.

import type { TamperingId } from '../../client/tamper.ts';

export interface TamperingWords {
  readonly label: string;
  /** What is done to the message, and why somebody might. */
  readonly what: string;
}

export const tamperingWords: Readonly<Record<TamperingId, TamperingWords>> = {
  header: { label: 'Another host', what: 'Replays the message to another endpoint.' },
  path: { label: 'Another path', what: 'Asks for something else under the same signature.' },
  body: { label: 'Change the body', what: 'Adds to what is sent.' },
  parameter: { label: 'Add a parameter', what: 'Aims the call at another user, mallory.' },
  'stale-date': { label: 'Stale date', what: 'Dates it twenty minutes earlier, as a recording would be.' },
  'no-token': { label: 'Drop the session token', what: 'Temporary keys count only with their token.' },
  'access-key': { label: 'Another access key', what: 'Pretends to be the holder of another key.' },
};
