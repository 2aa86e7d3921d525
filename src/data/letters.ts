// One letter in the place of a word, where a compiled file says one of few words thousands of times.

/** The letter of a word in a table of letters. Throws when it has none. */
export function letterOf<Letter extends string>(
  table: Readonly<Record<Letter, string>>,
  word: string,
): Letter {
  for (const letter of Object.keys(table) as Letter[]) if (table[letter] === word) return letter;
  throw new Error(`\`${word}\` has no letter`);
}
