import { describe, expect, it } from 'vitest';

import {
  configureCommands,
  configureTranscript,
  filesForProfile,
} from '../../../../src/client/profiles/configure.ts';

// The documentation's key, https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-files.html
const alice = {
  profile: 'alice',
  credentials: {
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  },
  region: 'us-west-2',
  output: 'json',
};
const temporary = { ...alice, credentials: { ...alice.credentials, sessionToken: 'FwoGZXIvYXdzE==' } };

describe('aws configure', () => {
  it('asks four questions', () => {
    expect(configureTranscript(alice, 'bash')).toEqual({
      ok: true,
      value: {
        command: 'aws configure --profile alice',
        asks: [
          { prompt: 'AWS Access Key ID [None]: ', answer: 'AKIAIOSFODNN7EXAMPLE' },
          { prompt: 'AWS Secret Access Key [None]: ', answer: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' },
          { prompt: 'Default region name [None]: ', answer: 'us-west-2' },
          { prompt: 'Default output format [None]: ', answer: 'json' },
        ],
      },
    });
  });

  it.each([
    ['default', 'aws configure'],
    ['my name', "aws configure --profile 'my name'"],
    ['-x', "aws configure --profile='-x'"],
    ["$(touch x)'", `aws configure --profile '$(touch x)'\\'''`],
  ])('of the profile %j', (profile, command) => {
    expect(configureTranscript({ ...alice, profile }, 'bash')).toMatchObject({ value: { command } });
  });

  it('as commands, the token among them', () => {
    expect(configureCommands(temporary, 'bash')).toEqual({
      ok: true,
      value: `aws configure set aws_access_key_id AKIAIOSFODNN7EXAMPLE --profile alice
aws configure set aws_secret_access_key wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY --profile alice
aws configure set aws_session_token 'FwoGZXIvYXdzE==' --profile alice
aws configure set region us-west-2 --profile alice
aws configure set output json --profile alice
`,
    });
  });

  it('as commands for cmd, of what there is', () => {
    const profile = { profile: 'my name', credentials: alice.credentials, region: '' };
    expect(configureCommands(profile, 'cmd')).toEqual({
      ok: true,
      value: `aws configure set aws_access_key_id AKIAIOSFODNN7EXAMPLE --profile "my name"
aws configure set aws_secret_access_key wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY --profile "my name"
`,
    });
  });

  it('as files', () => {
    expect(filesForProfile(alice)).toEqual({
      ok: true,
      value: {
        credentials: `[alice]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
`,
        config: `[profile alice]
region = us-west-2
output = json
`,
      },
    });
    const files = filesForProfile({ ...temporary, region: '', output: '' });
    expect(files.ok && files.value.config).toBe('');
    expect(files.ok && files.value.credentials).toContain('\naws_session_token = FwoGZXIvYXdzE==\n');
  });

  it('refuses what neither file nor command can hold', () => {
    const broken = { ...alice, region: 'us-west-2\n[default]' };
    const problem = {
      ok: false,
      error: { kind: 'invalid-value', key: 'region', reason: 'control-character' },
    };
    expect(configureTranscript(broken, 'bash')).toEqual(problem);
    expect(configureCommands(broken, 'bash')).toEqual(problem);
    expect(filesForProfile(broken)).toEqual(problem);
    expect(filesForProfile({ ...alice, profile: 'a]' })).toMatchObject({
      error: { kind: 'invalid-profile-name' },
    });
    expect(configureCommands({ ...alice, profile: '%PATH%' }, 'cmd')).toMatchObject({
      error: { kind: 'unquotable' },
    });
    expect(configureTranscript({ ...alice, profile: '%PATH%' }, 'cmd')).toMatchObject({
      error: { kind: 'unquotable' },
    });
    expect(configureCommands({ ...alice, region: '--debug' }, 'bash')).toEqual({
      ok: false,
      error: { kind: 'leading-hyphen', key: 'region' },
    });
  });
});
