import { describe, expect, it } from 'vitest';
import { pathError, policyNameError, userNameError } from '../../../src/ui/words/iam.ts';

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-names
describe('userNameError', () => {
  it.each(['a', 'alice', 'Alice+1=2,3.4@example_com-5', 'x'.repeat(64)])('takes %j', (name) => {
    expect(userNameError(name)).toBeUndefined();
  });

  it.each([
    ['', 'Enter a user name.'],
    ['x'.repeat(65), 'at most 64 characters; this one has 65'],
    ['alice smith', 'remove the space'],
    ['alice/admin', 'remove “/”'],
    ['zoë', 'remove “ë”'],
    ['a😀b', 'remove “😀”'],
  ])('says what is wrong with %j', (name, sentence) => {
    expect(userNameError(name)).toContain(sentence);
  });
});

describe('policyNameError', () => {
  it('takes twice as many characters as a user name', () => {
    expect(policyNameError('x'.repeat(128))).toBeUndefined();
    expect(policyNameError('x'.repeat(129))).toContain('at most 128');
  });
});

describe('pathError', () => {
  it.each(['', '/', '/engineering/', '/a/b/c/'])('takes %j', (path) => {
    expect(pathError(path)).toBeUndefined();
  });

  it.each([
    ['engineering', 'begins and ends with a slash'],
    ['/engineering', 'begins and ends with a slash'],
    ['/our team/', 'no spaces'],
    [`/${'x'.repeat(511)}/`, 'at most 512 characters; this one has 513'],
  ])('says what is wrong with %j', (path, sentence) => {
    expect(pathError(path)).toContain(sentence);
  });
});
