// What may be seen of a credentials file outside the box that it was pasted into. It may hold real secrets, at
// places where none belong too: in comments, in lines cut wrongly, in values that an indented line goes on.

import type { AwsFile, AwsLine } from '../../../client/profiles/aws-file.ts';
import { splitSetting } from '../../../client/profiles/setting-line.ts';
import { assertNever } from '../../../core/lang/assert-never.ts';
import { maskForeignKeyIds } from '../../../core/names/access-key-id.ts';
import { cut } from '../../words/cut.ts';
import { keyOrigin, type KeyOrigin } from './key-origin.ts';

const dots = '••••••••';

/** No value that is shown is as long as this. */
const longestValue = 200;

/** A secret access key has 40 such characters, a session token more. */
const secretLike = /[A-Za-z0-9/+=]{40,}/g;

/** Settings whose value is no secret and holds none. */
const openSettings: ReadonlySet<string> = new Set([
  'credential_source',
  'duration_seconds',
  'mfa_serial',
  'output',
  'region',
  'role_arn',
  'role_session_name',
  's3',
  'services',
  'source_profile',
]);

/** A value of a pasted file: its first line, without what looks like a secret or may be somebody's key. */
export function shownValue(value: string, accountIds: readonly string[]): string {
  const [line = ''] = value.split(/[\r\n\u2028\u2029]/, 1);
  const more = line.length < value.length ? ' …' : '';
  // The name in an ARN may well be as long as a secret.
  const isArn = /^arn:\S+$/.test(line);
  const masked = isArn ? maskForeignKeyIds(line, accountIds) : withoutSecrets(line, accountIds);
  return cut(masked, longestValue) + more;
}

/** Where a key comes from, with its id only where it has the form of one: ID and secret get swapped. */
export function shownOrigin(accessKeyId: string, accountIds: readonly string[]): KeyOrigin {
  const origin = keyOrigin(accessKeyId, accountIds);
  return isAccessKeyId(accessKeyId) ? origin : { kind: 'elsewhere', shown: dots, accountId: undefined };
}

/** 16 to 128 characters (IAM API reference, AccessKey): AWS's own are letters and digits, and begin with `A`. */
export function isAccessKeyId(text: string): boolean {
  return /^A[A-Z0-9]{15,127}$/.test(text);
}

/** The lines of a file, secrets and all that may hide one behind dots. */
export function shownLines(file: AwsFile, accountIds: readonly string[]): readonly string[] {
  return file.lines.map((line) => shownLine(line, accountIds));
}

function shownLine(line: AwsLine, accountIds: readonly string[]): string {
  const { text } = line;
  const indent = text.slice(0, text.length - text.trimStart().length);
  switch (line.kind) {
    case 'blank':
      return '';
    case 'comment':
    case 'section':
      return withoutSecrets(text, accountIds);
    case 'setting':
    case 'nested':
      return shownSetting(line, accountIds) ?? indent + dots;
    case 'continuation':
    case 'unknown':
      return indent + dots;
    default:
      return assertNever(line);
  }
}

/** Undefined for what does not look like a setting of AWS's: it may be the rest of a token, which ends in `=`. */
function shownSetting(line: SettingLine, accountIds: readonly string[]): string | undefined {
  if (openSettings.has(line.key)) return withoutSecrets(line.text, accountIds);
  const parts = splitSetting(line.text);
  if (parts === undefined || !/^[a-z0-9]+(?:_[a-z0-9]+)+$/.test(line.key)) return undefined;
  const isId = line.key === 'aws_access_key_id';
  const value = isId ? shownOrigin(parts.value, accountIds).shown : parts.value === '' ? '' : dots;
  return withoutSecrets(parts.head, accountIds) + value + withoutSecrets(parts.tail, accountIds);
}

type SettingLine = AwsLine & { readonly kind: 'setting' | 'nested' };

function withoutSecrets(text: string, accountIds: readonly string[]): string {
  return maskForeignKeyIds(text.replace(secretLike, dots), accountIds);
}
