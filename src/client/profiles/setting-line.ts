// One line `key = value`, taken apart so that the value can be replaced and all else left as it was.

/** `head + value + tail` is the line: `head` ends where the value begins, `tail` holds white space and a comment. */
export interface SettingLine {
  readonly head: string;
  /** As written; keys are compared without regard to case. */
  readonly key: string;
  readonly delimiter: '=' | ':';
  readonly value: string;
  readonly tail: string;
}

/** Undefined where there is no delimiter. As for the AWS CLI, the first `=` or `:` is the delimiter. */
export function splitSetting(text: string): SettingLine | undefined {
  const at = text.search(/[=:]/);
  if (at < 0) return undefined;
  const delimiter = text[at] === ':' ? ':' : '=';
  const rest = text.slice(at + 1);
  const comment = commentStart(rest);
  const value = rest.slice(0, comment).trim();
  const from = value === '' ? at + 1 : at + 1 + rest.indexOf(value);
  return {
    head: text.slice(0, from),
    key: text.slice(0, at).trim(),
    delimiter,
    value,
    tail: text.slice(from + value.length),
  };
}

/** The line with another value. */
export function replaceValue({ head, value, tail }: SettingLine, replacement: string): string {
  // `key =` becomes `key = new`, `key=` becomes `key=new`.
  const gap = value === '' && /\s[=:]$/.test(head) ? ' ' : '';
  return head + gap + replacement + tail;
}

/** Where a comment begins: `#` or `;` after white space. The length of the text when there is none. */
export function commentStart(text: string): number {
  const found = text.search(/\s[#;]/);
  return found < 0 ? text.length : found;
}

/** A line that is all comment; white space before it removed. */
export function isComment(line: string): boolean {
  return line.startsWith('#') || line.startsWith(';');
}
