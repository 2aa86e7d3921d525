/** Ends a `switch` over a union: the compiler objects when a case is missing, the runtime when data lies. */
export function assertNever(value: never): never {
  throw new TypeError(`unexpected case: ${JSON.stringify(value)}`);
}
