// AWS's errors in JSON, alone or among other text, and the error objects of the JavaScript SDK.
// https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html

import { isRefusalCode, isRefusalMessage, textsInMessage } from './error-message.ts';
import { mostFinds, type Answer, type Find } from './pasted.ts';

const opening = /\{\s*"(?:__type|message|Message|code|Code|name|\$fault|\$metadata|Type|Error)"\s*:/g;

/** Objects within objects, and braces never closed, are looked through again and again: this many times the text. */
const mostLooks = 12;

/** Every object of a text that is an error of AWS's. */
export function findErrorJson(text: string): readonly Find[] {
  const finds: Find[] = [];
  let done = 0;
  let looks = mostLooks * text.length;
  const errorType = errorTypeHeader(text);
  for (const match of text.matchAll(opening)) {
    if (match.index < done) continue;
    if (looks < 0) break;
    const end = endOfObject(text, match.index);
    looks -= (end ?? text.length) - match.index;
    if (end === undefined) continue;
    const answer = answerOf(parsed(text.slice(match.index, end)), errorType);
    if (answer === undefined) continue;
    done = end;
    finds.push({ kind: 'error-json', at: match.index, end, answer });
  }
  return finds.slice(-mostFinds);
}

/** The offset after the brace that closes the object at `start`. */
function endOfObject(text: string, start: number): number | undefined {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (character === '"') {
      at++;
      while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
    } else if (character === '{' || character === '[') depth++;
    else if ((character === '}' || character === ']') && --depth === 0) return at + 1;
  }
  return undefined;
}

function parsed(json: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    // Not JSON after all: JavaScript, or a template.
    return undefined;
  }
}

/** An answer where the object has a type or a code of AWS's, or AWS's words; other services have errors too. */
function answerOf(
  object: Readonly<Record<string, unknown>> | undefined,
  errorType: string | undefined,
): Answer | undefined {
  if (object === undefined) return undefined;
  const field = (...names: readonly string[]): string | undefined =>
    names.map((name) => object[name]).find((value): value is string => typeof value === 'string');
  const message = field('message', 'Message', 'errorMessage') ?? '';
  const isSdkError = '$fault' in object || '$metadata' in object;
  const type = field('__type') ?? (isSdkError ? field('name', 'Code') : undefined);
  const other = field('code', 'Code', 'name');
  const said = type ?? (other !== undefined && isRefusalCode(other) ? other : undefined);
  const byWords = said ?? (isRefusalMessage(message) ? (errorType ?? '') : undefined);
  if (byWords === undefined || said === '') return undefined;
  const metadata = object['$metadata'];
  const requestId =
    typeof metadata === 'object' && metadata !== null && 'requestId' in metadata
      ? metadata.requestId
      : field('requestId', 'RequestId');
  return {
    // `com.amazon.coral.service#InvalidSignatureException`, and with a URI after a colon in headers.
    code: byWords.slice(byWords.lastIndexOf('#') + 1).split(':', 1)[0] ?? '',
    message,
    ...textsInMessage(message),
    ...(typeof requestId === 'string' && { requestId }),
  };
}

// REST services name the type in a header only.
function errorTypeHeader(text: string): string | undefined {
  return /^(?:< )?x-amzn-errortype: {0,4}([\w.#]{1,200})/im.exec(text)?.[1];
}
