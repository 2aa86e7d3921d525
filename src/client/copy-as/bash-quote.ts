// Any text as one word of a bash command that can be pasted into a terminal.

import { utf8ToBytes } from '@noble/hashes/utils.js';

// What a terminal acts on or hides: a tab pasted into one completes file names, a change of direction shows
// another command than the one that runs. Line feeds stay, so that a body can be read.
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/**
 * One word in `'…'`, or in `$'…'` where it has characters that cannot be seen. Bash passes on the text's
 * UTF-8 bytes whatever the locale. INVARIANT: no NUL in `text`, as no argument of a command can hold one.
 * https://www.gnu.org/software/bash/manual/html_node/Quoting.html
 */
export function bashQuote(text: string): string {
  if (!hidden.test(text.replaceAll('\n', ''))) return `'${text.replaceAll("'", "'\\''")}'`;
  const written = Array.from(text, (character) => {
    if (character === "'" || character === '\\') return `\\${character}`;
    if (character === '\n') return '\\n';
    if (character === '\r') return '\\r';
    if (character === '\t') return '\\t';
    // An interactive bash looks for `!` before it reads quotes, and mistakes `\'` for the end of them.
    return character === '!' || hidden.test(character) ? bytesOf(character) : character;
  });
  return `$'${written.join('')}'`;
}

// By bytes and not as `\u…`, which bash turns into the locale's own encoding.
function bytesOf(character: string): string {
  return Array.from(utf8ToBytes(character), (byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
}
