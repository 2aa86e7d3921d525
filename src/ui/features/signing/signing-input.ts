// What is to be signed on the bench, read from its fields; or which field is not right, and why.

import { withoutSignature } from '../../../client/copy-as/without-signature.ts';
import { utf8Bytes } from '../../../core/lang/utf8-bytes.ts';
import { dateHeader, longestExpiry, signsLikeS3 } from '../../../core/sigv4/constants.ts';
import { basicDate, parseBasicDate } from '../../../core/sigv4/date.ts';
import { parseRequest } from '../../../core/wire/http-text.ts';
import { headerValue, type HttpRequest } from '../../../core/wire/message.ts';
import { sentenceOf } from '../../words/sentence.ts';
import {
  bucketNameWords,
  inputWords,
  messageFaultWords,
  type FieldName,
  type OwnDate,
} from '../../words/signing-bench.ts';
import { bucketNameFault } from './bucket-name.ts';
import { messageFault } from './message-fault.ts';

/** How the signature of a message travels: in a header, in the URL; for S3 also with a body in signed chunks. */
export type MessageForm = 'header' | 'query' | 'chunked';

/** The same, or in an HTML form for S3. */
export type SigningForm = MessageForm | 'post';

export interface SigningFields extends Readonly<Record<FieldName, string>> {
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
  readonly field: FieldName;
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
  readonly form: MessageForm;
  readonly service: string;
  readonly unsigned: HttpRequest;
  /** What becomes of a date that the message itself has. */
  readonly ownDate: OwnDate;
}

export interface PostInput extends CommonInput {
  readonly kind: 'post';
  readonly bucket: string;
  readonly key: { readonly kind: 'exact' | 'prefix'; readonly value: string };
  readonly maxBytes: number;
}

type Problem = { readonly kind: 'problem' } & FieldProblem;
export type SigningInput = MessageInput | PostInput | Problem;

/** S3 user guide, object-keys: in UTF-8. */
const longestKey = 1024;

/** Reads the fields that the form of signing uses. `now` in milliseconds since the epoch. */
export function readSigningInput(fields: SigningFields, now: number): SigningInput {
  const { form } = fields;
  const region = fields.region.trim();
  const namesProblem =
    nameProblem('region', region) ?? (form === 'post' ? undefined : serviceProblem(fields));
  if (namesProblem !== undefined) return namesProblem;
  const date = fields.date.trim() === '' ? now : parseBasicDate(fields.date.trim());
  if (date === undefined) return wrong('date', inputWords.date(basicDate(new Date(now))));
  const expiresIn = wholeNumber(fields.expiresIn);
  const inTime = expiresIn >= 1 && expiresIn <= longestExpiry;
  if ((form === 'query' || form === 'post') && !inTime) return wrong('expiresIn', inputWords.expiresIn);
  const common = { region, date: new Date(date), expiresIn };
  // Never spread: the bench hands itself in, whose fields are accessors.
  return form === 'post' ? readPost(fields, common) : readMessage(fields, form, common);
}

function serviceProblem({ service: typed, form }: SigningFields): Problem | undefined {
  const service = typed.trim();
  const problem = nameProblem('service', service);
  if (problem !== undefined) return problem;
  return form === 'chunked' && !signsLikeS3(service) ? wrong('service', inputWords.onlyS3Chunks) : undefined;
}

function nameProblem(field: 'region' | 'service', name: string): Problem | undefined {
  if (!/^[a-z0-9-]+$/i.test(name)) return wrong(field, inputWords[field]);
  return name === name.toLowerCase() ? undefined : wrong(field, inputWords.capitals(name));
}

function readMessage(
  { message, service }: SigningFields,
  form: MessageForm,
  common: CommonInput,
): MessageInput | Problem {
  const parsed = parseRequest(message);
  if (!parsed.ok) {
    const fault = messageFault(message);
    const { line, message: reason } = parsed.error;
    return wrong(
      'message',
      fault === undefined ? `Line ${line}: ${sentenceOf(reason)}` : messageFaultWords[fault],
    );
  }
  const unsigned = withoutSignature(parsed.value);
  // Every signature covers it, and no address does without.
  if ((headerValue(unsigned, 'host') ?? '').trim() === '') return wrong('message', inputWords.noHost);
  return {
    kind: 'message',
    ...common,
    form,
    service: service.trim(),
    unsigned,
    ownDate: ownDateOf(parsed.value),
  };
}

function ownDateOf(request: HttpRequest): OwnDate {
  const inQuery = /(?:^|&)x-amz-date=/i.test(request.query);
  if (inQuery || headerValue(request, dateHeader) !== undefined) return 'replaced';
  return headerValue(request, 'date') === undefined ? 'none' : 'outranked';
}

function readPost(fields: SigningFields, common: CommonInput): PostInput | Problem {
  const [bucket, key] = [fields.bucket.trim(), fields.key.trim()];
  const fault = bucketNameFault(bucket);
  if (fault !== undefined) return wrong('bucket', bucketNameWords(fault));
  if (key === '') return wrong('key', inputWords.noKey);
  const named = key.endsWith('*')
    ? ({ kind: 'prefix', value: key.slice(0, -1) } as const)
    : ({ kind: 'exact', value: key } as const);
  const keyBytes = utf8Bytes(named.value).length;
  if (keyBytes > longestKey) return wrong('key', inputWords.longKey(keyBytes));
  const maxBytes = wholeNumber(fields.maxBytes);
  if (!Number.isSafeInteger(maxBytes) || maxBytes < 1) return wrong('maxBytes', inputWords.maxBytes);
  return { kind: 'post', ...common, bucket, key: named, maxBytes };
}

/** Digits alone, as AWS takes them: `Number` would read `1e3` and `0x10` too. NaN for all else. */
function wholeNumber(text: string): number {
  return /^\d+$/.test(text.trim()) ? Number(text) : NaN;
}

function wrong(field: FieldName, message: string): Problem {
  return { kind: 'problem', field, message };
}
