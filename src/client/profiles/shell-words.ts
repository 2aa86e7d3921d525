// Words and quotes in the name of a section, which the AWS CLI reads by the rules of a POSIX shell.
// https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02

/** The words of a text; undefined when a quote is not closed or a backslash has nothing after it. */
export function splitWords(text: string): readonly string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let quote: string | undefined;
  for (let at = 0; at < text.length; at++) {
    let character = text.charAt(at);
    if (character === quote) {
      quote = undefined;
      continue;
    }
    if (quote === undefined) {
      if (/\s/.test(character)) {
        if (word !== undefined) words.push(word);
        word = undefined;
        continue;
      }
      if (character === "'" || character === '"') {
        quote = character;
        word ??= '';
        continue;
      }
    }
    if (character === '\\' && escapes(quote, text[at + 1])) {
      at++;
      if (at === text.length) return undefined;
      character = text.charAt(at);
    }
    word = (word ?? '') + character;
  }
  if (quote !== undefined) return undefined;
  if (word !== undefined) words.push(word);
  return words;
}

/** A text as one such word, in quotes only where it needs them. */
export function quoteWord(text: string): string {
  return /[\s'"\\]/.test(text) ? `'${text.replaceAll("'", `'"'"'`)}'` : text;
}

/** Whether a backslash takes the next character for itself: between double quotes only these two. */
function escapes(quote: string | undefined, next: string | undefined): boolean {
  if (quote === undefined) return true;
  return quote === '"' && (next === '"' || next === '\\');
}
