// The output of an operation in the form of its protocol, by its shape.

import { base64FromBytes } from '../lang/base64.ts';
import type { Shape, Structure, StructureValue, Value } from '../shapes/shape.ts';
import type { JsonObject } from './aws-json.ts';
import { xml, type XmlElement } from './xml-writer.ts';

/**
 * Elements in the order of the shape's members, as the Query protocol writes them: lists of `member`, maps of
 * `entry` with `key` and `value`, times as ISO 8601.
 * https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#xml-shape-serialization
 */
export function xmlOutput(value: StructureValue, { members }: Structure): readonly XmlElement[] {
  return members.flatMap(({ name, shape }) => {
    const member = value[name];
    return member === undefined ? [] : [xml(name, xmlContent(member, shape))];
  });
}

function xmlContent(value: Value, shape: Shape): string | readonly XmlElement[] {
  switch (shape.kind) {
    case 'structure':
      return xmlOutput(value as StructureValue, shape);
    case 'list':
      return (value as readonly Value[]).map((element) => xml('member', xmlContent(element, shape.element)));
    case 'map':
      return Object.entries(value as StructureValue).flatMap(([key, each]) =>
        each === undefined
          ? []
          : [xml('entry', [xml('key', key), xml('value', xmlContent(each, shape.value))])],
      );
    case 'timestamp':
      return isoTime(value as Date);
    case 'blob':
      return base64FromBytes(value as Uint8Array);
    case 'string':
      return value as string;
    case 'integer':
    case 'boolean':
      return `${value as number | boolean}`;
  }
}

/** Times as seconds since the epoch, bytes as Base64: how AWS JSON writes them. */
export function jsonOutput(value: StructureValue, { members }: Structure): JsonObject {
  return Object.fromEntries(
    members.flatMap(({ name, shape }) => {
      const member = value[name];
      return member === undefined ? [] : [[name, jsonValue(member, shape)] as const];
    }),
  );
}

function jsonValue(value: Value, shape: Shape): unknown {
  switch (shape.kind) {
    case 'structure':
      return jsonOutput(value as StructureValue, shape);
    case 'list':
      return (value as readonly Value[]).map((element) => jsonValue(element, shape.element));
    case 'map':
      return Object.fromEntries(
        Object.entries(value as StructureValue).flatMap(([key, each]) =>
          each === undefined ? [] : [[key, jsonValue(each, shape.value)] as const],
        ),
      );
    case 'timestamp':
      return (value as Date).getTime() / 1000;
    case 'blob':
      return base64FromBytes(value as Uint8Array);
    default:
      return value;
  }
}

/** `2026-11-22T06:17:49Z`: whole seconds, as IAM and STS print them. */
function isoTime(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}
