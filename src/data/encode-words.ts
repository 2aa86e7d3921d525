// Encodes sentences by their words: the writer's side of core/catalog/word-codes.ts.

import { wordCode, wordsWithin } from '../core/catalog/word-codes.ts';

export interface EncodedWords {
  readonly words: readonly string[];
  /** The codes of a text; throws on one that was not among those of which the table was made. */
  codesOf(text: string): string;
}

/** The table of all words in the texts, the most frequent with the shortest codes. */
export function encodeWords(texts: readonly string[]): EncodedWords {
  const counts = new Map<string, number>();
  for (const word of texts.flatMap(wordsIn)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const frequent = [...counts].sort(([a, times], [b, others]) => others - times || (a < b ? -1 : 1));
  const byCount = frequent.map(([word]) => word);
  if (byCount.length > wordsWithin.three)
    throw new Error(`${byCount.length} words: too many for their codes`);
  // Among codes of one length the order is free, and words that begin alike take less beside each other.
  const words = [
    ...byCount.slice(0, wordsWithin.one),
    ...byCount.slice(wordsWithin.one, wordsWithin.two).sort(),
    ...byCount.slice(wordsWithin.two).sort(),
  ];
  const codes = new Map(words.map((word, number) => [word, wordCode(number)]));
  return {
    words,
    codesOf: (text) =>
      wordsIn(text)
        .map((word) => {
          const code = codes.get(word);
          if (code === undefined) throw new Error(`no code for \`${word}\``);
          return code;
        })
        .join(''),
  };
}

/** Words and what stands between them, each with the space before it: together they are the text. */
function wordsIn(text: string): readonly string[] {
  return text.match(/ ?[A-Za-z0-9]+| ?[^A-Za-z0-9 ]+| /g) ?? [];
}
