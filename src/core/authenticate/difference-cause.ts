// Why two canonical requests part where they do: the rule that one side applied and the other did not, or
// what was changed on the way.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html

import { assertNever } from '../lang/assert-never.ts';
import { bodyHash } from '../sigv4/body-hash.ts';
import { canonicalHeaderValue, normalizePath } from '../sigv4/canonical-request.ts';
import { signsLikeS3, unsignedPayload } from '../sigv4/constants.ts';
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
  | 'path-encoded-again'
  | 'query-unsorted'
  | 'query-plus-for-space'
  | 'query-space-sent-as-plus'
  | 'query-encoded-again'
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
  | 'header-lines-not-joined'
  | 'headers-unsorted'
  | 'header-added'
  | 'header-removed'
  | 'header-changed'
  | 'blank-line-missing'
  | 'signed-headers-differ'
  | 'line-feed-at-end'
  | 'payload-hash-in-capitals'
  | 'body-changed'
  | 'body-lost'
  | 'body-not-hashed'
  | 'body-unsigned'
  | 'other-body-form';

export interface ComparedTexts {
  /** Both are whole canonical requests. */
  readonly signed: string;
  readonly received: string;
  /** The name that the service signs with; undefined where nobody knows. */
  readonly service: string | undefined;
  /**
   * `rules`: the signed text was made by AWS's rules, so that something was changed on the way. `unknown`: some
   * other signer made it, and may have broken a rule.
   */
  readonly signer: 'rules' | 'unknown';
}

/** The cause of the first difference of two texts. */
export function differenceCause(difference: CanonicalDifference, texts: ComparedTexts): DifferenceCause {
  const left = difference.signed ?? '';
  const right = difference.received ?? '';
  const byRules = texts.signer === 'rules';
  switch (difference.kind) {
    case 'method':
      return !byRules && left.toUpperCase() === right.toUpperCase() ? 'method-case' : 'method-changed';
    case 'path':
      return byRules ? changedPath(left, right) : pathCause(left, right, texts.service);
    case 'query':
      return queryCause(left, right, texts.signer);
    case 'header':
      return headerCause(difference.name, texts);
    case 'signed-headers':
      return left !== '' && right === '' ? 'blank-line-missing' : 'signed-headers-differ';
    case 'payload-hash':
      return payloadCause(difference.signed, difference.received);
    default:
      return assertNever(difference);
  }
}

function changedPath(signed: string, received: string): DifferenceCause {
  return inSegments(signed, uriEncode) === received || inSegments(received, uriEncode) === signed
    ? 'path-encoded-again'
    : 'path-changed';
}

/** Of S3 and of the others each mistake is the other's rule: only where nobody knows the service may it be either. */
function pathCause(signed: string, received: string, service: string | undefined): DifferenceCause {
  const mayBeS3 = service === undefined || signsLikeS3(service);
  const mayBeOther = service === undefined || !signsLikeS3(service);
  if (mayBeOther) {
    // An escape that is escaped again begins with %25; what had none was not encoded at all.
    const once = inSegments(signed, uriEncode);
    if (once === received) return signed.includes('%') ? 'path-signed-encoded-once' : 'path-signed-unencoded';
    if (inSegments(once, uriEncode) === received) return 'path-signed-unencoded';
    if (normalizePath(signed) === received) return 'path-signed-not-normalized';
  }
  if (mayBeS3) {
    if (inSegments(received, uriEncode) === signed) return 'path-signed-encoded-twice';
    if (normalizePath(received) === signed) return 'path-signed-normalized';
  }
  return inSegments(signed, uriReencode) === received ? 'path-signed-unencoded' : 'path-changed';
}

function inSegments(path: string, change: (segment: string) => string): string {
  return path.split('/').map(change).join('/');
}

function headerCause(name: string, { signed, received, signer }: ComparedTexts): DifferenceCause {
  const [left, right] = [headerLinesOf(signed), headerLinesOf(received)];
  const mine = left.filter((line) => isOf(line, name));
  const [theirs] = right.filter((line) => isOf(line, name));
  const [first] = mine;
  // The same line on both sides, or the same lines in another order: it is only their order that differs.
  if ((first !== undefined && first === theirs) || sameLines(left, right)) return 'headers-unsorted';
  const token = name === 'x-amz-security-token';
  if (first === undefined) return token ? 'missing-token' : 'header-added';
  const [was, is] = [valueOf(first), theirs === undefined ? '' : valueOf(theirs)];
  // A header that is said to be signed and is not there counts with no value.
  if (theirs === undefined || (is === '' && was.trim() !== ''))
    return token ? 'missing-token' : 'header-removed';
  if (token && was === '') return 'missing-token';
  if (signer === 'unknown') {
    if (was === is) return 'header-name-case';
    if (mine.length > 1 && mine.map(valueOf).join(',') === is) return 'header-lines-not-joined';
    if (was.trim() === is) return 'header-not-trimmed';
    if (canonicalHeaderValue(was) === is) return 'header-inner-spaces';
  }
  if (token) return 'other-token';
  if (name === 'x-amz-date' || name === 'date') return 'other-date';
  if (name !== 'host') return 'header-changed';
  return withoutPort(was) === withoutPort(is) ? 'host-port' : 'wrong-host';
}

function payloadCause(signed: string | undefined, received: string | undefined): DifferenceCause {
  // One side has lines behind the hash, of which the first is empty.
  if (received === undefined) return 'line-feed-at-end';
  const [left, right] = [signed ?? '', received];
  const empty = bodyHash(new Uint8Array());
  const isHash = (text: string): boolean => /^[0-9a-f]{64}$/i.test(text);
  if (left.toLowerCase() === right) return 'payload-hash-in-capitals';
  if (left === unsignedPayload || right === unsignedPayload) return 'body-unsigned';
  if (!isHash(left) || !isHash(right)) return 'other-body-form';
  if (right === empty) return 'body-lost';
  return left === empty ? 'body-not-hashed' : 'body-changed';
}

function isOf(line: string, name: string): boolean {
  return (line.split(':', 1)[0] ?? '').toLowerCase() === name;
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
