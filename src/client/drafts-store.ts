// What somebody has typed into a form and not yet sent, kept for the tab: it survives a reload and an
// update, and ends with the tab. Never for passwords, secrets, tokens, credential files or the signing bench.

/** What is needed of `sessionStorage`. */
export interface DraftStorage {
  readonly length: number;
  key(index: number): string | null;
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** One field whose draft is kept. Make it with `draftField`. */
export interface DraftField<Value> {
  readonly screen: string;
  readonly field: string;
  /** Reads back what was stored; undefined when it is not a draft of this field (an older form's, say). */
  readonly parse: (stored: unknown) => Value | undefined;
}

export interface DraftsStore {
  /** Undefined when there is none. */
  read<Value>(field: DraftField<Value>): Value | undefined;
  /** `value` must be plain data that JSON holds. */
  write<Value>(field: DraftField<Value>, value: Value): void;
  forget(field: DraftField<unknown>): void;
  /** Forgets all fields of a screen, after its form was sent. */
  forgetScreen(screen: string): void;
}

const prefix = 'gatehouse-draft:';

/** Such a field must not be kept, whatever the form's author thinks. */
const secretName = /password|passphrase|secret|token|credential|mfa|one-?time/i;

/** Declares a field. Throws for a name that speaks of a secret: that is a bug in the form. */
export function draftField<Value>(field: DraftField<Value>): DraftField<Value> {
  if (secretName.test(field.field)) {
    throw new RangeError(`field \`${field.field}\` may hold a secret and must not have a draft`);
  }
  return field;
}

/** For `DraftField.parse` of a text field. */
export function parseText(stored: unknown): string | undefined {
  return typeof stored === 'string' ? stored : undefined;
}

/** Drafts of text fields by their names alone. */
export interface TextDrafts {
  get(screen: string, field: string): string | undefined;
  set(screen: string, field: string, value: string): void;
  clear(screen: string): void;
}

/** Throws, as `draftField` does, for a field whose name speaks of a secret. */
export function textDrafts(drafts: DraftsStore): TextDrafts {
  const text = (screen: string, field: string): DraftField<string> =>
    draftField({ screen, field, parse: parseText });
  return {
    get: (screen, field) => drafts.read(text(screen, field)),
    set: (screen, field, value) => drafts.write(text(screen, field), value),
    clear: (screen) => drafts.forgetScreen(screen),
  };
}

/**
 * The drafts of this tab. Where the browser has no session storage, refuses it or finds it full, drafts are
 * kept in memory: they outlive the screen but not a reload.
 */
export function draftsStore(open: () => DraftStorage = () => globalThis.sessionStorage): DraftsStore {
  const storage = opened(open);
  // What storage did not take. Newer than what is stored under the same key, so it is looked at first.
  const inMemory = new Map<string, string>();

  function remove(key: string): void {
    inMemory.delete(key);
    storage?.removeItem(key);
  }

  return {
    read(field) {
      const key = keyOf(field);
      const text = inMemory.get(key) ?? storage?.getItem(key) ?? undefined;
      return text === undefined ? undefined : field.parse(parseJson(text));
    },
    write(field, value) {
      const key = keyOf(field);
      const text = JSON.stringify(value);
      try {
        if (storage === undefined) throw new RangeError('no session storage');
        storage.setItem(key, text);
        inMemory.delete(key);
      } catch {
        // Full (QuotaExceededError) or absent: nothing typed is lost while the page lives.
        inMemory.set(key, text);
      }
    },
    forget(field) {
      remove(keyOf(field));
    },
    forgetScreen(screen) {
      const start = keyOf({ screen, field: '' });
      [...inMemory.keys(), ...keysOf(storage)].filter((key) => key.startsWith(start)).forEach(remove);
    },
  };
}

// Both names are encoded, so that the colon between them cannot be part of either.
function keyOf({ screen, field }: { readonly screen: string; readonly field: string }): string {
  return `${prefix}${encodeURIComponent(screen)}:${encodeURIComponent(field)}`;
}

function keysOf(storage: DraftStorage | undefined): readonly string[] {
  const keys = Array.from({ length: storage?.length ?? 0 }, (_, index) => storage?.key(index));
  return keys.filter((key) => typeof key === 'string');
}

function opened(open: () => DraftStorage): DraftStorage | undefined {
  try {
    // Even naming `sessionStorage` throws a SecurityError where the browser blocks it, and it may be null.
    const storage: DraftStorage | null | undefined = open();
    storage?.getItem(prefix);
    return storage ?? undefined;
  } catch {
    return undefined;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
