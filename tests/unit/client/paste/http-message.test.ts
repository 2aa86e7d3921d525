import { utf8ToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';

import { readPasted } from '../../../../src/client/paste/read-pasted.ts';
import { printRequest } from '../../../../src/core/wire/http-text.ts';
import type { HttpRequest } from '../../../../src/core/wire/message.ts';
import { authorization, mismatch, noteCodes, pasted, told } from './expect-pasted.ts';

const error = `<ErrorResponse><Error><Code>SignatureDoesNotMatch</Code><Message>${mismatch}</Message></Error></ErrorResponse>`;

describe('an HTTP message', () => {
  it('is read as our own printer writes it', () => {
    const request: HttpRequest = {
      method: 'POST',
      path: '/a%20b',
      query: 'x=1&y',
      headers: [
        ['Host', 'iam.amazonaws.com'],
        ['X-Two', ' two spaces '],
        ['X-Folded', 'a\n  b'],
      ],
      body: utf8ToBytes('Action=ListUsers\n'),
    };
    expect(pasted(printRequest(request) ?? '')).toMatchObject({ found: ['http'], request, notes: [] });
  });

  it.each<[string, string, string[], string | undefined]>([
    ['GET / HTTP/1.1\nHost: h', 'GET /', ['Host: h'], undefined],
    ['GET / HTTP/2\nhost: h\n\n', 'GET /', ['host: h'], undefined],
    ['\n\nGET / HTTP/1.0 \r\nHost: h\r\n\r\n', 'GET /', ['Host: h'], undefined],
    ['GET https://h:8443/p?q HTTP/1.1\nX-A: 1\n', 'GET /p?q', ['Host: h:8443', 'X-A: 1'], 'https'],
    ['GET http://other/ HTTP/1.1\nHost: h\n', 'GET /', ['Host: h'], 'http'],
    ['PUT https://h/p\nX-A: 1\n', 'PUT /p', ['Host: h', 'X-A: 1'], 'https'],
    ['https://h/\nGET /p HTTP/1.1\nX-A: 1\n', 'GET /p', ['Host: h', 'X-A: 1'], 'https'],
    [
      ':authority: h\n:method: GET\n:path: /p?q\n:scheme: https\nx-a: 1\n',
      'GET /p?q',
      ['Host: h', 'x-a: 1'],
      'https',
    ],
    ['GET /p HTTP/2\n:authority: h\nx-a: 1\n', 'GET /p', ['Host: h', 'x-a: 1'], undefined],
    ['GET /é HTTP/1.1\nHost: h\nX-A: ü\n', 'GET /é', ['Host: h', 'X-A: ü'], undefined],
  ])('%j', (text, line, headers, scheme) => {
    const result = pasted(text);
    expect(told(result)).toEqual({ line, headers, body: '' });
    expect(result.scheme).toBe(scheme);
    expect(result.notes).toEqual([]);
  });

  it('keeps the line ends of a body', () => {
    expect(told(pasted('POST / HTTP/1.1\r\nHost: h\r\n\r\na\r\nb\n')).body).toBe('a\r\nb\n');
  });

  it.each([
    ['3', 'abc\n', 'abc', []],
    ['3', 'abcdef', 'abc', ['body-cut']],
    ['3', '', '', ['body-not-in-the-log']],
    ['9', 'abc', 'abc', ['body-length']],
    ['0', '', '', []],
    ['many', 'abc', 'abc', []],
    // Two bytes of UTF-8.
    ['2', 'é', 'é', []],
  ])('with Content-Length %s and %j', (length, body, read, notes) => {
    const result = pasted(`POST / HTTP/1.1\nHost: h\nContent-Length: ${length}\n\n${body}`);
    expect(told(result).body).toBe(read);
    expect(noteCodes(result)).toEqual(notes);
  });

  it('ends where the answer begins', () => {
    for (const between of ['\n\nHTTP/1.1 403 Forbidden\nContent-Type: text/xml\n\n', '\n\n', '\n']) {
      const result = pasted(`POST / HTTP/1.1\nHost: h\n\nAction=ListUsers${between}${error}`);
      expect(told(result).body).toBe('Action=ListUsers');
      expect(result.found).toEqual(['http', 'error-xml']);
      expect(result.answer?.code).toBe('SignatureDoesNotMatch');
    }
  });

  it('is read from the verbose output of curl, and its body from the command', () => {
    const verbose =
      '*   Trying 127.0.0.1:443...\n* Connected to h (127.0.0.1) port 443\n' +
      '> POST /x?y HTTP/2\n> Host: h\n> Content-Length: 3\n> \n' +
      `} [3 bytes data]\n< HTTP/2 403 \n< content-type: text/xml\n< \n{ [431 bytes data]\n${error}\n`;
    const alone = pasted(verbose);
    expect(told(alone)).toEqual({ line: 'POST /x?y', headers: ['Host: h', 'Content-Length: 3'], body: '' });
    expect(noteCodes(alone)).toEqual(['body-not-in-the-log']);
    expect(alone.found).toEqual(['http', 'error-xml']);

    const both = pasted(`$ curl -v -d a=1 https://h/x?y\n${verbose}`);
    expect(told(both)).toMatchObject({ headers: ['Host: h', 'Content-Length: 3'], body: 'a=1' });
    expect(noteCodes(both)).toEqual(['multiple-requests']);
  });

  it('drops lines among the headers that are none, and says which', () => {
    const result = pasted('GET / HTTP/1.1\nHost: h\n[5 bytes data]\nX-A: 1\n');
    expect(told(result).headers).toEqual(['Host: h', 'X-A: 1']);
    expect(result.notes).toEqual([{ code: 'headers-incomplete', detail: 'line 3' }]);
  });

  it('says so once, however many they are', () => {
    const result = pasted('GET / HTTP/1.1\nX-A: 1\n[5 bytes data]\n(more)\n');
    expect(result.notes).toEqual([{ code: 'headers-incomplete', detail: 'Host, lines 3, 4' }]);
    const many = pasted(`GET / HTTP/1.1\nHost: h\n${'(more)\n'.repeat(1_000)}`);
    expect(many.notes).toEqual([{ code: 'headers-incomplete', detail: 'lines 3, 4, 5, 6, 7, 8, 9, 10, …' }]);
  });

  it.each([
    authorization.replaceAll(' ', '\n'),
    authorization.replaceAll(', ', '\n, '),
    authorization.replaceAll(', ', '\n,'),
    authorization.replace(', Signature', ',\r\nSignature'),
    `\n${authorization}`,
  ])('puts an Authorization header together that was wrapped: %j', (wrapped) => {
    const result = pasted(`POST / HTTP/1.1\nHost: h\nAuthorization: ${wrapped}\nX-A: 1\n\nabc`);
    const [, header, last] = told(result).headers;
    expect(header?.replace(/ ?, ?/g, ', ')).toBe(`Authorization: ${authorization}`);
    expect([last, told(result).body]).toEqual(['X-A: 1', 'abc']);
    expect(result.notes).toEqual([]);
  });

  it('joins nothing to another header', () => {
    const result = pasted('GET / HTTP/1.1\nHost: h\nSignature=1\n');
    expect(told(result).headers).toEqual(['Host: h']);
    expect(result.notes).toEqual([{ code: 'headers-incomplete', detail: 'line 3' }]);
  });

  it('says that the host is not known', () => {
    expect(pasted('GET / HTTP/1.1\nX-A: 1\n').notes).toEqual([
      { code: 'headers-incomplete', detail: 'Host' },
    ]);
  });

  it('takes the last of several', () => {
    const result = pasted('GET /1 HTTP/1.1\nHost: h\n\nGET /2 HTTP/1.1\nHost: h\n\n');
    expect(told(result).line).toBe('GET /2');
    expect(noteCodes(result)).toEqual(['multiple-requests']);
  });

  it.each([
    ['CONNECT h:443 HTTP/1.1\nHost: h\n', 'not-recognised'],
    ['OPTIONS * HTTP/1.1\nHost: h\n', 'not-recognised'],
    ['GET /#f HTTP/1.1\nHost: h\n', 'broken-http'],
    ['HTTP/1.1 200 OK\n\n', 'not-recognised'],
  ])('%j is none', (text, code) => {
    expect(readPasted(text)).toMatchObject({ error: { code } });
  });
});

describe('headers alone', () => {
  const header = `Authorization: ${authorization}`;
  it.each<[string, string[], string]>([
    [header, [header], 'request line, Host'],
    [`  ${header}\n`, [header], 'request line, Host'],
    [authorization, [header], 'request line, Host'],
    [`'${authorization}'`, [header], 'request line, Host'],
    [`"Authorization": "${authorization}",`, [header], 'request line, Host'],
    [`'Authorization': '${authorization}'`, [header], 'request line, Host'],
    [`> ${header}`, [header], 'request line, Host'],
    [`-H '${header}'`, [header], 'request line, Host'],
    [header.replaceAll(' ', '\n').replace('\n', ' '), [header], 'request line, Host'],
    [`I sent:\n\nX-A: 1\n${header}\nHost: h\n\nWhy?`, ['X-A: 1', header, 'Host: h'], 'request line'],
  ])('%j', (text, headers, detail) => {
    const result = pasted(text);
    expect(told(result)).toEqual({ line: 'GET /', headers, body: '' });
    expect(result).toMatchObject({
      found: ['http'],
      scheme: undefined,
      notes: [{ code: 'headers-incomplete', detail }],
    });
  });

  it('are taken beside the answer', () => {
    const result = pasted(`${header}\n\n${error}`);
    expect(told(result).headers).toEqual([header]);
    expect(result.found).toEqual(['http', 'error-xml']);
  });

  it('are not taken out of a message, an answer, or a broken command', () => {
    const message = `'x' not a valid key=value pair (missing equal-sign) in Authorization header: \n${authorization}`;
    expect(pasted(JSON.stringify({ message })).request).toBeUndefined();
    expect(pasted(`<Error><Code>A</Code><Message>${message}</Message></Error>`).request).toBeUndefined();
    expect(pasted(`GET /a HTTP/1.1\nHost: h\n\n${header}`).found).toEqual(['http']);
    expect(told(pasted(`GET /a HTTP/1.1\nHost: h\n\n${header}`)).line).toBe('GET /a');
    expect(readPasted(`curl -H 'X: 1 https://h/\n${header}`)).toMatchObject({
      error: { code: 'broken-curl' },
    });
  });
});
