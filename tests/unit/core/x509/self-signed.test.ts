// RFC 5280, §4.1; held against OpenSSL, as Node has it.

import { createSign, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readCertificate } from '../../../../src/core/x509/certificate.ts';
import {
  publicKeyOfInfo,
  signedCertificate,
  unsignedCertificate,
} from '../../../../src/core/x509/self-signed.ts';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const publicKeyInfo = Uint8Array.from(publicKey.export({ type: 'spki', format: 'der' }));

function certificate(notBefore: number, notAfter: number, serial = Uint8Array.of(0xff, 1, 2)): Uint8Array {
  const unsigned = unsignedCertificate({
    commonName: 'Zoë & co',
    serial,
    notBefore,
    notAfter,
    publicKeyInfo,
  });
  return signedCertificate(unsigned, createSign('RSA-SHA256').update(unsigned).sign(privateKey));
}

describe('a self-signed certificate', () => {
  const from = Date.UTC(2026, 10, 22, 9, 30, 5);

  it('is one to others', () => {
    const read = new X509Certificate(certificate(from, Date.UTC(2036, 0, 1)));
    expect(read.verify(publicKey)).toBe(true);
    expect(read.subject).toBe('CN=Zoë & co');
    expect(read.issuer).toBe(read.subject);
    expect(read.serialNumber).toBe('7F0102');
    expect([Date.parse(read.validFrom), Date.parse(read.validTo)]).toEqual([from, Date.UTC(2036, 0, 1)]);
  });

  it.each([
    ['before 2050', Date.UTC(2049, 11, 31, 23, 59, 59)],
    ['after', Date.UTC(2050, 0, 1)],
  ])('may end %s', (_when, end) => {
    const bytes = certificate(from, end);
    expect(Date.parse(new X509Certificate(bytes).validTo)).toBe(end);
    expect(readCertificate(bytes)).toMatchObject({ notBefore: from, notAfter: end });
  });

  it('has a positive serial number, whatever its bytes', () => {
    const read = new X509Certificate(certificate(from, from, Uint8Array.of(0, 0)));
    expect(read.serialNumber).toBe('4000');
  });

  it('holds the key that it was made of', () => {
    expect(readCertificate(certificate(from, from))?.publicKey).toEqual(publicKeyOfInfo(publicKeyInfo));
    expect(publicKeyOfInfo(Uint8Array.of(1, 2))).toBeUndefined();
  });
});
