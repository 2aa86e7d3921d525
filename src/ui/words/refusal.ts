// Why a request was not authenticated, in more words than AWS gives: what was found, and what to do.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html

import type { ChunkedFault } from '../../core/authenticate/chunked-fault.ts';
import type { Fault, ScopeFault } from '../../core/authenticate/fault.ts';
import type { RefusalReason } from '../../core/authenticate/verification.ts';
import { assertNever } from '../../core/lang/assert-never.ts';

export interface RefusalWords {
  /** What the other side found, in one sentence. */
  readonly what: string;
  /** What the caller can do about it. */
  readonly remedy: string;
}

export const refusalWords: Readonly<Record<RefusalReason, RefusalWords>> = {
  'malformed-authorization': {
    what: 'The Authorization header could not be read: it is not a list of Credential, SignedHeaders and Signature.',
    remedy: 'Sign again instead of writing the header by hand.',
  },
  'missing-credential': {
    what: 'The request does not say which access key signed it: the Credential part is missing.',
    remedy: 'The Authorization header needs Credential=<access key ID>/<scope>.',
  },
  'missing-signature': {
    what: 'The request names a key but carries no signature.',
    remedy: 'The Authorization header needs Signature=<64 hex digits>.',
  },
  'missing-signed-headers': {
    what: 'The request does not say which of its headers the signature covers.',
    remedy: 'The Authorization header needs SignedHeaders=<names, separated by semicolons>.',
  },
  'missing-date': {
    what: 'The request carries no date, so AWS cannot tell whether its signature is still fresh.',
    remedy: 'Send an X-Amz-Date header, and sign it.',
  },
  'malformed-date': {
    what: 'The date of the request is not written as AWS expects.',
    remedy: 'Write it as 20150830T123600Z: ISO 8601 basic format, in UTC.',
  },
  'malformed-scope': {
    what: 'The credential scope does not have its four parts.',
    remedy: 'It reads <date>/<Region>/<service>/aws4_request.',
  },
  'unsupported-algorithm': {
    what: 'The request is signed with an algorithm that is not AWS4-HMAC-SHA256.',
    remedy: 'Sign with Signature Version 4.',
  },
  'scope-date-mismatch': {
    what: 'The day in the credential scope is not the day of the request, and the signing key is good for one day only.',
    remedy: 'Sign again: the date and the scope have to come from the same moment, in UTC.',
  },
  'scope-terminator': {
    what: 'The credential scope does not end in aws4_request.',
    remedy: 'The last part of the scope is always aws4_request.',
  },
  'wrong-region': {
    what: 'The request was signed for another Region than the one it reached.',
    remedy: 'Sign for the Region of the endpoint. IAM is global and is signed for us-east-1.',
  },
  'wrong-service': {
    what: 'The request was signed for another service than the one it reached.',
    remedy: 'Sign for the service of the endpoint: a signing key is good for one service only.',
  },
  'unknown-key': {
    what: 'No access key with this ID exists: it was deleted, mistyped, or belongs to another sandbox.',
    remedy: 'Check the access key ID, or sign with another profile.',
  },
  'inactive-key': {
    what: 'The access key exists, but it has been made inactive.',
    remedy: 'Activate it on the user’s page, or sign with another profile.',
  },
  'expired-token': {
    what: 'These temporary credentials have expired.',
    remedy: 'Get new ones: temporary credentials cannot be renewed.',
  },
  'missing-token': {
    what: 'The key is a temporary one (its ID begins with ASIA), but the session token that belongs to it is missing.',
    remedy: 'Send the token in the X-Amz-Security-Token header.',
  },
  'wrong-token': {
    what: 'The session token is not the one that was issued with this key.',
    remedy: 'Key ID, secret and token belong together: use all three from the same answer.',
  },
  'signature-expired': {
    what: 'The request was signed too long ago. An old request could be somebody’s recording of it, so AWS takes it for a few minutes only.',
    remedy: 'Sign again and send at once; check the clock of the machine that signs.',
  },
  'signature-not-yet-current': {
    what: 'The request is dated in the future.',
    remedy: 'Check the clock of the machine that signs.',
  },
  'presigned-expired': {
    what: 'The presigned URL has outlived the time it was made for.',
    remedy: 'Make a new one.',
  },
  'presigned-expiry-invalid': {
    what: 'The presigned URL asks for a lifetime that AWS does not grant.',
    remedy: 'X-Amz-Expires is between 1 and 604800 seconds: seven days.',
  },
  'header-not-signed': {
    what: 'A header that must be covered by the signature is not: somebody on the way could have added or changed it.',
    remedy: 'Sign host and every header whose name begins with x-amz-.',
  },
  'payload-hash-mismatch': {
    what: 'The body that arrived is not the body that was signed: its hash is another one.',
    remedy: 'Send the body as it was signed, or sign the new body.',
  },
  'missing-payload-hash': {
    what: 'S3 wants the hash of the body as a header, and it is not there.',
    remedy: 'Send X-Amz-Content-Sha256, and sign it.',
  },
  'unsupported-payload': {
    what: 'The body is announced as sent in chunks, which only S3 takes.',
    remedy: 'Send the body in one piece.',
  },
  'asymmetric-signature': {
    what: 'The request is signed with Signature Version 4A (AWS4-ECDSA-P256-SHA256), which signs for several Regions at once. Gatehouse knows it by name and does not compute it, so it cannot say whether it is right.',
    remedy:
      'Where the endpoint takes it, as S3’s Multi-Region Access Points do, there is nothing wrong with that. Anywhere else sign with AWS4-HMAC-SHA256.',
  },
  'malformed-chunk': {
    what: 'The body is announced as sent in chunks, but does not have their form: a size in hex digits, the data, a line end.',
    remedy:
      'Look for what has changed the body on its way, or for a client that announces chunks and sends none.',
  },
  'body-too-short': {
    what: 'The body ends before its last chunk.',
    remedy: 'Send the chunk of size 0 that ends it, and look for a connection that was cut.',
  },
  'chunk-size': {
    what: 'A chunk before the last one is smaller than 8,192 bytes.',
    remedy: 'Make every chunk but the last at least 8 KB.',
  },
  'missing-decoded-length': {
    what: 'The length of the body without the lines of its chunks is not stated.',
    remedy: 'Send X-Amz-Decoded-Content-Length, and sign it.',
  },
  'decoded-length-mismatch': {
    what: 'The data in the chunks is not as long as X-Amz-Decoded-Content-Length says.',
    remedy: 'State the length of the body itself, without sizes, signatures and line ends.',
  },
  'chunk-signature-mismatch': {
    what: 'The signature of a chunk is not right: its data was changed, or a chunk was left out, added or moved.',
    remedy:
      'Each chunk signs the signature of the one before it. Compare the strings to sign, from the first chunk on.',
  },
  'trailer-signature-mismatch': {
    what: 'The signature of the trailer is not right.',
    remedy:
      'It signs the signature of the last chunk, and the hash of the trailer’s lines, each with its line feed.',
  },
  'malformed-trailer': {
    what: 'What follows the last chunk is not a list of trailers.',
    remedy: 'A trailer is a line “name:value”; an empty line ends the body.',
  },
  'missing-trailer': {
    what: 'A trailer is announced in X-Amz-Trailer and does not follow the body.',
    remedy: 'Send what is announced, or announce nothing.',
  },
  'unannounced-trailer': {
    what: 'A trailer follows the body that X-Amz-Trailer does not announce.',
    remedy: 'Name it in X-Amz-Trailer, and sign that header.',
  },
  'no-trailer': {
    what: 'The body is announced as sent with a trailer, but X-Amz-Trailer does not say which.',
    remedy:
      'Name the checksum in X-Amz-Trailer, sign that header, and send the checksum after the last chunk.',
  },
  'unknown-checksum': {
    what: 'The trailer that is announced is no checksum that S3 knows.',
    remedy: 'Use CRC64NVME, CRC32, CRC32C, SHA1 or SHA256, as in x-amz-checksum-crc32.',
  },
  'several-checksums': {
    what: 'More than one checksum is announced.',
    remedy: 'Send one.',
  },
  'malformed-checksum': {
    what: 'The checksum in the trailer is not the base 64 of as many bytes as it must have.',
    remedy: 'Encode the bytes of the checksum, most significant first, not its hex digits.',
  },
  'checksum-mismatch': {
    what: 'The data that arrived has another checksum than the trailer says.',
    remedy:
      'Compute it over the data without the lines of the chunks, and look for what has changed the body.',
  },
  'signature-mismatch': {
    what: 'AWS computed another signature from the message that arrived. Either the message was changed after signing, or it was signed with another secret.',
    remedy: 'Compare both canonical requests: the first line that differs is where they part.',
  },
};

