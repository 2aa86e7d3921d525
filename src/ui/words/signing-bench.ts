// The sentences of the signing bench's step-by-step view: what is wrong with a field, what a link leads to, what
// a copy is good for.

import type { HmacStepId } from '../../core/sigv4/hmac-chain.ts';
import { smallestChunk } from '../../core/sigv4/chunked-form.ts';
import { longestExpiry } from '../../core/sigv4/constants.ts';
import { countOf } from './count.ts';

/** The fields by the names of their labels. */
export const fieldNames = {
  message: 'Message',
  region: 'Region',
  service: 'Service',
  date: 'Date',
  expiresIn: 'Valid for',
  bucket: 'Bucket',
  key: 'Key',
  maxBytes: 'At most, in bytes',
} as const;

export type FieldName = keyof typeof fieldNames;

/** Over stages that are older than the fields. */
export function staleWords(problem: { readonly field: FieldName; readonly message: string }): string {
  return `As of the last complete input. ${fieldNames[problem.field]}: ${problem.message}`;
}

/** What is wrong with a field. */
export const inputWords = {
  region: 'A Region is letters, digits and hyphens.',
  service: 'A service is letters, digits and hyphens.',
  capitals: (name: string) =>
    `Write it in small letters, “${name.toLowerCase()}”: it is signed as it is written.`,
  onlyS3Chunks: 'Only S3 takes a body in signed chunks: write “s3”, or choose another way to sign.',
  date: (example: string) => `Write it as ${example}, in UTC, or leave it empty for now.`,
  expiresIn: `1 to ${longestExpiry} seconds, which is seven days, in digits.`,
  noHost: 'The message does not say its host: add a line such as “Host: iam.amazonaws.com”.',
  noKey: 'Name the object, or end with * for any name that begins so.',
  longKey: (bytes: number) =>
    `A key has at most 1,024 bytes in UTF-8; this one has ${countOf(bytes, 'byte')}.`,
  maxBytes: 'A whole number of bytes, at least 1, in digits.',
  notText: 'The body is not text: it cannot be edited here.',
} as const;

export type MessageFault = 'curl' | 'http-version' | 'space-in-path';

/** What people paste as a message that is none. */
export const messageFaultWords: Readonly<Record<MessageFault, string>> = {
  curl: 'A curl command: paste it on “Find what is wrong”.',
  'http-version': 'Line 1: write “HTTP/1.1” here. The signature does not cover the version.',
  'space-in-path': 'Line 1: write the space in the path as %20.',
};

export type BucketNameFault =
  'letters' | 'adjacent-dots' | 'ip-address' | 'reserved-beginning' | 'reserved-end';

/** Why S3 has no bucket of such a name; `part` is the beginning or the end that it keeps for itself. */
export function bucketNameWords(fault: { readonly kind: BucketNameFault; readonly part: string }): string {
  return bucketWords[fault.kind](fault.part);
}

const bucketWords: Readonly<Record<BucketNameFault, (part: string) => string>> = {
  letters: () =>
    'A bucket name has 3 to 63 small letters, digits, dots and hyphens, and begins and ends with a letter or digit.',
  'adjacent-dots': () => 'A bucket name has no two dots side by side.',
  'ip-address': () => 'A bucket name is not written like an IP address.',
  'reserved-beginning': (part) => `AWS keeps names that begin with “${part}” for itself.`,
  'reserved-end': (part) => `AWS keeps names that end with “${part}” for other things than buckets.`,
};

export type OwnDate = 'none' | 'replaced' | 'outranked';

/** The hint of the Date field, by what the message itself says of its date. */
export const dateHints: Readonly<Record<OwnDate, string>> = {
  none: 'In UTC, as 20150830T123600Z.',
  replaced: 'In UTC, as 20150830T123600Z. It replaces the X-Amz-Date of the message.',
  outranked:
    'In UTC, as 20150830T123600Z. The message’s own Date stays in it, but AWS goes by X-Amz-Date, which is this one.',
};

/** How a body was cut into chunks of so many bytes. */
export function chunkSizeWords(size: number): string {
  return size < smallestChunk
    ? `Up to ${countOf(size, 'byte')} each, to have several here; S3 asks for at least 8,192 in all but the last.`
    : `Up to ${countOf(size, 'byte')} each, the least that S3 takes in all but the last.`;
}

/** In place of the chunks that a list leaves out. */
export function moreWords(count: number): string {
  return countOf(count, 'more chunk');
}

/** Where an HMAC’s text was read, with the key that comes of it. `text` as it stands there. */
export function consumedWords(id: HmacStepId, text: string): string {
  return consumed[id](text);
}

const consumed: Readonly<Record<HmacStepId, (text: string) => string>> = {
  date: (text) => `${text}: day, used by the Date key`,
  region: (text) => `${text}: Region, used by the Region key`,
  service: (text) => `${text}: service, used by the Service key`,
  terminator: (text) => `${text}: terminator, used by the Signing key`,
  'string-to-sign': () => 'String to sign, used by the signature',
};

export type CopyForm = 'curl' | 'curl-signs' | 'javascript' | 'python';

export const copyNames: Readonly<Record<CopyForm, string>> = {
  curl: 'curl',
  'curl-signs': 'curl that signs',
  javascript: 'JavaScript',
  python: 'Python',
};

/** What the copy of a request that is signed in its header does. */
export const copyWords: Readonly<Record<CopyForm, string>> = {
  curl: 'Sends exactly this message. AWS would take it for a few minutes after its date.',
  'curl-signs': 'curl signs by itself, with the credentials in the environment of your shell.',
  javascript:
    'For Node, without packages: every step by its name. With --print it shows the stages and sends nothing.',
  python:
    'With the standard library only: every step by its name. With --print it shows the stages and sends nothing.',
};

/** What is said of curl where it is the only choice, and why it is. */
export const onlyCurlWords = {
  query:
    'Whoever has this URL can send it until it expires. Only curl is offered: what signs by itself signs in a header, which makes another request.',
  chunked:
    'Sends exactly this message, chunks and all. AWS would take it for a few minutes after its date. Only curl is offered: what signs by itself sends the body in one piece, which makes another request.',
} as const;
