import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';

import { hmacChain } from '../../../../src/core/sigv4/hmac-chain.ts';
import { hmacOf } from '../../../../src/core/sigv4/sha256.ts';
import { sign } from '../../../../src/core/sigv4/sign.ts';

describe('hmacChain', () => {
  const credentials = {
    accessKeyId: 'AKIDEXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  };
  const signed = sign(
    {
      method: 'GET',
      path: '/',
      query: 'Action=ListUsers&Version=2010-05-08',
      headers: [['Host', 'iam.amazonaws.com']],
      body: new Uint8Array(),
    },
    { credentials, region: 'us-east-1', service: 'iam', date: new Date('2015-08-30T12:36:00Z') },
  );
  const steps = hmacChain({
    ...signed,
    secretAccessKey: credentials.secretAccessKey,
    scope: { date: '20150830', region: 'us-east-1', service: 'iam' },
  });

  it('is computed by its own keys and texts, from the secret to the signature', () => {
    for (const { keyHex, text, outputHex } of steps) {
      expect(bytesToHex(hmacOf(hexToBytes(keyHex), utf8ToBytes(text)))).toBe(outputHex);
    }
    expect(steps.map(({ text }) => text)).toEqual([
      '20150830',
      'us-east-1',
      'iam',
      'aws4_request',
      signed.stringToSign,
    ]);
    expect(steps.at(-1)?.outputHex).toBe(signed.signature);
  });

  it('keys each step by what came out before', () => {
    for (const [index, { keyHex }] of steps.entries()) {
      expect(keyHex).toBe(
        steps[index - 1]?.outputHex ?? bytesToHex(utf8ToBytes(`AWS4${credentials.secretAccessKey}`)),
      );
    }
  });
});
