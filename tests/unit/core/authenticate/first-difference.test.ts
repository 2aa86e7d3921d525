import { describe, expect, it } from 'vitest';

import { firstDifference } from '../../../../src/core/authenticate/first-difference.ts';

const lines = [
  'POST',
  '/',
  '',
  'content-type:a',
  'host:h',
  'x-amz-date:d',
  '',
  'content-type;host;x-amz-date',
  'hash',
];
const replaced = (index: number, ...by: string[]): string => lines.toSpliced(index, 1, ...by).join('\n');

describe('firstDifference', () => {
  it('finds none between equal texts', () => {
    expect(firstDifference(lines.join('\n'), lines.join('\n'))).toBeUndefined();
  });

  it.each([
    ['method', replaced(0, 'PUT'), { kind: 'method', line: 1, signed: 'POST', received: 'PUT', column: 1 }],
    ['path', replaced(1, '/x'), { kind: 'path', line: 2, signed: '/', received: '/x', column: 1 }],
    ['query', replaced(2, 'a=1'), { kind: 'query', line: 3, signed: '', received: 'a=1', column: 0 }],
    [
      'a header changed',
      replaced(4, 'host:g'),
      { kind: 'header', name: 'host', line: 5, signed: 'host:h', received: 'host:g', column: 5 },
    ],
    ['a header missing', replaced(4), { kind: 'header', name: 'host', line: 5, received: 'x-amz-date:d' }],
    [
      'a header more',
      replaced(4, 'date:x', 'host:h'),
      { kind: 'header', name: 'date', line: 5, received: 'date:x' },
    ],
    ['the last header missing', replaced(5), { kind: 'header', name: 'x-amz-date', line: 6, received: '' }],
    [
      'a last header more',
      replaced(5, 'x-amz-date:d', 'x-z:1'),
      { kind: 'header', name: 'x-z', line: 7, signed: '' },
    ],
    ['signed headers', replaced(7, 'host'), { kind: 'signed-headers', line: 8, column: 0 }],
    ['body', replaced(8, 'hush'), { kind: 'payload-hash', line: 9, column: 1 }],
    [
      'a text cut short',
      lines.slice(0, 8).join('\n'),
      { kind: 'payload-hash', line: 9, received: undefined },
    ],
  ])('names the %s', (_, received, expected) => {
    expect(firstDifference(lines.join('\n'), received)).toMatchObject(expected);
  });
});
