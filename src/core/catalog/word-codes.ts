// Sentences stored as codes of their words. Many thousand sentences share a few thousand words, far apart from each
// other, where gzip no longer sees that they are the same; so written they take a fifth less on the wire.
// A frequent word has a code of one character, most others of two, the rest of three.

/** The characters of codes, none of which JSON has to escape. */
const alphabet = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at)).filter(
  (character) => character !== '"' && character !== '\\',
);
const size = alphabet.length;
/** How many of them are a code by themselves, begin one of two, and begin one of three. */
const single = 60;
const pairs = size - single - 6;

/** How many words there can be whose codes are that long, or shorter. */
export const wordsWithin = {
  one: single,
  two: single + pairs * size,
  three: single + pairs * size + 6 * size * size,
} as const;

/** By character code. */
const numberOf = new Uint8Array(128);
for (const [number, character] of alphabet.entries()) numberOf[character.charCodeAt(0)] = number;

/** The code of a word, by its number in the table. */
export function wordCode(word: number): string {
  if (word < wordsWithin.one) return digit(word);
  if (word < wordsWithin.two) {
    const rest = word - wordsWithin.one;
    return digit(single + Math.floor(rest / size)) + digit(rest % size);
  }
  const rest = word - wordsWithin.two;
  return (
    digit(single + pairs + Math.floor(rest / (size * size))) +
    digit(Math.floor(rest / size) % size) +
    digit(rest % size)
  );
}

/** The text of codes. `words` have the spaces that stand before them; what is no code says nothing. */
export function textOfCodes(words: readonly string[], codes: string): string {
  let text = '';
  for (let at = 0; at < codes.length; at++) {
    const first = valueAt(codes, at);
    if (first < single) {
      text += words[first] ?? '';
    } else if (first < single + pairs) {
      text += words[wordsWithin.one + (first - single) * size + valueAt(codes, ++at)] ?? '';
    } else {
      const high = (first - single - pairs) * size + valueAt(codes, ++at);
      text += words[wordsWithin.two + high * size + valueAt(codes, ++at)] ?? '';
    }
  }
  return text;
}

function digit(number: number): string {
  return alphabet[number] ?? '';
}

function valueAt(codes: string, at: number): number {
  return numberOf[codes.charCodeAt(at)] ?? 0;
}
