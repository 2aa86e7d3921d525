import { describe, expect, it } from 'vitest';

import { parseAwsFile } from '../../../../src/client/profiles/parse-aws-file.ts';
import { readProfiles } from '../../../../src/client/profiles/read-profiles.ts';

function read(config: string, credentials = '') {
  return readProfiles({
    config: parseAwsFile(config, 'config'),
    credentials: parseAwsFile(credentials, 'credentials'),
  });
}

const keys = 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = secret\n';
const key = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' };

const problemsOf = (config: string, credentials = '') =>
  read(config, credentials).map(({ name, problems }) => [name, problems]);

// https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-role.html
describe('the profiles of the AWS CLI user guide', () => {
  it('a role with MFA, from a user whose key is in the credentials file', () => {
    const config = `[profile role-with-mfa]
region = us-west-2
role_arn= arn:aws:iam::128716708097:role/cli-role
source_profile=cli-user
mfa_serial = arn:aws:iam::128716708097:mfa/cli-user

[profile cli-user]
region = us-west-2
output = json
`;
    expect(read(config, `[cli-user]\n${keys}`)).toEqual([
      {
        kind: 'role',
        name: 'role-with-mfa',
        region: 'us-west-2',
        roleArn: 'arn:aws:iam::128716708097:role/cli-role',
        source: { kind: 'profile', profile: 'cli-user' },
        mfaSerial: 'arn:aws:iam::128716708097:mfa/cli-user',
        problems: [],
      },
      { kind: 'keys', name: 'cli-user', region: 'us-west-2', credentials: key, problems: [] },
    ]);
  });

  it('a role of another account, a named session, a role of the instance', () => {
    const config = `[default]
${keys}
[profile crossaccountrole]
role_arn = arn:aws:iam::234567890123:role/SomeRole
source_profile = default
mfa_serial = arn:aws:iam::123456789012:mfa/saanvi
external_id = 123456

[profile namedsessionrole]
role_arn = arn:aws:iam::234567890123:role/SomeRole
source_profile = default
role_session_name = Session_Maria_Garcia
duration_seconds = 43200

[profile marketingadmin]
role_arn = arn:aws:iam::123456789012:role/marketingadminrole
credential_source = Ec2InstanceMetadata
`;
    const role = { kind: 'role', roleArn: 'arn:aws:iam::234567890123:role/SomeRole', problems: [] };
    const source = { kind: 'profile', profile: 'default' };
    expect(read(config)).toEqual([
      { kind: 'keys', name: 'default', credentials: key, problems: [] },
      {
        ...role,
        name: 'crossaccountrole',
        source,
        mfaSerial: 'arn:aws:iam::123456789012:mfa/saanvi',
        externalId: '123456',
      },
      {
        ...role,
        name: 'namedsessionrole',
        source,
        roleSessionName: 'Session_Maria_Garcia',
        durationSeconds: 43200,
      },
      {
        ...role,
        name: 'marketingadmin',
        roleArn: 'arn:aws:iam::123456789012:role/marketingadminrole',
        source: { kind: 'credential-source', credentialSource: 'Ec2InstanceMetadata' },
      },
    ]);
  });

  it.each([
    ['web-identity', 'role_arn = arn\nweb_identity_token_file = /path/to/a/token'],
    ['sso', 'sso_session = my-sso\nsso_account_id = 111122223333'],
    ['sso', 'sso_start_url = https://example.awsapps.com/start'],
    ['process', 'credential_process = /opt/bin/awscreds-retriever --username susan'],
    ['login', 'login_session = arn:aws:iam::123456789012:user/anika'],
    ['none', 'region = us-west-2'],
  ])('other: %s', (provider, settings) => {
    expect(read(`[profile a]\n${settings}`)).toMatchObject([{ kind: 'other', provider, problems: [] }]);
  });
});

