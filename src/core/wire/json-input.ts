// The input of an operation from the body of an AWS JSON request.
// https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html#shape-serialization

import { err, ok, type Result } from '../lang/result.ts';
import type { Shape, Structure, StructureValue, Value } from '../shapes/shape.ts';
import type { JsonObject } from './aws-json.ts';
import { readText, type UnreadableValue } from './read-text.ts';

/** What is not in the shape, and what is null, is ignored. The body is not nested deeper than `parseJsonBody` lets it. */
export function readJsonInput(
  body: JsonObject,
  structure: Structure,
): Result<StructureValue, UnreadableValue> {
  const value: Record<string, Value> = {};
  for (const { name, shape } of structure.members) {
    const given = Object.hasOwn(body, name) ? body[name] : undefined;
    if (given === undefined || given === null) continue;
    const read = readValue(given, shape);
    if (!read.ok) return read;
    value[name] = read.value;
  }
  return ok(value);
}

function readValue(given: unknown, shape: Shape): Result<Value, UnreadableValue> {
  switch (shape.kind) {
    case 'structure':
      return isObject(given) ? readJsonInput(given, shape) : unreadable('Structure', given);
    case 'list': {
      if (!Array.isArray(given)) return unreadable('List', given);
      const values: Value[] = [];
      for (const each of given) {
        const read = readValue(each, shape.element);
        if (!read.ok) return read;
        values.push(read.value);
      }
      return ok(values);
    }
    case 'map': {
      if (!isObject(given)) return unreadable('Structure', given);
      const entries: (readonly [string, Value])[] = [];
      for (const [key, each] of Object.entries(given)) {
        const read = readValue(each, shape.value);
        if (!read.ok) return read;
        entries.push([key, read.value]);
      }
      return ok(Object.fromEntries(entries));
    }
    case 'boolean':
      return typeof given === 'boolean' ? ok(given) : unreadable('Boolean', given);
    case 'integer':
      return Number.isSafeInteger(given) ? ok(given as number) : unreadable('Integer', given);
    case 'timestamp':
      // Seconds since the epoch, with a fraction; a text as a courtesy of AWS's.
      return typeof given === 'number' || typeof given === 'string'
        ? readText(String(given), 'timestamp')
        : unreadable('Timestamp', given);
    case 'string':
    case 'blob':
      return typeof given === 'string' ? readText(given, shape.kind) : unreadable('String', given);
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unreadable(type: UnreadableValue['type'], given: unknown): Result<never, UnreadableValue> {
  return err({ type, text: JSON.stringify(given) });
}
