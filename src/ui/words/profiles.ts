// Profiles of the AWS CLI and SDKs in words: what one says, what is wrong with it or with its file, and why a
// value cannot be written. `shown` makes of a value what may be seen of it: people paste secrets where none belong.
// https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html

import type { FileProblem, LineProblemKind } from '../../client/profiles/aws-file.ts';
import type { NameFault, ValueFault, WriteProblem } from '../../client/profiles/check-writable.ts';
import type { ArgumentProblem } from '../../client/profiles/configure.ts';
import type {
  OtherProfile,
  ProfileProblem,
  ProfileSettings,
} from '../../client/profiles/profile-settings.ts';
import type { Shell, ShellProblem } from '../../client/profiles/shell-quote.ts';
import { assertNever } from '../../core/lang/assert-never.ts';

export type Shown = (value: string) => string;

export const shellNames: Readonly<Record<Shell, string>> = {
  bash: 'bash',
  powershell: 'PowerShell',
  cmd: 'cmd',
};

const lineProblems: Readonly<Record<LineProblemKind, string>> = {
  'byte-order-mark':
    'The file begins with an invisible byte order mark, and the AWS CLI refuses all of it. Save it as UTF-8 without one.',
  'outside-section': 'This setting stands before the first section, so it belongs to no profile.',
  'missing-delimiter':
    'This is neither a [section], nor key = value, nor a comment. The AWS CLI refuses the whole file.',
  'empty-key': 'There is no key before the “=”. The AWS CLI refuses the whole file.',
  'colon-delimiter': 'Write “=” for the colon: the AWS CLI takes either, the SDKs do not.',
  'comment-after-value':
    'What comes after “#” or “;” is a comment to the SDKs, but a part of the value to the AWS CLI. Give the comment a line of its own.',
  'unclosed-bracket': 'The name of the section has no closing “]”.',
  'unclosed-quote': 'The name of the section has a quotation mark that is not closed.',
  'unquoted-name':
    'A name with a space in it needs quotation marks: [profile "my name"]. As it is, nobody reads the section.',
  'missing-section-name': 'The section has no name.',
  'text-after-section': 'There is text after the “]”. Only a comment may stand there.',
  'padded-section-name':
    'There is space inside the brackets. The SDKs pass over it, the AWS CLI takes it for a part of the name.',
  'missing-profile-prefix':
    'In the config file a profile is [profile name]; only [default] goes without the word. As it is, nobody reads the section.',
  'profile-prefix': 'In the credentials file a profile is [name], without the word “profile”.',
  'section-of-config-file': 'A section of this type belongs in the config file.',
  'unknown-section-type':
    'AWS knows no section of this type: only [profile name], [sso-session name] and [services name].',
  'reserved-section':
    'In capitals, [DEFAULT] is no profile: the AWS CLI gives its settings to every section. Write [default].',
  'unportable-name':
    'Some SDKs pass over a profile with this name. Letters, digits and _ - / . % @ : + are read everywhere.',
};

/** What is wrong, with the line: `Line 3: The section has no name.` Keys are not said back: a line cut wrongly can be a secret. */
export function fileProblemWords(problem: FileProblem, shown: Shown): string {
  return `Line ${problem.line}: ${fileProblemSentence(problem, shown)}`;
}

/** Of a line that is indented, and that the AWS CLI therefore takes for more of the value above it. */
export function continuationWords(line: number): string {
  return `Line ${line}: The line is indented, so the AWS CLI adds it to the value above. Remove the space before it.`;
}

function fileProblemSentence(problem: FileProblem, shown: Shown): string {
  switch (problem.kind) {
    case 'duplicate-section':
      return `The section “${shown(problem.name)}” is on line ${problem.firstLine} already. Make one of the two: tools do not agree on what two mean.`;
    case 'duplicate-key':
      return `This setting is on line ${problem.firstLine} already. The AWS CLI refuses a file with both.`;
    default:
      return lineProblems[problem.kind];
  }
}

