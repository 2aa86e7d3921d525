// REST-XML as S3 speaks it, the server's side.
// https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html

import { writeXml, xml, type XmlElement } from './xml-writer.ts';

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

export function writeRestXml(root: XmlElement): string {
  return declaration + writeXml(root);
}

/** S3's error: `<Error><Code>…</Code><Message>…</Message>…`, with the details that belong to the code. */
export function writeRestXmlError({
  code,
  message,
  details,
  requestId,
  hostId,
}: {
  readonly code: string;
  readonly message: string;
  /** Further elements in order, such as `['BucketName', 'photos']`. */
  readonly details: readonly (readonly [name: string, text: string])[];
  readonly requestId: string;
  readonly hostId: string;
}): string {
  return writeRestXml(
    xml('Error', [
      xml('Code', code),
      xml('Message', message),
      ...details.map(([name, text]) => xml(name, text)),
      xml('RequestId', requestId),
      xml('HostId', hostId),
    ]),
  );
}

/** Bytes as S3 prints them in a SignatureDoesNotMatch error: `47 45 54 0a`. */
export function spacedHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}
