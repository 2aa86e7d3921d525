// One value as one word of a command, in the three shells that AWS's documentation gives its commands for.

import { assertNever } from '../../core/lang/assert-never.ts';
import { err, ok, type Result } from '../../core/lang/result.ts';

export type Shell = 'bash' | 'powershell' | 'cmd';

/** A value that a shell cannot be given in one line that holds everywhere, and the first character that is why. */
export interface ShellProblem {
  readonly kind: 'unquotable';
  readonly shell: Shell;
  readonly character: string;
}

/**
 * What no quoting helps against. cmd replaces `%` between quotes too, and `!` where delayed expansion is on, and
 * has no way to write `"` that does not end the quotes.
 * https://learn.microsoft.com/windows-server/administration/windows-commands/cmd
 */
const unquotable: Readonly<Record<Shell, RegExp>> = {
  bash: /\0/,
  powershell: /\p{Cc}/u,
  cmd: /[\p{Cc}"%!]/u,
};

/** A value between quotes, as a variable is given it: for cmd without the quotes, which go around the whole `NAME=value`. */
export function quoteValue(value: string, shell: Shell): Result<string, ShellProblem> {
  const character = unquotable[shell].exec(value)?.[0];
  if (character !== undefined) return err({ kind: 'unquotable', shell, character });
  switch (shell) {
    case 'bash':
      return ok(quoteForBash(value));
    case 'powershell':
      return ok(quoteForPowerShell(value));
    case 'cmd':
      return ok(value);
    default:
      return assertNever(shell);
  }
}

/** A value as an argument of a program; in quotes only where the shell needs them. */
export function quoteArgument(value: string, shell: Shell): Result<string, ShellProblem> {
  if (/^[\w/.+][\w/:.+-]*$/.test(value)) return ok(value);
  if (shell !== 'bash') {
    // Windows PowerShell hands these to a program unescaped, and a last `\` would escape the quote after it.
    const character = /"|\\$/.exec(value)?.[0];
    if (character !== undefined) return err({ kind: 'unquotable', shell, character });
  }
  const quoted = quoteValue(value, shell);
  return quoted.ok && shell === 'cmd' ? ok(`"${quoted.value}"`) : quoted;
}

/**
 * Between single quotes nothing has a meaning. Control characters are spelled out instead: a terminal would act
 * on them when they are pasted.
 * https://www.gnu.org/software/bash/manual/html_node/Quoting.html
 */
function quoteForBash(value: string): string {
  if (!/\p{Cc}/u.test(value)) return `'${value.replaceAll("'", `'\\''`)}'`;
  const spelled = value.replace(/[\\']/g, '\\$&').replace(/\p{Cc}/gu, octal);
  return `$'${spelled}'`;
}

/**
 * A single quote is doubled. PowerShell takes typographic ones for the same.
 * https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_quoting_rules
 */
function quoteForPowerShell(value: string): string {
  return `'${value.replace(/['\u2018-\u201B]/g, '$&$&')}'`;
}

/** The bytes of a control character in UTF-8. */
function octal(character: string): string {
  const code = character.charCodeAt(0);
  return (code < 0x80 ? '\\' : '\\302\\') + code.toString(8).padStart(3, '0');
}
