// What is in a pasted credentials file and config file, as it may be shown: no secret of theirs leaves this
// module but by `profileToSave`.

import type { AwsFile, AwsFileKind } from '../../../client/profiles/aws-file.ts';
import { checkProfileName } from '../../../client/profiles/check-writable.ts';
import { parseAwsFile } from '../../../client/profiles/parse-aws-file.ts';
import type { ProfileSettings } from '../../../client/profiles/profile-settings.ts';
import { readProfiles } from '../../../client/profiles/read-profiles.ts';
import type { Profile } from '../../../client/ports.ts';
import { maskForeignKeyIds } from '../../../core/names/access-key-id.ts';
import type { Credentials } from '../../../core/sigv4/credentials.ts';
import { keyAccountWords, type NamedAccount } from '../../words/accounts.ts';
import {
  continuationWords,
  fileProblemWords,
  profileFacts,
  profileKindWords,
  profileProblemWords,
  type ProfileFact,
} from '../../words/profiles.ts';
import type { KeyOrigin } from './key-origin.ts';
import { isAccessKeyId, shownOrigin, shownValue } from './profile-shown.ts';

export interface FoundProfile {
  readonly index: number;
  readonly name: string;
  readonly kind: string;
  readonly facts: readonly ProfileFact[];
  readonly problems: readonly string[];
  readonly key: FoundKey | undefined;
}

export interface FoundKey {
  readonly origin: KeyOrigin;
  /** Which account issued it, in words, where one on this device did. */
  readonly account: string | undefined;
  /** Comes with a session token. */
  readonly temporary: boolean;
  /** What looks like an access key ID where one belongs. */
  readonly plausible: boolean;
  readonly place: KeyPlace;
}

/** Where the key is kept, or could be. */
export type KeyPlace =
  | { readonly kind: 'saved'; readonly as: string }
  /** A profile has this access key ID, and another secret or session token. */
  | { readonly kind: 'differs'; readonly from: string }
  | { readonly kind: 'savable' }
  /** Of another sandbox on this device than the one that is open, or none is. */
  | { readonly kind: 'other-sandbox' }
  /** Not issued here: never kept. */
  | { readonly kind: 'nowhere' };

export interface FoundFiles {
  readonly files: Readonly<Record<AwsFileKind, AwsFile>>;
  readonly settings: readonly ProfileSettings[];
  readonly profiles: readonly FoundProfile[];
  readonly problems: Readonly<Record<AwsFileKind, readonly string[]>>;
  /** Something in them may be a real key. */
  readonly foreign: boolean;
}

export interface Surroundings {
  readonly saved: readonly Profile[];
  /** Of all sandboxes on this device. */
  readonly accountIds: readonly string[];
  /** Of the open sandbox. */
  readonly accounts: readonly NamedAccount[];
}

export function findProfiles(texts: Readonly<Record<AwsFileKind, string>>, around: Surroundings): FoundFiles {
  const { accountIds } = around;
  const shown = (value: string) => shownValue(value, accountIds);
  const files = {
    credentials: parseAwsFile(texts.credentials, 'credentials'),
    config: parseAwsFile(texts.config, 'config'),
  };
  const settings = readProfiles(files);
  const profiles = settings.map((each, index) => ({
    index,
    name: shown(each.name),
    kind: profileKindWords(each),
    facts: profileFacts(each, shown),
    problems: each.problems.map((problem) => profileProblemWords(problem, shown)),
    key: foundKey(each, around),
  }));
  const isForeign = (text: string) => maskForeignKeyIds(text, accountIds) !== text;
  return {
    files,
    settings,
    profiles,
    problems: {
      credentials: problemsOf(files.credentials, shown),
      config: problemsOf(files.config, shown),
    },
    // An ID in a comment, or a secret whose ID was not found, may be somebody's as well.
    foreign:
      profiles.some(({ key }) => key?.origin.kind === 'elsewhere') ||
      settings.some(hasLoneSecret) ||
      isForeign(texts.credentials) ||
      isForeign(texts.config),
  };
}

/** The credentials of a found profile, where they may be kept: all in one line, and with a name and a Region that do. */
export function profileToSave(settings: ProfileSettings): Omit<Profile, 'sandboxId'> | undefined {
  const credentials = credentialsOf(settings);
  if (credentials === undefined || !isWhole(credentials)) return undefined;
  const { name, region = '' } = settings;
  return {
    name: checkProfileName(name) === undefined ? name : 'pasted',
    credentials,
    region: /^[a-z0-9-]+$/.test(region) ? region : 'us-east-1',
  };
}

function credentialsOf(settings: ProfileSettings): Credentials | undefined {
  return settings.kind === 'other' ? undefined : settings.credentials;
}

function foundKey(settings: ProfileSettings, around: Surroundings): FoundKey | undefined {
  const credentials = credentialsOf(settings);
  if (credentials === undefined) return undefined;
  const origin = shownOrigin(credentials.accessKeyId, around.accountIds);
  return {
    origin,
    account: origin.kind === 'here' ? keyAccountWords(credentials.accessKeyId, around.accounts) : undefined,
    temporary: credentials.sessionToken !== undefined,
    plausible: isAccessKeyId(credentials.accessKeyId) && isWhole(credentials),
    place: placeOf(credentials, origin, around),
  };
}

function placeOf(credentials: Credentials, origin: KeyOrigin, { saved, accounts }: Surroundings): KeyPlace {
  if (origin.kind !== 'here') return { kind: 'nowhere' };
  if (!accounts.some(({ accountId }) => accountId === origin.accountId)) return { kind: 'other-sandbox' };
  const withId = saved.filter((profile) => profile.credentials.accessKeyId === credentials.accessKeyId);
  const same = withId.find((profile) => isSame(profile.credentials, credentials));
  if (same !== undefined) return { kind: 'saved', as: same.name };
  const [other] = withId;
  if (other !== undefined) return { kind: 'differs', from: other.name };
  return isWhole(credentials) ? { kind: 'savable' } : { kind: 'nowhere' };
}

function isSame(a: Credentials, b: Credentials): boolean {
  return a.secretAccessKey === b.secretAccessKey && (a.sessionToken ?? '') === (b.sessionToken ?? '');
}

/** An indented line below goes on a value, and makes no credentials of it. */
function isWhole({ secretAccessKey, sessionToken = '' }: Credentials): boolean {
  return !/\s/.test(secretAccessKey + sessionToken);
}

function hasLoneSecret({ problems }: ProfileSettings): boolean {
  return problems.some((each) => each.kind === 'incomplete-keys' && each.missing === 'aws_access_key_id');
}

function problemsOf(file: AwsFile, shown: (value: string) => string): readonly string[] {
  const told = new Set(file.problems.map(({ line }) => line));
  const continued = file.lines.flatMap((line, index) =>
    line.kind === 'continuation' && !told.has(index + 1)
      ? [{ line: index + 1, text: continuationWords(index + 1) }]
      : [],
  );
  const problems = file.problems.map((each) => ({ line: each.line, text: fileProblemWords(each, shown) }));
  return [...problems, ...continued].sort((a, b) => a.line - b.line).map(({ text }) => text);
}
