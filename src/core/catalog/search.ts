// Finds services, actions and managed policies as one types. Every word must be found: in the name, at its
// beginning rather than at the beginning of one of its words rather than within; by the initials of its
// words (`gbp` for `GetBucketPolicy`); or, for an action, in its service.

import { BestOf } from './best-of.ts';
import { findInNames, makeNameList, marksOf, type NameList } from './name-list.ts';
import { publicPolicy, type PolicyIndex } from './policy-index.ts';
import { actionSummary, nameOf, serviceOf, summaryOf, type ServiceIndex } from './service-index.ts';
import type { CatalogMatch, SearchAnswer } from './types.ts';

export interface SearchIndex {
  readonly services: ServiceIndex;
  readonly policies: PolicyIndex;
  readonly actionNames: NameList;
  readonly policyNames: NameList;
  readonly prefixes: NameList;
  readonly serviceNames: NameList;
  /** For each service, how much sooner it is meant than another one. */
  readonly weights: readonly number[];
}

/** More words than this are not looked at, nor more letters of one. */
const mostWords = 8;
const longestWord = 64;

export function makeSearchIndex(services: ServiceIndex, policies: PolicyIndex): SearchIndex {
  return {
    services,
    policies,
    actionNames: makeNameList(services.names, services.starts),
    policyNames: nameListOf(policies.policies.map(({ name }) => name)),
    prefixes: nameListOf(services.services.map(({ prefix }) => prefix)),
    serviceNames: nameListOf(
      services.services.map(({ prefix, name }) =>
        // A space stands between names.
        `${name} ${longNames.get(prefix) ?? ''}`.replaceAll(' ', '_'),
      ),
    ),
    weights: services.services.map(({ prefix }) => weightOf(prefix)),
  };
}

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
  if (words.length === 0) return { matches: [], counts: { services: 0, actions: 0, policies: 0 } };
  const serviceHits = words.map((word) => findServices(index, word));
  const services = searchServices(index, serviceHits, most);
  const actions = searchActions(index, { words, serviceHits, most });
  const policies = searchPolicies(index, words, most);
  const scored: { readonly score: number; readonly match: CatalogMatch }[] = [
    ...services.best.map(({ item, score }) => ({ score, match: serviceMatch(index, item, words) })),
    ...actions.best.map(({ item, score }) => ({ score, match: actionMatch(index, item, words) })),
    ...policies.best.map(({ item, score }) => ({ score, match: policyMatch(index, item, words) })),
  ];
  return {
    matches: scored.sort((a, b) => b.score - a.score).map(({ match }) => match),
    counts: { services: services.count, actions: actions.count, policies: policies.count },
  };
}

/** Colons and wildcards part words as spaces do: `s3:Get*` is `s3` and `get`. */
function wordsOf(text: string): readonly string[] {
  const words = text.toLowerCase().split(/[\s:*?]+/);
  return [...new Set(words.filter(Boolean).map((word) => word.slice(0, longestWord)))].slice(0, mostWords);
}

function searchServices(index: SearchIndex, hits: readonly Uint8Array[], most: number): BestOf {
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
  const hits = findInNames(index.prefixes, word);
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
    readonly words: readonly string[];
    readonly serviceHits: readonly Uint8Array[];
    readonly most: number;
  },
): BestOf {
  const best = new BestOf(most);
  const inNames = words.map((word) => findInNames(actionNames, word));
  for (const { number, first, end } of services.services) {
    const fromService = serviceHits.map((hits) => serviceShare(hits[number] ?? 0));
    for (let action = first; action < end; action++) {
      let score = 0;
      let letters = 0;
      for (let word = 0; word < words.length; word++) {
        const inName = inNames[word]?.[action] ?? 0;
        const hit = Math.max(inName, fromService[word] ?? 0);
        if (inName > 0) letters += words[word]?.length ?? 0;
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

/** The more of a name was typed, the likelier it is meant. */
function covered(letters: number, length: number): number {
  return 20 * Math.min(1, letters / length);
}

/** What a word that says the service counts for its actions: the prefix itself a lot, a part of the name little. */
function serviceShare(hit: number): number {
  if (hit === 100) return 45;
  return hit / 4;
}

function searchPolicies(index: SearchIndex, words: readonly string[], most: number): BestOf {
  const best = new BestOf(most);
  const hits = words.map((word) => findInNames(index.policyNames, word));
  const letters = words.reduce((sum, word) => sum + word.length, 0);
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
function sumOf(hits: readonly Uint8Array[], number: number): number {
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

function nameListOf(names: readonly string[]): NameList {
  const starts = new Uint32Array(names.length + 1);
  names.forEach((name, number) => (starts[number + 1] = (starts[number] ?? 0) + name.length + 1));
  return makeNameList(`${names.join(' ')} `, starts);
}

/** By what else people know services: names that AWS writes short or has changed. */
const longNames: ReadonlyMap<string, string> = new Map([
  ['ec2', 'Elastic Compute Cloud VPC Virtual Private Cloud EBS Elastic Block Store'],
  ['elasticloadbalancing', 'ELB'],
  ['events', 'CloudWatch Events'],
  ['rds', 'Relational Database Service'],
  ['s3', 'Simple Storage Service'],
  ['ses', 'Simple Email Service'],
  ['sns', 'Simple Notification Service'],
  ['sqs', 'Simple Queue Service'],
  ['ssm', 'Parameter Store Session Manager'],
  ['waf', 'Web Application Firewall'],
]);

/** The services that people who learn IAM mean first. A nudge between equals, no more. */
const known = [
  ['iam', 's3', 'ec2', 'sts'],
  ['lambda', 'dynamodb', 'kms', 'sqs', 'sns', 'rds'],
  ['cloudtrail', 'cloudwatch', 'logs', 'secretsmanager', 'ssm', 'cloudformation', 'organizations'],
  ['ecs', 'ecr', 'eks', 'apigateway', 'events', 'states', 'route53', 'elasticloadbalancing', 'autoscaling'],
] as const;

function weightOf(prefix: string): number {
  const row = known.findIndex((prefixes) => (prefixes as readonly string[]).includes(prefix));
  return row < 0 ? 0 : 8 - 2 * row;
}
