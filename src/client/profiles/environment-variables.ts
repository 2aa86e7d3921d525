// Credentials as environment variables, ready to paste into a shell.
// https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-envvars.html

import { assertNever } from '../../core/lang/assert-never.ts';
import { ok, type Result } from '../../core/lang/result.ts';
import type { Credentials } from '../../core/sigv4/credentials.ts';
import { quoteValue, type Shell, type ShellProblem } from './shell-quote.ts';

/**
 * One command a line, each ended by a line feed. Without a session token the variable is unset: one left over
 * from temporary credentials would spoil the key. The Region is set twice, since the SDKs read `AWS_REGION` and
 * older ones and the AWS CLI version 1 `AWS_DEFAULT_REGION`.
 */
export function environmentVariables(
  credentials: Credentials,
  region: string,
  shell: Shell,
): Result<string, ShellProblem> {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const variables = [
    ['AWS_ACCESS_KEY_ID', accessKeyId],
    ['AWS_SECRET_ACCESS_KEY', secretAccessKey],
    ['AWS_SESSION_TOKEN', sessionToken],
    ['AWS_REGION', region],
    ['AWS_DEFAULT_REGION', region],
  ] as const;
  let text = '';
  for (const [name, value] of variables) {
    // An empty value is as good as none, and two of the shells know no empty variables.
    const line = value === undefined || value === '' ? ok(unset(name, shell)) : set(name, value, shell);
    if (!line.ok) return line;
    text += `${line.value}\n`;
  }
  return ok(text);
}

function set(name: string, value: string, shell: Shell): Result<string, ShellProblem> {
  const quoted = quoteValue(value, shell);
  if (!quoted.ok) return quoted;
  switch (shell) {
    case 'bash':
      return ok(`export ${name}=${quoted.value}`);
    case 'powershell':
      return ok(`$Env:${name}=${quoted.value}`);
    case 'cmd':
      return ok(`set "${name}=${quoted.value}"`);
    default:
      return assertNever(shell);
  }
}

function unset(name: string, shell: Shell): string {
  switch (shell) {
    case 'bash':
      return `unset ${name}`;
    case 'powershell':
      return `$Env:${name}=$null`;
    case 'cmd':
      return `set "${name}="`;
    default:
      return assertNever(shell);
  }
}
