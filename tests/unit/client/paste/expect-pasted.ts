// What the tests of the readers of pasted texts share.

import { expect } from 'vitest';

import { readPasted, type Pasted } from '../../../../src/client/paste/read-pasted.ts';
import { utf8ToText } from '../../../../src/core/wire/utf8.ts';

/** Reads a text that must be readable. */
export function pasted(text: string): Pasted {
  const result = readPasted(text);
  if (!result.ok) expect.unreachable(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

/** A request in a form that is short to write: `POST /path?query`, its headers one a line, its body as text. */
export function told(value: Pick<Pasted, 'request'>): {
  readonly line: string;
  readonly headers: readonly string[];
  readonly body: string | undefined;
} {
  const { request } = value;
  if (request === undefined) return { line: 'none', headers: [], body: undefined };
  return {
    line: `${request.method} ${request.path}${request.query === '' ? '' : `?${request.query}`}`,
    headers: request.headers.map(([name, text]) => `${name}: ${text}`),
    body: utf8ToText(request.body),
  };
}

/** Everything in a result, bytes as text too, in which something must not be. */
export function allText(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    item instanceof Uint8Array ? [...item].map((byte) => String.fromCharCode(byte)).join('') : item,
  );
}

export const noteCodes = (value: Pasted): readonly string[] => value.notes.map(({ code }) => code);

export const secretKey = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
export const keyId = 'AKIAIOSFODNN7EXAMPLE';
export const hash = 'f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59';
export const signature = '5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7';
export const authorization =
  `AWS4-HMAC-SHA256 Credential=${keyId}/20150830/us-east-1/iam/aws4_request, ` +
  `SignedHeaders=content-type;host;x-amz-date, Signature=${signature}`;

// The worked example of the IAM user guide, reference_sigv-create-signed-request.
export const canonicalRequest = `GET
/
Action=ListUsers&Version=2010-05-08
content-type:application/x-www-form-urlencoded; charset=utf-8
host:iam.amazonaws.com
x-amz-date:20150830T123600Z

content-type;host;x-amz-date
e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855`;
export const stringToSign = `AWS4-HMAC-SHA256
20150830T123600Z
20150830/us-east-1/iam/aws4_request
${hash}`;
export const mismatch =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret ' +
  'Access Key and signing method. Consult the service documentation for details.';
export const mismatchWithTexts = `${mismatch}

The Canonical String for this request should have been
'${canonicalRequest}'

The String-to-Sign should have been
'${stringToSign}'
`;
