// Certificates and keys: what OpenSSL and ssh-keygen made is read, what is cut off or changed is refused.

import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { base64FromBytes } from '../../../../src/core/lang/base64.ts';
import { readCertificate } from '../../../../src/core/x509/certificate.ts';
import { derElements, derSequence, writeDer } from '../../../../src/core/x509/der.ts';
import { readPem, writePem } from '../../../../src/core/x509/pem.ts';
import { readPrivateKey } from '../../../../src/core/x509/private-key.ts';
import { bitsOf, pemText, readPublicKey, sshText } from '../../../../src/core/x509/ssh-public-key.ts';
import {
  authorityCertificate,
  certificate,
  curveCertificate,
  curveKey,
  curveKeyPkcs8,
  documentedCertificate,
  encryptedKey,
  otherCertificate,
  privateKey,
  rsaPrivateKey,
  shortSshKey,
  sshKey,
  sshKeyPem,
  sshKeys,
} from '../../cloud/iam/pem-examples.ts';

function bytesOf(pem: string): Uint8Array {
  return readPem(pem)?.[0]?.bytes ?? new Uint8Array();
}

describe('PEM', () => {
  it('holds several blocks, with line ends of any kind between them', () => {
    const blocks = readPem(`\r\n${certificate}\r\n\n${privateKey.replace(/\n/g, '\r\n')}\n`);
    expect(blocks?.map(({ label }) => label)).toEqual(['CERTIFICATE', 'PRIVATE KEY']);
    expect(base64FromBytes(blocks?.[0]?.bytes ?? new Uint8Array())).toBe(
      new X509Certificate(certificate).raw.toString('base64'),
    );
  });

  it.each([
    ['nothing', ''],
    ['text', 'hello'],
    ['text before', `x${certificate}`],
    ['text after', `${certificate}\nx`],
    ['another label at the end', certificate.replace('END CERTIFICATE', 'END KEY')],
    ['no end', certificate.slice(0, -30)],
    ['headers', encryptedKey],
    ['no base 64', certificate.replace('MII', 'M!I')],
    ['an empty block', '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----'],
  ])('is not %s', (_what, text) => {
    expect(readPem(text)).toBeUndefined();
  });

  it('is written as it is read', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), (bytes) => {
        expect(readPem(writePem({ label: 'X', bytes }))).toEqual([{ label: 'X', bytes }]);
      }),
    );
    expect(writePem({ label: 'CERTIFICATE', bytes: bytesOf(certificate) })).toBe(certificate);
  });
});

describe('DER', () => {
  it('is written as it is read, however long', () => {
    for (const length of [0, 1, 127, 128, 255, 256, 65_535, 65_536]) {
      const content = new Uint8Array(length).fill(7);
      const [element, ...rest] = derElements(writeDer(4, content)) ?? [];
      expect(rest).toEqual([]);
      expect(element?.content.length).toBe(length);
      expect(element?.tag).toBe(4);
    }
  });

  it.each([
    ['a length that says more than there is', [4, 2, 1]],
    ['a tag alone', [4]],
    ['a length that is cut off', [4, 0x82, 1]],
    ['an indefinite length', [0x30, 0x80, 0, 0]],
    ['a length of five bytes', [4, 0x85, 0, 0, 0, 0, 0]],
    ['a tag of several bytes', [0x1f, 0x81, 1, 0]],
  ])('is not %s', (_what, bytes) => {
    expect(derElements(Uint8Array.from(bytes))).toBeUndefined();
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        for (const { whole } of derElements(bytes) ?? []) expect(whole.length).toBeGreaterThan(1);
        readCertificate(bytes);
        derSequence(bytes);
      }),
    );
  });
});

