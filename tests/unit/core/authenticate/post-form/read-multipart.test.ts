// RFC 7578, RFC 2046 §5.1.1, and S3 API reference, sigv4-HTTPPOSTForms and ErrorResponses.

import { utf8ToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';

import {
  mostFormBytes,
  readMultipart,
} from '../../../../../src/core/authenticate/post-form/read-multipart.ts';

const type = 'multipart/form-data; boundary=b';
const part = (name: string, content: string, more = ''): string =>
  `--b\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${content}\r\n`;
const read = (text: string, contentType = type) => readMultipart(contentType, utf8ToBytes(text));
const file = part('file', 'content', '; filename="a.txt"');

describe('a form that is read', () => {
  it('has fields in their order and a file', () => {
    const text =
      part('key', 'k') +
      part('acl', 'private') +
      '--b\r\ncontent-type: text/plain\r\nCONTENT-DISPOSITION: form-data; name=file; filename="ü.txt"\r\n\r\n1\r\n2\r\n' +
      '--b--\r\n';
    expect(read(text)).toEqual({
      ok: true,
      value: {
        fields: [
          ['key', 'k'],
          ['acl', 'private'],
        ],
        files: [{ bytes: utf8ToBytes('1\r\n2'), filename: 'ü.txt', contentType: 'text/plain' }],
      },
    });
  });

  it.each<[string, string, string]>([
    ['a quoted boundary', 'multipart/form-data; boundary="b"', `${file}--b--`],
    ['capitals in its type', 'Multipart/Form-Data; Boundary=b; charset=utf-8', `${file}--b--`],
    ['a preamble', type, `hello\r\n${file}--b--`],
    ['space behind the boundary', type, `${file.replace('--b\r\n', '--b \t\r\n')}--b--`],
    ['no end behind the file', type, `${file}--b\r\n`],
    ['what is no part behind the file', type, `${file}--b\r\nnonsense`],
    ['fields behind the file', type, `${file}${part('acl', 'private')}--b--`],
    ['an epilogue', type, `${file}--b--\r\n${file}`],
    ['capitals in the name of the file', type, `${part('FILE', 'content', '; filename="a.txt"')}--b--`],
  ])('may have %s', (_, contentType, text) => {
    expect(read(text, contentType)).toMatchObject({
      ok: true,
      value: { fields: [], files: [{ bytes: utf8ToBytes('content'), filename: 'a.txt' }] },
    });
  });

  it.each<[string, string, string | undefined]>([
    ['none', '', undefined],
    ['an empty one', '; filename=""', ''],
    ['a path of Windows', '; filename="C:\\Program Files\\file.txt"', 'C:\\Program Files\\file.txt'],
    ['an escaped quotation mark', '; filename="a\\"b\\\\c"', 'a"b\\c'],
    ['a semicolon', '; filename="a;b=c" ;', 'a;b=c'],
    ['no quotation marks', '; filename=a.txt', 'a.txt'],
    ['another one beside it, which RFC 7578 forbids', '; filename="a"; filename*=UTF-8\'\'b', 'a'],
  ])('may have a file with %s for a name', (_, more, filename) => {
    const form = read(`${part('file', '', more)}--b--`);
    expect(form.ok && form.value.files).toEqual([
      { bytes: new Uint8Array(), filename, contentType: undefined },
    ]);
  });

  it.each([
    ['nothing', ''],
    ['a line that begins like the boundary', '\r\n--bb\r\n--b.\r\n'],
    ['line breaks', '\r\n\r\n\n\r'],
  ])('may have %s in its file', (_, content) => {
    const form = read(`${part('file', content)}--b--`);
    expect(form.ok && form.value.files[0]?.bytes).toEqual(utf8ToBytes(content));
  });

  it('keeps a value as it was sent', () => {
    const form = read(`${part('x-amz-meta-a', ' a\r\nb  ')}${part('empty', '')}--b--`);
    expect(form.ok && form.value).toEqual({
      fields: [
        ['x-amz-meta-a', ' a\r\nb  '],
        ['empty', ''],
      ],
      files: [],
    });
  });

  it('may have a part that is all headers, whose empty line the boundary needs', () => {
    const bare = (name: string): string => part(name, '').slice(0, -2);
    const form = read(`${bare('acl')}${bare('file')}--b--`);
    expect(form.ok && form.value).toMatchObject({
      fields: [['acl', '']],
      files: [{ bytes: new Uint8Array() }],
    });
  });

  it('has every file behind the first', () => {
    const form = read(`${file}${part('acl', 'private')}${file}--b--`);
    expect(form.ok && form.value.files).toHaveLength(2);
  });

  it('has a file whose bytes are any', () => {
    const bytes = Uint8Array.from({ length: 30_000 }, (_, at) => at % 256);
    const body = new Uint8Array([
      ...utf8ToBytes(part('file', '').slice(0, -2)),
      ...bytes,
      ...utf8ToBytes('\r\n--b--'),
    ]);
    const form = readMultipart(type, body);
    expect(form.ok && form.value.files[0]?.bytes).toEqual(bytes);
  });
});

describe('a form that is refused', () => {
  const long = 'x'.repeat(mostFormBytes);
  it.each<[string, string, string, string]>([
    ['no type', '', 'not-multipart', ''],
    ['another type', `${file}--b--`, 'not-multipart', 'application/x-www-form-urlencoded'],
    ['no boundary', `${file}--b--`, 'malformed-form', 'multipart/form-data'],
    ['an empty boundary', `${file}--b--`, 'malformed-form', 'multipart/form-data; boundary=""'],
    ['a boundary of 71 characters', '', 'malformed-form', `multipart/form-data; boundary=${'b'.repeat(71)}`],
    ['two boundaries', `${file}--b--`, 'malformed-form', 'multipart/form-data; boundary=b; boundary=c'],
    ['no body', '', 'malformed-form', type],
    ['another boundary', `${file}--b--`, 'malformed-form', 'multipart/form-data; boundary=c'],
    ['line feeds alone', `${file}--b--`.replaceAll('\r\n', '\n'), 'malformed-form', type],
    ['a part without headers', '--b\r\n\r\nvalue\r\n--b--', 'malformed-form', type],
    [
      'a part without an end of headers',
      '--b\r\nContent-Disposition: form-data; name="key"',
      'malformed-form',
      type,
    ],
    [
      'a part that says nothing of itself',
      '--b\r\nContent-Type: text/plain\r\n\r\nv\r\n--b--',
      'malformed-form',
      type,
    ],
    ['a part that is no form data', `${file.replace('form-data', 'file')}--b--`, 'malformed-form', type],
    ['a part without a name', `${file.replace('name="file"; ', '')}--b--`, 'malformed-form', type],
    ['a part with two names', `${part('a', 'v', '; name="key"')}--b--`, 'malformed-form', type],
    ['a quotation that does not end', `${file.replace('a.txt"', 'a.txt')}--b--`, 'malformed-form', type],
    ['a header twice', `--b\r\nA: 1\r\na: 2\r\n${file.slice(5)}--b--`, 'malformed-form', type],
    ['a field that does not end', part('key', 'k').slice(0, -2), 'malformed-form', type],
    ['a file that does not end', file, 'malformed-form', type],
    ['20 KB in a field', `${part('acl', long)}${file}--b--`, 'form-too-large', type],
    ['20 KB in headers', `--b\r\nX-Long: ${long}\r\n${file.slice(5)}--b--`, 'form-too-large', type],
    [
      '20 KB in a part of another name',
      `${part('upload', long, '; filename="a"')}--b--`,
      'form-too-large',
      type,
    ],
    ['20 KB in many fields', `${part('acl', 'private').repeat(400)}${file}--b--`, 'form-too-large', type],
  ])('has %s', (_, text, fault, contentType) => {
    expect(read(text, contentType)).toEqual({ ok: false, error: fault });
  });

  it('has a field that is not UTF-8', () => {
    const bytes = utf8ToBytes(`${part('acl', '?')}${file}--b--`);
    bytes[bytes.indexOf(0x3f)] = 0xff;
    expect(readMultipart(type, bytes)).toEqual({ ok: false, error: 'malformed-text' });
  });

  it('is one byte too long before its file', () => {
    const empty = part('acl', '') + file;
    const room = mostFormBytes - empty.indexOf('content');
    expect(read(`${part('acl', 'x'.repeat(room))}${file}--b--`).ok).toBe(true);
    expect(read(`${part('acl', 'x'.repeat(room + 1))}${file}--b--`)).toEqual({
      ok: false,
      error: 'form-too-large',
    });
  });
});
