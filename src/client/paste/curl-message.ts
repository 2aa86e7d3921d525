// The message that curl would send for a set of options.

import { utf8ToBytes } from '@noble/hashes/utils.js';

import { err, ok, type Result } from '../../core/lang/result.ts';
import { headerValue, type Header, type HttpRequest } from '../../core/wire/message.ts';
import { utf8ToText } from '../../core/wire/utf8.ts';
import type { CurlSettings } from './curl-effects.ts';
import type { PasteNote, Scheme, SigningScope } from './pasted.ts';
import { joinBytes } from './shell-word.ts';
import { removeDotSegments, splitUrl, type UrlParts } from './url-parts.ts';

export interface CurlMessage {
  readonly request: HttpRequest;
  readonly scheme: Scheme;
  readonly signingScope: SigningScope | undefined;
  readonly notes: readonly PasteNote[];
}

/**
 * Builds the message: what the options ask for and the defaults that a signature may cover. `Content-Length`,
 * and `Accept` and `User-Agent` where nothing was said of them, are left out. The error says what is wrong.
 */
export function curlMessage(settings: CurlSettings): Result<CurlMessage, string> {
  const notes: PasteNote[] = [];
  const given = settings.urls.at(-1);
  if (given === undefined) return err('no URL');
  if (settings.urls.length > 1) notes.push({ code: 'multiple-requests', detail: 'several URLs' });
  const url = urlOf(given, settings);
  if (url === undefined) return err(`the URL \`${shown(given)}\` is not one that curl would fetch over HTTP`);
  if (url.hadUser) notes.push({ code: 'secret-dropped', detail: 'the user name and password in the URL' });
  if (!settings.flags.has('globoff') && /(?:^|[^\\])[[{]/.test(given.replace(/^[^/]*\/\/[^/?]*/, '')))
    notes.push({ code: 'url-glob', detail: 'braces or brackets' });

  const data = dataOf(settings);
  const isBody = data !== undefined && !settings.flags.has('get');
  const queries = [url.query, ...settings.queries, ...(isBody ? [] : [utf8ToText(data ?? noBytes) ?? ''])];
  const request: HttpRequest = {
    method: methodOf(settings, data !== undefined),
    path: encodeRest(settings.flags.has('path-as-is') ? url.path : removeDotSegments(url.path)),
    query: queries.filter((query) => query !== '').join('&'),
    headers: headersOf(settings, { host: url.host, isBody }),
    body: isBody ? data : noBytes,
  };
  return ok({ request, scheme: url.scheme, signingScope: scopeOf(settings, request, notes), notes });
}

const noBytes = new Uint8Array(0);

function urlOf(given: string, { flags }: CurlSettings): UrlParts | undefined {
  const unescaped = flags.has('globoff') ? given : given.replace(/\\([[\]{}])/g, '$1');
  // What has no scheme is fetched over HTTP; white space and control characters make curl give up.
  const url = splitUrl(
    /^[A-Za-z][A-Za-z0-9+.-]{0,20}:\/\//.test(unescaped) ? unescaped : `http://${unescaped}`,
  );
  return url !== undefined && !/[\u0000-\u0020\u007f]/.test(url.path + url.query) ? url : undefined;
}

const longestShown = 60;

/** The beginning of a word, in one line, without what before an `@` may be a password. */
function shown(word: string): string {
  const scheme = /^[A-Za-z][A-Za-z0-9+.-]{0,20}:\/\//.exec(word)?.[0] ?? '';
  const at = word.lastIndexOf('@');
  const safe = at < scheme.length ? word : `${scheme}…${word.slice(at)}`;
  const start = [...safe.slice(0, 1_000).replace(/[\s\u0000-\u001f\u007f]+/g, ' ')];
  return start.length > longestShown ? `${start.slice(0, longestShown).join('')}…` : start.join('');
}

function dataOf({ data }: CurlSettings): Uint8Array | undefined {
  if (data.length === 0) return undefined;
  const ampersand = utf8ToBytes('&');
  return joinBytes(
    data.flatMap(({ bytes, joined }, index) => (joined && index > 0 ? [ampersand, bytes] : [bytes])),
  );
}

function methodOf({ method, flags }: CurlSettings, hasData: boolean): string {
  if (method !== undefined && method !== '') return method;
  if (flags.has('upload')) return 'PUT';
  if (flags.has('head')) return 'HEAD';
  if (flags.has('get')) return 'GET';
  return hasData || flags.has('form') ? 'POST' : 'GET';
}

/** curl encodes the bytes of a path that are not ASCII, in lower-case digits, and leaves the query alone. */
function encodeRest(path: string): string {
  return path.replace(/[^\u0000-\u007f]+/g, (run) =>
    Array.from(utf8ToBytes(run), (byte) => `%${byte.toString(16)}`).join(''),
  );
}

function headersOf(
  settings: CurlSettings,
  { host, isBody }: { readonly host: string; readonly isBody: boolean },
): readonly Header[] {
  const lines = settings.headers.flatMap(readHeader);
  const isGiven = (wanted: string): boolean =>
    lines.some(({ name }) => name.trim().toLowerCase() === wanted.toLowerCase());
  const unlessGiven = (name: string, value: string | undefined): Header[] =>
    value === undefined || value === '' || isGiven(name) ? [] : [[name, value]];
  const sent = lines.flatMap(({ name, value }): Header[] => (value === undefined ? [] : [[name, value]]));
  const isHost = ([name]: Header): boolean => name.toLowerCase() === 'host';
  const { flags } = settings;
  const isJson = flags.has('json');
  // A range is of what is fetched; with what is sent, curl says it otherwise.
  const isUpload = isBody || flags.has('form') || flags.has('upload');
  const named = [...settings.named].filter(([name]) => name !== 'Range' || !isUpload);
  return [
    ...(isGiven('host') ? sent.filter(isHost).slice(0, 1) : [['Host', host] as const]),
    ...named.flatMap(([name, value]) => unlessGiven(name, value)),
    ...sent.filter((header) => !isHost(header)),
    ...unlessGiven('Content-Type', isJson ? 'application/json' : undefined),
    ...unlessGiven('Accept', isJson ? 'application/json' : undefined),
    ...unlessGiven(
      'Content-Type',
      isBody && !isJson && !flags.has('form') ? 'application/x-www-form-urlencoded' : undefined,
    ),
  ];
}

/** `Name: value`; `Name:` removes a header, as `value` undefined, and `Name;` sends it empty. Else nothing is sent. */
function readHeader(line: string): { readonly name: string; readonly value: string | undefined }[] {
  const colon = line.indexOf(':');
  if (colon >= 0) {
    const value = line.slice(colon + 1);
    return [
      { name: line.slice(0, colon), value: value.trim() === '' ? undefined : value.replace(/^ /, '') },
    ].filter(({ name }) => name !== '');
  }
  const semicolon = line.indexOf(';');
  return semicolon > 0 && line.slice(semicolon + 1).trim() === ''
    ? [{ name: line.slice(0, semicolon), value: '' }]
    : [];
}

/**
 * The scope of `--aws-sigv4 provider1[:provider2[:region[:service]]]`: what it leaves out curl takes from the
 * host's second and first label. None for a request that has a signature: curl leaves that alone.
 */
function scopeOf(
  { sigv4 }: CurlSettings,
  request: HttpRequest,
  notes: PasteNote[],
): SigningScope | undefined {
  if (sigv4 === undefined || headerValue(request, 'authorization') !== undefined) return undefined;
  const [provider = '', , region = '', service = ''] = sigv4.split(':');
  const labels = (headerValue(request, 'host') ?? '').split('.');
  const scope = { region: region || (labels[1] ?? ''), service: service || (labels[0] ?? '') };
  if (provider.toLowerCase() === 'aws' && scope.region !== '' && scope.service !== '') return scope;
  notes.push({ code: 'option-ignored', detail: '--aws-sigv4' });
  return undefined;
}
