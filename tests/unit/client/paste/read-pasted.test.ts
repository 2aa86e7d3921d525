import { describe, expect, it } from 'vitest';

import { readPasted } from '../../../../src/client/paste/read-pasted.ts';
import { allText, keyId, mismatch, noteCodes, pasted, secretKey, told } from './expect-pasted.ts';

describe('readPasted', () => {
  it.each([
    ['', 'empty'],
    [' \n\t\ufeff', 'empty'],
    ['hello', 'not-recognised'],
    ['x'.repeat(1_000_001), 'too-long'],
  ])('says what is wrong with a text (%#)', (text, code) => {
    expect(readPasted(text)).toMatchObject({ ok: false, error: { code } });
  });

  it('reads a text in all its parts', () => {
    const text = `I ran\n\n$ curl -X POST https://iam.amazonaws.com/\n<ErrorResponse><Error><Code>SignatureDoesNotMatch</Code><Message>${mismatch}</Message></Error></ErrorResponse>\n`;
    expect(pasted(text)).toMatchObject({
      found: ['curl', 'error-xml'],
      scheme: 'https',
      request: { method: 'POST' },
      answer: { code: 'SignatureDoesNotMatch' },
    });
  });

  it('says of a broken command beside what it could read', () => {
    const result = pasted(`curl 'x\n<Error><Code>AccessDenied</Code></Error>`);
    expect(result.notes).toEqual([{ code: 'broken-curl', detail: 'a single quote is not closed' }]);
  });

  it('keeps tokens and signatures, which the message needs', () => {
    const result = pasted(
      `curl -H 'X-Amz-Security-Token: IQoJb3JpZ2lu' -H 'Authorization: AWS4-HMAC-SHA256 x' https://h/`,
    );
    expect(told(result).headers).toEqual([
      'Host: h',
      'X-Amz-Security-Token: IQoJb3JpZ2lu',
      'Authorization: AWS4-HMAC-SHA256 x',
    ]);
    expect(result.notes).toEqual([]);
  });
});

describe('a secret', () => {
  const url = 'https://iam.amazonaws.com/';
  const message = (body: string): string => `POST / HTTP/1.1\nHost: h\n\n${body}`;
  it.each([
    `curl -u '${keyId}:${secretKey}' --aws-sigv4 aws:amz:us-east-1:iam ${url}`,
    `curl -u${keyId}:${secretKey} ${url}`,
    `curl --user=${keyId}:${secretKey} ${url}`,
    `curl -u "${keyId}:${secretKey}" -d '${secretKey}' ${url} # ${secretKey}`,
    `curl -u \\\n  '${keyId}:${secretKey}' ${url}`,
    `curl -u 'me:${secretKey}' ${url}`,
    `curl https://${keyId}:${secretKey.replaceAll('/', '%2F')}@h/`,
    `AWS_SECRET_ACCESS_KEY=${secretKey} curl ${url}`,
    `export AWS_SECRET_ACCESS_KEY="${secretKey}"\ncurl --user "${keyId}:${secretKey}" -d 'x=${secretKey}' ${url}`,
    `set AWS_SECRET_ACCESS_KEY=${secretKey}\ncurl -H "x: ${secretKey}" ${url}`,
    `$Env:AWS_SECRET_ACCESS_KEY="${secretKey}"\ncurl ${url}${secretKey}`,
    `[default]\naws_access_key_id = ${keyId}\naws_secret_access_key = ${secretKey}\n\ncurl -A '${secretKey}' ${url}`,
    message(`{"AccessKeyId": "${keyId}", "SecretAccessKey": "${secretKey}"}`),
    message(`{\\"SecretAccessKey\\":\\"${secretKey}\\"}`),
    message(`SecretAccessKey=${secretKey}&a=b`),
    message(`<SecretAccessKey>${secretKey}</SecretAccessKey>`),
    message(`{ accessKeyId: '${keyId}', secretAccessKey: '${secretKey}' }`),
    message(`{'aws_secret_access_key': b'${secretKey}'}`),
    message(`Secret access key: ${secretKey}`),
    message(`"SecretAccessKey": “${secretKey}”`),
    `curl -u “${keyId}:${secretKey}” “${url}” # “${secretKey}”`,
    `curl —user ‘${keyId}:${secretKey}’ ${url}`,
    `curl –u me:${secretKey} ${url}`,
  ])('is nowhere in the result of %s', (text) => {
    const result = pasted(text);
    expect(allText(result)).not.toContain(secretKey);
    expect(allText(result)).not.toContain(secretKey.replaceAll('/', '%2F'));
    expect(noteCodes(result)).toContain('secret-dropped');
  });

  it.each([
    `curl -u ${keyId}:${secretKey} 'https://h/`,
    `curl -u ${keyId}:${secretKey}`,
    `aws_secret_access_key=${secretKey}`,
    `curl ftp://${keyId}:${secretKey}@h/`,
    `curl 'https://${keyId}:${secretKey.replaceAll('/', '')}@h/ '`,
    `curl “ftp://${keyId}:${secretKey}@h/”`,
    `POST /#${secretKey} HTTP/1.1\naws_secret_access_key=${secretKey}: x\n`,
  ])('is in no problem either: %s', (text) => {
    const result = readPasted(text);
    expect(result.ok).toBe(false);
    expect(JSON.stringify(result)).not.toContain(secretKey);
  });

  it('is not what AWS calls so in a sentence', () => {
    const result = pasted(`<Error><Code>SignatureDoesNotMatch</Code><Message>${mismatch}</Message></Error>`);
    expect(result).toMatchObject({ answer: { message: mismatch }, notes: [] });
  });
});

