// Inputs and outputs in the form in which CloudTrail keeps them: names begin in lower case, times are written out.
// INVARIANT: no secret gets into it.

import { isSecretName } from '../core/authenticate/secret-names.ts';
import {
  memberName,
  type Shape,
  type Structure,
  type StructureValue,
  type Value,
} from '../core/shapes/shape.ts';
import type { JsonObject } from '../core/wire/aws-json.ts';
import { trailDate } from './dates.ts';

export function trailValues(value: StructureValue, { members }: Structure): JsonObject {
  return Object.fromEntries(
    members.flatMap(({ name, shape, sensitive }) => {
      const member = value[name];
      if (member === undefined || sensitive || isSecretName(name)) return [];
      return [[memberName(name), trailValue(member, shape)] as const];
    }),
  );
}

function trailValue(value: Value, shape: Shape): unknown {
  switch (shape.kind) {
    case 'structure':
      return trailValues(value as StructureValue, shape);
    case 'list':
      return (value as readonly Value[]).map((element) => trailValue(element, shape.element));
    case 'map':
      return value;
    case 'timestamp':
      return trailDate((value as Date).getTime());
    case 'blob':
      return undefined;
    default:
      return value;
  }
}
