// Why AWS refuses a certificate: https://docs.aws.amazon.com/IAM/latest/APIReference/API_UploadServerCertificate.html.
// The pages name the code; the sentences are those that AWS is known to send.

import { readCertificate, type Certificate } from '../../core/x509/certificate.ts';
import { readPem } from '../../core/x509/pem.ts';
import type { Fault } from '../fault.ts';

export function malformedCertificate(message: string): Fault {
  return { code: 'MalformedCertificate', status: 400, message };
}

/** The one certificate that a PEM text is. */
export function readCertificateBody(text: string): Certificate | undefined {
  const certificates = readCertificates(text);
  return certificates?.length === 1 ? certificates[0] : undefined;
}

/** The certificates of a PEM text that holds nothing else. */
export function readCertificates(text: string): readonly Certificate[] | undefined {
  const certificates: Certificate[] = [];
  for (const { label, bytes } of readPem(text) ?? []) {
    const certificate = label === 'CERTIFICATE' ? readCertificate(bytes) : undefined;
    if (certificate === undefined) return undefined;
    certificates.push(certificate);
  }
  return certificates.length === 0 ? undefined : certificates;
}

/** "You cannot upload a certificate before its validity period begins … or after it expires" (id_credentials_server-certs). */
export function validityFault({ notBefore, notAfter }: Certificate, now: number): Fault | undefined {
  if (notAfter < now) {
    return malformedCertificate(
      "Certificate is no longer valid. The 'Not After' date restriction on the certificate has passed.",
    );
  }
  // Worded like the one above; what AWS says is not known.
  return notBefore > now
    ? malformedCertificate(
        "Certificate is not yet valid. The 'Not Before' date restriction on the certificate has not passed.",
      )
    : undefined;
}
