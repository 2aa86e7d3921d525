import { describe, expect, it } from 'vitest';
import type { ActionResource, CatalogProblem } from '../../../src/core/catalog/types.ts';
import {
  actionSentence,
  alsoNamedBy,
  catalogProblemWords,
  keySentence,
  resourceRule,
} from '../../../src/ui/words/catalog.ts';
import { countOf } from '../../../src/ui/words/count.ts';
import { composeHint } from '../../../src/ui/words/compose-hint.ts';
import { countsSentence } from '../../../src/ui/words/data-sets.ts';

const problems: readonly CatalogProblem[] = [
  { kind: 'malformed-action', text: 's3' },
  { kind: 'unknown-service', service: 'dynamdb', closest: ['dynamodb'] },
  { kind: 'unlisted-service', service: 'deepracer' },
  { kind: 'unknown-action', service: 's3', name: 'GetObjekt', closest: ['s3:GetObject'] },
  { kind: 'malformed-arn', text: 'arn:aws' },
  { kind: 'unknown-resource-type', service: 's3', text: 'arn:aws:s3:x:y:z' },
  { kind: 'unknown-condition-key', name: 'aws:SourceIpp', closest: ['aws:SourceIp'] },
  { kind: 'unknown-policy', text: 'AdminAccess', closest: [] },
];

/** What somebody has written, and what a sentence must say back. */
const named = {
  'malformed-action': 's3',
  'unknown-service': 'dynamdb',
  'unlisted-service': 'deepracer',
  'unknown-action': 'GetObjekt',
  'malformed-arn': 'arn:aws',
  'unknown-resource-type': 'arn:aws:s3:x:y:z',
  'unknown-condition-key': 'aws:SourceIpp',
  'unknown-policy': 'AdminAccess',
} as const;

describe('the words for a problem', () => {
  it.each(problems)('$kind says which it is', (problem) => {
    const { title, text, closest } = catalogProblemWords(problem);
    expect(title).toMatch(/^[A-Z].*[^.]$/);
    expect(text).toMatch(/^(`|[A-Z]).*\.$/s);
    expect(text).toContain(`\`${named[problem.kind]}\``);
    expect(closest).toEqual('closest' in problem ? problem.closest : []);
  });

  it('cut what is long', () => {
    const text = 'x'.repeat(5000);
    for (const kind of ['malformed-action', 'malformed-arn'] as const)
      expect(catalogProblemWords({ kind, text }).text.length).toBeLessThan(250);
  });

  it('have titles of their own', () => {
    const titles = problems.map((problem) => catalogProblemWords(problem).title);
    expect(new Set(titles).size).toBe(problems.length);
  });
});

describe('alsoNamedBy', () => {
  it.each([
    [['ec2'], 'Also named by ec2'],
    [['ec2', 'ec2', 'sts'], 'Also named by ec2 and sts'],
    [['ec2', 'ssm', 'sts'], 'Also named by ec2, ssm and sts'],
  ])('of %j', (services, words) => {
    expect(alsoNamedBy(services.map((service) => ({ service })))).toBe(words);
  });
});

describe('composeHint', () => {
  it.each([
    ['unknown-service', 'service', /Nearest: dynamodb\./],
    ['unlisted-service', 'service', /no page/],
    ['unknown-action', 'action', /Nearest: GetObject\./],
  ])('of %s stands at the %s', (kind, field, text) => {
    const problem = problems.find((each) => each.kind === kind);
    const hint = problem && composeHint(problem);
    expect(hint?.field).toBe(field);
    expect(hint?.text).toMatch(text);
    expect(hint?.text).toMatch(/all the same\.$/);
  });

  it('leaves to the form what the form says itself', () => {
    expect(composeHint({ kind: 'malformed-action', text: 'a b' })).toBeUndefined();
  });
});

describe('resourceRule', () => {
  const type = (name: string): ActionResource => ({ name, arns: ['arn'], conditionKeys: [] });

  it.each([
    [{ kind: 'none' }, /must be `\*`/],
    [{ kind: 'any-of', types: [type('a')] }, /of this type/],
    [{ kind: 'any-of', types: [type('a'), type('b')] }, /any one of these 2/],
    [{ kind: 'all-of', required: [type('a')], optional: [] }, /must match/],
    [{ kind: 'all-of', required: [type('a'), type('b')], optional: [type('c')] }, /all of these 2/],
  ] as const)('of %j', (resources, words) => {
    expect(resourceRule(resources)).toMatch(words);
  });
});

describe('the words for what the data says', () => {
  it.each([
    ['Grants permission to abort a multipart upload', 'Abort a multipart upload'],
    ['Grants permissions to list tags', 'List tags'],
    ['Controls permission to cancel a key', 'Cancel a key'],
    ['Deletes the thing', 'Deletes the thing'],
  ])('`%s` is `%s`', (description, sentence) => {
    expect(actionSentence(description)).toBe(sentence);
  });

  it.each([
    ['Filters access by the tags in the request', 'The tags in the request'],
    ['Filters access based on the region', 'The region'],
    ['Filters actions based on tags', 'Tags'],
    ['Filters access to keys of one kind', 'Filters access to keys of one kind'],
  ])('`%s` is `%s`', (description, sentence) => {
    expect(keySentence(description)).toBe(sentence);
  });

  it('counts', () => {
    expect(countOf(1, 'action')).toMatch(/^1 action$/);
    expect(countOf(2, 'policy', 'policies')).toBe('2 policies');
    expect(countsSentence({ services: 4, resourceTypes: 12 })).toBe('4 services, 12 resource types');
  });
});
