// PEM (RFC 7468): bytes in base 64 between two lines that say what they are.

import { base64FromBytes, bytesFromBase64 } from '../lang/base64.ts';

export interface PemBlock {
  /** `CERTIFICATE` */
  readonly label: string;
  readonly bytes: Uint8Array;
}

/** The blocks of a text that holds nothing else but white space; undefined for any other text, and for an empty one. */
export function readPem(text: string): readonly PemBlock[] | undefined {
  const blocks: PemBlock[] = [];
  let rest = text.trim();
  while (rest !== '') {
    const found = /^-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \1-----\s*/.exec(rest);
    const [whole, label, body] = found ?? [];
    const bytes = body === undefined ? undefined : bytesFromBase64(body.replace(/\s+/g, ''));
    if (whole === undefined || label === undefined || bytes === undefined || bytes.length === 0) {
      return undefined;
    }
    blocks.push({ label, bytes });
    rest = rest.slice(whole.length);
  }
  return blocks.length === 0 ? undefined : blocks;
}

export function writePem({ label, bytes }: PemBlock): string {
  const lines = base64FromBytes(bytes).match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`].join('\n');
}
