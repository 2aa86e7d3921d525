// What a combobox offers for what has been typed.

export interface Suggestion {
  readonly value: string;
  /** Said beside the value. */
  readonly detail?: string;
}

/** Those that contain the text, without regard to case; those that begin with it first. Fifty at most. */
export function matchSuggestions(suggestions: readonly Suggestion[], text: string): readonly Suggestion[] {
  const wanted = text.trim().toLowerCase();
  const found = suggestions.flatMap((suggestion) => {
    const at = suggestion.value.toLowerCase().indexOf(wanted);
    return at < 0 ? [] : [{ suggestion, begins: at === 0 }];
  });
  return [...found.filter(({ begins }) => begins), ...found.filter(({ begins }) => !begins)]
    .slice(0, 50)
    .map(({ suggestion }) => suggestion);
}
