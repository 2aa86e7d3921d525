// Turns what IndexedDB and Dexie throw into a `StorageFailure`. The ports of `cloud` and `client`
// answer plain promises, so their failures travel as a `StorageError` to the edge that catches them.

import type { StorageFailure, StorageFailureKind } from '../client/storage-ports.ts';

/** Rejection of a storage call; its message is a sentence for the reader. */
export class StorageError extends Error {
  readonly failure: StorageFailure;

  constructor(failure: StorageFailure, options?: ErrorOptions) {
    super(failure.message, options);
    this.name = 'StorageError';
    this.failure = failure;
  }
}

const sentences = {
  'quota-exceeded':
    "the browser's storage for this site is full, and nothing of this was saved: free some disk space, or delete a sandbox you no longer need",
  blocked:
    'another tab keeps an older version of the stored data open: close the other Gatehouse tabs, then try again',
  'newer-version':
    'a newer version of Gatehouse has changed the stored data: reload this page to use that version',
  lost: 'the connection to the stored data was lost during this request: try again, and check whether it took effect',
  unavailable: 'the browser does not let this page store data',
} as const satisfies Record<StorageFailureKind, string>;

/** A failure with its sentence; `detail` is the browser's own words. */
export function storageFailure(kind: StorageFailureKind, detail?: string): StorageFailure {
  return { kind, message: detail === undefined ? sentences[kind] : `${sentences[kind]}: ${detail}` };
}

/** The failure behind an error; undefined when storage is not what went wrong. */
export function storageFailureOf(error: unknown): StorageFailure | undefined {
  if (error instanceof StorageError) return error.failure;
  // Dexie wraps: a full disk shows as AbortError over QuotaExceededError, a failed opening as
  // DatabaseClosedError over its cause. So the particular causes come before their wrappers.
  const chain = errorChain(error);
  const has = (...names: readonly string[]): boolean => chain.some(({ name }) => names.includes(name));
  const own = chain.find((link) => link instanceof StorageError);
  if (own !== undefined) return own.failure;
  if (has('QuotaExceededError')) return storageFailure('quota-exceeded');
  if (has('VersionError')) return storageFailure('newer-version');
  if (has('MissingAPIError', 'SecurityError', 'OpenFailedError', 'UnknownError', 'UpgradeError')) {
    return storageFailure('unavailable', innermostMessage(error));
  }
  if (has('DatabaseClosedError', 'InvalidStateError', 'AbortError')) return storageFailure('lost');
  return undefined;
}

/** The same error as a `StorageError` where storage went wrong; anything else (our bug) as it is. */
export function asStorageError(error: unknown): unknown {
  if (error instanceof StorageError) return error;
  const failure = storageFailureOf(error);
  return failure === undefined ? error : new StorageError(failure, { cause: error });
}

function errorChain(error: unknown): readonly { readonly name: string; readonly message: string }[] {
  const chain: { name: string; message: string }[] = [];
  let link: unknown = error;
  // A DOMException is not an Error everywhere, so it is known by its shape. Ten is more than Dexie nests.
  while (chain.length < 10 && isNamed(link)) {
    chain.push(link);
    link = link.inner;
  }
  return chain;
}

function innermostMessage(error: unknown): string {
  return errorChain(error).at(-1)?.message ?? String(error);
}

function isNamed(value: unknown): value is { name: string; message: string; inner?: unknown } {
  return typeof value === 'object' && value !== null && 'name' in value && 'message' in value;
}
