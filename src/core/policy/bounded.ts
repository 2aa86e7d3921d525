// Values too large to be looked at: lists that hold themselves, or one another so often that they never end.

/** Far more than any policy that AWS stores has, and little enough to count at once. */
const mostNodes = 200_000;
const deepest = 1000;

/** Whether the value has an end within reason, so that it can be printed. */
export function isBounded(value: unknown): boolean {
  let left = mostNodes;
  const visit = (node: unknown, depth: number): boolean => {
    if (--left < 0 || depth > deepest) return false;
    if (typeof node !== 'object' || node === null) return true;
    // Holes of a list are printed too.
    if (Array.isArray(node) && node.length > left) return false;
    return Object.values(node).every((inner) => visit(inner, depth + 1));
  };
  return visit(value, 0);
}
