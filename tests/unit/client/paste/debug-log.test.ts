// Logs in the form in which the tools were seen to write them; the requests are our own.

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';

import {
  authorization,
  canonicalRequest,
  mismatch,
  noteCodes,
  pasted,
  signature,
  stringToSign,
  told,
} from './expect-pasted.ts';

const signedTexts = { canonicalRequest, stringToSign };

// https://docs.aws.amazon.com/cli/latest/userguide/cli-chap-troubleshooting.html
describe('the debug output of the AWS CLI', () => {
  const stamp = '2026-11-24 13:01:41,316 - MainThread -';
  const body = 'Action=ListUsers&Version=2010-05-08&PathPrefix=%2Fa+b%2F';
  const canonical = [
    'POST',
    '/',
    '',
    'content-type:application/x-www-form-urlencoded; charset=utf-8',
    'host:iam.amazonaws.com',
    'x-amz-date:20261124T130141Z',
    '',
    'content-type;host;x-amz-date',
    bytesToHex(sha256(utf8ToBytes(body))),
  ].join('\n');
  const toSign = `AWS4-HMAC-SHA256\n20261124T130141Z\n20261124/us-east-1/iam/aws4_request\n${'1'.repeat(64)}`;
  const log = (
    parameters: string,
  ): string => `${stamp} awscli.clidriver - DEBUG - Arguments entered to CLI: ['iam', 'list-users']
${stamp} botocore.endpoint - DEBUG - Making request for OperationModel(name=ListUsers) with params: {'url_path': '/', 'query_string': '', 'method': 'POST', 'headers': {'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8'}, 'body': ${parameters}, 'url': 'https://iam.amazonaws.com/', 'context': {'client_config': <botocore.config.Config object at 0x7f5de80f5d50>, 'auth_type': None, 'at': datetime.datetime(2026, 1, 1, tzinfo=tzutc())}}
${stamp} botocore.auth - DEBUG - Calculating signature using v4 auth.
${stamp} botocore.auth - DEBUG - CanonicalRequest:
${canonical}
${stamp} botocore.auth - DEBUG - StringToSign:
${toSign}
${stamp} botocore.auth - DEBUG - Signature:
${signature}
${stamp} botocore.endpoint - DEBUG - Sending http request: <AWSPreparedRequest stream_output=False, method=POST, url=https://iam.amazonaws.com/, headers={'Content-Type': b'application/x-www-form-urlencoded; charset=utf-8', 'X-Amz-Date': b'20261124T130141Z', 'X-Note': b'it\\'s \\xc3\\xa9', 'Authorization': b'${authorization}', 'Content-Length': '${body.length}'}>
${stamp} urllib3.connectionpool - DEBUG - https://iam.amazonaws.com:443 "POST / HTTP/1.1" 403 431
${stamp} botocore.parsers - DEBUG - Response body:
b'<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">\\n  <Error>\\n    <Code>SignatureDoesNotMatch</Code>\\n    <Message>${mismatch}</Message>\\n  </Error>\\n  <RequestId>r-1</RequestId>\\n</ErrorResponse>\\n'

An error occurred (SignatureDoesNotMatch) when calling the ListUsers operation: ${mismatch}
`;

  it('has the request, what was signed, and the answer', () => {
    const result = pasted(log("{'Action': 'ListUsers', 'Version': '2010-05-08', 'PathPrefix': '/a b/'}"));
    expect(told(result)).toEqual({
      line: 'POST /',
      headers: [
        'Host: iam.amazonaws.com',
        'Content-Type: application/x-www-form-urlencoded; charset=utf-8',
        'X-Amz-Date: 20261124T130141Z',
        "X-Note: it's é",
        `Authorization: ${authorization}`,
        `Content-Length: ${body.length}`,
      ],
      body,
    });
    expect(result).toMatchObject({
      found: ['debug-log', 'error-xml', 'error-text'],
      scheme: 'https',
      signed: { canonicalRequest: canonical, stringToSign: toSign, signature },
      answer: { code: 'SignatureDoesNotMatch', message: mismatch, requestId: 'r-1' },
      notes: [],
    });
  });

  it.each(['b\'{"KeyId": "x"}\'', "<_io.BufferedReader name='x'>", "{'Action': 'Other'}"])(
    'says that the body is not in it, where %s is not what was signed',
    (parameters) => {
      const result = pasted(log(parameters));
      expect(told(result).body).toBe('');
      expect(noteCodes(result)).toEqual(['body-not-in-the-log']);
    },
  );

  it('takes a JSON body as its bytes', () => {
    const text = log(`b'${body}'`);
    expect(told(pasted(text)).body).toBe(body);
  });

  it('takes the last of several requests, with what belongs to it', () => {
    const other = log('{}')
      .replaceAll('iam.amazonaws.com', 'sts.amazonaws.com')
      .replace(signature, '2'.repeat(64));
    const result = pasted(
      `${other}\n${log("{'Action': 'ListUsers', 'Version': '2010-05-08', 'PathPrefix': '/a b/'}")}`,
    );
    expect(told(result)).toMatchObject({
      body,
      headers: expect.arrayContaining(['Host: iam.amazonaws.com']) as unknown,
    });
    expect(result.signed).toEqual({ canonicalRequest: canonical, stringToSign: toSign, signature });
    expect(noteCodes(result)).toEqual(['multiple-requests']);
  });
});

