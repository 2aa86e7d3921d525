import { describe, expect, it } from 'vitest';
import { splitAction } from '../../../../src/ui/features/requests/split-action.ts';

describe('splitAction', () => {
  it.each([
    ['s3:GetObject', { service: 's3', action: 'GetObject' }],
    ['"S3:GetObject",\n', { service: 's3', action: 'GetObject' }],
    ['aws-marketplace:Subscribe', { service: 'aws-marketplace', action: 'Subscribe' }],
    ['s3:Get*', { service: 's3', action: 'Get*' }],
    ['GetObject', undefined],
    ['s3:', undefined],
    ['arn:aws:s3:::a', undefined],
    ['s3:GetObject s3:PutObject', undefined],
  ])('of %j is %j', (text, split) => {
    expect(splitAction(text)).toEqual(split);
  });
});
