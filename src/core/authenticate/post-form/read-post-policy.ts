// The policy of a form: when it ends, and its conditions, whichever of two ways they are written.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
// The documentation has no words for a malformed policy: these are what S3 is seen to answer after
// "Invalid Policy: ", or follow them.

import { bytesFromBase64 } from '../../lang/base64.ts';
import { err, ok, type Result } from '../../lang/result.ts';
import { parseBasicDate } from '../../sigv4/date.ts';
import { utf8ToText } from '../../wire/utf8.ts';
import type { PostCondition } from './post-conditions.ts';
import { readPolicyJson, type PolicyValue } from './read-policy-json.ts';

export interface ReadPolicy {
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  readonly conditions: readonly PostCondition[];
}

/** Reads the `policy` field, base 64. What is wrong is said as AWS says it. */
export function readPostPolicy(base64: string): Result<ReadPolicy, string> {
  const bytes = bytesFromBase64(base64);
  if (bytes === undefined) return err('Invalid Base64 encoding.');
  const document = readPolicyJson(utf8ToText(bytes) ?? '');
  if (document?.kind !== 'object') return err(invalidJson);
  const members = new Map(document.members);
  // Of two members of one name only one would count, and not everybody would say which.
  if (members.size < document.members.length) return err(invalidJson);
  // The names are case-sensitive here, and only here.
  const unknown = [...members.keys()].find((name) => name !== 'expiration' && name !== 'conditions');
  if (unknown !== undefined) return err(`Unexpected: '${unknown.toLowerCase()}'`);

  const expiration = members.get('expiration');
  if (expiration === undefined) return err('Policy missing expiration.');
  const written = isScalar(expiration) ? String(expiration.value) : '';
  const expiresAt = parseExpiration(written);
  if (expiresAt === undefined) return err(`Invalid 'expiration' value: '${written}'`);

  const list = members.get('conditions');
  if (list === undefined) return err('Policy missing conditions.');
  if (list.kind !== 'list') return err("Invalid 'conditions' value: must be a List.");
  const conditions: PostCondition[] = [];
  for (const item of list.items) {
    const condition = readCondition(item);
    if (!condition.ok) return condition;
    conditions.push(condition.value);
  }
  return ok({ expiresAt, conditions });
}

const invalidJson = 'Invalid JSON.';

// ISO 8601 in UTC, with or without a fraction: an offset is refused even where it is `+00:00`.
const expirationShape = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d{1,9})?Z$/;

function parseExpiration(text: string): number | undefined {
  const [, seconds, fraction] = expirationShape.exec(text) ?? [];
  if (seconds === undefined) return undefined;
  const time = parseBasicDate(`${seconds.replace(/[-:]/g, '')}Z`);
  return time === undefined ? undefined : time + Number(`${fraction ?? '.'}000`.slice(1, 4));
}

function readCondition(value: PolicyValue): Result<PostCondition, string> {
  switch (value.kind) {
    case 'object':
      return readSimple(value.members);
    case 'list':
      return readOperation(value.items);
    default:
      return err('Invalid condition: must be a List or Object.');
  }
}

/** `{"acl": "private"}` */
function readSimple(members: readonly (readonly [string, PolicyValue])[]): Result<PostCondition, string> {
  const [member, ...more] = members;
  if (member === undefined || more.length > 0) {
    return err('Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.');
  }
  const [name, value] = member;
  if (value.kind !== 'text') return err('Invalid Simple-Condition: value must be a string.');
  return ok(comparison('eq', `$${name}`, value.value));
}

/** `["starts-with", "$key", "user/"]` */
function readOperation(items: readonly PolicyValue[]): Result<PostCondition, string> {
  const [operator, first, second, ...more] = items;
  if (operator?.kind !== 'text') return err('Invalid Condition: missing operation identifier.');
  const kind = operator.value.toLowerCase();
  if (kind !== 'eq' && kind !== 'starts-with' && kind !== 'content-length-range') {
    return err(`Invalid Condition: unknown operation '${operator.value}'.`);
  }
  if (first === undefined || second === undefined || more.length > 0) {
    return err(`Invalid ${kind}: wrong number of arguments.`);
  }
  if (kind === 'content-length-range') {
    if (!isScalar(first) || !isScalar(second)) return err(invalidJson);
    const [minimum, maximum] = [boundOf(first), boundOf(second)];
    return ok({ kind, minimum, maximum, text: listText([kind, first.value, second.value]) });
  }
  if (first.kind !== 'text' || second.kind !== 'text') return err(invalidJson);
  return ok(comparison(kind, first.value, second.value));
}

function comparison(kind: 'eq' | 'starts-with', variable: string, value: string): PostCondition {
  return { kind, variable, value, text: listText([kind, variable, value]) };
}

function listText(items: readonly (string | number)[]): string {
  return `[${items.map((item) => JSON.stringify(item)).join(', ')}]`;
}

type Scalar = Extract<PolicyValue, { kind: 'text' | 'integer' }>;

function isScalar(value: PolicyValue): value is Scalar {
  return value.kind === 'text' || value.kind === 'integer';
}

// S3 takes a bound as text too.
function boundOf({ value }: Scalar): number | undefined {
  return typeof value === 'number' || /^-?\d{1,15}$/.test(value) ? Number(value) : undefined;
}
