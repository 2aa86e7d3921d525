// The profiles of a machine, from its two files together.

import type { Credentials } from '../../core/sigv4/credentials.ts';
import type { AwsFile } from './aws-file.ts';
import type { OtherProfile, ProfileProblem, ProfileSettings, RoleSource } from './profile-settings.ts';
import { sectionsOf } from './sections.ts';
import { sourceProblems } from './source-problems.ts';

/**
 * All profiles of the two files, those of the config file first. A setting of the credentials file wins over
 * the same in the config file; an access key is taken whole from one file, so that a session token of the one
 * never joins a key of the other.
 * https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html
 */
export function readProfiles(files: {
  readonly credentials: AwsFile;
  readonly config: AwsFile;
}): readonly ProfileSettings[] {
  const config = valuesByProfile(files.config);
  const credentials = valuesByProfile(files.credentials);
  const names = new Set([...config.keys(), ...credentials.keys()]);
  const profiles = [...names].map((name) =>
    readProfile(name, config.get(name) ?? none, credentials.get(name) ?? none),
  );
  const found = sourceProblems(profiles);
  return profiles.map((profile) => ({
    ...profile,
    problems: [...profile.problems, ...(found.get(profile.name) ?? [])],
  }));
}

type Values = ReadonlyMap<string, string>;
const none: Values = new Map();

const credentialSources: ReadonlySet<string> = new Set([
  'Environment',
  'Ec2InstanceMetadata',
  'EcsContainer',
]);

/** Empty values are as good as absent. */
function valuesByProfile(file: AwsFile): ReadonlyMap<string, Values> {
  const profiles = new Map<string, Map<string, string>>();
  for (const { header, settings } of sectionsOf(file)) {
    if (header.type !== 'profile') continue;
    const values = profiles.get(header.name) ?? new Map<string, string>();
    profiles.set(header.name, values);
    for (const { key, value } of settings) {
      if (value === '') values.delete(key);
      else values.set(key, value);
    }
  }
  return profiles;
}

function readProfile(name: string, config: Values, credentials: Values): ProfileSettings {
  const problems: ProfileProblem[] = [];
  const values: Values = new Map([...config, ...credentials]);
  const inBoth = hasKey(config) && hasKey(credentials);
  if (inBoth) problems.push({ kind: 'keys-in-both-files' });
  const key = readKey(hasKey(credentials) ? credentials : config, problems);

  const region = values.get('region');
  const mfaSerial = values.get('mfa_serial');
  const base = { name, ...optional('region', region), problems };
  const roleArn = values.get('role_arn');
  const provider = otherProvider(values);
  // The order is the AWS CLI's: a role before web identity and SSO, these before a key, a key before a command.
  if (roleArn !== undefined && provider !== 'web-identity') {
    return {
      ...base,
      kind: 'role',
      roleArn,
      source: readSource(values, problems),
      ...optional('credentials', key),
      ...optional('externalId', values.get('external_id')),
      ...optional('mfaSerial', mfaSerial),
      ...optional('roleSessionName', values.get('role_session_name')),
      ...optional('durationSeconds', readDuration(values.get('duration_seconds'), problems)),
    };
  }
  if (key === undefined || provider === 'web-identity' || provider === 'sso') {
    return { ...base, kind: 'other', provider };
  }
  return { ...base, kind: 'keys', credentials: key, ...optional('mfaSerial', mfaSerial) };
}

function hasKey(values: Values): boolean {
  return values.has('aws_access_key_id') || values.has('aws_secret_access_key');
}

function readKey(values: Values, problems: ProfileProblem[]): Credentials | undefined {
  const accessKeyId = values.get('aws_access_key_id');
  const secretAccessKey = values.get('aws_secret_access_key');
  if (accessKeyId !== undefined && secretAccessKey !== undefined) {
    return { accessKeyId, secretAccessKey, ...optional('sessionToken', values.get('aws_session_token')) };
  }
  if (accessKeyId !== undefined) problems.push({ kind: 'incomplete-keys', missing: 'aws_secret_access_key' });
  if (secretAccessKey !== undefined) problems.push({ kind: 'incomplete-keys', missing: 'aws_access_key_id' });
  return undefined;
}

function otherProvider(values: Values): OtherProfile['provider'] {
  if (values.has('web_identity_token_file')) return 'web-identity';
  if (values.has('sso_session') || values.has('sso_start_url')) return 'sso';
  if (values.has('login_session')) return 'login';
  return values.has('credential_process') ? 'process' : 'none';
}

function readSource(values: Values, problems: ProfileProblem[]): RoleSource {
  const profile = values.get('source_profile');
  const credentialSource = values.get('credential_source');
  if (profile !== undefined) {
    if (credentialSource !== undefined) problems.push({ kind: 'two-sources' });
    return { kind: 'profile', profile };
  }
  if (credentialSource === undefined) {
    problems.push({ kind: 'role-without-source' });
    return { kind: 'none' };
  }
  if (!credentialSources.has(credentialSource)) {
    problems.push({ kind: 'unknown-credential-source', credentialSource });
  }
  return { kind: 'credential-source', credentialSource };
}

function readDuration(value: string | undefined, problems: ProfileProblem[]): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d{1,9}$/.test(value)) return Number(value);
  problems.push({ kind: 'invalid-duration', value });
  return undefined;
}

/** A property that is there only where it has a value. */
function optional<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { readonly [Key in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [Key in Name]: Value });
}
