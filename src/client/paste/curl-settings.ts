// The words of a curl command read as options, up to what they ask for and no further.

import { addNote, applyFlag, applyOption, type CurlSettings } from './curl-effects.ts';
import { longNames, withArgument } from './curl-options.ts';
import type { PasteNote } from './pasted.ts';
import { textWord, type ShellWord } from './shell-word.ts';
import { plainHyphens } from './typographic.ts';

/** Reads the words after `curl`; after `--next` they begin anew, and the last set is the one returned. */
export function readCurlSettings(words: readonly ShellWord[]): CurlSettings {
  let settings = emptySettings([]);
  let onlyUrls = false;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? noWord;
    const hyphened = onlyUrls ? undefined : plainHyphens(word.text);
    const { text, bytes } = hyphened === undefined ? word : textWord(hyphened);
    if (hyphened !== undefined) addNote(settings, 'typographic-quotes', 'dash');
    if (onlyUrls || text === '-' || !text.startsWith('-')) settings.urls.push(text);
    else if (text === '--') onlyUrls = true;
    else if (text.startsWith('--')) {
      const name = text.slice(2);
      if (name === 'next') settings = next(settings);
      else if (withArgument.has(name)) applyOption(settings, name, words[++at] ?? noWord);
      else applyFlag(settings, name);
    } else {
      // Short options in one word: the first that takes an argument takes the rest of the word, or the next word.
      for (let index = 1; index < text.length; index++) {
        const letter = text[index] ?? '';
        const name = Object.hasOwn(longNames, letter) ? (longNames[letter] ?? '') : `-${letter}`;
        if (name === 'next') settings = next(settings);
        else if (!withArgument.has(name)) applyFlag(settings, name);
        else {
          const rest = text.slice(index + 1);
          const argument = rest === '' ? (words[++at] ?? noWord) : tailOf({ text, bytes }, rest);
          applyOption(settings, name, argument);
          break;
        }
      }
    }
  }
  return settings;
}

const noWord: ShellWord = { text: '', bytes: new Uint8Array(0) };

function tailOf(word: ShellWord, rest: string): ShellWord {
  // What comes before is an option's letters, in ASCII.
  return { text: rest, bytes: word.bytes.subarray(word.text.length - rest.length) };
}

function emptySettings(notes: PasteNote[]): CurlSettings {
  return {
    notes,
    urls: [],
    headers: [],
    data: [],
    queries: [],
    named: new Map(),
    flags: new Set(),
    method: undefined,
    sigv4: undefined,
  };
}

function next(settings: CurlSettings): CurlSettings {
  if (settings.urls.length > 0) addNote(settings, 'multiple-requests', '--next');
  return emptySettings(settings.notes);
}
