// A command line split into words as bash splits it, as far as that can be done without running it.
// https://www.gnu.org/software/bash/manual/html_node/Quoting.html

import { err, ok, type Result } from '../../core/lang/result.ts';
import { readAnsiC } from './ansi-c.ts';
import { typographicWord } from './typographic.ts';
import { shellWord, type Piece, type ShellWord } from './shell-word.ts';

export interface ShellWords {
  readonly words: readonly ShellWord[];
  /** Offset at which the command ends. */
  readonly end: number;
  readonly notes: readonly WordsNote[];
  /** Offsets of backslashes that would join two lines if there were no space after them. */
  readonly spacesAt: readonly number[];
}

type WordsNote = 'shell-variable' | 'unquoted-ampersand' | 'typographic-quotes';

export interface WordsProblem {
  readonly message: string;
  readonly at: number;
}

/**
 * Splits the command that begins at `start`, up to its end: a line end, `;`, `|`, `&` or a comment.
 * Redirections are left out. Variables and substitutions stay as they are written, with a note. A backslash
 * with a space after it joins two lines where the next goes on like a command. A word in typographic quotation
 * marks, which are none to bash, ends the command, with a note: whoever reads it can make them plain.
 */
export function bashWords(text: string, start: number): Result<ShellWords, WordsProblem> {
  const words: ShellWord[] = [];
  const notes = new Set<WordsNote>();
  const spacesAt: number[] = [];
  let at = start;
  let skipNext = false;
  for (;;) {
    while (text[at] === ' ' || text[at] === '\t' || text.startsWith('\\\n', at))
      at += text[at] === '\\' ? 2 : 1;
    const spaced = spacedJoin(text, at);
    if (spaced > 0) {
      spacesAt.push(at);
      at += spaced;
      continue;
    }
    const character = text[at];
    redirection.lastIndex = at;
    const operator = redirection.exec(text)?.[0];
    if (operator !== undefined) {
      // `2>&-` closes a stream and has no word after it.
      skipNext = !operator.endsWith('&-');
      at += operator.length;
      continue;
    }
    typographicWord.lastIndex = at;
    const isTypographic = typographicWord.test(text);
    if (isTypographic) notes.add('typographic-quotes');
    if (isTypographic || character === undefined || /[\n;|&()#]/.test(character)) {
      return ok({ words, end: at, notes: [...notes], spacesAt });
    }
    const word = readWord(text, at);
    if (!word.ok) return word;
    const { pieces, end, note } = word.value;
    for (const found of note) notes.add(found);
    const isDescriptor =
      /[<>]/.test(text[end] ?? '') && /^\d{1,3}$/.test(text.slice(at, Math.min(end, at + 4)));
    at = end;
    if (!skipNext && !isDescriptor) words.push(shellWord(pieces));
    skipNext = false;
  }
}

interface RawWord {
  readonly pieces: readonly Piece[];
  readonly end: number;
  readonly note: readonly WordsNote[];
}

function readWord(text: string, start: number): Result<RawWord, WordsProblem> {
  const pieces: Piece[] = [];
  const note: WordsNote[] = [];
  let at = start;
  let inDouble = -1;
  let isUrl = false;
  for (;;) {
    const character = text[at];
    if (character === undefined) {
      if (inDouble >= 0) return err({ message: 'a double quote is not closed', at: inDouble });
      return ok({ pieces, end: at, note });
    }
    if (character === '\\' && inDouble < 0 && spacedJoin(text, at) > 0) return ok({ pieces, end: at, note });
    if (character === '\\') {
      const next = text[at + 1];
      if (next === undefined || (inDouble >= 0 && !'$`"\\\n'.includes(next))) pieces.push('\\');
      else at++;
      if (next !== undefined && next !== '\n' && text[at] === next) pieces.push(next);
      at++;
    } else if (character === '$' && text[at + 1] === "'" && inDouble < 0) {
      const quoted = readAnsiC(text, at + 2);
      if (quoted === undefined) return err({ message: "a `$'` quote is not closed", at });
      for (const piece of quoted.pieces) pieces.push(piece);
      at = quoted.end;
    } else if (character === "'" && inDouble < 0) {
      const close = text.indexOf("'", at + 1);
      if (close < 0) return err({ message: 'a single quote is not closed', at });
      pieces.push(text.slice(at + 1, close));
      at = close + 1;
    } else if (character === '"' || (character === '$' && text[at + 1] === '"' && inDouble < 0)) {
      inDouble = inDouble >= 0 ? -1 : at;
      at += character === '$' ? 2 : 1;
    } else if (character === '`' || (character === '$' && /[A-Za-z_0-9{(@*?$!-]/.test(text[at + 1] ?? ''))) {
      note.push('shell-variable');
      const end = substitutionEnd(text, at);
      if (end === undefined) return err({ message: 'a substitution is not closed', at });
      pieces.push(text.slice(at, end));
      at = end;
    } else if (inDouble < 0 && /[ \t\n;|()<>&]/.test(character)) {
      const goesOn = character === '&' && isUrl && /[^ \t\n&>]/.test(text[at + 1] ?? '');
      if (!goesOn) return ok({ pieces, end: at, note });
      note.push('unquoted-ampersand');
      pieces.push('&');
      at++;
    } else {
      // A run of plain characters at once.
      plainRun.lastIndex = at;
      const run = plainRun.exec(text)?.[0] ?? character;
      isUrl ||= run.includes('://');
      pieces.push(run);
      at += run.length;
    }
  }
}

const redirection = /&>{1,2}|<{1,3}-?|>{1,2}(?:&-?|\|)?/y;
const spacesThenMore = /\\[ \t]{1,200}\n(?=[ \t]{0,200}(?:[-'"‘’“”–—]|https?:\/\/))/y;

/** The length of a backslash, spaces and a line end, where the next line begins like more of the command; else 0. */
function spacedJoin(text: string, at: number): number {
  if (text[at] !== '\\') return 0;
  spacesThenMore.lastIndex = at;
  return spacesThenMore.exec(text)?.[0].length ?? 0;
}

const plainRun = /[^\\$'"` \t\n;|()<>&]+/y;

// `$name` needs no end; `${…}`, `$(…)` and backquotes are kept whole, spaces included.
function substitutionEnd(text: string, at: number): number | undefined {
  const opener = text[at] === '`' ? '`' : text[at + 1];
  if (opener !== '`' && opener !== '{' && opener !== '(') return at + 2;
  if (opener === '`') {
    const close = text.indexOf('`', at + 1);
    return close < 0 ? undefined : close + 1;
  }
  const closer = opener === '(' ? ')' : '}';
  let depth = 0;
  for (let index = at + 1; index < text.length; index++) {
    if (text[index] === opener) depth++;
    else if (text[index] === closer && --depth === 0) return index + 1;
  }
  return undefined;
}
