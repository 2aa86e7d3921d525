// Finds services, actions and managed policies as one types. Every word must be found: in the name, at its
// beginning rather than at the beginning of one of its words rather than within; by the initials of its
// words (`gbp` for `GetBucketPolicy`); or, for an action, in its service.

import { BestOf } from './best-of.ts';
import { findInNames, marksOf } from './name-list.ts';
import { publicPolicy } from './policy-index.ts';
import type { SearchIndex } from './search-index.ts';
import { looselyWordsOf, wordsOf, type SearchWord } from './search-words.ts';
import { actionSummary, nameOf, serviceOf, summaryOf } from './service-index.ts';
import type { CatalogMatch, SearchAnswer } from './types.ts';

/** At most `most` matches of each kind. Nothing typed finds nothing. */
export function search(index: SearchIndex, text: string, most: number): SearchAnswer {
  const policy = index.policies.byArn.get(text.trim());
  if (policy !== undefined) {
    const match: CatalogMatch = {
      kind: 'policy',
      policy: publicPolicy(policy),
      marks: [[0, policy.name.length]],
    };
    return { matches: [match], counts: { services: 0, actions: 0, policies: 1 } };
  }
  const words = wordsOf(text);
  if (words.length === 0) return nothingFound;
  const found = find(index, words, most);
  const loosely = found.counts.actions < few ? looselyWordsOf(words) : undefined;
  return loosely === undefined ? found : joined(found, find(index, loosely, most), most);
}

export const nothingFound: SearchAnswer = { matches: [], counts: { services: 0, actions: 0, policies: 0 } };

/** Fewer actions than this: perhaps one says it in other words than AWS. */
const few = 5;

function find(index: SearchIndex, words: readonly SearchWord[], most: number): SearchAnswer {
  const serviceHits = words.map((word) => bestOf(word, (text) => findServices(index, text)));
  const services = searchServices(index, serviceHits, most);
  const actions = searchActions(index, { words, serviceHits, most });
  const policies = searchPolicies(index, words, most);
  const texts = words.flatMap(({ text, others }) => [text, ...others]);
  const scored: { readonly score: number; readonly match: CatalogMatch }[] = [
    ...services.best.map(({ item, score }) => ({ score, match: serviceMatch(index, item, texts) })),
    ...actions.best.map(({ item, score }) => ({ score, match: actionMatch(index, item, texts) })),
    ...policies.best.map(({ item, score }) => ({ score, match: policyMatch(index, item, texts) })),
  ];
  return {
    matches: scored.sort((a, b) => b.score - a.score).map(({ match }) => match),
    counts: { services: services.count, actions: actions.count, policies: policies.count },
  };
}

/** What was found for the words as they stand, then what else is found for them loosely, which is never less. */
function joined(found: SearchAnswer, loosely: SearchAnswer, most: number): SearchAnswer {
  const known = new Set(found.matches.map(nameOfMatch));
  const matches = [...found.matches, ...loosely.matches.filter((match) => !known.has(nameOfMatch(match)))];
  const counts = { service: 0, action: 0, policy: 0 };
  return { matches: matches.filter(({ kind }) => counts[kind]++ < most), counts: loosely.counts };
}

function nameOfMatch(match: CatalogMatch): string {
  switch (match.kind) {
    case 'service':
      return `service ${match.service.prefix}`;
    case 'action':
      return `action ${match.action.action}`;
    case 'policy':
      return `policy ${match.policy.name}`;
  }
}

/** How well each name has the word, or another one that means the same: that counts less. */
function bestOf(
  { text, others }: SearchWord,
  hitsOf: (text: string) => Readonly<Uint8Array>,
): Readonly<Uint8Array> {
  if (others.length === 0) return hitsOf(text);
  const hits = Uint8Array.from(hitsOf(text));
  for (const other of others) {
    const otherHits = hitsOf(other);
    for (let number = 0; number < hits.length; number++) {
      const hit = (otherHits[number] ?? 0) * 0.7;
      if (hit > (hits[number] ?? 0)) hits[number] = hit;
    }
  }
  return hits;
}

function searchServices(index: SearchIndex, hits: readonly Readonly<Uint8Array>[], most: number): BestOf {
  const best = new BestOf(most);
  for (const { number, prefix } of index.services.services) {
    const score = sumOf(hits, number);
    if (score === 0) continue;
    // A service stands for all its actions, and goes before them the more words say it.
    best.offer(number, score + 20 * hits.length + (index.weights[number] ?? 0) - prefix.length / 4);
  }
  return best;
}

