// Requests with what makes signing and quoting hard, one thing each.

import { utf8ToBytes } from '@noble/hashes/utils.js';

import type { Header, HttpRequest } from '../../../../src/core/wire/message.ts';

export interface TableRow {
  readonly name: string;
  readonly service: string;
  readonly request: HttpRequest;
}

const allBytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);

function row(
  name: string,
  service: string,
  parts: Partial<Omit<HttpRequest, 'headers'>> & { readonly headers?: readonly Header[] },
): TableRow {
  const host = service === 's3' ? 'examplebucket.s3.amazonaws.com' : `${service}.amazonaws.com`;
  const { headers = [], ...rest } = parts;
  return {
    name,
    service,
    request: {
      method: 'GET',
      path: '/',
      query: '',
      body: new Uint8Array(),
      ...rest,
      headers: [['Host', host], ...headers],
    },
  };
}

export const table: readonly TableRow[] = [
  row('a plain GET', 'iam', { query: 'Action=ListUsers&Version=2010-05-08' }),
  row('a query out of order, with names alone, twice and empty', 'sts', {
    query: "b=2&a=2&a=1&a&&~=%7e&c=%C3%BC&d='x'&e=a+b&f=%zz&$HOME=`id`&g=[1]{2,3}&h=a=b",
  }),
  row('a form', 'iam', {
    method: 'POST',
    headers: [['Content-Type', 'application/x-www-form-urlencoded; charset=utf-8']],
    body: utf8ToBytes('Action=CreateUser&UserName=alice&Version=2010-05-08'),
  }),
  row('JSON with every quote, line ends and a body that looks like a file', 'dynamodb', {
    method: 'POST',
    headers: [
      ['Content-Type', 'application/x-amz-json-1.0'],
      ['X-Amz-Target', 'DynamoDB_20120810.PutItem'],
    ],
    body: utf8ToBytes(
      '@{\r\n\t"a": "it\'s `$HOME` \\n \\\\ !! </script> \u2028\u202e é 日本 🔐 ${x} #{y} %s"\n}\n',
    ),
  }),
  row('an S3 key with spaces, unicode, double slashes and dots', 's3', {
    path: "/a%20b//%C3%BC/%F0%9F%94%90/./../x%2Fy/it's(1)$&=@!/",
    query: 'versionId=null&tagging',
  }),
  row('an S3 object of every byte', 's3', {
    method: 'PUT',
    path: '/bytes.bin',
    headers: [
      ['Content-Type', 'application/octet-stream'],
      ['x-amz-meta-note', 'a  b'],
    ],
    body: allBytes,
  }),
  row('an S3 object whose body is not signed, and has no type', 's3', {
    method: 'PUT',
    path: '/a',
    headers: [['X-Amz-Content-Sha256', 'UNSIGNED-PAYLOAD']],
    body: utf8ToBytes('hello'),
  }),
  row('another service with a path to normalise and encode twice', 'lambda', {
    method: 'DELETE',
    path: '/2015-03-31/./functions//arn%3Aaws%3Alambda/x/../y',
  }),
  row('headers with unicode, spaces, quotes, twice and empty', 'execute-api', {
    headers: [
      ['X-Note', '  ünï  "it\'s"\t `$(id)` \\ !x 日本 '],
      ['X-Multi', 'b'],
      ['x-multi', 'a'],
      ['X-Empty', ''],
      ['X-Blank', '  '],
      ['X-Nbsp', '\u00a0'],
      ['User-Agent', 'bench/1.0'],
      ['Cache-Control', 'no-cache'],
    ],
  }),
  row('a HEAD', 's3', { method: 'HEAD', path: '/a' }),
  row('a GET with a body', 'es', {
    path: '/_search',
    headers: [['Content-Type', 'application/json']],
    body: utf8ToBytes('{"query":{}}'),
  }),
  row('a POST without a body', 'sqs', { method: 'POST' }),
];
