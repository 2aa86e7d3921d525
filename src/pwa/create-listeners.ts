// The smallest way to tell others that something changed: who listens reads the new state itself.

export interface Listeners {
  subscribe(listener: () => void): () => void;
  notify(): void;
}

/** A list of listeners. One that subscribes twice is called twice, and each subscription ends by itself. */
export function createListeners(): Listeners {
  const listeners = new Set<{ readonly listener: () => void }>();
  return {
    subscribe(listener) {
      const entry = { listener };
      listeners.add(entry);
      return () => {
        listeners.delete(entry);
      };
    },
    notify() {
      // A copy: a listener may end its own subscription, or start another.
      for (const { listener } of [...listeners]) listener();
    },
  };
}