describe('certificates', () => {
  it.each([
    ['RSA', certificate],
    ['self-signed', authorityCertificate],
    ['of a curve', curveCertificate],
    ['another', otherCertificate],
    ['of the documentation', documentedCertificate],
  ])('%s: validity as Node reads it', (_which, pem) => {
    const node = new X509Certificate(pem);
    const read = readCertificate(bytesOf(pem));
    expect(read?.notBefore).toBe(Date.parse(node.validFrom));
    expect(read?.notAfter).toBe(Date.parse(node.validTo));
  });

  it('say who signed them', () => {
    const authority = readCertificate(bytesOf(authorityCertificate));
    expect(authority?.issuer).toEqual(authority?.subject);
    expect(readCertificate(bytesOf(certificate))?.issuer).toEqual(authority?.subject);
    expect(readCertificate(bytesOf(certificate))?.subject).not.toEqual(authority?.subject);
  });

  it('that are cut off or have something behind them are none', () => {
    const whole = bytesOf(certificate);
    for (let length = 0; length < whole.length; length += 7) {
      expect(readCertificate(whole.subarray(0, length))).toBeUndefined();
    }
    expect(readCertificate(Uint8Array.from([...whole, 0]))).toBeUndefined();
    expect(readCertificate(bytesOf(privateKey))).toBeUndefined();
  });

  it('with a change in any byte are read or refused, and nothing else', () => {
    const whole = bytesOf(curveCertificate);
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const read = readCertificate(whole.map((byte, index) => (index === at ? byte ^ change : byte)));
        if (read !== undefined) expect(Number.isFinite(read.notAfter)).toBe(true);
      }),
    );
  });
});

describe('private keys', () => {
  it.each([
    ['PKCS #8', privateKey, certificate],
    ['PKCS #1', rsaPrivateKey, certificate],
    ['SEC 1', curveKey, curveCertificate],
    ['PKCS #8 of a curve', curveKeyPkcs8, curveCertificate],
  ])('%s: has the public key of its certificate', (_form, key, pem) => {
    expect(createPublicKey(createPrivateKey(key)).equals(new X509Certificate(pem).publicKey)).toBe(true);
    const read = readPrivateKey(key);
    expect(read?.publicKey).toEqual(readCertificate(bytesOf(pem))?.publicKey);
    expect(read?.publicKey?.length).toBeGreaterThan(60);
  });

  it('may have their curve before them', () => {
    const curve = '-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n';
    expect(readPrivateKey(curve + curveKey)).toEqual(readPrivateKey(curveKey));
  });

  it.each([
    ['a certificate', certificate],
    ['a public key', sshKeyPem],
    ['under a passphrase', encryptedKey],
    ['two keys', `${privateKey}\n${rsaPrivateKey}`],
    ['a key with the label of another', rsaPrivateKey.replaceAll('RSA', 'EC')],
    ['a certificate with the label of a key', certificate.replaceAll('CERTIFICATE', 'PRIVATE KEY')],
    ['text', 'secret'],
  ])('are not %s', (_what, text) => {
    expect(readPrivateKey(text)).toBeUndefined();
  });
});

describe('SSH public keys', () => {
  it('go from one encoding to the other and back', () => {
    for (const text of [sshKey, ...sshKeys]) {
      const read = readPublicKey(text);
      if (read.kind !== 'read') throw new Error(read.kind);
      expect(bitsOf(read.key)).toBe(2048);
      const pem = pemText(read.key);
      expect(createPublicKey(pem).asymmetricKeyDetails?.modulusLength).toBe(2048);
      expect(readPublicKey(pem)).toEqual(read);
      expect(sshText(read.key)).toBe(text.split(' ').slice(0, 2).join(' '));
    }
  });

  it('are those that ssh-keygen wrote', () => {
    const read = readPublicKey(sshKey);
    expect(read.kind === 'read' && pemText(read.key)).toBe(sshKeyPem);
    const short = readPublicKey(shortSshKey);
    expect(short.kind === 'read' && bitsOf(short.key)).toBe(1024);
  });

  it('are refused when a byte is missing, added, or zero before the number', () => {
    const blob = sshKey.split(' ')[1] ?? '';
    const bytes = Uint8Array.from(atob(blob), (character) => character.charCodeAt(0));
    const invalid = (changed: Uint8Array) =>
      expect(readPublicKey(`ssh-rsa ${base64FromBytes(changed)}`)).toEqual({ kind: 'invalid' });
    for (let length = 0; length < bytes.length; length += 1) invalid(bytes.subarray(0, length));
    invalid(Uint8Array.from([...bytes, 0]));
    // `ssh-rsa`, then 65537 in four bytes where three do.
    const padded = [...bytes.subarray(0, 11), 0, 0, 0, 4, 0, ...bytes.subarray(15)];
    invalid(Uint8Array.from(padded));
  });
});
