// What is written as a command is read back; junk made of the pieces of all forms is read, or refused, and
// never thrown at; words are split as bash splits them.

import { execFileSync } from 'node:child_process';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { bashWords } from '../../src/client/paste/curl-words.ts';
import { readPasted } from '../../src/client/paste/read-pasted.ts';
import { uriEncode } from '../../src/core/sigv4/uri-encode.ts';
import type { Header, HttpRequest } from '../../src/core/wire/message.ts';

/** Text in one of bash's kinds of quotes. */
type Quote = 'single' | 'double' | 'ansi-c';

function quoted(text: string | Uint8Array, quote: Quote): string {
  if (typeof text !== 'string') {
    return `$'${Array.from(text, (byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')}'`;
  }
  switch (quote) {
    case 'single':
      return `'${text.replaceAll("'", "'\\''")}'`;
    case 'double':
      return `"${text.replace(/[\\"$`]/g, '\\$&')}"`;
    case 'ansi-c':
      return `$'${text.replace(/[\\']/g, '\\$&').replaceAll('\n', '\\n')}'`;
  }
}

const quote = fc.constantFrom<Quote>('single', 'double', 'ansi-c');
const visible = fc.stringMatching(/^[!-~]{1,12}$/);
const value = fc.oneof(
  fc.stringMatching(/^[!-~]{1,8}( {1,2}[!-~]{1,8}){0,2} ?$/),
  fc.constantFrom('', 'ü', 'a\n b', ' two', "it's", '$(x)', '`x`', '"', '\\'),
);
// What begins with an `@` would be a file; a Host of its own and a removed header are other tests' matter.
const headerName = fc
  .stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,10}$/)
  .filter((name) => !['host', 'content-type'].includes(name.toLowerCase()));
