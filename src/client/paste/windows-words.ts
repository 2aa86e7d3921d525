// Command lines of Windows: cmd, whose words are unescaped twice, and PowerShell.

import { err, ok, type Result } from '../../core/lang/result.ts';
import type { ShellWords, WordsProblem } from './curl-words.ts';
import { textWord, type ShellWord } from './shell-word.ts';

/**
 * Splits a cmd command as browsers copy it: `^` escapes outside of cmd's quotes, also line ends; then what
 * is left by the rules of the C runtime, where `\"` is a quote.
 * https://learn.microsoft.com/en-us/cpp/c-language/parsing-c-command-line-arguments
 */
export function cmdWords(text: string, start: number): Result<ShellWords, WordsProblem> {
  const { line, end } = unescapeCarets(text, start);
  const words = splitByRuntime(line);
  return words === undefined
    ? err({ message: 'a double quote is not closed', at: start })
    : ok({ words, end, notes: [], spacesAt: [] });
}

function unescapeCarets(text: string, start: number): { readonly line: string; readonly end: number } {
  let line = '';
  let inQuotes = false;
  let at = start;
  for (; at < text.length; at++) {
    const character = text[at] ?? '';
    if (character === '^' && !inQuotes) {
      // A caret before a line end joins the lines, and takes the character after it, a line end too, as it is.
      if (text[at + 1] === '\n') at++;
      at++;
      line += text[at] ?? '';
    } else if (!inQuotes && /[\n&|<>]/.test(character)) {
      break;
    } else {
      if (character === '"') inQuotes = !inQuotes;
      line += character;
    }
  }
  return { line, end: Math.min(at, text.length) };
}

function splitByRuntime(line: string): readonly ShellWord[] | undefined {
  const words: ShellWord[] = [];
  let word: string | undefined;
  let inQuotes = false;
  for (let at = 0; at < line.length;) {
    let backslashes = 0;
    while (line[at] === '\\') {
      backslashes++;
      at++;
    }
    const character = line[at] ?? '';
    if (backslashes > 0) {
      const isQuote = character === '"';
      word = (word ?? '') + '\\'.repeat(isQuote ? backslashes >> 1 : backslashes);
      if (!isQuote) continue;
      if (backslashes % 2 === 1) {
        word += '"';
        at++;
        continue;
      }
    }
    at++;
    if (character === '"') {
      word ??= '';
      // Two quotes within quotes are one.
      if (inQuotes && line[at] === '"') {
        word += '"';
        at++;
      } else inQuotes = !inQuotes;
    } else if (!inQuotes && /[ \t\n]/.test(character)) {
      if (word !== undefined) words.push(textWord(word));
      word = undefined;
    } else word = (word ?? '') + character;
  }
  if (inQuotes) return undefined;
  return word === undefined ? words : [...words, textWord(word)];
}

const backquoted: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '0': '\0', '\n': '' };

/**
 * Splits a PowerShell command: single quotes, double quotes with backquote escapes, lines joined by a
 * backquote. `\"` is a quote: that is how one is passed on to a program.
 * https://learn.microsoft.com/en-us/powershell/module/microsoft.powershell.core/about/about_quoting_rules
 */
export function powershellWords(text: string, start: number): Result<ShellWords, WordsProblem> {
  const words: ShellWord[] = [];
  const notes = new Set<'shell-variable'>();
  let word: string | undefined;
  let quote = '';
  let at = start;
  for (; at < text.length; at++) {
    const character = text[at] ?? '';
    if (character === '`' && quote !== "'") {
      const escape = text[++at] ?? '';
      if (escape !== '\n' || word !== undefined) word = (word ?? '') + (backquoted[escape] ?? escape);
    } else if (character === quote && text[at + 1] === quote) {
      word = (word ?? '') + quote;
      at++;
    } else if (character === quote && !(quote === '"' && word?.endsWith('\\'))) {
      quote = '';
    } else if (quote === '' && (character === '"' || character === "'")) {
      quote = character;
      word ??= '';
    } else if (quote === '' && /[\n;|&]/.test(character)) {
      break;
    } else if (quote === '' && /[ \t]/.test(character)) {
      if (word !== undefined) words.push(textWord(word.replaceAll('\\"', '"')));
      word = undefined;
    } else {
      if (character === '$' && quote !== "'" && /[\w({]/.test(text[at + 1] ?? ''))
        notes.add('shell-variable');
      word = (word ?? '') + character;
    }
  }
  if (quote !== '') return err({ message: 'a quote is not closed', at: start });
  if (word !== undefined) words.push(textWord(word.replaceAll('\\"', '"')));
  return ok({ words, end: at, notes: [...notes], spacesAt: [] });
}
