// Where bytes stand in other bytes.

/** The first place at or after `from` at which `wanted` stands; -1 when there is none. `wanted` is not empty. */
export function findBytes(bytes: Uint8Array, wanted: Uint8Array, from: number): number {
  const first = wanted[0] ?? 0;
  let at = bytes.indexOf(first, from);
  while (at >= 0 && !startsAt(bytes, wanted, at)) at = bytes.indexOf(first, at + 1);
  return at;
}

/** Whether `wanted` stands at this place. */
export function startsAt(bytes: Uint8Array, wanted: Uint8Array, at: number): boolean {
  if (at + wanted.length > bytes.length) return false;
  for (let offset = 0; offset < wanted.length; offset++) {
    if (bytes[at + offset] !== wanted[offset]) return false;
  }
  return true;
}
