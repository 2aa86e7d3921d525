import { expect, it } from 'vitest';

import type { PasteNoteCode, PasteProblem } from '../../../src/client/paste/pasted.ts';
import { noteWords, pasteProblemWords, pastedWords } from '../../../src/ui/words/pasted.ts';

const codes: Readonly<Record<PasteNoteCode, true>> = {
  'body-in-a-file': true,
  'body-not-in-the-log': true,
  'body-length': true,
  'body-cut': true,
  'body-ellipsis': true,
  'secret-dropped': true,
  'headers-incomplete': true,
  'form-upload': true,
  'multiple-requests': true,
  'option-ignored': true,
  'shell-variable': true,
  'unquoted-ampersand': true,
  'url-glob': true,
  'typographic-quotes': true,
  'space-after-backslash': true,
  'method-assumed': true,
  'from-canonical-request': true,
  'broken-curl': true,
};

it('has a sentence for every note', () => {
  for (const code of Object.keys(codes) as PasteNoteCode[]) {
    expect(noteWords({ code, detail: 'what it is' })).toMatch(/^[A-Zc][^\n]*\.$/);
  }
});

it('has a sentence for every problem, with its line where there is one', () => {
  const problems: readonly PasteProblem[] = [
    { code: 'empty', message: 'm' },
    { code: 'too-long', message: 'm' },
    { code: 'not-recognised', message: 'm' },
    { code: 'broken-http', message: 'm' },
  ];
  for (const problem of problems) expect(pasteProblemWords(problem)).toMatch(/^[A-Z].*\.$/);
  expect(pasteProblemWords({ code: 'broken-curl', message: 'a quotation mark is not closed', line: 3 })).toBe(
    'This looks like a curl command, but a quotation mark is not closed (line 3).',
  );
});

it('names every form', () => {
  for (const name of Object.values(pastedWords)) expect(name).not.toBe('');
});
