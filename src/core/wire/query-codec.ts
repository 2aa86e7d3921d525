// The AWS Query protocol, the server's side: a form comes in, XML goes out. Spoken by IAM and STS.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/programming.html

import { utf8ToText } from './utf8.ts';
import { loneSurrogates, writeXml, xml, type XmlElement } from './xml-writer.ts';

export type FormPair = readonly [name: string, value: string];

/**
 * The pairs of a form body, in order, percent-decoded with `+` as a space.
 * Undefined when an escape is broken or the bytes are not UTF-8: AWS's MalformedQueryString.
 */
export function decodeForm(body: Uint8Array): readonly FormPair[] | undefined {
  const text = utf8ToText(body);
  return text === undefined ? undefined : decodePairs(text.replace(/\+/g, ' '));
}

/**
 * The same of a query string, where `+` is a plus. INVARIANT: as the canonical query reads it, or a signed
 * request could be given another meaning without its signature failing.
 */
export function decodeQuery(query: string): readonly FormPair[] | undefined {
  return decodePairs(query);
}

function decodePairs(text: string): readonly FormPair[] | undefined {
  const pairs: FormPair[] = [];
  for (const part of text.split('&')) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    const name = decodeFormText(equals < 0 ? part : part.slice(0, equals));
    const value = decodeFormText(equals < 0 ? '' : part.slice(equals + 1));
    if (name === undefined || value === undefined) return undefined;
    pairs.push([name, value]);
  }
  return pairs;
}

/** `<CreateUserResponse xmlns="…"><CreateUserResult>…</CreateUserResult><ResponseMetadata>…`; no result element when `result` is absent. */
export function writeQueryResponse({
  operation,
  namespace,
  result,
  requestId,
}: {
  readonly operation: string;
  readonly namespace: string;
  readonly result: readonly XmlElement[] | undefined;
  readonly requestId: string;
}): string {
  return writeXml({
    name: `${operation}Response`,
    namespace,
    content: [
      ...(result === undefined ? [] : [xml(`${operation}Result`, result)]),
      xml('ResponseMetadata', [xml('RequestId', requestId)]),
    ],
  });
}

/** `Sender`: the caller's fault; `Receiver`: AWS's. */
export function writeQueryError({
  namespace,
  status,
  code,
  message,
  requestId,
}: {
  readonly namespace: string;
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly requestId: string;
}): string {
  return writeXml({
    name: 'ErrorResponse',
    namespace,
    content: [
      xml('Error', [
        xml('Type', status < 500 ? 'Sender' : 'Receiver'),
        xml('Code', code),
        xml('Message', message),
      ]),
      xml('RequestId', requestId),
    ],
  });
}

/**
 * EC2's way of the same: several errors may stand in one response, and there is no type.
 * https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-error-codes.html
 */
export function writeEc2Error({
  code,
  message,
  requestId,
}: {
  readonly code: string;
  readonly message: string;
  readonly requestId: string;
}): string {
  const error = xml('Error', [xml('Code', code), xml('Message', message)]);
  const response = xml('Response', [xml('Errors', [error]), xml('RequestID', requestId)]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${writeXml(response)}`;
}

/** `<Users><member>…</member></Users>`: a list as the Query protocol writes it. */
export function queryList(name: string, items: readonly (string | readonly XmlElement[])[]): XmlElement {
  return xml(
    name,
    items.map((item) => xml('member', item)),
  );
}

/** Percent-encoded as RFC 3986 asks: the form in which IAM returns policy documents. */
export function encodeRfc3986(text: string): string {
  return encodeURIComponent(text.replace(loneSurrogates, '\ufffd')).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function decodeFormText(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