/** The facts behind a refusal that its words leave open, in a sentence; undefined where there are none. */
export function faultFacts(fault: Fault): string | undefined {
  switch (fault.kind) {
    case 'unsupported-algorithm':
      return fault.algorithm === 'AWS'
        ? '“AWS key:signature” is Signature Version 2, which AWS has long given up for everything new.'
        : undefined;
    case 'header-not-signed':
      return `Not signed: ${fault.names.join(', ')}.`;
    case 'scope':
      return fault.faults.map(scopeFacts).join(' ');
    case 'chunks':
      return chunkFacts(fault.chunks);
    default:
      return undefined;
  }
}

function scopeFacts(fault: ScopeFault): string {
  switch (fault.kind) {
    case 'wrong-region':
      return `The scope says ${fault.got}, the host belongs to ${fault.expected}.`;
    case 'wrong-service':
      return `The scope says ${fault.got}, the host is that of ${fault.expected}.`;
    case 'scope-terminator':
      return `The scope ends in “${fault.got}”.`;
    case 'scope-date-mismatch':
      return `The scope says ${fault.got}, the request is dated ${fault.date}.`;
    default:
      return assertNever(fault);
  }
}

function chunkFacts(fault: ChunkedFault): string | undefined {
  if ('chunk' in fault) return `It is in chunk ${fault.chunk + 1}.`;
  if ('trailer' in fault) return `The trailer is ${fault.trailer}.`;
  return fault.fault === 'checksum-mismatch'
    ? `${fault.algorithm} of what arrived is ${fault.computed}, the trailer says ${fault.provided}.`
    : undefined;
}

