// A new access key in the form in which AWS's console offers it. The files of the AWS CLI are in profiles/.

import type { Credentials } from '../core/sigv4/credentials.ts';

/** The `.csv` that AWS's console offers for a new key: a header line and one record, CRLF (RFC 4180). */
export function accessKeyCsv({ accessKeyId, secretAccessKey }: Credentials): string {
  return `Access key ID,Secret access key\r\n${accessKeyId},${secretAccessKey}\r\n`;
}
