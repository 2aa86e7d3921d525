// Reads the parameters of a request by rules, and gathers what is wrong with them: AWS reports all
// violated constraints of a request in one ValidationError.

import type { JsonObject } from '../core/wire/aws-json.ts';
import { validationError, type Fault } from './fault.ts';

export interface TextRule {
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly oneOf?: readonly string[];
  /** Asked when the other constraints hold; its fault is reported by itself, when no constraint is violated. */
  readonly check?: (value: string) => Fault | undefined;
}

/** After reading, `fault` says what was wrong; until it is asked, values are not to be relied on. */
export interface ParameterReader {
  required(name: string, rule: TextRule): string;
  optional(name: string, rule: TextRule): string | undefined;
  /** A whole number in a range. */
  integer(name: string, range: { readonly least: number; readonly most: number }): number | undefined;
  /** Refuses parameters of AWS's that are not modelled, rather than to ignore them; also `Name.…`. */
  unsupported(...names: readonly string[]): void;
  fault(): Fault | undefined;
  /** What was read, for the trail: names begin in lower case, as CloudTrail writes them. */
  given(): JsonObject;
}

/** Parameters as the protocol gives them: each a text. The first of repeated ones counts. */
export function readParameters(pairs: readonly (readonly [name: string, value: string])[]): ParameterReader {
  const values = new Map<string, string>();
  for (const [name, value] of pairs) if (!values.has(name)) values.set(name, value);
  const violations: string[] = [];
  const given: Record<string, unknown> = {};
  let refused: Fault | undefined;

  function violated(name: string, value: string | undefined, constraint: string): void {
    // A document that is too long is not said back.
    const said = value === undefined ? ' null' : value.length > 1024 ? '' : ` '${value}'`;
    violations.push(`Value${said} at '${memberName(name)}' failed to satisfy constraint: ${constraint}`);
  }

  function read(name: string, rule: TextRule): string | undefined {
    const value = values.get(name);
    if (value === undefined) return undefined;
    given[memberName(name)] = value;
    const before = violations.length;
    if (rule.minLength !== undefined && value.length < rule.minLength) {
      violated(name, value, `Member must have length greater than or equal to ${rule.minLength}`);
    }
    if (rule.maxLength !== undefined && value.length > rule.maxLength) {
      violated(name, value, `Member must have length less than or equal to ${rule.maxLength}`);
    }
    if (rule.oneOf !== undefined && !rule.oneOf.includes(value)) {
      violated(name, value, `Member must satisfy enum value set: [${rule.oneOf.join(', ')}]`);
    }
    if (violations.length === before) refused ??= rule.check?.(value);
    return value;
  }

  return {
    required(name, rule) {
      const value = read(name, rule);
      if (value === undefined) violated(name, undefined, 'Member must not be null');
      return value ?? '';
    },
    optional: read,
    integer(name, { least, most }) {
      const value = read(name, {});
      if (value === undefined) return undefined;
      const number = /^[+-]?\d{1,15}$/.test(value) ? Number(value) : undefined;
      if (number === undefined) {
        refused ??= { code: 'MalformedInput', status: 400, message: `Invalid Integer: \`${value}\`` };
        return undefined;
      }
      given[memberName(name)] = number;
      if (number < least) violated(name, value, `Member must have value greater than or equal to ${least}`);
      if (number > most) violated(name, value, `Member must have value less than or equal to ${most}`);
      return number;
    },
    unsupported(...names) {
      const present = names.find((name) =>
        [...values.keys()].some((given) => given === name || given.startsWith(`${name}.`)),
      );
      if (present === undefined) return;
      const message = `the parameter ${present} is not modelled yet`;
      refused ??= { code: 'InvalidInput', status: 400, message };
    },
    fault() {
      if (violations.length === 0) return refused;
      const [count, plural] = [violations.length, violations.length === 1 ? '' : 's'];
      return validationError(`${count} validation error${plural} detected: ${violations.join('; ')}`);
    },
    given: () => given,
  };
}

/** `UserName` → `userName` */
function memberName(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
