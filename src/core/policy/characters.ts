// Which characters AWS takes in the text of a policy.

import type { PolicyType } from './policy-type.ts';
import type { Span } from './position.ts';
import { codePoint } from './json-cursor.ts';
import { refuse, type ProblemList } from './problem-list.ts';

// IAM's and STS's APIs take tab, line feed, carriage return and U+0020 to U+00FF in a policy document
// (PutUserPolicy, CreatePolicy, UpdateAssumeRolePolicy, AssumeRole: pattern of the parameter).
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutUserPolicy.html
// Policies that other services store (resource, endpoint, SCP, RCP) have no such pattern.
const typesOfIam: ReadonlySet<PolicyType> = new Set(['identity', 'trust', 'boundary', 'session']);

/** Puts down the first character that AWS does not take. */
export function checkCharacters(text: string, type: PolicyType, problems: ProblemList): void {
  if (!typesOfIam.has(type)) return;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if ((code >= 0x20 && code <= 0xff) || code === 0x09 || code === 0x0a || code === 0x0d) continue;
    const point = text.codePointAt(at) ?? code;
    const message = `the character ${codePoint(point)} is not allowed: AWS takes tab, line feed, carriage return and U+0020 to U+00FF`;
    refuse(problems, {
      code: 'invalid-character',
      message,
      path: [],
      span: spanAt(text, at, point > 0xffff ? 2 : 1),
    });
    return;
  }
}

function spanAt(text: string, at: number, length: number): Span {
  const lines = text.slice(0, at).split(/\r\n|\r|\n/);
  return { start: at, end: at + length, line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}
