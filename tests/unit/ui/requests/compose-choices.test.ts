import { describe, expect, it } from 'vitest';
import {
  actionChoices,
  belongsElsewhere,
  exampleResource,
  isExample,
  serviceChoices,
} from '../../../../src/ui/features/requests/compose-choices.ts';

const account = '210987654321';

describe('the choices of the form', () => {
  it('name each service once, and the modelled ones among them', () => {
    const services = serviceChoices.map(({ value }) => value);
    expect(new Set(services).size).toBe(services.length);
    expect(services).toEqual(expect.arrayContaining(['iam', 'sts', 's3', 'cloudtrail']));
  });

  it('mark the actions that are only authorized', () => {
    const details = new Map(actionChoices('s3').map(({ value, detail }) => [value, detail]));
    expect(details.get('GetObject')).toBeUndefined();
    expect(details.get('PutObject')).toBe('authorized only');
    expect(actionChoices('polly')).toEqual([]);
  });

  it('give an example in this account, and know it again', () => {
    const example = exampleResource('dynamodb', 'GetItem', account);
    expect(example).toBe(`arn:aws:dynamodb:us-east-1:${account}:table/Books`);
    expect(isExample(example ?? '', account)).toBe(true);
    expect(isExample('arn:aws:s3:::mine', account)).toBe(false);
    expect(exampleResource('polly', 'SynthesizeSpeech', account)).toBeUndefined();
  });
});

describe('belongsElsewhere', () => {
  it.each([
    ['sts', 'ListAllMyBuckets', true],
    ['s3', 'ListAllMyBuckets', false],
    ['polly', 'ListAllMyBuckets', false],
    ['s3', 'DeleteObject', false],
    ['s', 'ListUsers', false],
  ])('of %s and %s is %s', (service, action, expected) => {
    expect(belongsElsewhere(service, action)).toBe(expected);
  });
});
