import { describe, expect, it } from 'vitest';

import { readPasted } from '../../../../src/client/paste/read-pasted.ts';
import { noteCodes, pasted, told } from './expect-pasted.ts';

// The example of the S3 API reference, sigv4-query-string-auth.
const query =
  'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request' +
  '&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host' +
  '&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404';
const url = `https://examplebucket.s3.amazonaws.com/test.txt?${query}`;
const escaped = url.replaceAll('&', '&amp;');

describe('a presigned URL', () => {
  it.each([
    url,
    `  ${url}\n`,
    `"${url}"`,
    `'${url}'`,
    `<${url}>`,
    `<a href="${escaped}">file</a>`,
    `<Url>${escaped}</Url>`,
    `{"url": "${url.replaceAll('&', '\\u0026')}"}`,
    `The link is ${url}. It does not work.`,
    `[link](${url})`,
    `${url}#page=2`,
    `https://example.com/ and then ${url}`,
    url.replace('https:', 'HTTPS:'),
  ])('%s', (text) => {
    const result = pasted(text);
    expect(told(result)).toEqual({
      line: `GET /test.txt?${query}`,
      headers: ['Host: examplebucket.s3.amazonaws.com'],
      body: '',
    });
    expect(result).toMatchObject({ found: ['presigned-url'], scheme: 'https' });
    expect(noteCodes(result)).toEqual(['method-assumed']);
  });

  it('in a command is the command', () => {
    const result = pasted(`curl -X PUT -T f '${url}'`);
    expect(result.found).toEqual(['curl']);
    expect(told(result).line).toBe(`PUT /test.txt?${query}`);
  });

  it('keeps the port and drops a password', () => {
    const result = pasted('http://me:pass@localhost:9000/?X-Amz-Signature=0');
    expect(told(result).headers).toEqual(['Host: localhost:9000']);
    expect(JSON.stringify(result)).not.toContain('pass@');
    expect(noteCodes(result)).toContain('secret-dropped');
  });

  // Amazon S3 user guide, RESTAuthentication: query string request authentication of signature version 2.
  it('of signature version 2', () => {
    const result = pasted(
      'See https://h/photos/puppy.jpg?AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE&Signature=Npg%3D&Expires=1175139620.',
    );
    expect(told(result).line).toBe(
      'GET /photos/puppy.jpg?AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE&Signature=Npg%3D&Expires=1175139620',
    );
    expect(result).toMatchObject({ found: ['presigned-url'], scheme: 'https' });
  });

  it.each([
    'X-Amz-Signature=1',
    `ftp://h/?${query}`,
    'See https://h/?AWSAccessKeyId=A',
    'See https://h/?Signature=A&Key-Pair-Id=B',
    'See https://h/test.txt for more',
    'https://h/1\nhttps://h/2',
  ])('%s is none', (text) => {
    expect(readPasted(text)).toMatchObject({ error: { code: 'not-recognised' } });
  });
});

describe('a URL without a signature', () => {
  it.each([
    'https://h/a?b&c=d',
    ' <https://h/a?b&c=d>\n',
    "'https://h/a?b&c=d'",
    'https://h/a?b&amp;c=d',
    'https://h/a?b&c=d#e',
  ])('%j', (text) => {
    const result = pasted(text);
    expect(told(result)).toEqual({ line: 'GET /a?b&c=d', headers: ['Host: h'], body: '' });
    expect(result).toMatchObject({
      found: ['http'],
      scheme: 'https',
      notes: [{ code: 'method-assumed', detail: 'GET' }],
    });
  });

  it('is taken beside the answer, and a password in it is not', () => {
    const result = pasted('http://me:pass@h/\n<Error><Code>AccessDenied</Code></Error>');
    expect(result).toMatchObject({ found: ['http', 'error-xml'], scheme: 'http' });
    expect(JSON.stringify(result)).not.toContain('pass@');
    expect(told(result).headers).toEqual(['Host: h']);
    expect(noteCodes(result)).toEqual(['method-assumed', 'secret-dropped']);
  });

  it('is not taken out of an answer', () => {
    const text = '<Error xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Code>AccessDenied</Code></Error>';
    expect(pasted(text).request).toBeUndefined();
  });
});