/** What is wrong with a profile as a whole. */
export function profileProblemWords(problem: ProfileProblem, shown: Shown): string {
  switch (problem.kind) {
    case 'incomplete-keys':
      return `The access key is not complete: ${problem.missing} is missing.`;
    case 'keys-in-both-files':
      return 'Both files have an access key for this profile. The one in the credentials file counts.';
    case 'role-without-source':
      return 'The role has neither source_profile nor credential_source: nothing can sign the call to AssumeRole.';
    case 'two-sources':
      return 'The role has both source_profile and credential_source. Only one of them may be there.';
    case 'unknown-source-profile':
      return `The source_profile “${shown(problem.profile)}” is in neither file.`;
    case 'source-without-credentials':
      return `The source_profile “${shown(problem.profile)}” has no credentials to assume the role with.`;
    case 'source-cycle':
      return `The profiles take their credentials from one another in a ring: ${ringOf(problem.profiles.map(shown))}.`;
    case 'unknown-credential-source':
      return `The credential_source “${shown(problem.credentialSource)}” is none of Environment, Ec2InstanceMetadata and EcsContainer.`;
    case 'invalid-duration':
      return `The duration_seconds “${shown(problem.value)}” is not a whole number of seconds: the AWS CLI passes over it.`;
    default:
      return assertNever(problem);
  }
}

/** The first once more at the end, and of a long ring only the beginning. */
function ringOf(names: readonly string[]): string {
  const most = 6;
  const ring = [...names.slice(0, most), ...(names.length > most ? ['…'] : []), ...names.slice(0, 1)];
  return ring.join(' → ');
}

const nameFaults: Readonly<Record<NameFault, string>> = {
  empty: 'A profile needs a name.',
  'control-character': 'The name has a line break or another control character in it.',
  'surrounding-space': 'The name begins or ends with a space.',
  bracket: 'The name has a bracket in it, which ends the name of a section.',
  'comment-mark': 'The name has a word that begins with “#” or “;”, which begins a comment.',
  reserved: 'The AWS CLI keeps the name DEFAULT for itself. Perhaps you mean default.',
  'section-type': 'The name begins like a section of the config file. Leave that word out.',
};

const valueFaults: Readonly<Record<ValueFault, string>> = {
  'control-character': 'has a line break or another control character in it',
  'surrounding-space': 'begins or ends with a space',
  'comment-mark': 'has a “#” or “;” that begins a comment',
};

/** Why something cannot be written into a file or given to a shell, and what to do. */
export function writeProblemWords(problem: WriteProblem | ShellProblem | ArgumentProblem): string {
  switch (problem.kind) {
    case 'invalid-profile-name':
      return nameFaults[problem.reason];
    case 'invalid-key':
      return 'A setting has a name that the files cannot hold.';
    case 'invalid-value':
      return `The value of ${problem.key} ${valueFaults[problem.reason]}, so it would not be read back as it is.`;
    case 'leading-hyphen':
      return `The value of ${problem.key} begins with a hyphen: the AWS CLI would take it for an option. Write it into the file.`;
    case 'unquotable':
      return `A value has ${characterWords(problem.character)} in it, which ${shellNames[problem.shell]} cannot be given safely. Take another shell, or the two files.`;
    default:
      return assertNever(problem);
  }
}

function characterWords(character: string): string {
  return /\p{Cc}/u.test(character) ? 'a control character' : `“${character}”`;
}

const providers: Readonly<Record<OtherProfile['provider'], string>> = {
  sso: 'IAM Identity Center',
  'web-identity': 'Web identity',
  process: 'Credential process',
  login: 'aws login',
  none: 'No credentials',
};

/** How the profile gets its credentials, in two or three words. */
export function profileKindWords(profile: ProfileSettings): string {
  switch (profile.kind) {
    case 'keys':
      return 'Access key';
    case 'role':
      return 'IAM role';
    case 'other':
      return providers[profile.provider];
    default:
      return assertNever(profile);
  }
}

export interface ProfileFact {
  readonly term: string;
  readonly text: string;
}

/** What the profile says beside its key. */
export function profileFacts(profile: ProfileSettings, shown: Shown): readonly ProfileFact[] {
  const facts: (readonly [string, string | undefined])[] = [];
  if (profile.kind === 'role') {
    const { source, durationSeconds } = profile;
    facts.push(['Role', profile.roleArn]);
    if (source.kind === 'profile') facts.push(['Source profile', source.profile]);
    if (source.kind === 'credential-source') facts.push(['Credential source', source.credentialSource]);
    facts.push(['External ID', profile.externalId], ['Session name', profile.roleSessionName]);
    facts.push(['Duration', durationSeconds === undefined ? undefined : `${durationSeconds} seconds`]);
  }
  if (profile.kind !== 'other') facts.push(['MFA device', profile.mfaSerial]);
  facts.push(['Region', profile.region]);
  return facts.flatMap(([term, text]) => (text === undefined ? [] : [{ term, text: shown(text) }]));
}

/** Where an access key comes from. */
export const originWords = {
  here: 'issued by a sandbox on this device',
  example: 'an example of AWS’s documentation',
  elsewhere: 'not issued here',
} as const;
