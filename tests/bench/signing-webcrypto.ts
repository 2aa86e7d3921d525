// The plain way to sign in a browser: Signature Version 4 straight from its description, with WebCrypto
// for every hash. A yardstick: it knows of headers, queries and paths only what the bench's requests have.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html

import type { Turn } from './signing-cases.ts';

/** The imported signing keys, by their secret and scope; undefined derives one for every signature. */
export type ImportedKeys = Map<string, CryptoKey> | undefined;

const hmacAlgorithm = { name: 'HMAC', hash: 'SHA-256' } as const;
const encoder = new TextEncoder();

/** The `Authorization` header of a request. */
export async function signWithWebCrypto(
  { signing, credentials, date }: Turn,
  imported: ImportedKeys,
): Promise<string> {
  const { request, region, service } = signing;
  const longDate = `${date.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
  const scope = [longDate.slice(0, 8), region, service, 'aws4_request'];

  const headers = request.headers.map(([name, value]) => [name.toLowerCase(), value.trim()] as const);
  headers.push(['x-amz-date', longDate]);
  if (credentials.sessionToken !== undefined)
    headers.push(['x-amz-security-token', credentials.sessionToken]);
  headers.sort(([left], [right]) => (left < right ? -1 : 1));
  const stated = headers.find(([name]) => name === 'x-amz-content-sha256')?.[1];
  const signedHeaders = headers.map(([name]) => name).join(';');
  const canonical = [
    request.method,
    service === 's3' ? request.path : request.path.split('/').map(encodeURIComponent).join('/'),
    request.query.split('&').sort().join('&'),
    ...headers.map(([name, value]) => `${name}:${value}`),
    '',
    signedHeaders,
    stated ?? (await hexHash(request.body)),
  ].join('\n');
  const text = ['AWS4-HMAC-SHA256', longDate, scope.join('/'), await hexHash(encoder.encode(canonical))].join(
    '\n',
  );

  const key = await signingKey(credentials.secretAccessKey, scope, imported);
  const signature = hex(await crypto.subtle.sign('HMAC', key, encoder.encode(text)));
  return (
    `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope.join('/')}, ` +
    `SignedHeaders=${signedHeaders}, Signature=${signature}`
  );
}

async function signingKey(
  secret: string,
  scope: readonly string[],
  imported: ImportedKeys,
): Promise<CryptoKey> {
  const name = [secret, ...scope].join('\n');
  const known = imported?.get(name);
  if (known !== undefined) return known;
  let key = await importKey(encoder.encode(`AWS4${secret}`));
  for (const part of scope)
    key = await importKey(await crypto.subtle.sign('HMAC', key, encoder.encode(part)));
  imported?.set(name, key);
  return key;
}

function importKey(bytes: BufferSource): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', bytes, hmacAlgorithm, false, ['sign']);
}

async function hexHash(bytes: BufferSource): Promise<string> {
  return hex(await crypto.subtle.digest('SHA-256', bytes));
}

const hexOfByte = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function hex(buffer: ArrayBuffer): string {
  let text = '';
  for (const byte of new Uint8Array(buffer)) text += hexOfByte[byte];
  return text;
}
