// How a problem of a policy document is told to its author: where it is, what it is, and for the ones
// that learners run into, what to do about it.

import type { PolicyProblem } from '../../core/policy/problem.ts';

/** `Line 4, column 12` */
export function problemPlace({ span }: PolicyProblem): string {
  return `Line ${span.line}, column ${span.column}`;
}

/** A stretch of a message; `code` for what stands between backticks. */
export interface MessagePiece {
  readonly at: number;
  readonly text: string;
  readonly code: boolean;
}

/** Cuts a message of the core at its backticks. An odd one out stays as it is. */
export function messagePieces(message: string): readonly MessagePiece[] {
  return [...message.matchAll(/`([^`]+)`|[^`]+|`/g)].map((match) => {
    const [whole, code] = match;
    return { at: match.index, text: code ?? whole, code: code !== undefined };
  });
}

/** The message with its place, on one line and without mark-up: for the editor's own hints. */
export function problemSentence(problem: PolicyProblem): string {
  const hint = problemHint(problem.code);
  const message = `${problem.message}${fullStop(problem.message)}`;
  return `${problemPlace(problem)}: ${message}${hint === undefined ? '' : ` ${hint}`}`;
}

/** Messages of the core end without a full stop; some end in a question. */
export function fullStop(message: string): '' | '.' {
  return /[?!.]$/.test(message) ? '' : '.';
}

const hints: Readonly<Record<string, string>> = {
  'json-syntax': 'Look just before this place too: a missing comma or quotation mark shows up late.',
  'missing-effect': 'Every statement says "Effect": "Allow" or "Effect": "Deny".',
  'missing-action': 'Say which calls the statement is about, such as "Action": "s3:GetObject".',
  'missing-resource': 'Say what the calls may touch: an ARN, or "*" for everything.',
  'missing-statement': 'Choose a template to see the shape of a policy.',
  'element-not-allowed':
    'A policy of a user is about that user already; it only says what, on what, and when.',
  'invalid-resource': 'A resource is "*" or an ARN: arn:aws:s3:::my-bucket/*.',
  'duplicate-key': 'Only one of the two would count: put their values into one list.',
  'unknown-operator': 'Operators are words such as StringEquals, ArnLike, IpAddress or Bool.',
};

/** What to do about it, in a sentence; undefined where the message says it all. */
export function problemHint(code: string): string | undefined {
  return Object.hasOwn(hints, code) ? hints[code] : undefined;
}

/** For the test that holds every hint to a problem that the parser really finds. */
export const hintedCodes: readonly string[] = Object.keys(hints);
