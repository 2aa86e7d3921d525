// A profile as `aws configure` makes it: the conversation, the same as commands, and the files it leaves.
// https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-files.html
// https://docs.aws.amazon.com/cli/latest/reference/configure/set.html

import { err, ok, type Result } from '../../core/lang/result.ts';
import type { Credentials } from '../../core/sigv4/credentials.ts';
import { printAwsFile, type AwsFileKind } from './aws-file.ts';
import { checkProfileName, checkSetting, type WriteProblem } from './check-writable.ts';
import { setProfile } from './edit-profile.ts';
import { parseAwsFile } from './parse-aws-file.ts';
import { quoteArgument, type Shell, type ShellProblem } from './shell-quote.ts';

export interface NewProfile {
  readonly profile: string;
  readonly credentials: Credentials;
  /** Empty: not configured. */
  readonly region: string;
  /** `json`, `yaml`, `text`, `table`; absent: not configured, which means `json`. */
  readonly output?: string;
}

/** `aws configure` asks for no session token: `asks` is the conversation without it, `configureCommands` has it. */
export interface ConfigureTranscript {
  readonly command: string;
  readonly asks: readonly { readonly prompt: string; readonly answer: string }[];
}

/** An argument that the AWS CLI would take for one of its options. */
export interface ArgumentProblem {
  readonly kind: 'leading-hyphen';
  readonly key: string;
}

/** What the AWS CLI asks for a profile that is not there yet, and what one types. */
export function configureTranscript(
  profile: NewProfile,
  shell: Shell,
): Result<ConfigureTranscript, WriteProblem | ShellProblem> {
  const problem = problemWith(profile);
  if (problem !== undefined) return err(problem);
  const option = profileOption(profile.profile, shell);
  if (!option.ok) return option;
  const { credentials, region, output } = profile;
  const answers = [
    ['AWS Access Key ID', credentials.accessKeyId],
    ['AWS Secret Access Key', credentials.secretAccessKey],
    ['Default region name', region],
    ['Default output format', output ?? ''],
  ] as const;
  return ok({
    // The default profile is the one that is configured without a name.
    command: profile.profile === 'default' ? 'aws configure' : `aws configure ${option.value}`,
    asks: answers.map(([name, answer]) => ({ prompt: `${name} [None]: `, answer })),
  });
}

/** `aws configure set …`, a line for each setting, the session token too, each ended by a line feed. */
export function configureCommands(
  profile: NewProfile,
  shell: Shell,
): Result<string, WriteProblem | ShellProblem | ArgumentProblem> {
  const problem = problemWith(profile);
  if (problem !== undefined) return err(problem);
  const option = profileOption(profile.profile, shell);
  if (!option.ok) return option;
  let text = '';
  for (const [key, value] of Object.entries({
    ...settingsFor(profile, 'credentials'),
    ...settingsFor(profile, 'config'),
  })) {
    if (value.startsWith('-')) return err({ kind: 'leading-hyphen', key });
    const quoted = quoteArgument(value, shell);
    if (!quoted.ok) return quoted;
    text += `aws configure set ${key} ${quoted.value} ${option.value}\n`;
  }
  return ok(text);
}

/** The section that each file would get, the config file's empty when there is nothing to say in it. */
export function filesForProfile(
  profile: NewProfile,
): Result<Readonly<Record<AwsFileKind, string>>, WriteProblem> {
  const problem = problemWith(profile);
  if (problem !== undefined) return err(problem);
  return ok({ credentials: sectionFor(profile, 'credentials'), config: sectionFor(profile, 'config') });
}

function sectionFor(profile: NewProfile, kind: AwsFileKind): string {
  const settings = settingsFor(profile, kind);
  if (Object.keys(settings).length === 0) return '';
  const file = setProfile(parseAwsFile('', kind), profile.profile, settings);
  if (!file.ok) throw new TypeError('a profile that has passed the check could not be written');
  return printAwsFile(file.value);
}

/** What belongs into a file, by key. Secrets go to the credentials file, all else to the config file. */
function settingsFor(
  { credentials, region, output = '' }: NewProfile,
  kind: AwsFileKind,
): Readonly<Record<string, string>> {
  const settings =
    kind === 'config'
      ? { region, output }
      : {
          aws_access_key_id: credentials.accessKeyId,
          aws_secret_access_key: credentials.secretAccessKey,
          aws_session_token: credentials.sessionToken ?? '',
        };
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== ''));
}

function problemWith(profile: NewProfile): WriteProblem | undefined {
  const settings = { ...settingsFor(profile, 'credentials'), ...settingsFor(profile, 'config') };
  return (
    checkProfileName(profile.profile) ??
    Object.entries(settings)
      .map(([key, value]) => checkSetting(key, value))
      .find((problem) => problem !== undefined)
  );
}

/** With `=` where the name would be taken for another option. */
function profileOption(profile: string, shell: Shell): Result<string, ShellProblem> {
  const quoted = quoteArgument(profile, shell);
  if (!quoted.ok) return quoted;
  return ok(profile.startsWith('-') ? `--profile=${quoted.value}` : `--profile ${quoted.value}`);
}
