// What a combobox offers for what has been typed.

export interface Suggestion {
  readonly value: string;
  /** Said beside the value. */
  readonly detail?: string;
  /** By what else it is found: the name of a service beside its prefix. */
  readonly also?: string;
}

/**
 * Those that begin with the text, whatever its case; then those that contain it; then those that have every
 * word of it; then those that have the words in what else they are found by. Fifty at most.
 */
export function matchSuggestions(suggestions: readonly Suggestion[], text: string): readonly Suggestion[] {
  const wanted = text.trim().toLowerCase();
  const words = wanted.split(/\s+/);
  const ranks: Suggestion[][] = [[], [], [], []];
  for (const suggestion of suggestions) {
    const value = suggestion.value.toLowerCase();
    const at = value.indexOf(wanted);
    const hasAll = (within: string): boolean => words.every((word) => within.includes(word));
    if (at >= 0) ranks[at === 0 ? 0 : 1]?.push(suggestion);
    else if (hasAll(value)) ranks[2]?.push(suggestion);
    else if (suggestion.also !== undefined && hasAll(`${value} ${suggestion.also.toLowerCase()}`)) {
      ranks[3]?.push(suggestion);
    }
  }
  return ranks.flat().slice(0, 50);
}
