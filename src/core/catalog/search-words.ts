// What one types into a search box, as words to look for: as they stand, and, where that finds little, as
// somebody says it who does not know AWS's names yet.

import { accessLevels } from './services-file.ts';

export interface SearchWord {
  readonly text: string;
  /** What the same is called in AWS's names: found too, but later. */
  readonly others: readonly string[];
  /** The letter of the access level that the word names, where it names one. */
  readonly level: string | undefined;
}

/** More words than this are not looked at, nor more letters of one. */
const mostWords = 8;
const longestWord = 64;

/** Colons, wildcards and punctuation part words as spaces do: `s3:Get*` is `s3` and `get`. */
export function wordsOf(text: string): readonly SearchWord[] {
  const short = text.slice(0, 4 * mostWords * longestWord).replace(/\.amazonaws\.com(\.cn)?\b/gi, '');
  const texts = distinct(short.split(/[\s:*?.,;/"'`()[\]{}]+/));
  // The last word may not be typed to its end.
  const telling = texts.filter((word, place) => place === texts.length - 1 || !fillers.has(word));
  // By itself a word is a name, or the beginning of one.
  const isName = telling.length === 1;
  return telling.map((word) => ({
    text: word,
    others: isName ? [] : (synonyms.get(word) ?? []),
    level: isName ? undefined : levels.get(word),
  }));
}

/** The same words said otherwise; undefined where there is no other way. */
export function looselyWordsOf(words: readonly SearchWord[]): readonly SearchWord[] | undefined {
  const texts = distinct(words.flatMap(({ text }) => text.replace(/command$/, '').split(/[-_]+/)));
  const telling = texts.filter((text) => !fillers.has(text));
  const kept = telling.length === 0 ? texts : telling;
  const loosely = kept.map((text): SearchWord => {
    const singular = text.length > 3 && text.endsWith('s') ? text.slice(0, -1) : undefined;
    const others = [
      ...(singular === undefined ? [] : [singular]),
      ...(synonyms.get(text) ?? synonyms.get(singular ?? '') ?? []),
    ];
    return { text, others, level: levels.get(text) };
  });
  const isSame =
    loosely.every(({ others }, place) => others.length === (words[place]?.others.length ?? 0)) &&
    loosely.length === words.length &&
    loosely.every(({ text }, place) => text === words[place]?.text);
  return isSame ? undefined : loosely;
}

function distinct(texts: readonly string[]): readonly string[] {
  const words = texts.map((text) => text.toLowerCase().slice(0, longestWord)).filter((text) => text !== '');
  return [...new Set(words)].slice(0, mostWords);
}

const levels: ReadonlyMap<string, string> = new Map(
  Object.entries(accessLevels).map(([letter, level]) => [level.replace(/ .*/, '').toLowerCase(), letter]),
);

/** Words that a sentence needs and a name has not. */
const fillers: ReadonlySet<string> = new Set(
  'a an all and any are as at by can do for from how i in into is it me my of on one or please the to which who with'.split(
    ' ',
  ),
);

/** What people say, and what AWS's actions are called. */
const synonyms: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    add: ['create', 'put', 'attach'],
    change: ['update', 'put', 'modify'],
    database: ['table', 'db'],
    download: ['get'],
    edit: ['update', 'put', 'modify'],
    execute: ['invoke', 'run', 'start'],
    file: ['object'],
    folder: ['object', 'bucket'],
    launch: ['run', 'start', 'create'],
    login: ['loginprofile', 'signin', 'console'],
    machine: ['instance'],
    make: ['create', 'put'],
    mfa: ['mfadevice'],
    new: ['create'],
    open: ['get'],
    password: ['loginprofile'],
    permission: ['policy'],
    post: ['put', 'send', 'publish'],
    read: ['get'],
    remove: ['delete', 'detach', 'untag'],
    restart: ['reboot'],
    save: ['put'],
    see: ['get', 'list', 'describe'],
    server: ['instance'],
    show: ['get', 'list', 'describe'],
    upload: ['put'],
    view: ['get', 'list', 'describe'],
    vm: ['instance'],
    write: ['put'],
  }),
);
