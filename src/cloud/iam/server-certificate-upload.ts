// What is looked at when a server certificate is uploaded: the certificate, its private key and its chain.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_server-certs.html#upload-server-certificate

import { equalBytes } from '../../core/lang/equal-bytes.ts';
import { err, ok, type Result } from '../../core/lang/result.ts';
import type { Certificate } from '../../core/x509/certificate.ts';
import { readPrivateKey } from '../../core/x509/private-key.ts';
import type { Fault } from '../fault.ts';
import {
  malformedCertificate,
  readCertificateBody,
  readCertificates,
  validityFault,
} from './certificate-faults.ts';

export function examineUpload(
  {
    CertificateBody,
    CertificateChain,
    PrivateKey,
  }: {
    readonly CertificateBody: string;
    readonly CertificateChain?: string | undefined;
    readonly PrivateKey: string;
  },
  now: number,
): Result<Certificate, Fault> {
  const certificate = readCertificateBody(CertificateBody);
  if (certificate === undefined) {
    return err(
      malformedCertificate('Unable to parse certificate. Please ensure the certificate is in PEM format.'),
    );
  }
  const fault =
    validityFault(certificate, now) ??
    keyFault(certificate, PrivateKey) ??
    (CertificateChain === undefined ? undefined : chainFault(certificate, CertificateChain));
  return fault === undefined ? ok(certificate) : err(fault);
}

/**
 * "The private key must be unencrypted", and match. The sentences are not documented; that of one that does not match
 * others have seen, as that of a chain that cannot be read:
 * https://github.com/radkawar/stackd/blob/9dc356f5e5cc49d2d334178a09c1398dd1c62617/internal/services/iam/testdata/certificates_aws.json
 */
function keyFault({ publicKey }: Certificate, text: string): Fault | undefined {
  const key = readPrivateKey(text);
  if (key === undefined) return malformedCertificate('Private key was in an unrecognized format.');
  return key.publicKey !== undefined && !equalBytes(key.publicKey, publicKey)
    ? {
        code: 'KeyPairMismatch',
        status: 400,
        message:
          'The private key did not match the public key provided. Please verify the key material and try again.',
      }
    : undefined;
}

/** "each certificate must certify the preceding certificate": seen by the names, the signatures are not checked. */
function chainFault(certificate: Certificate, text: string): Fault | undefined {
  const chain = readCertificates(text);
  if (chain === undefined) return malformedCertificate('Unknown');
  const preceding = [certificate, ...chain];
  const broken = chain.findIndex(({ subject }, index) => {
    const issuer = preceding[index]?.issuer;
    return issuer === undefined || !equalBytes(issuer, subject);
  });
  // AWS counts from the certificate itself, which comes before the chain and has the index -1.
  return broken < 0
    ? undefined
    : malformedCertificate(
        `Unable to validate certificate chain. The certificate chain must start with the immediate signing certificate, followed by any intermediaries in order. The index within the chain of the invalid certificate is: ${broken - 1}`,
      );
}
