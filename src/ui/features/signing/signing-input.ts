// What is to be signed on the bench, read from its fields; or which field is not right, and why.

import { withoutSignature } from '../../../client/copy-as/without-signature.ts';
import { longestExpiry } from '../../../core/sigv4/constants.ts';
import { basicDate, parseBasicDate } from '../../../core/sigv4/date.ts';
import { parseRequest } from '../../../core/wire/http-text.ts';
import type { HttpRequest } from '../../../core/wire/message.ts';
import { sentenceOf } from '../../words/sentence.ts';

/** How the signature travels: in a header, in the URL; for S3 also with a body in signed chunks, or in a form. */
export type SigningForm = 'header' | 'query' | 'chunked' | 'post';

export interface SigningFields {
  readonly form: SigningForm;
  readonly message: string;
  readonly region: string;
  readonly service: string;
  /** `20150830T123600Z`; empty: now. */
  readonly date: string;
  /** Seconds. */
  readonly expiresIn: string;
  /** Of a form: the bucket, the key or, with a `*` at its end, how it begins, and how large a file may be. */
  readonly bucket: string;
  readonly key: string;
  readonly maxBytes: string;
}

export interface FieldProblem {
  readonly field: Exclude<keyof SigningFields, 'form'>;
  /** A sentence. */
  readonly message: string;
}

interface CommonInput {
  readonly region: string;
  readonly date: Date;
  readonly expiresIn: number;
}

export interface MessageInput extends CommonInput {
  readonly kind: 'message';
  readonly form: Exclude<SigningForm, 'post'>;
  readonly service: string;
  readonly unsigned: HttpRequest;
}

export interface PostInput extends CommonInput {
  readonly kind: 'post';
  readonly bucket: string;
  readonly key: { readonly kind: 'exact' | 'prefix'; readonly value: string };
  readonly maxBytes: number;
}

export type SigningInput = MessageInput | PostInput | ({ readonly kind: 'problem' } & FieldProblem);

/** Reads the fields that the form of signing uses. `now` in milliseconds since the epoch. */
export function readSigningInput(fields: SigningFields, now: number): SigningInput {
  const { form } = fields;
  const [region, service] = [fields.region.trim(), fields.service.trim()];
  if (!isName(region)) return wrong('region', 'A Region is letters, digits and hyphens.');
  if (form !== 'post' && !isName(service)) {
    return wrong('service', 'A service is letters, digits and hyphens.');
  }
  const date = fields.date.trim() === '' ? now : parseBasicDate(fields.date.trim());
  if (date === undefined) {
    return wrong('date', `Write it as ${basicDate(new Date(now))}, in UTC, or leave it empty for now.`);
  }
  const expiresIn = Number(fields.expiresIn);
  const inTime = Number.isInteger(expiresIn) && expiresIn >= 1 && expiresIn <= longestExpiry;
  if ((form === 'query' || form === 'post') && !inTime) {
    return wrong('expiresIn', `1 to ${longestExpiry} seconds, which is seven days.`);
  }
  const common = { region, date: new Date(date), expiresIn };
  if (form === 'post') return readPost(fields, common);
  const parsed = parseRequest(fields.message);
  if (parsed.ok)
    return { kind: 'message', ...common, form, service, unsigned: withoutSignature(parsed.value) };
  return wrong('message', `Line ${parsed.error.line}: ${sentenceOf(parsed.error.message)}`);
}

function readPost(fields: SigningFields, common: CommonInput): SigningInput {
  const [bucket, key] = [fields.bucket.trim(), fields.key.trim()];
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) {
    return wrong('bucket', 'A bucket name has 3 to 63 small letters, digits, dots and hyphens.');
  }
  if (key === '') return wrong('key', 'Name the object, or end with * for any name that begins so.');
  const maxBytes = Number(fields.maxBytes);
  if (!Number.isSafeInteger(maxBytes) || maxBytes < 1) return wrong('maxBytes', 'A whole number of bytes.');
  const named = key.endsWith('*')
    ? ({ kind: 'prefix', value: key.slice(0, -1) } as const)
    : ({ kind: 'exact', value: key } as const);
  return { kind: 'post', ...common, bucket, key: named, maxBytes };
}

function isName(text: string): boolean {
  return /^[a-z0-9-]+$/i.test(text);
}

function wrong(field: FieldProblem['field'], message: string): SigningInput {
  return { kind: 'problem', field, message };
}
