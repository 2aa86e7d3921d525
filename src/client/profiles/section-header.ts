// The line that opens a section: `[default]`, `[profile name]` in the config file, `[name]` in the credentials
// file, `[sso-session name]`, `[services name]`.

import type { AwsFileKind, HeaderProblemKind } from './aws-file.ts';
import { isComment } from './setting-line.ts';
import { quoteWord, splitWords } from './shell-words.ts';

/** `other` is what the AWS CLI keeps for itself (`[plugins]`) and what nobody reads; `name` is then all of it. */
export interface SectionHeader {
  readonly type: 'profile' | 'sso-session' | 'services' | 'other';
  readonly name: string;
}

export interface ParsedHeader {
  readonly header: SectionHeader;
  readonly problems: readonly HeaderProblemKind[];
}

/** Sections of the AWS CLI's own, without a name of their own. */
const cliSections: ReadonlySet<string> = new Set(['plugins', 'preview']);

const typedSections = ['profile', 'sso-session', 'services'] as const;
const portableName = /^[\w\-/.%@:+]+$/;

/** Reads a line that begins with `[`, white space around it removed. */
export function parseHeader(line: string, kind: AwsFileKind): ParsedHeader {
  const close = line.indexOf(']');
  if (close < 0) return { header: other(line.slice(1).trim()), problems: ['unclosed-bracket'] };
  const inside = line.slice(1, close);
  const after = line.slice(close + 1).trim();
  const name = inside.trim();
  const { header, problems } = kind === 'config' ? configHeader(name) : credentialsHeader(name);
  const found: HeaderProblemKind[] = [...problems];
  if (name !== inside) found.push('padded-section-name');
  if (after !== '' && !isComment(after)) found.push('text-after-section');
  return { header, problems: found };
}

/** The line for a profile, as `aws configure` writes it. The name must have passed `checkProfileName`. */
export function printHeader(profile: string, kind: AwsFileKind): string {
  const plain = kind === 'credentials' || profile === 'default';
  return plain ? `[${profile}]` : `[profile ${quoteWord(profile)}]`;
}

/** Begins like a section of the config file, `profile x`, which no profile's name should. */
export function hasTypePrefix(name: string): boolean {
  return typedSections.some((type) => name.startsWith(type) && /^\s/.test(name.slice(type.length)));
}

function other(name: string): SectionHeader {
  return { type: 'other', name };
}

function credentialsHeader(name: string): ParsedHeader {
  if (name === '') return { header: other(name), problems: ['missing-section-name'] };
  const header: SectionHeader = { type: 'profile', name };
  if (!hasTypePrefix(name)) return { header, problems: profileProblems(name) };
  const problem = name.startsWith('profile') ? 'profile-prefix' : 'section-of-config-file';
  return { header, problems: [problem] };
}

function configHeader(name: string): ParsedHeader {
  if (name === '') return { header: other(name), problems: ['missing-section-name'] };
  if (name === 'default') return { header: { type: 'profile', name }, problems: [] };
  if (cliSections.has(name)) return { header: other(name), problems: [] };
  if (name === 'DEFAULT') return { header: other(name), problems: ['reserved-section'] };
  const words = splitWords(name);
  if (words === undefined) return { header: other(name), problems: ['unclosed-quote'] };
  const [first, second, ...more] = words;
  const type = typedSections.find((each) => each === first);
  if (type === undefined) {
    return {
      header: other(name),
      problems: [second === undefined ? 'missing-profile-prefix' : 'unknown-section-type'],
    };
  }
  if (second === undefined || second === '')
    return { header: other(name), problems: ['missing-section-name'] };
  if (more.length > 0) return { header: other(name), problems: ['unquoted-name'] };
  return { header: { type, name: second }, problems: type === 'profile' ? profileProblems(second) : [] };
}

function profileProblems(name: string): readonly HeaderProblemKind[] {
  if (name === 'DEFAULT') return ['reserved-section'];
  return portableName.test(name) ? [] : ['unportable-name'];
}
