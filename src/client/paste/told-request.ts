// The one request, and what was signed, out of all that a text tells.

import { headerValue } from '../../core/wire/message.ts';
import { lastOf } from './debug-log.ts';
import { requestFromCanonical } from './from-canonical.ts';
import type { Find, PasteNote, SignedTexts } from './pasted.ts';

/** The last request; its body from an earlier one, such as the command whose verbose output has none. */
export function requestFind(finds: readonly Find[]): Find | undefined {
  const withRequest = finds.filter(({ request }) => request !== undefined);
  const last = withRequest.at(-1);
  const isBodyMissing = last?.notes?.some(({ code }) => code === 'body-not-in-the-log') ?? false;
  if (last?.request === undefined || !isBodyMissing) return last;
  const { request } = last;
  const length = headerValue(request, 'content-length')?.trim();
  const body = withRequest.findLast(
    (other) => other.request?.path === request.path && String(other.request.body.length) === length,
  )?.request?.body;
  if (body === undefined || body.length === 0) return last;
  const notes = last.notes?.filter(({ code }) => code !== 'body-not-in-the-log') ?? [];
  return { ...last, request: { ...request, body }, notes };
}

/** What the caller's tool said it signed: the last of each. */
export function signedOf(finds: readonly Find[]): SignedTexts {
  const canonicalRequest = lastOf(finds, 'canonicalRequest');
  const stringToSign = lastOf(finds, 'stringToSign');
  const signature = lastOf(finds, 'signature');
  return {
    ...(canonicalRequest !== undefined && { canonicalRequest }),
    ...(stringToSign !== undefined && { stringToSign }),
    ...(signature !== undefined && { signature }),
  };
}

/** Where only what was signed is told, the request that it stands for. */
export function fromSigned(
  signed: SignedTexts,
): Pick<Find, 'request' | 'scheme' | 'signingScope' | 'notes'> | undefined {
  if (signed.canonicalRequest === undefined) return undefined;
  const service = signed.stringToSign?.split('\n')[2]?.split('/')[2];
  const from = requestFromCanonical(signed.canonicalRequest, { service, signature: signed.signature });
  if (from === undefined) return undefined;
  const notes: PasteNote[] = [
    { code: 'from-canonical-request', detail: 'canonical request' },
    { code: 'headers-incomplete', detail: 'headers that were not signed' },
  ];
  if (!from.knowsBody) notes.push({ code: 'body-not-in-the-log', detail: 'only its hash' });
  return { request: from.request, notes };
}