describe('both files together', () => {
  it('the credentials file wins, setting by setting', () => {
    const [profile] = read(
      '[profile a]\nregion = eu-west-1\nmfa_serial = m',
      `[a]\nregion = us-east-1\n${keys}`,
    );
    expect(profile).toMatchObject({ kind: 'keys', region: 'us-east-1', mfaSerial: 'm', problems: [] });
  });

  it('a token of the one never joins a key of the other', () => {
    const [profile] = read(`[profile a]\n${keys}aws_session_token = stale`, `[a]\n${keys}`);
    expect(profile).toEqual({
      kind: 'keys',
      name: 'a',
      credentials: key,
      problems: [{ kind: 'keys-in-both-files' }],
    });
  });

  it('a token beside its key', () => {
    expect(read('', `[a]\n${keys}aws_session_token = t`)).toMatchObject([
      { kind: 'keys', credentials: { ...key, sessionToken: 't' } },
    ]);
  });

  it('a name in one file only; sections of other types are no profiles', () => {
    const names = read('[profile a]\n[services s]\n[sso-session t]\n[b]', '[c]\n[a]').map(({ name }) => name);
    expect(names).toEqual(['a', 'c']);
  });

  it('of what is said twice the later counts, an empty value included', () => {
    expect(read('[profile a]\nregion = x\nregion = y\n[profile a]\nregion = z')).toMatchObject([
      { region: 'z' },
    ]);
    expect(read('[profile a]\nregion = x\n[profile a]\nregion =')[0]).not.toHaveProperty('region');
  });
});

describe('problems', () => {
  const role = (source: string) => `role_arn = arn:aws:iam::1:role/r\n${source}\n`;

  it.each([
    [
      'half a key',
      '[profile a]\naws_access_key_id = AKIA',
      [{ kind: 'incomplete-keys', missing: 'aws_secret_access_key' }],
    ],
    [
      'the other half',
      '[profile a]\naws_secret_access_key = s',
      [{ kind: 'incomplete-keys', missing: 'aws_access_key_id' }],
    ],
    ['no source', `[profile a]\n${role('')}`, [{ kind: 'role-without-source' }]],
    [
      'an unknown source profile',
      `[profile a]\n${role('source_profile = b')}`,
      [{ kind: 'unknown-source-profile', profile: 'b' }],
    ],
    [
      'an unknown credential source',
      `[profile a]\n${role('credential_source = Magic')}`,
      [{ kind: 'unknown-credential-source', credentialSource: 'Magic' }],
    ],
    [
      'two sources',
      `[profile a]\n${role('credential_source = Environment\nsource_profile = a')}${keys}`,
      [{ kind: 'two-sources' }],
    ],
    [
      'no whole number of seconds',
      `[profile a]\n${role('credential_source = Environment\nduration_seconds = 1h')}`,
      [{ kind: 'invalid-duration', value: '1h' }],
    ],
    [
      'a role that is its own source',
      `[profile a]\n${role('source_profile = a')}`,
      [{ kind: 'source-cycle', profiles: ['a'] }],
    ],
    ['the same, with a key for it', `[profile a]\n${role('source_profile = a')}${keys}`, []],
  ])('%s', (_, config, expected) => {
    expect(problemsOf(config)).toEqual([['a', expected]]);
  });

  it('a source that has no credentials', () => {
    expect(problemsOf(`[profile a]\n${role('source_profile = b')}[profile b]\nregion = x`)).toEqual([
      ['a', [{ kind: 'source-without-credentials', profile: 'b' }]],
      ['b', []],
    ]);
  });

  it('a ring, and what leads into it', () => {
    const ring = { kind: 'source-cycle', profiles: ['b', 'c'] };
    const config =
      `[profile b]\n${role('source_profile = c')}[profile c]\n${role('source_profile = b')}` +
      `[profile a]\n${role('source_profile = b')}`;
    expect(problemsOf(config)).toEqual([
      ['b', [ring]],
      ['c', [ring]],
      ['a', [ring]],
    ]);
  });

  it('a ring is broken by a key, but not for the profile that has it', () => {
    const config = `[profile a]\n${role('source_profile = b')}[profile b]\n${role('source_profile = a')}${keys}`;
    expect(problemsOf(config)).toEqual([
      ['a', []],
      ['b', [{ kind: 'source-cycle', profiles: ['b', 'a'] }]],
    ]);
  });

  it('a long chain is followed in linear time', () => {
    const count = 20_000;
    const links = Array.from(
      { length: count },
      (_, at) => `[profile p${at}]\n${role(`source_profile = p${at + 1}`)}`,
    );
    const profiles = read(`${links.join('')}[profile p${count}]\n${keys}`);
    expect(profiles.filter(({ problems }) => problems.length > 0)).toEqual([]);
    const ring = read(`${links.join('')}[profile p${count}]\n${role('source_profile = p0')}`);
    expect(ring.every(({ problems }) => problems[0]?.kind === 'source-cycle')).toBe(true);
  });
});
