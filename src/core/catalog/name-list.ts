// A list of names as one text, in which a word is found in all of them at the speed of finding it in a text.

import { beginsWord, initialsOf } from './word-starts.ts';
import type { Marks } from './types.ts';

export interface NameList {
  /** As they are written, each with a space after it; and in lower case, at the same places. */
  readonly names: string;
  readonly text: string;
  /** Where each begins, and one more, where the text ends. */
  readonly starts: Uint32Array;
  /** Initials of each, with a space before; and where each of these begins. */
  readonly initials: string;
  readonly initialStarts: Uint32Array;
  /** What was found for the words looked for last: while one types, all but the last word stay the same. */
  readonly recent: Map<string, Uint8Array>;
}

/** Of the longest list each takes some 20 KB. */
const mostRecent = 32;

/** How well a name has a word; what is better is found first. Less than 64, so that a byte holds it. */
const quality = {
  whole: 63,
  beginning: 50,
  allInitials: 46,
  beginsWord: 36,
  initials: 24,
  within: 12,
} as const;

export function makeNameList(names: string, starts: Uint32Array): NameList {
  const count = starts.length - 1;
  const initialStarts = new Uint32Array(count + 1);
  let initials = '';
  for (let number = 0; number < count; number++) {
    initialStarts[number] = initials.length;
    initials += ` ${initialsOf(names.slice(starts[number], (starts[number + 1] ?? 0) - 1))}`;
  }
  initialStarts[count] = initials.length;
  return {
    names,
    text: names.toLowerCase(),
    starts,
    initials: `${initials} `,
    initialStarts,
    recent: new Map(),
  };
}

/** How well each name has the word, which is in lower case: 0 where it has it not at all. Not to be changed. */
export function findInNames(list: NameList, word: string): Readonly<Uint8Array> {
  const { recent } = list;
  const found = recent.get(word) ?? lookInNames(list, word);
  // A Map keeps the order of insertion: the first is the one that was asked for longest ago.
  recent.delete(word);
  recent.set(word, found);
  for (const oldest of recent.keys()) {
    if (recent.size <= mostRecent) break;
    recent.delete(oldest);
  }
  return found;
}

function lookInNames(list: NameList, word: string): Uint8Array {
  const found = new Uint8Array(list.starts.length - 1);
  if (word === '') return found;
  if (word.length > 1) findInitials(list, word, found);
  const { text, names, starts } = list;
  let number = 0;
  for (let at = text.indexOf(word); at >= 0;) {
    while ((starts[number + 1] ?? Infinity) <= at) number++;
    const start = starts[number] ?? 0;
    const end = (starts[number + 1] ?? 0) - 1;
    const value =
      at === start
        ? at + word.length === end
          ? quality.whole
          : quality.beginning
        : beginsWord(names, at)
          ? quality.beginsWord
          : // One letter within a name is in nearly all of them.
            word.length > 1
            ? quality.within
            : 0;
    if (value > (found[number] ?? 0)) found[number] = value;
    // Nothing better comes in this name: go on with the next one.
    at = text.indexOf(word, value >= quality.beginsWord ? end : at + 1);
  }
  return found;
}

function findInitials({ initials, initialStarts }: NameList, word: string, found: Uint8Array): void {
  const wanted = ` ${word}`;
  let number = 0;
  for (let at = initials.indexOf(wanted); at >= 0; at = initials.indexOf(wanted, at + 1)) {
    while ((initialStarts[number + 1] ?? Infinity) <= at) number++;
    const all = initials[at + wanted.length] === ' ';
    found[number] = all ? quality.allInitials : quality.initials;
  }
}

/** Where the words are in a name: each once, at the best of its places. */
export function marksOf(name: string, words: readonly string[]): Marks {
  const lower = name.toLowerCase();
  const marked = new Array<boolean>(name.length).fill(false);
  for (const word of words) {
    const place = bestPlace(name, lower, word);
    if (place !== undefined) marked.fill(true, place, place + word.length);
    else if (word.length > 1 && initialsOf(name).startsWith(word)) markInitials(name, word.length, marked);
  }
  const marks: [number, number][] = [];
  marked.forEach((isMarked, at) => {
    const last = marks.at(-1);
    if (!isMarked) return;
    if (last?.[1] === at) last[1] = at + 1;
    else marks.push([at, at + 1]);
  });
  return marks;
}

function bestPlace(name: string, lower: string, word: string): number | undefined {
  let within: number | undefined;
  for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1)) {
    if (beginsWord(name, at)) return at;
    within ??= at;
  }
  return word.length > 1 ? within : undefined;
}

function markInitials(name: string, count: number, marked: boolean[]): void {
  let left = count;
  for (let at = 0; at < name.length && left > 0; at++) {
    if (!beginsWord(name, at)) continue;
    marked[at] = true;
    left--;
  }
}
