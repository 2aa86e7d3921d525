// What somebody typed, said back to them: as much of it as fits into a sentence.

/** The text itself while it is at most `most` characters long; else its beginning and an ellipsis, as long as that. */
export function cut(text: string, most = 80): string {
  // Far more code units than a glimpse of 10,000 letters needs, and never half a character.
  const letters = [...text.slice(0, 2 * (most + 1))];
  return letters.length <= most
    ? text
    : `${letters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`;
}
