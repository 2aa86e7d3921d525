// Documents that come as values instead of text: read without printing them first, which costs more than
// all the rest of reading.

import { maxDepth, type JsonMember, type JsonNode } from './json.ts';
import type { Span } from './position.ts';

/** The place of everything in a document that was never a text. */
const nowhere: Span = { start: 0, end: 0, line: 1, column: 1 };

/**
 * The value as the JSON reader would give its text, but without places. Undefined for whatever the reader
 * may have something to say about, or `JSON.stringify` would print as something else: such a value has to
 * be read from its text.
 */
export function nodeOfValue(value: unknown): JsonNode | undefined {
  return nodeOf(value, { left: mostNodes }, 0);
}

/** More than any policy that AWS stores; a list that holds another many times over is as many. */
const mostNodes = 100_000;

interface Count {
  left: number;
}

function nodeOf(value: unknown, count: Count, depth: number): JsonNode | undefined {
  if (--count.left < 0) return undefined;
  if (typeof value === 'string') return isPlain(value) ? { kind: 'string', value, span: nowhere } : undefined;
  if (typeof value === 'boolean') return { kind: 'boolean', value, span: nowhere };
  if (typeof value === 'number')
    return Number.isFinite(value) ? { kind: 'number', text: String(value), span: nowhere } : undefined;
  if (value === null) return { kind: 'null', span: nowhere };
  if (typeof value !== 'object' || depth >= maxDepth) return undefined;
  return Array.isArray(value) ? nodeOfArray(value, count, depth) : nodeOfObject(value, count, depth);
}

function nodeOfArray(value: readonly unknown[], count: Count, depth: number): JsonNode | undefined {
  if ('toJSON' in value) return undefined;
  const items: JsonNode[] = [];
  for (let index = 0; index < value.length; index++) {
    const item = nodeOf(value[index], count, depth + 1);
    if (item === undefined) return undefined;
    items.push(item);
  }
  return { kind: 'array', items, span: nowhere };
}

function nodeOfObject(value: object, count: Count, depth: number): JsonNode | undefined {
  const prototype: unknown = Object.getPrototypeOf(value);
  if ((prototype !== Object.prototype && prototype !== null) || 'toJSON' in value) return undefined;
  const members: JsonMember[] = [];
  for (const key of Object.keys(value)) {
    const node = isPlain(key) ? nodeOf((value as Record<string, unknown>)[key], count, depth + 1) : undefined;
    if (node === undefined) return undefined;
    members.push({ key, keySpan: nowhere, value: node });
  }
  return { kind: 'object', members, span: nowhere };
}

/** Whether the text has only characters that every type of policy takes; control characters are printed as escapes. */
function isPlain(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code > 0xff) return false;
  }
  return true;
}
