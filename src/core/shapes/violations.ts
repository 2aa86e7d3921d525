// What in an operation's input breaks the constraints of its shape. AWS reports all of them at once.

import {
  memberName,
  type Rule,
  type Shape,
  type Structure,
  type StructureValue,
  type Value,
} from './shape.ts';

export interface Violation {
  /** `userName`, `tags.1.member.key` */
  readonly place: string;
  /** Undefined where there is none. */
  readonly value: Value | undefined;
  /** What follows "failed to satisfy constraint: ". */
  readonly constraint: string;
  /** The pattern that the value does not match, where that is what is wrong. */
  readonly pattern?: string;
  /** A password or the like, which is not to be said back. */
  readonly secret?: boolean;
}

/** In the order of the shape's members. */
export function violations(input: StructureValue, structure: Structure): readonly Violation[] {
  const found: Violation[] = [];
  checkStructure(input, structure, '', found);
  return found;
}

function checkStructure(
  input: StructureValue,
  { members }: Structure,
  prefix: string,
  found: Violation[],
): void {
  for (const { name, shape, required, sensitive } of members) {
    const place = prefix + memberName(name);
    const value = input[name];
    if (value !== undefined && sensitive) {
      const ofSecret: Violation[] = [];
      checkValue(value, shape, place, ofSecret);
      found.push(...ofSecret.map((violation) => ({ ...violation, secret: true })));
    } else if (value !== undefined) checkValue(value, shape, place, found);
    else if (required) found.push({ place, value, constraint: 'Member must not be null' });
  }
}

function checkValue(value: Value, shape: Shape, place: string, found: Violation[]): void {
  if (shape.rule !== undefined) checkRule(value, shape.rule, place, found);
  if (shape.kind === 'structure') {
    checkStructure(value as StructureValue, shape, `${place}.`, found);
  } else if (shape.kind === 'list') {
    (value as readonly Value[]).forEach((element, index) =>
      checkValue(element, shape.element, `${place}.${index + 1}.member`, found),
    );
  }
}

function checkRule(value: Value, rule: Rule, place: string, found: Violation[]): void {
  const { minLength, maxLength, least, most, oneOf, pattern } = rule;
  const violated = (constraint: string): void => {
    found.push({ place, value, constraint });
  };
  if (typeof value === 'string' || Array.isArray(value)) {
    const { length } = value as string | readonly Value[];
    if (maxLength !== undefined && length > maxLength) {
      violated(`Member must have length less than or equal to ${maxLength}`);
    }
    if (minLength !== undefined && length < minLength) {
      violated(`Member must have length greater than or equal to ${minLength}`);
    }
  }
  if (typeof value === 'number') {
    if (most !== undefined && value > most) violated(`Member must have value less than or equal to ${most}`);
    if (least !== undefined && value < least) {
      violated(`Member must have value greater than or equal to ${least}`);
    }
  }
  if (typeof value !== 'string') return;
  if (oneOf !== undefined && !oneOf.includes(value)) {
    violated(`Member must satisfy enum value set: [${oneOf.join(', ')}]`);
  }
  // No pattern is run on a text that is longer than it may be.
  if (pattern === undefined || value.length > (maxLength ?? longestMatched)) return;
  if (!expressionOf(pattern).test(value)) {
    found.push({
      place,
      value,
      constraint: `Member must satisfy regular expression pattern: ${pattern}`,
      pattern,
    });
  }
}

/** Where the model gives no length. */
const longestMatched = 200_000;

const expressions = new Map<string, RegExp>();

/** From the service model, never from a request. */
function expressionOf(pattern: string): RegExp {
  const known = expressions.get(pattern);
  if (known !== undefined) return known;
  const made = new RegExp(`^(?:${pattern})$`, 'u');
  expressions.set(pattern, made);
  return made;
}
