// The catalogue's look-ups in Node, warm, each beside the plain way to do the same: a regular expression,
// or a scan, over all names.

import { readFileSync } from 'node:fs';
import { actionsIn } from '../../src/core/catalog/action-set.ts';
import type { CatalogFiles } from '../../src/core/catalog/catalog-files.ts';
import { findConditionKey, makeConditionKeys } from '../../src/core/catalog/condition-keys.ts';
import { expandAction } from '../../src/core/catalog/expand-action.ts';
import { findAction } from '../../src/core/catalog/find-action.ts';
import { makeResourceFormats, matchResourceTypes } from '../../src/core/catalog/match-resource-types.ts';
import { makePolicyIndex } from '../../src/core/catalog/policy-index.ts';
import { makeSearchIndex, type SearchIndex } from '../../src/core/catalog/search-index.ts';
import { makeDescriptions, searchDescriptions } from '../../src/core/catalog/search-descriptions.ts';
import { search } from '../../src/core/catalog/search.ts';
import { actionDetails, makeDetails } from '../../src/core/catalog/service-details.ts';
import { actionSummary, makeServiceIndex, type ServiceIndex } from '../../src/core/catalog/service-index.ts';
import type { SearchAnswer } from '../../src/core/catalog/types.ts';
import { compileIfStale, fileNameOf } from '../../src/data/compile-data.ts';
import { summarize, type Comparison } from './bench.ts';
import { medianMicroseconds } from './median-microseconds.ts';

/** Of issue 3: microseconds. */
const budgets = { service: 20, everywhere: 2_000, keystroke: 5_000 } as const;

/** As one types it, a letter at a time. */
const typed = [
  's3 get',
  'iam create access',
  'describe',
  'gbp',
  'AdministratorAccess',
  'dynamodb put item',
  'read a file from s3',
  'launch one or more instances',
];

export function catalogComparisons(): readonly Comparison[] {
  compileIfStale({ prose: true });
  const index = makeServiceIndex(fileOf('services'));
  const policies = makePolicyIndex(fileOf('policies'));
  const searching = makeSearchIndex(index, policies);
  const descriptions = makeDescriptions(index, fileOf('prose'));
  // As the worker does: descriptions are looked into where no name has the words.
  const typedSearch = (text: string): SearchAnswer => {
    const found = search(searching, text, 8);
    return found.matches.length > 0 ? found : searchDescriptions(descriptions, text, 8);
  };
  const names = Array.from({ length: index.actionCount }, (_, action) => actionSummary(index, action).action);
  const plainNames = [...names, ...policies.policies.map(({ name }) => name)].map((name) =>
    name.toLowerCase(),
  );

  const expansions = [
    { pattern: 's3:Get*', budget: budgets.service },
    { pattern: 'ec2:*Instance*', budget: undefined },
    { pattern: '*:Get*', budget: undefined },
    { pattern: '*:*Tag*', budget: budgets.everywhere },
    { pattern: '*', budget: undefined },
  ].map(({ pattern, budget }): Comparison => {
    const expression = new RegExp(`^${pattern.replaceAll('*', '.*')}$`, 'i');
    const expanded = expandAction(index, pattern);
    const found = expanded.ok ? actionsIn(expanded.value).length : 0;
    return {
      name: `expand ${pattern}`,
      measures: `${found} actions`,
      microseconds: medianMicroseconds(() => expandAction(index, pattern)),
      budget,
      plain: {
        name: 'a regular expression over all names',
        microseconds: medianMicroseconds(() => names.filter((name) => expression.test(name))),
      },
    };
  });

  const each = measureTyping(searching, typedSearch).map(({ text, microseconds }) => ({
    text,
    microseconds,
    plain: medianMicroseconds(() => scan(plainNames, text), 30),
  }));
  const slowest = each.reduce((worst, one) => (one.microseconds > worst.microseconds ? one : worst));
  return [
    ...lookUps(index, names),
    ...expansions,
    {
      name: 'search, slowest keystroke',
      measures: `of ${each.length} keystrokes, \`${slowest.text}\``,
      microseconds: slowest.microseconds,
      budget: budgets.keystroke,
      plain: { name: 'a scan of all names, without ranking', microseconds: slowest.plain },
    },
    {
      name: 'search, mean keystroke',
      measures: 'services, actions and managed policies',
      microseconds: mean(each.map(({ microseconds }) => microseconds)),
      budget: budgets.keystroke,
      plain: {
        name: 'a scan of all names, without ranking',
        microseconds: mean(each.map(({ plain }) => plain)),
      },
    },
  ];
}

