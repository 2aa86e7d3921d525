// Changes to one profile in one file. All other lines stay as they are.

import { err, ok, type Result } from '../../core/lang/result.ts';
import type { AwsFile, RawLine } from './aws-file.ts';
import { checkProfileName, checkSetting, type WriteProblem } from './check-writable.ts';
import { parseAwsFile } from './parse-aws-file.ts';
import { printHeader } from './section-header.ts';
import { profileSections, sectionsOf, type AwsSection } from './sections.ts';
import { replaceValue, splitSetting } from './setting-line.ts';

/**
 * Sets settings of a profile, by key. A setting that is there keeps its place, its spacing and the comment after
 * it; a new one follows the last; a new profile goes to the end, after a blank line. Settings not named stay:
 * where a key replaces temporary credentials, remove `aws_session_token` too.
 */
export function setProfile(
  file: AwsFile,
  name: string,
  settings: Readonly<Record<string, string>>,
): Result<AwsFile, WriteProblem> {
  const wanted = new Map(Object.entries(settings).map(([key, value]) => [key.toLowerCase(), value]));
  const problem =
    checkProfileName(name) ??
    [...wanted].map(([key, value]) => checkSetting(key, value)).find((found) => found !== undefined);
  if (problem !== undefined) return err(problem);

  const sections = profileSections(file, name);
  const last = sections.at(-1);
  if (last === undefined) return ok(appendSection(file, name, wanted));

  const end = lineEnd(file);
  const present = new Map(sections.flatMap((section) => section.settings).map((each) => [each.key, each]));
  const changed = new Map<number, readonly RawLine[]>();
  const added: string[] = [];
  for (const [key, value] of wanted) {
    const [first, ...rest] = present.get(key)?.lines ?? [];
    const line = first === undefined ? undefined : file.lines[first];
    const parts = line && splitSetting(line.text);
    if (first === undefined || line === undefined || parts === undefined) {
      added.push(`${key} = ${value}`);
      continue;
    }
    changed.set(first, [{ text: replaceValue(parts, value), end: line.end }]);
    for (const index of rest) changed.set(index, []);
  }
  if (added.length > 0) {
    const at = last.settings.at(-1)?.lines.at(-1) ?? last.from;
    const indent = indentation(file, last);
    const lines = added.map((text) => ({ text: indent + text, end }));
    changed.set(at, [...(changed.get(at) ?? file.lines.slice(at, at + 1)), ...lines]);
  }
  return ok(reparse(file, changed));
}

/** Takes a setting out of a profile, wherever the file repeats it. The file itself when it is not there. */
export function removeSetting(file: AwsFile, name: string, key: string): AwsFile {
  const wanted = key.toLowerCase();
  const settings = profileSections(file, name).flatMap((section) => section.settings);
  const lines = settings.filter((each) => each.key === wanted).flatMap((each) => each.lines);
  return lines.length === 0 ? file : reparse(file, new Map(lines.map((index) => [index, []])));
}

/**
 * Takes a profile out of a file: from its header to its last setting, with the comments between and the blank
 * lines after. Comments before the header and after the last setting stay: they may speak of something else.
 */
export function removeProfile(file: AwsFile, name: string): AwsFile {
  const sections = profileSections(file, name);
  const gone = new Map<number, readonly RawLine[]>();
  const following = new Map<number, readonly RawLine[]>();
  for (const { from, to } of sections) {
    // Of the blank lines before and after only those before go on parting what remains.
    const parted = from === 0 || file.lines[from - 1]?.kind === 'blank';
    let after = to + 1;
    if (parted) while (file.lines[after]?.kind === 'blank') after++;
    for (let index = from; index < after; index++) gone.set(index, []);
    // At the end of the file the blank line that parted the section from what precedes it goes too.
    if (after === file.lines.length && file.lines[from - 1]?.kind === 'blank') gone.set(from - 1, []);
    const next = nextContent(file, to);
    const line = file.lines[next];
    if (line !== undefined) following.set(next, [{ text: line.text.trimStart(), end: line.end }]);
  }
  if (gone.size === 0) return file;
  const rest = reparse(file, gone);
  // An indented header may now read as more of the setting above it; without its indent it cannot.
  const whole = sectionsOf(rest).length === sectionsOf(file).length - sections.length;
  return whole ? rest : reparse(file, new Map([...following, ...gone]));
}

function appendSection(file: AwsFile, name: string, settings: ReadonlyMap<string, string>): AwsFile {
  const end = lineEnd(file);
  const last = file.lines.at(-1);
  const texts = [printHeader(name, file.kind), ...[...settings].map(([key, value]) => `${key} = ${value}`)];
  if (last !== undefined && last.kind !== 'blank') texts.unshift('');
  const lines = texts.map((text) => ({ text, end }));
  if (last === undefined) return parseLines(file, lines);
  return reparse(file, new Map([[file.lines.length - 1, [last, ...lines]]]));
}

/** The file with some of its lines, by index, replaced by others. */
function reparse(file: AwsFile, changed: ReadonlyMap<number, readonly RawLine[]>): AwsFile {
  return parseLines(
    file,
    file.lines.flatMap((line, index) => changed.get(index) ?? line),
  );
}

function parseLines(file: AwsFile, lines: readonly RawLine[]): AwsFile {
  // The file's last line may have had no end; no longer the last, it needs one.
  const text = lines.map((line, index) => {
    const open = line.end === '' && index < lines.length - 1;
    return line.text + (open ? lineEnd(file) : line.end);
  });
  return parseAwsFile(text.join(''), file.kind);
}

/** As the first line of the file ends. */
function lineEnd(file: AwsFile): '\n' | '\r\n' | '\r' {
  const end = file.lines[0]?.end ?? '';
  return end === '' ? '\n' : end;
}

/**
 * The indent for a new setting after the last of a section. Not deeper than that, or it would go on the setting
 * above; not less than what follows, or that would go on the new setting.
 */
function indentation(file: AwsFile, { from, settings }: AwsSection): string {
  const model = settings.at(-1)?.lines[0] ?? nextContent(file, from);
  const text = file.lines[model]?.text ?? '';
  return text.slice(0, text.length - text.trimStart().length);
}

/** Index of the next line that is more than blank or comment; past the end where there is none. */
function nextContent(file: AwsFile, after: number): number {
  let index = after + 1;
  while (file.lines[index]?.kind === 'blank' || file.lines[index]?.kind === 'comment') index++;
  return index;
}
