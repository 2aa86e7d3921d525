import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../../../src/core/policy/parse.ts';
import {
  hintedCodes,
  messagePieces,
  problemHint,
  problemPlace,
  problemSentence,
} from '../../../src/ui/words/policy-problems.ts';

const statement = (elements: object): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [elements] });
const whole = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };

// One document for each code with a hint: a hint whose code the parser does not use helps nobody.
const documents: Readonly<Record<string, string>> = {
  'json-syntax': '{ "Version": "2012-10-17" "Statement": [] }',
  'missing-effect': statement({ Action: 's3:GetObject', Resource: '*' }),
  'missing-action': statement({ Effect: 'Allow', Resource: '*' }),
  'missing-resource': statement({ Effect: 'Allow', Action: 's3:GetObject' }),
  'missing-statement': '{ "Version": "2012-10-17" }',
  'element-not-allowed': statement({ ...whole, Principal: '*' }),
  'invalid-resource': statement({ ...whole, Resource: 'my-bucket' }),
  'duplicate-key':
    '{ "Statement": { "Effect": "Allow", "Action": "a:B", "Action": "a:C", "Resource": "*" } }',
  'unknown-operator': statement({ ...whole, Condition: { StringIs: { 'aws:username': 'alice' } } }),
};

describe('hints', () => {
  it.each(hintedCodes)('%s is a code that the parser gives', (code) => {
    const found = parsePolicy(documents[code] ?? '', 'identity').problems.map((problem) => problem.code);
    expect(found).toContain(code);
    expect(problemHint(code)).toBeDefined();
  });

  it.each(['constructor', 'invalid-sid', ''])('has none for %j', (code) => {
    expect(problemHint(code)).toBeUndefined();
  });
});

describe('the place and the sentence', () => {
  const [problem] = parsePolicy('{\n  "Statement": 3\n}', 'identity').problems;

  it('names line and column as AWS does', () => {
    expect(problem && problemPlace(problem)).toBe('Line 2, column 16');
  });

  it('is one line that begins with the place', () => {
    const sentence = problem && problemSentence(problem);
    expect(sentence).toMatch(/^Line 2, column 16: \S/);
    expect(sentence).not.toContain('\n');
  });

  it('ends once, in a full stop or in the question that the message asks', () => {
    const [question] = parsePolicy(statement({ ...whole, Effect: 'allow' }), 'identity').problems;
    expect(question && problemSentence(question)).toMatch(/[^.?]\?$|[^.?]\.$/);
    expect(question?.message).toMatch(/\?$/);
  });
});

describe('messagePieces', () => {
  it('sets what stands between backticks apart', () => {
    expect(messagePieces('expected `,` but found `}`')).toEqual([
      { at: 0, text: 'expected ', code: false },
      { at: 9, text: ',', code: true },
      { at: 12, text: ' but found ', code: false },
      { at: 23, text: '}', code: true },
    ]);
  });

  it('leaves a backtick without a partner as it is', () => {
    expect(messagePieces('a ` b').map(({ text }) => text)).toEqual(['a ', '`', ' b']);
  });

  it('loses nothing but backticks, and gives each piece a place of its own', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z` ]*$/), (message) => {
        const pieces = messagePieces(message);
        expect(
          pieces
            .map(({ text }) => text)
            .join('')
            .replaceAll('`', ''),
        ).toBe(message.replaceAll('`', ''));
        expect(new Set(pieces.map(({ at }) => at)).size).toBe(pieces.length);
      }),
      { seed: 2 },
    );
  });
});
