// Code that most never need: loaded when it is first asked for, so that nobody waits for it before.

/** The module, or an error by a name that the engine's clients know: its class is lost on the way. */
export function later<Module>(loading: Promise<Module>): Promise<Module> {
  return loading.catch((error: unknown) => {
    throw Object.assign(new Error(String(error)), { name: 'DataNotLoaded' });
  });
}
