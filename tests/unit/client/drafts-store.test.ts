import { describe, expect, it } from 'vitest';
import { draftField, draftsStore, parseText, textDrafts } from '../../../src/client/drafts-store.ts';
import type { DraftStorage } from '../../../src/client/drafts-store.ts';

function memoryStorage(
  entries = new Map<string, string>(),
): DraftStorage & { readonly entries: Map<string, string> } {
  return {
    entries,
    get length() {
      return entries.size;
    },
    key: (index) => [...entries.keys()][index] ?? null,
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, value) => void entries.set(key, value),
    removeItem: (key) => void entries.delete(key),
  };
}

const full = (): DraftStorage => ({
  ...memoryStorage(),
  setItem: () => {
    throw new DOMException('full', 'QuotaExceededError');
  },
});

const refused = (): never => {
  throw new DOMException('The operation is insecure.', 'SecurityError');
};

const userName = draftField({ screen: 'create-user', field: 'userName', parse: parseText });
const tags = draftField({
  screen: 'create-user',
  field: 'tags',
  parse: (stored): readonly string[] | undefined =>
    Array.isArray(stored) && stored.every((tag) => typeof tag === 'string') ? stored : undefined,
});

describe.each<[string, () => DraftStorage]>([
  ['in session storage', () => memoryStorage()],
  ['where it is refused', refused],
  ['where there is none', () => null as unknown as DraftStorage],
  ['where it is full', full],
])('drafts %s', (_, open) => {
  it('reads back what was written, each field its own', () => {
    const drafts = draftsStore(open);
    expect(drafts.read(userName)).toBeUndefined();
    drafts.write(userName, 'alice');
    drafts.write(tags, ['a', 'b']);
    drafts.write(userName, 'bob');
    expect([drafts.read(userName), drafts.read(tags)]).toEqual(['bob', ['a', 'b']]);
  });

  it('forgets a field, or all of a screen and of no other', () => {
    const drafts = draftsStore(open);
    const other = draftField({ screen: 'create-user-2', field: 'userName', parse: parseText });
    drafts.write(userName, 'alice');
    drafts.write(tags, ['a']);
    drafts.write(other, 'zoe');
    drafts.forget(tags);
    expect([drafts.read(userName), drafts.read(tags)]).toEqual(['alice', undefined]);
    drafts.write(tags, ['b']);
    drafts.forgetScreen('create-user');
    expect([drafts.read(userName), drafts.read(tags), drafts.read(other)]).toEqual([
      undefined,
      undefined,
      'zoe',
    ]);
  });
});

describe('drafts', () => {
  it('survive a reload', () => {
    const storage = memoryStorage();
    draftsStore(() => storage).write(userName, 'alice');
    expect(draftsStore(() => storage).read(userName)).toBe('alice');
  });

  it('leave what others store alone', () => {
    const storage = memoryStorage(new Map([['theme', 'dark']]));
    const drafts = draftsStore(() => storage);
    drafts.write(userName, 'alice');
    drafts.forgetScreen('create-user');
    expect([...storage.entries]).toEqual([['theme', 'dark']]);
  });

  it('do not confuse names that hold a colon', () => {
    const drafts = draftsStore(() => memoryStorage());
    const left = draftField({ screen: 'a:b', field: 'c', parse: parseText });
    const right = draftField({ screen: 'a', field: 'b:c', parse: parseText });
    drafts.write(left, 'left');
    expect(drafts.read(right)).toBeUndefined();
    drafts.write(right, 'right');
    drafts.forgetScreen('a');
    expect(drafts.read(left)).toBe('left');
  });

  it('are nothing when another version of the form wrote them, or nobody did', () => {
    const storage = memoryStorage();
    const drafts = draftsStore(() => storage);
    drafts.write(draftField({ ...tags, parse: parseText }), 'not a list');
    expect(drafts.read(tags)).toBeUndefined();
    for (const key of storage.entries.keys()) storage.entries.set(key, '{"broken');
    expect(drafts.read(tags)).toBeUndefined();
  });

  it('show the newer text when storage has become full since', () => {
    const storage = memoryStorage();
    let room = true;
    const drafts = draftsStore(() => ({
      ...storage,
      setItem: (key, value) => {
        if (!room) throw new DOMException('full', 'QuotaExceededError');
        storage.setItem(key, value);
      },
    }));
    drafts.write(userName, 'old');
    room = false;
    drafts.write(userName, 'new');
    expect(drafts.read(userName)).toBe('new');
    room = true;
    drafts.write(userName, 'newest');
    expect(draftsStore(() => storage).read(userName)).toBe('newest');
  });

  it.each([
    'password',
    'newPassword',
    'secretAccessKey',
    'sessionToken',
    'credentials',
    'mfaCode',
    'one-time code',
  ])('refuse a field named %s', (field) => {
    expect(() => draftField({ screen: 's', field, parse: parseText })).toThrow(RangeError);
    expect(() => textDrafts(draftsStore(() => memoryStorage())).set('s', field, 'x')).toThrow(RangeError);
  });

  it('of text fields go by their names', () => {
    const drafts = textDrafts(draftsStore(() => memoryStorage()));
    drafts.set('s', 'passRole', 'x');
    expect([drafts.get('s', 'passRole'), drafts.get('s', 'other')]).toEqual(['x', undefined]);
    drafts.clear('s');
    expect(drafts.get('s', 'passRole')).toBeUndefined();
  });
});