/** How well a word says each service, by its prefix or its name. */
function findServices(index: SearchIndex, word: string): Uint8Array {
  const hits = Uint8Array.from(findInNames(index.prefixes, word));
  const inNames = findInNames(index.serviceNames, word);
  index.services.services.forEach(({ number, prefix }) => {
    if (prefix === word) hits[number] = 100;
    // A name of several words is a weaker sign than the prefix.
    else hits[number] = Math.max(hits[number] ?? 0, (inNames[number] ?? 0) * 0.75);
  });
  return hits;
}

function searchActions(
  { services, actionNames, weights }: SearchIndex,
  {
    words,
    serviceHits,
    most,
  }: {
    readonly words: readonly SearchWord[];
    readonly serviceHits: readonly Readonly<Uint8Array>[];
    readonly most: number;
  },
): BestOf {
  const best = new BestOf(most);
  const inNames = words.map((word) => bestOf(word, (text) => findInNames(actionNames, text)));
  for (const { number, first, end } of services.services) {
    const fromService = serviceHits.map((hits) => serviceShare(hits[number] ?? 0));
    for (let action = first; action < end; action++) {
      let score = 0;
      let letters = 0;
      for (let word = 0; word < words.length; word++) {
        const inName = inNames[word]?.[action] ?? 0;
        const hit = Math.max(inName, fromService[word] ?? 0, levelHit(words, word, services.levels[action]));
        if (inName > 0) letters += words[word]?.text.length ?? 0;
        if (hit === 0) {
          score = 0;
          break;
        }
        score += hit;
      }
      if (score === 0) continue;
      const length = (services.starts[action + 1] ?? 0) - (services.starts[action] ?? 0) - 1;
      best.offer(action, score + (weights[number] ?? 0) + covered(letters, length));
    }
  }
  return best;
}

/** `s3 read`: beside another word, the name of an access level finds the actions of that level, after all others. */
function levelHit(words: readonly SearchWord[], word: number, level: string | undefined): number {
  const wanted = words[word]?.level;
  return words.length > 1 && wanted !== undefined && wanted === level ? 8 : 0;
}

/** The more of a name was typed, the likelier it is meant. */
function covered(letters: number, length: number): number {
  return 20 * Math.min(1, letters / length);
}

/** What a word that says the service counts for its actions: the prefix itself a lot, a part of the name little. */
function serviceShare(hit: number): number {
  if (hit === 100) return 45;
  return hit / 4;
}

function searchPolicies(index: SearchIndex, words: readonly SearchWord[], most: number): BestOf {
  const best = new BestOf(most);
  const hits = words.map((word) => bestOf(word, (text) => findInNames(index.policyNames, text)));
  const letters = words.reduce((sum, { text }) => sum + text.length, 0);
  for (const { number, name, kind, retired } of index.policies.policies) {
    const score = sumOf(hits, number);
    if (score === 0) continue;
    // One attaches these oneself; the others belong to AWS's services.
    const own = kind === 'other' || kind === 'job-function' ? 6 : -14;
    best.offer(
      number,
      score + own - (retired ? 30 : 0) + (20 * Math.min(letters, name.length)) / name.length,
    );
  }
  return best;
}

/** Zero where one of the words was not found. */
function sumOf(hits: readonly Readonly<Uint8Array>[], number: number): number {
  let sum = 0;
  for (const hit of hits) {
    const value = hit[number] ?? 0;
    if (value === 0) return 0;
    sum += value;
  }
  return sum;
}

function serviceMatch({ services }: SearchIndex, number: number, words: readonly string[]): CatalogMatch {
  const service = services.services[number];
  if (service === undefined) throw new RangeError(`there is no service number ${number}`);
  return { kind: 'service', service: summaryOf(service), marks: marksOf(service.prefix, words) };
}

function actionMatch({ services }: SearchIndex, action: number, words: readonly string[]): CatalogMatch {
  const service = serviceOf(services, action);
  const after = service.prefix.length + 1;
  const inName = marksOf(nameOf(services, action), words).map(([start, end]): readonly [number, number] => [
    start + after,
    end + after,
  ]);
  return {
    kind: 'action',
    action: actionSummary(services, action, service),
    serviceName: service.name,
    marks: [...marksOf(service.prefix, words), ...inName],
  };
}

function policyMatch({ policies }: SearchIndex, number: number, words: readonly string[]): CatalogMatch {
  const policy = policies.policies[number];
  if (policy === undefined) throw new RangeError(`there is no policy number ${number}`);
  return { kind: 'policy', policy: publicPolicy(policy), marks: marksOf(policy.name, words) };
}
