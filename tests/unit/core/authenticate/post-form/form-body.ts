// Forms as browsers send them, for tests.

import { utf8ToBytes } from '@noble/hashes/utils.js';

import type { FormField } from '../../../../../src/core/authenticate/post-form/read-multipart.ts';
import { joinBytes } from '../../../../../src/core/lang/join-bytes.ts';
import type { HttpRequest } from '../../../../../src/core/wire/message.ts';

export const boundary = '9431149156168';

/** A part of a file; undefined for a form without one. */
export interface TestFile {
  readonly bytes: Uint8Array;
  readonly filename: string;
}

/** The body, with fields in their order and the file behind them. */
export function formBody(fields: readonly FormField[], file: TestFile | undefined): Uint8Array {
  const parts = fields.map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const head =
    `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${file?.filename}"\r\n` +
    'Content-Type: image/jpeg\r\n\r\n';
  return joinBytes([
    utf8ToBytes(parts.join('')),
    ...(file === undefined ? [] : [utf8ToBytes(head), file.bytes, utf8ToBytes('\r\n')]),
    utf8ToBytes(`--${boundary}--\r\n`),
  ]);
}

/** A POST of such a body. */
export function formRequest(host: string, path: string, body: Uint8Array): HttpRequest {
  return {
    method: 'POST',
    path,
    query: '',
    headers: [
      ['Host', host],
      ['Content-Type', `multipart/form-data; boundary=${boundary}`],
    ],
    body,
  };
}
