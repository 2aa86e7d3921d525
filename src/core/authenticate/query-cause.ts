// Why two canonical queries are not the same.

import { uriEncode, uriReencode } from '../sigv4/uri-encode.ts';
import type { DifferenceCause } from './difference-cause.ts';

/** The cause; `signed` is the caller's query line, `received` AWS's. `signer` as in `ComparedTexts`. */
export function queryCause(signed: string, received: string, signer: 'rules' | 'unknown'): DifferenceCause {
  const [left, right] = [parametersOf(signed), parametersOf(received)];
  const rulesCause = signer === 'unknown' ? brokenRule(left, right) : undefined;
  if (rulesCause !== undefined) return rulesCause;
  // On the wire a `+` is a plus; who writes it for a space, as forms do, sends another value.
  const spaced = right.map((part) => part.replaceAll('%2B', '%20'));
  if (sorted(left) === sorted(spaced)) return 'query-space-sent-as-plus';
  if (sorted(left.map(again)) === sorted(right) || sorted(right.map(again)) === sorted(left)) {
    return 'query-encoded-again';
  }
  const [mine, theirs] = [new Set(left.map(nameOf)), new Set(right.map(nameOf))];
  const token = 'X-Amz-Security-Token';
  if (mine.has(token) !== theirs.has(token)) return 'missing-token';
  if ([...theirs].some((name) => !mine.has(name)) || right.length > left.length) {
    return 'query-parameter-added';
  }
  if ([...mine].some((name) => !theirs.has(name)) || left.length > right.length) {
    return 'query-parameter-removed';
  }
  return 'query-parameter-changed';
}

/** Which rule of the canonical query the signer left out. */
function brokenRule(left: readonly string[], right: readonly string[]): DifferenceCause | undefined {
  if (sorted(left) === sorted(right)) return 'query-unsorted';
  if (sorted(left.map(withEquals)) === sorted(right.map(withEquals))) return 'query-without-equals';
  if (sorted(left.map(reencoded)) === sorted(right)) return 'query-signed-unencoded';
  // A form writes a space as `+`, and AWS's canonical query as %20; a `+` that was meant is %2B.
  const spaced = left.map((part) => reencoded(part.replaceAll('+', '%20').replaceAll('%2B', '%20')));
  return sorted(spaced) === sorted(right) ? 'query-plus-for-space' : undefined;
}

function parametersOf(query: string): readonly string[] {
  return query.split('&').filter((part) => part !== '');
}

function sorted(parts: readonly string[]): string {
  return [...parts].sort().join('&');
}

function withEquals(part: string): string {
  return part.includes('=') ? part : `${part}=`;
}

function reencoded(part: string): string {
  const [name = '', ...value] = withEquals(part).split('=');
  return `${uriReencode(name)}=${uriReencode(value.join('='))}`;
}

/** Encoded once more than it is. */
function again(part: string): string {
  const [name = '', ...value] = withEquals(part).split('=');
  return `${uriEncode(name)}=${uriEncode(value.join('='))}`;
}

function nameOf(part: string): string {
  return part.split('=', 1)[0] ?? '';
}
