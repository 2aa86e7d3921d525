// The 27 condition operators as a table: what each compares, whether it is negated, and whether its
// values may hold policy variables.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html

import { ownText } from '../lang/own-text.ts';
import { compileArnPattern, matchArnPattern, segmentsBeforeResource } from '../match/arn-pattern.ts';
import { compilePieces, matchText, type Piece } from '../match/text-pattern.ts';
import { piecesText } from '../match/variables.ts';
import type { OperatorName } from '../policy/operator-form.ts';
import { ipv4Number, isInBlock, parseCidrBlock, parseIpAddress } from './ip-address.ts';
import { parseDate, parseNumber } from './numbers.ts';

export type OperatorFamily = 'string' | 'numeric' | 'date' | 'bool' | 'binary' | 'ip' | 'arn' | 'null';

/** Whether one value of the request equals, resembles or lies beyond the policy's value. */
export type Comparison = (actual: string) => boolean;

export interface Operator {
  readonly name: OperatorName;
  readonly family: OperatorFamily;
  /** The condition holds when no value of the policy matches. */
  readonly negated: boolean;
  /**
   * "You can't use a policy variable with other operators, such as Numeric, Date, Boolean, Binary,
   * IP Address, or Null" (reference_policies_variables). The operators' page calls Bool's supported: a
   * Bool compares with the texts `true` and `false` only, so we follow the first.
   */
  readonly variables: boolean;
  /** Reads a value of the policy. Undefined when it is malformed: it equals nothing. */
  readonly prepare: (value: readonly Piece[]) => Comparison | undefined;
  /** Whether a value of the request is one that can be compared at all. */
  readonly takes: (actual: string) => boolean;
}

type Prepare = Operator['prepare'];

const equals: Prepare = (value) => {
  const text = piecesText(value);
  // What has a request's values in it is compared once.
  const expected = value.some(({ literal }) => literal) ? text : ownText(text);
  return (actual) => actual === expected;
};

const equalsIgnoreCase: Prepare = (value) => {
  const expected = piecesText(value).toLowerCase();
  return (actual) => actual.toLowerCase() === expected;
};

const like: Prepare = (value) => {
  const pattern = compilePieces(value);
  return (actual) => matchText(pattern, actual);
};

const bool: Prepare = (value) => {
  const expected = piecesText(value).toLowerCase();
  return expected === 'true' || expected === 'false'
    ? (actual) => actual === expected || actual.toLowerCase() === expected
    : undefined;
};

/**
 * "It compares the value of the specified key byte for byte against a base-64 encoded representation of
 * the binary value in the policy." The request's value is base-64 text here too, as in that page's table.
 */
const binary: Prepare = (value) => {
  const expected = canonicalBase64(piecesText(value));
  return expected === undefined ? undefined : (actual) => canonicalBase64(actual) === expected;
};

const ipAddress: Prepare = (value) => {
  const block = parseCidrBlock(piecesText(value));
  if (block === undefined) return undefined;
  if (block.mask !== undefined) {
    const { mask, base } = block;
    // -1 for what is no IPv4 address would be a valid one after masking.
    return (actual) => {
      const address = ipv4Number(actual);
      return address >= 0 && (address & mask) >>> 0 === base;
    };
  }
  return (actual) => {
    const address = parseIpAddress(actual);
    return address !== undefined && isInBlock(address, block);
  };
};

/** "The ArnEquals and ArnLike condition operators behave identically." */
const arn: Prepare = (value) => {
  const pattern = compileArnPattern(value);
  return pattern === undefined ? undefined : (actual) => matchArnPattern(pattern, actual);
};

function ordered(
  parse: (text: string) => number | undefined,
  holds: (actual: number, expected: number) => boolean,
): Prepare {
  return (value) => {
    const expected = parse(piecesText(value));
    if (expected === undefined) return undefined;
    return (text) => {
      const actual = parse(text);
      return actual !== undefined && holds(actual, expected);
    };
  };
}

