import { describe, expect, it } from 'vitest';
import type { ActionSummary } from '../../../../src/core/catalog/types.ts';
import {
  actionChoices,
  belongsElsewhere,
  regionChoices,
  serviceChoices,
  type KnownActions,
} from '../../../../src/ui/features/requests/compose-choices.ts';

const action = (full: string): ActionSummary => ({
  action: full,
  name: full.split(':')[1] ?? '',
  accessLevel: 'Write',
});
const nothing: KnownActions = new Map();
const known: KnownActions = new Map([
  ['s3', ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'].map(action)],
  ['polly', [action('polly:SynthesizeSpeech'), action('polly:TagResource')]],
  ['sqs', [action('sqs:TagQueue')]],
]);

const service = (prefix: string, name: string) => ({
  prefix,
  name,
  category: 'Any',
  supportsRcps: false,
  actionCount: 1,
});

describe('the services to choose from', () => {
  it('are those of the examples while the reference has not answered', () => {
    const services = serviceChoices([]).map(({ value }) => value);
    expect(new Set(services).size).toBe(services.length);
    expect(services).toEqual(expect.arrayContaining(['iam', 'sts', 's3', 'cloudtrail']));
  });

  it('are all of them once it has, with their names, the first ones still first', () => {
    const choices = serviceChoices([service('a4b', 'Alexa for Business'), service('s3', 'Amazon S3')]);
    expect(choices[0]?.value).toBe(serviceChoices([])[0]?.value);
    expect(choices.at(-1)).toEqual({
      value: 'a4b',
      detail: 'Alexa for Business',
      also: 'Alexa for Business',
    });
    expect(choices.filter(({ value }) => value === 's3')).toEqual([
      { value: 's3', detail: 'Amazon S3', also: 'Amazon S3' },
    ]);
  });
});

describe('the actions to choose from', () => {
  const details = (of: string, from: KnownActions) =>
    new Map(actionChoices(of, from).map(({ value, detail }) => [value, detail]));

  it('say which are only authorized, without the reference', () => {
    expect(details('s3', nothing).get('GetObject')).toBeUndefined();
    expect(details('s3', nothing).get('PutObject')).toBe('authorized only');
    expect(actionChoices('polly', nothing)).toEqual([]);
  });

  it('are each named once with their level, modelled ones first', () => {
    const names = actionChoices('s3', known).map(({ value }) => value);
    expect(names).toEqual(['ListAllMyBuckets', 'GetObject', 'PutObject', 'ListBucket', 'DeleteObject']);
    expect(details('s3', known).get('GetObject')).toBe('Write');
    expect(details('s3', known).get('DeleteObject')).toBe('authorized only · Write');
  });
});

describe('the Regions to choose from', () => {
  it('are a few, then all that AWS has', () => {
    expect(regionChoices([]).map(({ value }) => value)).toContain('eu-central-1');
    expect(regionChoices([{ name: 'eu-west-9', description: 'Europe (Nowhere)', partition: 'aws' }])).toEqual(
      [{ value: 'eu-west-9', detail: 'Europe (Nowhere)' }],
    );
  });
});

describe('belongsElsewhere', () => {
  it.each([
    ['sts', 'ListAllMyBuckets', true],
    ['s3', 'ListAllMyBuckets', false],
    ['polly', 'ListAllMyBuckets', false],
    ['s3', 'DeleteObject', false],
    ['s', 'ListUsers', false],
  ])('without the reference, of %s and %s is %s', (of, name, expected) => {
    expect(belongsElsewhere(of, name, nothing)).toBe(expected);
  });

  it.each([
    ['polly', 'ListAllMyBuckets', true],
    ['sqs', 'TagResource', true],
    ['polly', 'TagResource', false],
    ['sqs', 'MyOwnIdea', false],
    ['s', 'DeleteObject', false],
  ])('with it, of %s and %s is %s', (of, name, expected) => {
    expect(belongsElsewhere(of, name, known)).toBe(expected);
  });
});
