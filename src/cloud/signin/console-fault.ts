// What a request of the console's own cannot be served for. AWS's are not public; the code is that of its JSON services.

import type { Fault } from '../fault.ts';

export function consoleFault(message: string): Fault {
  return { code: 'ValidationException', status: 400, message };
}

/** `expected`: the body as it should be, in JSON. */
export function badBody(expected: string): Fault {
  return consoleFault(`The body must be ${expected}`);
}
