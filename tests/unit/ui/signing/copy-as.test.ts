// What is offered to copy makes the request that is on screen, and no other.

import { describe, expect, it } from 'vitest';

import { aboutCopy, copyForms } from '../../../../src/ui/features/signing/copy-forms.ts';

describe('copyForms', () => {
  it('offers programs that sign only for what they sign in the same way', () => {
    expect(copyForms('header')).toEqual(['curl', 'curl-signs', 'javascript', 'python']);
    expect(copyForms('query')).toEqual(['curl']);
    expect(copyForms('chunked')).toEqual(['curl']);
  });
});

describe('aboutCopy', () => {
  it('says for how long curl’s request counts', () => {
    expect(aboutCopy('curl', 'header')).toContain('a few minutes');
    expect(aboutCopy('curl', 'query')).toContain('until it expires');
    expect(aboutCopy('curl', 'query')).not.toContain('a few minutes');
    expect(aboutCopy('curl', 'chunked')).toContain('a few minutes');
  });

  it('says why curl is alone, where it is', () => {
    expect(aboutCopy('curl', 'header')).not.toContain('Only curl');
    for (const form of ['query', 'chunked'] as const)
      expect(aboutCopy('curl', form)).toContain('Only curl is offered');
  });

  it('says of each program what it does', () => {
    expect(new Set(copyForms('header').map((copy) => aboutCopy(copy, 'header'))).size).toBe(4);
  });
});
