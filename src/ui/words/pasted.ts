// What was recognised in a pasted text, what had to be left out or guessed, and why a text could not be read.

import type { PastedKind, PasteNote, PasteNoteCode, PasteProblem } from '../../client/paste/pasted.ts';

export const pastedWords: Readonly<Record<PastedKind, string>> = {
  curl: 'curl command',
  http: 'HTTP message',
  'presigned-url': 'presigned URL',
  'debug-log': 'debug log',
  'error-xml': 'AWS error, XML',
  'error-json': 'AWS error, JSON',
  'error-text': 'AWS error, as a tool prints it',
  'canonical-request': 'canonical request',
  'string-to-sign': 'string to sign',
};

const notes: Readonly<Record<PasteNoteCode, (detail: string) => string>> = {
  'body-in-a-file': (detail) =>
    `The body is in a file, ${detail}, which only your machine has: it counts as empty here.`,
  'body-not-in-the-log': () => 'The text does not hold the body: it counts as empty here.',
  'body-length': (detail) => `The body has another length than Content-Length says (${detail}).`,
  'body-cut': () => 'What follows the length that Content-Length says was left out.',
  'body-ellipsis': () => 'The tool left out a part of the body, so its hash cannot be right here.',
  'secret-dropped': () => 'There was a secret in the text. It was not read: nothing here needs it.',
  'headers-incomplete': (detail) =>
    detail === '' ? 'Not all headers are in the text.' : `Not all headers could be read: ${detail}.`,
  'form-upload': () => 'A form upload (-F) makes its body as it is sent: it cannot be looked at here.',
  'multiple-requests': () => 'There are several requests in the text. The last one is looked at.',
  'option-ignored': (detail) => `Not taken into account: ${detail}.`,
  'shell-variable': (detail) => `Only your shell knows the value of ${detail}.`,
  'unquoted-ampersand': () =>
    'A shell would have ended the command at the “&” in the URL. Put quotation marks around the URL.',
  'url-glob': () =>
    'curl would make several URLs of the braces or brackets. Use --globoff to send them as they are.',
  'typographic-quotes': (detail) =>
    detail === 'dash'
      ? 'There are dashes (– or —) where options have hyphens, as word processors write them: curl does not know them. They were read as hyphens.'
      : 'The quotation marks are typographic, as word processors write them: a shell does not know them. They were read as plain ones.',
  'space-after-backslash': (detail) =>
    `A space stands behind the “\\” (${detail}): a shell would not go on in the next line. It was read as if it did.`,
  'method-assumed': () =>
    'A URL alone does not say its method: GET is taken. The signature covers the method.',
  'from-canonical-request': () => 'The message was put together from the canonical request in the text.',
  'broken-curl': (detail) => `A curl command could not be read: ${detail}.`,
};

/** One sentence. */
export function noteWords({ code, detail }: PasteNote): string {
  return notes[code](detail);
}

/** Why nothing could be read, in a sentence. */
export function pasteProblemWords({ code, message, line }: PasteProblem): string {
  switch (code) {
    case 'empty':
      return 'There is nothing to read yet.';
    case 'too-long':
      return 'This is more than a megabyte of text. Paste the part with the request and AWS’s answer.';
    case 'not-recognised':
      return (
        'This is none of the forms that can be read here: a curl command, an HTTP message, a presigned URL, ' +
        'the debug output of the AWS CLI or an SDK, or an error of AWS’s as XML, JSON or text.'
      );
    case 'broken-curl':
    case 'broken-http': {
      const what = code === 'broken-curl' ? 'curl command' : 'HTTP message';
      return `This looks like a ${what}, but ${message}${line === undefined ? '' : ` (line ${line})`}.`;
    }
  }
}
