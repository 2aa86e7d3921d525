// From the parameters of a request to the input of its operation, or to AWS's error about them.

import { err, ok, type Result } from '../core/lang/result.ts';
import { memberName, type Structure, type StructureValue } from '../core/shapes/shape.ts';
import { violations, type Violation } from '../core/shapes/violations.ts';
import type { JsonObject } from '../core/wire/aws-json.ts';
import { readJsonInput } from '../core/wire/json-input.ts';
import type { FormPair } from '../core/wire/query-codec.ts';
import { readQueryInput } from '../core/wire/query-input.ts';
import type { UnreadableValue } from '../core/wire/read-text.ts';
import { validationError, type Fault } from './fault.ts';

/** Parameters in the form in which they came. */
export type Given =
  | { readonly kind: 'pairs'; readonly pairs: readonly FormPair[] }
  | { readonly kind: 'json'; readonly body: JsonObject };

export interface ReadInput {
  /** What could be read, for the trail: all of it where there is no fault. */
  readonly input: StructureValue;
  readonly fault?: Fault;
}

/** `structure`: undefined for an operation that takes nothing. */
export function readInput(given: Given, structure: Structure | undefined): ReadInput {
  if (structure === undefined) return { input: {} };
  const read =
    given.kind === 'pairs' ? readQueryInput(given.pairs, structure) : readJsonInput(given.body, structure);
  if (!read.ok) return { input: {}, fault: unreadableFault(read.error, given.kind) };
  const fault = faultOf(violations(read.value, structure));
  return { input: read.value, ...(fault === undefined ? {} : { fault }) };
}

function unreadableFault({ type, text }: UnreadableValue, kind: Given['kind']): Fault {
  return kind === 'pairs'
    ? { code: 'MalformedInput', status: 400, message: `Invalid ${type}: \`${text}\`` }
    : { code: 'SerializationException', status: 400, message: `${type} expected, found ${text}` };
}

/** All violated constraints in one error; a name or path of the wrong form is told by itself, when all else is right. */
function faultOf(found: readonly Violation[]): Fault | undefined {
  const [first] = found;
  if (first === undefined) return undefined;
  const counted = found.filter(
    ({ pattern }) => pattern === undefined || formSentences[pattern] === undefined,
  );
  if (counted.length === 0) return validationError(formSentences[first.pattern ?? '']?.(first.place) ?? '');
  const plural = counted.length === 1 ? '' : 's';
  return validationError(
    `${counted.length} validation error${plural} detected: ${counted.map(sentenceOf).join('; ')}`,
  );
}

function sentenceOf({ place, value, constraint, secret }: Violation): string {
  return `Value${secret === true ? '' : saidOf(value)} at '${place}' failed to satisfy constraint: ${constraint}`;
}

/** A document that is too long is not said back, and a password or private key never. */
function saidOf(value: Violation['value']): string {
  if (value === undefined) return ' null';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return text.length > 1024 ? '' : ` '${text}'`;
}

const nameSentence = (place: string): string =>
  `The specified value for ${place} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-`;

/** What IAM says of names and paths, by the pattern in its model. Other patterns are told like other constraints. */
const formSentences: Readonly<Record<string, ((place: string) => string) | undefined>> = {
  '[\\w+=,.@-]+': nameSentence,
  '(\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)': (place) =>
    `The specified value for ${place} is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.`,
  '((/[A-Za-z0-9\\.,\\+@=_-]+)*)/': (place) =>
    `The specified value for ${place} is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.`,
  '\\u002F[\\u0021-\\u007F]*': (place) => `The specified value for ${place} is invalid.`,
  '[\\w]+': (place) => `The specified value for ${place} is invalid.`,
  'v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?': (place) => `The specified value for ${place} is invalid.`,
};

/** The same of one member that only an operation can judge: `userName`. */
export function invalidValue(member: string): Fault {
  return validationError(`The specified value for ${memberName(member)} is invalid.`);
}

/** Unwraps what has no fault. */
export function inputOf({ input, fault }: ReadInput): Result<StructureValue, Fault> {
  return fault === undefined ? ok(input) : err(fault);
}
