// The parts of a canonical request and of a string to sign, each with its name, what it is for, and the
// rules that made it what it is.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html

import type { CanonicalLine, CanonicalRule } from '../../core/sigv4/explain-canonical.ts';
import type { HmacStepId } from '../../core/sigv4/hmac-chain.ts';

export interface NamedLine {
  /** Position among the lines, from 0; also their key. */
  readonly index: number;
  readonly name: string;
  readonly text: string;
  readonly why: string;
  /** What the message has there, where the line is not simply that. */
  readonly from?: string;
}

const signedHeaderReasons: Readonly<Record<string, string>> = {
  host: 'Binds the request to one endpoint: it cannot be replayed to another.',
  'x-amz-date': 'When it was signed. AWS takes it for a few minutes only.',
  'x-amz-security-token': 'The session token of temporary credentials.',
  'x-amz-content-sha256':
    'What is said of the body, as a header: its hash, or that it is unsigned or in chunks. S3 asks for it.',
  'content-type': 'How the body is to be read.',
  'x-amz-target': 'Which operation is called, in the services that speak JSON.',
  'x-gatehouse-action':
    'The action asked for. Gatehouse’s own header, for actions that it authorizes but does not carry out.',
  'x-gatehouse-resource': 'The resource asked for. Gatehouse’s own header, as above.',
};

const partNames: Readonly<Record<CanonicalLine['part'], string>> = {
  method: 'Method',
  path: 'Path',
  query: 'Query',
  header: 'Header',
  end: 'End',
  'signed-headers': 'Signed headers',
  'payload-hash': 'Payload hash',
};

/** What each rule did, in one sentence. Empty where it is the plain case, which the line’s own reason tells. */
export const ruleWords: Readonly<Record<CanonicalRule, string>> = {
  'method-as-sent': 'The HTTP method, in capitals.',
  'method-not-in-capitals': 'The method as it is sent; HTTP’s own are written in capitals.',
  'path-as-sent': 'The path, as it was sent.',
  'path-empty': 'The path is empty: a slash stands for it.',
  'path-normalized': 'Without “.”, “..” and empty segments.',
  'path-encoded-once': 'Every byte but letters, digits and - . _ ~ is percent-encoded, segment by segment.',
  'path-encoded-twice':
    'The path was sent encoded, and all services but S3 encode it once more: “%” becomes “%25”.',
  'query-empty': 'There is no query: the line is empty, but it is there.',
  'query-as-sent': 'The parameters, sorted by name and encoded; they were sent so.',
  'query-sorted': 'Sorted by name, then by value, in the order of their bytes.',
  'query-encoded': 'Names and values percent-encoded in AWS’s one way: a space is %20, a slash %2F.',
  'query-equals-added': 'A name without a value gets its “=”.',
  'query-empty-parts-dropped': 'Without the “&”s between which there is nothing.',
  'query-signature-left-out': 'The signature itself is left out: it cannot cover itself.',
  'header-lower-case': 'Name in lower case.',
  'header-trimmed': 'Without the spaces around the value.',
  'header-spaces-joined': 'Runs of spaces inside the value become one.',
  'header-unfolded': 'A value over several lines becomes one line.',
  'header-values-joined': 'The header was sent several times: its values are joined by commas.',
  'header-absent': 'It is said to be signed, but the message has no such header: the value is empty.',
  'headers-end': 'An empty line ends the headers.',
  'signed-headers-listed': 'Which headers the signature covers. All others may change on the way.',
  'headers-left-out': 'Not covered:',
  'payload-hashed': 'SHA-256 of the body: one changed byte changes all of it.',
  'payload-unsigned': 'The body is not covered by the signature: whoever holds the message may change it.',
  'payload-streamed': 'The body is sent in chunks, whose own lines and trailers say what it must be.',
};

/** Names every line of a canonical request and says what made it. */
export function canonicalLines(lines: readonly CanonicalLine[]): readonly NamedLine[] {
  return lines.map((line) => {
    const { index, part, text, from } = line;
    const reason = part === 'header' ? signedHeaderReasons[text.split(':', 1)[0] ?? ''] : undefined;
    const rules = line.rules.map((rule) =>
      rule === 'headers-left-out' ? `${ruleWords[rule]} ${from}.` : ruleWords[rule],
    );
    return {
      index,
      name: partNames[part],
      text,
      why: [...(reason === undefined ? [] : [reason]), ...rules].join(' '),
      ...(isChanged(line) ? { from } : {}),
    };
  });
}

function isChanged({ part, text, from, rules }: CanonicalLine): boolean {
  switch (part) {
    case 'path':
    case 'query':
      return from !== text && from !== '';
    case 'header':
      // That its name is in capitals is no news to anybody.
      return rules.some((rule) => rule !== 'header-lower-case' && rule !== 'header-absent');
    default:
      return false;
  }
}

const stringToSignParts = [
  ['Algorithm', 'Signature Version 4 is HMAC with SHA-256.'],
  ['Date', 'The moment of signing, the same as in X-Amz-Date.'],
  ['Scope', 'Day, Region and service: the only place where this signature counts.'],
  ['Hash', 'SHA-256 of the canonical request, so of everything above.'],
] as const;

/** Names the four lines of a string to sign. */
export function stringToSignLines(text: string): readonly NamedLine[] {
  return text.split('\n').map((line, index) => {
    const [name = 'Line', why = ''] = stringToSignParts[index] ?? [];
    return { index, name, text: line, why };
  });
}

/** The steps by which the secret becomes the signing key; each is keyed by the one before. */
export const derivationSteps = [
  { key: 'date', name: 'Date key', formula: 'HMAC("AWS4" + secret, date)', why: 'Good for one day.' },
  { key: 'region', name: 'Region key', formula: 'HMAC(date key, Region)', why: 'And for one Region.' },
  { key: 'service', name: 'Service key', formula: 'HMAC(Region key, service)', why: 'And for one service.' },
  {
    key: 'signing',
    name: 'Signing key',
    formula: 'HMAC(service key, "aws4_request")',
    why: 'This one signs. The secret itself never leaves your machine.',
  },
] as const;

export interface HmacWords {
  /** What comes out. */
  readonly name: string;
  readonly keyName: string;
  readonly why: string;
}

/** The steps of the chain on the signing bench, where what comes out of each is shown. */
export const hmacWords: Readonly<Record<HmacStepId, HmacWords>> = {
  date: { name: 'Date key', keyName: '“AWS4” + secret access key', why: 'Good for one day.' },
  region: { name: 'Region key', keyName: 'Date key', why: 'And for one Region.' },
  service: { name: 'Service key', keyName: 'Region key', why: 'And for one service.' },
  terminator: {
    name: 'Signing key',
    keyName: 'Service key',
    why: 'This one signs; whoever signs much keeps it for the day.',
  },
  'string-to-sign': {
    name: 'Signature',
    keyName: 'Signing key',
    why: 'Goes out with the message. AWS computes the same from its own copy of the secret.',
  },
};
