// Who signs in the signing bench, each called as its users call it. What a caller has before it signs,
// a request in the signer's own form and a signer for it, is made outside the clock.

import { Sha256 as JavaScriptSha256 } from '@aws-crypto/sha256-js';
import { WebCryptoSha256 } from '@aws-crypto/sha256-browser';
import { SignatureV4 } from '@smithy/signature-v4';
import { AwsV4Signer } from 'aws4fetch';

import { verify } from '../../src/core/authenticate/verify.ts';
import { sign } from '../../src/core/sigv4/sign.ts';
import { makeSigningKeys } from '../../src/core/sigv4/signing-keys.ts';
import { headerValue } from '../../src/core/wire/message.ts';
import type { KeyUse, Turn } from './signing-cases.ts';
import { signWithWebCrypto } from './signing-webcrypto.ts';

/** Answers a text that ends in the signature: the `Authorization` header. */
export type Signer =
  | { readonly kind: 'at-once'; readonly name: SignerName; prepare(turn: Turn): () => string }
  | { readonly kind: 'awaited'; readonly name: SignerName; prepare(turn: Turn): () => Promise<string> };

export const signerNames = [
  'ours',
  'smithy, JavaScript hash',
  'smithy, WebCrypto hash',
  'aws4fetch',
  'plain WebCrypto',
  'our verification',
] as const;

export type SignerName = (typeof signerNames)[number];

/** Each with a cache of keys of its own, which is of no use to it where every key is fresh. */
export function makeSigners(keyUse: KeyUse): readonly Signer[] {
  return [
    ours(),
    smithy('smithy, JavaScript hash', JavaScriptSha256),
    smithy('smithy, WebCrypto hash', WebCryptoSha256),
    aws4fetch(keyUse),
    plainWebCrypto(keyUse),
    ourVerification(),
  ];
}

function ours(): Signer {
  const keys = makeSigningKeys();
  return {
    kind: 'at-once',
    name: 'ours',
    prepare({ signing, credentials, date }) {
      const { request, region, service } = signing;
      return () => authorizationOf(sign(request, { credentials, region, service, date, keys }).request);
    },
  };
}

/** It keeps the last fifty keys of the whole module. */
function smithy(name: SignerName, sha256: typeof JavaScriptSha256 | typeof WebCryptoSha256): Signer {
  // WebCryptoSha256 looks for `crypto` in `window` or `self`, and Node's global object has neither name.
  if (typeof self === 'undefined') Object.assign(globalThis, { self: globalThis });
  return {
    kind: 'awaited',
    name,
    prepare({ signing, credentials, date }) {
      const { request, region, service } = signing;
      const signer = new SignatureV4({
        service,
        region,
        credentials,
        sha256,
        uriEscapePath: service !== 's3',
        applyChecksum: service === 's3',
      });
      const message = {
        method: request.method,
        protocol: 'https:',
        hostname: headerValue(request, 'host') ?? '',
        path: request.path,
        query: Object.fromEntries(new URLSearchParams(request.query)),
        headers: Object.fromEntries(request.headers),
        // The SDK gives no body where there is none, which saves hashing it.
        ...(request.body.length === 0 ? {} : { body: request.body }),
      };
      return async () => {
        const { headers } = await signer.sign(message, { signingDate: date });
        return headers['authorization'] ?? '';
      };
    },
  };
}

function aws4fetch(keyUse: KeyUse): Signer {
  const cache = keyUse === 'cached' ? new Map<string, ArrayBuffer>() : undefined;
  return {
    kind: 'awaited',
    name: 'aws4fetch',
    prepare({ signing, credentials, date }) {
      const { request, region, service } = signing;
      const host = headerValue(request, 'host') ?? '';
      const url = `https://${host}${request.path}${request.query === '' ? '' : '?'}${request.query}`;
      const headers = request.headers.map(([name, value]): [string, string] => [name, value]);
      const body = request.body.length === 0 ? null : request.body;
      return async () => {
        const signer = new AwsV4Signer({
          ...credentials,
          method: request.method,
          url,
          headers,
          body,
          service,
          region,
          // As it writes the present time itself when none is given.
          datetime: date.toISOString().replace(/[:-]|\.\d{3}/g, ''),
          // Without this it leaves out content-type, which the others sign.
          allHeaders: true,
          ...(cache === undefined ? {} : { cache }),
        });
        const signed = await signer.sign();
        return signed.headers.get('authorization') ?? '';
      };
    },
  };
}

function plainWebCrypto(keyUse: KeyUse): Signer {
  const imported = keyUse === 'cached' ? new Map<string, CryptoKey>() : undefined;
  return {
    kind: 'awaited',
    name: 'plain WebCrypto',
    prepare: (turn) => () => signWithWebCrypto(turn, imported),
  };
}

/** The other side, on what we have signed. */
function ourVerification(): Signer {
  const keys = makeSigningKeys();
  return {
    kind: 'at-once',
    name: 'our verification',
    prepare({ signing, credentials, date }) {
      const { region, service } = signing;
      // A copy, as it comes over the wire: texts that were just joined would be joined on the verifier's time.
      const request = structuredClone(sign(signing.request, { credentials, region, service, date }).request);
      return () => {
        const verification = verify(request, () => credentials, date, keys);
        if (verification.kind !== 'verified')
          throw new Error(`${signing.name}: our own signature is ${JSON.stringify(verification)}`);
        return verification.computed.signature;
      };
    },
  };
}

function authorizationOf(request: Parameters<typeof headerValue>[0]): string {
  return headerValue(request, 'authorization') ?? '';
}