const isEqual = (actual: number, expected: number) => actual === expected;
const isLess = (actual: number, expected: number) => actual < expected;
const isLessOrEqual = (actual: number, expected: number) => actual <= expected;
const isGreater = (actual: number, expected: number) => actual > expected;
const isGreaterOrEqual = (actual: number, expected: number) => actual >= expected;

function row(
  name: OperatorName,
  family: OperatorFamily,
  negated: boolean,
  prepare: Prepare,
): readonly [OperatorName, Operator] {
  const variables = family === 'string' || family === 'arn';
  return [name, { name, family, negated, variables, prepare, takes: takers[family] }];
}

const takers: Readonly<Record<OperatorFamily, Operator['takes']>> = {
  string: () => true,
  null: () => true,
  numeric: (actual) => parseNumber(actual) !== undefined,
  date: (actual) => parseDate(actual) !== undefined,
  bool: (actual) => /^(?:true|false)$/i.test(actual),
  binary: (actual) => canonicalBase64(actual) !== undefined,
  ip: (actual) => parseIpAddress(actual) !== undefined,
  arn: (actual) => actual.split(':').length > segmentsBeforeResource,
};

const table: ReadonlyMap<OperatorName, Operator> = new Map([
  row('StringEquals', 'string', false, equals),
  row('StringNotEquals', 'string', true, equals),
  row('StringEqualsIgnoreCase', 'string', false, equalsIgnoreCase),
  row('StringNotEqualsIgnoreCase', 'string', true, equalsIgnoreCase),
  row('StringLike', 'string', false, like),
  row('StringNotLike', 'string', true, like),
  row('NumericEquals', 'numeric', false, ordered(parseNumber, isEqual)),
  row('NumericNotEquals', 'numeric', true, ordered(parseNumber, isEqual)),
  row('NumericLessThan', 'numeric', false, ordered(parseNumber, isLess)),
  row('NumericLessThanEquals', 'numeric', false, ordered(parseNumber, isLessOrEqual)),
  row('NumericGreaterThan', 'numeric', false, ordered(parseNumber, isGreater)),
  row('NumericGreaterThanEquals', 'numeric', false, ordered(parseNumber, isGreaterOrEqual)),
  row('DateEquals', 'date', false, ordered(parseDate, isEqual)),
  row('DateNotEquals', 'date', true, ordered(parseDate, isEqual)),
  row('DateLessThan', 'date', false, ordered(parseDate, isLess)),
  row('DateLessThanEquals', 'date', false, ordered(parseDate, isLessOrEqual)),
  row('DateGreaterThan', 'date', false, ordered(parseDate, isGreater)),
  row('DateGreaterThanEquals', 'date', false, ordered(parseDate, isGreaterOrEqual)),
  row('Bool', 'bool', false, bool),
  row('BinaryEquals', 'binary', false, binary),
  row('IpAddress', 'ip', false, ipAddress),
  row('NotIpAddress', 'ip', true, ipAddress),
  row('ArnEquals', 'arn', false, arn),
  row('ArnLike', 'arn', false, arn),
  row('ArnNotEquals', 'arn', true, arn),
  row('ArnNotLike', 'arn', true, arn),
  // It looks at presence, not at values: `condition.ts` decides it before any comparison.
  row('Null', 'null', false, bool),
]);

export function operatorNamed(name: OperatorName): Operator {
  const operator = table.get(name);
  if (operator === undefined) throw new TypeError(`no row for the condition operator ${name}`);
  return operator;
}

/** Base-64 (RFC 4648 section 4) with the unused bits of its last character cleared; undefined when it is none. */
function canonicalBase64(text: string): string | undefined {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  if (padding === 0) return text;
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const last = alphabet.indexOf(text[text.length - padding - 1] ?? '');
  const unused = padding === 2 ? 16 : 4;
  return `${text.slice(0, -padding - 1)}${alphabet[last - (last % unused)] ?? ''}${'='.repeat(padding)}`;
}
