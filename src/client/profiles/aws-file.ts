// `~/.aws/credentials` and `~/.aws/config` as documents: every line is kept as it was, so that a file can be
// read, changed in one place and written back.
// https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html
// https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-files.html

import type { SectionHeader } from './section-header.ts';

export type AwsFileKind = 'credentials' | 'config';

export interface AwsFile {
  readonly kind: AwsFileKind;
  readonly lines: readonly AwsLine[];
  readonly problems: readonly FileProblem[];
}

/** A line as it is in the file: `text` without its line end, `end` that line end, empty for a last line without one. */
export interface RawLine {
  readonly text: string;
  readonly end: '' | '\n' | '\r\n' | '\r';
}

export type AwsLine = RawLine &
  (
    | { readonly kind: 'blank' }
    | { readonly kind: 'comment' }
    | { readonly kind: 'section'; readonly header: SectionHeader }
    /** `key` in lower case; `value` as far as it stands on this line, without a comment after it. */
    | { readonly kind: 'setting'; readonly key: string; readonly value: string }
    /** `key = value`, indented under a setting without a value of its own, such as `s3 =`. */
    | { readonly kind: 'nested'; readonly key: string; readonly value: string }
    /** The value of the setting above goes on here. */
    | { readonly kind: 'continuation'; readonly value: string }
    /** Neither section nor setting: the AWS CLI refuses the whole file. */
    | { readonly kind: 'unknown' }
  );

/** What a reader of the file should be told. `line` counts from 1. */
export type FileProblem = { readonly line: number } & (
  | { readonly kind: LineProblemKind }
  | { readonly kind: 'duplicate-section'; readonly name: string; readonly firstLine: number }
  | { readonly kind: 'duplicate-key'; readonly key: string; readonly firstLine: number }
);

export type LineProblemKind =
  | HeaderProblemKind
  /** Some editors put one first, and the AWS CLI then refuses the whole file. */
  | 'byte-order-mark'
  /** A setting before the first section. */
  | 'outside-section'
  /** Neither `[section]`, nor `key = value`, nor a comment. */
  | 'missing-delimiter'
  /** `= value` */
  | 'empty-key'
  /** `key: value`, which the AWS CLI reads and the SDKs refuse. */
  | 'colon-delimiter'
  /** `key = value # comment`: a comment to the SDKs, part of the value to the AWS CLI. */
  | 'comment-after-value';

export type HeaderProblemKind =
  /** `[name` */
  | 'unclosed-bracket'
  /** `[profile 'name]` */
  | 'unclosed-quote'
  /** `[profile my name]`: without quotes nobody reads it. */
  | 'unquoted-name'
  /** `[]`, `[profile]` */
  | 'missing-section-name'
  /** `[name] text` */
  | 'text-after-section'
  /** `[ name ]`: white space that the SDKs ignore and the AWS CLI does not. */
  | 'padded-section-name'
  /** `[name]` in the config file, where a profile is `[profile name]`: nobody reads it. */
  | 'missing-profile-prefix'
  /** `[profile name]` in the credentials file, where a profile is `[name]`. */
  | 'profile-prefix'
  /** `[sso-session name]` or `[services name]` in the credentials file. */
  | 'section-of-config-file'
  /** `[something name]` in the config file: a type of section that AWS does not know. */
  | 'unknown-section-type'
  /** `[DEFAULT]`, whose settings the AWS CLI gives to every section. */
  | 'reserved-section'
  /** A profile name with characters that some SDKs skip: other than letters, digits and `_-/.%@:+`. */
  | 'unportable-name';

/** The text of a file. Of a parsed one it is the text that was parsed. */
export function printAwsFile(file: AwsFile): string {
  return file.lines.map(({ text, end }) => text + end).join('');
}

/** The text as lines. A lone carriage return ends one too, as it does for the AWS CLI. */
export function splitLines(text: string): readonly RawLine[] {
  const lines: RawLine[] = [];
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character !== '\n' && character !== '\r') continue;
    const end = character === '\n' ? '\n' : text[at + 1] === '\n' ? '\r\n' : '\r';
    lines.push({ text: text.slice(start, at), end });
    at += end.length - 1;
    start = at + 1;
  }
  if (start < text.length) lines.push({ text: text.slice(start), end: '' });
  return lines;
}
