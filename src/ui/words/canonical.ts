// The parts of a canonical request and of a string to sign, each with its name and one sentence on
// what it is for.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html

export interface NamedLine {
  /** Position among the lines, from 0; also their key. */
  readonly index: number;
  readonly name: string;
  readonly text: string;
  readonly why: string;
}

const signedHeaderReasons: Readonly<Record<string, string>> = {
  host: 'Binds the request to one endpoint: it cannot be replayed to another.',
  'x-amz-date': 'When it was signed. AWS takes it for a few minutes only.',
  'x-amz-security-token': 'The session token of temporary credentials.',
  'x-amz-content-sha256': 'The hash of the body again, as a header: S3 asks for it.',
  'content-type': 'How the body is to be read.',
  'x-amz-target': 'Which operation is called, in the services that speak JSON.',
  'x-gatehouse-action':
    'The action asked for. Gatehouse’s own header, for actions that it authorizes but does not carry out.',
  'x-gatehouse-resource': 'The resource asked for. Gatehouse’s own header, as above.',
};

/** Names every line of a canonical request. Never fails: a text that is none has one method and no more. */
export function canonicalLines(canonicalRequest: string): readonly NamedLine[] {
  const lines = canonicalRequest.split('\n');
  // After method, path and query come the headers, until the empty line that ends them.
  const blank = lines.indexOf('', 3);
  return lines.map((text, index) => ({ index, text, ...nameOf(text, index, blank) }));
}

function nameOf(text: string, index: number, blank: number): { name: string; why: string } {
  if (index === 0) return { name: 'Method', why: 'The HTTP method, in capitals.' };
  if (index === 1) return { name: 'Path', why: 'The path, percent-encoded in the one agreed way.' };
  if (index === 2) return { name: 'Query', why: 'The query parameters, sorted by name.' };
  if (blank < 0 || index < blank) {
    const header = text.split(':', 1)[0] ?? '';
    return {
      name: 'Header',
      why: signedHeaderReasons[header] ?? 'A header the signature covers: name in lower case, value trimmed.',
    };
  }
  if (index === blank) return { name: 'End', why: 'An empty line ends the headers.' };
  if (index === blank + 1) {
    return {
      name: 'Signed headers',
      why: 'Which headers the signature covers. All others may change on the way.',
    };
  }
  return { name: 'Payload hash', why: 'SHA-256 of the body: one changed byte changes all of it.' };
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

/** What differs between two canonical requests, as the head of the comparison. */
export const differenceWords = {
  method: 'The HTTP method is not the one that was signed.',
  path: 'The path is not the one that was signed.',
  query: 'The query is not the one that was signed.',
  header: 'A signed header is not what it was.',
  'signed-headers': 'The list of signed headers is not the one that was signed.',
  'payload-hash': 'The body is not the one that was signed: its hash differs.',
} as const;
