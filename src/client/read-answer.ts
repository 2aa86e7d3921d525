// Reading AWS's answers: the body by its protocol, an error by its own form. Strict: what does not have
// the documented shape is `lost`, never half an answer.

import type { Result } from '../core/lang/result.ts';
import { headerValue, type HttpResponse } from '../core/wire/message.ts';
import { utf8ToText } from '../core/wire/utf8.ts';
import { readXml, xmlChild, xmlText, type XmlTree } from '../core/wire/xml-reader.ts';
import type { Answer } from './aws-api.ts';
import type { Lost } from './send.ts';

type Failed = Exclude<Answer<never>, { kind: 'ok' }>;

/** A call's outcome that came to nothing, as an answer. */
export function lost(message: string): Failed {
  return { kind: 'lost', message };
}

/**
 * Reads a Query answer: the element `<{Operation}Result>` goes to `decode`, which returns undefined when it is
 * not what it should be. `decode` is not called for operations without a result: pass `nothing`.
 */
export function readQueryAnswer<Value>(
  reply: Result<{ readonly response: HttpResponse }, Lost>,
  operation: string,
  decode: (result: XmlTree) => Value | undefined,
): Answer<Value> {
  if (!reply.ok) return lost(reply.error.message);
  const { response } = reply.value;
  const root = bodyXml(response);
  if (!isSuccess(response)) return queryError(response, root);
  if (root?.name !== `${operation}Response`) return notReadable(operation, response);
  const metadata = xmlChild(root, 'ResponseMetadata');
  const requestId = (metadata && xmlText(metadata, 'RequestId')) ?? headerValue(response, 'x-amzn-requestid');
  const result = xmlChild(root, `${operation}Result`) ?? emptyResult;
  const value = decode(result);
  if (requestId === undefined || value === undefined) return notReadable(operation, response);
  return { kind: 'ok', value, requestId };
}

/** Reads an answer of S3: the root element goes to `decode`. */
export function readRestXmlAnswer<Value>(
  reply: Result<{ readonly response: HttpResponse }, Lost>,
  operation: string,
  decode: (root: XmlTree) => Value | undefined,
): Answer<Value> {
  if (!reply.ok) return lost(reply.error.message);
  const { response } = reply.value;
  const root = bodyXml(response);
  if (!isSuccess(response)) return restXmlError(response, root);
  const requestId = headerValue(response, 'x-amz-request-id');
  const value = root === undefined ? undefined : decode(root);
  if (requestId === undefined || value === undefined) return notReadable(operation, response);
  return { kind: 'ok', value, requestId };
}

/** Reads an answer of a JSON service: the body's object goes to `decode`. */
export function readJsonAnswer<Value>(
  reply: Result<{ readonly response: HttpResponse }, Lost>,
  operation: string,
  decode: (body: JsonObject) => Value | undefined,
): Answer<Value> {
  if (!reply.ok) return lost(reply.error.message);
  const { response } = reply.value;
  const body = bodyJson(response);
  if (!isSuccess(response)) return jsonError(response, body);
  const requestId = headerValue(response, 'x-amzn-requestid');
  const value = body === undefined ? undefined : decode(body);
  if (requestId === undefined || value === undefined) return notReadable(operation, response);
  return { kind: 'ok', value, requestId };
}

/** Reads an error in whichever of the three forms it came: for requests whose protocol the reader does not know. */
export function readError(response: HttpResponse): Failed {
  const root = bodyXml(response);
  if (root?.name === 'ErrorResponse') return queryError(response, root);
  if (root !== undefined) return restXmlError(response, root);
  return jsonError(response, bodyJson(response));
}

export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const emptyResult: XmlTree = { name: '', attributes: {}, children: [], text: '' };

function isSuccess(response: HttpResponse): boolean {
  return response.status >= 200 && response.status < 300;
}

function bodyXml(response: HttpResponse): XmlTree | undefined {
  const read = readXml(utf8ToText(response.body) ?? '');
  return read.ok ? read.value : undefined;
}

function bodyJson(response: HttpResponse): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(utf8ToText(response.body) ?? '');
    return isJsonObject(value) ? value : undefined;
  } catch {
    // Not JSON: the caller says so.
    return undefined;
  }
}

// `<ErrorResponse><Error><Type/><Code/><Message/></Error><RequestId/></ErrorResponse>`
function queryError(response: HttpResponse, root: XmlTree | undefined): Failed {
  const error = root?.name === 'ErrorResponse' ? xmlChild(root, 'Error') : undefined;
  const requestId = (root && xmlText(root, 'RequestId')) ?? headerValue(response, 'x-amzn-requestid');
  return errorAnswer(response, {
    code: error && xmlText(error, 'Code'),
    message: error && (xmlText(error, 'Message') ?? ''),
    requestId,
  });
}

// `<Error><Code/><Message/>…<RequestId/></Error>`
function restXmlError(response: HttpResponse, root: XmlTree | undefined): Failed {
  const error = root?.name === 'Error' ? root : undefined;
  return errorAnswer(response, {
    code: error && xmlText(error, 'Code'),
    message: error && (xmlText(error, 'Message') ?? ''),
    requestId: (error && xmlText(error, 'RequestId')) ?? headerValue(response, 'x-amz-request-id'),
  });
}

// `{"__type":"AccessDeniedException","message":"…"}`; the type may have a namespace before `#`
// (Smithy, AWS JSON 1.1, operation error serialization).
function jsonError(response: HttpResponse, body: JsonObject | undefined): Failed {
  const type = body?.['__type'] ?? headerValue(response, 'x-amzn-errortype');
  const message = body?.['message'] ?? body?.['Message'] ?? '';
  return errorAnswer(response, {
    code: typeof type === 'string' ? type.split('#').at(-1)?.split(':')[0] : undefined,
    message: typeof message === 'string' && body !== undefined ? message : undefined,
    requestId: headerValue(response, 'x-amzn-requestid') ?? headerValue(response, 'x-amz-request-id'),
  });
}

function errorAnswer(
  response: HttpResponse,
  error: {
    readonly code: string | undefined;
    readonly message: string | undefined;
    readonly requestId: string | undefined;
  },
): Failed {
  const { code, message, requestId } = error;
  if (code === undefined || code === '' || message === undefined || requestId === undefined) {
    return lost(`the answer with status ${response.status} could not be read as an error of AWS's`);
  }
  return { kind: 'error', code, message, status: response.status, requestId };
}

function notReadable(operation: string, response: HttpResponse): Failed {
  return lost(`the answer to \`${operation}\` with status ${response.status} could not be read`);
}
