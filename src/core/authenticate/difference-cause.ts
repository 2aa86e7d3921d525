// Why two canonical requests part where they do: the rule that one side applied and the other did not, or
// what was changed on the way.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html

import { assertNever } from '../lang/assert-never.ts';
import { bodyHash } from '../sigv4/body-hash.ts';
import { canonicalHeaderValue, normalizePath } from '../sigv4/canonical-request.ts';
import { unsignedPayload } from '../sigv4/constants.ts';
import { uriEncode, uriReencode } from '../sigv4/uri-encode.ts';
import type { CanonicalDifference } from './first-difference.ts';
import { headerLinesOf } from './first-difference.ts';
import { queryCause } from './query-cause.ts';

/** Codes; "signed" is the caller's side. Sentences for these are in `ui/words`. */
export type DifferenceCause =
  | 'method-case'
  | 'method-changed'
  | 'path-signed-encoded-once'
  | 'path-signed-encoded-twice'
  | 'path-signed-unencoded'
  | 'path-signed-not-normalized'
  | 'path-signed-normalized'
  | 'path-changed'
  | 'query-unsorted'
  | 'query-plus-for-space'
  | 'query-signed-unencoded'
  | 'query-without-equals'
  | 'query-parameter-added'
  | 'query-parameter-removed'
  | 'query-parameter-changed'
  | 'host-port'
  | 'wrong-host'
  | 'other-date'
  | 'missing-token'
  | 'other-token'
  | 'header-not-trimmed'
  | 'header-inner-spaces'
  | 'header-name-case'
  | 'headers-unsorted'
  | 'header-added'
  | 'header-removed'
  | 'header-changed'
  | 'signed-headers-differ'
  | 'body-changed'
  | 'body-lost'
  | 'body-not-hashed'
  | 'body-unsigned'
  | 'other-body-form';

/** The cause of the first difference; `signed` and `received` are both whole canonical requests. */
export function differenceCause(
  difference: CanonicalDifference,
  signed: string,
  received: string,
): DifferenceCause {
  const left = difference.signed ?? '';
  const right = difference.received ?? '';
  switch (difference.kind) {
    case 'method':
      return left.toUpperCase() === right.toUpperCase() ? 'method-case' : 'method-changed';
    case 'path':
      return pathCause(left, right);
    case 'query':
      return queryCause(left, right);
    case 'header':
      return headerCause(difference.name, signed, received);
    case 'signed-headers':
      return 'signed-headers-differ';
    case 'payload-hash':
      return payloadCause(left, right);
    default:
      return assertNever(difference);
  }
}

function pathCause(signed: string, received: string): DifferenceCause {
  const each = (path: string, change: (segment: string) => string): string =>
    path.split('/').map(change).join('/');
  if (each(signed, uriEncode) === received) {
    // An escape that is escaped again begins with %25; what had none was not encoded at all.
    return signed.includes('%') ? 'path-signed-encoded-once' : 'path-signed-unencoded';
  }
  if (each(received, uriEncode) === signed) return 'path-signed-encoded-twice';
  if (normalizePath(signed) === received) return 'path-signed-not-normalized';
  if (normalizePath(received) === signed) return 'path-signed-normalized';
  if (each(signed, uriReencode) === received) return 'path-signed-unencoded';
  return 'path-changed';
}

function headerCause(name: string, signed: string, received: string): DifferenceCause {
  const [left, right] = [headerLinesOf(signed), headerLinesOf(received)];
  const [mine, theirs] = [lineOf(left, name), lineOf(right, name)];
  if (mine !== theirs && mine?.toLowerCase() === theirs?.toLowerCase()) return 'header-name-case';
  if (sameLines(left, right)) return 'headers-unsorted';
  const token = name === 'x-amz-security-token';
  if (mine === undefined) return token ? 'missing-token' : 'header-added';
  if (theirs === undefined) return token ? 'missing-token' : 'header-removed';
  if (token) return 'other-token';
  if (name === 'x-amz-date' || name === 'date') return 'other-date';
  const [was, is] = [valueOf(mine), valueOf(theirs)];
  if (was.trim() === is) return 'header-not-trimmed';
  if (canonicalHeaderValue(was) === is) return 'header-inner-spaces';
  if (name !== 'host') return 'header-changed';
  return withoutPort(was) === withoutPort(is) ? 'host-port' : 'wrong-host';
}

function payloadCause(signed: string, received: string): DifferenceCause {
  const empty = bodyHash(new Uint8Array());
  const isHash = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);
  if (signed === unsignedPayload || received === unsignedPayload) return 'body-unsigned';
  if (!isHash(signed) || !isHash(received)) return 'other-body-form';
  if (received === empty) return 'body-lost';
  return signed === empty ? 'body-not-hashed' : 'body-changed';
}

function lineOf(lines: readonly string[], name: string): string | undefined {
  return lines.find((line) => nameOf(line).toLowerCase() === name);
}

function nameOf(line: string): string {
  return line.split(':', 1)[0] ?? '';
}

function valueOf(line: string): string {
  return line.slice(line.indexOf(':') + 1);
}

function sameLines(left: readonly string[], right: readonly string[]): boolean {
  return [...left].sort().join('\n') === [...right].sort().join('\n');
}

function withoutPort(host: string): string {
  return host.replace(/:\d+$/, '');
}
