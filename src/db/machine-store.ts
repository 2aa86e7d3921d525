// The caller's machine: profiles and console sessions, in a database of their own that never joins the
// cloud's. Calls reject with a `StorageError` where storage fails.

import Dexie from 'dexie';
import type { ConsoleSession, MachineStore, Profile } from '../client/ports.ts';
import type { Connection } from './connection.ts';

/** The MachineStore port on IndexedDB, with the way to forget a sandbox that is deleted for good. */
export interface ForgettingMachineStore extends MachineStore {
  forgetSandbox(sandboxId: string): Promise<void>;
}

export function dexieMachineStore(connection: Connection): ForgettingMachineStore {
  return {
    profiles: (sandboxId) =>
      connection.read((transaction) =>
        transaction
          .table<Profile>('profiles')
          // By the compound key, so that they come in the order of their names.
          .where('[sandboxId+name]')
          .between([sandboxId, Dexie.minKey], [sandboxId, Dexie.maxKey])
          .toArray(),
      ),
    saveProfile: (profile) =>
      connection.write(async (transaction) => {
        await transaction.table<Profile>('profiles').put(profile);
      }),
    deleteProfile: (sandboxId, name) =>
      connection.write((transaction) => transaction.table('profiles').delete([sandboxId, name])),
    session: (sandboxId) =>
      connection.read((transaction) => transaction.table<ConsoleSession>('sessions').get(sandboxId)),
    saveSession: (session) =>
      connection.write(async (transaction) => {
        await transaction.table<ConsoleSession>('sessions').put(session);
      }),
    deleteSession: (sandboxId) =>
      connection.write((transaction) => transaction.table('sessions').delete(sandboxId)),
    forgetSandbox: (sandboxId) =>
      connection.write(async (transaction) => {
        await transaction.table('profiles').where('sandboxId').equals(sandboxId).delete();
        await transaction.table('sessions').delete(sandboxId);
      }),
  };
}
