// How a profile gets into the AWS CLI and the SDKs: texts to copy, each with a form to look at that has no
// secret in it.

import {
  configureCommands,
  configureTranscript,
  filesForProfile,
  type ArgumentProblem,
} from '../../../client/profiles/configure.ts';
import type { WriteProblem } from '../../../client/profiles/check-writable.ts';
import { environmentVariables } from '../../../client/profiles/environment-variables.ts';
import type { Shell, ShellProblem } from '../../../client/profiles/shell-quote.ts';
import type { Profile } from '../../../client/ports.ts';
import { ok, type Result } from '../../../core/lang/result.ts';
import type { Credentials } from '../../../core/sigv4/credentials.ts';

/** `hidden` is the text with dots where `text` has secrets: as many, so that nothing moves when they are shown. */
export interface SecretText {
  readonly text: string;
  readonly hidden: string;
}

export interface TranscriptText {
  readonly command: string;
  readonly asks: readonly { readonly prompt: string; readonly answer: SecretText }[];
}

/** What `aws configure` asks, and what one types. */
export function transcriptText(
  profile: Profile,
  shell: Shell,
): Result<TranscriptText, WriteProblem | ShellProblem> {
  const both = makeBoth(profile, (each) => configureTranscript(newProfile(each), shell));
  if (!both.ok) return both;
  const { real, standIn } = both.value;
  const asks = real.asks.map(({ prompt, answer }, index) => ({
    prompt,
    answer: { text: answer, hidden: withDots(standIn.asks[index]?.answer ?? '', profile.credentials) },
  }));
  return ok({ command: real.command, asks });
}

/** The `aws configure set` commands. */
export function commandsText(
  profile: Profile,
  shell: Shell,
): Result<SecretText, WriteProblem | ShellProblem | ArgumentProblem> {
  return secretText(profile, (each) => configureCommands(newProfile(each), shell));
}

/** What to add to each file. */
export function filesText(
  profile: Profile,
): Result<{ readonly credentials: SecretText; readonly config: string }, WriteProblem> {
  const both = makeBoth(profile, (each) => filesForProfile(newProfile(each)));
  if (!both.ok) return both;
  const { real, standIn } = both.value;
  const hidden = withDots(standIn.credentials, profile.credentials);
  return ok({ credentials: { text: real.credentials, hidden }, config: real.config });
}

export function environmentText(profile: Profile, shell: Shell): Result<SecretText, ShellProblem> {
  return secretText(profile, ({ credentials, region }) => environmentVariables(credentials, region, shell));
}

function secretText<Problem>(
  profile: Profile,
  make: (profile: Profile) => Result<string, Problem>,
): Result<SecretText, Problem> {
  const both = makeBoth(profile, make);
  if (!both.ok) return both;
  const { real, standIn } = both.value;
  return ok({ text: real, hidden: withDots(standIn, profile.credentials) });
}

/** Made a second time with stand-ins, rather than searched for the secret: quoting may have changed how it is written. */
function makeBoth<Made, Problem>(
  profile: Profile,
  make: (profile: Profile) => Result<Made, Problem>,
): Result<{ readonly real: Made; readonly standIn: Made }, Problem> {
  const real = make(profile);
  if (!real.ok) return real;
  const standIn = make({ ...profile, credentials: standIns(profile.credentials) });
  if (!standIn.ok) throw new TypeError('a stand-in could not be written where the secret could');
  return ok({ real: real.value, standIn: standIn.value });
}

function standIns({ accessKeyId, secretAccessKey, sessionToken }: Credentials): Credentials {
  const secret = standInFor('SECRET', secretAccessKey);
  if (sessionToken === undefined || sessionToken === '') return { accessKeyId, secretAccessKey: secret };
  return { accessKeyId, secretAccessKey: secret, sessionToken: standInFor('TOKEN', sessionToken) };
}

/** Such that shells quote it where they quote the secret, for a secret as AWS makes them. */
function standInFor(name: string, secret: string): string {
  return /^[\w/.+][\w/:.+-]*$/.test(secret) ? `0${name}0` : `0${name}=0`;
}

function withDots(text: string, { secretAccessKey, sessionToken = '' }: Credentials): string {
  return text
    .replaceAll(standInFor('SECRET', secretAccessKey), '•'.repeat(secretAccessKey.length))
    .replaceAll(standInFor('TOKEN', sessionToken), '•'.repeat(sessionToken.length));
}

function newProfile({ name, credentials, region }: Profile) {
  return { profile: name, credentials, region };
}
