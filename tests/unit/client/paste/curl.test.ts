import { describe, expect, it } from 'vitest';

import { readPasted } from '../../../../src/client/paste/read-pasted.ts';
import { allText, authorization, noteCodes, pasted, secretKey, told } from './expect-pasted.ts';

const url = 'https://iam.amazonaws.com/';
const form = 'Content-Type: application/x-www-form-urlencoded';

// https://curl.se/docs/manpage.html
describe('a curl command', () => {
  it.each<[string, string, string[], string]>([
    [`curl ${url}`, 'GET /', [], ''],
    ['curl https://iam.amazonaws.com?a=1', 'GET /?a=1', [], ''],
    [`curl -X DELETE ${url}x`, 'DELETE /x', [], ''],
    [`curl -XDELETE ${url}`, 'DELETE /', [], ''],
    [`curl -sSX PUT --url ${url}`, 'PUT /', [], ''],
    [`curl --request POST ${url}`, 'POST /', [], ''],
    [`curl -I ${url}`, 'HEAD /', [], ''],
    [`curl -d a=1 -d b=2 ${url}`, 'POST /', [form], 'a=1&b=2'],
    [`curl --data-raw @a ${url}`, 'POST /', [form], '@a'],
    [`curl --data-binary $'a\\r\\nb\\n' ${url}`, 'POST /', [form], 'a\r\nb\n'],
    [`curl --data-ascii x -X PUT ${url}`, 'PUT /', [form], 'x'],
    [`curl -d a -H 'content-type: x/y' ${url}`, 'POST /', ['content-type: x/y'], 'a'],
    [`curl -d a -H 'Content-Type:' ${url}`, 'POST /', [], 'a'],
    [
      `curl --data-urlencode 'c=ü é/+&' --data-urlencode '=x y' --data-urlencode 'p q' ${url}`,
      'POST /',
      [form],
      'c=%C3%BC+%C3%A9%2F%2B%26&x+y&p+q',
    ],
    [`curl -G -d a=1 --data-urlencode 'b=c d' '${url}?q'`, 'GET /?q&a=1&b=c+d', [], ''],
    [`curl --url-query 'a=b c' --url-query +d=e ${url}`, 'GET /?a=b+c&d=e', [], ''],
    [
      `curl --json '{"a":1}' --json '{"b":2}' ${url}`,
      'POST /',
      ['Content-Type: application/json', 'Accept: application/json'],
      '{"a":1}{"b":2}',
    ],
    [
      `curl -H 'Empty;' -H 'Gone:' -H 'Blank:  ' -H 'NoColon' -H 'A: 1' -H 'A:2' -H 'S:  x ' ${url}`,
      'GET /',
      ['Empty: ', 'A: 1', 'A: 2', 'S:  x '],
      '',
    ],
    [
      `curl -A agent -e 'https://r/;auto' -b a=b -b c=d -r 0-9 ${url}`,
      'GET /',
      ['User-Agent: agent', 'Referer: https://r/', 'Cookie: a=b;c=d', 'Range: bytes=0-9'],
      '',
    ],
    [`curl -A agent -H 'user-agent: mine' ${url}`, 'GET /', ['user-agent: mine'], ''],
    [`curl -r 0-9 -d a ${url}`, 'POST /', [form], 'a'],
    [`curl -A '' ${url}`, 'GET /', [], ''],
    [`curl -kvLi --compressed -o out -m 5 --max-redirs 3 --no-progress-meter ${url}a`, 'GET /a', [], ''],
    [`curl -o/dev/null ${url}`, 'GET /', [], ''],
    [`curl ${url}a/../b/./c`, 'GET /b/c', [], ''],
    [`curl --path-as-is ${url}a/../b`, 'GET /a/../b', [], ''],
    [`curl '${url}é?ü#f'`, 'GET /%c3%a9?ü', [], ''],
    [`curl -g '${url}[1]{a}'`, 'GET /[1]{a}', [], ''],
    [`curl '${url}\\[1\\]'`, 'GET /[1]', [], ''],
    [`curl -- ${url}`, 'GET /', [], ''],
    [`curl \\\n  -X POST \\\n  ${url} # as tried`, 'POST /', [], ''],
    [`$ curl ${url}`, 'GET /', [], ''],
    [`me@host:~$ curl ${url}`, 'GET /', [], ''],
    [`PS C:\\Users\\me> curl.exe ${url}`, 'GET /', [], ''],
    [`C:\\Users\\me>curl ${url}`, 'GET /', [], ''],
    [`A=1 B='x y' /usr/bin/curl ${url}`, 'GET /', [], ''],
    [`export A=1 && curl ${url}`, 'GET /', [], ''],
    [`Run this:\n\ncurl ${url}\n\nand see.`, 'GET /', [], ''],
  ])('%s', (command, line, headers, body) => {
    const result = pasted(command);
    expect(told(result)).toEqual({ line, headers: ['Host: iam.amazonaws.com', ...headers], body });
    expect(result).toMatchObject({ found: ['curl'], scheme: 'https', notes: [] });
  });

  it.each([
    ['curl http://LOCALHOST:8123/', 'http', 'LOCALHOST:8123'],
    ['curl https://h:443/', 'https', 'h'],
    ['curl http://h:80/', 'http', 'h'],
    ['curl iam.amazonaws.com', 'http', 'iam.amazonaws.com'],
    ["curl -H 'Host: other' https://h/", 'https', 'other'],
  ])('%s goes to its host', (command, scheme, host) => {
    const result = pasted(command);
    expect(result.scheme).toBe(scheme);
    expect(told(result).headers).toEqual([expect.stringMatching(new RegExp(`^Host: ${host}$`, 'i'))]);
  });

  it.each([
    [`curl -d @body.json ${url}`, 'body-in-a-file', 'body.json'],
    [`curl --data-binary @- ${url}`, 'body-in-a-file', '-'],
    [`curl --data-urlencode a@b ${url}`, 'body-in-a-file', 'b'],
    [`curl -T photo.jpg ${url}`, 'body-in-a-file', 'photo.jpg'],
    [`curl -F a=b ${url}`, 'form-upload', '--form'],
    [`curl -H @headers ${url}`, 'headers-incomplete', '@headers'],
    [`curl ${url}1 ${url}2`, 'multiple-requests', 'several URLs'],
    [`curl ${url}1 --next ${url}2`, 'multiple-requests', '--next'],
    [`curl --data=secretive ${url}`, 'option-ignored', '--data'],
    [`curl --frobnicate ${url}`, 'option-ignored', '--frobnicate'],
    [`curl -n ${url}`, 'option-ignored', '--netrc'],
    [`curl --oauth2-bearer token ${url}`, 'option-ignored', '--oauth2-bearer'],
    [`curl -H "X-Amz-Date: $NOW" ${url}`, 'shell-variable', 'curl'],
    [`curl ${url}?a=1&b=2`, 'unquoted-ampersand', 'curl'],
    [`curl '${url}{a,b}'`, 'url-glob', 'braces or brackets'],
  ])('%s is noted', (command, code, detail) => {
    expect(pasted(command).notes).toEqual([{ code, detail }]);
  });

  it('takes the last of several commands', () => {
    const result = pasted(`curl ${url}1\ncurl ${url}2\n`);
    expect(told(result).line).toBe('GET /2');
    expect(noteCodes(result)).toEqual(['multiple-requests']);
  });

  it.each([
    ['aws:amz:us-east-1:iam', { region: 'us-east-1', service: 'iam' }],
    ['AWS:AMZ:us-east-1', { region: 'us-east-1', service: 'sqs' }],
    // What is left out, curl takes from the host.
    ['aws:amz', { region: 'eu-west-1', service: 'sqs' }],
    ['goog4:goog', undefined],
  ])('says the scope of --aws-sigv4 %s, without the secret', (provider, scope) => {
    const result = pasted(
      `curl --user "AKIAIOSFODNN7EXAMPLE:${secretKey}" --aws-sigv4 '${provider}' https://sqs.eu-west-1.amazonaws.com/`,
    );
    expect(result.signingScope).toEqual(scope);
    expect(noteCodes(result)).toContain('secret-dropped');
    expect(allText(result)).not.toContain(secretKey);
  });

  it('has no scope for a request that is signed already', () => {
    const result = pasted(`curl -u a:b --aws-sigv4 aws:amz -H 'Authorization: ${authorization}' ${url}`);
    expect(result.signingScope).toBeUndefined();
  });

  // Written as the developer tools of Chromium write them: `^` before everything doubtful.
  it('of Windows', () => {
    const result = pasted(
      'curl ^"https://iam.amazonaws.com/?a=%^2F^&b=1^" ^\r\n' +
        '  -X ^"PUT^" ^\r\n' +
        '  -H ^"x-a: ^\\^"q^\\^"^" ^\r\n' +
        '  --data-raw ^"^{^\\^"k^\\^":1^}^\r\n\r\nnext^" &\r\n',
    );
    expect(told(result)).toEqual({
      line: 'PUT /?a=%2F&b=1',
      headers: ['Host: iam.amazonaws.com', 'x-a: "q"', form],
      body: '{"k":1}\nnext',
    });
  });

  it('of PowerShell', () => {
    const result = pasted(`curl.exe -X POST \`\n  -H 'x-a: 1' \`\n  "${url}"\n`);
    expect(told(result)).toMatchObject({ line: 'POST /', headers: ['Host: iam.amazonaws.com', 'x-a: 1'] });
  });

  // What word processors make of a command.
  it.each([
    [`curl -X PUT -H ‘x-a: b;c’ -d “{\\”a\\”:1}” ‘${url}?a=1&b=2’`],
    [`curl -X PUT -H’x-a: b;c’ -d $‘{"a":1}’ \\\n  “${url}?a=1&b=2”`],
    [`curl -X PUT -H 'x-a: b;c' -d ‘{“a”:1}’ “${url}?a=1&b=2”`],
  ])('in typographic quotation marks: %s', (command) => {
    const result = pasted(command);
    expect(told(result)).toEqual({
      line: 'PUT /?a=1&b=2',
      headers: ['Host: iam.amazonaws.com', 'x-a: b;c', form],
      body: '{"a":1}',
    });
    expect(result.notes).toEqual([{ code: 'typographic-quotes', detail: '' }]);
  });

  it('keeps typographic quotation marks within plain ones', () => {
    const result = pasted(`curl -d '“it’s”' ${url}`);
    expect(told(result).body).toBe('“it’s”');
    expect(result.notes).toEqual([]);
  });

  it('says which command is broken whose quotation marks were typographic', () => {
    expect(readPasted(`curl “${url}`)).toMatchObject({
      error: { code: 'broken-curl', message: 'a double quote is not closed', line: 1 },
    });
  });

  it.each([
    [`curl —request PUT –data–raw a ${url}`],
    [`curl –XPUT –d a ${url}`],
    [`curl —X PUT –data a –sS ${url}`],
    [`curl –-request PUT –-data a ${url}`],
  ])('with dashes for hyphens: %s', (command) => {
    const result = pasted(command);
    expect(told(result)).toMatchObject({ line: 'PUT /', body: 'a' });
    expect(result.notes).toEqual([{ code: 'typographic-quotes', detail: 'dash' }]);
  });

  it('keeps a dash at the beginning of an argument', () => {
    const result = pasted(`curl -d –x ${url}`);
    expect(told(result).body).toBe('–x');
    expect(result.notes).toEqual([]);
  });

  it.each([
    [`curl -X PUT \\ \n  -d a \\\n  ${url}`, 'line 1'],
    [`x\n\ncurl -X PUT \\\t \r\n  -d 'a' \\ \n  '${url}'   `, 'lines 3, 4'],
    [`curl -X PUT\\  \n –d a ${url}`, 'line 1'],
    [`curl 'https://h/' -o a\ncurl -XPUT ${url} \\ \n-d a`, 'line 2'],
  ])('with a space after a backslash: %j', (command, detail) => {
    const result = pasted(command);
    expect(told(result)).toMatchObject({ line: 'PUT /', body: 'a' });
    expect(result.notes).toContainEqual({ code: 'space-after-backslash', detail });
  });

  it('ends at an escaped space where the next line is no part of the command', () => {
    const result = pasted(`curl ${url} -d a\\ \nand then\n`);
    expect(told(result).body).toBe('a ');
    expect(result.notes).toEqual([]);
  });

  it.each([
    ['curl', { code: 'not-recognised' }],
    ['curl -v ', { code: 'broken-curl', message: 'no URL', line: 1 }],
    [`a\ncurl 'b`, { code: 'broken-curl', message: 'a single quote is not closed', line: 2 }],
    [
      'curl ftp://h/',
      {
        code: 'broken-curl',
        message: 'the URL `ftp://h/` is not one that curl would fetch over HTTP',
        line: 1,
      },
    ],
    [
      `curl 'ftp://${'a'.repeat(100)}'`,
      { message: `the URL \`ftp://${'a'.repeat(54)}…\` is not one that curl would fetch over HTTP` },
    ],
    [
      "curl 'ftp://me:pass@h/\n\u0001x'",
      { message: 'the URL `ftp://…@h/ x` is not one that curl would fetch over HTTP' },
    ],
    [`curl '${url}a b'`, { code: 'broken-curl' }],
  ])('%j is broken', (text, problem) => {
    expect(readPasted(text)).toMatchObject({ ok: false, error: problem });
  });
});
