// Why two canonical requests part, in words: what happened, and what to do about it. "Your side" is who signed.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html#signature-v4-troubleshooting-canonical-errors

import type { DifferenceCause } from '../../core/authenticate/difference-cause.ts';

export interface DifferenceWords {
  readonly what: string;
  readonly remedy: string;
}

export const differenceWords: Readonly<Record<DifferenceCause, DifferenceWords>> = {
  'method-case': {
    what: 'The method was signed in another case.',
    remedy: 'Sign the method in capitals, as it is sent.',
  },
  'method-changed': {
    what: 'Another HTTP method arrived than the one that was signed.',
    remedy: 'A redirect or a proxy may have turned it into a GET. Sign the method that is sent.',
  },
  'path-signed-encoded-once': {
    what: 'The path was encoded once when it was signed; this service encodes it twice.',
    remedy:
      'Encode the encoded path again for the canonical request, so that “%20” becomes “%2520”. Only S3 does not.',
  },
  'path-signed-encoded-twice': {
    what: 'The path was encoded twice when it was signed; S3 encodes it once.',
    remedy: 'Switch the second encoding off for S3: the canonical path is the path as it is sent.',
  },
  'path-signed-unencoded': {
    what: 'The path was signed without percent-encoding, or encoded in another way than AWS’s.',
    remedy: 'Encode every byte but letters, digits and - . _ ~ as % and two capital hex digits.',
  },
  'path-signed-not-normalized': {
    what: 'The path was signed with “.”, “..” or empty segments, which this service removes.',
    remedy: 'Normalise the path before signing. Only S3 keeps every segment.',
  },
  'path-signed-normalized': {
    what: 'The path was normalised when it was signed; S3 keeps “.”, “..” and empty segments.',
    remedy: 'Switch normalisation off for S3: there, “a//b” is a key of its own.',
  },
  'path-changed': {
    what: 'Another path arrived than the one that was signed.',
    remedy: 'Look for a proxy, a stage name or a base path that is added or removed after signing.',
  },
  'path-encoded-again': {
    what: 'The path was percent-encoded once more, or decoded, on its way.',
    remedy:
      'Look for a proxy or a client that rewrites the URL after signing, and sign the path as it is sent.',
  },
  'query-unsorted': {
    what: 'The query parameters were not sorted when they were signed.',
    remedy:
      'Sort them by encoded name, then by encoded value, in the order of bytes: capitals before small letters.',
  },
  'query-plus-for-space': {
    what: 'A space was signed as “+”; in the canonical query it is “%20”.',
    remedy: 'Encode with AWS’s rules, not as an HTML form: “%20” for a space, “%2B” for a plus.',
  },
  'query-space-sent-as-plus': {
    what: 'A space was signed as “%20” and sent as “+”, which AWS reads as a plus.',
    remedy: 'Send the query as it was signed: the client writes it as an HTML form does.',
  },
  'query-encoded-again': {
    what: 'The query was percent-encoded once more, or decoded, on one of the two sides.',
    remedy: 'Encode each name and value once, and hand the client a URL that it leaves alone.',
  },
  'query-signed-unencoded': {
    what: 'The query was signed without percent-encoding, or encoded in another way than AWS’s.',
    remedy: 'Encode names and values: a slash is “%2F”, a colon “%3A”, hex digits are capitals.',
  },
  'query-without-equals': {
    what: 'A parameter without a value was signed without its “=”.',
    remedy: 'Write “acl=” in the canonical query, even where the URL says “?acl”.',
  },
  'query-parameter-added': {
    what: 'A query parameter arrived that was not signed.',
    remedy: 'Add parameters before signing. A presigned URL takes no further ones.',
  },
  'query-parameter-removed': {
    what: 'A query parameter that was signed did not arrive.',
    remedy: 'Look for what drops parameters on the way, or for an “&” that a shell has taken as its own.',
  },
  'query-parameter-changed': {
    what: 'A query parameter has another value than the one that was signed.',
    remedy: 'Sign last: nothing may change a value afterwards.',
  },
  'host-port': {
    what: 'The port in the Host header is there on one side only.',
    remedy: 'Sign the Host header exactly as it is sent: clients leave :443 and :80 out.',
  },
  'wrong-host': {
    what: 'The request arrived under another host than the one it was signed for.',
    remedy:
      'Sign for the host that AWS sees. A proxy, a custom domain or a tunnel must pass Host on unchanged.',
  },
  'other-date': {
    what: 'The date header that arrived is not the one that was signed.',
    remedy: 'Take the time once, and use it for the header, the scope and the string to sign.',
  },
  'missing-token': {
    what: 'The session token is part of the signature on one side only.',
    remedy: 'Temporary credentials (ASIA…) need their token in X-Amz-Security-Token, signed with the rest.',
  },
  'other-token': {
    what: 'Another session token arrived than the one that was signed.',
    remedy:
      'Take key ID, secret and token from the same answer, and look for a token that was cut or escaped.',
  },
  'header-not-trimmed': {
    what: 'A header’s value was signed with the spaces around it.',
    remedy: 'Trim values before signing.',
  },
  'header-inner-spaces': {
    what: 'A header’s value was signed with several spaces in a row.',
    remedy: 'Make runs of spaces one space before signing.',
  },
  'header-name-case': {
    what: 'A header’s name was signed in capitals.',
    remedy: 'Write header names in lower case in the canonical request.',
  },
  'header-lines-not-joined': {
    what: 'A header that is sent several times was signed as several lines.',
    remedy: 'Write it once, its values in their order with commas between.',
  },
  'headers-unsorted': {
    what: 'The headers were not sorted when they were signed.',
    remedy: 'Sort them by their names in lower case, in both places: the headers and their list.',
  },
  'header-added': {
    what: 'AWS counts a header as signed that your side has not signed.',
    remedy: 'Add the header before signing, and list it in SignedHeaders only when you have signed it.',
  },
  'header-removed': {
    what: 'A header that was signed did not arrive, or came in under another name.',
    remedy:
      'Leave what proxies change or drop unsigned: User-Agent, Connection, X-Forwarded-For and the like.',
  },
  'header-changed': {
    what: 'A signed header arrived with another value.',
    remedy:
      'HTTP clients add “charset” to Content-Type and change Accept-Encoding: set them before signing, or leave them unsigned.',
  },
  'blank-line-missing': {
    what: 'Your side’s text lacks the empty line between the headers and their list.',
    remedy: 'Each header ends in a line feed, the last one too; then comes another one, then the list.',
  },
  'signed-headers-differ': {
    what: 'The two lists of signed headers are not the same.',
    remedy:
      'The list in the signature must name exactly the headers in the canonical request, sorted, in lower case.',
  },
  'line-feed-at-end': {
    what: 'Your side’s text goes on behind the hash of the body, if only with a line feed.',
    remedy: 'The hash is the last thing in it: no line feed follows.',
  },
  'payload-hash-in-capitals': {
    what: 'The hash of the body was written in capitals.',
    remedy: 'Write it in small hex digits.',
  },
  'body-changed': {
    what: 'The body that arrived is not the body that was signed.',
    remedy:
      'Sign the bytes that are sent: JSON that is written again, another encoding or a line end changes the hash.',
  },
  'body-lost': {
    what: 'AWS received no body, but one was signed.',
    remedy: 'Look for a redirect, or a client that sends no body with this method.',
  },
  'body-not-hashed': {
    what: 'The empty body was signed, but one was sent.',
    remedy: 'Hash the body that is sent.',
  },
  'body-unsigned': {
    what: 'One side takes the body as unsigned (UNSIGNED-PAYLOAD), the other hashes it.',
    remedy:
      'Only S3 takes an unsigned body; say so in X-Amz-Content-Sha256 and in the canonical request alike.',
  },
  'other-body-form': {
    what: 'The two sides do not agree on how the body is sent: whole, or in chunks.',
    remedy: 'The last line of the canonical request is the value of X-Amz-Content-Sha256, letter by letter.',
  },
};
