// A new access key in the two forms in which people keep one.

import type { Credentials } from '../core/sigv4/credentials.ts';

/** The `.csv` that AWS's console offers for a new key: a header line and one record, CRLF (RFC 4180). */
export function accessKeyCsv({ accessKeyId, secretAccessKey }: Credentials): string {
  return `Access key ID,Secret access key\r\n${accessKeyId},${secretAccessKey}\r\n`;
}

/**
 * A section of `~/.aws/credentials`, ready to be pasted in.
 * https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-files.html
 */
export function credentialsSection(profile: string, credentials: Credentials): string {
  const token =
    credentials.sessionToken === undefined ? '' : `aws_session_token = ${credentials.sessionToken}\n`;
  return (
    `[${profile}]\n` +
    `aws_access_key_id = ${credentials.accessKeyId}\n` +
    `aws_secret_access_key = ${credentials.secretAccessKey}\n${token}`
  );
}