// https://docs.aws.amazon.com/sdk-for-java/latest/developer-guide/logging-slf4j.html
describe('the log of the SDK for Java', () => {
  it.each([
    [
      '2.x',
      `12:00:00 DEBUG DefaultV4RequestSigner -- AWS4 Canonical Request: ${canonicalRequest}\n12:00:00 DEBUG DefaultV4RequestSigner -- AWS4 String to sign: ${stringToSign}\n`,
    ],
    [
      '1.x',
      `DEBUG AWS4Signer: AWS4 Canonical Request: '"${canonicalRequest}"\nDEBUG AWS4Signer: AWS4 String to Sign: '"${stringToSign}"\n`,
    ],
  ])('%s has what was signed, and from it the request', (_, text) => {
    const result = pasted(text);
    expect(result).toMatchObject({ found: ['debug-log'], signed: signedTexts });
    expect(told(result)).toEqual({
      line: 'GET /?Action=ListUsers&Version=2010-05-08',
      headers: [
        'content-type: application/x-www-form-urlencoded; charset=utf-8',
        'host: iam.amazonaws.com',
        'x-amz-date: 20150830T123600Z',
      ],
      body: '',
    });
    expect(noteCodes(result)).toEqual(['from-canonical-request', 'headers-incomplete']);
  });

  it('has what was signed where the request was sent by a line that tells little, and AWS refused it', () => {
    const stamp = '2026-11-24 14:20:31:482 +0000 [main] DEBUG software.amazon.awssdk';
    const result = pasted(
      `${stamp}.auth.signer.Aws4Signer - AWS4 Canonical Request: ${canonicalRequest}\n` +
        `${stamp}.auth.signer.Aws4Signer - AWS4 String to sign: ${stringToSign}\n` +
        `${stamp}.request - Sending Request: DefaultSdkHttpFullRequest(httpMethod=GET, protocol=https, host=iam.amazonaws.com, encodedPath=/, headers=[Authorization, Host], queryParameters=[Action])\n` +
        `Exception in thread "main" software.amazon.awssdk.services.iam.model.IamException: ${mismatch} (Service: Iam, Status Code: 403, Request ID: r-12345678)\n`,
    );
    expect(result).toMatchObject({
      found: ['debug-log', 'error-text'],
      signed: signedTexts,
      answer: { code: '', message: mismatch, requestId: 'r-12345678' },
    });
    expect(told(result).line).toBe('GET /?Action=ListUsers&Version=2010-05-08');
  });

  const lines = ['POST / HTTP/1.1', 'Host: iam.amazonaws.com', 'Content-Length: 7', ''];
  it.each([
    [
      'wire',
      lines.map((line) => `DEBUG org.apache.http.wire - http-outgoing-0 >> "${line}[\\r][\\n]"`).join('\n') +
        '\nDEBUG org.apache.http.wire - http-outgoing-0 >> "Action="',
      'Action=',
      [],
    ],
    [
      'headers',
      lines
        .slice(0, 3)
        .map((line) => `DEBUG org.apache.http.headers - http-outgoing-0 >> ${line}`)
        .join('\n'),
      '',
      ['body-not-in-the-log'],
    ],
  ])('has the request in the lines of the %s logger', (_, text, body, notes) => {
    const result = pasted(
      `${text}\nDEBUG org.apache.http.wire - http-outgoing-0 << "HTTP/1.1 403 Forbidden[\\r][\\n]"\n`,
    );
    expect(told(result)).toEqual({ line: 'POST /', headers: lines.slice(1, 3), body });
    expect(result.found).toEqual(['debug-log']);
    expect(noteCodes(result)).toEqual(notes);
  });
});

