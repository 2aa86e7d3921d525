// The conditions of a POST policy, held against a form.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html#sigv4-ConditionMatching

import { assertNever } from '../../lang/assert-never.ts';
import { fieldValue } from './form-fields.ts';
import type { FormField } from './read-multipart.ts';

/** `text`: as S3 quotes it in its answers, whichever way the policy wrote it: `["eq", "$acl", "private"]`. */
export type PostCondition =
  | {
      readonly kind: 'eq' | 'starts-with';
      /** As the policy writes it, with its `$`, without which it names no field. */
      readonly variable: string;
      readonly value: string;
      readonly text: string;
    }
  | {
      readonly kind: 'content-length-range';
      /** Bytes, inclusive; undefined where the policy has a text that is no number. */
      readonly minimum: number | undefined;
      readonly maximum: number | undefined;
      readonly text: string;
    };

export interface CheckedCondition {
  readonly condition: PostCondition;
  readonly held: boolean;
}

/** What conditions are held against. */
export interface PostedForm {
  /** By its address, which counts where a field `bucket` says otherwise. */
  readonly bucket: string;
  /** Each once, their variables put in. */
  readonly fields: readonly FormField[];
  /** Bytes in the file. */
  readonly size: number;
}

/** Every condition with whether it held. */
export function checkConditions(
  conditions: readonly PostCondition[],
  form: PostedForm,
): readonly CheckedCondition[] {
  return conditions.map((condition) => ({ condition, held: holds(condition, form) }));
}

/**
 * The fields that no condition speaks of, as sent, `bucket` among them: the policy must name it although it
 * is in the address. "Each form field that you specify in a form (except x-amz-signature, file, policy, and
 * field names that have an x-ignore- prefix) must appear in the list of conditions."
 */
export function uncoveredFields(
  conditions: readonly PostCondition[],
  fields: readonly FormField[],
): readonly string[] {
  const covered = new Set(
    conditions.flatMap((condition) =>
      condition.kind === 'content-length-range' ? [] : [fieldOf(condition.variable) ?? ''],
    ),
  );
  const names = fields.map(([name]) => name);
  if (!names.some((name) => name.toLowerCase() === 'bucket')) names.push('bucket');
  return names.filter((name) => !exempt.test(name) && !covered.has(name.toLowerCase()));
}

const exempt = /^(x-amz-signature|file|policy|x-ignore-.*)$/is;

function holds(condition: PostCondition, form: PostedForm): boolean {
  switch (condition.kind) {
    case 'eq': {
      const value = valueOf(condition.variable, form);
      return value === condition.value;
    }
    case 'starts-with': {
      // Not even an empty beginning is that of a field that is absent.
      const value = valueOf(condition.variable, form);
      if (value === undefined) return false;
      const parts = fieldOf(condition.variable) === 'content-type' ? value.split(',') : [value];
      return parts.every((part) => part.startsWith(condition.value));
    }
    case 'content-length-range': {
      const { minimum, maximum } = condition;
      return minimum !== undefined && maximum !== undefined && minimum <= form.size && form.size <= maximum;
    }
    default:
      return assertNever(condition);
  }
}

function valueOf(variable: string, { bucket, fields }: PostedForm): string | undefined {
  const name = fieldOf(variable);
  if (name === undefined) return undefined;
  return name === 'bucket' ? bucket : fieldValue(fields, name);
}

function fieldOf(variable: string): string | undefined {
  return variable.startsWith('$') ? variable.slice(1).toLowerCase() : undefined;
}