const requests = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH'),
  path: fc.array(fc.oneof(visible.map(uriEncode), fc.constantFrom('', '.', '..', "a'b", '$&;')), {
    maxLength: 4,
  }),
  query: fc.array(
    fc.oneof(
      visible.map((text) => text.replace(/[#?[\]{}\\]/g, '')),
      fc.constant('a=%20b'),
    ),
    {
      maxLength: 3,
    },
  ),
  host: fc.constantFrom('iam.amazonaws.com', 's3.eu-central-1.amazonaws.com:8443', 'localhost'),
  contentType: fc.option(fc.constantFrom('application/x-amz-json-1.1', 'text/plain; charset=utf-8'), {
    nil: undefined,
  }),
  headers: fc.array(fc.tuple(headerName, value), { maxLength: 4 }),
  body: fc.oneof(
    fc.uint8Array({ min: 1, maxLength: 40 }),
    fc.constantFrom('', '@file', 'Action=ListUsers', '{"a": "b\\n"}\n').map(utf8ToBytes),
  ),
});

describe('a request written as a curl command', () => {
  it('is read back equal', () => {
    fc.assert(
      fc.property(requests, quote, fc.boolean(), (from, style, isLong) => {
        const request: HttpRequest = {
          method: from.method,
          path: `/${from.path.join('/')}`,
          query: from.query.filter((part) => part !== '').join('&'),
          headers: [
            ['Host', from.host],
            ...from.headers,
            ...(from.contentType === undefined ? [] : [['Content-Type', from.contentType] as Header]),
          ],
          body: from.body,
        };
        const result = readPasted(asCommand(request, style, isLong ? ' \\\n  ' : ' '));
        expect(result).toMatchObject({
          ok: true,
          value: { found: ['curl'], scheme: 'https', notes: [], request },
        });
      }),
      { seed: 20260801, numRuns: 2_000 },
    );
  });
});

describe('a command through a word processor', () => {
  it('is read as it was', () => {
    let tried = 0;
    fc.assert(
      fc.property(requests, fc.boolean(), fc.boolean(), (from, opens, isSpaced) => {
        const headers: readonly Header[] = [['Host', from.host], ...from.headers];
        const request = { ...from, path: `/${from.path.join('/')}`, query: from.query.join('&'), headers };
        const command = asCommand({ ...request, body: new Uint8Array(0) }, 'single', ' \\\n  ');
        // Its words are in single quotes: a mark that opens or closes is the same to the reader.
        const processed = command
          .replaceAll("'", opens ? '‘' : '’')
          .replaceAll('"', opens ? '“' : '”')
          .replaceAll(' -X', ' –X')
          .replaceAll('--path', '—path')
          .replaceAll('\\\n', isSpaced ? '\\ \n' : '\\\n');
        const [plain, other] = [readPasted(command), readPasted(processed)];
        expect(plain.ok && other.ok).toBe(true);
        if (!plain.ok || !other.ok) return;
        expect({ ...other.value, notes: [] }).toEqual({ ...plain.value, notes: [] });
        const codes = other.value.notes.map(({ code, detail }) => `${code} ${detail}`);
        expect(codes).toContain('typographic-quotes ');
        expect(codes).toContain('typographic-quotes dash');
        expect(codes.some((code) => code.startsWith('space-after-backslash'))).toBe(isSpaced);
        tried++;
      }),
      { seed: 20260805, numRuns: 1_000 },
    );
    expect(tried).toBe(1_000);
  });
});

function asCommand(request: HttpRequest, style: Quote, space: string): string {
  const [host, ...headers] = request.headers;
  const url = `https://${host?.[1] ?? ''}${request.path}${request.query === '' ? '' : `?${request.query}`}`;
  const hasType = headers.some(([name]) => name === 'Content-Type');
  const lines = headers.map(([name, text]) => (text === '' ? `${name};` : `${name}: ${text}`));
  return [
    'curl -sS --path-as-is',
    `-X ${request.method}`,
    quoted(url, style),
    ...lines.map((line) => `-H ${quoted(line, style)}`),
    ...(hasType ? [] : ["-H 'Content-Type:'"]),
    ...(request.body.length === 0 ? [] : [`--data-raw ${quoted(request.body, style)}`]),
  ].join(space);
}

const pieces = fc.constantFrom(
  ...[
    'curl',
    'curl -X',
    ' -H ',
    "'",
    '"',
    '\\',
    '\n',
    '\\\n',
    '^\n',
    '`\n',
    "$'",
    '\\x41',
    '\\u00e9',
    '$',
    '${',
    '$(',
    '&',
    ' ',
    '#',
    '-d',
    '--data-urlencode',
    '@',
    '=',
    '--json',
    '-u',
    'a:b',
    '--aws-sigv4 aws:amz',
    '--next',
    '-F',
    '^"',
    '‘',
    '’',
    '“',
    '”',
    '—',
    '–',
    '\\ \n-',
  ],
  ...[
    'https://',
    'http://h/',
    'iam.amazonaws.com',
    '/a/../b',
    '?a=1',
    'X-Amz-Signature=',
    '&amp;',
    '\\u0026',
    '#f',
  ],
  ...[
    'GET / HTTP/1.1\n',
    'POST https://h/ HTTP/2\n',
    '> ',
    '< ',
    'HTTP/1.1 403 x\n',
    ':authority: h\n',
    ':path: /\n',
    'Host: h\n',
    'Content-Length: 3\n',
    '\r\n',
    '\n\n',
    'a:b\n',
    'Authorization: AWS4-HMAC-SHA256 Credential=a\n',
    'Signature=a\n',
    'AWSAccessKeyId=a&Signature=a',
  ],
  ...[
    '<Error>',
    '</Error>',
    '<ErrorResponse>',
    '</ErrorResponse>',
    '<Code>A</Code>',
    '<Message>',
    '</Message>',
    '<Response><Errors>',
    '&lt;',
    '<![CDATA[',
    '<RequestId>1</RequestId>',
  ],
  ...[
    '{',
    '}',
    '[',
    ']',
    '"__type":',
    '"message":',
    '"a#b"',
    ',',
    ':',
    '"$metadata":{}',
    '\\n',
    '\\"',
    '1',
    'null',
  ],
  ...[
    'An error occurred (A) when calling the B operation: ',
    'SignatureDoesNotMatch: A',
    'The request signature we calculated does not match',
    'The Canonical String for this request should have been\n',
    'The String-to-Sign should have been\n',
    ' (Service: A, Status Code: 403, Request ID: r-12345678)',
    'software.amazon.awssdk.AException: ',
  ],
  ...[
    'CanonicalRequest:\n',
    'StringToSign:\n',
    'Signature:\n',
    'a'.repeat(64),
    'GET\n/\n\n',
    'host:h\n',
    '\nhost\n',
    'AWS4-HMAC-SHA256\n',
    '20260801T120000Z\n',
    '20260801/r/s/aws4_request\n',
    '---[ CANONICAL STRING  ]---\n',
    '---[ STRING TO SIGN ]---\n',
    'AWS4 Canonical Request: ',
    'UNSIGNED-PAYLOAD',
  ],
  ...[
    '<AWSPreparedRequest stream_output=False, method=GET, url=http://h/, headers=',
    ' with params: ',
    "{'body': ",
    "b'",
    "'a'",
    '<object at 0x1>',
    'Response body:\n',
    'HttpRequest {',
    'method: ',
    'hostname: ',
    'path: ',
    'headers: {',
    'body: ',
    '... 3 more items',
    'http-outgoing-0 >> ',
    '"a[\\r][\\n]"',
    'f(',
  ],
  ...[
    'aws_secret_access_key=',
    'SecretAccessKey',
    '\ud800',
    '\u0000',
    'é',
    '😀',
    '\t',
    '\ufeff',
    '__proto__',
    '"__proto__":',
  ],
);

const wholes = fc.constantFrom(
  "curl -X POST -H 'A: 1' --data-raw $'a\\x41' 'https://h/?a=1' \\\n -u a:b --aws-sigv4 aws:amz:r:s",
  'curl ^"https://h/?a=^%^2F^" ^\n  -H ^"a: \\^"b^\\^"^"',
  'POST /a?b HTTP/1.1\nHost: h\nContent-Length: 3\n\nabc\nHTTP/1.1 403 x\n\n',
  '> GET / HTTP/2\n> Host: h\n> \n< HTTP/2 403 \n< a: b\n',
  'https://h/?X-Amz-Algorithm=AWS4-HMAC-SHA256&amp;X-Amz-Signature=0',
  '<ErrorResponse><Error><Code>A</Code><Message>m &lt;</Message></Error><RequestId>1</RequestId></ErrorResponse>',
  '<Error><Code>A</Code><StringToSign>a</StringToSign><CanonicalRequest>b</CanonicalRequest></Error>',
  '{"__type":"a#InvalidSignatureException","message":"m\\n{}"}',
  `An error occurred (A) when calling the B operation: The Canonical String for this request should have been\n'GET\n/\n\nhost:h\n\nhost\nUNSIGNED-PAYLOAD'`,
  `x - CanonicalRequest:\nGET\n/\n\nhost:h\n\nhost\nUNSIGNED-PAYLOAD\nx - StringToSign:\nAWS4-HMAC-SHA256\n20260801T120000Z\n20260801/r/s/aws4_request\n${'a'.repeat(64)}\n`,
  `x with params: {'body': {'a': 'b'}, 'c': <d at 0x1>}\n<AWSPreparedRequest stream_output=False, method=POST, url=http://h/, headers={'A': b'1', 'Content-Length': '3'}>\nResponse body:\nb'<Error><Code>A</Code></Error>'`,
  `HttpRequest {\n method: 'GET', hostname: 'h', path: '/', query: { a: [ 'b' ] }, headers: { c: 'd' }, body: Uint8Array(1) [ 1 ]\n}`,
  'x http-outgoing-0 >> "GET / HTTP/1.1[\\r][\\n]"\nx http-outgoing-0 >> "[\\r][\\n]"\n',
);

/** A text of the forms, with pieces of any of them set in and parts cut out. */
const spoiled = fc
  .tuple(
    fc.array(wholes, { minLength: 1, maxLength: 3 }),
    fc.array(fc.tuple(fc.nat({ max: 999 }), fc.nat({ max: 12 }), pieces), { maxLength: 4 }),
  )
  .map(([texts, edits]) =>
    edits.reduce((text, [where, cut, piece]) => {
      const at = Math.floor((where / 1_000) * text.length);
      return text.slice(0, at) + piece + text.slice(at + cut);
    }, texts.join('\n')),
  );
const junk = fc.oneof(
  fc.array(fc.oneof(pieces, fc.string({ maxLength: 4 })), { maxLength: 60 }).map((parts) => parts.join('')),
  { arbitrary: spoiled, weight: 3 },
);

describe('junk', () => {
  it('is read or refused', () => {
    let read = 0;
    fc.assert(
      fc.property(junk, (text) => {
        const result = readPasted(text);
        // Plain data: it survives being cloned, and says either what was found or what is wrong.
        expect(structuredClone(result)).toEqual(result);
        if (result.ok) read++;
        if (result.ok) expect(result.value.found.length).toBeGreaterThan(0);
        else expect(result.error.message).not.toBe('');
      }),
      { seed: 20260802, numRuns: 10_000 },
    );
    // Junk that is only ever refused would try nothing.
    expect(read).toBeGreaterThan(5_000);
  });

  it('with a secret in it lets nothing of it out', () => {
    const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
    const named = fc.constantFrom(
      `aws_secret_access_key = ${secret}\n`,
      `AWS_SECRET_ACCESS_KEY=${secret} `,
      `"SecretAccessKey": "${secret}"`,
      `<SecretAccessKey>${secret}</SecretAccessKey>`,
      `secretAccessKey: '${secret}'`,
    );
    fc.assert(
      fc.property(
        fc.array(pieces, { maxLength: 20 }),
        named,
        fc.array(fc.oneof(pieces, named), { maxLength: 20 }),
        (before, name, after) => {
          const result = readPasted(`${before.join('')} ${name}${after.join('')}`);
          const text = JSON.stringify(result, (_key, item: unknown) =>
            item instanceof Uint8Array ? String.fromCharCode(...item) : item,
          );
          expect(text).not.toContain(secret);
        },
      ),
      { seed: 20260803, numRuns: 3_000 },
    );
  });
});

describe('bashWords', () => {
  const plain = fc.stringMatching(/^[A-Za-z0-9%+,./:=@_^-]{1,6}$/);
  const any = fc
    .string({ unit: 'grapheme', maxLength: 6 })
    .map((text) => text.replaceAll('\0', '').replace(/\r/g, ''));
  const part = fc.oneof(
    plain,
    fc.tuple(any, quote).map(([text, style]) => quoted(text, style)),
    fc.uint8Array({ min: 1, maxLength: 4 }).map((bytes) => quoted(bytes, 'ansi-c')),
    fc.constantFrom(
      '\\ ',
      '\\\\',
      "\\'",
      '\\"',
      '\\\n',
      '\\$',
      "$'\\t\\101\\u20ac\\e\\?\\cA'",
      "''",
      '""',
      '"a\\b\\\nc"',
      '$"x"',
    ),
  );
  const word = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''));
  const gap = fc.constantFrom(' ', '  ', '\t', ' \\\n ');
  const command = fc
    .tuple(
      fc.array(fc.tuple(gap, word), { maxLength: 6 }),
      fc.constantFrom('', ' ', ' # a comment', ' >&1', ' | cat', ' 2>/dev/null'),
    )
    .map(([words, end]) => words.map(([space, text]) => space + text).join('') + end);

  it('splits as bash does', () => {
    const commands = fc.sample(command, { seed: 20260804, numRuns: 400 });
    // One run of the shell for all: it prints each word, and a mark after each command.
    const script = [
      'curl() { printf "%s\\0" "$@"; }',
      ...commands.map((text) => `curl${text}\nprintf 'end\\0\\0'`),
    ];
    const output = execFileSync('bash', ['-c', script.join('\n')], {
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
    });
    const answers = output.toString('latin1').split('end\0\0').slice(0, -1);
    expect(answers).toHaveLength(commands.length);
    for (const [index, text] of commands.entries()) {
      const result = bashWords(text, 0);
      const words = result.ok
        ? result.value.words.map(({ bytes }) => Buffer.from(bytes).toString('latin1'))
        : [];
      // Without a word `printf` still prints one empty one.
      const printed = words.length === 0 ? '\0' : words.map((item) => `${item}\0`).join('');
      expect({ text, printed }).toEqual({ text, printed: answers[index] });
    }
  });
});
