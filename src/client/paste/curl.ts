// curl commands, wherever in a text they begin a line.

import { err, ok, type Result } from '../../core/lang/result.ts';
import { curlMessage } from './curl-message.ts';
import { readCurlSettings } from './curl-settings.ts';
import { bashWords, type WordsProblem } from './curl-words.ts';
import {
  lineAt,
  lineTeller,
  mostFinds,
  namedLines,
  type Find,
  type PasteNote,
  type PasteProblem,
} from './pasted.ts';
import { plainQuotes } from './typographic.ts';
import { cmdWords, powershellWords } from './windows-words.ts';

/** Prose can look like a command with a quote that is not closed; each costs a look to the end of the text. */
const mostFailures = 20;

/** The curl commands of a text, and what is wrong with the last one where that could not be read. */
export function findCurl(text: string): {
  readonly finds: readonly Find[];
  readonly problem: PasteProblem | undefined;
} {
  const finds: Find[] = [];
  let failure: Failure | undefined;
  let failures = 0;
  let at = 0;
  const texts: Texts = { asIs: text, plain: plainQuotes(text), lineOf: lineTeller(text) };
  while (at < text.length && failures < mostFailures) {
    const feed = text.indexOf('\n', at);
    const lineEnd = feed < 0 ? text.length : feed;
    const command = commandStart(text.slice(at, lineEnd));
    const find = command === undefined ? undefined : readCommand(texts, { at, words: at + command });
    at = lineEnd + 1;
    if (find?.ok === true) {
      finds.push(find.value);
      at = Math.max(at, find.value.end);
      failure = undefined;
    } else if (find !== undefined) {
      failure = find.error;
      if (find.error.isUnclosed) failures++;
    }
  }
  const problem: PasteProblem | undefined = failure && {
    code: 'broken-curl',
    message: failure.message,
    line: lineAt(text, failure.at),
  };
  return { finds: finds.slice(-mostFinds), problem };
}

interface Texts {
  readonly asIs: string;
  /** With plain quotation marks, at the same offsets. */
  readonly plain: string;
  readonly lineOf: (at: number) => number;
}

interface Failure extends WordsProblem {
  readonly isUnclosed: boolean;
}

const prompt =
  /[ \t]*(?:[$#>%] {0,8}|PS [^>\n]{0,200}> {0,8}|[A-Za-z]:\\[^>\n]{0,200}> {0,8}|[\w.-]{1,40}@[^$#\n]{0,200}[$#] {1,8})?/y;
const assignment = /[A-Za-z_]\w{0,60}=(?:'[^'\n]*'|"[^"\n]*"|[^\s'"]*)[ \t]+/y;
const program = /(?:(?:sudo|time|exec|command) )?(?:[\w./-]{0,60}\/)?curl(?:\.exe)?(?=[\s\\^`])/y;
const later = /(?:&&|[;|&])[ \t]{0,8}curl(?:\.exe)?(?=[\s\\^`])/;

/** The offset after the word `curl` where a line runs it; undefined where it does not. */
function commandStart(line: string): number | undefined {
  if (!line.includes('curl')) return undefined;
  let at = 0;
  const skip = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const length = pattern.exec(line)?.[0].length ?? 0;
    at += length;
    return length > 0;
  };
  skip(prompt);
  while (skip(assignment));
  if (skip(program)) return at;
  const match = later.exec(line);
  return match === null ? undefined : match.index + match[0].length;
}

function readCommand(
  { asIs, plain, lineOf }: Texts,
  start: { readonly at: number; readonly words: number },
): Result<Find, Failure> {
  const split = splitter(asIs, start.words);
  const first = split(asIs, start.words);
  const isTypographic = first.ok && first.value.notes.includes('typographic-quotes');
  const words = isTypographic ? split(plain, start.words) : first;
  if (!words.ok) return err({ ...words.error, isUnclosed: true });
  const settings = readCurlSettings(words.value.words);
  const message = curlMessage(settings);
  if (!message.ok) return err({ message: message.error, at: start.at, isUnclosed: false });
  const shell = words.value.notes.map((code): PasteNote => ({ code, detail: 'curl' }));
  if (isTypographic) shell.push({ code: 'typographic-quotes', detail: '' });
  const spaced = words.value.spacesAt.map(lineOf);
  if (spaced.length > 0) shell.push({ code: 'space-after-backslash', detail: namedLines(spaced) });
  return ok({
    kind: 'curl',
    at: start.at,
    end: words.value.end,
    request: message.value.request,
    scheme: message.value.scheme,
    signingScope: message.value.signingScope,
    notes: [...shell, ...settings.notes, ...message.value.notes],
  });
}

// The shell is told by how the first line is joined to the next, and by the first quote; its name is nowhere.
function splitter(text: string, start: number): typeof bashWords {
  const feed = text.indexOf('\n', start);
  const line = text.slice(start, feed < 0 ? text.length : feed).trimEnd();
  const quote = line.search(/['"]/);
  if (line.endsWith('^') || (quote > 0 && line[quote] === '"' && line[quote - 1] === '^')) return cmdWords;
  return line.endsWith('`') && feed >= 0 ? powershellWords : bashWords;
}
