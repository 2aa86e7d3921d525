import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../../../../src/core/policy/parse.ts';
import { policyAllowing } from '../../../../src/ui/features/reference/statement.ts';

describe('policyAllowing', () => {
  it.each([
    [[], '*'],
    [['arn:aws:s3:::a/b'], 'arn:aws:s3:::a/b'],
    [
      ['arn:aws:s3:::a', 'arn:aws:s3:::b'],
      ['arn:aws:s3:::a', 'arn:aws:s3:::b'],
    ],
  ])('on %j is a policy on %j', (resources, expected) => {
    const text = policyAllowing('s3:GetObject', resources);
    expect(JSON.parse(text)).toEqual({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: expected }],
    });
    expect(parsePolicy(text, 'identity').problems).toEqual([]);
  });
});
