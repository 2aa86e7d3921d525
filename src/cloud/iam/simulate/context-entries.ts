// The condition keys that a simulation is given. https://docs.aws.amazon.com/IAM/latest/APIReference/API_ContextEntry.html

import type { ContextEntry, ContextKeyTypeEnum } from '@aws-sdk/client-iam';
import { parseIpAddress } from '../../../core/conditions/ip-address.ts';
import { parseDate, parseNumber } from '../../../core/conditions/numbers.ts';
import { bytesFromBase64 } from '../../../core/lang/base64.ts';
import type { Context } from '../../context.ts';
import { invalidInput, type Fault } from '../../fault.ts';
import type { Decoded } from '../../sdk-types.ts';

type Entries = readonly Decoded<ContextEntry>[] | undefined;

/** What is wrong with the entries. An entry with nothing in it is passed over, as AWS does. */
export function contextFault(entries: Entries = []): Fault | undefined {
  const names = new Set<string>();
  for (const entry of entries) {
    const fault = entryFault(entry);
    if (fault !== undefined) return fault;
    const name = entry.ContextKeyName;
    if (name === undefined) continue;
    // Names are the same whatever their case (reference_policies_elements_condition).
    if (names.has(name.toLowerCase())) return invalidInput(`Duplicate context key: ${name}.`);
    names.add(name.toLowerCase());
  }
  return undefined;
}

/** As the engine takes them. INVARIANT: `contextFault` found nothing wrong. */
export function givenContext(entries: Entries = []): Context {
  return Object.fromEntries(
    entries.flatMap(({ ContextKeyName: name, ContextKeyValues: values = [], ContextKeyType: type }) => {
      const [only = ''] = values;
      return name === undefined ? [] : [[name, isList(type) ? values : only] as const];
    }),
  );
}

/** The keys of `given`, and those of `derived` that it does not give, in whatever case. */
export function withGiven(derived: Context, given: Context): Context {
  const names = new Set(Object.keys(given).map((name) => name.toLowerCase()));
  const rest = Object.entries(derived).filter(([name]) => !names.has(name.toLowerCase()));
  return { ...Object.fromEntries(rest), ...given };
}

function entryFault(entry: Decoded<ContextEntry>): Fault | undefined {
  const { ContextKeyName: name, ContextKeyValues: values = [], ContextKeyType: type } = entry;
  if (name === undefined) {
    return values.length === 0 && type === undefined
      ? undefined
      : invalidInput('ContextKeyName cannot be null or empty.');
  }
  if (type === undefined) return invalidInput(`Context key ${name} has invalid type null.`);
  if (values.length === 0) {
    return invalidInput(`Context values for context key ${name} cannot be null or empty.`);
  }
  if (!isList(type) && values.length > 1) {
    return invalidInput(`Context key ${type} expected a single value, but received ${values.length}.`);
  }
  const format = formats[type];
  return format === undefined || values.every((value) => format.reads(value))
    ? undefined
    : invalidInput(`Invalid context value for key ${name}: expected ${format.told}.`);
}

function isList(type: ContextKeyTypeEnum | undefined): boolean {
  return type?.endsWith('List') ?? false;
}

interface Format {
  readonly told: string;
  reads(value: string): boolean;
}

const numeric: Format = { told: 'numeric format', reads: (value) => parseNumber(value) !== undefined };
const date: Format = { told: 'DateTime format', reads: (value) => parseDate(value) !== undefined };
const ip: Format = { told: 'IP address', reads: (value) => parseIpAddress(value) !== undefined };
const binary: Format = {
  told: 'base-64 encoded binary format',
  reads: (value) => bytesFromBase64(value) !== undefined,
};

/** Texts and booleans may be anything: AWS takes `yes` for a boolean too, and no `Bool` matches it. */
const formats: Readonly<Record<ContextKeyTypeEnum, Format | undefined>> = {
  string: undefined,
  stringList: undefined,
  boolean: undefined,
  booleanList: undefined,
  numeric,
  numericList: numeric,
  date,
  dateList: date,
  ip,
  ipList: ip,
  binary,
  binaryList: binary,
};
