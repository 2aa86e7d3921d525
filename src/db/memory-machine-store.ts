// The caller's machine where the browser keeps nothing: profiles and sessions end with the tab.

import type { ConsoleSession, Profile } from '../client/ports.ts';
import type { ForgettingMachineStore } from './machine-store.ts';

/** The MachineStore port in memory. What goes in and comes out are copies, as with a database. */
export function memoryMachineStore(): ForgettingMachineStore {
  const profiles = new Map<string, Profile>();
  const sessions = new Map<string, ConsoleSession>();
  const keyOf = (sandboxId: string, name: string): string => JSON.stringify([sandboxId, name]);

  return {
    profiles: (sandboxId) =>
      Promise.resolve(
        structuredClone([...profiles.values()])
          .filter((profile) => profile.sandboxId === sandboxId)
          .sort((left, right) => (left.name < right.name ? -1 : 1)),
      ),
    saveProfile(profile) {
      profiles.set(keyOf(profile.sandboxId, profile.name), structuredClone(profile));
      return Promise.resolve();
    },
    deleteProfile(sandboxId, name) {
      profiles.delete(keyOf(sandboxId, name));
      return Promise.resolve();
    },
    session: (sandboxId) => Promise.resolve(structuredClone(sessions.get(sandboxId))),
    saveSession(session) {
      sessions.set(session.sandboxId, structuredClone(session));
      return Promise.resolve();
    },
    deleteSession(sandboxId) {
      sessions.delete(sandboxId);
      return Promise.resolve();
    },
    forgetSandbox(sandboxId) {
      for (const [key, profile] of profiles) if (profile.sandboxId === sandboxId) profiles.delete(key);
      sessions.delete(sandboxId);
      return Promise.resolve();
    },
  };
}
