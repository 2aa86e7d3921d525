// The HTTP response of a request, in the protocol of the service that answers.

import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { Verification } from '../core/authenticate/verification.ts';
import { assertNever } from '../core/lang/assert-never.ts';
import { writeJsonError } from '../core/wire/aws-json.ts';
import type { OperationShapes, Structure, StructureValue } from '../core/shapes/shape.ts';
import { jsonOutput, xmlOutput } from '../core/wire/write-output.ts';
import type { Header, HttpResponse } from '../core/wire/message.ts';
import { writeEc2Error, writeQueryError, writeQueryResponse } from '../core/wire/query-codec.ts';
import { spacedHex, writeRestXml, writeRestXmlError } from '../core/wire/rest-xml.ts';
import { httpDate } from './dates.ts';
import type { Fault } from './fault.ts';
import type { Output } from './operation.ts';
import type { Protocol } from './services.ts';

export interface Answering {
  readonly protocol: Protocol;
  readonly requestId: string;
  /** Milliseconds since the epoch, by the sandbox's clock. */
  readonly now: number;
}

/** 200, where the operation says nothing else, with what it gave. */
export function answerWith(
  output: Output,
  { name, shapes }: { readonly name: string; readonly shapes?: OperationShapes | undefined },
  answering: Answering,
): HttpResponse {
  switch (output.kind) {
    case 'shaped':
      return shapedAnswer(output.value, name, shapes?.output, answering);
    case 'rest-xml':
      return respond(200, 'application/xml', utf8ToBytes(writeRestXml(output.root)), answering);
    case 'json':
      return respond(200, jsonType, utf8ToBytes(JSON.stringify(output.value)), answering);
    case 'bytes':
      return respond(output.status ?? 200, undefined, output.body, answering, output.headers);
    default:
      return assertNever(output);
  }
}

/** AWS's error, with its code and status. */
export function answerFault(fault: Fault, answering: Answering): HttpResponse {
  const { protocol, requestId } = answering;
  const { status } = fault;
  switch (protocol.family) {
    case 'query': {
      const text = writeQueryError({ namespace: protocol.namespace, ...fault, requestId });
      return respond(status, 'text/xml', utf8ToBytes(text), answering);
    }
    case 'ec2': {
      const text = writeEc2Error({ ...fault, requestId });
      return respond(status, 'text/xml', utf8ToBytes(text), answering);
    }
    case 'rest-xml': {
      const hostId = hostIdOf(requestId);
      const text = writeRestXmlError({
        details: [],
        ...fault,
        requestId,
        hostId,
      });
      return respond(status, 'application/xml', utf8ToBytes(text), answering);
    }
    case 'json': {
      const type: Header = ['x-amzn-ErrorType', fault.code];
      return respond(status, jsonType, utf8ToBytes(writeJsonError(fault)), answering, [type]);
    }
    default:
      return assertNever(protocol);
  }
}

function shapedAnswer(
  value: StructureValue | undefined,
  operation: string,
  structure: Structure | undefined,
  answering: Answering,
): HttpResponse {
  const { protocol, requestId } = answering;
  if (protocol.family !== 'query') {
    const json = structure === undefined || value === undefined ? {} : jsonOutput(value, structure);
    return respond(200, jsonType, utf8ToBytes(JSON.stringify(json)), answering);
  }
  const result = structure === undefined ? undefined : xmlOutput(value ?? {}, structure);
  const text = writeQueryResponse({ operation, namespace: protocol.namespace, result, requestId });
  return respond(200, 'text/xml', utf8ToBytes(text), answering);
}

/** The error for a request that failed authentication; S3 adds what it computed as elements of their own. */
export function refusalFault(refusal: Extract<Verification, { kind: 'refused' }>): Fault {
  const { code, status, message, accessKeyId, computed, providedSignature } = refusal;
  if (computed === undefined) return { code, status, message };
  const details: readonly (readonly [string, string])[] = [
    ['AWSAccessKeyId', accessKeyId ?? ''],
    ['StringToSign', computed.stringToSign],
    ['SignatureProvided', providedSignature ?? ''],
    ['StringToSignBytes', spacedHex(utf8ToBytes(computed.stringToSign))],
    ['CanonicalRequest', computed.canonicalRequest],
    ['CanonicalRequestBytes', spacedHex(utf8ToBytes(computed.canonicalRequest))],
  ];
  return { code, status, message, details };
}

/** The error for an unsigned request to a service that admits none. */
export function missingTokenFault(protocol: Protocol): Fault {
  switch (protocol.family) {
    case 'query':
    case 'ec2':
      return {
        code: 'MissingAuthenticationToken',
        status: 403,
        message: 'Request is missing Authentication Token',
      };
    case 'rest-xml':
      // To S3 an unsigned request is an anonymous one, to whom nothing here is public.
      return { code: 'AccessDenied', status: 403, message: 'Access Denied' };
    case 'json':
      return {
        code: 'MissingAuthenticationTokenException',
        status: 400,
        message: 'Missing Authentication Token',
      };
    default:
      return assertNever(protocol);
  }
}

/** The error for a denied request. The JSON protocols name exceptions; status of IAM API reference, CommonErrors. */
export function accessDeniedFault(protocol: Protocol, message: string): Fault {
  // https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-error-codes.html (UnauthorizedOperation)
  if (protocol.family === 'ec2') {
    const said = `You are not authorized to perform this operation. ${message}`;
    return { code: 'UnauthorizedOperation', status: 403, message: said };
  }
  const code = protocol.family === 'json' ? 'AccessDeniedException' : 'AccessDenied';
  return { code, status: 403, message };
}

/** An error of our own making, in the code of the service. */
export function inProtocol(fault: Fault, protocol: Protocol): Fault {
  if (protocol.family === 'rest-xml' && fault.code === 'InternalFailure') {
    const message = 'We encountered an internal error. Please try again.';
    return { ...fault, code: 'InternalError', message };
  }
  if (protocol.family === 'json' && fault.code === 'ValidationError') {
    return { ...fault, code: 'ValidationException' };
  }
  return fault;
}

const jsonType = 'application/x-amz-json-1.1';

function respond(
  status: number,
  contentType: string | undefined,
  body: Uint8Array,
  { protocol, requestId, now }: Answering,
  more: readonly Header[] = [],
): HttpResponse {
  const ids: readonly Header[] =
    protocol.family === 'rest-xml'
      ? [
          ['x-amz-request-id', requestId],
          ['x-amz-id-2', hostIdOf(requestId)],
        ]
      : [['x-amzn-RequestId', requestId]];
  const type: readonly Header[] = contentType === undefined ? [] : [['Content-Type', contentType]];
  // RFC 9110, section 8.6: never with 204.
  const length: readonly Header[] = status === 204 ? [] : [['Content-Length', String(body.length)]];
  return {
    status,
    headers: [
      ...ids,
      ...type,
      ...more,
      ...length,
      ['Date', httpDate(now)],
      // SECURITY: stored objects share the app's origin; none of them may run there, whatever its type.
      ['Content-Security-Policy', "sandbox; default-src 'none'"],
      ['X-Content-Type-Options', 'nosniff'],
    ],
    body,
  };
}

/** S3's second id, of which AWS says only that support can read it; ours follows from the first. */
function hostIdOf(requestId: string): string {
  return `gatehouse/${requestId}`;
}
