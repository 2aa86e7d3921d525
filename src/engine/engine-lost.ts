// What a call rejects with when its worker has gone: the one failure of an engine that is not an answer.

export type EngineLostReason =
  /** The worker could not be started, or its script threw. */
  | 'crashed'
  /** A message came that could not be read. */
  | 'unreadable-message'
  /** The call took longer than its time limit; the worker was stopped. */
  | 'time-limit'
  /** What it answers from could not be loaded. */
  | 'no-data'
  /** The client was disposed of. */
  | 'disposed';

const sentences = {
  crashed: 'stopped working during this request: try again',
  'unreadable-message': 'sent an answer that could not be read: try again',
  'time-limit': 'took too long and was stopped: try again',
  'no-data': 'could not load its data: try again when there is a network, or reload the page',
  disposed: 'has been shut down: reload the page',
} as const satisfies Record<EngineLostReason, string>;

/** Rejection of a call whose worker is gone. The next call starts a new worker, unless it was disposed of. */
export class EngineLost extends Error {
  readonly reason: EngineLostReason;

  /** `engine` as the reader knows it: `the gate`. */
  constructor(engine: string, reason: EngineLostReason, detail?: string) {
    super(`${engine} ${sentences[reason]}${detail === undefined ? '' : `: ${detail}`}`);
    this.name = 'EngineLost';
    this.reason = reason;
  }
}
