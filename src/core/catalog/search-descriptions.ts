// Finds actions by what AWS says they are for, where no name has what was typed.

import { BestOf } from './best-of.ts';
import { actionDescription, type ProseFile } from './prose-file.ts';
import { wordsOf } from './search-words.ts';
import { actionSummary, serviceOf, type IndexedService, type ServiceIndex } from './service-index.ts';
import type { SearchAnswer } from './types.ts';

export interface Descriptions {
  readonly index: ServiceIndex;
  /** All in lower case, each with a line break after it. */
  readonly text: string;
  /** Where each begins, and one more, where the text ends. */
  readonly starts: Uint32Array;
}

export function makeDescriptions(index: ServiceIndex, prose: ProseFile): Descriptions {
  const starts = new Uint32Array(index.actionCount + 1);
  const lines: string[] = [];
  for (let action = 0; action < index.actionCount; action++) {
    const line = `${(actionDescription(prose, action) ?? '').replaceAll('\n', ' ').toLowerCase()}\n`;
    lines.push(line);
    starts[action + 1] = (starts[action] ?? 0) + line.length;
  }
  return { index, text: lines.join(''), starts };
}

/** Actions that have every word in their description or in their service; short descriptions first. */
export function searchDescriptions(descriptions: Descriptions, typed: string, most: number): SearchAnswer {
  const { index, starts } = descriptions;
  const words = wordsOf(typed).map((word) => word.text);
  const best = new BestOf(most);
  for (const action of actionsSaying(descriptions, words)) {
    best.offer(action, (starts[action] ?? 0) - (starts[action + 1] ?? 0));
  }
  return {
    matches: best.best.map(({ item }) => {
      const service = serviceOf(index, item);
      return {
        kind: 'action',
        action: actionSummary(index, item, service),
        serviceName: service.name,
        marks: [],
      };
    }),
    counts: { services: 0, actions: best.count, policies: 0 },
  };
}

/** Goes from one place of the longest word to the next: it is the rarest, most likely. */
function* actionsSaying({ index, text, starts }: Descriptions, words: readonly string[]): Generator<number> {
  const [longest = '', ...others] = [...words].sort((a, b) => b.length - a.length);
  // Fewer letters are in nearly every sentence.
  if (longest.length < 3) return;
  let action = 0;
  for (let place = text.indexOf(longest); place >= 0; place = text.indexOf(longest, starts[action + 1])) {
    while ((starts[action + 1] ?? text.length) <= place) action++;
    const description = text.slice(starts[action], starts[action + 1]);
    if (others.every((word) => description.includes(word) || isNamed(serviceOf(index, action), word))) {
      yield action;
    }
  }
  // Where the service's name has that word, the description must have another one.
  for (const service of index.services) {
    if (others.length === 0 || !isNamed(service, longest)) continue;
    for (action = service.first; action < service.end; action++) {
      const description = text.slice(starts[action], starts[action + 1]);
      if (description.includes(longest)) continue;
      const said = others.filter((word) => description.includes(word));
      if (said.length > 0 && others.every((word) => said.includes(word) || isNamed(service, word)))
        yield action;
    }
  }
}

function isNamed({ prefix, name }: IndexedService, word: string): boolean {
  return prefix.includes(word) || name.toLowerCase().includes(word);
}
