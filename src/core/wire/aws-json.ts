// AWS JSON 1.1, the server's side: the operation is in `X-Amz-Target`, the body is one JSON object.
// https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html

import { utf8ToText } from './utf8.ts';

export type JsonObject = { readonly [name: string]: unknown };

/** `CloudTrail_20131101.LookupEvents` in its two parts; undefined when it has not that form. */
export function parseTarget(
  target: string,
): { readonly service: string; readonly operation: string } | undefined {
  const match = /^([A-Za-z0-9_.]+)\.([A-Za-z0-9]+)$/.exec(target.trim());
  return match?.[1] === undefined || match[2] === undefined
    ? undefined
    : { service: match[1], operation: match[2] };
}

/** Deeper nesting is refused: whoever walks the object must not run out of stack. No operation needs ten levels. */
const maxDepth = 64;

/**
 * The body's object, `{}` for an empty body; undefined when it is not a JSON object, or one nested too
 * deep: AWS's SerializationException.
 */
export function parseJsonBody(body: Uint8Array): JsonObject | undefined {
  const text = utf8ToText(body);
  if (text === undefined) return undefined;
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) && !isTooDeep(value)
      ? (value as JsonObject)
      : undefined;
  } catch {
    return undefined;
  }
}

/** Level by level and not by recursion, which is what hostile nesting would exhaust. */
function isTooDeep(value: object): boolean {
  let level: readonly object[] = [value];
  for (let depth = 0; depth < maxDepth; depth++) {
    level = level.flatMap((item) => Object.values(item).filter(isObject));
    if (level.length === 0) return false;
  }
  return true;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

export function writeJsonError({
  code,
  message,
}: {
  readonly code: string;
  readonly message: string;
}): string {
  return JSON.stringify({ __type: code, message });
}