/** AWS found no signature at all: no refusal of ours, because a request without one is anonymous. */
const noSignature: RefusalWords = {
  what: 'AWS found no signature in the request.',
  remedy:
    'At API Gateway this mostly means a path or a method that the API does not have. Elsewhere the Authorization header was lost on its way, or never sent.',
};

/** What AWS's error codes mean, as far as they say by themselves; some say it in their message only. */
const reasonsByCode: Readonly<Record<string, RefusalReason>> = {
  AuthFailure: 'unknown-key',
  BadDigest: 'checksum-mismatch',
  ExpiredToken: 'expired-token',
  IncompleteBody: 'body-too-short',
  IncompleteSignature: 'malformed-authorization',
  InvalidAccessKeyId: 'unknown-key',
  InvalidClientTokenId: 'unknown-key',
  InvalidToken: 'wrong-token',
  RequestExpired: 'signature-expired',
  RequestTimeTooSkewed: 'signature-expired',
  UnrecognizedClient: 'unknown-key',
  XAmzContentSHA256Mismatch: 'payload-hash-mismatch',
};

const reasonsByMessage: readonly (readonly [part: string, reason: RefusalReason])[] = [
  ['Signature expired', 'signature-expired'],
  ['Signature not yet current', 'signature-not-yet-current'],
  ['Request has expired', 'presigned-expired'],
  ['scoped to a valid Region', 'wrong-region'],
  ["is wrong; expecting '", 'wrong-region'],
  ['scoped to correct service', 'wrong-service'],
  ['Date in Credential scope', 'scope-date-mismatch'],
  ['not a valid key=value pair', 'malformed-authorization'],
  ["must be a 'SignedHeader'", 'header-not-signed'],
  ['which were not signed', 'header-not-signed'],
];

/** The words for an error that AWS answered; undefined where nothing more can be said of it than AWS says. */
export function answerWords(code: string, message: string): RefusalWords | undefined {
  if (/^Missing ?Authentication ?Token/i.test(code) || /missing authentication token/i.test(message)) {
    return noSignature;
  }
  const said = reasonsByMessage.find(([part]) => message.includes(part))?.[1];
  const name = code.replace(/Exception$/, '');
  const reason = said ?? (Object.hasOwn(reasonsByCode, name) ? reasonsByCode[name] : undefined);
  return reason === undefined ? undefined : refusalWords[reason];
}
