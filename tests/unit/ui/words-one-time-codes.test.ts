import { utf8ToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';

import { totpStages } from '../../../src/core/totp/totp.ts';
import {
  enablingWords,
  spacedCode,
  totpLines,
  verificationWords,
} from '../../../src/ui/words/one-time-codes.ts';

describe('totpLines', () => {
  it('tells the way from the time to the code', () => {
    // RFC 4226 appendix D, count 1.
    const lines = totpLines(totpStages(utf8ToBytes('12345678901234567890'), 59_000));
    expect(lines.map(({ index, name, text }) => [index, name, text])).toEqual([
      [0, 'Step', '1'],
      [1, 'Counter', '0000000000000001'],
      [2, 'HMAC', '75a48a19d4cbe100644e8ac1397eea747a2d33ab'],
      [3, 'Offset', '11'],
      [4, 'Four bytes', 'c1397eea'],
      [5, 'Number', '1094287082'],
      [6, 'Code', '287082'],
    ]);
    expect(lines[3]?.why).toContain('hex digit of the HMAC, b.');
    expect(lines[4]?.why).toContain('Bytes 11 to 14');
  });
});

describe('the outcomes', () => {
  it('names the step that AWS notes', () => {
    expect(enablingWords({ kind: 'enabled', lastAcceptedStep: 42 }).text).toContain('step 42');
  });

  it.each([
    [{ kind: 'accepted', step: 42, drift: 0 }, /^Accepted: the code of now, step 42/],
    [{ kind: 'accepted', step: 41, drift: -1 }, /^Accepted: the code of the step before, 41/],
    [{ kind: 'accepted', step: 43, drift: 1 }, /^Accepted: the code of the next step, 43/],
    [{ kind: 'refused', reason: 'already-used' }, /^Refused: .*used already/],
  ] as const)('%j', (verification, words) => {
    expect(verificationWords(verification)).toMatch(words);
  });

  it('spaces a code as apps do', () => {
    expect(spacedCode('012345')).toBe('012 345');
  });
});
