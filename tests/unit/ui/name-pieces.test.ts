import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breakable, formatPieces, namePieces } from '../../../src/ui/parts/name-pieces.ts';

describe('breakable', () => {
  it.each([
    ['GetObject', ['Get', 'Object']],
    ['PutBucketCORS', ['Put', 'Bucket', 'CORS']],
    ['CreateVPCEndpoint', ['Create', 'VPC', 'Endpoint']],
    ['s3:GetObject', ['s3:', 'Get', 'Object']],
    ['arn:aws:s3:::a/b', ['arn:', 'aws:', 's3:::', 'a/', 'b']],
  ])('breaks %s into %j', (text, parts) => {
    expect(breakable(text)).toEqual(parts);
  });
});

describe('namePieces', () => {
  it('marks what was typed', () => {
    expect(namePieces('s3:GetObject', [[3, 6]])).toEqual([
      { start: 0, marked: false, parts: ['s3:'] },
      { start: 3, marked: true, parts: ['Get'] },
      { start: 6, marked: false, parts: ['Object'] },
    ]);
  });

  it('loses nothing of a name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(9), fc.nat(9), (text, start, length) => {
        const pieces = namePieces(text, [[start, start + length]]);
        expect(pieces.flatMap(({ parts }) => parts).join('')).toBe(text);
      }),
      { seed: 20261124 },
    );
  });
});

describe('formatPieces', () => {
  it.each([
    ['arn:${Partition}:s3:::${BucketName}', ['${Partition}', '${BucketName}']],
    ['s3:ExistingObjectTag/<key>', ['<key>']],
    ['aws:PrincipalTag/tag-key', ['tag-key']],
    ['aws:SourceIp', []],
    ['saml:x-${', []],
  ])('tells the placeholders of %s', (format, placeholders) => {
    const pieces = formatPieces(format);
    expect(pieces.filter(({ placeholder }) => placeholder).map(({ text }) => text)).toEqual(placeholders);
    expect(pieces.map(({ text }) => text).join('')).toBe(format);
  });
});
