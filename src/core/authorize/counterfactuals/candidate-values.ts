// Values that a condition key could be given so that a condition holds, or does not. They are proposals:
// the engine says which of them do what they should.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html

import { parseOperatorForm } from '../../policy/operator-form.ts';
import type { ConditionTrace } from '../trace.ts';

/** The key's values, or the key left out. */
export type Candidate = readonly string[] | 'absent';

/** Of a list in a policy only the first values are looked at: one that will do is enough. */
const valuesLookedAt = 4;

/** Best first, without what the request has now. */
export function candidatesFor(condition: ConditionTrace, holds: boolean): readonly Candidate[] {
  const { key, expected, actual } = condition;
  const form = parseOperatorForm(condition.operator);
  if (form === undefined) return [];
  const typical = typicalValues[key.toLowerCase()] ?? [];
  const isPresent = actual.length > 0;
  if (form.name === 'Null') return isPresent ? ['absent'] : [[typical[0] ?? filler]];
  const negated = form.name.includes('Not');
  const operator = form.name.replace('Not', '');
  const matches = holds !== negated;
  const looked = expected.slice(0, valuesLookedAt);
  const derived = matches
    ? looked.flatMap((value) => matching(operator, value))
    : looked.flatMap((value) => differing(operator, value, typical));
  const values = [...new Set(derived)];
  const several = form.quantifier !== undefined && isPresent;
  const whenAbsent =
    form.ifExists || form.quantifier === 'ForAllValues' || (form.quantifier === undefined && negated);
  const narrowed = actual.filter((value) => expected.includes(value) === matches);
  return [
    ...(several && narrowed.length > 0 && narrowed.length < actual.length ? [narrowed] : []),
    ...values.map((value) => [value]),
    ...(several ? values.slice(0, valuesLookedAt).map((value) => [...actual, value]) : []),
    ...(isPresent && whenAbsent === holds ? (['absent'] as const) : []),
  ];
}

/** Stands for any run of characters in a value made from a pattern. */
export const filler = 'example';

/** A pattern with its wildcards filled in. */
export function fillWildcards(pattern: string): string {
  return pattern.replaceAll('*', filler).replaceAll('?', 'x');
}

/** What such keys hold in a request, where a condition says only what they should not. */
const typicalValues: Readonly<Record<string, readonly string[]>> = {
  'aws:multifactorauthpresent': ['true', 'false'],
  'aws:securetransport': ['true', 'false'],
  'aws:multifactorauthage': ['60'],
  'aws:requestedregion': ['us-east-1', 'eu-west-1'],
  'aws:sourceip': ['198.51.100.1'],
};

/** By how much a number or a date must go beyond the policy's to match it, and to differ from it. */
const steps: Readonly<Record<string, readonly [number, number]>> = {
  Equals: [0, 1],
  LessThan: [-1, 0],
  LessThanEquals: [0, 1],
  GreaterThan: [1, 0],
  GreaterThanEquals: [0, -1],
};

function matching(operator: string, expected: string): readonly string[] {
  const [, family = '', relation = ''] =
    /^(Numeric|Date|Arn|String|Bool|Binary|Ip)(.*)$/.exec(operator) ?? [];
  if (family === 'Numeric' || family === 'Date') return shifted(family, expected, steps[relation]?.[0] ?? 0);
  if (family === 'Ip') return [insideOf(expected)];
  if (family === 'Bool') return [expected.toLowerCase()];
  // The pattern itself is the last resort, for a star that a policy variable made literal.
  if (family === 'Arn') return [fillArn(expected), expected];
  return relation === 'Like' ? [fillWildcards(expected), expected] : [expected];
}

function differing(operator: string, expected: string, typical: readonly string[]): readonly string[] {
  const [, family = '', relation = ''] =
    /^(Numeric|Date|Arn|String|Bool|Binary|Ip)(.*)$/.exec(operator) ?? [];
  if (family === 'Numeric' || family === 'Date') return shifted(family, expected, steps[relation]?.[1] ?? 1);
  if (family === 'Ip') return outside;
  if (family === 'Bool') return [expected.toLowerCase() === 'true' ? 'false' : 'true'];
  if (family === 'Binary') return ['AA==', 'AQ=='];
  if (family === 'Arn') return ['arn:aws:iam::999999999999:role/other', 'arn:aws:s3:::other'];
  return [...typical, 'other', `${expected}-other`];
}

// Addresses reserved for documentation (RFC 5737, RFC 3849), then public ones. An IPv6 address is outside
// of every IPv4 block, and the other way round.
const outside = ['198.51.100.1', '203.0.113.1', '192.0.2.1', '8.8.8.8', '2001:db8::1'];

/** The first host of an IPv4 block; of an IPv6 block, the address that it is named by. */
function insideOf(block: string): string {
  const [address = '', prefix = '32'] = block.split('/');
  const [, network, host] = /^([0-9.]+\.)([0-9]{1,3})$/.exec(address) ?? [];
  if (network === undefined || host === undefined || Number(prefix) > 30) return address;
  return Number(host) < 255 ? `${network}${Number(host) + 1}` : address;
}

function fillArn(pattern: string): string {
  if (pattern === '*') return `arn:aws:iam::123456789012:${filler}`;
  const [scheme, partition, service, region, account, ...resource] = pattern.split(':');
  const parts = [
    scheme,
    partition === '*' ? 'aws' : partition,
    service,
    region === '*' ? 'us-east-1' : region,
    account === '*' ? '123456789012' : account,
    ...resource,
  ];
  return fillWildcards(parts.filter((part) => part !== undefined).join(':'));
}

// ISO 8601 with a time zone, or without a time, so that no clock's zone comes in.
const isoDate = /^\d{4}(?:-\d{2}(?:-\d{2}(?:T[0-9:.]+(?:Z|[+-]\d{2}:\d{2}))?)?)?$/;

/** A number, or a date in seconds, moved by so much. */
function shifted(family: 'Numeric' | 'Date', text: string, by: number): readonly string[] {
  if (by === 0) return [text];
  if (family === 'Date' && isoDate.test(text)) {
    const time = Date.parse(text);
    return Number.isNaN(time) ? [] : [new Date(time + by * 1000).toISOString().replace('.000Z', 'Z')];
  }
  const moved = Number(text) + by;
  return Number.isFinite(moved) ? [String(moved)] : [];
}
