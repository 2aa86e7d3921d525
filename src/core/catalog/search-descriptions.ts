// Finds actions by what AWS says they are for, where no name has what was typed.

import { BestOf } from './best-of.ts';
import { actionDescription, type ProseFile } from './prose-file.ts';
import { wordsOf } from './search-words.ts';
import { actionSummary, serviceOf, type ServiceIndex } from './service-index.ts';
import type { SearchAnswer } from './types.ts';

/** Actions whose description, or service, has every word; short descriptions first. */
export function searchDescriptions(
  index: ServiceIndex,
  prose: ProseFile,
  text: string,
  most: number,
): SearchAnswer {
  const words = wordsOf(text).map((word) => word.text);
  const best = new BestOf(most);
  // Fewer letters are in nearly every sentence.
  if (words.some((word) => word.length >= 3)) {
    for (const service of index.services) {
      const named = `${service.prefix} ${service.name}`.toLowerCase();
      for (let action = service.first; action < service.end; action++) {
        const description = (actionDescription(prose, action) ?? '').toLowerCase();
        if (words.every((word) => description.includes(word) || named.includes(word))) {
          best.offer(action, -description.length);
        }
      }
    }
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