/** The median of each keystroke, over many times of typing the whole text with nothing known of it. */
function measureTyping(
  searching: SearchIndex,
  typedSearch: (text: string) => SearchAnswer,
): readonly { readonly text: string; readonly microseconds: number }[] {
  const rounds = 40;
  return typed.flatMap((whole) => {
    const texts = Array.from({ length: whole.length }, (_, length) => whole.slice(0, length + 1));
    const times = texts.map((): number[] => []);
    for (let round = 0; round < 2 * rounds; round++) {
      for (const list of [
        searching.actionNames,
        searching.policyNames,
        searching.prefixes,
        searching.serviceNames,
      ])
        list.recent.clear();
      texts.forEach((text, place) => {
        const start = performance.now();
        typedSearch(text);
        // The first half warms.
        if (round >= rounds) times[place]?.push(performance.now() - start);
      });
    }
    return texts.map((text, place) => ({ text, microseconds: summarize(times[place] ?? []).median * 1000 }));
  });
}

/** One thing by its name, beside reading through all that there are. */
function lookUps(index: ServiceIndex, names: readonly string[]): readonly Comparison[] {
  const details = makeDetails(index, fileOf('details'));
  const formats = makeResourceFormats(details);
  const keys = makeConditionKeys(details);
  const arn = 'arn:aws:s3:::reports/2026/november.txt';
  const allFormats = [...formats.values()].flat().map(({ type }) => patternOf(type.arns[0] ?? ''));
  const keyPatterns = details.file.keys.map(patternOf);
  const lower = names.map((name) => name.toLowerCase());
  const number = lower.indexOf('sqs:sendmessage');
  const look = (name: string, work: () => unknown, plainName: string, plain: () => unknown): Comparison => ({
    name,
    measures: 'one look-up',
    microseconds: medianMicroseconds(work),
    budget: undefined,
    plain: { name: plainName, microseconds: medianMicroseconds(plain) },
  });
  return [
    look(
      'action by name',
      () => findAction(index, 'sqs:sendMessage'),
      'a scan of all names',
      () => lower.indexOf('sqs:sendMessage'.toLowerCase()),
    ),
    look(
      'details of an action',
      () => actionDetails(details, number, undefined),
      'a scan of all names',
      () => lower.indexOf('sqs:sendmessage'),
    ),
    look(
      'resource types of an ARN',
      () => matchResourceTypes(details, formats, arn),
      'a regular expression for each format',
      () => allFormats.filter((pattern) => pattern.test(arn)),
    ),
    look(
      'condition key by name',
      () => findConditionKey(keys, 'aws:PrincipalTag/team'),
      'a regular expression for each key',
      () => keyPatterns.find((pattern) => pattern.test('aws:PrincipalTag/team')),
    ),
  ];
}

/** Placeholders as anything; made once, as the catalogue's own forms are. */
function patternOf(format: string): RegExp {
  const source = format
    .split(/\$\{[^}]*\}|<[^>]*>|tag-key$/)
    .map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('.+');
  return new RegExp(`^${source}$`, 'i');
}

function scan(names: readonly string[], text: string): readonly string[] {
  const words = text.toLowerCase().split(' ').filter(Boolean);
  return names.filter((name) => words.every((word) => name.includes(word)));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function fileOf<Name extends keyof CatalogFiles>(name: Name): CatalogFiles[Name] {
  const url = new URL(`../../src/generated/${fileNameOf(name)}`, import.meta.url);
  return JSON.parse(readFileSync(url, 'utf8')) as CatalogFiles[Name];
}
