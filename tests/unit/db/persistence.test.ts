import { describe, expect, it } from 'vitest';
import { requestPersistence, storageEstimate } from '../../../src/db/persistence.ts';
import type { StorageManagerLike } from '../../../src/db/persistence.ts';

const yes = (): Promise<boolean> => Promise.resolve(true);
const no = (): Promise<boolean> => Promise.resolve(false);
const throws = (): Promise<never> => Promise.reject(new TypeError('opaque origin'));

describe('requestPersistence', () => {
  it.each<[string, StorageManagerLike | undefined, string]>([
    ['has no storage manager', undefined, 'unsupported'],
    ['cannot be asked', {}, 'unsupported'],
    ['agrees', { persisted: no, persist: yes }, 'granted'],
    ['declines', { persisted: no, persist: no }, 'refused'],
    ['agreed before, and is not asked again', { persisted: yes, persist: throws }, 'granted'],
    ['throws', { persisted: no, persist: throws }, 'refused'],
  ])('where the browser %s', async (_, storage, expected) => {
    expect(await requestPersistence(storage ?? {})).toBe(expected);
  });
});

describe('storageEstimate', () => {
  it.each<[string, StorageManagerLike, unknown]>([
    ['tells', { estimate: () => Promise.resolve({ usage: 1, quota: 2 }) }, { usage: 1, quota: 2 }],
    ['tells half', { estimate: () => Promise.resolve({ usage: 1 }) }, undefined],
    ['tells nothing', {}, undefined],
    ['throws', { estimate: throws }, undefined],
  ])('where the browser %s', async (_, storage, expected) => {
    expect(await storageEstimate(storage)).toEqual(expected);
  });
});
