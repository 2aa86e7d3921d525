// Reads the text of `~/.aws/credentials` or `~/.aws/config`. Where the AWS CLI and the SDKs read a line
// differently, the difference is among the problems; whether a line belongs to the one above is the CLI's rule.
// https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html

import type { AwsFile, AwsFileKind, AwsLine, FileProblem, LineProblemKind, RawLine } from './aws-file.ts';
import { splitLines } from './aws-file.ts';
import { parseHeader } from './section-header.ts';
import { isComment, splitSetting } from './setting-line.ts';

/** Any text is read; what is wrong with it is listed in `problems`, by line. `printAwsFile` gives the text back. */
export function parseAwsFile(text: string, kind: AwsFileKind): AwsFile {
  const state: Reading = { kind, problems: [], sections: new Map(), keys: undefined, open: undefined };
  const lines = splitLines(text).map((raw, index) => ({ ...raw, ...readLine(raw, index, state) }));
  return { kind, lines, problems: state.problems };
}

interface Reading {
  readonly kind: AwsFileKind;
  readonly problems: FileProblem[];
  /** The line where each section was first opened. */
  readonly sections: Map<string, number>;
  /** The line of each key of the section that is open; undefined before the first section. */
  keys: Map<string, number> | undefined;
  /** The setting to which an indented line belongs. */
  open: { readonly indent: number; readonly nests: boolean } | undefined;
}

type Content<Line> = Line extends unknown ? Omit<Line, keyof RawLine> : never;
type LineContent = Content<AwsLine>;

const byteOrderMark = '\uFEFF';

function readLine(raw: RawLine, index: number, state: Reading): LineContent {
  const line = index + 1;
  const report = (kind: LineProblemKind) => state.problems.push({ line, kind });
  const marked = index === 0 && raw.text.startsWith(byteOrderMark);
  if (marked) report('byte-order-mark');
  const text = marked ? raw.text.slice(byteOrderMark.length) : raw.text;

  const content = text.trim();
  if (content === '') return { kind: 'blank' };
  if (isComment(content)) return { kind: 'comment' };
  const indent = text.length - text.trimStart().length;
  if (state.open !== undefined && indent > state.open.indent) {
    return readIndented(content, state.open.nests, report);
  }
  state.open = undefined;
  return content.startsWith('[')
    ? readSection(content, line, state)
    : readSetting(content, { line, indent, state, report });
}

/** A line that belongs to the setting above. Here nothing is a comment: neither CLI nor SDKs look for one. */
function readIndented(content: string, nests: boolean, report: (kind: LineProblemKind) => void): LineContent {
  if (!nests) return { kind: 'continuation', value: content };
  const at = content.indexOf('=');
  if (at < 0) report('missing-delimiter');
  else if (at === 0) report('empty-key');
  if (at <= 0) return { kind: 'continuation', value: content };
  return {
    kind: 'nested',
    key: content.slice(0, at).trim().toLowerCase(),
    value: content.slice(at + 1).trim(),
  };
}

function readSection(content: string, line: number, state: Reading): LineContent {
  const { header, problems } = parseHeader(content, state.kind);
  for (const kind of problems) state.problems.push({ line, kind });
  const { type, name } = header;
  const identity = `${type} ${name}`;
  const firstLine = state.sections.get(identity);
  if (firstLine === undefined) state.sections.set(identity, line);
  else state.problems.push({ line, kind: 'duplicate-section', name, firstLine });
  state.keys = new Map();
  return { kind: 'section', header };
}

interface SettingContext {
  readonly line: number;
  readonly indent: number;
  readonly state: Reading;
  readonly report: (kind: LineProblemKind) => void;
}

function readSetting(content: string, { line, indent, state, report }: SettingContext): LineContent {
  const parts = splitSetting(content);
  if (parts === undefined || parts.key === '') {
    report(parts === undefined ? 'missing-delimiter' : 'empty-key');
    return { kind: 'unknown' };
  }
  const key = parts.key.toLowerCase();
  const { value } = parts;
  if (parts.delimiter === ':') report('colon-delimiter');
  if (parts.tail.trim() !== '') report('comment-after-value');
  if (state.keys === undefined) report('outside-section');
  const firstLine = state.keys?.get(key);
  if (firstLine === undefined) state.keys?.set(key, line);
  else state.problems.push({ line, kind: 'duplicate-key', key, firstLine });
  state.open = { indent, nests: value === '' };
  return { kind: 'setting', key, value };
}