describe('the log of the SDK for Go', () => {
  const rule = '-----------------------------------------------------';
  const message =
    'POST / HTTP/1.1\r\nHost: iam.amazonaws.com\r\nContent-Type: text/plain\r\n\r\nAction=ListUsers';
  it.each([
    [
      '1',
      `2026/01/01 00:00:00 DEBUG: Request Signature:\n---[ CANONICAL STRING  ]-----------------------------\n${canonicalRequest}\n---[ STRING TO SIGN ]--------------------------------\n${stringToSign}\n${rule}\n2026/01/01 00:00:00 DEBUG: Request iam/ListUsers Details:\n---[ REQUEST POST-SIGN ]-----------------------------\n${message}\n${rule}\n`,
    ],
    [
      '2',
      `SDK 2026/01/01 00:00:00 DEBUG Request Signature:\n---[ CANONICAL STRING  ]-----------------------------\n${canonicalRequest}\n---[ STRING TO SIGN ]--------------------------------\n${stringToSign}\n${rule}\nSDK 2026/01/01 00:00:00 DEBUG Request\n${message}\nSDK 2026/01/01 00:00:01 DEBUG Response\nHTTP/1.1 403 Forbidden\r\n\r\n`,
    ],
  ])('%s has what was signed and the request', (_, text) => {
    const result = pasted(text);
    expect(result).toMatchObject({ found: ['debug-log'], signed: signedTexts, notes: [] });
    expect(told(result)).toEqual({
      line: 'POST /',
      headers: ['Host: iam.amazonaws.com', 'Content-Type: text/plain'],
      body: 'Action=ListUsers',
    });
  });

  it('has a signed URL', () => {
    const url = 'https://h/?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=0';
    const result = pasted(
      `---[ CANONICAL STRING  ]---\n${canonicalRequest}\n---[ STRING TO SIGN ]---\n${stringToSign}\n---[ SIGNED URL ]---\n${url}\n${rule}`,
    );
    expect(result).toMatchObject({ found: ['debug-log', 'presigned-url'], signed: signedTexts });
    expect(told(result).line).toBe('GET /?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=0');
  });
});

