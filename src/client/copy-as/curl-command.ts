// The parts that every curl command shares: how curl must be told a URL, headers and a body so that it
// sends them as they are.
// https://curl.se/docs/manpage.html

import { base64FromBytes } from '../../core/lang/base64.ts';
import { headerValue, type Header, type HttpRequest } from '../../core/wire/message.ts';
import { bashQuote } from './bash-quote.ts';
import { bodyText } from './body-text.ts';
import { hostOf, type Scheme } from './host-of.ts';

// Linux refuses an argument of 128 KiB or more (execve(2)).
const longestArgument = 100_000;

// RFC 9110 §8.6: these say the length of their body even where it is empty.
const methodsWithBody: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH']);

/** The command for a sendable request; `options` are written as they are, each on a line after the URL. */
export function curlCommand(input: {
  readonly request: HttpRequest;
  readonly scheme: Scheme;
  readonly options: readonly string[];
  readonly notes: readonly string[];
}): string {
  const { request, scheme } = input;
  const host = hostOf(request, scheme);
  const url = `${scheme}://${host.authority}${request.path}${request.query === '' ? '' : `?${request.query}`}`;
  // Without it, curl reads brackets and braces as patterns for many URLs.
  const globoff = /[[\]{}]/.test(url) ? ['--globoff'] : [];
  const headers = request.headers.filter(([name]) => name.toLowerCase() !== 'host' || host.kind !== 'same');
  const body = bodyOptions(request);
  const lines = [
    `curl ${bashQuote(url)}`,
    ...globoff,
    ...input.options,
    ...methodOption(request),
    ...headers.map((header) => `-H ${bashQuote(headerArgument(header))}`),
    ...body.options,
  ];
  const notes = host.kind === 'unknown' ? [...input.notes, missingHost] : input.notes;
  return `${notes.map((note) => `# ${note}\n`).join('')}${body.producer}${lines.join(' \\\n  ')}`;
}

const missingHost = 'the request has no Host header that a URL can name: put the host into the URL';

function methodOption(request: HttpRequest): readonly string[] {
  const { method } = request;
  const hasData = sendsData(request);
  if (method === (hasData ? 'POST' : 'GET')) return [];
  if (method === 'HEAD' && !hasData) return ['-I'];
  return [`-X ${/^[A-Z]+$/.test(method) ? method : bashQuote(method)}`];
}

// `Name: ` would take a header away that curl adds itself; `Name;` sends it empty.
function headerArgument([name, value]: Header): string {
  return isBlank(value) ? `${name};` : `${name}: ${value}`;
}

/** Whether curl takes a header's value for none. */
export function isBlank(value: string): boolean {
  return /^[ \t]*$/.test(value);
}

/** Whether curl is kept from calling the body a form: it does where nothing is said, and a service may believe it. */
export function stopsContentType(request: HttpRequest): boolean {
  return sendsData(request) && headerValue(request, 'content-type') === undefined;
}

function sendsData({ body, method }: HttpRequest): boolean {
  return body.length > 0 || methodsWithBody.has(method);
}

function bodyOptions(request: HttpRequest): {
  readonly options: readonly string[];
  readonly producer: string;
} {
  if (!sendsData(request)) return { options: [], producer: '' };
  const { body } = request;
  const contentType = stopsContentType(request) ? ["-H 'Content-Type:'"] : [];
  const text = body.length > longestArgument ? undefined : bodyText(body);
  if (text === undefined) {
    return {
      options: [...contentType, '--data-binary @-'],
      producer: `echo '${base64FromBytes(body)}' | base64 -d | `,
    };
  }
  // `--data-binary @…` would send a file; `--data-raw` knows no files.
  const option = text.startsWith('@') ? '--data-raw' : '--data-binary';
  return { options: [...contentType, `${option} ${bashQuote(text)}`], producer: '' };
}
