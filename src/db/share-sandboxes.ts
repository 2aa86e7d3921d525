// A sandbox is opened once in a page (open-storage.ts), whoever in it needs it: here its holders are counted.

import type { SandboxStorage } from './open-storage.ts';

/** Opens as `open` does, but each sandbox once: the last of its holders to close it closes it. */
export function shareSandboxes(open: (sandboxId: string) => SandboxStorage): typeof open {
  const shared = new Map<string, { readonly sandbox: SandboxStorage; holders: number }>();
  return (sandboxId) => {
    const held = shared.get(sandboxId) ?? { sandbox: open(sandboxId), holders: 0 };
    shared.set(sandboxId, held);
    held.holders += 1;
    let closed = false;
    return {
      ...held.sandbox,
      close() {
        if (closed) return;
        closed = true;
        held.holders -= 1;
        if (held.holders > 0) return;
        shared.delete(sandboxId);
        held.sandbox.close();
      },
    };
  };
}