describe('a request shown by the SDK for JavaScript', () => {
  const shown = (body: string): string => `HttpRequest {
  method: 'POST',
  protocol: 'https:',
  hostname: 'sns.us-east-1.amazonaws.com',
  port: undefined,
  path: '/',
  query: { 'x-id': 'A b', flag: null, many: [ '1', '2' ] },
  headers: {
    'content-type': 'application/json',
    host: 'sns.us-east-1.amazonaws.com',
    'x-quote': "it's",
    authorization: 'AWS4-HMAC-SHA256 ' +
      'Credential=x'
  },
  username: undefined,
  body: ${body}
}`;
  const headers = [
    'content-type: application/json',
    'host: sns.us-east-1.amazonaws.com',
    "x-quote: it's",
    'authorization: AWS4-HMAC-SHA256 Credential=x',
  ];

  it.each<[string, string, string[]]>([
    [`'{"a":1}'`, '{"a":1}', []],
    ['undefined', '', []],
    ['Uint8Array(2) [ 123, 125 ]', '{}', []],
    ['JsonBytes(2) [Uint8Array] [\n    123,\n    125, string: null\n  ]', '{}', []],
    ['<Buffer 7b 7d>', '{}', []],
    ['Uint8Array(200) [ 123, 125, ... 198 more items ]', '', ['body-ellipsis']],
    ['Readable { readableHighWaterMark: 16384 }', '', ['body-not-in-the-log']],
  ])('with the body %s', (body, text, notes) => {
    const result = pasted(`request ${shown(body)}\nSignatureDoesNotMatch: ${mismatch}\n`);
    expect(told(result)).toEqual({ line: 'POST /?flag&many=1&many=2&x-id=A%20b', headers, body: text });
    expect(noteCodes(result)).toEqual(notes);
    expect(result).toMatchObject({ found: ['debug-log', 'error-text'], scheme: 'https' });
  });

  it('as JSON', () => {
    const request = {
      method: 'GET',
      protocol: 'http:',
      hostname: 'localhost',
      port: 9000,
      path: '/a',
      query: {},
      headers: { 'x-a': '1' },
      body: { '0': 65, '1': 66 },
    };
    const result = pasted(JSON.stringify(request));
    expect(told(result)).toEqual({ line: 'GET /a', headers: ['host: localhost:9000', 'x-a: 1'], body: 'AB' });
  });
});

describe('a canonical request alone', () => {
  it.each([
    canonicalRequest,
    `'${canonicalRequest}'`,
    `\n${canonicalRequest}\n\n`,
    canonicalRequest.replaceAll('\n', '\r\n'),
  ])('%j', (text) => {
    const result = pasted(text);
    expect(result).toMatchObject({ found: ['canonical-request'], signed: { canonicalRequest } });
    expect(told(result).line).toBe('GET /?Action=ListUsers&Version=2010-05-08');
  });

  it('with its string to sign', () => {
    expect(pasted(`${canonicalRequest}\n\n${stringToSign}\n`)).toMatchObject({
      found: ['canonical-request', 'string-to-sign'],
      signed: signedTexts,
    });
  });

  const withPath = (path: string, service: string): string =>
    `GET\n${path}\n\nhost:h\n\nhost\nUNSIGNED-PAYLOAD\n\n${stringToSign.replace('/iam/', `/${service}/`)}`;
  it.each([
    ['/a%2520b', 'lambda', 'GET /a%20b'],
    ['/a%20b', 's3', 'GET /a%20b'],
    ['/a%2520b', 's3', 'GET /a%2520b'],
    // Encoded once by a service that encodes twice: nobody sends that, so it cannot be undone.
    ['/a%20b', 'lambda', 'none'],
    ['/a=b', 's3', 'none'],
  ])('with the path %s for %s stands for %s', (path, service, line) => {
    expect(told(pasted(withPath(path, service))).line).toBe(line);
  });

  it('with an encoded path and no service stands for no request', () => {
    expect(pasted('GET\n/a%20b\n\nhost:h\n\nhost\nUNSIGNED-PAYLOAD').request).toBeUndefined();
  });

  it('with the hash of a body says that the body is not there', () => {
    const text = `PUT\n/\n\nhost:h\n\nhost\n${'a'.repeat(64)}`;
    expect(noteCodes(pasted(text))).toContain('body-not-in-the-log');
  });
});

describe('a string to sign alone', () => {
  it.each([stringToSign, `"${stringToSign}"`])('%j', (text) => {
    expect(pasted(text)).toMatchObject({
      found: ['string-to-sign'],
      signed: { stringToSign },
      request: undefined,
    });
  });
});
