// Presigned URLs wherever they stand in a text: in quotes, in angle brackets, escaped for HTML or JSON; and a
// URL that is all of a text.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/ShareObjectPreSignedURL.html

import { isClaimed, mostFinds, type Find, type PasteNote } from './pasted.ts';
import { splitUrl } from './url-parts.ts';

// Go and other languages write `&` as `\u0026` in JSON.
const url = /https?:\/\/(?:[^\s"'<>`\\^{}|]|\\u0026)+/gi;

/** Every URL that a signature is in, outside of what others have claimed. */
export function findPresigned(text: string, claimed: readonly Find[]): readonly Find[] {
  const finds: Find[] = [];
  for (const match of text.matchAll(url)) {
    if (!isSigned(match[0].replaceAll('\\u0026', '&'))) continue;
    if (isClaimed(claimed, match.index)) continue;
    const find = readUrl(match[0], { at: match.index, kind: 'presigned-url' });
    if (find !== undefined) finds.push(find);
  }
  return finds.slice(-mostFinds);
}

/** A URL without a signature, where it is all that stands in a text beside what others have claimed. */
export function findPlainUrl(text: string, claimed: readonly Find[]): Find | undefined {
  const rest = outside(text, claimed)
    .replace(/<\?xml[^<>]{0,200}>/, '')
    .trim();
  const plain = /^["'<]?(https?:\/\/[^\s"'<>]+)["'>]?$/i.exec(rest)?.[1];
  return plain === undefined ? undefined : readUrl(plain, { at: text.indexOf(plain), kind: 'http' });
}

function outside(text: string, finds: readonly Find[]): string {
  let at = 0;
  let rest = '';
  for (const find of [...finds].sort((left, right) => left.at - right.at)) {
    rest += text.slice(at, Math.max(at, find.at));
    at = Math.max(at, find.end);
  }
  return rest + text.slice(at);
}

/** By version 4, or by version 2. */
function isSigned(printed: string): boolean {
  return (
    /[?&;]X-Amz-(?:Signature|Algorithm)=/i.test(printed) ||
    (/[?&;]AWSAccessKeyId=/.test(printed) && /[?&;]Signature=/.test(printed))
  );
}

function readUrl(
  printed: string,
  { at, kind }: { readonly at: number; readonly kind: 'presigned-url' | 'http' },
): Find | undefined {
  const written = withoutPunctuation(printed);
  const parts = splitUrl(written.replaceAll('\\u0026', '&').replace(/&(?:amp|#38|#x26);/gi, '&'));
  if (parts === undefined) return undefined;
  const notes: PasteNote[] = [{ code: 'method-assumed', detail: 'GET' }];
  if (parts.hadUser) notes.push({ code: 'secret-dropped', detail: 'the user name and password in the URL' });
  return {
    kind,
    at,
    end: at + written.length,
    scheme: parts.scheme,
    request: {
      method: 'GET',
      path: parts.path,
      query: parts.query,
      headers: [['Host', parts.host]],
      body: new Uint8Array(0),
    },
    notes,
  };
}

/** What ends a sentence and not a URL. */
function withoutPunctuation(printed: string): string {
  let end = printed.length;
  while (end > 0 && ')].,;:!?*_'.includes(printed[end - 1] ?? '')) end--;
  return printed.slice(0, end);
}
