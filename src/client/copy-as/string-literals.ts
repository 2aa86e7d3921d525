// Any text as a literal of JavaScript or Python source: on one line, in visible characters, and harmless in
// an HTML page.

// Control and format characters (soft hyphens, changes of direction), line and paragraph separators, unpaired
// surrogates, and every space but the plain one: what an editor hides, or an interpreter reads as something else.
const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Zs}]/u;

const shortEscapes: Readonly<Record<string, string>> = {
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\\': '\\\\',
};

/** A literal in single quotes that evaluates to exactly this text, lone surrogates included (ECMA-262 §12.9.4). */
export function javascriptString(text: string): string {
  return literal(text, "'", (codePoint) => `\\u{${hex(codePoint, 1)}}`);
}

/**
 * A string literal in double quotes that evaluates to exactly this text, lone surrogates included.
 * https://docs.python.org/3/reference/lexical_analysis.html#string-and-bytes-literals
 */
export function pythonString(text: string): string {
  return literal(text, '"', (codePoint) => `\\U${hex(codePoint, 8)}`);
}

function literal(text: string, quote: string, escapeAstral: (codePoint: number) => string): string {
  const characters = Array.from(text);
  const written = characters.map((character, at) => {
    const short = shortEscapes[character];
    if (short !== undefined) return short;
    if (character === quote) return `\\${quote}`;
    // `</script>` would end the script, and `<!--` hide the rest, of a page that holds the source.
    const endsMarkup = character === '<' && /^[/!]/.test(characters[at + 1] ?? '');
    if (character === ' ' || !(endsMarkup || hidden.test(character))) return character;
    const codePoint = character.codePointAt(0) ?? 0;
    if (codePoint < 0x100) return `\\x${hex(codePoint, 2)}`;
    return codePoint < 0x10000 ? `\\u${hex(codePoint, 4)}` : escapeAstral(codePoint);
  });
  return `${quote}${written.join('')}${quote}`;
}

function hex(codePoint: number, digits: number): string {
  return codePoint.toString(16).padStart(digits, '0');
}
