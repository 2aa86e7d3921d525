// "Did you mean": the known words that a mistyped one most likely stands for.

/** Edits that a slip of the fingers makes. */
const mostEdits = 2;

/**
 * The candidate that equals the word but for case, else the nearest within two edits; undefined when
 * none is near. The words compared are short: longer input than 40 characters is not looked at.
 */
export function suggest(word: string, candidates: readonly string[]): string | undefined {
  return closest(word, candidates, 1)[0];
}

/** As `suggest`, but several: the nearest first, equally near ones in their order. */
export function closest(word: string, candidates: readonly string[], most: number): readonly string[] {
  if (word.length > 40) return [];
  const lower = word.toLowerCase();
  return [...new Set(candidates)]
    .flatMap((candidate) => {
      // The lengths alone differ by more edits: no need to count them.
      if (Math.abs(candidate.length - word.length) > mostEdits) return [];
      const distance = editDistance(lower, candidate.toLowerCase());
      return distance <= mostEdits && distance < candidate.length / 2 ? [{ candidate, distance }] : [];
    })
    .sort((a, b) => a.distance - b.distance)
    .slice(0, most)
    .map(({ candidate }) => candidate);
}

/** Levenshtein's distance: insertions, deletions and replacements from one word to the other. */
function editDistance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const replaced = (previous[column - 1] ?? 0) + (from[row - 1] === to[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[to.length] ?? 0;
}
