import { describe, expect, it } from 'vitest';

import { environmentVariables } from '../../../../src/client/profiles/environment-variables.ts';
import { quoteArgument, quoteValue, type Shell } from '../../../../src/client/profiles/shell-quote.ts';

// The documentation's key, https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-envvars.html
const credentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};

describe('environment variables', () => {
  it.each<readonly [Shell, string]>([
    [
      'bash',
      `export AWS_ACCESS_KEY_ID='AKIAIOSFODNN7EXAMPLE'
export AWS_SECRET_ACCESS_KEY='wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
unset AWS_SESSION_TOKEN
export AWS_REGION='us-west-2'
export AWS_DEFAULT_REGION='us-west-2'
`,
    ],
    [
      'powershell',
      `$Env:AWS_ACCESS_KEY_ID='AKIAIOSFODNN7EXAMPLE'
$Env:AWS_SECRET_ACCESS_KEY='wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
$Env:AWS_SESSION_TOKEN=$null
$Env:AWS_REGION='us-west-2'
$Env:AWS_DEFAULT_REGION='us-west-2'
`,
    ],
    [
      'cmd',
      `set "AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE"
set "AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
set "AWS_SESSION_TOKEN="
set "AWS_REGION=us-west-2"
set "AWS_DEFAULT_REGION=us-west-2"
`,
    ],
  ])('for %s', (shell, text) => {
    expect(environmentVariables(credentials, 'us-west-2', shell)).toEqual({ ok: true, value: text });
  });

  it('with a session token', () => {
    const lines = environmentVariables({ ...credentials, sessionToken: 'FwoG==' }, 'us-west-2', 'bash');
    expect(lines.ok && lines.value).toContain("export AWS_SESSION_TOKEN='FwoG=='\n");
  });

  it('unsets a Region that is not known', () => {
    const lines = environmentVariables(credentials, '', 'cmd');
    expect(lines.ok && lines.value).toContain('set "AWS_REGION="\n');
  });

  it('says which character a shell cannot be given', () => {
    const secret = { ...credentials, secretAccessKey: 'a%b' };
    expect(environmentVariables(secret, 'us-west-2', 'cmd')).toEqual({
      ok: false,
      error: { kind: 'unquotable', shell: 'cmd', character: '%' },
    });
  });
});

describe('quoting', () => {
  it.each<readonly [Shell, string, string]>([
    ['bash', "it's", `'it'\\''s'`],
    ['bash', '$HOME `ls` "x" \\ !', `'$HOME \`ls\` "x" \\ !'`],
    ['bash', "a\nb'\\\u001b\u009b", `$'a\\012b\\'\\\\\\033\\302\\233'`],
    ['powershell', "it's $x `n", "'it''s $x `n'"],
    ['powershell', 'it’s ‘x’ ‚y‛', "'it’’s ‘‘x’’ ‚‚y‛‛'"],
    ['cmd', "a&b|c<d>^e('", "a&b|c<d>^e('"],
  ])('a value in %s: %j', (shell, value, quoted) => {
    expect(quoteValue(value, shell)).toEqual({ ok: true, value: quoted });
  });

  it.each<readonly [Shell, string, string]>([
    ['bash', 'a\0', '\0'],
    ['powershell', 'a\nb', '\n'],
    ['cmd', 'a\nb', '\n'],
    ['cmd', 'a"&calc', '"'],
    ['cmd', '%PATH%', '%'],
    ['cmd', 'a!b', '!'],
  ])('no value in %s: %j', (shell, value, character) => {
    expect(quoteValue(value, shell)).toEqual({ ok: false, error: { kind: 'unquotable', shell, character } });
  });

  it.each<readonly [Shell, string, string]>([
    ['bash', 'us-east-1', 'us-east-1'],
    ['bash', '', "''"],
    ['bash', '~/x', "'~/x'"],
    ['bash', '-x', "'-x'"],
    ['bash', 'a\\', "'a\\'"],
    ['powershell', 'my name', "'my name'"],
    ['powershell', '@a', "'@a'"],
    ['cmd', 'my name', '"my name"'],
    ['cmd', 'a&b', '"a&b"'],
  ])('an argument in %s: %j', (shell, value, quoted) => {
    expect(quoteArgument(value, shell)).toEqual({ ok: true, value: quoted });
  });

  it.each<readonly [Shell, string, string]>([
    ['powershell', 'a"b', '"'],
    ['powershell', 'a b\\', '\\'],
    ['cmd', 'a b\\', '\\'],
    ['cmd', 'a%', '%'],
  ])('no argument in %s: %j', (shell, value, character) => {
    expect(quoteArgument(value, shell)).toEqual({
      ok: false,
      error: { kind: 'unquotable', shell, character },
    });
  });
});
