// Comparison of secrets.

/**
 * Whether two byte strings are equal, in a time that does not depend on where they differ: one who
 * measures answers must not learn a signature or a password hash byte by byte. The length is no secret.
 */
export function equalBytes(left: Uint8Array, right: Uint8Array): boolean {
  if (left.length !== right.length) return false;
  let difference = 0;
  for (let at = 0; at < left.length; at++) difference |= (left[at] ?? 0) ^ (right[at] ?? 0);
  return difference === 0;
}

/** The same of two texts, by their UTF-16 units: for signatures and tokens as they are written. */
export function equalTexts(left: string, right: string): boolean {
  if (left.length !== right.length) return false;
  let difference = 0;
  for (let at = 0; at < left.length; at++) difference |= left.charCodeAt(at) ^ right.charCodeAt(at);
  return difference === 0;
}
