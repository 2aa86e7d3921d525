// A request as a Node script that signs it from the credentials of whoever runs it, written to be read: one
// named variable for each stage of Signature Version 4.

import { javascriptString as quoted } from './string-literals.ts';
import { scriptParts, type ScriptInput, type ScriptParts } from './script-parts.ts';

/**
 * An ES module for Node 18 or later without dependencies, ending in a line feed. Run with `--print` it prints
 * canonical request, string to sign and `Authorization` header instead of sending. It holds no secret: keys
 * and session token come from the environment variables of the AWS CLI. Throws for an invalid date.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function asJavaScript(input: ScriptInput): string {
  const parts = scriptParts(input);
  const lines = [
    ...opening(parts),
    ...requestLines(parts),
    ...additions(parts),
    ...steps(parts),
    ...ending(parts),
  ];
  return `${lines.join('\n')}\n`;
}

function opening({ scheme, notes }: ScriptParts): string[] {
  return [
    '// Signs one request with AWS Signature Version 4, step by step, and sends it.',
    '// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html',
    '//',
    '// Save it as request.mjs, for Node.js 18 or later. It needs nothing else. The credentials come from the',
    '// environment variables AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and, for temporary ones, AWS_SESSION_TOKEN.',
    '//',
    '//   node request.mjs           signs the request, sends it and prints the answer',
    '//   node request.mjs --print   sends nothing: prints the canonical request, the string to sign and the',
    '//                              Authorization header',
    ...notes.flatMap((note, at) => [...(at === 0 ? ['//'] : []), `// Note: ${note}.`]),
    '',
    "import { createHash, createHmac } from 'node:crypto';",
    `import { request } from 'node:${scheme}';`,
    '',
    'const accessKeyId = process.env.AWS_ACCESS_KEY_ID;',
    'const secretAccessKey = process.env.AWS_SECRET_ACCESS_KEY;',
    'const sessionToken = process.env.AWS_SESSION_TOKEN;',
    'if (!accessKeyId || !secretAccessKey) {',
    "  console.error('Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.');",
    '  process.exit(1);',
    '}',
    '',
  ];
}

function requestLines(parts: ScriptParts): string[] {
  const { body } = parts;
  return [
    '// The request as it is without a signature, and the scope that the signature is for.',
    `const region = ${quoted(parts.region)};`,
    `const service = ${quoted(parts.service)};`,
    `const method = ${quoted(parts.method)};`,
    `const path = ${quoted(parts.path)};`,
    `const query = ${quoted(parts.query)};`,
    'const headers = [',
    ...parts.headers.map(([name, value]) => `  [${quoted(name)}, ${quoted(value)}],`),
    '];',
    `const body = Buffer.from(${quoted(body.text)}, '${body.kind === 'text' ? 'utf8' : 'base64'}');`,
    '',
  ];
}

function additions({ dateTime, payloadHash }: ScriptParts): string[] {
  return [
    '// What signing adds to it.',
    dateTime === undefined
      ? "const dateTime = new Date().toISOString().replace(/[-:]|\\.\\d{3}/g, ''); // such as 20150830T123600Z"
      : `const dateTime = ${quoted(dateTime)}; // pinned: AWS refuses it some minutes later`,
    'const date = dateTime.slice(0, 8);',
    "headers.push(['X-Amz-Date', dateTime]);",
    "if (sessionToken) headers.push(['X-Amz-Security-Token', sessionToken]);",
    payloadHash.kind === 'given'
      ? `const payloadHash = ${quoted(payloadHash.text)}; // as the request's own X-Amz-Content-Sha256 says`
      : 'const payloadHash = sha256(body);',
    ...(payloadHash.kind === 'sent'
      ? ["headers.push(['X-Amz-Content-Sha256', payloadHash]); // S3 asks for it"]
      : []),
    '',
  ];
}

function steps(parts: ScriptParts): string[] {
  return [
    '// Step 1. The canonical request: one text for all the ways in which the same request can be written.',
    `// ${parts.pathRule}`,
    `const canonicalPath = ${quoted(parts.canonicalPath)};`,
    '// Names and values are encoded, every name gets a `=`, and all are sorted by name, then by value.',
    `const canonicalQuery = ${quoted(parts.canonicalQuery)};`,
    '// Names in lower case and sorted; values trimmed, runs of spaces made one, repeated headers joined by commas.',
    'const values = new Map();',
    'for (const [name, value] of headers) {',
    "  const trimmed = value.replace(/[ \\t]+/g, ' ').replace(/^ | $/g, '');",
    '  const key = name.toLowerCase();',
    '  values.set(key, values.has(key) ? `${values.get(key)},${trimmed}` : trimmed);',
    '}',
    ...signedNames(parts.unsignedNames),
    "const signedHeaders = signedNames.join(';');",
    "const canonicalHeaders = signedNames.map((name) => `${name}:${values.get(name)}\\n`).join('');",
    'const canonicalRequest = [',
    '  method,',
    '  canonicalPath,',
    '  canonicalQuery,',
    '  canonicalHeaders,',
    '  signedHeaders,',
    '  payloadHash,',
    "].join('\\n');",
    '',
    '// Step 2. The string to sign: the hash of the canonical request, bound to a moment, a Region and a service.',
    'const scope = `${date}/${region}/${service}/aws4_request`;',
    "const stringToSign = ['AWS4-HMAC-SHA256', dateTime, scope, sha256(canonicalRequest)].join('\\n');",
    '',
    '// Step 3. The signing key: the secret, narrowed to one day, Region and service. Each key makes the next.',
    'const dateKey = hmac(`AWS4${secretAccessKey}`, date);',
    'const regionKey = hmac(dateKey, region);',
    'const serviceKey = hmac(regionKey, service);',
    "const signingKey = hmac(serviceKey, 'aws4_request');",
    '',
    '// Step 4. The signature, and the header that carries it.',
    "const signature = hmac(signingKey, stringToSign).toString('hex');",
    'const authorization =',
    '  `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, ` +',
    '  `SignedHeaders=${signedHeaders}, Signature=${signature}`;',
    '',
  ];
}

function signedNames(unsignedNames: readonly string[]): string[] {
  if (unsignedNames.length === 0) return ['const signedNames = [...values.keys()].sort();'];
  return [
    '// Headers that proxies change on the way are sent, but not signed.',
    `const unsigned = [${unsignedNames.map(quoted).join(', ')}];`,
    'const signedNames = [...values.keys()].filter((name) => !unsigned.includes(name)).sort();',
  ];
}

function ending(parts: ScriptParts): string[] {
  return [
    "if (process.argv.includes('--print')) print();",
    'else send();',
    '',
    'function sha256(data) {',
    "  return createHash('sha256').update(data).digest('hex');",
    '}',
    '',
    'function hmac(key, text) {',
    "  return createHmac('sha256', key).update(text).digest();",
    '}',
    '',
    'function print() {',
    '  console.log(`--- canonical request\\n${canonicalRequest}`);',
    '  console.log(`--- string to sign\\n${stringToSign}`);',
    '  console.log(`--- Authorization header\\n${authorization}`);',
    '}',
    '',
    'function send() {',
    "  headers.push(['Authorization', authorization]);",
    ...(parts.contentLength === 'sent' ? ["  headers.push(['Content-Length', String(body.length)]);"] : []),
    '  const options = {',
    `    hostname: ${quoted(parts.hostname)},`,
    `    port: ${parts.port},`,
    '    method,',
    '    path: query ? `${path}?${query}` : path,',
    '    // Names and values in turn. Values are signed as UTF-8; Node.js sends one byte for each character.',
    "    headers: headers.flatMap(([name, value]) => [name, Buffer.from(value, 'utf8').toString('latin1')]),",
    '  };',
    '  const outgoing = request(options, (response) => {',
    '    console.log(response.statusCode, response.statusMessage);',
    '    response.pipe(process.stdout);',
    '  });',
    "  outgoing.on('error', (error) => {",
    '    console.error(error.message);',
    '    process.exitCode = 1;',
    '  });',
    '  outgoing.end(body);',
    '}',
  ];
}