describe('hostile texts of a quarter of a megabyte', () => {
  const long = (unit: string): string => unit.repeat(Math.floor(250_000 / unit.length));
  it.each([
    'curl ',
    'curl \n',
    "curl '",
    "curl '\n",
    'curl "\n',
    "curl $'\\x41'",
    "curl -d $'a\\x41' ",
    'curl -d a ',
    'curl -H a:b ',
    '; curl ',
    'A=1 ',
    '${',
    '$(',
    '`',
    '<Error>',
    '<Error><Code>',
    '<ErrorResponse><Error>',
    '<Error><Code>A</Code></Error>',
    '{',
    '{"code":',
    '{"__type":"a","message":',
    '{"message":"Missing Authentication Token"}',
    '{"name":{',
    '[{"name":',
    'GET * HTTP/1.1\n',
    ':path: /\na: b\n',
    'GET / HTTP/1.1\n',
    'GET / HTTP/1.1\nHost: h\n\n',
    ':path: /\n',
    '> GET / HTTP/1.1\n',
    'a: b\n',
    'GET\n/\n\n',
    'GET\n/\n\na:b\n\na\nA-B\n',
    'https://h/?X-Amz-Signature=1 ',
    'https://',
    'https://h/?X-Amz-Signature=1&',
    'https://h/..',
    '.',
    '/',
    'AWS4 Canonical Request: ',
    'CanonicalRequest:\nGET\n/\n\na:',
    'Signature:\n',
    '<AWSPreparedRequest stream_output=a, method=A, url=',
    ' with params: {',
    '<AWSPreparedRequest stream_output=a, method=A, url=http://h/, headers={',
    '{ hostname: ',
    'hostname',
    "Response body:\nb'",
    'http-outgoing-0 >> GET / HTTP/1.1\n',
    'http-outgoing-0 >> "a"\n',
    'AccessDenied: A',
    'AccessDenied: A\n',
    'An error occurred (A) when calling the B operation: ',
    'software.amazon.awssdk.AException: ',
    'The request signature we calculated does not match ',
    'The Canonical String for this request should have been\n',
    'The String-to-Sign should have been ',
    ' (Service: ',
    'aws_secret_access_key=',
    'aws_secret_access_key=aaaaaaaa1 ',
    'secret',
    ' ',
    '\n',
    '\\',
    '^',
    '"',
    "'",
    '(',
    '((a',
    "'a' 'a' ",
    '%41',
    '\ud800',
    '\u0000',
    'x-amzn-errortype: A\n{"message":"Missing Authentication Token"}\n',
    '-',
    '--------------------\n',
    '&amp;',
    'curl -u a:b https://h/\n',
    'curl “a” \n',
    '“',
    'curl —a –b h \\ \n-a\n',
    '\\ \n-',
    '\\ ',
    'Signature=1\n',
    'Authorization: AWS4-A Credential=\n',
    'Authorization: AWS4-A\nSignature=1\n',
    'AWS4-A Credential=',
    'https://h/?AWSAccessKeyId=1&Signature=1 ',
  ])('%j again and again is read in time', (unit) => {
    const texts = [
      long(unit),
      `curl ${long(unit)}`,
      `GET / HTTP/1.1\nHost: h\n\n${long(unit)}`,
      `<Error>${long(unit)}`,
      `Authorization: AWS4-A Credential=\n${long(unit)}`,
    ];
    // Some ten milliseconds where reading is linear; where it is not, the runner's own time limit ends it.
    for (const text of texts) expect(() => readPasted(text)).not.toThrow();
  });
});
